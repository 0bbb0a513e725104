// SPDX-License-Identifier: Apache-2.0
// Rows and columns of tables: the column of a cell is the one a reader sees, merged cells counted.
#include <algorithm>
#include <charconv>

#include "draft/docx_scan.h"

namespace youju::draft {
namespace {
constexpr int kMostColumns = 1000;  // Word knows 63
int columns_in(std::string_view text) {
  return std::clamp(number_of(text, 0), 0, kMostColumns);
}
}  // namespace

void StoryScan::begin_table() {
  OpenTable table;
  table.index = story_.tables++;
  table.outer = tables_.empty() ? -1 : tables_.back().index;
  tables_.push_back(std::move(table));
}
void StoryScan::begin_row() {
  if (tables_.empty()) return;
  OpenTable& table = tables_.back();
  ++table.row;
  table.column = 0;
  table.header = false;
}
void StoryScan::begin_cell() {
  if (tables_.empty()) return;
  tables_.back().span = 1;
  tables_.back().merge = -1;
}
void StoryScan::end_cell() {
  if (tables_.empty()) return;
  OpenTable& table = tables_.back();
  if (table.merge < 0) table.merges.erase(table.column);
  table.merge = -1;
  table.column = std::min(table.column + table.span, kMostColumns);
}
void StoryScan::row_property(std::string_view local, const XmlAttributes& a) {
  if (tables_.empty()) return;
  if (local == "tblHeader") tables_.back().header = !is_off(a.word("val"));
  if (local == "gridBefore") tables_.back().column = columns_in(a.word("val"));
}
void StoryScan::cell_property(std::string_view local, const XmlAttributes& a) {
  OpenTable& table = tables_.back();
  if (local == "gridSpan") {
    table.span = std::max(1, columns_in(a.word("val")));
  } else if (local == "vMerge") {
    if (a.word("val") == "restart" || !table.merges.contains(table.column)) {
      table.merges[table.column] = static_cast<int>(merge_rows_.size());
      merge_rows_.push_back(1);
    } else {
      ++merge_rows_[static_cast<std::size_t>(table.merges[table.column])];
    }
    table.merge = table.merges[table.column];
  }
}
void StoryScan::place(StoryParagraph& paragraph) {
  if (tables_.empty() || tables_.back().row < 0) return;
  const OpenTable& table = tables_.back();
  TablePlace at;
  at.table = table.index;
  at.outer = table.outer;
  at.row = table.row;
  at.column = table.column;
  at.column_span = table.span;
  at.header_row = table.header;
  paragraph.block.place = at;
}
}  // namespace youju::draft
