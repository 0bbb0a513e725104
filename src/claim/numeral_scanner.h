// SPDX-License-Identifier: Apache-2.0
// How a numeral is read, for the files that read its parts. Every function takes the place where it begins and says where it ended;
// 0 where there is none.
#pragma once
#include <cmath>

#include "claim/numeral.h"

namespace youju::claim {
inline constexpr double kMostValue = 1e280;  // longer digit strings are no quantities
inline constexpr double kWan = 1e4, kYi = 1e8, kZhao = 1e12;

class NumeralScanner {
 public:
  NumeralScanner(std::u32string_view s, std::uint64_t& looked) : s_(s), looked_(looked) {}

  bool read(std::size_t i, Num& out);

 private:
  char32_t at(std::size_t i) const { return i < s_.size() ? s_[i] : U'\0'; }
  std::size_t skip_space(std::size_t i) const { return at(i) == U' ' ? i + 1 : i; }
  static bool one_of(char32_t c, std::u32string_view set) { return c != U'\0' && set.find(c) != std::u32string_view::npos; }

  bool sign_stands(std::size_t j) const;
  bool minus_stands(std::size_t j) const;

  static void turn_negative(Num& n);

  // ---- Arabic ----
  struct Arabic {
    double value = 0;
    std::size_t to = 0;
    int decimals = 0, digits = 0;
    bool grouped = false;
    double unit = 1;
  };
  bool group_at(std::size_t i) const;
  bool is_group_sign(char32_t c) const { return c == U',' || c == U'，' || c == U'\'' || c == U'’'; }
  // The group behind a comma and a space: one number only when a word follows the last of them (1, 086人), else a list.
  bool spaced_group_at(std::size_t comma) const;
  // .5, not behind a digit or a word: 1.5, v.5
  bool point_stands(std::size_t j) const;

  Arabic read_arabic(std::size_t i);
  // 1.2.3 is no number; only the first point is looked at.
  bool version_follows(std::size_t dot) const;

  // ---- shares: 百分之二十, 千分之五, 十万分之三 ----
  std::size_t read_of_hundred(std::size_t i, Num& out);
  // 百 千 万 百万 万万: what a share is of when no digit says how many of them; 0 for less than a hundred.
  double bare_denominator(std::size_t i, std::size_t& to) const;

  // 翻一番, 翻了两番, 翻番: 100 %, 300 %
  std::size_t read_doubling(std::size_t i, Num& out);

  // 644.3亿 is 64,430,000,000 to the last digit.
  static double times(double a, double b) {
    const double product = a * b, whole = std::round(product);
    return std::abs(product - whole) <= 1e-14 * std::abs(product) ? whole : product;
  }
  static double rounding(const Num& n) { return n.place > 0 ? n.place : n.arabic || n.han ? n.unit >= 1 ? 1 : n.unit : 1; }

  // ---- whole numbers and decimals, Chinese, Arabic or mixed ----
  struct State {
    double big = 0, section = 0, cur = 0, cur_hi = 0;
    double last = 0;          // last small unit of the section
    double last_big = 1e300;  // last of 万 亿 兆
    double ellipsis = 0;      // the unit that an elided last place belongs to: 三万五
    double unit = 1;
    bool has_cur = false, range = false, zero = false, any = false, bare = false, decimal = false, cur_arabic = false;
    double big_hi = 0, section_hi = 0;
    int written = 0;
    double place = 0;
  };

  std::size_t read_plain(std::size_t i, Num& out);

  // Consumes one element at j; 0 when it does not belong to the numeral.
  std::size_t step(std::size_t j, State& st, Num& out);

  static double joined_tens(char32_t c) { return c == U'廿' || c == U'卄' ? 20 : c == U'卅' ? 30 : c == U'卌' ? 40 : 0; }
  static void mark(State& st, Num& out);

  std::size_t step_arabic(std::size_t j, State& st, Num& out);

  std::size_t step_digit(std::size_t j, char32_t c, int d, State& st, Num& out);
  static bool neighbours(double a, int b) { return b == static_cast<int>(a) + 1 || (a == 3 && b == 5); }

  std::size_t step_small(std::size_t j, double u, State& st, Num& out);

  std::size_t step_big(std::size_t j, double u, State& st, Num& out);

  // 四十五点三: digits only after the point, at least one, and no measure word of time ("三点五十分" is looked for before).
  std::size_t step_point(std::size_t j, State& st, Num& out);

  // The pending last digit: 二百五 is 250, 二百零五 is 205.
  static double elided(const State& st);

  static void close(State& st, Num& out);

  // 十几 二十几 一百几十 十几万: an interval instead of a value.
  std::size_t take_vague_tail(std::size_t j, State& st, Num& out);

  // 500余万, 十多亿, 1万余亿: 余 stands inside the number.
  std::size_t take_odd(std::size_t j, const State& st, Num& out) const;

  // 几十 数百 好几万 两三百 is read by the state machine; 上百 成百上千 here.
  std::size_t read_vague(std::size_t i, Num& out);
  static std::size_t at_least(std::size_t e, double u, Num& out);

  // 二〇六, 一九九八: digits without units. Two neighbours (两三) are a range and not this.
  std::size_t read_digit_run(std::size_t i, Num& out);

  // ---- what may follow a plain number ----
  std::size_t finish(std::size_t e, Num& out);

  static void rescale(Num& n, double by);

  // X分之Y, 一又四分之三, a/b, 1 4/5
  std::size_t take_fraction(std::size_t e, Num& out);
  // After the denominator: 分之 and the numerator.
  std::size_t fraction_after(std::size_t e, Num& out);

  // 2^5, 1.1^+23, 1e10
  std::size_t take_power(std::size_t e, Num& out);

  // 10K, 10 k, 5M: only at the end of a word.
  std::size_t take_letter(std::size_t e, Num& out);

  // 九成, 两成半, 九成五; not 三成立.
  std::size_t take_tenths(std::size_t e, Num& out);
  // 八折 80 %, 七五折 and 75折 75 %.
  std::size_t take_discount(std::size_t e, Num& out);
  bool dozen_stands(std::size_t e) const;

  std::u32string_view s_;
  std::uint64_t& looked_;
};
}  // namespace youju::claim
