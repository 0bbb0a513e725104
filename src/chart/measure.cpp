// SPDX-License-Identifier: Apache-2.0
// Widths estimated from character classes; labels pushed apart; the few words charts need in each language.
#include "chart/measure.h"

#include <algorithm>

namespace youju::chart {
namespace {

// The next code point of valid UTF-8 at `i`; moves `i` past it. A broken byte counts as one narrow character.
char32_t next(std::string_view s, std::size_t& i) {
  const auto lead = static_cast<unsigned char>(s[i++]);
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
  char32_t c = more == 3 ? lead & 0x07u : more == 2 ? lead & 0x0Fu : more == 1 ? lead & 0x1Fu : lead;
  for (int n = 0; n < more && i < s.size(); ++n) c = (c << 6) | (static_cast<unsigned char>(s[i++]) & 0x3Fu);
  return c;
}

double advance(char32_t c) {
  if (c < 0x20) return 0;
  if (c >= '0' && c <= '9') return 0.56;  // Liberation Sans, the widest of the fonts used
  if (c == 'W' || c == 'M' || c == 'm' || c == 'w' || c == '@' || c == '%') return 0.95;
  if (c >= 'A' && c <= 'Z') return 0.72;
  if (c < 0x300) return 0.56;
  return 1.0;
}

constexpr Words kZh{"按期",
                    "补录",
                    "缺",
                    "已说明",
                    "免",
                    "未到期",
                    "合计",
                    "名称",
                    "变化",
                    "无数据",
                    "{rows} 类、{columns} 个时段：按期 {done} 格，补录 {late} 格，缺 {missing} 格。",
                    "{rows} 项：达到要求 {met} 项，不足 {short_of} 项。",
                    "{rows} 项：增加 {up} 项，减少 {down} 项，持平 {same} 项。"};
constexpr Words kEn{
    "on time",
    "entered late",
    "missing",
    "explained",
    "exempt",
    "not yet due",
    "Total",
    "Name",
    "Change",
    "No data",
    "{rows} kinds over {columns} periods: {done} on time, {late} entered late, {missing} missing.",
    "{rows} items: {met} meet what is required, {short_of} fall short.",
    "{rows} items: {up} up, {down} down, {same} unchanged."};
}  // namespace

double text_width(std::string_view utf8, double size) {
  double em = 0;
  for (std::size_t i = 0; i < utf8.size();) em += advance(next(utf8, i));
  return em * size;
}

std::string shorten(std::string_view text, double size, double width) {
  if (text_width(text, size) <= width) return std::string(text);
  double used = size;  // the ellipsis
  std::size_t end = 0;
  for (std::size_t i = 0; i < text.size();) {
    used += advance(next(text, i)) * size;
    if (used > width) break;
    end = i;
  }
  return std::string(text.substr(0, end)) + "…";
}

std::vector<std::string> wrap(std::string_view text, double size, double width, int lines) {
  std::vector<std::string> out;
  std::size_t begin = 0;
  while (begin < text.size()) {
    if (static_cast<int>(out.size()) + 1 == lines) {
      out.push_back(shorten(text.substr(begin), size, width));
      break;
    }
    double used = 0;
    std::size_t end = begin;
    for (std::size_t i = begin; i < text.size();) {
      used += advance(next(text, i)) * size;
      if (used > width && end > begin) break;
      end = i;
    }
    out.emplace_back(text.substr(begin, end - begin));
    begin = end;
  }
  return out;
}

const Words& words_of(std::string_view lang) {
  return lang.substr(0, 2) == "en" ? kEn : kZh;
}

std::vector<double> spread(std::vector<double> wanted, double gap, double low, double high) {
  const auto n = wanted.size();
  if (n < 2) return wanted;
  gap = std::min(gap, (high - low) / static_cast<double>(n - 1));
  // Blocks of touching labels, each centred on the mean of what its labels want (pool adjacent violators).
  struct Block {
    double sum;
    std::size_t count;
  };
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < n; ++i) {
    blocks.push_back({wanted[i] - gap * static_cast<double>(i), 1});
    while (blocks.size() > 1) {
      const auto& b = blocks[blocks.size() - 1];
      auto& a = blocks[blocks.size() - 2];
      if (a.sum / static_cast<double>(a.count) <= b.sum / static_cast<double>(b.count)) break;
      a.sum += b.sum;
      a.count += b.count;
      blocks.pop_back();
    }
  }
  std::vector<double> out;
  const double last = high - gap * static_cast<double>(n - 1);
  for (const auto& b : blocks) {
    const double base = std::clamp(b.sum / static_cast<double>(b.count), low, last);
    for (std::size_t k = 0; k < b.count; ++k) out.push_back(base + gap * static_cast<double>(out.size()));
  }
  return out;
}
}  // namespace youju::chart
