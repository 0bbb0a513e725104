// SPDX-License-Identifier: Apache-2.0
// Values put into a sheet's bytes: a cell is written anew where it lies, with its style; nothing else moves.
#include <algorithm>

#include "base/text.h"
#include "draft/docx_marks.h"
#include "draft/readers.h"
#include "draft/xlsx_form.h"

namespace youju::draft {
namespace {
bool blank_at(std::string_view tag, std::size_t at) { return tag[at] == ' ' || tag[at] == '\t' || tag[at] == '\r' || tag[at] == '\n'; }

// 66.7 → 0.667, digit by digit.
std::string hundredth(std::string text) {
  const bool minus = text.starts_with('-');
  if (minus) text.erase(0, 1);
  auto point = text.find('.');
  if (point == text.npos) point = text.size();
  else text.erase(point, 1);
  while (point < 3) text.insert(0, "0"), ++point;
  text.insert(point - 2, ".");
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return (minus ? "-" : "") + text;
}

class Filler {
 public:
  Filler(std::string_view bytes, const std::vector<CellValue>& cells) : bytes_(bytes), cells_(cells) {}

  Result<Marked> run() {
    TRY(auto package, Package::open(bytes_));
    TRY(const auto book, read_book(bytes_, package));
    TRY(percent_, percent_styles(package, book.styles));
    TRY_OK(known_sheets(book));
    std::map<std::string, std::string> changed;
    bool calculates = false;
    for (const auto& listed : book.sheets) {
      TRY(const auto spans, read_spans(package, listed.part));
      calculates = calculates || spans.formulas > 0;
      edits_.clear();
      TRY_OK(fill(spans, listed.name));
      drop_results(spans);
      if (edits_.empty()) continue;
      if (!spans.utf8) return fail(Code::unsupported, "draft.not_utf8", {{"part", listed.part}});
      changed[listed.part] = splice(spans.bytes, edits_);
    }
    if (calculates) changed[book.part] = told_to_calculate(book);
    Marked out;
    TRY(out.bytes, package.with(changed));
    for (const auto& [name, part] : changed) out.changed_parts.push_back(name);
    TRY_OK(read_back(out.bytes));
    return out;
  }

 private:
  Result<void> known_sheets(const Book& book) const {
    for (const auto& cell : cells_) {
      const bool there = std::any_of(book.sheets.begin(), book.sheets.end(), [&](const BookSheet& s) { return s.name == cell.sheet; });
      if (!there) return fail(Code::invalid, "draft.no_such_sheet", {{"sheet", cell.sheet}});
      if (!cell_place(cell.cell)) return fail(Code::invalid, "draft.no_such_cell", {{"cell", cell.cell}});
    }
    return {};
  }

  Result<void> fill(const SheetSpans& spans, const std::string& sheet) {
    std::map<CellPlace, const CellValue*> wanted;
    for (const auto& cell : cells_)
      if (cell.sheet == sheet && !wanted.emplace(*cell_place(cell.cell), &cell).second) return fail(Code::invalid, "draft.cell_twice", {{"cell", cell.cell}, {"sheet", sheet}});
    for (const auto& [place, value] : wanted)
      for (const auto& m : spans.merged)
        if (place.row >= m.row && place.row <= m.last_row && place.column >= m.column && place.column <= m.last_column && (place.row != m.row || place.column != m.column))
          return fail(Code::invalid, "draft.cell_merged", {{"cell", value->cell}, {"sheet", sheet}, {"first", cell_address(m.row, m.column)}});
    for (auto at = wanted.begin(); at != wanted.end();) {
      std::vector<std::pair<CellPlace, const CellValue*>> row;
      const int number = at->first.row;
      for (; at != wanted.end() && at->first.row == number; ++at) row.emplace_back(*at);
      TRY_OK(fill_row(spans, number, row));
    }
    return {};
  }

  Result<void> fill_row(const SheetSpans& spans, int number, const std::vector<std::pair<CellPlace, const CellValue*>>& wanted) {
    const auto at = std::lower_bound(spans.rows.begin(), spans.rows.end(), number, [](const RowSpan& r, int n) { return r.number < n; });
    if (at == spans.rows.end() || at->number != number) return new_row(spans, at, number, wanted), Result<void>{};
    std::string inside;  // of a <row/> that gets content
    for (const auto& [place, value] : wanted) {
      const auto cell = std::lower_bound(at->cells.begin(), at->cells.end(), place.column, [](const CellSpan& c, int n) { return c.column < n; });
      if (cell != at->cells.end() && cell->column == place.column) {
        if (cell->formula) return fail(Code::invalid, "draft.cell_formula", {{"cell", value->cell}, {"sheet", value->sheet}});
        edits_.push_back({cell->whole.begin, cell->whole.size(), filled_cell(spans.bytes, *cell, *value)});
      } else if (at->closed) {
        inside += new_cell(prefix_of_tag(tag_of(spans, at->tag)), *value, style_where_none_is(spans, at->style, place.column));
      } else {
        edits_.push_back({cell == at->cells.end() ? at->end : cell->tag.begin, 0, new_cell(prefix_of_tag(tag_of(spans, at->tag)), *value, style_where_none_is(spans, at->style, place.column))});
      }
    }
    if (!inside.empty()) open_up(spans, at->tag, inside);
    return {};
  }

  void new_row(const SheetSpans& spans, std::vector<RowSpan>::const_iterator before, int number, const std::vector<std::pair<CellPlace, const CellValue*>>& wanted) {
    const auto prefix = prefix_of_tag(tag_of(spans, spans.data));
    std::string row = "<" + prefix + "row r=\"" + std::to_string(number) + "\">";
    for (const auto& [place, value] : wanted) row += new_cell(prefix, *value, style_where_none_is(spans, -1, place.column));
    row += "</" + prefix + "row>";
    if (!spans.data_closed) edits_.push_back({before == spans.rows.end() ? spans.data_end : before->tag.begin, 0, row});
    else data_inside_ += row;
    if (spans.data_closed && wanted.back().second == last_of(wanted.back().second->sheet)) open_up(spans, spans.data, std::exchange(data_inside_, {}));
  }
  // The last cell wanted of a sheet, in the order of the sheet.
  const CellValue* last_of(const std::string& sheet) const {
    const CellValue* out = nullptr;
    for (const auto& cell : cells_)
      if (cell.sheet == sheet && (out == nullptr || *cell_place(cell.cell) > *cell_place(out->cell))) out = &cell;
    return out;
  }

  // <row …/> → <row …>inside</row>
  void open_up(const SheetSpans& spans, Span tag, const std::string& inside) {
    std::string open(tag_of(spans, tag));
    const auto name = open.substr(1, open.find_first_of(" \t\r\n/>") - 1);
    open.erase(open.rfind('/'), 1);
    edits_.push_back({tag.begin, tag.size(), open + inside + "</" + name + ">"});
  }

  static std::string_view tag_of(const SheetSpans& spans, Span tag) { return std::string_view(spans.bytes).substr(tag.begin, tag.size()); }

  std::string content(const std::string& prefix, const CellValue& value, int style, std::string& type) const {
    if (value.number) {
      const bool as_share = value.share && style >= 0 && static_cast<std::size_t>(style) < percent_.size() && percent_[static_cast<std::size_t>(style)];
      return "<" + prefix + "v>" + escape_xml(as_share ? hundredth(value.text) : value.text) + "</" + prefix + "v>";
    }
    type = " t=\"inlineStr\"";
    return "<" + prefix + "is><" + prefix + "t xml:space=\"preserve\">" + escape_xml(value.text) + "</" + prefix + "t></" + prefix + "is>";
  }
  // A cell that is not there looks as its row says, else as its column does.
  static int style_where_none_is(const SheetSpans& spans, int row, int column) {
    if (row >= 0) return row;
    for (const auto& one : spans.columns)
      if (column >= one.first && column <= one.last) return one.style;
    return -1;
  }
  std::string new_cell(const std::string& prefix, const CellValue& value, int style) const {
    std::string type;
    const auto inside = content(prefix, value, style, type);
    const auto look = style >= 0 ? " s=\"" + std::to_string(style) + "\"" : "";
    return "<" + prefix + "c r=\"" + upper(value.cell) + "\"" + look + type + ">" + inside + "</" + prefix + "c>";
  }
  std::string filled_cell(const std::string& bytes, const CellSpan& cell, const CellValue& value) const {
    auto tag = without_attribute(std::string_view(bytes).substr(cell.tag.begin, cell.tag.size()), "t");
    const auto prefix = prefix_of_tag(tag);
    tag.pop_back();
    if (tag.ends_with('/')) tag.pop_back();
    while (tag.ends_with(' ')) tag.pop_back();
    std::string type;
    const auto inside = content(prefix, value, cell.style, type);
    return tag + type + ">" + inside + "</" + prefix + "c>";
  }
  static std::string upper(std::string text) {
    for (char& c : text)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    return text;
  }

  // What a formula gave is of the old values.
  void drop_results(const SheetSpans& spans) {
    for (const auto& row : spans.rows) {
      for (const auto& cell : row.cells) {
        if (!cell.formula) continue;
        const auto tag = tag_of(spans, cell.tag);
        const auto bare = without_attribute(tag, "t");
        if (bare != tag) edits_.push_back({cell.tag.begin, cell.tag.size(), bare});
        if (cell.value) edits_.push_back({cell.value.begin, cell.value.size(), ""});
      }
    }
  }

  static std::string told_to_calculate(const Book& book) {
    if (!book.calculation) {
      const auto prefix = prefix_of_tag("<" + book.bytes.substr(book.bytes.rfind("</") + 2));  // of the root, by its end
      return splice(book.bytes, {{book.calculates_at, 0, "<" + prefix + "calcPr fullCalcOnLoad=\"1\"/>"}});
    }
    auto tag = without_attribute(std::string_view(book.bytes).substr(book.calculation.begin, book.calculation.size()), "fullCalcOnLoad");
    const auto end = tag.find_last_of("/>") - (tag.ends_with("/>") ? 1 : 0);
    tag.insert(end, " fullCalcOnLoad=\"1\"");
    return splice(book.bytes, {{book.calculation.begin, book.calculation.size(), tag}});
  }

  // What was made is read again: every value is there, and every formula.
  Result<void> read_back(const std::string& made) const {
    const auto wrong = [] { return fail(Code::corrupt, "draft.does_not_read_back"); };
    auto package = Package::open(made);
    if (!package) return wrong();
    const auto book = read_book(made, *package);
    if (!book) return wrong();
    std::size_t found = 0;
    for (const auto& listed : book->sheets) {
      const auto spans = read_spans(*package, listed.part);
      if (!spans) return wrong();
      for (const auto& cell : cells_) {
        const auto place = cell_place(cell.cell);
        if (cell.sheet != listed.name) continue;
        for (const auto& row : spans->rows)
          for (const auto& one : row.cells) found += row.number == place->row && one.column == place->column && !one.formula && one.whole ? 1 : 0;
      }
    }
    if (found != cells_.size()) return wrong();
    return {};
  }

  std::string_view bytes_;
  const std::vector<CellValue>& cells_;
  std::vector<bool> percent_;
  std::vector<Edit> edits_;
  std::string data_inside_;
};
}  // namespace

std::string prefix_of_tag(std::string_view tag) {
  const auto name = tag.substr(1, tag.find_first_of(" \t\r\n/>", 1) - 1);
  const auto colon = name.find(':');
  return colon == name.npos ? "" : std::string(name.substr(0, colon + 1));
}

std::string without_attribute(std::string_view tag, std::string_view name) {
  for (std::size_t at = tag.find_first_of(" \t\r\n"); at < tag.size();) {
    const auto begin = at;
    while (at < tag.size() && blank_at(tag, at)) ++at;
    const auto equals = tag.find('=', at);
    if (equals == tag.npos) break;
    const auto quote = tag.find_first_of("\"'", equals);
    const auto end = quote == tag.npos ? tag.npos : tag.find(tag[quote], quote + 1);
    if (end == tag.npos) break;
    if (trim(tag.substr(at, equals - at)) == name) return std::string(tag.substr(0, begin)) + std::string(tag.substr(end + 1));
    at = end + 1;
  }
  return std::string(tag);
}

Result<Marked> fill_cells(std::string_view bytes, const std::vector<CellValue>& cells, const std::string& fingerprint) {
  if (!bytes.starts_with("PK")) return fail(Code::unsupported, "draft.form_not_xlsx");
  if (!fingerprint.empty() && fingerprint != fingerprint_of(bytes)) return fail(Code::conflict, "draft.changed_meanwhile");
  return Filler(bytes, cells).run();
}
}  // namespace youju::draft
