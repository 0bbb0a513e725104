// SPDX-License-Identifier: Apache-2.0
// Normalisation with a map back: decides which spaces and line ends belong to the typesetting only.
#include "claim/normal.h"

#include <array>

#include "base/text.h"

namespace youju::claim {
namespace {

// Traditional → simplified for the Han of the basic plane, made once by base's folding.
const std::vector<char16_t>& simplified() {
  static const std::vector<char16_t> table = [] {
    constexpr char32_t first = 0x3400, last = 0x9FFF;
    std::u32string all;
    for (char32_t c = first; c <= last; ++c) {
      all.push_back(c);
      all.push_back(U'\n');
    }
    const auto folded = to_code_points(fold(from_code_points(all)));
    std::vector<char16_t> out(last + 1, 0);
    std::size_t at = 0;
    for (char32_t c = first; c <= last; ++c) {
      const auto end = folded.find(U'\n', at);
      out[c] = static_cast<char16_t>(end == at + 1 && folded[at] < 0x10000 ? folded[at] : c);
      at = end + 1;
    }
    out[U'叄'] = u'叁';
    return out;
  }();
  return table;
}

bool is_space(char32_t c) {
  return c == U' ' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x1680;
}
bool is_invisible(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || c == 0xFEFF || (c >= 0x2060 && c <= 0x2064) || c == 0xAD || c == 0x180E ||
         (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0000 && c <= 0xE01EF) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0x61C || c == 0x34F || (c < 0x20 && c != U'\t' && c != U'\n') || c == 0x7F;
}
bool opens_bidi(char32_t c) { return (c >= 0x202A && c <= 0x202B) || c == 0x202D || c == 0x202E || (c >= 0x2066 && c <= 0x2068); }
bool closes_bidi(char32_t c) { return c == 0x202C || c == 0x2069; }
bool is_combining(char32_t c) { return (c >= 0x300 && c <= 0x36F) || (c >= 0x20D0 && c <= 0x20FF) || (c >= 0x1AB0 && c <= 0x1AFF); }
bool is_mark_digit(char32_t c) {
  return c == 0xB9 || c == 0xB2 || c == 0xB3 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079) || (c >= 0x2080 && c <= 0x2089) ||
         (c >= 0x2460 && c <= 0x249B) || (c >= 0x24EB && c <= 0x24FF) || (c >= 0x2776 && c <= 0x2793) || (c >= 0x3220 && c <= 0x3229) ||
         (c >= 0x3280 && c <= 0x3289) || (c >= 0x3251 && c <= 0x325F) || (c >= 0x32B1 && c <= 0x32BF) || (c >= 0x2160 && c <= 0x217F);
}
// Digits of other writing systems: their value is not guessed.
bool is_strange_digit(char32_t c) {
  return (c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9) || (c >= 0x966 && c <= 0x96F) || (c >= 0x9E6 && c <= 0x9EF) ||
         (c >= 0xE50 && c <= 0xE59) || (c >= 0x1D7CE && c <= 0x1D7FF) || (c >= 0x1FBF0 && c <= 0x1FBF9);
}
bool is_wide(char32_t c) {  // Han, Chinese punctuation, brackets
  return is_han(c) || c == 0x3007 || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFFEF) || c == 0x2014 || c == 0x2018 || c == 0x2019 || c == 0x201C ||
         c == 0x201D || c == 0x2026;
}

class Normaliser {
 public:
  Normaliser(std::u32string raw, const std::vector<std::uint32_t>& hard) : hard_(hard) {
    out_.raw = std::move(raw);
    out_.s.reserve(out_.raw.size());
    out_.at.reserve(out_.raw.size() + 1);
    out_.flags.reserve(out_.raw.size());
  }

  Text run() {
    const auto& raw = out_.raw;
    std::size_t i = 0;
    while (i < raw.size()) {
      const char32_t c = raw[i];
      if (c == U'\n' || c == U'\r' || c == U'\t' || is_space(c)) {
        i = take_white(i);
        continue;
      }
      if (is_invisible(c)) {
        take_invisible(c);
      } else if (is_combining(c)) {
        if (!out_.flags.empty()) out_.flags.back() |= Text::kHidden;
      } else {
        put(c, i);
      }
      ++i;
    }
    out_.at.push_back(static_cast<std::uint32_t>(raw.size()));
    return std::move(out_);
  }

 private:
  void put(char32_t c, std::size_t i) {
    std::uint8_t flags = pending_gap_ ? Text::kGap : 0;
    if (depth_ > 0 || mark_before_) flags |= Text::kHidden;
    if (is_mark_digit(c)) flags |= Text::kMark;
    if (is_strange_digit(c)) flags |= Text::kHidden;
    formal_three(c);
    out_.s.push_back(is_strange_digit(c) ? (c >= 0x1D7CE && c <= 0x1D7FF ? U'0' + (c - 0x1D7CE) % 10 : c) : normal_char(c));
    out_.at.push_back(static_cast<std::uint32_t>(i));
    out_.flags.push_back(flags);
    pending_gap_ = false;
    mark_before_ = false;
    ++line_;
    line_has_han_ |= is_han(c);
    line_has_column_ |= c == U'|';
  }

  // 參拾 is 30, 參加 is a word: only beside the other formal numerals.
  void formal_three(char32_t c) {
    static constexpr std::u32string_view formal = U"拾佰仟萬万億亿";
    if (!out_.s.empty() && out_.s.back() == U'参' && formal.find(c) != std::u32string_view::npos) out_.s.back() = U'叁';
  }

  void take_invisible(char32_t c) {
    if (opens_bidi(c)) ++depth_;
    if (closes_bidi(c) && depth_ > 0) --depth_;
    // A direction mark inside digits may change the order in which they are seen.
    if ((c == 0x200E || c == 0x200F || c == 0x61C) && !out_.s.empty() && is_digit(out_.s.back())) mark_before_ = true;
  }

  // A run of white space from i on: dropped, kept as ' ', a column '\t' or a line end '\n'. Gives the place after it.
  std::size_t take_white(std::size_t i) {
    const auto& raw = out_.raw;
    const std::size_t from = i;
    int lines = 0, tabs = 0, spaces = 0;
    bool hard = false;
    while (i < raw.size()) {
      const char32_t c = raw[i];
      if (c == U'\n') {
        ++lines;
        hard |= is_hard(i + 1);
      } else if (c == U'\t') {
        ++tabs;
      } else if (is_space(c)) {
        ++spaces;
      } else if (c != U'\r' && !is_invisible(c)) {
        break;
      } else {
        take_invisible(c);
      }
      ++i;
    }
    if (lines > 0) depth_ = 0;
    const char32_t before = out_.s.empty() ? U'\n' : out_.s.back();
    const char32_t after = i < raw.size() ? normal_char(raw[i]) : U'\n';
    if (lines > 1 || hard || (lines == 1 && !is_soft(before, i))) {
      if (before != U'\n') keep(U'\n', from);
      line_ = 0;
      line_has_han_ = line_has_column_ = false;
    } else if (before == U'\n') {
      // indentation
    } else if (lines == 0 && (tabs > 0 || spaces > 3)) {
      keep(U'\t', from);
      line_has_column_ = true;
    } else if (joins(before, after, i)) {
      pending_gap_ = true;
    } else {
      keep(U' ', from);
    }
    if (lines == 1) line_ = 0;
    return i;
  }

  void keep(char32_t c, std::size_t from) {
    out_.s.push_back(c);
    out_.at.push_back(static_cast<std::uint32_t>(from));
    out_.flags.push_back(0);
    pending_gap_ = false;
  }

  bool is_hard(std::size_t place) {
    while (next_hard_ < hard_.size() && hard_[next_hard_] < place) ++next_hard_;
    return next_hard_ < hard_.size() && hard_[next_hard_] == place;
  }

  char32_t ahead(std::size_t i) const { return i < out_.raw.size() ? normal_char(out_.raw[i]) : U'\n'; }

  // Does a list mark stand here: 一、 （一） 1. 1、 第一章 | - ?
  bool starts_item(std::size_t i) const {
    const char32_t c = ahead(i);
    if (c == U'|' || c == U'#' || c == U'*' || c == U'•' || c == U'●' || c == U'■' || c == U'-' || is_mark_digit(out_.raw[i])) return true;
    if (c == U'（' || c == U'(') return true;
    if (c == U'第') return true;
    std::size_t j = i;
    while (j < i + 4 && (is_digit(ahead(j)) || std::u32string_view(U"一二三四五六七八九十").find(ahead(j)) != std::u32string_view::npos)) ++j;
    if (ahead(j) == U'.' && is_digit(ahead(j + 1))) return false;  // 同比减少⏎30.8%
    return j > i && (ahead(j) == U'、' || ahead(j) == U'.' || ahead(j) == U'．' || ahead(j) == U'是' || ahead(j) == U')' || ahead(j) == U'）');
  }

  bool is_soft(char32_t before, std::size_t i) const {
    if (before == U'\n' || before == U'\t' || before == U'|' || i >= out_.raw.size() || is_sentence_end(before)) return false;
    if (before == U'；' || before == U';' || before == U'：' || before == U':' || starts_item(i)) return false;
    if (before == U'，' || before == U'、' || before == U',') return true;
    const char32_t after = ahead(i);
    const bool han_before = is_han(before), num_before = is_digit(before);
    if (!line_has_han_ || line_has_column_) return false;
    if (num_before && (is_digit(after) || is_han(after) || after == U'%' || after == U'.')) return line_ >= 6;
    return (han_before || num_before || before == U'”') && line_ >= 16;
  }

  std::size_t digits_before() const {
    std::size_t n = 0;
    while (n < out_.s.size() && n < 5 && is_digit(out_.s[out_.s.size() - 1 - n])) ++n;
    return n;
  }
  std::size_t digits_after(std::size_t i) const {
    std::size_t n = 0;
    while (n < 5 && is_digit(ahead(i + n))) ++n;
    return n;
  }

  // A space between two digits belongs to a group of three: 1 086.
  bool groups(std::size_t i) const {
    const auto before = digits_before();
    if (before < 1 || before > 3 || digits_after(i) != 3) return false;
    const std::size_t start = out_.s.size() - before;
    const char32_t first = start == 0 ? U'\n' : out_.s[start - 1];
    if (is_letter(first) || first == U'.' || first == U'-' || first == U'/') return false;
    return out_.s[start] != U'0' || (out_.flags[start] & Text::kGap) != 0;
  }

  bool joins(char32_t before, char32_t after, std::size_t i) const {
    const bool one_line = out_.at.empty() || out_.raw[i - 1] != U'\n';
    if (is_digit(before) && is_digit(after)) return !one_line || groups(i) || spaced_out(i);
    if (is_digit(before) && (after == U'%' || after == U'‰')) return true;
    if (is_digit(before) && after == U'.' && is_digit(ahead(i + 1))) return true;
    // 党员大会 支委会: between words a space stays; between characters that all stand apart it goes.
    if (one_line && is_han(before) && is_han(after)) return (out_.flags.back() & Text::kGap) != 0 || apart(i + 1);
    if (is_wide(before) || is_wide(after)) return true;
    return false;
  }

  bool apart(std::size_t i) const {
    if (i >= out_.raw.size()) return true;
    const char32_t c = out_.raw[i];
    return is_space(c) || is_clause_end(normal_char(c));
  }

  // Every character stands alone ("全 年 1 2 6 篇"): the spaces are the typesetter's.
  bool spaced_out(std::size_t i) const {
    const auto n = out_.s.size();
    if (n < 3 || is_digit(ahead(i + 1))) return false;
    std::size_t k = n - 1, digits = 0;
    for (; k > 0 && is_digit(out_.s[k]) && digits < 12; --k, ++digits) {
      if ((out_.flags[k] & Text::kGap) == 0) return false;
    }
    return digits > 0 && is_han(out_.s[k]) && (out_.flags[k] & Text::kGap) != 0;
  }

  const std::vector<std::uint32_t>& hard_;
  std::size_t next_hard_ = 0;
  Text out_;
  int depth_ = 0;            // of bidirectional controls
  int line_ = 0;             // visible characters since the last line end
  bool line_has_han_ = false;
  bool line_has_column_ = false;  // a row of a drawn table
  bool pending_gap_ = false;
  bool mark_before_ = false;
};
}  // namespace

char32_t normal_char(char32_t c) {
  if (c < 0x80) return c;
  if (c >= 0xFF01 && c <= 0xFF5E) {
    switch (c) {
      case U'，': case U'；': case U'：': case U'！': case U'？': case U'（': case U'）': return c;
      default: return c - 0xFEE0;
    }
  }
  if (is_space(c)) return U' ';
  switch (c) {
    case 0xFF61: return U'。';
    case 0xFE6A: return U'%';
    case 0x2212: case 0x2010: case 0x2011: case 0xFE63: case 0x2043: return U'-';
    case 0x2012: case 0x2013: case 0x2015: case 0x2500: case 0xFE58: return U'—';
    case 0x301C: case 0x223C: return U'~';
    case 0x25CB: case 0x25EF: case 0x3007: return U'〇';
    case U'〔': case U'［': case U'【': return U'[';
    case U'〕': case U'］': case U'】': return U']';
    case U'「': case U'『': return U'“';
    case U'」': case U'』': return U'”';
    default: break;
  }
  if (c >= 0x3400 && c <= 0x9FFF) return simplified()[c];
  return c;
}

std::u32string normal_word(std::string_view utf8) {
  std::u32string out;
  for (const auto c : to_code_points(utf8)) out.push_back(normal_char(c));
  return out;
}

bool is_sentence_end(char32_t c) { return c == U'。' || c == U'！' || c == U'？' || c == U'\n' || c == U'!' || c == U'?' || c == U'\0'; }
bool is_clause_end(char32_t c) {
  return is_sentence_end(c) || c == U'，' || c == U'；' || c == U'：' || c == U'、' || c == U',' || c == U';' || c == U':' || c == U'（' || c == U'）' ||
         c == U'(' || c == U')' || c == U'\t' || c == U'|' || c == U'…';
}

Span Text::span(std::size_t from, std::size_t to) const {
  if (from >= to) return {at[from], at[from]};
  return {at[from], at[to - 1] + 1};
}
std::string Text::words(std::size_t from, std::size_t to) const {
  return from < to ? from_code_points(std::u32string_view(s).substr(from, to - from)) : std::string{};
}
std::string Text::original(Span span) const {
  return from_code_points(std::u32string_view(raw).substr(span.start, span.end - span.start));
}

Text normalise(std::u32string raw, const std::vector<std::uint32_t>& hard) { return Normaliser(std::move(raw), hard).run(); }
}  // namespace youju::claim
