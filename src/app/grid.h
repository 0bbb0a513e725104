// SPDX-License-Identifier: Apache-2.0
// Many records of one kind, typed or pasted as a table: judged and written by import, as one batch that can be voided as one.
#pragma once
#include "app/import.h"

namespace youju::app {

using GridCells = std::vector<std::vector<std::string>>;  // rows of cells, one cell for each column of the grid

// The columns a table of this kind is typed in: "happened" and the title first; files cannot be typed.
std::vector<std::string> grid_fields(const kinds::Kind& kind);

// What stands on the clipboard: rows of a spreadsheet (tabs between cells, quoted cells may hold line ends), or CSV when there are no tabs.
GridCells read_pasted(std::string_view text);
// Pasted rows as rows of the grid. A first row of headers says which column is which; without one the columns come as the grid has them.
GridCells into_grid(const kinds::Kind& kind, const GridCells& pasted);

struct Grid {
  KindId kind;
  UnitId unit;
  int year = 0;  // of days without a year
  GridCells rows;
  bool allow_duplicates = false;
};
struct GridRow {
  bool empty = false, good = false;
  RowFate fate = RowFate::skipped;
  Problems problems, remarks;  // by field
  RecordId there;              // a duplicate: the record that is there
  int earlier_row = -1;        // … or the row of the grid
};
struct GridAnswer {
  std::vector<GridRow> rows;  // one for each row of the grid
  std::int64_t good = 0, bad = 0;
  std::string batch;          // when it was written
};
// Everything but writing.
Result<GridAnswer> judge_grid(Office& office, const people::Who& who, const Grid& grid);
// All rows in one write, or none when a row is not good.
Result<GridAnswer> save_grid(Office& office, const people::Who& who, const Grid& grid);
}  // namespace youju::app
