// SPDX-License-Identifier: Apache-2.0
// Workbook, relations, styles and shared strings of an XLSX (ECMA-376 part 1, 18).
#include "sheet/xlsx_parts.h"

#include <charconv>

namespace youju::sheet {
namespace {
constexpr std::size_t kSharedBytes = 128u << 20;  // with its index it must fit beside the rest into 512 MiB
constexpr std::size_t kSharedCount = 4'000'000;
constexpr std::size_t kMostStyles = 65'536;  // Excel itself stops at 65,490

int integer(std::string_view text, int otherwise) {
  int value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}
bool truth(std::string_view text) {
  return text == "1" || text == "true" || text == "on";
}

std::string folder_of(std::string_view part) {
  const auto slash = part.rfind('/');
  return slash == part.npos ? "" : std::string(part.substr(0, slash + 1));
}

// "worksheets/sheet1.xml" seen from "xl/", "/xl/…" from the root; ".." is folded and never leaves the root.
std::string resolve(std::string_view folder, std::string_view target) {
  std::string all =
      target.starts_with('/') ? std::string(target.substr(1)) : std::string(folder) + std::string(target);
  std::vector<std::string> steps;
  std::size_t begin = 0;
  while (begin <= all.size()) {
    auto slash = all.find('/', begin);
    if (slash == all.npos) slash = all.size();
    const auto step = all.substr(begin, slash - begin);
    if (step == "..") {
      if (!steps.empty()) steps.pop_back();
    } else if (!step.empty() && step != ".") {
      steps.push_back(step);
    }
    begin = slash + 1;
  }
  std::string out;
  for (const auto& step : steps) out += (out.empty() ? "" : "/") + step;
  return out;
}

struct RelationEvents : XmlEvents {
  std::string folder;
  std::map<std::string, std::string> targets, by_type, links;
  void start(std::string_view local, const Attributes& a) override {
    if (local != "Relationship" || targets.size() + links.size() > 10'000) return;
    if (a.get("TargetMode") == "External") {
      links[std::string(a.get("Id"))] = a.get("Target");
      return;
    }
    const auto target = resolve(folder, a.get("Target"));
    targets[std::string(a.get("Id"))] = target;
    const auto type = a.get("Type");
    const auto slash = type.rfind('/');
    by_type.emplace(std::string(slash == type.npos ? type : type.substr(slash + 1)), target);
  }
  void end(std::string_view) override {}
};

Result<RelationEvents> relations_of(ZipReader& zip, std::string_view part) {
  RelationEvents events;
  events.folder = folder_of(part);
  const auto slash = part.rfind('/');
  const auto name = part.empty()
                        ? std::string("_rels/.rels")
                        : events.folder + "_rels/" +
                              std::string(slash == part.npos ? part : part.substr(slash + 1)) + ".rels";
  if (zip.has(name)) TRY_OK(read_xml(zip, name, events));
  return events;
}

struct WorkbookEvents : XmlEvents {
  struct Entry {
    std::string name, relation;
    bool hidden;
  };
  std::vector<Entry> sheets;
  bool base_1904 = false, is_workbook = false;
  void start(std::string_view local, const Attributes& a) override {
    if (local == "workbook") is_workbook = true;
    if (local == "workbookPr") base_1904 = truth(a.get("date1904"));
    if (local == "sheet" && sheets.size() < 100'000)
      sheets.push_back({std::string(a.get("name")), std::string(a.get("id")),
                        a.get("state").find("idden") != std::string_view::npos});
  }
  void end(std::string_view) override {}
};

struct StyleEvents : XmlEvents {
  std::map<int, Shape> custom;
  std::vector<Shape> shapes;
  bool in_cell_formats = false;
  void start(std::string_view local, const Attributes& a) override {
    if (local == "numFmt" && custom.size() < kMostStyles)
      custom[integer(a.get("numFmtId"), -1)] = shape_of(a.get("formatCode"));
    if (local == "cellXfs") in_cell_formats = true;
    if (local == "xf" && in_cell_formats && shapes.size() < kMostStyles) {
      const int id = integer(a.get("numFmtId"), 0);
      const auto own = custom.find(id);
      shapes.push_back(own != custom.end() ? own->second : builtin_shape(id));
    }
  }
  void end(std::string_view local) override {
    if (local == "cellXfs") in_cell_formats = false;
  }
};

struct StringEvents : XmlEvents {
  explicit StringEvents(SharedStrings& to, const Limits& limits) : strings(to), most(limits.cell) {}
  SharedStrings& strings;
  std::size_t most, count = 0;
  RichText current;
  bool inside = false;
  void start(std::string_view local, const Attributes&) override {
    if (local == "si")
      inside = true;
    else if (inside)
      current.start(local);
  }
  void end(std::string_view local) override {
    if (local != "si") return current.end(local);
    inside = false;
    strings.add(current.take());
    if (strings.bytes() > kSharedBytes || ++count > kSharedCount) refuse("sheet.strings_too_large");
  }
  void text(std::string_view piece) override {
    if (inside) current.text(piece);
    if (current.size() > most) refuse("sheet.string_too_long");
  }
  void refuse(std::string_view word) {
    problem = Error{
        Code::too_large,
        {std::string(word),
         {{"limit", std::to_string(word == "sheet.string_too_long" ? most >> 20 : kSharedBytes >> 20)}}},
        ""};
    stop = true;
  }
};
}  // namespace

void SharedStrings::add(std::string_view text) {
  all_.append(text);
  ends_.push_back(static_cast<std::uint32_t>(all_.size()));
}
std::string_view SharedStrings::at(std::size_t index) const {
  return std::string_view(all_).substr(ends_[index], ends_[index + 1] - ends_[index]);
}

void RichText::start(std::string_view local) {
  if (local == "rPh") ++phonetic_;
  if (local == "t") in_text_ = phonetic_ == 0;
}
void RichText::end(std::string_view local) {
  if (local == "rPh") --phonetic_;
  if (local == "t") in_text_ = false;
}
void RichText::text(std::string_view piece) {
  if (in_text_) text_.append(piece);
}
std::string RichText::take() {
  in_text_ = false;
  phonetic_ = 0;
  return undo_escapes(std::exchange(text_, {}));
}

// _xHHHH_ stands for a character XML cannot hold (ECMA-376 part 1, 22.9.2.19).
std::string undo_escapes(std::string text) {
  if (text.find("_x") == text.npos) return text;
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    if (text[i] == '_' && i + 6 < text.size() && text[i + 1] == 'x' && text[i + 6] == '_') {
      const auto [end, error] = std::from_chars(text.data() + i + 2, text.data() + i + 6, value, 16);
      if (error == std::errc{} && end == text.data() + i + 6 && value < 0x80) {
        out.push_back(static_cast<char>(value));
        i += 6;
        continue;
      }
    }
    out.push_back(text[i]);
  }
  return out;
}

Result<std::map<std::string, std::string>> read_links(ZipReader& zip, std::string_view part) {
  TRY(auto events, relations_of(zip, part));
  return std::move(events.links);
}

Result<Workbook> read_workbook(ZipReader& zip, const Limits& limits) {
  TRY(auto root, relations_of(zip, ""));
  std::string part = "xl/workbook.xml";
  if (const auto found = root.by_type.find("officeDocument"); found != root.by_type.end())
    part = found->second;
  if (part.ends_with(".bin")) return fail(Code::unsupported, "sheet.is_xlsb");
  if (!zip.has(part)) return fail(Code::unsupported, "sheet.zip_no_workbook");
  WorkbookEvents events;
  TRY_OK(read_xml(zip, part, events));
  if (!events.is_workbook) return fail(Code::unsupported, "sheet.zip_no_workbook");
  TRY(auto relations, relations_of(zip, part));
  if (static_cast<int>(events.sheets.size()) > limits.sheets)
    return fail(Code::too_large, "sheet.too_many_sheets",
                {{"count", std::to_string(events.sheets.size())}, {"limit", std::to_string(limits.sheets)}});
  Workbook book;
  book.base_1904 = events.base_1904;
  for (auto& sheet : events.sheets) {
    const auto target = relations.targets.find(sheet.relation);
    // Chart sheets and macro sheets have no cells to read.
    if (target == relations.targets.end() || target->second.find("worksheets/") == std::string::npos)
      continue;
    book.sheets.push_back({std::move(sheet.name), target->second, sheet.hidden});
  }
  if (const auto styles = relations.by_type.find("styles");
      styles != relations.by_type.end() && zip.has(styles->second)) {
    StyleEvents reading;
    TRY_OK(read_xml(zip, styles->second, reading));
    book.shapes = std::move(reading.shapes);
  }
  if (const auto shared = relations.by_type.find("sharedStrings");
      shared != relations.by_type.end() && zip.has(shared->second)) {
    StringEvents reading(book.strings, limits);
    TRY_OK(read_xml(zip, shared->second, reading));
  }
  return book;
}
}  // namespace youju::sheet
