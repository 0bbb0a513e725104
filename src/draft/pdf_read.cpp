// SPDX-License-Identifier: Apache-2.0
// Pages of a PDF as pdftotext lays them out: words with their places, put together into lines and paragraphs.
// Running heads, feet and numbers of pages are told by their place and by being there again on other pages.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "base/text.h"
#include "draft/forms.h"
#include "draft/pdf_layout.h"
#include "draft/readers.h"
#include "draft/xml_scan.h"

namespace youju::draft {
namespace {
constexpr double kEdge = 0.13;  // of the page's height: where running heads and feet stand

char32_t last_of(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[--at]) & 0xC0) == 0x80) {
  }
  const auto all = to_code_points(text.substr(at));
  return all.empty() ? 0 : all[0];
}
char32_t first_of(std::string_view text) {
  const auto all = to_code_points(text.substr(0, 4));
  return all.empty() ? 0 : all[0];
}
// Latin letters and digits want a blank between words; Chinese does not.
bool wants_blank(char32_t c) {
  return c != 0 && c < 0x2000;
}

class LayoutScan : public XmlScan {
 public:
  std::vector<Line> lines;
  std::vector<Box> blocks;
  int pages = 0;

  void start(const Name& name, const XmlAttributes& a, Span) override {
    if (name.local == "page") {
      ++pages;
      height_ = number(a.plain("height"));
    } else if (name.local == "block") {
      blocks.push_back(box_of(a));
    } else if (name.local == "line") {
      line_ = Line{};
      line_.box = box_of(a);
      line_.page = pages;
      line_.block = static_cast<int>(blocks.size()) - 1;
      line_.in_head = line_.box.bottom < height_ * kEdge;
      line_.in_foot = line_.box.top > height_ * (1 - kEdge);
      line_.at_edge = line_.box.bottom < height_ * 0.08 || line_.box.top > height_ * 0.92;
    } else if (name.local == "word") {
      word_ = box_of(a);
      word_text_.clear();
      in_word_ = true;
    }
  }
  void end(const Name& name, Span) override {
    if (name.local == "word") {
      in_word_ = false;
      end_word();
    } else if (name.local == "line" && !trim(line_.text).empty() && line_.block >= 0) {
      if (lines.size() >= kMostLines)
        problem = Error{
            Code::too_large, {"draft.too_many_paragraphs", {{"limit", std::to_string(kMostLines)}}}, ""};
      lines.push_back(std::move(line_));
      line_ = Line{};
    }
  }
  void text(std::string_view piece, Span) override {
    if (in_word_) word_text_ += piece;
  }

 private:
  static double number(std::string_view text) {
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return std::isfinite(value) ? value : 0;
  }
  static Box box_of(const XmlAttributes& a) {
    return {number(a.plain("xMin")), number(a.plain("yMin")), number(a.plain("xMax")),
            number(a.plain("yMax"))};
  }
  // A small number above the line is the mark of a note.
  bool is_note_mark() const {
    const double height = line_.box.height();
    if (line_.text.empty() || word_.height() > 0.75 * height ||
        word_.bottom > line_.box.bottom - 0.3 * height)
      return false;
    return word_text_.find_first_not_of("0123456789") == word_text_.npos;
  }
  void end_word() {
    if (word_text_.empty() || is_note_mark()) return;
    line_.words.push_back({word_, word_text_});
    if (!line_.text.empty()) {
      const double gap = word_.left - last_right_;
      if (gap > 1.5 * line_.box.height())
        line_.text += '\t';
      else if (wants_blank(last_of(line_.text)) && wants_blank(first_of(word_text_)))
        line_.text += ' ';
    }
    line_.text += word_text_;
    last_right_ = word_.right;
  }

  Line line_;
  Box word_;
  std::string word_text_;
  double height_ = 0, last_right_ = 0;
  bool in_word_ = false;
};

// The same line on another page, but for its numbers.
std::string without_numbers(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c < '0' || c > '9') out += c;
  return out;
}

void find_edges(std::vector<Line>& lines) {
  std::map<std::pair<bool, std::string>, std::pair<int, int>> seen;  // → pages, the last of them
  for (const auto& line : lines) {
    if (!line.in_head && !line.in_foot) continue;
    auto& [count, last] = seen[{line.in_head, without_numbers(line.text)}];
    if (last != line.page) ++count;
    last = line.page;
  }
  for (auto& line : lines) {
    if (!line.in_head && !line.in_foot) continue;
    // Bare digits may be the last cell of a table; "— 3 —" and "第3页" are nothing else.
    const bool bare = line.text.find_first_not_of("0123456789 ") == line.text.npos;
    if (is_page_number(line.text) && (!bare || line.at_edge))
      line.kind = Kind::page_number;
    else if (seen[{line.in_head, without_numbers(line.text)}].first > 1)
      line.kind = line.in_head ? Kind::header : Kind::footer;
  }
}

class Paragraphs {
 public:
  Paragraphs(const LayoutScan& layout, const std::vector<Box>& pages, Document& out)
      : layout_(layout), pages_(pages), out_(out), in_columns_(pages.size()) {}
  void run() {
    find_columns();
    for (const auto& line : layout_.lines) {
      if (line.kind != Kind::paragraph || line.place)
        cut(line);
      else if (last_ && continues(*last_, line))
        join(line);
      else
        begin(line);
    }
  }

 private:
  void add(const Line& line) {
    Block block;
    block.kind = line.kind;
    block.text = trim(line.text);
    block.page = line.page;
    if (line.place) {
      block.kind = Kind::cell;
      block.place = line.place;
    }
    out_.blocks.push_back(std::move(block));
  }
  // A running head does not end a paragraph that goes on over the page; a table does.
  void cut(const Line& line) {
    add(line);
    if (line.place) last_ = nullptr;
  }
  void begin(const Line& line) {
    add(line);
    open_ = out_.blocks.size() - 1;
    last_ = &line;
  }
  const Box& block_of(const Line& line) const { return layout_.blocks[static_cast<std::size_t>(line.block)]; }

  bool continues(const Line& before, const Line& line) const {
    const double size = std::max(before.box.height(), line.box.height());
    if (std::abs(before.box.height() - line.box.height()) > 0.2 * size) return false;
    const auto text = trim(line.text);
    if (heading_by_form(text) > 0 || !list_mark(text).empty()) return false;
    if (out_.blocks[open_].text.size() < 300 && heading_by_form(out_.blocks[open_].text) > 0) return false;
    if (before.box.width() < 8 * size) return false;  // cells of tables stand in lines of their own
    constexpr std::u32string_view kEnds = U"。！？；：.!?;:…”";
    const bool ends = kEnds.find(last_of(trim(before.text))) != kEnds.npos;
    const Box& block = block_of(line);
    const Box& page = pages_[static_cast<std::size_t>(line.page)];
    const bool indented = line.box.left - block.left > 1.2 * size;
    const bool apart = line.box.top - before.box.bottom > 1.5 * size;
    if (before.block == line.block) {
      if (before.column != line.column) return false;
      // A sentence that ends before the edge ends its paragraph; other lines may be ragged.
      const bool whole = block.width() > 0.6 * page.width() || !in_columns_[static_cast<std::size_t>(line.page)];
      const double edge = whole ? page.right : block.right;
      const bool room = before.box.right < (ends ? edge - 1.5 * size : block.right - 2.5 * size);
      return !room && !apart && !indented;
    }
    if (indented || ends) return false;
    const bool below = before.page == line.page && line.box.top >= before.box.top;
    if (below) {  // the line under a line that reaches the edge of the page's text
      const bool first = line.box.left - page.left > 1.2 * size;
      return !apart && !first && before.box.right > page.right - 1.5 * size;
    }
    // The next column or page: only what was cut in the middle of a sentence goes on.
    const Box& previous = block_of(before);
    const double wide = std::max(previous.width(), block.width());
    return before.box.right > previous.right - 1.5 * size && previous.width() > 0.6 * wide;
  }

  // Pages of several columns: a fifth of their lines begin in the right half. On others a line that ends with its sentence in the middle of
  // the page ends its paragraph, however narrow its block is: what follows may be the caption of a table.
  void find_columns() {
    std::vector<int> all(pages_.size()), right(pages_.size());
    for (const auto& line : layout_.lines) {
      if (line.kind != Kind::paragraph || line.place) continue;
      const auto page = static_cast<std::size_t>(line.page);
      ++all[page];
      right[page] += line.box.left > (pages_[page].left + pages_[page].right) / 2 ? 1 : 0;
    }
    for (std::size_t page = 0; page < pages_.size(); ++page) in_columns_[page] = 5 * right[page] >= all[page] && right[page] > 0;
  }

  void join(const Line& line) {
    std::string& text = out_.blocks[open_].text;
    const auto next = trim(line.text);
    const char32_t end = last_of(text), begin = first_of(next);
    const bool lower = begin >= U'a' && begin <= U'z';
    if ((end == U'-' || end == U'\u00AD' || end == U'\u2010') && lower)
      while (!text.empty() && last_of(text) == end)
        text.resize(text.size() - from_code_points({&end, 1}).size());
    else if (wants_blank(end) && wants_blank(begin))
      text += ' ';
    text += next;
    last_ = &line;
  }

  const LayoutScan& layout_;
  const std::vector<Box>& pages_;
  Document& out_;
  const Line* last_ = nullptr;
  std::size_t open_ = 0;
  std::vector<bool> in_columns_;  // by page
};

// How far the text of each page reaches, running heads and feet left out.
std::vector<Box> text_of_pages(const LayoutScan& layout) {
  std::vector<Box> out(static_cast<std::size_t>(layout.pages) + 1, Box{1e9, 1e9, 0, 0});
  for (const auto& line : layout.lines) {
    if (line.kind != Kind::paragraph || line.in_head || line.in_foot) continue;
    Box& box = out[static_cast<std::size_t>(line.page)];
    box.left = std::min(box.left, line.box.left);
    box.right = std::max(box.right, line.box.right);
  }
  return out;
}

// Larger than the text or in its middle, among the first lines.
void find_title(const LayoutScan& layout, const std::vector<Box>& pages, Document& out) {
  std::vector<double> sizes;
  for (const auto& line : layout.lines) sizes.push_back(line.box.height());
  if (sizes.size() < 3) return;
  std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2), sizes.end());
  const double usual = sizes[sizes.size() / 2];
  int looked = 0;
  for (const auto& line : layout.lines) {
    if (line.kind != Kind::paragraph) continue;
    if (++looked > 3 || line.page != 1) return;
    const Box& text = pages[1];
    const double off = (line.box.left + line.box.right) / 2 - (text.left + text.right) / 2;
    const bool middle = !line.in_head && line.box.left - text.left > 3 * usual && std::abs(off) < usual;
    if (!middle && line.box.height() < 1.2 * usual) continue;
    for (auto& block : out.blocks) {
      if (block.kind != Kind::paragraph || !block.text.starts_with(trim(line.text))) continue;
      if (!is_short_line(block.text) || heading_by_form(block.text) > 0) return;
      block.kind = Kind::title;
      block.by_form = true;
      return;
    }
    return;
  }
}

void take_labels(std::vector<Block>& blocks) {
  for (auto& block : blocks) {
    if (block.kind != Kind::paragraph) continue;
    const auto mark = list_mark(block.text);
    if (mark.empty()) continue;
    block.kind = Kind::list_item;
    block.label = trim(mark);
    block.text.erase(0, mark.size());
  }
}
}  // namespace

Result<Document> read_pdf_layout(std::string_view xhtml) {
  const auto begin = xhtml.find("<doc>");
  const auto end = xhtml.rfind("</doc>");
  if (begin == xhtml.npos || end == xhtml.npos || end < begin)
    return fail(Code::invalid, "draft.pdf_damaged");
  std::string clean(xhtml.substr(begin, end + 6 - begin));
  for (char& c : clean)
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') c = ' ';
  if (!is_utf8(clean)) clean = from_code_points(to_code_points(clean));
  LayoutScan layout;
  TRY_OK(scan_xml(clean, "PDF", layout));
  Document out;
  out.format = "pdf";
  out.pages = layout.pages;
  std::size_t signs = 0;
  std::vector<bool> written(static_cast<std::size_t>(layout.pages) + 1);
  for (const auto& line : layout.lines) {
    signs += code_point_count(line.text);
    written[static_cast<std::size_t>(line.page)] = true;
  }
  constexpr std::size_t kFewSigns = 4;  // a scanner writes a stamp or a number at most
  if (signs <= kFewSigns * static_cast<std::size_t>(layout.pages))
    return fail(Code::unsupported, "draft.pdf_scanned", {{"pages", std::to_string(layout.pages)}});
  const auto empty = std::count(written.begin() + 1, written.end(), false);
  if (empty > 0) out.notes.push_back({"draft.note_pages_without_text", {{"count", std::to_string(empty)}}});
  find_edges(layout.lines);
  int tables = find_wrapped_tables(layout.lines, 0, true);
  part_columns(layout.lines);
  tables = find_tables(layout.lines, tables);
  find_wrapped_tables(layout.lines, tables, false);
  const auto texts = text_of_pages(layout);
  Paragraphs(layout, texts, out).run();
  find_title(layout, texts, out);
  mark_forms(out.blocks);
  take_labels(out.blocks);
  return out;
}
}  // namespace youju::draft
