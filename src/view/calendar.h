// SPDX-License-Identifier: Apache-2.0
// The calendar: months × kinds, what is due, what the rules ask. The strip stands on today and the year, too.
#pragma once
#include <array>

#include "view/here.h"

namespace youju::view {

struct StripCell {
  Mark mark = Mark::none;
  std::string inside, more, address;  // no address: nothing to open
};
struct StripLine {
  std::string name, address;
  std::string expr, number, measure;
  std::string required_expr, required;  // empty: no rule binds
  bool lacks = false;
  std::array<StripCell, 12> cells;
};
Html strip_of(const Here& here, const std::vector<StripLine>& lines);
Html strip_legend(const Here& here);

struct DueLine {
  std::string address, day, standing, start_by, unit, kind, what, which;
  bool overdue = false, pressing = false, of_record = false;
};
// `short_form`: two lines an item, for today.
Html due_table(const Here& here, const std::vector<DueLine>& lines);
Html due_short(const Here& here, const std::vector<DueLine>& lines);

struct RuleLine {
  std::string kind, rule, source, level, lacking;
  std::string required_expr, required, held_expr, held, missing_expr, missing, measure;
  bool general = false;
};
Html rule_table(const Here& here, const std::vector<RuleLine>& lines);

struct CalendarPage {
  std::string unit;
  std::string summary;  // one line: is it all right
  std::vector<StripLine> strip;
  std::vector<DueLine> due;
  std::int64_t due_left = 0;  // after these
  std::string due_next;       // where they stand
  std::vector<RuleLine> rules;
  bool provisional = false;
  bool now = false;     // the year looked at is this one: what is due belongs here
};
Html calendar(const Here& here, const CalendarPage& page);
}  // namespace youju::view
