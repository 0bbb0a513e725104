// SPDX-License-Identifier: Apache-2.0
// Required and held: the model report's year, the strictest rule, exemptions, explanations, and every-N-days.
#include "kinds/test_packs.h"

using namespace youju;
using namespace youju::kinds;
using namespace youju::kinds::test;

namespace {
std::vector<std::pair<Date, bool>> on(std::initializer_list<const char*> days, bool late = false) {
  std::vector<std::pair<Date, bool>> out;
  for (const char* d : days) out.emplace_back(day(d), late);
  return out;
}
Cadence rule(std::string id, Every every, int times = 1) {
  Cadence c;
  c.id = std::move(id);
  c.every = every;
  c.times = times;
  c.source = "测试";
  return c;
}
// Kept until the end of the program: results point at the rules of their kind.
const Kind& with(std::vector<Cadence> rules) {
  static std::vector<std::unique_ptr<Kind>> kept;
  kept.push_back(std::make_unique<Kind>());
  kept.back()->id = KindId("k");
  kept.back()->cadences = std::move(rules);
  return *kept.back();
}
const Date kAfter = day("2024-06-01");
}  // namespace

TEST_CASE("the model report's 7 theme days miss five months and 11 committee meetings miss one") {
  const Kind& theme = *shipped().find(KindId("theme_day"));
  const auto seven = judge_cadence(
      theme, Period::year(2023),
      on({"2023-01-06", "2023-03-03", "2023-04-07", "2023-06-02", "2023-07-01", "2023-09-01", "2023-11-03"}),
      {}, kAfter);
  CHECK(seven.held == 7);
  CHECK(seven.required == 12);
  CHECK(seven.missing == 5);
  CHECK(seven.rule->source.find("第十六条") != std::string::npos);
  CHECK_FALSE(seven.rule->general);
  REQUIRE(seven.slots.size() == 12);
  CHECK(seven.slots[0].state == SlotState::done);
  CHECK(seven.slots[1].state == SlotState::missing);
  const Kind& committee = *shipped().find(KindId("committee_meeting"));
  const auto eleven =
      judge_cadence(committee, Period::year(2023),
                    on({"2023-01-06", "2023-02-03", "2023-03-03", "2023-04-07", "2023-05-05", "2023-06-02",
                        "2023-07-07", "2023-08-04", "2023-09-01", "2023-10-13", "2023-11-03"}),
                    {}, kAfter);
  CHECK(eleven.missing == 1);
  CHECK(eleven.slots[11].state == SlotState::missing);
  CHECK(eleven.rule->general);  // 一般: to be explained
  const Kind& general = *shipped().find(KindId("general_meeting"));
  const auto eight = judge_cadence(general, Period::year(2023),
                                   on({"2023-01-06", "2023-02-03", "2023-03-03", "2023-04-07", "2023-07-07",
                                       "2023-08-04", "2023-10-13", "2023-11-03"}),
                                   {}, kAfter);
  CHECK(eight.required == 4);
  CHECK(eight.missing == 0);
  CHECK(eight.held == 8);
}

TEST_CASE("the rule that asks for the most decides, whatever its level, and the others are listed") {
  Cadence yearly = rule("yearly", Every::year), quarterly = rule("quarterly", Every::quarter),
          own = rule("own", Every::month);
  quarterly.level = Level::local;
  own.level = Level::own;
  const auto result = judge_cadence(with({yearly, quarterly, own}), Period::year(2023), {}, {}, kAfter);
  CHECK(result.rule->id == "own");
  REQUIRE(result.weaker.size() == 2);
  CHECK(result.weaker[0]->id == "quarterly");
  CHECK(result.weaker[1]->id == "yearly");
  // Twice a half-year asks for the same as once a quarter: the one without 一般 wins, then the higher level.
  Cadence twice = rule("twice", Every::half_year, 2);
  twice.general = true;
  CHECK(judge_cadence(with({twice, quarterly}), Period::year(2023), {}, {}, kAfter).rule->id == "quarterly");
  twice.general = false;
  twice.level = Level::central;
  CHECK(judge_cadence(with({quarterly, twice}), Period::year(2023), {}, {}, kAfter).rule->id == "twice");
}

TEST_CASE("a rule asks only for whole stretches inside the period and inside its time in force") {
  Cadence monthly = rule("monthly", Every::month);
  monthly.in_force_from = day("2023-03-15");
  monthly.in_force_to = day("2023-10-31");
  const auto result = judge_cadence(with({monthly}), Period::year(2023), {}, {}, kAfter);
  CHECK(result.required == 7);  // April to October
  CHECK(result.slots.front().period == Period::month(2023, 4));
  const auto none = judge_cadence(with({rule("yearly", Every::year)}), Period::quarter(2023, 1),
                                  on({"2023-02-01"}), {}, kAfter);
  CHECK(none.rule == nullptr);
  CHECK(none.held == 1);
}

TEST_CASE("today divides missing from due and not yet") {
  const auto result = judge_cadence(with({rule("monthly", Every::month)}), Period::year(2023),
                                    on({"2023-02-10"}), {}, day("2023-03-31"));
  CHECK(result.slots[0].state == SlotState::missing);
  CHECK(result.slots[1].state == SlotState::done);
  CHECK(result.slots[2].state == SlotState::due);  // the last day is not over
  CHECK(result.slots[3].state == SlotState::not_yet);
  CHECK(result.missing == 1);
}

Note note(Says says, Period period, const char* by, const char* of_rule = "") {
  return {period, says, RecordId{by}, of_rule};
}

TEST_CASE("exempt asks for nothing, explained is no miss where the rule says generally, late is done late") {
  auto days = on({"2023-01-10"}, true);
  const std::vector<Note> notes = {note(Says::exempt, {day("2023-02-01"), day("2023-03-31")}, "r1"),
                                   note(Says::explained, Period::month(2023, 4), "r2"),
                                   note(Says::explained, {day("2023-05-02"), day("2023-05-31")}, "r3")};
  Cadence monthly = rule("monthly", Every::month);
  monthly.general = true;
  const auto result = judge_cadence(with({monthly}), Period::half(2023, 1), days, notes, kAfter);
  CHECK(result.slots[0].state == SlotState::done_late);
  CHECK(result.slots[1].state == SlotState::exempt);
  CHECK(result.slots[2].state == SlotState::exempt);
  CHECK(result.slots[1].by.text == "r1");
  CHECK(result.slots[3].state == SlotState::explained);
  CHECK(result.slots[3].by.text == "r2");
  CHECK(result.slots[4].state == SlotState::missing);  // the explanation does not cover the whole month
  CHECK(result.slots[5].state == SlotState::missing);
  CHECK(result.required == 4);
  CHECK(result.missing == 2);
  days.emplace_back(day("2023-01-20"), false);
  CHECK(judge_cadence(with({rule("monthly", Every::month)}), Period::half(2023, 1), days, {}, kAfter)
            .slots[0]
            .state == SlotState::done);
}

TEST_CASE("a rule without generally stays unmet when explained, and the explanation stands beside it") {
  const auto result = judge_cadence(with({rule("monthly", Every::month)}), Period::month(2023, 4), {},
                                    {note(Says::explained, Period::month(2023, 4), "r1")}, kAfter);
  CHECK(result.slots[0].state == SlotState::missing);
  CHECK(result.slots[0].by.text == "r1");
  CHECK(result.missing == 1);
}

TEST_CASE("a note for one rule says nothing about another") {
  Cadence monthly = rule("monthly", Every::month);
  const auto other = judge_cadence(with({monthly}), Period::month(2023, 4), {},
                                   {note(Says::exempt, Period::month(2023, 4), "r1", "yearly")}, kAfter);
  CHECK(other.slots[0].state == SlotState::missing);
  const auto same = judge_cadence(with({monthly}), Period::month(2023, 4), {},
                                  {note(Says::exempt, Period::month(2023, 4), "r1", "monthly")}, kAfter);
  CHECK(same.slots[0].state == SlotState::exempt);
}

TEST_CASE("a signed statement that nothing happened fills an empty stretch, never one that holds something") {
  const std::vector<Note> notes = {note(Says::empty, Period::quarter(2023, 1), "z1")};
  const auto kind = with({rule("monthly", Every::month)});
  const auto result = judge_cadence(kind, Period::quarter(2023, 1), on({"2023-02-10"}), notes, kAfter);
  CHECK(result.slots[0].state == SlotState::empty);
  CHECK(result.slots[0].by.text == "z1");
  CHECK(result.slots[1].state == SlotState::done);
  CHECK(result.slots[2].state == SlotState::empty);
  CHECK(result.required == 1);
  CHECK(result.missing == 0);
}

TEST_CASE("two a month means two, and one is half missing") {
  const auto result = judge_cadence(with({rule("twice", Every::month, 2)}), Period::month(2023, 3),
                                    on({"2023-03-02"}), {}, kAfter);
  CHECK(result.required == 2);
  CHECK(result.missing == 1);
}

TEST_CASE("every fourteen days means no gap longer than fourteen days") {
  Cadence fortnight = rule("fortnight", Every::days);
  fortnight.days = 14;
  const Kind& kind = with({fortnight});
  const Period quarter{day("2023-01-01"), day("2023-02-28")};
  // 14 January, 28 January … each exactly fourteen days after the last.
  CHECK(judge_cadence(kind, quarter, on({"2023-01-14", "2023-01-28", "2023-02-11", "2023-02-25"}), {}, kAfter)
            .missing == 0);
  // One day later once: one stretch of fourteen days without an item.
  const auto gap =
      judge_cadence(kind, quarter, on({"2023-01-14", "2023-01-29", "2023-02-11", "2023-02-25"}), {}, kAfter);
  CHECK(gap.missing == 1);
  CHECK(gap.slots[1].period == Period{day("2023-01-15"), day("2023-01-28")});
  // First and last day of two fixed fortnights would hide a gap of 27 days; this does not.
  CHECK(judge_cadence(kind, quarter, on({"2023-01-01", "2023-01-28", "2023-02-10", "2023-02-24"}), {}, kAfter)
            .missing == 1);
  CHECK(judge_cadence(kind, quarter, {}, {}, kAfter).missing == 4);
  const auto now = judge_cadence(kind, quarter, on({"2023-01-10"}), {}, day("2023-01-20"));
  CHECK(now.missing == 0);
  CHECK(now.slots[1].state == SlotState::due);
  // Items every day ask for no more than the rule.
  std::vector<std::pair<Date, bool>> daily;
  for (Date d = quarter.from; d <= quarter.to; d = d.plus_days(1)) daily.emplace_back(d, false);
  const auto busy = judge_cadence(kind, quarter, daily, {}, kAfter);
  CHECK(busy.missing == 0);
  CHECK(busy.held == 59);
}

TEST_CASE("a kind without rules asks for nothing") {
  const auto result =
      judge_cadence(with({}), Period::year(2023), on({"2023-03-01", "2022-03-01"}), {}, kAfter);
  CHECK(result.rule == nullptr);
  CHECK(result.required == 0);
  CHECK(result.held == 1);
}
