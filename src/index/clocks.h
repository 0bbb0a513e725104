// SPDX-License-Identifier: Apache-2.0
// Clocks that run over a record as it stands: a planned day, a deadline not met, a step with a limit, a date by which something
// is to happen. What one version means is a pure function; rows stand in ix_clock while the clock runs, so what is due costs what
// is open, not what there is.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "index/index.h"

namespace youju::index {

struct ClockRow {
  std::string clock;  // "plan", "deadline:<id>", "step:<id>", "check:<id>"
  std::string day;    // it is reckoned from
  bool of_field = false;
  bool operator==(const ClockRow&) const = default;
};
// How far a record has come before a version.
struct ClockPast {
  std::set<std::string> reached;  // states
  std::string state, since;       // of the version before: since when a step with a limit waits in it; "" when none does
};
// Whether what came before matters: only deadlines and steps with a limit look back.
bool looks_back(const kinds::Kind& kind);
bool has_limited_step(const kinds::Kind& kind, std::string_view state);
// `entry`: a version, read with its payload. `since`: the day from which its state waits.
std::vector<ClockRow> clocks_of(const kinds::Kind& kind, const ledger::Entry& entry, const std::set<std::string>& reached, const std::string& since);
std::string clock_since(const ledger::Entry& entry, const ClockPast& past);
}  // namespace youju::index
