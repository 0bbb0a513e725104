// SPDX-License-Identifier: Apache-2.0
// Figures, roll-ups, the records behind a figure, and search, each beside the barest query of the same answer.
#include "app/bench_run.h"
#include "app/bench_words.h"
#include "app/due.h"

namespace youju::app {
namespace {

Result<void> ask(db::Session& session, const std::string& sql, const std::vector<db::Value>& values) {
  return session.each_text(sql, values, [](const db::Row&) { return true; });
}

struct Asked {
  figures::Expression expression;
  figures::Context context;
};
Args of_records(const BenchOffice& at) { return {{"n", std::to_string(at.records)}}; }

class Figures {
 public:
  Figures(BenchRun& run, BenchOffice& at) : run_(run), at_(at) {}
  Result<void> all() {
    TRY_OK(at_.office.read([&](db::Session& session) -> Result<void> {
      TRY(tree_, people::read_units(session));
      return {};
    }));
    TRY_OK(one());
    TRY_OK(roll_up());
    TRY_OK(due());
    return behind();
  }

 private:
  figures::Context context(const UnitId& unit) const {
    figures::Context c;
    c.catalogue = &at_.office.catalogue();
    c.units = &tree_;
    c.unit = unit;
    c.period = Period::year(kBenchYear);
    c.today = at_.office.today();
    return c;
  }
  Result<Asked> asked(const UnitId& unit) const {
    auto c = context(unit);
    TRY(auto expression, figures::parse("count(主题党日)", *c.catalogue, tree_, kBenchYear));
    return Asked{figures::filled_in(expression, c), c};
  }
  // Units without sub-units: one figure of one unit.
  std::vector<UnitId> leaves() const {
    std::vector<UnitId> out;
    for (const auto& unit : tree_.all()) {
      if (tree_.with_sub_units(unit.id).size() == 1) out.push_back(unit.id);
    }
    return out;
  }

  Result<void> one() {
    const auto units = leaves();
    std::vector<Asked> questions;
    for (const auto& unit : units) {
      TRY(auto question, asked(unit));
      questions.push_back(std::move(question));
    }
    const auto calls = run_.times(1000);
    TRY(const auto ours, run_.spread_ms(calls, [&](int i) {
      const auto& q = questions[static_cast<std::size_t>(i) % questions.size()];
      return at_.office.read([&](db::Session& session) -> Result<void> {
        TRY_OK(figures::evaluate(session, q.expression, q.context));
        return {};
      });
    }));
    TRY(const auto bare, run_.spread_ms(calls, [&](int i) {
      return at_.office.read([&](db::Session& session) {
        return ask(session,
                   "select count(*) from ix_under where kind = $1 and unit = $2 and first_day between $3 and $4 and to_index = $5 and counts = 1",
                   {std::string_view("theme_day"), std::string_view(units[static_cast<std::size_t>(i) % units.size()].text),
                    std::string_view("2023-01-01"), std::string_view("2023-12-31"), index::kOpen});
      });
    }));
    run_.grows("speed.figure", BenchUnit::milliseconds, at_.records, ours.first);
    if (!at_.largest) return {};
    run_.row({"speed.figure", of_records(at_), {}, BenchUnit::milliseconds, ours.first, {}, bare.first, "speed.limit_query", BenchGoal{1, false, false}});
    run_.row({"speed.figure_p99", of_records(at_), {}, BenchUnit::milliseconds, ours.second, {}, bare.second, "speed.limit_query", {}});
    return {};
  }

  Result<void> roll_up() {
    std::vector<KindId> kinds;
    for (const auto& kind : at_.office.catalogue().kinds()) kinds.push_back(kind.id);
    TRY(const auto ours, run_.median_ms(run_.times(30), [&] {
      return at_.office.read([&](db::Session& session) -> Result<void> {
        TRY_OK(figures::roll_up(session, Period::year(kBenchYear), kinds, tree_));
        return {};
      });
    }));
    TRY(const auto bare, run_.median_ms(run_.times(30), [&] {
      return at_.office.read([&](db::Session& session) {
        return ask(session, "select unit, kind, n from ix_tally where month = 2023 and state = ''", {});
      });
    }));
    run_.grows("speed.roll_up", BenchUnit::milliseconds, at_.records, ours);
    if (at_.largest) {
      run_.row({"speed.roll_up", {{"units", std::to_string(tree_.all().size())}, {"kinds", std::to_string(kinds.size())}}, {},
                BenchUnit::milliseconds, ours, {}, bare, "speed.limit_query", BenchGoal{20, false, false}});
    }
    return {};
  }

  // What today's page shows of what is due, over all units: its cost follows what is open, not what there is.
  Result<void> due() {
    DueRequest request;
    request.on = *Date::of(kBenchYear, 6, 20);
    TRY(const auto ours, run_.median_ms(run_.times(50), [&]() -> Result<void> {
      TRY_OK(find_due_first(at_.office, at_.who, request, 15, 5));
      return {};
    }));
    TRY(const auto bare, run_.median_ms(run_.times(50), [&] {
      return at_.office.read([&](db::Session& session) { return ask(session, "select record, clock, kind, unit, day from ix_clock", {}); });
    }));
    run_.grows("speed.due", BenchUnit::milliseconds, at_.records, ours);
    if (at_.largest) run_.row({"speed.due", of_records(at_), {}, BenchUnit::milliseconds, ours, {}, bare, "speed.limit_query", BenchGoal{20, false, false}});
    return {};
  }

  Result<void> behind() {
    const auto units = leaves();
    for (const bool whole : {false, true}) {
      TRY(const auto question, asked(whole ? tree_.all().front().id : units[units.size() / 2]));
      TRY(const auto ours, run_.median_ms(run_.times(100), [&] {
        return at_.office.read([&](db::Session& session) -> Result<void> {
          TRY_OK(figures::records_behind(session, question.expression, question.context, figures::Which::of, 50));
          return {};
        });
      }));
      TRY(const auto bare, run_.median_ms(run_.times(100), [&] {
        return at_.office.read([&](db::Session& session) {
          return ask(session,
                     "select v.record, v.title, v.first_day from ix_under u join ix_version v on v.from_index = u.from_index where u.kind = $1 and u.unit = $2 "
                     "and u.first_day between '2023-01-01' and '2023-12-31' and u.to_index = $3 and u.counts = 1 order by u.first_day limit 50",
                     {std::string_view("theme_day"), std::string_view(units[units.size() / 2].text), index::kOpen});
        });
      }));
      const std::string word = whole ? "speed.behind_all" : "speed.behind";
      run_.grows(word, BenchUnit::milliseconds, at_.records, ours);
      if (at_.largest) run_.row({word, of_records(at_), {}, BenchUnit::milliseconds, ours, {}, bare, "speed.limit_query", BenchGoal{5, false, false}});
    }
    return {};
  }

  BenchRun& run_;
  BenchOffice& at_;
  people::UnitTree tree_{{}};
};
}  // namespace

Result<void> bench_figures(BenchRun& run, BenchOffice& at) { return Figures(run, at).all(); }

Result<void> bench_search(BenchRun& run, BenchOffice& at) {
  const auto& words = words_to_search();
  TRY(const auto ours, run.spread_ms(run.times(500), [&](int i) {
    return at.office.read([&](db::Session& session) -> Result<void> {
      TRY_OK(index::search(session, words[static_cast<std::size_t>(i) % words.size()], {}, 50));
      return {};
    });
  }));
  // The barest answer: fifty rows of records by key.
  TRY(const auto bare, run.spread_ms(run.times(500), [&](int) {
    return at.office.read([&](db::Session& session) { return ask(session, "select record, title, first_day from ix_version order by from_index desc limit 50", {}); });
  }));
  run.grows("speed.search", BenchUnit::milliseconds, at.records, ours.first);
  run.grows("speed.search_p99", BenchUnit::milliseconds, at.records, ours.second);
  if (!at.largest) return {};
  run.row({"speed.search", of_records(at), {}, BenchUnit::milliseconds, ours.first, {}, bare.first, "speed.limit_rows", {}});
  run.row({"speed.search_p99", of_records(at), {}, BenchUnit::milliseconds, ours.second, {}, bare.second, "speed.limit_rows", BenchGoal{20, false, false}});
  return {};
}
}  // namespace youju::app
