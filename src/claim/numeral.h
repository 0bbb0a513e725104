// SPDX-License-Identifier: Apache-2.0
// One left-to-right reading of numerals: Arabic, Chinese, mixed, shares, fractions, vague tens. No regex, no going back.
#pragma once
#include <string_view>

#include "claim/normal.h"

namespace youju::claim {

struct Num {
  enum class Form : std::uint8_t { plain, percent, fraction, tenths, discount, half, doubling };
  std::size_t from = 0, to = 0;    // in the text as read
  double value = 0;                // percent and tenths in percent; fractions and halves as they are
  double lo = 0, hi = 0;           // when `vague`: 两三, 十几, 几十
  double written = 0;              // what its digits say: 十 of 十几
  bool vague = false;
  bool no_upper = false;           // 上百, 成千上万: hi is infinite
  double unit = 1;                 // of the last written place that is not zero: 三百 → 100, 1.2万 → 1,000
  double place = 0;                // of the last written digit where a rounding is implied: 1.2万 → 1,000; 0 = all digits written
  Form form = Form::plain;
  bool arabic = false;             // begins with 0–9
  bool han = false;                // holds a Chinese numeral
  bool alone = false;              // one Chinese character only: 一 两 百
  bool bare_unit = false;          // 百 千 万 with nothing before
  bool digit_string = false;       // 二〇六: digits without units
  bool negative = false;
  bool suffixed = false;           // 10K
  char32_t odd = 0;                // 余 多 来 inside: 500余万
  bool english = false;            // twenty-three
  int digits = 0;                  // Arabic digits written
  bool is_share() const { return form == Form::percent || form == Form::tenths || form == Form::discount; }
};

// English number words that begin at i: twenty-three, two million, half (english.cpp).
bool read_english(std::u32string_view s, std::size_t i, Num& out, std::uint64_t& looked);
// The longest numeral that begins at i; false when none does. `looked` grows by the characters looked at.
bool read_numeral(std::u32string_view s, std::size_t i, Num& out, std::uint64_t& looked);
// 一二三四五六七八九两…: its digit; −1 for other characters. 零 and 〇 are 0.
int han_digit(char32_t c);
double han_unit(char32_t c);  // 十百千万亿兆 and their other writings; 0 for others
bool begins_numeral(char32_t c);
}  // namespace youju::claim
