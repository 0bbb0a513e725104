// SPDX-License-Identifier: Apache-2.0
// The ledger: a list of records of a year and unit, with filters; the counts above it are figures.
#pragma once
#include "view/frame.h"

namespace youju::view {

struct LedgerRow {
  std::string id, day, title, kind, unit, state, state_id, snippet;
  bool counts = false, late = false;
  std::int64_t files = 0;
};
struct LedgerCount {
  std::string kind, name, expression, number, measure;
};
// Filters kept under a name.
struct LedgerView {
  std::string id, name, address;
  bool shared = false, may_drop = false, open = false;
};
struct Ledger {
  std::string q, kind, state, from, to, when;
  std::vector<std::pair<std::string, std::string>> kinds, states;  // to choose from; the first is "all"
  std::vector<LedgerCount> counts;   // of the one kind chosen, or of each kind that has any
  std::vector<LedgerRow> rows;
  std::string next, first;           // addresses of the next stretch and of the beginning; "" when there is none
  std::vector<std::string> problems; // a day that is none
  std::vector<std::pair<std::string, std::string>> steps;  // that may be taken for many at once
  std::string pick;                  // address of the same list with boxes to tick
  bool picking = false, may_change = false;
  std::vector<LedgerView> views;
  std::vector<std::pair<std::string, std::string>> ways;  // address, name: other ways in and out
  std::string view_problem;          // a view could not be kept
  bool may_share = false;
  bool shows_unit = false, filtered = false;
  std::string example;               // of a line, for the empty ledger
  std::string unit;
  std::string print_period;
};
Html ledger_page(const Frame& frame, const Ledger& page);
}  // namespace youju::view
