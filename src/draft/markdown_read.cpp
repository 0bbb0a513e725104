// SPDX-License-Identifier: Apache-2.0
// Markdown as people write it: headings, lists, tables with bars, quotations, code; emphasis and links give
// their words. One pass over every line.
#include <algorithm>

#include "base/text.h"
#include "draft/forms.h"
#include "draft/readers.h"

namespace youju::draft {
namespace {

bool is_punctuation(char c) {
  return c > 0x20 && c < 0x7F && !(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') &&
         !(c >= 'a' && c <= 'z');
}

// The words of a line without its marks. Each position is looked at once; what is searched for ahead is
// remembered.
class Words {
 public:
  explicit Words(std::string_view text) : text_(text) {}
  std::string run() {
    std::string out;
    for (std::size_t i = 0; i < text_.size();) {
      const char c = text_[i];
      const char next = i + 1 < text_.size() ? text_[i + 1] : '\0';
      if (c == '\\' && is_punctuation(next)) {
        out += next;
        i += 2;
      } else if (c == '`' || c == '*' || (c == '_' && edge_of_word(i))) {
        ++i;
      } else if (c == '!' && next == '[') {
        ++i;
      } else if (c == '[') {
        i = open_bracket(i, out);
      } else if (c == ']' && i == close_) {
        i = after_;
      } else {
        out += c;
        ++i;
      }
    }
    return out;
  }

 private:
  bool edge_of_word(std::size_t i) const {
    const auto word = [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    };
    return i == 0 || i + 1 >= text_.size() || !word(text_[i - 1]) || !word(text_[i + 1]);
  }
  // "[words](address)": the words stay. Anything else in brackets is text.
  std::size_t open_bracket(std::size_t i, std::string& out) {
    if (next_close_ < i || next_close_ == 0) next_close_ = std::min(text_.find(']', i), text_.size());
    const auto close = next_close_;
    if (close + 1 < text_.size() && text_[close + 1] == '(') {
      if (next_end_ < close || next_end_ == 0) next_end_ = std::min(text_.find(')', close), text_.size());
      if (next_end_ < text_.size()) {
        close_ = close;
        after_ = next_end_ + 1;
        return i + 1;
      }
    }
    out += '[';
    return i + 1;
  }
  std::string_view text_;
  std::size_t next_close_ = 0, next_end_ = 0, close_ = std::string_view::npos, after_ = 0;
};

bool is_rule(std::string_view line, std::string_view signs) {
  if (line.size() < 3 || signs.find(line[0]) == signs.npos) return false;
  return std::all_of(line.begin(), line.end(), [&](char c) { return c == line[0] || c == ' '; });
}
bool is_table_rule(std::string_view line) {
  return line.find('-') != line.npos && line.find('|') != line.npos &&
         line.find_first_not_of("|-: \t") == line.npos;
}

class MarkdownReader {
 public:
  MarkdownReader(const std::vector<SourceLine>& lines, Document& out) : lines_(lines), out_(out) {}
  void run() {
    while (at_ < lines_.size()) line();
    flush();
  }

 private:
  void line() {
    const SourceLine& source = lines_[at_];
    std::string_view text = trim(source.text);
    if (text.starts_with("```") || text.starts_with("~~~")) return code(text.substr(0, 3));
    if (text.empty()) {
      flush();
    } else if (text[0] == '#' && heading(text)) {
    } else if (!waiting_.empty() && (is_rule(text, "=") || is_rule(text, "-"))) {
      const int level = text[0] == '=' ? 1 : 2;
      flush(Kind::heading, level);
    } else if (is_rule(text, "-*_")) {
      flush();
    } else if (text.find('|') != text.npos && at_ + 1 < lines_.size() &&
               is_table_rule(trim(lines_[at_ + 1].text))) {
      return table();
    } else {
      paragraph(source, text);
    }
    ++at_;
  }

  bool heading(std::string_view text) {
    const auto level = std::min(text.find_first_not_of('#'), text.size());
    if (level > 6 || (level < text.size() && text[level] != ' ')) return false;
    flush();
    text = trim(text.substr(level));
    while (!text.empty() && text.back() == '#') text.remove_suffix(1);
    add(Kind::heading, static_cast<int>(level), trim(text), lines_[at_].number);
    return true;
  }

  void paragraph(const SourceLine& source, std::string_view text) {
    std::string style;
    while (!text.empty() && text[0] == '>') {
      text = trim(text.substr(1));
      style = "quote";
    }
    const auto mark = list_mark(text);
    if (!mark.empty() || style != style_) flush();
    style_ = style;
    if (!mark.empty()) {
      label_ = trim(mark);
      const auto indent = source.text.find_first_not_of(" \t");
      level_ = static_cast<int>(std::min<std::size_t>(8, indent / 2));
      text.remove_prefix(mark.size());
    }
    if (waiting_.empty()) first_ = source.number;
    join(waiting_, Words(text).run());  // a link does not go over the end of a line
  }

  // Lines of one paragraph; Chinese has no blank between them.
  static void join(std::string& to, std::string_view text) {
    const bool ascii = !to.empty() && !text.empty() && static_cast<unsigned char>(to.back()) < 0x80 &&
                       static_cast<unsigned char>(text[0]) < 0x80;
    if (ascii) to += ' ';
    to += text;
  }

  void code(std::string_view fence) {
    flush();
    for (++at_; at_ < lines_.size(); ++at_) {
      const auto text = trim(lines_[at_].text);
      if (text.starts_with(fence)) break;
      if (text.empty()) continue;
      Block block;
      block.text = text;
      block.line = lines_[at_].number;
      block.style = "code";
      out_.blocks.push_back(std::move(block));
    }
    ++at_;
  }

  void table() {
    flush();
    int row = 0;
    for (; at_ < lines_.size(); ++at_) {
      std::string_view text = trim(lines_[at_].text);
      if (text.empty() || text.find('|') == text.npos) break;
      if (row == 1 && is_table_rule(text) && !rule_seen_) {
        rule_seen_ = true;
        continue;
      }
      cells(text, row++);
    }
    rule_seen_ = false;
    ++tables_;
  }

  void cells(std::string_view text, int row) {
    if (text.starts_with('|')) text.remove_prefix(1);
    if (text.ends_with('|')) text.remove_suffix(1);
    for (int column = 0;; ++column) {
      std::size_t bar = 0;
      do bar = text.find('|', bar + (bar > 0));
      while (bar != text.npos && bar > 0 && text[bar - 1] == '\\');
      auto words = Words(trim(text.substr(0, bar))).run();
      if (!trim(words).empty()) {
        add(Kind::cell, 0, words, lines_[at_].number, false);
        out_.blocks.back().place = TablePlace{tables_, -1, row, column, 1, 1, row == 0, false};
      }
      if (bar == text.npos) return;
      text.remove_prefix(bar + 1);
    }
  }

  void add(Kind kind, int level, std::string_view text, int line, bool marked = true) {
    Block block;
    block.kind = kind;
    block.level = level;
    const auto words = marked ? Words(text).run() : std::string(text);
    block.text = trim(words);
    block.line = line;
    block.style = style_;
    if (!block.text.empty()) out_.blocks.push_back(std::move(block));
  }

  void flush(Kind kind = Kind::paragraph, int level = 0) {
    if (!waiting_.empty()) {
      const bool item = !label_.empty();
      const auto before = out_.blocks.size();
      add(item ? Kind::list_item : kind, item ? level_ : level, waiting_, first_, false);
      if (out_.blocks.size() > before) out_.blocks.back().label = label_;
    }
    waiting_.clear();
    label_.clear();
    style_.clear();
    level_ = 0;
  }

  const std::vector<SourceLine>& lines_;
  Document& out_;
  std::size_t at_ = 0;
  std::string waiting_, label_, style_;
  int first_ = 0, level_ = 0, tables_ = 0;
  bool rule_seen_ = false;
};
}  // namespace

void read_markdown_lines(const std::vector<SourceLine>& lines, Document& out) {
  MarkdownReader(lines, out).run();
  // The only heading of the first level is the title.
  Block* only = nullptr;
  for (auto& block : out.blocks) {
    if (block.kind != Kind::heading || block.level != 1) continue;
    if (only) return;
    only = &block;
  }
  if (only && only == &out.blocks.front()) only->kind = Kind::title;
}
}  // namespace youju::draft
