// SPDX-License-Identifier: Apache-2.0
// What stands around a numeral, for the files that read its sides.
#pragma once
#include <algorithm>

#include "claim/reading.h"

namespace youju::claim {
class Modifiers {
 public:
  explicit Modifiers(Reading& r) : r_(r), s_(r.s()) {}

  void run();

 private:
  char32_t at(std::size_t i) const { return r_.at(i); }
  std::size_t skip(std::size_t i) const { return at(i) == U' ' ? i + 1 : i; }

  // ---- behind the numeral ----
  void behind(Found& f);

  // 余 and 多 belong to the number when a measure word or a larger unit follows (or nothing at all).
  bool odd_stands(const Found& f, std::size_t e) const;
  bool is_noun_after_many(std::size_t e) const { return one_of(at(e + 1), U"数样种元"); }

  void measure(Found& f, std::size_t m, std::size_t e);

  // Characters that are a measure word only sometimes.
  bool no_measure(const Found& f, std::size_t m, const Entry& word) const;

  // 以上 以内 左右; also 多 after the measure word is none.
  void after_measure(Found& f, std::size_t e);

  // ---- A至B ----
  bool range_with(Found& f, const Num& b);
  // between 20 and 30, from 5 to 8
  bool english_between(const Found& f, std::size_t e) const;
  bool ends_range_lead(std::size_t i) const { return i > 0 && (s_[i - 1] == U'从' || (i > 1 && s_[i - 2] == U'介' && s_[i - 1] == U'于')); }

  // 大于20小于30, 五十以上一百以下, 超过30，不超过50, 最多100最少20: one range.
  bool two_sided(const Found& f);

  static bool is_low(Word w) { return w == Word::above_open || w == Word::above || w == Word::or_more; }
  static bool is_high(Word w) { return w == Word::below || w == Word::below_open || w == Word::or_less; }
  // Nothing but joining words between the two ends.
  bool only_joins(std::size_t from, std::size_t to) const;

  // 介于20和30之间, 在二十与三十之间
  bool between_words(const Found& f, const Num& b) const;

  // ---- before the numeral ----
  void before(Found& f, std::size_t begin);
  bool neutral(std::size_t q, std::size_t begin) const { return q > begin && one_of(s_[q - 1], U"了有为是达到在的") && !(q >= 2 && one_of(s_[q - 1], U"到有") && one_of(s_[q - 2], U"收接受没听看享拥")); }

  bool take_before(Found& f, const Entry& word, std::size_t from, std::size_t begin);
  // A comparison stands in the same clause: 二季度比一季度多2次.
  bool compared(std::size_t from) const;

  // 至少召开一次: a verb stands between the bound and the number.
  void far_bound(Found& f, std::size_t p, std::size_t begin) const;

  // 月均发布信息2条: a verb and its noun stand between.
  void mean_before(Found& f, std::size_t q, std::size_t begin) const;

  // 每月1次, 每场20人, 每批陪餐不超过3人: a rate over what follows 每.
  void rate(Found& f, std::size_t q, std::size_t begin) const;
  Reading& r_;
  std::u32string_view s_;
};
}  // namespace youju::claim
