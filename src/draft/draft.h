// SPDX-License-Identifier: Apache-2.0
// Somebody's document, read as blocks and given back with marks: Word comments and tracked changes beside
// exact places of its text, and not one other byte changed. Knows nothing of claims. Everything here happens
// in the parse process of the sheet room.
#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace youju::draft {

enum class Kind {
  title,    // by style, or by form: centred at the beginning
  heading,  // `level` 1…9
  paragraph,
  list_item,  // `level` from 0
  cell,       // a paragraph of a table cell: see `place`
  footnote,   // footnotes and endnotes come after the body; see `refers_to`
  header,
  footer,
  page_number,  // PDF: a line that is nothing else
  text_box,
  contents,  // a line of a table of contents
};
std::string_view kind_name(Kind kind);

// Where a cell stands. Rows and columns count from 0 over the grid, so that a cell under a merged one has the
// column a reader sees.
struct TablePlace {
  int table = 0;   // the document's tables from 0, in the order in which they begin
  int outer = -1;  // the table around this one
  int row = 0, column = 0;
  int row_span = 1, column_span = 1;
  bool header_row =
      false;  // the file says so; without a word of the file: the first row, when it holds words
  bool header_column = false;  // the first column, when it holds words
};

// One paragraph. `text` is what a reader sees, in Unicode as it stands in the file (not normalised: places
// lead back): text deleted by tracked changes is gone, inserted text is there; fields show their result;
// numbers of pages and hidden text are left out; tab and line break are \t and \n; a symbol nobody can name
// is U+FFFC.
struct Block {
  Kind kind = Kind::paragraph;
  int level = 0;
  bool by_form = false;  // heading or title by its form (一、…), not by its style
  std::string text;
  int page = 0;  // 1-based; 0: not known
  int line = 0;  // of the source, 1-based (TXT and MD)
  std::string style;
  std::string label;  // the list's mark as written (TXT, MD, PDF) or as Word sets it by itself (一、 3.1 •): never part of the text
  std::optional<TablePlace> place;
  int refers_to = -1;  // the block that holds the footnote's mark
  int refers_at = 0;   // and the place there, in code points
};

struct Document {
  std::string format;       // docx, pdf, txt, md
  std::string encoding;     // txt, md: what was found
  std::string fingerprint;  // of the file's bytes; see Marks
  int pages = 0;            // 0: not known
  int comments = 0;         // that the file has already
  int revisions = 0;        // tracked changes that the file has already
  std::vector<Block> blocks;
  std::vector<Message> notes;  // what could not be read: pictures, embedded files
};

// DOCX, PDF, TXT or MD by its bytes and name. Errors: absent, unsupported (what it is and what to do: old
// .doc, password, picture, scanned PDF), invalid (damaged: where), too_large, denied, outside.
Result<Document> read(const std::filesystem::path& file);
// Text typed or pasted into a box.
Result<Document> read_pasted(std::string_view text);

struct Run {
  std::string text;
  std::string link;  // http or https; "" = none
  bool bold = false;
};
using Paragraph = std::vector<Run>;

// Beside the code points start…end (end exclusive) of a block.
struct Comment {
  int block = 0;
  int start = 0, end = 0;
  std::string author, initials;
  std::string date;  // 2024-01-05T09:30:00Z
  std::vector<Paragraph> paragraphs;
  bool resolved = false;
};
// The text of a block from start to end, replaced: as a tracked change, or as if it had always stood there.
struct Replacement {
  int block = 0;
  int start = 0, end = 0;
  std::string new_text, author, date;
  bool tracked = true;
  // Around the new text: a bookmark and a link to it with words that show over it; "" = none. Where the old text was part of a
  // link already, that one stays.
  std::string bookmark = {}, tip = {};
};

struct Marked {
  std::string bytes;  // of the file with its marks
  // Comments that could not stand exactly at their place, by index: Word takes none in footnotes (it stands
  // at the footnote's mark), headers, footers (beginning of the text) and text boxes (at the box); nor inside
  // formulas and fields of a form that is filled anew when opened.
  std::vector<int> beside;
  std::vector<int>
      not_replaced;  // replacements left undone, by index: in formulas, over pictures, overlapping
  std::vector<std::string> changed_parts;  // of the file; every other part has the same bytes
};

// Adds comments to a DOCX. Comments it has already keep their numbers. `fingerprint` is the Document's;
// conflict when the file is another one by now. The same input gives the same bytes. unsupported for anything
// but a DOCX; invalid when a place lies outside of its block.
Result<Marked> with_comments(const std::filesystem::path& file, const std::vector<Comment>& comments,
                             const std::string& fingerprint = "");
Result<Marked> with_revisions(const std::filesystem::path& file, const std::vector<Replacement>& replacements,
                              const std::vector<Comment>& comments, const std::string& fingerprint = "");

// ---- a form kept as a workbook: its cells are given values, its layout stays ----
struct FormCell {
  int column = 0;        // from 0
  std::string text;      // as shown
  bool formula = false;  // calculated from others: takes no value
};
struct FormRow {
  int number = 0;  // from 1, as in the file
  std::vector<FormCell> cells;
};
struct FormMerge {
  int row = 1, column = 0, last_row = 1, last_column = 0;
};
struct FormSheet {
  std::string name;
  bool hidden = false;
  int formulas = 0;
  std::vector<FormMerge> merged;
  std::vector<FormRow> rows;  // at most kFormRows, columns below kFormColumns
  bool cut = false;           // there is more than that
};
inline constexpr int kFormRows = 200, kFormColumns = 60, kFormSheets = 20;
struct Form {
  std::string fingerprint;
  std::vector<FormSheet> sheets;
};
// An XLSX as a form. unsupported: what else it is (old .xls, with macros), and what to do.
Result<Form> read_form(const std::filesystem::path& file);

struct CellValue {
  std::string sheet, cell;  // "C5"
  std::string text;         // a number in plain decimal, or text
  bool number = true;
  bool share = false;  // percent: a cell formatted as percent gets 0.667 for 66.7
};
// The workbook with these values. Styles, formulas, merged cells, print settings: every other byte of the sheets stays, every other
// part has the same bytes; what formulas gave before is dropped, so that whoever opens it calculates. invalid when a sheet is not
// there, or a cell holds a formula or lies under a merged one.
Result<Marked> with_cells(const std::filesystem::path& file, const std::vector<CellValue>& cells, const std::string& fingerprint = "");
// "C5" → row 5, column 2; nothing when it is no address.
struct CellPlace {
  int row = 0, column = 0;
  auto operator<=>(const CellPlace&) const = default;
};
std::optional<CellPlace> cell_place(std::string_view address);
std::string cell_address(int row, int column);
}  // namespace youju::draft
