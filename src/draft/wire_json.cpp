// SPDX-License-Identifier: Apache-2.0
// What the two processes tell each other. The reading side checks every value: it comes from where strangers'
// bytes were read.
#include <array>

#include "base/text.h"
#include "draft/readers.h"

namespace youju::draft {
tl::unexpected<Error> broken_wire() {
  return fail(Code::outside, "sheet.parser_crashed", {{"why", "draft"}});
}

namespace {
constexpr std::array<std::string_view, 11> kKinds = {"title",       "heading",  "paragraph", "list_item",
                                                     "cell",        "footnote", "header",    "footer",
                                                     "page_number", "text_box", "contents"};
constexpr int kMost = 1 << 28;

// Values of an object; anything that is not as expected makes the whole wrong.
class Fields {
 public:
  explicit Fields(const Json& json) : json_(json), good_(json.is_object()) {}
  std::string text(const char* name) {
    const Json* v = find(name);
    if (!v) return {};
    if (!v->is_string()) return good_ = false, std::string();
    return v->get<std::string>();
  }
  int number(const char* name, int otherwise = 0) {
    const Json* v = find(name);
    if (!v) return otherwise;
    if (!v->is_number_integer()) return good_ = false, otherwise;
    const auto value = v->get<std::int64_t>();
    if (value < -1 || value > kMost) return good_ = false, otherwise;
    return static_cast<int>(value);
  }
  bool flag(const char* name) {
    const Json* v = find(name);
    if (!v) return false;
    if (!v->is_boolean()) return good_ = false;
    return v->get<bool>();
  }
  const Json& list(const char* name) {
    static const Json kEmpty = Json::array();
    const Json* v = find(name);
    if (!v) return kEmpty;
    if (!v->is_array()) return good_ = false, kEmpty;
    return *v;
  }
  const Json* find(const char* name) const {
    if (!good_) return nullptr;
    const auto at = json_.find(name);
    return at == json_.end() ? nullptr : &*at;
  }
  bool good() const { return good_; }
  void wrong() { good_ = false; }

 private:
  const Json& json_;
  bool good_;
};

Json to_json(const TablePlace& p) {
  return Json::array({p.table, p.outer, p.row, p.column, p.row_span, p.column_span, p.header_row ? 1 : 0,
                      p.header_column ? 1 : 0});
}

Json to_json(const Block& b) {
  Json out{{"kind", kind_name(b.kind)}, {"text", b.text}};
  const auto put = [&out](const char* name, int value, int usual) {
    if (value != usual) out[name] = value;
  };
  put("level", b.level, 0);
  put("page", b.page, 0);
  put("line", b.line, 0);
  put("refers_to", b.refers_to, -1);
  put("refers_at", b.refers_at, 0);
  if (b.by_form) out["by_form"] = true;
  if (!b.style.empty()) out["style"] = b.style;
  if (!b.label.empty()) out["label"] = b.label;
  if (b.place) out["place"] = to_json(*b.place);
  return out;
}

std::optional<TablePlace> place_from(const Json& json) {
  if (!json.is_array() || json.size() != 8) return std::nullopt;
  std::array<int, 8> v{};
  for (std::size_t i = 0; i < 8; ++i) {
    if (!json[i].is_number_integer() || json[i].get<std::int64_t>() < -1 ||
        json[i].get<std::int64_t>() > kMost)
      return std::nullopt;
    v[i] = json[i].get<int>();
  }
  return TablePlace{v[0], v[1], v[2], v[3], v[4], v[5], v[6] == 1, v[7] == 1};
}

std::optional<Block> block_from(const Json& json) {
  Fields f(json);
  Block out;
  const auto kind = f.text("kind");
  std::size_t at = 0;
  while (at < kKinds.size() && kKinds[at] != kind) ++at;
  if (at == kKinds.size()) return std::nullopt;
  out.kind = static_cast<Kind>(at);
  out.text = f.text("text");
  out.level = f.number("level");
  out.page = f.number("page");
  out.line = f.number("line");
  out.refers_to = f.number("refers_to", -1);
  out.refers_at = f.number("refers_at");
  out.by_form = f.flag("by_form");
  out.style = f.text("style");
  out.label = f.text("label");
  if (const Json* place = f.find("place")) {
    out.place = place_from(*place);
    if (!out.place) return std::nullopt;
  }
  if (!f.good()) return std::nullopt;
  return out;
}
}  // namespace

std::string_view kind_name(Kind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

Json to_json(const Document& d) {
  Json blocks = Json::array(), notes = Json::array();
  for (const auto& block : d.blocks) blocks.push_back(to_json(block));
  for (const auto& note : d.notes) notes.push_back({{"word", note.word}, {"count", note.args.at("count")}});
  return {{"format", d.format},           {"encoding", d.encoding},
          {"fingerprint", d.fingerprint}, {"pages", d.pages},
          {"comments", d.comments},       {"revisions", d.revisions},
          {"blocks", std::move(blocks)},  {"notes", std::move(notes)}};
}

Result<Document> document_from_json(const Json& json) {
  Fields f(json);
  Document out;
  out.format = f.text("format");
  out.encoding = f.text("encoding");
  out.fingerprint = f.text("fingerprint");
  out.pages = f.number("pages");
  out.comments = f.number("comments");
  out.revisions = f.number("revisions");
  for (const Json& item : f.list("blocks")) {
    auto block = block_from(item);
    if (!block || block->refers_to >= static_cast<int>(f.list("blocks").size())) return broken_wire();
    out.blocks.push_back(std::move(*block));
  }
  for (const Json& item : f.list("notes")) {
    Fields note(item);
    const auto word = note.text("word"), count = note.text("count");
    const bool known = word == "draft.note_pages_without_text" || word == "draft.note_pictures" ||
                       word == "draft.note_embedded" || word == "draft.note_from_pictures" || word == "draft.note_unsure";
    if (!known || !note.good() || count.size() > 10) return broken_wire();
    out.notes.push_back({word, {{"count", count}}});
  }
  if (!f.good()) return broken_wire();
  return out;
}

Json to_json(const Comment& c) {
  Json paragraphs = Json::array();
  for (const auto& paragraph : c.paragraphs) {
    Json runs = Json::array();
    for (const auto& run : paragraph)
      runs.push_back({{"text", run.text}, {"link", run.link}, {"bold", run.bold}});
    paragraphs.push_back(std::move(runs));
  }
  return {{"block", c.block},       {"start", c.start},
          {"end", c.end},           {"author", c.author},
          {"initials", c.initials}, {"date", c.date},
          {"resolved", c.resolved}, {"paragraphs", std::move(paragraphs)}};
}
Json to_json(const Replacement& r) {
  return {{"block", r.block},       {"start", r.start},   {"end", r.end},
          {"new_text", r.new_text}, {"author", r.author}, {"date", r.date},
          {"tracked", r.tracked},   {"bookmark", r.bookmark}, {"tip", r.tip}};
}

Result<std::vector<Comment>> comments_from_json(const Json& json) {
  std::vector<Comment> out;
  if (!json.is_array()) return broken_wire();
  for (const Json& item : json) {
    Fields f(item);
    Comment c{f.number("block", -1),
              f.number("start"),
              f.number("end"),
              f.text("author"),
              f.text("initials"),
              f.text("date"),
              {},
              f.flag("resolved")};
    for (const Json& paragraph : f.list("paragraphs")) {
      if (!paragraph.is_array()) return broken_wire();
      c.paragraphs.emplace_back();
      for (const Json& run : paragraph) {
        Fields r(run);
        c.paragraphs.back().push_back({r.text("text"), r.text("link"), r.flag("bold")});
        if (!r.good()) return broken_wire();
      }
    }
    if (!f.good()) return broken_wire();
    out.push_back(std::move(c));
  }
  return out;
}
Result<std::vector<Replacement>> replacements_from_json(const Json& json) {
  std::vector<Replacement> out;
  if (!json.is_array()) return broken_wire();
  for (const Json& item : json) {
    Fields f(item);
    out.push_back({f.number("block", -1), f.number("start"), f.number("end"), f.text("new_text"),
                   f.text("author"), f.text("date"), f.flag("tracked"), f.text("bookmark"), f.text("tip")});
    if (!f.good()) return broken_wire();
  }
  return out;
}

Json to_json(const Form& form) {
  Json sheets = Json::array();
  for (const auto& one : form.sheets) {
    Json merged = Json::array(), rows = Json::array();
    for (const auto& m : one.merged) merged.push_back({{"row", m.row}, {"column", m.column}, {"last_row", m.last_row}, {"last_column", m.last_column}});
    for (const auto& row : one.rows) {
      Json cells = Json::array();
      for (const auto& cell : row.cells) cells.push_back({{"column", cell.column}, {"text", cell.text}, {"formula", cell.formula}});
      rows.push_back({{"number", row.number}, {"cells", std::move(cells)}});
    }
    sheets.push_back({{"name", one.name}, {"hidden", one.hidden}, {"formulas", one.formulas}, {"merged", std::move(merged)}, {"rows", std::move(rows)}, {"cut", one.cut}});
  }
  return {{"fingerprint", form.fingerprint}, {"sheets", std::move(sheets)}};
}

namespace {
bool read_rows(Fields& f, FormSheet& sheet) {
  for (const Json& item : f.list("rows")) {
    Fields r(item);
    FormRow row{r.number("number"), {}};
    for (const Json& one : r.list("cells")) {
      Fields c(one);
      row.cells.push_back({c.number("column"), c.text("text"), c.flag("formula")});
      if (!c.good() || row.cells.back().column >= kFormColumns || !is_utf8(row.cells.back().text)) return false;
    }
    if (!r.good() || row.number < 1 || row.number > kFormRows || sheet.rows.size() >= kFormRows) return false;
    sheet.rows.push_back(std::move(row));
  }
  return true;
}
}  // namespace

Result<Form> form_from_json(const Json& json) {
  Fields f(json);
  Form out;
  out.fingerprint = f.text("fingerprint");
  for (const Json& item : f.list("sheets")) {
    Fields s(item);
    FormSheet sheet;
    sheet.name = s.text("name"), sheet.hidden = s.flag("hidden"), sheet.formulas = s.number("formulas"), sheet.cut = s.flag("cut");
    for (const Json& one : s.list("merged")) {
      Fields m(one);
      sheet.merged.push_back({m.number("row", 1), m.number("column"), m.number("last_row", 1), m.number("last_column")});
      if (!m.good()) return broken_wire();
    }
    if (!read_rows(s, sheet) || !s.good() || !is_utf8(sheet.name) || out.sheets.size() >= kFormSheets) return broken_wire();
    out.sheets.push_back(std::move(sheet));
  }
  if (!f.good()) return broken_wire();
  return out;
}

Json to_json(const CellValue& c) { return {{"sheet", c.sheet}, {"cell", c.cell}, {"text", c.text}, {"number", c.number}, {"share", c.share}}; }
Result<std::vector<CellValue>> cells_from_json(const Json& json) {
  std::vector<CellValue> out;
  if (!json.is_array()) return broken_wire();
  for (const Json& item : json) {
    Fields f(item);
    out.push_back({f.text("sheet"), f.text("cell"), f.text("text"), f.flag("number"), f.flag("share")});
    if (!f.good()) return broken_wire();
  }
  return out;
}
}  // namespace youju::draft
