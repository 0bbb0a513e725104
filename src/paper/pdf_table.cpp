// SPDX-License-Identifier: Apache-2.0
// Tables as strips, one for each row; merged cells hang down from their first row; a row higher than a page
// is cut between its lines.
#include <algorithm>
#include <cmath>

#include "paper/pdf_flow.h"

namespace youju::paper {
namespace {

// A table up to this share of the page stays on one page.
constexpr double kTogether = 0.34;

std::size_t lines_of(const CellBox& cell) {
  return cell.last_line - cell.first_line;
}

// Heights of the rows: each as high as its own cells ask; what a merged cell still lacks goes to its last
// row.
std::vector<double> row_heights(const std::vector<RowBox>& rows) {
  std::vector<double> heights;
  for (const auto& row : rows) {
    std::size_t lines = 1;
    for (const auto& cell : row.cells)
      if (cell.rows == 1) lines = std::max(lines, lines_of(cell));
    heights.push_back(static_cast<double>(lines) * row.line_height + 2 * kCellPad);
  }
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (const auto& cell : rows[r].cells) {
      if (cell.rows == 1) continue;
      const auto last = std::min(rows.size(), r + static_cast<std::size_t>(cell.rows));
      double has = 0;
      for (auto i = r; i < last; ++i) has += heights[i];
      const double needs = static_cast<double>(lines_of(cell)) * rows[r].line_height + 2 * kCellPad;
      if (needs > has) heights[last - 1] += needs - has;
    }
  return heights;
}
}  // namespace

Result<std::vector<RowBox>> Flowing::set_rows(const Grid& grid) {
  const double size = grid.dense ? kDenseSize : kTableSize;
  std::vector<RowBox> rows;
  for (const auto& cells : grid.rows) {
    auto& row = rows.emplace_back();
    row.line_height = grid.dense ? kDenseLine : kTableLine;
    double x = 0;
    std::size_t column = 0;
    for (const auto& cell : cells) {
      double width = 0;
      for (int s = 0; s < cell.span && column < grid.widths.size(); ++s) width += grid.widths[column++];
      if (!cell.covered) {
        TextLook look{cell.head ? Face::hei : Face::fang,
                      size,
                      0,
                      document_.latin_times || is_english(document_.lang),
                      Flow::left,
                      0};
        look.flow = cell.head || cell.align == Align::centre ? Flow::centre
                    : cell.align == Align::left              ? Flow::left
                                                             : Flow::right;
        TRY(auto set, typesetter_.set(cell.spans, look, std::max(width - 2 * grid.pad, size)));
        const auto shared = std::make_shared<const SetText>(std::move(set));
        row.cells.push_back({shared, 0, shared->lines.size(), x, width, 0, grid.pad, cell.rows});
      }
      x += width;
    }
  }
  return rows;
}

Result<void> Flowing::add_piece(const Grid& grid) {
  const int table = static_cast<int>(table_heads_.size());
  table_heads_.emplace_back();
  add_empty(2, true, true);
  TRY(auto rows, set_rows(grid));
  const auto heights = row_heights(rows);
  double all = 0;
  for (const double height : heights) all += height;
  int merged = 0;  // rows that still hang on a merged cell above
  for (std::size_t r = 0; r < rows.size(); ++r, --merged) {
    for (auto& cell : rows[r].cells) {
      for (auto i = r; i < std::min(rows.size(), r + static_cast<std::size_t>(cell.rows)); ++i)
        cell.height += heights[i];
      merged = std::max(merged, cell.rows - 1);
    }
    Strip strip;
    strip.height = heights[r];
    strip.table = table;
    const bool head = static_cast<int>(r) < grid.head_rows;
    // A head is never alone at the end of a page.
    strip.keep_with_next = r + 1 < rows.size() && (head || merged > 0 || all < kTogether * height());
    strip.break_before = std::exchange(break_next_, false);
    if (heights[r] > 0.7 * height() && merged <= 0 && !head) {
      add_parts(rows[r], strip);
      continue;
    }
    strip.row = std::make_shared<const RowBox>(std::move(rows[r]));
    if (head) table_heads_.back().push_back(strip);
    strips_.push_back(std::move(strip));
  }
  add_empty(6, true, false);
  return {};
}

// One very high row as several strips of at most 0.7 of a page.
void Flowing::add_parts(const RowBox& row, Strip like) {
  const auto most = static_cast<std::size_t>(std::floor(0.7 * height() / row.line_height));
  std::size_t lines = 1;
  for (const auto& cell : row.cells) lines = std::max(lines, lines_of(cell));
  for (std::size_t from = 0; from < lines; from += most) {
    RowBox part = row;
    like.height = static_cast<double>(std::min(most, lines - from)) * row.line_height + 2 * kCellPad;
    for (auto& cell : part.cells) {
      cell.first_line = std::min(from, cell.last_line);
      cell.last_line = std::min(from + most, cell.last_line);
      cell.height = like.height;
    }
    Strip strip = like;
    strip.row = std::make_shared<const RowBox>(std::move(part));
    strips_.push_back(std::move(strip));
    like.break_before = false;
  }
}
}  // namespace youju::paper
