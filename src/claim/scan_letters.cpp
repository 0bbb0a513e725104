// SPDX-License-Identifier: Apache-2.0
// Places of a text that begin with a letter or a digit.
#include "claim/codes.h"
#include "claim/scan_pass.h"

namespace youju::claim {
std::size_t ScanPass::take_word(std::size_t i) {
  std::size_t j = i;
  if (starts_any(i, {U"http", U"www."})) {  // an address goes on to the next space or Chinese character
    while (j < s_.size() && s_[j] > U' ' && s_[j] < 0x80) ++j;
    return mask(i, j, "code", "mask.address");
  }
  bool digit = false, upper = true;
  while (j < s_.size() && (is_letter(s_[j]) || is_digit(s_[j]) || (one_of(s_[j], U"-/._@+&'#:=?") && j + 1 < s_.size() && (is_letter(s_[j + 1]) || is_digit(s_[j + 1]))))) {
    digit |= is_digit(s_[j]);
    upper &= !(s_[j] >= U'a' && s_[j] <= U'z');
    ++j;
  }
  if (digit) return mask(i, j, "code", "mask.code");
  if (const auto e = english_number(i); e > 0) return e;
  // GB/T 9704-2012, ISO 9001
  if (upper && j - i <= 8 && at(j) == U' ' && is_digit(at(j + 1))) {
    std::size_t k = j + 1;
    while (k < s_.size() && (is_digit(s_[k]) || (one_of(s_[k], U"-—.:") && is_digit(at(k + 1))))) ++k;
    if (!measure_at(k)) return mask(i, k, "code", "mask.standard");
  }
  return j;
}

std::size_t ScanPass::english_number(std::size_t i) {
  Num n;
  if (!read_english(s_, i, n, out_.steps)) return 0;
  out_.numerals.push_back(n);
  return n.to;
}

std::size_t ScanPass::take_digits(std::size_t i) {
  if (const auto e = lexicon_mask(i); e > 0) return e;
  if (const auto read = read_date_at(text_, i)) return take_date(*read, i);
  std::size_t j = i;
  while (is_digit(at(j))) ++j;
  const std::size_t n = j - i;
  if (const auto r = read_code(text_, lexicon_, {i, last_mask("code"), last_mask("room"), opens_line(i), cell_at(cells_, i) != nullptr}, out_.steps)) return mask(i, r->to, r->why, r->rule);
  if (is_letter(at(j)) && !measure_at(j) && !suffix_letter(j)) {
    while (j < s_.size() && (is_letter(s_[j]) || is_digit(s_[j]))) ++j;
    return mask(i, j, "code", "mask.code");
  }
  if (n == 4 && (s_[i] == U'1' || s_[i] == U'2') && starts_any(j, {U"学年", U"届", U"级", U"版"})) return mask(i, j, "date", "mask.year_name");
  return 0;
}

bool ScanPass::measure_at(std::size_t j) const {
  const auto* word = lexicon_.at(s_, j, set_of(Word::measure));
  if (word == nullptr) return false;
  const char32_t next = at(j + word->word.size());
  return !is_letter(word->word.back()) || !(is_letter(next) || is_digit(next));  // 11330100MB12
}
}  // namespace youju::claim
