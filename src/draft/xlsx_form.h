// SPDX-License-Identifier: Apache-2.0
// Inside the draft room: a workbook's parts, and where the rows and cells of a sheet lie in its bytes.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "draft/docx_file.h"

namespace youju::draft {

struct BookSheet {
  std::string name, part;
};
struct Book {
  std::string part;  // xl/workbook.xml
  std::string bytes;
  std::vector<BookSheet> sheets;
  Span calculation;           // the tag <calcPr …>
  std::size_t calculates_at = 0;  // where one would stand
  std::string styles;         // name of the part; "" = none
};
// unsupported when it is no XLSX, or one with macros.
Result<Book> read_book(std::string_view bytes, Package& package);

struct CellSpan {
  int column = 0;
  Span tag, whole, value;  // value: <v>…</v>, empty when there is none
  bool formula = false;
  int style = -1;
};
struct RowSpan {
  int number = 0;
  Span tag;
  std::size_t end = 0;  // of its content: before </row>
  bool closed = false;  // <row/>
  int style = -1;       // of its cells that are not there
  std::vector<CellSpan> cells;
};
struct ColumnStyle {
  int first = 0, last = 0, style = 0;
};
struct SheetSpans {
  std::string bytes;
  std::vector<ColumnStyle> columns;
  std::vector<RowSpan> rows;
  Span data;                // the tag <sheetData>
  std::size_t data_end = 0;
  bool data_closed = false;
  std::vector<FormMerge> merged;
  int formulas = 0;
  bool utf8 = true;
};
Result<SheetSpans> read_spans(Package& package, const std::string& part);
// A tag without its attribute `name`, which has no prefix.
std::string without_attribute(std::string_view tag, std::string_view name);
// "x:" of "<x:c …>", "" mostly.
std::string prefix_of_tag(std::string_view tag);
// Of each cell style: whether it shows shares of one as percent.
Result<std::vector<bool>> percent_styles(Package& package, const std::string& part);
}  // namespace youju::draft
