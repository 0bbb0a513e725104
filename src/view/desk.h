// SPDX-License-Identifier: Apache-2.0
// The desks: every kind of the office with what is counted and the way to its list and to a new record.
#pragma once
#include "view/here.h"

namespace youju::view {
struct DeskLine {
  std::string name, about, list, add;   // addresses; `add` empty: may not write
  std::string expr, number, measure;    // counted in the year
};
struct DeskGroup {
  std::string name;  // of the pack
  std::vector<DeskLine> lines;
};
Html desk_groups(const Here& here, const std::vector<DeskGroup>& groups);
}  // namespace youju::view
