// SPDX-License-Identifier: Apache-2.0
// Lines of a PDF with their places; what stands beside each other.
#pragma once
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "draft/draft.h"

namespace youju::draft {
struct Box {
  double left = 0, top = 0, right = 0, bottom = 0;
  double height() const { return std::max(1.0, bottom - top); }
  double width() const { return right - left; }
  void grow(const Box& more) { *this = {std::min(left, more.left), std::min(top, more.top), std::max(right, more.right), std::max(bottom, more.bottom)}; }
};
// No upright line goes through both.
inline bool beside(const Box& a, const Box& b) { return a.left >= b.right || b.left >= a.right; }
struct Word {
  Box box;
  std::string text;
};
struct Line {
  Box box;
  std::vector<Word> words;
  std::string text;
  int page = 0, block = 0, column = 0;
  std::optional<TablePlace> place;  // a cell
  Kind kind = Kind::paragraph;
  bool in_head = false, in_foot = false, at_edge = false;
};

// Lines of one block beside each other are read column by column (pdf_tables.cpp).
void part_columns(std::vector<Line>& lines);
// Short lines in rows and columns, mostly numbers, become the cells of a table, row by row. Gives the number the next table has.
int find_tables(std::vector<Line>& lines, int first_table);
// Tables whose cells may hold several lines, with a head and a column of numbers (pdf_cells.cpp); the same.
int find_wrapped_tables(std::vector<Line>& lines, int first_table, bool only_wrapped);
}  // namespace youju::draft
