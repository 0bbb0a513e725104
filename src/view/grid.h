// SPDX-License-Identifier: Apache-2.0
// Many records of one kind as a table that is typed or pasted into: problems stand at their cells, nothing is written before all is good.
#pragma once
#include "view/frame.h"

namespace youju::view {

struct GridColumn {
  std::string field, name, hint;
  std::size_t place = 0;            // among all columns of the kind
  bool needed = false;
  std::vector<std::string> offers;  // what may be chosen, offered as one types
};
struct GridCell {
  std::string value, problem, remark;
};
struct GridLine {
  std::vector<GridCell> cells;      // one for each column shown
  std::string problem, remark;      // of the row
  std::string there, there_title;   // the record it repeats
  bool good = false, looked = false;
};
struct GridPage {
  std::string kind, unit;
  std::vector<std::pair<std::string, std::string>> kinds, units;
  std::vector<GridColumn> columns;
  std::size_t hidden_columns = 0;   // that are not shown
  bool all_columns = false;
  std::vector<GridLine> lines;
  std::string pasted, problem;
  bool looked = false, duplicates = false, asks_duplicates = false;
  std::int64_t good = 0, bad = 0;
  std::size_t most = 0;
};
Html grid_page(const Frame& frame, const GridPage& page);
}  // namespace youju::view
