// SPDX-License-Identifier: Apache-2.0
// One page per unit and year: what was required and held, this year beside last, what was entered late, what is still open.
#pragma once
#include "view/calendar.h"
#include "view/figure.h"

namespace youju::view {

struct YearLine {
  std::string name, address, measure;
  std::string expr, number, before_expr, before, change;  // change: "+3", "−2", "" when equal
  std::string late_expr, late;
  std::string required_expr, required, missing_expr, missing;  // empty: no rule binds
  int share = 0;                                          // kept of what was required, in thousandths
};
struct YearSub {
  std::string address, name, expr, number;
};
struct YearChoice {
  std::string name, expr, number, before_expr, before;
};
struct YearPage {
  std::string unit;
  std::string summary, late_summary, open_summary;  // the three answers at a glance
  std::vector<YearLine> lines;
  std::vector<RecordLine> open;                     // problems that are not settled
  std::int64_t open_left = 0;
  std::vector<YearChoice> services;                 // feedback by the service asked for, in the pack's order
  std::vector<YearSub> below;                       // the units below, in tree order, never by how much they did
};
Html year(const Here& here, const YearPage& page);
}  // namespace youju::view
