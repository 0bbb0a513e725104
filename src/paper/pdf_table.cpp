// SPDX-License-Identifier: Apache-2.0
// Tables as strips, one for each row; a row higher than a page is cut between its lines.
#include <algorithm>
#include <cmath>

#include "paper/pdf_flow.h"

namespace youju::paper {
namespace {
double row_height(const RowStrip& row) {
  std::size_t lines = 1;
  for (const auto& cell : row.cells) lines = std::max(lines, cell.last_line - cell.first_line);
  return static_cast<double>(lines) * row.line_height + 2 * kCellPad;
}
}  // namespace

Result<void> Flowing::add_piece(const Grid& grid) {
  const double size = grid.dense ? kDenseSize : kTableSize, line = grid.dense ? kDenseLine : kTableLine;
  const int table = static_cast<int>(table_heads_.size());
  table_heads_.emplace_back();
  add_empty(2, true, true);
  const double most_lines = std::floor((kHeight * 0.7) / line);
  for (std::size_t r = 0; r < grid.rows.size(); ++r) {
    RowStrip row{{}, line, false};
    double x = 0;
    std::size_t column = 0, lines = 1;
    for (const auto& cell : grid.rows[r]) {
      double width = 0;
      for (int s = 0; s < cell.span && column < grid.widths.size(); ++s) width += grid.widths[column++];
      TextLook look{cell.head ? Face::hei : Face::fang, size, 0, document_.latin_times || is_english(document_.lang), Flow::left, 0};
      look.flow = cell.head ? Flow::centre : cell.align == Align::left ? Flow::left : cell.align == Align::centre ? Flow::centre : Flow::right;
      TRY(auto set, typesetter_.set(cell.spans, look, std::max(width - 2 * kCellPad, size)));
      lines = std::max(lines, set.lines.size());
      const auto shared = std::make_shared<const SetText>(std::move(set));
      row.cells.push_back({shared, 0, shared->lines.size(), x, width, cell.head});
      x += width;
    }
    const bool head = static_cast<int>(r) < grid.head_rows;
    for (std::size_t from = 0; from < lines; from += static_cast<std::size_t>(most_lines)) {
      RowStrip part = row;
      for (auto& cell : part.cells) {
        cell.first_line = std::min(from, cell.last_line);
        cell.last_line = std::min(from + static_cast<std::size_t>(most_lines), cell.last_line);
      }
      Strip strip;
      strip.height = row_height(part);
      // A head is never alone at the end of a page.
      strip.keep_with_next = head;
      strip.table = table;
      part.first_of_page_top = r == 0 && from == 0;
      strip.what = std::move(part);
      if (head) {
        table_heads_.back().push_back(strip);
      }
      strip.break_before = std::exchange(break_next_, false);
      strips_.push_back(std::move(strip));
    }
  }
  add_empty(6, true, false);
  return {};
}
}  // namespace youju::paper
