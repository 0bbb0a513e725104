// SPDX-License-Identifier: Apache-2.0
// A workbook read as a form: the texts as a reader sees them, which cells calculate, and where everything lies in the bytes.
#include "draft/xlsx_form.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "draft/readers.h"
#include "sheet/sheet.h"

namespace youju::draft {
namespace {
constexpr int kMostRow = 1'048'576, kMostColumn = 16'384;
constexpr std::size_t kMostCells = 2'000'000;

int whole_number(std::string_view text, int otherwise) {
  int out = otherwise;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), out);
  return wrong == std::errc() && end == text.data() + text.size() ? out : otherwise;
}

class BookScan : public XmlScan {
 public:
  struct Listed {
    std::string name, relation;
  };
  std::vector<Listed> sheets;
  Span calculation;
  std::size_t calculates_at = 0;
  bool is_workbook = false;
  void start(const Name& name, const XmlAttributes& a, Span tag) override {
    ++depth_;
    if (depth_ == 1) is_workbook = name.local == "workbook";
    if (name.local == "sheet" && sheets.size() < 1'000) sheets.push_back({std::string(a.plain("name")), std::string(a.relation("id"))});
    if (depth_ == 2 && name.local == "calcPr") calculation = tag;
    open_ = tag;
  }
  void end(const Name& name, Span tag) override {
    const bool before_it = name.local == "sheets" || name.local == "functionGroups" || name.local == "externalReferences" || name.local == "definedNames";
    if (depth_ == 2 && before_it) calculates_at = tag ? tag.end : open_.end;
    --depth_;
  }

 private:
  int depth_ = 0;
  Span open_;
};

class SpansScan : public XmlScan {
 public:
  explicit SpansScan(SheetSpans& out) : out_(out) {}
  void start(const Name& name, const XmlAttributes& a, Span tag) override {
    const auto local = name.local;
    if (local == "sheetData") {
      out_.data = tag;
      in_data_ = true;
    } else if (in_data_ && local == "row") {
      begin_row(a, tag);
    } else if (in_data_ && local == "c" && !out_.rows.empty()) {
      begin_cell(a, tag);
    } else if (in_cell_ && local == "f") {
      cell().formula = true;
      ++out_.formulas;
    } else if (in_cell_ && local == "v") {
      value_ = tag;
    } else if (local == "col" && !in_data_) {
      const int style = whole_number(a.plain("style"), -1);
      if (style > 0 && out_.columns.size() < 20'000) out_.columns.push_back({whole_number(a.plain("min"), 0) - 1, whole_number(a.plain("max"), 0) - 1, style});
    } else if (local == "mergeCell") {
      merge(a.plain("ref"));
    }
  }
  void end(const Name& name, Span tag) override {
    const auto local = name.local;
    if (local == "sheetData") {
      in_data_ = false;
      out_.data_closed = !tag;
      out_.data_end = tag ? tag.begin : out_.data.end;
    } else if (in_data_ && local == "row" && !out_.rows.empty()) {
      auto& row = out_.rows.back();
      row.closed = !tag;
      row.end = tag ? tag.begin : row.tag.end;
    } else if (in_cell_ && local == "c") {
      cell().whole = {cell().tag.begin, tag ? tag.end : cell().tag.end};
      in_cell_ = false;
    } else if (in_cell_ && local == "v") {
      cell().value = {value_.begin, tag ? tag.end : value_.end};
    }
  }

 private:
  CellSpan& cell() { return out_.rows.back().cells.back(); }
  void begin_row(const XmlAttributes& a, Span tag) {
    RowSpan row;
    row.number = whole_number(a.plain("r"), last_row_ + 1);
    if (row.number <= last_row_ || row.number > kMostRow) return wrong();
    last_row_ = row.number;
    row.tag = tag;
    if (a.plain("customFormat") == "1" || a.plain("customFormat") == "true") row.style = whole_number(a.plain("s"), -1);
    last_column_ = -1;
    out_.rows.push_back(std::move(row));
  }
  void begin_cell(const XmlAttributes& a, Span tag) {
    CellSpan one;
    one.tag = tag;
    one.column = last_column_ + 1;
    if (const auto place = cell_place(a.plain("r"))) one.column = place->column;
    if (one.column <= last_column_ || one.column > kMostColumn || ++count_ > kMostCells) return wrong();
    last_column_ = one.column;
    one.style = whole_number(a.plain("s"), -1);
    out_.rows.back().cells.push_back(one);
    in_cell_ = true;
  }
  void merge(std::string_view ref) {
    const auto colon = ref.find(':');
    const auto from = cell_place(ref.substr(0, colon)), to = colon == ref.npos ? from : cell_place(ref.substr(colon + 1));
    if (from && to && out_.merged.size() < 20'000) out_.merged.push_back({from->row, from->column, to->row, to->column});
  }
  // Rows and cells stand in order in every file that programs write; another order could not be kept by putting cells in.
  void wrong() { problem = Error{Code::invalid, {"draft.sheet_order", {{"row", std::to_string(last_row_)}}}, ""}; }

  SheetSpans& out_;
  Span value_;
  int last_row_ = 0, last_column_ = -1;
  std::size_t count_ = 0;
  bool in_data_ = false, in_cell_ = false;
};

class CellStylesScan : public XmlScan {
 public:
  std::vector<bool> percent;
  void start(const Name& name, const XmlAttributes& a, Span) override {
    if (name.local == "numFmt") {
      if (a.plain("formatCode").find('%') != std::string_view::npos) own_.insert(whole_number(a.plain("numFmtId"), -1));
    } else if (name.local == "cellXfs") {
      in_cells_ = true;
    } else if (in_cells_ && name.local == "xf") {
      const int id = whole_number(a.plain("numFmtId"), 0);
      percent.push_back(id == 9 || id == 10 || own_.contains(id));
    }
  }
  void end(const Name& name, Span) override {
    if (name.local == "cellXfs") in_cells_ = false;
  }

 private:
  std::set<int> own_;
  bool in_cells_ = false;
};

const Relation* of_type(const std::vector<Relation>& relations, std::string_view type) {
  const auto found = std::find_if(relations.begin(), relations.end(), [&](const Relation& r) { return r.type == type && !r.external; });
  return found == relations.end() ? nullptr : &*found;
}

// The sheets as a reader sees them, up to what a page can show.
Result<void> read_shown(std::string_view bytes, Form& form) {
  sheet::Sink sink;
  sink.on_sheet = [&](const sheet::SheetHead& head) {
    if (static_cast<int>(form.sheets.size()) >= kFormSheets) return false;
    FormSheet one;
    one.name = head.name;
    one.hidden = head.hidden;
    form.sheets.push_back(std::move(one));
    return true;
  };
  sink.on_row = [&](sheet::Row&& row) {
    auto& to = form.sheets.back();
    if (row.number > kFormRows) {
      to.cut = true;
      return true;
    }
    FormRow out{row.number, {}};
    for (auto& cell : row.cells) {
      if (cell.column >= kFormColumns) to.cut = true;
      else out.cells.push_back({cell.column, std::move(cell.text), false});
    }
    to.rows.push_back(std::move(out));
    return true;
  };
  TRY_OK(sheet::read_table_here(bytes, sheet::Limits{}, sink));
  return {};
}

void mark_formulas(const SheetSpans& spans, FormSheet& out) {
  out.formulas = spans.formulas;
  out.merged = spans.merged;
  for (const auto& row : spans.rows) {
    if (row.number > kFormRows) break;
    for (const auto& cell : row.cells) {
      if (!cell.formula || cell.column >= kFormColumns) continue;
      auto at = std::lower_bound(out.rows.begin(), out.rows.end(), row.number, [](const FormRow& r, int n) { return r.number < n; });
      if (at == out.rows.end() || at->number != row.number) at = out.rows.insert(at, FormRow{row.number, {}});
      auto shown = std::find_if(at->cells.begin(), at->cells.end(), [&](const FormCell& c) { return c.column == cell.column; });
      if (shown != at->cells.end()) shown->formula = true;
      else at->cells.push_back({cell.column, "", true});
    }
  }
}
}  // namespace

std::optional<CellPlace> cell_place(std::string_view address) {
  std::size_t at = 0;
  int column = 0;
  for (; at < address.size() && at < 3; ++at) {
    const char c = address[at] >= 'a' && address[at] <= 'z' ? static_cast<char>(address[at] - 32) : address[at];
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + (c - 'A' + 1);
  }
  const int row = whole_number(address.substr(at), 0);
  if (at == 0 || address.size() == at || address[at] == '0' || address[at] == '+' || row < 1 || row > kMostRow || column > kMostColumn) return std::nullopt;
  return CellPlace{row, column - 1};
}

std::string cell_address(int row, int column) {
  std::string letters;
  for (int left = column + 1; left > 0; left = (left - 1) / 26) letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
  return letters + std::to_string(row);
}

Result<Book> read_book(std::string_view bytes, Package& package) {
  if (package.has("xl/vbaProject.bin")) return fail(Code::unsupported, "draft.form_macros");
  TRY(const auto roots, read_relations(package, ""));
  const auto* main = of_type(roots, "officeDocument");
  Book out;
  out.part = main != nullptr ? main->target : "xl/workbook.xml";
  if (!package.has(out.part)) return fail(Code::unsupported, "draft.form_not_xlsx");
  TRY(out.bytes, package.read(out.part));
  BookScan scan;
  TRY_OK(scan_xml(out.bytes, out.part, scan));
  if (!scan.is_workbook) return fail(Code::unsupported, "draft.form_not_xlsx");
  out.calculation = scan.calculation;
  out.calculates_at = scan.calculates_at;
  TRY(const auto relations, read_relations(package, out.part));
  for (const auto& listed : scan.sheets)
    for (const auto& relation : relations)
      if (relation.id == listed.relation && relation.type == "worksheet" && !relation.external) out.sheets.push_back({listed.name, relation.target});
  if (const auto* styles = of_type(relations, "styles")) out.styles = styles->target;
  static_cast<void>(bytes);
  return out;
}

Result<SheetSpans> read_spans(Package& package, const std::string& part) {
  SheetSpans out;
  TRY(out.bytes, package.read(part));
  SpansScan scan(out);
  TRY(const auto facts, scan_xml(out.bytes, part, scan));
  out.utf8 = facts.utf8;
  return out;
}

Result<std::vector<bool>> percent_styles(Package& package, const std::string& part) {
  if (part.empty() || !package.has(part)) return std::vector<bool>{};
  TRY(const auto bytes, package.read(part));
  CellStylesScan scan;
  TRY_OK(scan_xml(bytes, part, scan));
  return std::move(scan.percent);
}

Result<Form> read_form_bytes(std::string_view bytes) {
  if (!bytes.starts_with("PK")) return fail(Code::unsupported, "draft.form_not_xlsx");
  TRY(auto package, Package::open(bytes));
  TRY(const auto book, read_book(bytes, package));
  Form out;
  TRY_OK(read_shown(bytes, out));
  for (auto& one : out.sheets) {
    for (const auto& listed : book.sheets) {
      if (listed.name != one.name) continue;
      TRY(const auto spans, read_spans(package, listed.part));
      mark_formulas(spans, one);
    }
  }
  return out;
}
}  // namespace youju::draft
