// SPDX-License-Identifier: Apache-2.0
// Plain text: a line is a paragraph, unless all lines were cut at one width. Lines with the same number of tabs, or
// of gaps of three blanks and more, are a table, as text pasted from one or taken out of a PDF is.
#include <algorithm>

#include "base/text.h"
#include "draft/forms.h"
#include "draft/readers.h"

namespace youju::draft {
namespace {
constexpr std::size_t kLargest = 64u << 20;

std::size_t tabs_in(std::string_view line) {
  return static_cast<std::size_t>(std::count(line.begin(), line.end(), '\t'));
}

// The line with each inner gap of three blanks and more as one tab.
std::string with_tabs(std::string_view line) {
  std::string out;
  for (std::size_t i = 0; i < line.size();) {
    std::size_t gap = i;
    while (gap < line.size() && line[gap] == ' ') ++gap;
    if (gap >= i + 3 && i > 0 && gap < line.size()) out.push_back('\t');
    else out.append(line.substr(i, std::max<std::size_t>(gap - i, 1)));
    i = std::max(gap, i + 1);
  }
  return out;
}

// Lines cut at one width, as text out of a PDF or a mail is: nearly all of them equally long, and broken in the middle
// of sentences.
class Wrapping {
 public:
  explicit Wrapping(const std::vector<SourceLine>& lines) {
    for (const auto& line : lines) {
      const auto n = to_code_points(trim(line.text)).size();
      width_ = std::max(width_, n);
      closed_ += n > 0 && ends_sentence(trim(line.text));
    }
  }
  // Does `line` go on in `next`?
  bool goes_on(std::string_view line, std::string_view next) const {
    const auto text = trim(line), after = trim(next);
    if (width_ < kNarrowest || width_ > kWidest || closed_ == 0 || text.empty() || after.empty()) return false;
    if (to_code_points(text).size() + kRagged < width_ || ends_sentence(text)) return false;
    if (after.data() != next.data() || text.find('\t') != text.npos || after.find('\t') != after.npos) return false;
    return list_mark(after).empty() && heading_by_form(after) == 0 && heading_by_form(text) == 0;
  }

 private:
  static constexpr std::size_t kNarrowest = 24, kWidest = 60, kRagged = 10;
  static bool ends_sentence(std::string_view text) {
    const auto last = to_code_points(text.substr(text.size() > 4 ? text.size() - 4 : 0));
    return !last.empty() && std::u32string_view(U"。！？；：!?;:").find(last.back()) != std::u32string_view::npos;
  }
  std::size_t width_ = 0, closed_ = 0;
};

class TextReader {
 public:
  explicit TextReader(Document& out) : out_(out) {}
  void run(const std::vector<SourceLine>& lines) {
    const Wrapping wrapping(lines);
    std::vector<std::string> columns;
    for (const auto& line : lines) columns.push_back(with_tabs(line.text));
    for (std::size_t i = 0; i < lines.size();) {
      const auto tabs = tabs_in(columns[i]);
      std::size_t last = i + 1;
      bool indented = columns[i].starts_with('\t');  // all of them: the first lines of paragraphs
      for (; tabs > 0 && last < lines.size() && tabs_in(columns[last]) == tabs; ++last)
        indented = indented && columns[last].starts_with('\t');
      if (last - i >= 2 && !indented) {
        for (std::size_t row = i; row < last; ++row) add_row({columns[row], lines[row].number}, static_cast<int>(row - i));
        ++tables_;
        i = last;
      } else {
        add_line(lines[i]);
        for (; i + 1 < lines.size() && wrapping.goes_on(lines[i].text, lines[i + 1].text) && tabs_in(columns[i + 1]) == 0; ++i)
          join(trim(lines[i + 1].text));
        ++i;
      }
    }
  }

 private:
  // Chinese, and a number that was cut, go on without a blank.
  void join(std::string_view text) {
    auto& whole = out_.blocks.back().text;
    const bool word = !whole.empty() && is_latin(whole.back()) && is_latin(text.front());
    if (word) whole.push_back(' ');
    whole += text;
  }
  static bool is_latin(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ',' || c == '.'; }

  void add_row(const SourceLine& line, int row) {
    std::string_view rest = line.text;
    for (int column = 0;; ++column) {
      const auto tab = rest.find('\t');
      const auto cell = trim(rest.substr(0, tab));
      if (!cell.empty()) {
        Block block{Kind::cell, 0, false, std::string(cell), 0, line.number, "", "", {}, -1, 0};
        block.place = TablePlace{tables_, -1, row, column, 1, 1, false, false};
        out_.blocks.push_back(std::move(block));
      }
      if (tab == rest.npos) return;
      rest.remove_prefix(tab + 1);
    }
  }
  void add_line(const SourceLine& line) {
    std::string_view text = trim(line.text);
    if (text.empty()) return;
    Block block;
    block.line = line.number;
    if (const auto mark = list_mark(text); !mark.empty()) {
      block.kind = Kind::list_item;
      block.label = trim(mark);
      text.remove_prefix(mark.size());
    }
    block.text = text;
    out_.blocks.push_back(std::move(block));
  }
  Document& out_;
  int tables_ = 0;
};
}  // namespace

std::vector<SourceLine> lines_of(std::string_view text) {
  std::vector<SourceLine> out;
  int number = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    out.push_back({text.substr(0, end), ++number});
    if (!out.back().text.empty() && out.back().text.back() == '\r') out.back().text.remove_suffix(1);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

namespace {
Result<Document> decoded(std::string_view bytes, std::string_view format, std::string& text) {
  if (bytes.size() > kLargest)
    return fail(Code::too_large, "draft.text_too_large", {{"limit", std::to_string(kLargest >> 20)}});
  if (trim(bytes).empty()) return fail(Code::invalid, "draft.file_empty");
  auto found = decode_any(bytes);
  if (!found) return fail(Code::unsupported, "draft.encoding_unknown");
  if (found->text.find('\0') != std::string::npos) return fail(Code::unsupported, "draft.not_docx");
  Document out;
  out.format = format;
  out.encoding = found->encoding;
  text = std::move(found->text);
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  if (static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) > kMostLines)
    return fail(Code::too_large, "draft.too_many_paragraphs", {{"limit", std::to_string(kMostLines)}});
  return out;
}

void title_of_text(std::vector<Block>& blocks) {
  if (blocks.size() < 2 || blocks[0].kind != Kind::paragraph || !is_short_line(blocks[0].text)) return;
  if (heading_by_form(blocks[0].text) > 0) return;
  blocks[0].kind = Kind::title;
  blocks[0].by_form = true;
}
}  // namespace

Result<Document> read_text_bytes(std::string_view bytes) {
  std::string text;
  TRY(auto out, decoded(bytes, "txt", text));
  TextReader(out).run(lines_of(text));
  title_of_text(out.blocks);
  mark_forms(out.blocks);
  return out;
}

void read_markdown_lines(const std::vector<SourceLine>& lines, Document& out);

Result<Document> read_markdown_bytes(std::string_view bytes) {
  std::string text;
  TRY(auto out, decoded(bytes, "md", text));
  read_markdown_lines(lines_of(text), out);
  mark_forms(out.blocks);
  return out;
}
}  // namespace youju::draft
