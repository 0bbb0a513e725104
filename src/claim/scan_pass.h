// SPDX-License-Identifier: Apache-2.0
// The pass over a text, for the files that read its parts. What takes characters gives the place behind them, 0 when it does not fit.
#pragma once
#include <algorithm>

#include "claim/scan.h"

namespace youju::claim {
class ScanPass {
 public:
  ScanPass(const Text& text, const Lexicon::Impl& lexicon, const std::vector<Cell>& cells) : text_(text), s_(text.s), lexicon_(lexicon), cells_(cells) {}

  Scanned run();

 private:
  char32_t at(std::size_t i) const { return i < s_.size() ? s_[i] : U'\0'; }
  bool starts(std::size_t i, std::u32string_view word) const { return s_.substr(std::min(i, s_.size()), word.size()) == word; }
  bool starts_any(std::size_t i, std::initializer_list<std::u32string_view> words) const;
  bool ends(std::size_t i, std::u32string_view word) const { return i >= word.size() && s_.substr(i - word.size(), word.size()) == word; }
  bool ends_any(std::size_t i, std::initializer_list<std::u32string_view> words) const;
  // Nothing of a sentence stands before i.
  bool opens_sentence(std::size_t i) const;
  bool opens_line(std::size_t i) const;

  std::size_t mask(std::size_t from, std::size_t to, std::string_view why, std::string_view rule, bool listed = true);
  // Numerals under a mask go into the list of all numerals only; `counts` when one character is surely a number (排名前三的).
  void collect(std::size_t from, std::size_t to, bool counts);
  std::size_t take_date(const DateRead& read, std::size_t from);

  std::size_t take(std::size_t i);

  // ¹ is a note; ① and Ⅰ count items.
  std::size_t take_mark(std::size_t i);

  // “三个一”, “1+3+N”: a short quoted name with a numeral in it, no measure of facts.
  std::size_t quoted_phrase(std::size_t i);

  // 《三个和尚》: what a work is called.
  std::size_t title(std::size_t i);

  // （一） (3) 〔2023〕12号 [1]
  std::size_t bracket(std::size_t i);

  // 1. 1、 一、 一是 二要 其三
  std::size_t enumerator(std::size_t i);

  // ---- words that begin with a letter ----
  std::size_t take_word(std::size_t i);

  std::size_t english_number(std::size_t i);

  // ---- places that begin with a digit ----
  std::size_t take_digits(std::size_t i);
  bool measure_at(std::size_t j) const;
  bool suffix_letter(std::size_t j) const { return one_of(at(j), U"KkMGTBeE") && !is_letter(at(j + 1)) && (!is_digit(at(j + 1)) || one_of(at(j), U"eE")); }

  std::size_t last_mask(std::string_view why) const { return out_.masks.empty() || out_.masks.back().why != why ? 0 : out_.masks.back().to; }

  // ---- places that begin with a Chinese character ----
  std::size_t take_han(std::size_t i);

  std::size_t han_room(std::size_t i);

  // 几百分之一: of how many is not said
  std::size_t vague_share(std::size_t i);
  // 总数 系数 人数: 数 ends a word.
  bool behind_total(std::size_t i) const { return i > 0 && one_of(s_[i - 1], U"人次总件户个倍基份指系参少多函代无岁点票分为"); }

  const Entry* mask_at(std::size_t i) const { return lexicon_.at(s_, i, kMaskWords); }

  std::size_t lexicon_mask(std::size_t i);
  static bool all_digits(std::u32string_view w) { return std::all_of(w.begin(), w.end(), [](char32_t c) { return is_digit(c); }); }
  bool called(std::size_t i, std::size_t end) const;
  // A real number stands here: 十一万元 is not 十一, 两面锦旗 counts flags, 十分钟 is a time.
  bool numeral_reaches(std::size_t i, std::size_t end, std::u32string_view word);
  bool holiday_goes_on(std::size_t end) const { return starts_any(end, {U"期间", U"前", U"节"}); }

  // “十四五”, 十四五时期
  std::size_t is_plan_period(std::size_t i) const;
  std::size_t plan_period(std::size_t i);
  std::size_t take_plan_period(std::size_t i);

  // 第五条, 第一期, 位列第二, 第二人民医院
  std::size_t ordinal(std::size_t i);

  // 前三名, 前10位; 前三 after 排名
  std::size_t first_places(std::size_t i);

  std::size_t whole_period(std::size_t i, const Entry& e);

  // 半数, 一半, 过半, 大半, 半成, 半折, 对半; 半个 and 半年 are looked at with their measure words.
  std::size_t half(std::size_t i);

  std::size_t numeral(std::size_t i);

  // 陆 地, 伍 某, 拾 起: the formal digits are words and names as well; alone they count only before a measure word or a unit.
  static constexpr std::u32string_view kFormal = U"壹贰叁肆伍陆柒捌玖拾";
  bool formal_stands(std::size_t i) const;

  const Text& text_;
  std::u32string_view s_;
  const Lexicon::Impl& lexicon_;
  const std::vector<Cell>& cells_;
  Scanned out_;
};
}  // namespace youju::claim
