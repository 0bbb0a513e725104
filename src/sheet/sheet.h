// SPDX-License-Identifier: Apache-2.0
// Tables in and out: XLSX and CSV as offices keep them, encodings, header rows; and the parse process in
// which every stranger's file is read (rlimits, no_new_privs, Landlock, seccomp: trust.md). Knows nothing of
// kinds.
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace youju::sheet {

enum class CellType { empty, text, number, date, boolean, error };
struct Cell {
  CellType type = CellType::empty;
  // As shown; numbers in plain decimal; dates ISO ("2023-03-05", "2023-03-05T09:30", or "2023-03" where the
  // format shows a month only); booleans TRUE or FALSE; errors "#REF!" and the like ("#VALUE?": a formula
  // never calculated).
  std::string text;
  int column = 0;  // 0-based
};
struct Row {
  int number = 0;           // 1-based, as in the file
  std::vector<Cell> cells;  // only filled cells, by column
};
struct SheetHead {
  std::string name;
  bool hidden = false;
  std::vector<std::array<int, 4>> merged;  // r1,c1,r2,c2 (1-based rows, 0-based columns)
};
// Streams a workbook: on_sheet at each sheet's start, then its rows.
struct Sink {
  std::function<bool(const SheetHead&)> on_sheet;  // false skips the sheet
  std::function<bool(Row&&)> on_row;               // false stops
};
struct Limits {
  std::uint64_t unpacked = 1u << 30;  // bytes over all members
  std::uint64_t ratio = 200;          // unpacked : packed, per member above 10 MiB
  int rows = 1'100'000, columns = 1000, sheets = 200;
  std::size_t cell = 1u << 20;  // bytes of one cell
};
struct FileFacts {
  std::string format;   /* xlsx, csv */
  std::string encoding; /* csv */
  char delimiter = ',';
};

// In this process: only for the parse process itself, tests and fuzzing.
Result<FileFacts> read_table_here(std::string_view bytes, const Limits& limits, const Sink& sink);
// The same through the sandboxed parse process. Errors: absent, unsupported (what it looks like, what to do),
// too_large, invalid (damaged: where), denied (the sandbox could not be set up: nothing is parsed), outside
// (helper killed by a limit).
Result<FileFacts> read_table(const std::filesystem::path& file, const Limits& limits, const Sink& sink);

// Text of a document for search (docx, pdf, txt, xlsx), in the parse process; at most 4 MiB. unsupported for
// pictures.
Result<std::string> extract_text(const std::filesystem::path& file, std::string_view media_type);
// A DOCX as JSON of paragraphs and bookmarks, in the parse process.
Result<std::string> docx_as_json(const std::filesystem::path& file);
// ---- work of rooms above, in the parse process ----
// A room above reads and rewrites strangers' bytes with code of its own, which runs in the same cage as the
// readers here. The work gets the bytes of the file and what the parent asks, and gives the bytes of the answer.
using ParseWork = Result<std::string> (*)(std::string_view bytes, std::string_view request);
// Both ends must know it, so it is offered before main, by a constant in the file that asks. Always true.
bool offer_parse_work(const std::string& room, ParseWork work);
// What the work gave, at most `most` bytes; nothing of it may be believed. Errors as of read_table, and the
// room's own words.
Result<std::string> do_parse_work(const std::string& room, const std::filesystem::path& file,
                                  std::string_view request, std::size_t most);
// The same for bytes that are no file: pasted text, what a foreign program wrote.
Result<std::string> do_parse_work_on(const std::string& room, std::string_view bytes,
                                     std::string_view request, std::size_t most);
// Words of a PDF with their places (XHTML of pdftotext -bbox-layout): a stranger's bytes still, to be read by
// do_parse_work_on. unsupported when pdftotext is not installed.
Result<std::string> pdf_layout(const std::filesystem::path& file, std::size_t most);
// One page of a PDF (from 1) as a grey picture (PGM), and the words of a picture with their places (TSV of tesseract, simplified
// Chinese): a stranger's bytes still. unsupported when pdftoppm or tesseract with chi_sim is not installed.
bool reads_pictures();
Result<std::string> pdf_page_picture(const std::filesystem::path& file, int page, std::size_t most);
Result<std::string> picture_words(std::string_view picture, std::size_t most);
// When a JPEG was taken, "2023-06-16T15:10:00" by its camera's clock, in the parse process; "" when it does not say.
Result<std::string> photo_time_of(const std::filesystem::path& file);
// The same, and whether the file says where it was taken.
struct PhotoFacts {
  std::string time;
  bool has_place = false;
};
Result<PhotoFacts> photo_facts_of(const std::filesystem::path& file);
// How many pages a PDF has; some of its pages as a PDF of their own. A stranger's bytes still.
Result<int> pdf_page_count(const std::filesystem::path& file);
Result<std::string> pdf_pages(const std::filesystem::path& file, int from, int to, std::size_t most);
// What main() calls first: when argv says this is the parse process, does its work and gives the exit code.
std::optional<int> run_parse_process(int argc, char** argv);

// ---- finding the table in a sheet ----
struct Header {
  int first_row = 0, last_row = 0;     // header rows (1-based)
  std::map<int, std::string> columns;  // column → joined header text ("出席情况/应到")
  std::string title;                   // text of title rows above
};
// From the first rows of a sheet: title rows (merged, one cell), one or two header rows, by type and filling.
// `known` says how much a header text resembles a known field (0…1).
std::optional<Header> find_header(const SheetHead& sheet, const std::vector<Row>& first_rows,
                                  const std::function<double(std::string_view)>& known);
// A note or total under the table ("合计", "注：…", "填表人"), not a record.
bool is_foot_row(const Row& row, const Header& header);

// ---- writing ----
// XLSX by libxlsxwriter, CSV with BOM. Text that a spreadsheet would take for a formula is stored as text
// (XLSX) or gets a leading ' (CSV), and is taken off on reading back. Same input, same bytes.
class TableWriter {
 public:
  virtual ~TableWriter() = default;
  virtual Result<void> sheet(const std::string& name, const std::vector<std::string>& header) = 0;
  virtual Result<void> row(const std::vector<Cell>& cells) = 0;
  virtual Result<void> close() = 0;
};
Result<std::unique_ptr<TableWriter>> write_xlsx(const std::filesystem::path& file);
Result<std::unique_ptr<TableWriter>> write_csv(const std::filesystem::path& file);
}  // namespace youju::sheet
