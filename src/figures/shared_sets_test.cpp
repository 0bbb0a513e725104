// SPDX-License-Identifier: Apache-2.0
// What figures of one report share, and what is read from tallies and sums, equals a count of the records themselves:
// every figure asked alone, together with others, and by hand, on both engines and as of any log size.
#include <doctest/doctest.h>

#include <fmt/format.h>

#include "figures/brute_force.h"
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

template <class Work>
void with_session(db::Database& database, const Work& work) {
  const auto read = database.read([&](db::Session& session) -> Result<void> {
    work(session);
    return {};
  });
  REQUIRE(read.has_value());
}

std::string text_of(const std::optional<Decimal>& value) {
  return value ? value->text() : "—";
}

// Sets that are the same, nearly the same and different; whole months and not; with and without filters.
const std::vector<std::string> kTogether = {
    "count(主题党日)", "sum(主题党日.出席人数)", "average(主题党日.出席人数)", "min(主题党日.出席人数)",
    "max(主题党日.出席人数)", "distinct(主题党日.出席)", "late(主题党日)", "on_time(主题党日)", "growth(主题党日)",
    "growth(sum(主题党日.出席人数; 2023Q2))", "ratio(主题党日; 形式=参观 / 主题党日)",
    "ratio(sum(主题党日.出席人数) / count(主题党日))", "required(主题党日)", "missing(主题党日)", "share(主题党日)",
    "count(主题党日; 2023Q2)", "sum(主题党日.出席人数; 2023Q2)", "average(主题党日.经费; 2023-03)",
    "sum(主题党日.经费; 2023-02-10..2023-04-20)", "max(主题党日.经费; 至2023-08-31)", "sum(主题党日.出席人数; 形式=参观)",
    "count(主题党日; 形式=参观)", "sum(主题党日.出席人数; 状态=已召开)", "count(主题党日; 状态=已召开)",
    "sum(主题党日.出席人数; 单位=第一支部)", "count(主题党日; 单位=第一支部)", "sum(主题党日.出席人数; 单位=第一支部; 仅本级)",
    "count(主题党日; 仅本级)", "sum(主题党日.出席人数; 仅本级)", "sum(专题党课.出席人数)", "average(专题党课.出席人数; 2023Q1)",
    "count(专题党课)", "sum(专题学习.学时)", "min(专题学习.学时; 单位=第二支部)", "sum(推文.阅读量)", "max(推文.阅读量; 2023Q4)",
    "count(全部)", "count(全部; 2023Q1; 单位=第一支部)", "sum(推文.阅读量; 2022)", "count(主题党日; 2022)"};

void same(const Figure& a, const Figure& b) {
  CHECK(text_of(a.value) == text_of(b.value));
  CHECK(a.of_size == b.of_size);
  CHECK(a.base_size == b.base_size);
  CHECK(a.late.late == b.late.late);
  CHECK(a.late.of == b.late.of);
  CHECK(a.late.taken_over == b.late.taken_over);
  CHECK(a.at == b.at);
}
}  // namespace

TEST_CASE("figures that share their sets equal the same figures asked alone and counted by hand") {
  for_each_engine([](db::Database& database) {
    REQUIRE(database.migrate().has_value());
    const Book book = Book::random(database, 1406, 600, Date::of(2022, 12, 1));
    with_session(database, [&](db::Session& session) {
      for (const char* unit : {"u1", "u2"}) {
        for (const std::int64_t at : {index::kOpen, book.size(), book.size() - 1, book.size() / 2, std::int64_t{3}}) {
          Context alone = context_of(unit), together = alone;
          alone.at = together.at = at;
          together.log_size = book.size();
          together.shared = share_sets();
          for (const int round : {1, 2}) {  // counted, then known
            for (const auto& text : kTogether) {
              CAPTURE(text);
              CAPTURE(at);
              CAPTURE(unit);
              CAPTURE(round);
              const Expression e = parsed(text);
              const auto shared = good(evaluate(session, e, together));
              if (round == 1) same(shared, good(evaluate(session, e, alone)));
              const bool plain = e.aggregate <= Aggregate::maximum;
              const auto hand = by_hand(book, e.of, plain ? e.aggregate : e.of_inner, together);
              if (plain) CHECK(text_of(shared.value) == text_of(hand.value));
              if (plain) CHECK(shared.of_size == static_cast<std::int64_t>(hand.records.size()));
              if (plain) CHECK(shared.late.late == hand.late.late);
            }
          }
        }
      }
    });
  });
}

TEST_CASE("what counts per month adds up to the figure at every log size") {
  for_each_engine([](db::Database& database) {
    REQUIRE(database.migrate().has_value());
    const Book book = Book::random(database, 51, 400, Date::of(2023, 2, 1));
    with_session(database, [&](db::Session& session) {
      for (const char* unit : {"u1", "u2"}) {
        for (const std::int64_t at : {index::kOpen, book.size(), book.size() / 2, book.size() / 5}) {
          CAPTURE(at);
          Context context = context_of(unit);
          context.at = at;
          context.log_size = book.size();
          std::map<int, std::int64_t> n, late;
          for (const auto& month : good(months_of(session, KindId("theme_day"), context)))
            n[month.month] = month.n, late[month.month] = month.late;
          for (int month = 1; month <= 12; ++month) {
            const auto hand = by_hand(book, parsed(fmt::format("count(主题党日; 2023-{:02})", month)).of, Aggregate::count, context);
            CHECK(n[202300 + month] == static_cast<std::int64_t>(hand.records.size()));
            CHECK(late[202300 + month] == hand.late.late);
          }
        }
      }
    });
  });
}

TEST_CASE("a roll-up holds for every unit what a figure of that unit holds") {
  for_each_engine([](db::Database& database) {
    REQUIRE(database.migrate().has_value());
    const Book book = Book::random(database, 300, 500, Date::of(2023, 2, 1));
    const std::vector<KindId> kinds{KindId("theme_day"), KindId("lecture"), KindId("publication")};
    with_session(database, [&](db::Session& session) {
      for (const auto period : {Period::year(2023), Period{*Date::of(2022, 11, 1), *Date::of(2024, 2, 29)}}) {
        std::map<std::pair<std::string, std::string>, TallyRow> found;
        for (auto& row : good(roll_up(session, period, kinds, fixture::units()))) found[{row.unit.text, row.kind.text}] = row;
        std::size_t filled = 0;
        for (const auto& unit : fixture::units().all()) {
          for (const auto& kind : kinds) {
            const auto figure = good(evaluate(session, parsed("count(" + kind.text + ")"), context_of(unit.id.text.c_str(), period)));
            const auto row = found[{unit.id.text, kind.text}];
            CHECK(row.n == figure.of_size);
            CHECK(row.late == figure.late.late);
            CHECK(row.taken_over == figure.late.taken_over);
            filled += row.n > 0 ? 1 : 0;
          }
        }
        CHECK(filled > 10);
      }
    });
  });
}

TEST_CASE("what stands under each choice of a field is what a figure of that choice counts, in every unit and year") {
  for_each_engine([](db::Database& database) {
    REQUIRE(database.migrate().has_value());
    const Book book = Book::random(database, 300, 500, Date::of(2023, 2, 1));
    const auto* kind = fixture::catalogue().find(KindId("theme_day"));
    const auto field = std::find_if(kind->fields.begin(), kind->fields.end(), [](const auto& one) { return one.type == kinds::FieldType::choice; });
    REQUIRE(field != kind->fields.end());
    with_session(database, [&](db::Session& session) {
      std::size_t filled = 0;
      for (const auto& unit : fixture::units().all()) {
        std::map<std::pair<std::string, int>, std::int64_t> found;
        for (const auto& row : good(choices_of(session, kind->id, field->id, {*Date::of(2022, 1, 1), *Date::of(2023, 12, 31)}, fixture::units().with_sub_units(unit.id)))) found[{row.choice, row.year}] = row.n;
        for (const auto& choice : field->choices) {
          for (const int year : {2022, 2023}) {
            const auto figure = good(evaluate(session, parsed(fmt::format("count(theme_day; {}={}; {})", field->id, choice.id, year)), context_of(unit.id.text.c_str(), Period::year(year))));
            CHECK(found[{choice.id, year}] == figure.of_size);
            filled += figure.of_size > 0 ? 1 : 0;
          }
        }
      }
      CHECK(filled > 5);
    });
  });
}

TEST_CASE("values too large to be added up beforehand are added up from the records") {
  for_each_engine([](db::Database& database) {
    REQUIRE(database.migrate().has_value());
    Book book;
    const auto hold = [&](std::int64_t cost, int day, std::string record = {}) {
      fixture::Version v;
      v.kind = "theme_day";
      v.unit = "u2";
      v.state = "held";
      v.record = std::move(record);
      v.number = v.record.empty() ? 1 : 2;
      v.happened = Period{*Date::of(2023, 5, day), *Date::of(2023, 5, day)};
      v.numbers["cost"] = Decimal{cost};
      return book.add(database, v, *Date::of(2023, 5, 20));
    };
    const std::int64_t billion = std::int64_t{4'000'000'000} * Decimal::kScale;
    hold(50 * Decimal::kScale, 3);
    const auto huge = hold(billion, 4);
    const auto value = [&](const char* text) {
      std::string out;
      with_session(database, [&](db::Session& session) { out = text_of(good(evaluate(session, parsed(text), context_of())).value); });
      return out;
    };
    CHECK(value("sum(主题党日.经费)") == "4000000050");
    CHECK(value("max(主题党日.经费)") == "4000000000");
    hold(7 * Decimal::kScale, 4, huge);  // put right
    CHECK(value("sum(主题党日.经费)") == "57");
    CHECK(value("max(主题党日.经费)") == "50");
    CHECK(value("min(主题党日.经费)") == "7");
    CHECK(value("average(主题党日.经费)") == "28.5");
  });
}
}  // namespace youju::figures
