// SPDX-License-Identifier: Apache-2.0
// The official holiday tables: nine working-day vectors, working days per year, provisional years.
#include "kinds/test_packs.h"

using namespace youju;
using namespace youju::kinds;
using namespace youju::kinds::test;

namespace {
const Calendar& calendar() {
  static const Calendar loaded = [] {
    auto result = Calendar::load(packs_folder() / "common");
    if (!result) FAIL(result.error().message.word << " " << result.error().detail);
    return *result;
  }();
  return loaded;
}
}  // namespace

TEST_CASE("n working days after the day of receipt, with make-up days") {
  const struct {
    const char* from;
    int n;
    const char* to;
  } vectors[] = {
      {"2024-02-01", 20, "2024-03-05"}, {"2024-09-27", 7, "2024-10-12"}, {"2025-01-23", 5, "2025-02-06"},
      {"2025-09-26", 20, "2025-10-30"}, {"2025-12-30", 5, "2026-01-07"}, {"2026-02-09", 20, "2026-03-13"},
      {"2026-04-29", 15, "2026-05-22"}, {"2026-09-18", 5, "2026-09-24"}, {"2026-09-24", 7, "2026-10-12"}};
  CHECK(std::size(vectors) == 9);
  for (const auto& v : vectors) {
    INFO(v.from);
    CHECK(calendar().plus_working_days(day(v.from), v.n).iso() == v.to);
    CHECK(calendar().working_days_between(day(v.from), day(v.to)) == v.n);
  }
}

TEST_CASE("working days of each official year") {
  const std::pair<int, int> years[] = {{2023, 249}, {2024, 251}, {2025, 248}, {2026, 248}};
  for (const auto& [year, count] : years) {
    INFO(year);
    const Period whole = Period::year(year);
    CHECK(calendar().working_days_between(whole.from.plus_days(-1), whole.to) == count);
    CHECK_FALSE(calendar().is_provisional(year));
  }
}

TEST_CASE("make-up days are worked, holidays have names, unknown years are provisional") {
  CHECK(calendar().is_working(day("2024-10-12")));        // a Saturday
  CHECK_FALSE(calendar().is_working(day("2024-10-01")));  // a Tuesday
  CHECK(calendar().holiday_name(day("2024-10-01")) == "国庆节");
  CHECK(calendar().holiday_name(day("2024-10-12")) == "");
  CHECK(calendar().holiday_name(day("2024-10-16")) == "");
  CHECK(calendar().is_provisional(2027));
  CHECK(calendar().is_provisional(2022));
  CHECK(calendar().is_working(day("2027-10-01")));  // weekend rule only, and said to be provisional
  CHECK(calendar().version() == "2023.1 2024.1 2025.1 2026.1");
  CHECK(calendar().plus_working_days(day("2024-10-05"), 0) == day("2024-10-05"));
}

TEST_CASE("a holiday table with a mistake is refused, and a missing folder is said to be missing") {
  TempFolder folder("calendar");
  CHECK_FALSE(Calendar::load(folder.path / "none").has_value());
  folder.write("2027.toml",
               "year = 2027\nsource = \"甲\"\nversion = \"1\"\n[[work]]\nname = { zh = \"春节\", en = "
               "\"Spring Festival\" }\ndays = [\"2027-02-01\"]\n");
  const auto weekday = Calendar::load(folder.path);
  REQUIRE_FALSE(weekday.has_value());
  CHECK(weekday.error().detail == "kinds.calendar_weekday");
  CHECK(weekday.error().message.args.at("line") == "6");
  folder.write("2027.toml", "year = 2028\nsource = \"甲\"\nversion = \"1\"\n");
  CHECK(Calendar::load(folder.path).error().detail == "kinds.calendar_name");
  folder.write("2027.toml",
               "year = 2027\nsource = \"甲\"\nversion = \"1\"\n[[off]]\nname = { zh = \"春节\", en = "
               "\"Spring Festival\" }\ndays = [\"2027-02-30\"]\n");
  CHECK(Calendar::load(folder.path).error().detail == "kinds.key_date");
}

TEST_CASE("a deadline in calendar days may move off a holiday when its rule says so") {
  Deadline deadline;
  deadline.days = 10;
  deadline.working_days = false;
  CHECK(deadline_day(deadline, day("2024-09-21"), calendar()) == day("2024-10-01"));
  deadline.moves_off_holidays = true;
  CHECK(deadline_day(deadline, day("2024-09-21"), calendar()) == day("2024-10-08"));
  deadline.working_days = true;
  CHECK(deadline_day(deadline, day("2024-09-27"), calendar()) ==
        calendar().plus_working_days(day("2024-09-27"), 10));
}
