// SPDX-License-Identifier: Apache-2.0
// Forms of Chinese official writing: numbered headings, lists, the first row and column of a table.
#include "draft/forms.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace youju::draft {
namespace {
using namespace std::string_view_literals;
constexpr std::size_t kLongestHeading = 60;  // code points
constexpr std::u32string_view kNumerals = U"〇零一二三四五六七八九十百";
constexpr std::u32string_view kBrackets = U"（(";

bool is_numeral(char32_t c) {
  return kNumerals.find(c) != kNumerals.npos;
}
bool is_digit(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９');
}
bool is_blank(char32_t c) {
  return c == U' ' || c == U'\t' || c == U'\u3000' || c == U'\u00A0';
}

// The beginning of a text as code points: forms need no more.
std::u32string head_of(std::string_view text, std::size_t most = kLongestHeading + 8) {
  return to_code_points(text.substr(0, most * 4)).substr(0, most);
}

template <class Is>
std::size_t skip(const std::u32string& text, std::size_t at, const Is& is) {
  while (at < text.size() && is(text[at])) ++at;
  return at;
}

bool holds_words(std::string_view text) {
  int words = 0, others = 0;
  for (const char32_t c : head_of(text, 40)) {
    if (is_digit(c) || U"%％.,，+-−—/:：()（）"sv.find(c) != std::u32string_view::npos)
      ++others;
    else if (!is_blank(c))
      ++words;
  }
  return words > 0 && words * 2 >= others;
}
}  // namespace

bool is_short_line(std::string_view text) {
  if (text.size() > kLongestHeading * 4) return false;
  const auto line = head_of(trim(text));
  if (line.empty() || line.size() > kLongestHeading) return false;
  for (const char32_t stop : {U'。', U'；', U'！', U'？'})
    if (line.find(stop) != line.npos) return false;
  return U"：:，,、;."sv.find(line.back()) == std::u32string_view::npos;
}

int heading_by_form(std::string_view text) {
  if (!is_short_line(text)) return 0;
  const auto line = head_of(trim(text));
  if (line[0] == U'第') {
    const auto at = skip(line, 1, [](char32_t c) { return is_numeral(c) || is_digit(c); });
    if (at == 1 || at >= line.size()) return 0;
    if (line[at] == U'章' || line[at] == U'部' || line[at] == U'编') return 1;
    return line[at] == U'节' ? 2 : 0;
  }
  const bool bracket = kBrackets.find(line[0]) != kBrackets.npos;
  const std::size_t from = bracket ? 1 : 0;
  const auto at = skip(line, from, is_numeral);
  if (at == from || at + 1 >= line.size()) return 0;
  if (bracket) return line[at] == U'）' || line[at] == U')' ? 2 : 0;
  return line[at] == U'、' || line[at] == U'．' ? 1 : 0;
}

std::string_view list_mark(std::string_view text) {
  const auto line = head_of(text, 12);
  if (line.empty()) return {};
  std::size_t at = 0;
  if (U"•●○■◆▪·–-*+"sv.find(line[0]) != std::u32string_view::npos) {
    at = 1;
    if (at >= line.size() || !is_blank(line[at])) return {};
  } else {
    const bool bracket = kBrackets.find(line[0]) != kBrackets.npos;
    const std::size_t from = bracket ? 1 : 0;
    at = skip(line, from, is_digit);
    if (at == from || at - from > 3 || at >= line.size()) return {};
    const char32_t close = line[at];
    const bool closed =
        bracket ? close == U'）' || close == U')'
                : close == U'、' || close == U'.' || close == U'．' || close == U'）' || close == U')';
    if (!closed) return {};
    ++at;
    // "3.5" is a number, "3. 会议" and "3.会议" are items.
    if (at < line.size() && is_digit(line[at])) return {};
  }
  at = skip(line, at, is_blank);
  if (at >= line.size()) return {};
  return text.substr(0, from_code_points(std::u32string_view(line).substr(0, at)).size());
}

bool is_page_number(std::string_view text) {
  const auto line = head_of(trim(text), 24);
  if (line.empty() || line.size() > 20) return false;
  int digits = 0;
  for (const char32_t c : line) {
    if (is_digit(c))
      ++digits;
    else if (!is_blank(c) && U"-–—―－·/第页共of Page|[]()"sv.find(c) == std::u32string_view::npos)
      return false;
  }
  return digits > 0 && digits <= 8;
}

void mark_forms(std::vector<Block>& blocks) {
  struct Edge {
    bool told = false, row = true, column = true;
    int rows = 0, columns = 0;
  };
  std::map<int, Edge> tables;
  for (auto& block : blocks) {
    if (block.kind == Kind::paragraph) {
      if (const int level = heading_by_form(block.text)) {
        block.kind = Kind::heading;
        block.level = level;
        block.by_form = true;
      }
    }
    if (!block.place) continue;
    Edge& edge = tables[block.place->table];
    edge.told = edge.told || block.place->header_row;
    edge.rows = std::max(edge.rows, block.place->row + 1);
    edge.columns = std::max(edge.columns, block.place->column + 1);
    const bool words = holds_words(block.text);
    if (block.place->row == 0 && !words) edge.row = false;
    if (block.place->column == 0 && block.place->row > 0 && !words) edge.column = false;
  }
  for (auto& block : blocks) {
    if (!block.place) continue;
    const Edge& edge = tables[block.place->table];
    if (!edge.told) block.place->header_row = block.place->row == 0 && edge.row && edge.rows > 1;
    block.place->header_column = block.place->column == 0 && edge.column && edge.columns > 1;
  }
}
}  // namespace youju::draft
