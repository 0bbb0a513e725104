// SPDX-License-Identifier: Apache-2.0
// Working days and the ends of deadlines.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "kinds/kind.h"

namespace youju::kinds {

struct CalendarDay {
  Date day;
  bool works = false;  // a weekend day that is worked; else a day off
  Names name;
};
// One calendar/<year>.toml.
struct CalendarTable {
  int year = 0;
  std::string source, version;
  bool partial = false;  // some days of the year only: the year stays provisional
  std::vector<CalendarDay> days;
  std::string pack;      // whose table it is, "common@1.0.0"
};

// Working days of the official tables (packs/common/calendar/<year>.toml) with make-up days; a year without a whole table is provisional.
class Calendar {
 public:
  static Result<Calendar> load(const std::filesystem::path& folder);
  // Tables of several packs: of two that speak of a day, the later one decides.
  static Calendar of(std::vector<CalendarTable> tables);
  const std::vector<CalendarTable>& tables() const { return tables_; }
  bool is_working(Date day) const;
  bool is_provisional(int year) const;
  // The n-th working day after `day` (that day not counted). n >= 0.
  Date plus_working_days(Date day, int n) const;
  int working_days_between(Date after, Date until) const;  // after excluded, until included
  std::string holiday_name(Date day) const;                // "" when none
  const std::string& version() const { return version_; }

 private:
  std::map<std::int32_t, std::pair<bool, std::string>> exceptions_;  // day → (works, name)
  std::vector<CalendarTable> tables_;
  std::vector<int> years_;
  std::string version_;
};

// The last day of a deadline that starts on `start` (that day not counted).
Date deadline_day(const Deadline& deadline, Date start, const Calendar& calendar);
}  // namespace youju::kinds
