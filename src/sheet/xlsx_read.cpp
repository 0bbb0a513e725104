// SPDX-License-Identifier: Apache-2.0
// The sheets of an XLSX, streamed: one row in memory at a time.
#include <algorithm>
#include <charconv>

#include "sheet/readers.h"
#include "sheet/xlsx_parts.h"

namespace youju::sheet {
namespace {
constexpr std::size_t kMostMerged = 20'000;

// "BC12" → row 12, column 54; row 0 when the digits are missing. Nothing when it is no reference.
struct Place {
  int row = 0, column = 0;
};
std::optional<Place> place_of(std::string_view reference) {
  Place out;
  int column = 0;
  std::size_t i = 0;
  for (; i < reference.size() &&
         ((reference[i] >= 'A' && reference[i] <= 'Z') || (reference[i] >= 'a' && reference[i] <= 'z'));
       ++i) {
    column = column * 26 + ((reference[i] | 0x20) - 'a' + 1);
    if (column > 20'000) return std::nullopt;
  }
  out.column = column - 1;
  const auto [end, error] =
      std::from_chars(reference.data() + i, reference.data() + reference.size(), out.row);
  if (column == 0 || error != std::errc{} || end != reference.data() + reference.size() || out.row < 1)
    return std::nullopt;
  return out;
}

// Merged cells stand behind the rows, but are needed in front of them: the part is looked through once
// before, as bytes.
class MergeScan {
 public:
  bool feed(std::string_view piece) {
    tail_.append(piece);
    static constexpr std::string_view kMark = "mergeCell ";
    std::size_t at = 0;
    for (std::size_t found; (found = tail_.find(kMark, at)) != tail_.npos; at = found + kMark.size()) {
      const auto close = tail_.find('>', found);
      if (close == tail_.npos) {
        if (tail_.size() - found > 4096) continue;
        tail_.erase(0, found);
        return true;
      }
      note(std::string_view(tail_).substr(found, close - found));
    }
    if (tail_.size() > kMark.size()) tail_.erase(0, std::max(at, tail_.size() - kMark.size()));
    return merged.size() < kMostMerged;
  }
  std::vector<std::array<int, 4>> merged;

 private:
  void note(std::string_view element) {
    const auto ref = element.find("ref=");
    if (ref == element.npos || ref + 5 >= element.size()) return;
    const char quote = element[ref + 4];
    const auto end = element.find(quote, ref + 5);
    if (end == element.npos) return;
    const auto range = element.substr(ref + 5, end - ref - 5);
    const auto colon = range.find(':');
    if (colon == range.npos) return;
    const auto from = place_of(range.substr(0, colon)), to = place_of(range.substr(colon + 1));
    if (from && to) merged.push_back({from->row, from->column, to->row, to->column});
  }
  std::string tail_;
};

class SheetEvents : public XmlEvents {
 public:
  SheetEvents(const Workbook& book, const SheetPart& sheet, const Limits& limits, const Sink& sink)
      : book_(book), sheet_(sheet), limits_(limits), sink_(sink) {}
  bool reader_stopped = false;

  void start(std::string_view local, const Attributes& a) override {
    if (in_inline_) return rich_.start(local);
    if (local == "c" && in_row_) return start_cell(a);
    if (local == "v")
      collect_ = in_cell_;
    else if (local == "f" && in_cell_)
      formula_ = true;
    else if (local == "is" && in_cell_)
      in_inline_ = true;
    else if (local == "row" && in_data_)
      start_row(a);
    else if (local == "sheetData")
      in_data_ = true;
  }
  void end(std::string_view local) override {
    if (in_inline_ && local != "is") return rich_.end(local);
    if (local == "v")
      collect_ = false;
    else if (local == "is")
      value_ = rich_.take(), in_inline_ = false;
    else if (local == "c" && in_cell_)
      end_cell();
    else if (local == "row" && in_row_)
      end_row();
    else if (local == "sheetData")
      in_data_ = false;
  }
  void text(std::string_view piece) override {
    if (in_inline_)
      rich_.text(piece);
    else if (collect_)
      value_.append(piece);
    else
      return;
    if (value_.size() + rich_.size() > limits_.cell)
      refuse(Code::too_large, "sheet.cell_too_large", std::to_string(limits_.cell >> 10));
  }

 private:
  void refuse(Code code, std::string_view word, std::string limit) {
    problem =
        Error{code,
              {std::string(word),
               {{"sheet", sheet_.name}, {"row", std::to_string(row_.number)}, {"limit", std::move(limit)}}},
              ""};
    stop = true;
  }
  void start_row(const Attributes& a) {
    int number = last_row_ + 1;
    if (const auto r = a.get("r"); !r.empty()) std::from_chars(r.data(), r.data() + r.size(), number);
    row_ = Row{number, {}};
    in_row_ = true;
    next_column_ = 0;
    if (number > limits_.rows)
      return refuse(Code::too_large, "sheet.too_many_rows", std::to_string(limits_.rows));
    if (number <= last_row_) return refuse(Code::invalid, "sheet.rows_disordered", "");
    last_row_ = number;
  }
  void start_cell(const Attributes& a) {
    column_ = next_column_;
    if (const auto r = a.get("r"); !r.empty())
      if (const auto place = place_of(r)) column_ = place->column;
    next_column_ = column_ + 1;
    type_ = a.get("t");
    style_ = 0;
    const auto s = a.get("s");
    std::from_chars(s.data(), s.data() + s.size(), style_);
    value_.clear();
    formula_ = false;
    in_cell_ = true;
  }
  void end_cell() {
    in_cell_ = false;
    Cell cell = read_cell();
    if (cell.type == CellType::text) cell.text = clean_cell(std::move(cell.text));
    if (cell.text.empty()) return;
    // A formatted but empty column far to the right is no harm; a filled one is no ledger.
    if (column_ >= limits_.columns)
      return refuse(Code::too_large, "sheet.too_many_columns", std::to_string(limits_.columns));
    cell.column = column_;
    row_.cells.push_back(std::move(cell));
  }
  Cell read_cell() {
    if (type_ == "s") {
      std::size_t index = 0;
      const auto [end, error] = std::from_chars(value_.data(), value_.data() + value_.size(), index);
      if (error != std::errc{} || !book_.strings.has(index)) {
        refuse(Code::invalid, "sheet.string_missing", "");
        return {};
      }
      return {CellType::text, std::string(book_.strings.at(index)), 0};
    }
    if (type_ == "inlineStr") return {CellType::text, std::move(value_), 0};
    if (type_ == "str") return {CellType::text, undo_escapes(std::move(value_)), 0};
    if (type_ == "b") return {CellType::boolean, value_ == "1" || value_ == "true" ? "TRUE" : "FALSE", 0};
    if (type_ == "e") return {CellType::error, std::move(value_), 0};
    if (type_ == "d") return iso_cell();
    if (value_.empty()) return formula_ ? Cell{CellType::error, "#VALUE?", 0} : Cell{};
    const bool styled = style_ >= 0 && static_cast<std::size_t>(style_) < book_.shapes.size();
    return number_cell(value_, styled ? book_.shapes[static_cast<std::size_t>(style_)] : Shape::number,
                       book_.base_1904);
  }
  // ISO 8601 in the file: "2023-03-05" or "2023-03-05T09:30:00"
  Cell iso_cell() {
    const auto date = Date::parse(std::string_view(value_).substr(0, 10));
    if (!date) return {CellType::text, std::move(value_), 0};
    const bool time = value_.size() >= 16 && value_[10] == 'T' && value_.substr(11, 5) != "00:00";
    return {CellType::date, time ? value_.substr(0, 16) : date->iso(), 0};
  }
  void end_row() {
    in_row_ = false;
    if (row_.cells.empty()) return;
    const auto by_column = [](const Cell& a, const Cell& b) { return a.column < b.column; };
    if (!std::is_sorted(row_.cells.begin(), row_.cells.end(), by_column))
      std::stable_sort(row_.cells.begin(), row_.cells.end(), by_column);
    if (!sink_.on_row(std::move(row_))) stop = reader_stopped = true;
  }

  const Workbook& book_;
  const SheetPart& sheet_;
  const Limits& limits_;
  const Sink& sink_;
  RichText rich_;
  Row row_;
  std::string value_, type_;
  int last_row_ = 0, next_column_ = 0, column_ = 0, style_ = 0;
  bool in_data_ = false, in_row_ = false, in_cell_ = false, in_inline_ = false, collect_ = false,
       formula_ = false;
};
}  // namespace

Result<FileFacts> read_xlsx(std::string_view bytes, const Limits& limits, const Sink& sink) {
  TRY(auto zip, ZipReader::open(bytes, limits));
  TRY(const auto book, read_workbook(zip, limits));
  for (const SheetPart& sheet : book.sheets) {
    SheetHead head{clean_cell(sheet.name), sheet.hidden, {}};
    MergeScan scan;
    TRY_OK(zip.stream(
        sheet.part, [&](std::string_view piece) { return scan.feed(piece); }, false));
    head.merged = std::move(scan.merged);
    if (!sink.on_sheet(head)) continue;
    SheetEvents events(book, sheet, limits, sink);
    TRY_OK(read_xml(zip, sheet.part, events));
    if (events.reader_stopped) break;
  }
  return FileFacts{"xlsx", "", ','};
}
}  // namespace youju::sheet
