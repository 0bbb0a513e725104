// SPDX-License-Identifier: Apache-2.0
// Values against a count by hand over random ledgers, on both engines and as of any log size.
#include <doctest/doctest.h>

#include "figures/brute_force.h"
#include "figures/period_text.h"
#include "tests/fresh_database.h"

namespace youju::figures {
namespace {

using fixture::Book;
using fixture::by_hand;
using youju::testing::for_each_engine;

Context context_of(const char* unit = "u1", Period period = Period::year(2023)) {
  Context context;
  context.catalogue = &fixture::catalogue();
  context.units = &fixture::units();
  context.unit = UnitId(unit);
  context.period = period;
  context.today = *Date::of(2024, 6, 1);
  return context;
}

Expression parsed(const std::string& text) {
  auto read = parse(text, fixture::catalogue(), fixture::units(), 2023);
  REQUIRE_MESSAGE(read.has_value(), text);
  return *read;
}

template <class T>
T good(Result<T> result) {
  REQUIRE_MESSAGE(result.has_value(),
                  (result ? "" : result.error().message.word + " " + result.error().detail));
  return std::move(*result);
}

// Reads with one session.
template <class Work>
void with_session(db::Database& database, const Work& work) {
  const auto read = database.read([&](db::Session& session) -> Result<void> {
    work(session);
    return {};
  });
  REQUIRE(read.has_value());
}

std::vector<std::string> all_behind(db::Session& session, const Expression& e, const Context& context,
                                    Which which, int page) {
  std::vector<std::string> out;
  std::optional<index::RecordRow> after;
  while (true) {
    const auto rows = good(records_behind(session, e, context, which, page, after));
    for (const auto& row : rows) out.push_back(row.row.record.text);
    if (static_cast<int>(rows.size()) < page) return out;
    after = rows.back().row;
  }
}

// Percent by long division, four places, half up.
std::string percent_text(std::int64_t part, std::int64_t whole) {
  const bool negative = part < 0;
  const std::int64_t scaled = ((negative ? -part : part) * 2'000'000 + whole) / (2 * whole);
  return Decimal{negative ? -scaled : scaled}.text();
}

const std::vector<std::string> kAsked = {"count(主题党日)",
                                         "count(专题党课)",
                                         "count(党员大会)",
                                         "count(支委会)",
                                         "count(专题学习)",
                                         "count(推文)",
                                         "count(全部)",
                                         "count(主题党日; 单位=第一支部)",
                                         "count(主题党日; 单位=第一支部; 仅本级)",
                                         "count(主题党日; 仅本级)",
                                         "count(专题党课; 单位=第二支部; 2023Q2)",
                                         "count(主题党日; 状态=已召开)",
                                         "count(主题党日; 状态=已归档; 2023H1)",
                                         "count(主题党日; 形式=参观)",
                                         "count(主题党日; 形式=参观,学习; 2023Q3)",
                                         "count(主题党日; 形式!=参观)",
                                         "count(主题党日; 出席人数>=10)",
                                         "count(主题党日; 出席人数<10; 形式=学习)",
                                         "count(主题党日; 出席人数=3,4,5)",
                                         "count(主题党日; 含党课=是)",
                                         "count(主题党日; 含党课!=是)",
                                         "count(主题党日; 纪要日期>=2023-06-01)",
                                         "count(主题党日; 经费>50)",
                                         "count(全部; 2023Q1; 单位=第一支部)",
                                         "count(主题党日; 2023-03)",
                                         "count(主题党日; 2023-02-10..2023-04-20)",
                                         "count(主题党日; 至2023-08-31)",
                                         "count(专题党课; 出席人数>=10)",
                                         "count(专题党课; 状态=已召开; 2023Q1)",
                                         "sum(主题党日.出席人数)",
                                         "sum(主题党日.经费; 单位=第一支部)",
                                         "sum(专题党课.出席人数; 2023Q2)",
                                         "average(主题党日.出席人数; 形式=参观)",
                                         "average(专题学习.学时)",
                                         "min(推文.阅读量; 2023Q4)",
                                         "max(主题党日.经费)",
                                         "max(推文.阅读量; 单位=第二党小组)",
                                         "distinct(专题学习.出席)",
                                         "distinct(主题党日.出席; 单位=第一支部; 2023H1)",
                                         "distinct(专题党课.听课人员)",
                                         "distinct(主题党日.形式)",
                                         "late(主题党日)",
                                         "on_time(全部)",
                                         "late(专题党课; 2023Q1)"};
}  // namespace

TEST_CASE(
    "every figure equals a count by hand, opens as many records as it counted, and names what it nearly "
    "counted") {
  for_each_engine([](db::Database& database) {
    REQUIRE(database.migrate().has_value());
    const Book book = Book::random(database, 20230305, 700, Date::of(2022, 12, 1));
    SeededRandom random(7);
    with_session(database, [&](db::Session& session) {
      for (const auto& text : kAsked) {
        const Expression e = parsed(text);
        for (const std::int64_t at :
             {index::kOpen, book.size(),
              static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(book.size()) + 1))}) {
          CAPTURE(text);
          CAPTURE(at);
          Context context = context_of();
          context.at = at;
          const auto hand = by_hand(book, e.of, e.aggregate, context);
          const auto figure = good(evaluate(session, e, context));
          if (e.aggregate != Aggregate::late_share && e.aggregate != Aggregate::on_time_share) {
            CHECK(figure.value.has_value() == hand.value.has_value());
            if (figure.value && hand.value) CHECK(figure.value->text() == hand.value->text());
          }
          CHECK(figure.of_size == static_cast<std::int64_t>(hand.records.size()));
          CHECK(figure.late.late == hand.late.late);
          CHECK(figure.late.of == hand.late.of);
          CHECK(figure.late.taken_over == hand.late.taken_over);
          CHECK(figure.at == (at == index::kOpen ? book.size() : at));
          const auto behind =
              all_behind(session, e, context, Which::of, 1 + static_cast<int>(random.below(9)));
          CHECK(behind == hand.records);
          if (e.aggregate == Aggregate::count) CHECK(figure.value->text() == std::to_string(behind.size()));
          std::map<std::string, std::string> nearly;
          for (const auto& near : good(nearly_counted(session, e, context, 100'000))) {
            CHECK(nearly.emplace(near.row.record.text, near.reason).second);
          }
          CHECK(nearly == hand.nearly);
        }
      }
    });
  });
}

TEST_CASE("a late share and an on-time share are the two sides of one whole") {
  for_each_engine([](db::Database& database) {
    REQUIRE(database.migrate().has_value());
    const Book book = Book::random(database, 11, 200, std::nullopt);
    with_session(database, [&](db::Session& session) {
      const auto late = good(evaluate(session, parsed("late(全部)"), context_of()));
      const auto on_time = good(evaluate(session, parsed("on_time(全部)"), context_of()));
      REQUIRE(late.value.has_value());
      CHECK(add(*late.value, *on_time.value).text() == "100");
      CHECK(late.measure == "%");
      CHECK(late.late.late > 0);
      CHECK(late.value->text() == percent_text(late.late.late, late.late.of));
    });
  });
}

TEST_CASE("ratio and growth open two sets") {
  for_each_engine([](db::Database& database) {
    REQUIRE(database.migrate().has_value());
    const Book book = Book::random(database, 5, 500, std::nullopt);
    with_session(database, [&](db::Session& session) {
      const Context context = context_of();
      const auto ratio = parsed("ratio(主题党日; 形式=参观 / 主题党日)");
      const auto figure = good(evaluate(session, ratio, context));
      CHECK(static_cast<std::int64_t>(all_behind(session, ratio, context, Which::of, 7).size()) ==
            figure.of_size);
      CHECK(static_cast<std::int64_t>(all_behind(session, ratio, context, Which::base, 7).size()) ==
            figure.base_size);
      CHECK(figure.value->text() == percent_text(figure.of_size, figure.base_size));
      const auto growth = parsed("growth(主题党日; 2023Q2)");
      const auto grown = good(evaluate(session, growth, context));
      const auto before = by_hand(book, parsed("count(主题党日; 2023Q1)").of, Aggregate::count, context);
      CHECK(all_behind(session, growth, context, Which::base, 3) == before.records);
      CHECK(grown.base_size == static_cast<std::int64_t>(before.records.size()));
      CHECK(grown.value->text() == percent_text(grown.of_size - grown.base_size, grown.base_size));
      const auto sums =
          good(evaluate(session, parsed("ratio(sum(主题党日.出席人数) / count(主题党日))"), context));
      const auto sum = good(evaluate(session, parsed("sum(主题党日.出席人数)"), context));
      CHECK(sums.value.has_value());
      CHECK(sums.of_size == sum.of_size);
    });
  });
}

TEST_CASE("a figure that cannot be computed has no value and says why") {
  for_each_engine([](db::Database& database) {
    REQUIRE(database.migrate().has_value());
    with_session(database, [&](db::Session& session) {
      for (const char* text : {"average(主题党日.经费)", "max(推文.阅读量)", "ratio(主题党日 / 推文)",
                               "growth(推文)", "late(全部)", "on_time(推文)"}) {
        const auto figure = good(evaluate(session, parsed(text), context_of()));
        CAPTURE(text);
        CHECK(!figure.value.has_value());
        CHECK(figure.why_none.has_value());
      }
      CHECK(good(evaluate(session, parsed("count(主题党日)"), context_of())).value->text() == "0");
      CHECK(good(evaluate(session, parsed("sum(主题党日.经费)"), context_of())).value->text() == "0");
    });
  });
}

TEST_CASE("tallies add up to the counts") {
  for_each_engine([](db::Database& database) {
    REQUIRE(database.migrate().has_value());
    const Book book = Book::random(database, 99, 400, Date::of(2023, 2, 1));
    with_session(database, [&](db::Session& session) {
      const auto rows =
          good(tallies(session, Period::year(2023), {KindId("lecture"), KindId("publication")}));
      for (const char* kind : {"lecture", "publication"}) {
        const auto figure = good(evaluate(session, parsed(std::string("count(") + kind + ")"), context_of()));
        std::int64_t n = 0, late = 0, taken_over = 0;
        for (const auto& row : rows)
          if (row.kind.text == kind) n += row.n, late += row.late, taken_over += row.taken_over;
        CHECK(n == figure.of_size);
        CHECK(late == figure.late.late);
        CHECK(taken_over == figure.late.taken_over);
      }
      for (const auto& row : rows) CHECK((row.kind.text == "lecture" || row.kind.text == "publication"));
    });
  });
}

TEST_CASE("the slots of a resolved figure add up to its value") {
  for_each_engine([](db::Database& database) {
    REQUIRE(database.migrate().has_value());
    const Book book = Book::random(database, 4711, 300, std::nullopt);
    with_session(database, [&](db::Session& session) {
      for (const auto today : {*Date::of(2024, 6, 1), *Date::of(2023, 8, 15)}) {
        for (const char* kind : {"主题党日", "支部党员大会", "支委会"}) {
          Context context = context_of();
          context.today = today;
          const std::string name = kind;
          const auto resolved = good(resolve(session, parsed("missing(" + name + ")"), context));
          std::int64_t required = 0, met = 0;
          for (const auto& slot : resolved.slots)
            required += slot.required, met += std::min(slot.required, slot.held);
          CAPTURE(name);
          CHECK(good(evaluate(session, parsed("required(" + name + ")"), context)).value->text() ==
                std::to_string(required));
          CHECK(good(evaluate(session, parsed("missing(" + name + ")"), context)).value->text() ==
                std::to_string(required - met));
          CHECK(good(evaluate(session, parsed("share(" + name + ")"), context)).value->text() ==
                percent_text(met, required));
        }
      }
    });
  });
}

TEST_CASE("what was required is counted unit by unit, for units that keep the kind") {
  for_each_engine([](db::Database& database) {
    REQUIRE(database.migrate().has_value());
    Book book;
    const auto hold = [&](const char* unit, int month) {
      fixture::Version v;
      v.kind = "committee_meeting";
      v.unit = unit;
      v.state = "recorded";
      v.happened = Period{*Date::of(2023, month, 10), *Date::of(2023, month, 10)};
      book.add(database, v, *Date::of(2023, month, 12));
    };
    for (int month = 1; month <= 11; ++month) hold("u2", month);
    for (int month = 1; month <= 6; ++month) hold("u3", month);
    const std::int64_t early = 11;
    with_session(database, [&](db::Session& session) {
      const auto value = [&](const char* text, std::int64_t at = index::kOpen,
                             Date today = *Date::of(2024, 6, 1)) {
        Context context = context_of();
        context.at = at;
        context.today = today;
        const auto figure = good(evaluate(session, parsed(text), context));
        return figure.value ? figure.value->text() : "";
      };
      CHECK(value("required(支委会; 单位=第一支部)") == "12");
      CHECK(value("missing(支委会; 单位=第一支部)") == "1");
      CHECK(value("share(支委会; 单位=第一支部)") == "91.6667");
      CHECK(value("required(支委会)") == "24");
      CHECK(value("missing(支委会)") == "7");
      CHECK(value("share(支委会)") == "70.8333");
      CHECK(value("required(支委会)", early) == "12");
      CHECK(value("missing(支部党员大会)") == "4");
      // In the middle of the year what is not over is neither met nor missed.
      CHECK(value("share(支委会; 单位=第二支部)", index::kOpen, *Date::of(2023, 7, 15)) == "100");
      CHECK(value("missing(支委会; 单位=第二支部)", index::kOpen, *Date::of(2023, 7, 15)) == "0");
      CHECK(value("missing(支委会; 单位=第二支部)", index::kOpen, *Date::of(2023, 8, 1)) == "1");
      CHECK(value("required(支委会; 单位=第二支部)", index::kOpen, *Date::of(2023, 7, 15)) == "6");
      CHECK(value("required(支委会; 单位=第二支部)", index::kOpen, *Date::of(2023, 8, 1)) == "7");
      CHECK(value("share(主题党日; 2025)", index::kOpen, *Date::of(2024, 6, 1)) == "");
    });
  });
}
}  // namespace youju::figures
