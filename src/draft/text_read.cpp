// SPDX-License-Identifier: Apache-2.0
// Plain text: a line is a paragraph. Lines with the same number of tabs are a table, as text pasted from one
// is.
#include <algorithm>

#include "base/text.h"
#include "draft/forms.h"
#include "draft/readers.h"

namespace youju::draft {
namespace {
constexpr std::size_t kLargest = 64u << 20;
constexpr std::size_t kMostLines = 500'000;

std::size_t tabs_in(std::string_view line) {
  return static_cast<std::size_t>(std::count(line.begin(), line.end(), '\t'));
}

class TextReader {
 public:
  explicit TextReader(Document& out) : out_(out) {}
  void run(const std::vector<SourceLine>& lines) {
    for (std::size_t i = 0; i < lines.size();) {
      const auto tabs = tabs_in(lines[i].text);
      std::size_t last = i + 1;
      bool indented = lines[i].text.starts_with('\t');  // all of them: the first lines of paragraphs
      for (; tabs > 0 && last < lines.size() && tabs_in(lines[last].text) == tabs; ++last)
        indented = indented && lines[last].text.starts_with('\t');
      if (last - i >= 2 && !indented) {
        for (std::size_t row = i; row < last; ++row) add_row(lines[row], static_cast<int>(row - i));
        ++tables_;
        i = last;
      } else {
        add_line(lines[i++]);
      }
    }
  }

 private:
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
