// SPDX-License-Identifier: Apache-2.0
// Shares and what may follow a plain number: percent, fractions, tenths, discounts, doublings.
#include "claim/numeral_scanner.h"

#include <cmath>

namespace youju::claim {
double NumeralScanner::bare_denominator(std::size_t i, std::size_t& to) const {
  const double first = han_unit(at(i));
  double of = first;
  to = i + 1;
  while (first > 0 && to < i + 4 && han_unit(at(to)) >= kWan) of *= han_unit(at(to++));
  return of >= 100 ? of : 0;
}

std::size_t NumeralScanner::read_of_hundred(std::size_t i, Num& out) {
  std::size_t j = 0;
  const double of = bare_denominator(i, j);
  if (of == 0) return 0;
  j = skip_space(j);
  if (at(j) != U'分') return 0;
  j = skip_space(j + 1);
  if (at(j) != U'之') return 0;
  j = skip_space(j + 1);
  Num part;
  bool minus = false;
  if (at(j) == U'负') {
    minus = true;
    ++j;
  }
  auto e = read_plain(j, part);
  if (e == 0) return 0;
  if (part.arabic) {
    if (const auto f = take_letter(e, part); f > 0) e = f;
  }
  const auto percent = [of](double x) { return x / (of / 100); };
  out = part;
  out.from = i;
  out.form = Num::Form::percent;
  out.value = percent(part.value);
  out.lo = percent(part.lo);
  out.hi = percent(part.hi);
  out.unit = percent(part.unit);
  out.place = percent(rounding(part));
  out.han = true;
  out.alone = false;
  out.bare_unit = false;
  if (minus) turn_negative(out);
  return e;
}

std::size_t NumeralScanner::read_doubling(std::size_t i, Num& out) {
  if (at(i) != U'翻') return 0;
  std::size_t j = i + 1;
  if (at(j) == U'了') ++j;
  int times = 0;
  if (at(j) == U'番') {
    times = 1;
  } else if (han_digit(at(j)) > 0 && at(j + 1) == U'番') {
    times = han_digit(at(j));
    ++j;
  } else if (is_digit(at(j)) && at(j) > U'0' && at(j + 1) == U'番') {
    times = static_cast<int>(at(j) - U'0');
    ++j;
  } else {
    return 0;
  }
  out.form = Num::Form::doubling;
  out.value = (std::pow(2.0, times) - 1) * 100;
  out.unit = 100;
  out.han = true;
  return j + 1;
}

std::size_t NumeralScanner::finish(std::size_t e, Num& out) {
  if (!out.vague || !out.no_upper) {
    if (const auto f = take_fraction(e, out); f > 0) return f;
  }
  if (out.arabic) {
    if (const auto f = take_power(e, out); f > 0) e = f;
    if (const auto f = take_letter(e, out); f > 0) return f;
  }
  if (out.arabic && out.digits == 1 && at(e) == U' ' && is_digit(at(e + 1)) && at(skip_space(e + 2)) == U'折') {  // 7 2 折
    out.value = 10 * out.value + static_cast<double>(at(e + 1) - U'0');
    return take_discount(skip_space(e + 2), out);
  }
  const std::size_t g = skip_space(e);
  if (at(g) == U'%' || at(g) == U'‰') {
    const double scale = at(g) == U'%' ? 1 : 0.1;
    out.place = (out.place > 0 ? out.place : 1) * scale;
    out.form = Num::Form::percent;
    rescale(out, scale);
    return g + 1;
  }
  if (at(e) == U'成') return take_tenths(e, out);
  if (at(e) == U'折') return take_discount(e, out);
  if (at(e) == U'打' && dozen_stands(e)) {
    rescale(out, 12);
    out.alone = false;
    return e + 1;
  }
  return e;
}

void NumeralScanner::rescale(Num& n, double by) {
  n.value = times(n.value, by);
  n.lo = times(n.lo, by);
  n.hi = times(n.hi, by);
  n.unit *= by;
}

std::size_t NumeralScanner::take_fraction(std::size_t e, Num& out) {
  std::size_t j = skip_space(e);
  if (at(j) == U'又') {
    Num den;
    const auto d = read_plain(skip_space(j + 1), den);
    if (d == 0) return 0;
    Num part = den;
    const auto f = fraction_after(d, part);
    if (f == 0) return 0;
    out.value += part.value;
    out.form = Num::Form::fraction;
    out.han = true;
    return f;
  }
  if (const auto f = fraction_after(e, out); f > 0) return f;
  if (out.arabic && !out.han && out.place == 0) {
    // 1 4/5
    if (at(e) == U' ' && is_digit(at(e + 1))) {
      const auto a = read_arabic(e + 1);
      if (at(a.to) == U'/' && is_digit(at(a.to + 1))) {
        const auto b = read_arabic(a.to + 1);
        if (out.value < 1000 && a.value < 1000 && b.value < 1000 && b.value > 0 && at(b.to) != U'/' && b.decimals == 0 && a.decimals == 0) {
          out.value += a.value / b.value;
          out.form = Num::Form::fraction;
          return b.to;
        }
      }
      return 0;
    }
    if (at(e) == U'/' && is_digit(at(e + 1))) {
      const auto b = read_arabic(e + 1);
      if (b.value == 0 || b.decimals > 0 || at(b.to) == U'/') return 0;
      out.value /= b.value;
      out.form = Num::Form::fraction;
      return b.to;
    }
  }
  return 0;
}

std::size_t NumeralScanner::fraction_after(std::size_t e, Num& out) {
  std::size_t j = skip_space(e);
  if (at(j) != U'分') return 0;
  j = skip_space(j + 1);
  if (at(j) != U'之') return 0;
  j = skip_space(j + 1);
  Num over;
  const bool minus = at(j) == U'负';
  const auto f = read_plain(minus ? skip_space(j + 1) : j, over);
  if (f == 0 || out.value == 0) return 0;
  if (minus) over.value = -over.value;
  const double below = out.value;
  const auto from = out.from;
  const bool arabic = out.arabic;
  out = Num{};
  out.from = from;
  out.arabic = arabic;
  out.form = Num::Form::fraction;
  out.value = over.value / below;
  out.han = true;
  out.unit = 1;
  return f;
}

std::size_t NumeralScanner::take_tenths(std::size_t e, Num& out) {
  if (out.value > 10 || out.value <= 0 || std::u32string_view(U"立为果功员效绩本交长熟型品套家就年分文语百千天").find(at(e + 1)) != std::u32string_view::npos) return e;
  out.form = Num::Form::tenths;
  rescale(out, 10);
  out.unit = 10;
  out.place = 10;
  std::size_t j = at(e + 1) == U' ' && han_digit(at(e + 2)) > 0 && at(e + 3) < 0x3400 ? e + 2 : e + 1;
  if (at(j) == U'半') {
    out.value += 5;
    out.unit = out.place = 5;
    ++j;
  } else if (const int d = han_digit(at(j)); d > 0 && han_unit(at(j + 1)) == 0 && at(j) != U'两') {
    out.value += d;
    out.unit = out.place = 1;
    ++j;
  }
  return j;
}

std::size_t NumeralScanner::take_discount(std::size_t e, Num& out) {
  if (out.value <= 0 || out.value >= 100 || (out.value == 10 && out.place == 0) || std::u32string_view(U"叠射磨腾扣算合返回断旧现戟子").find(at(e + 1)) != std::u32string_view::npos) return e;
  out.form = Num::Form::discount;
  if (out.vague && out.value < 10) {  // 七八折 is written like 七五折
    out.value = 10 * out.value + out.hi;
    out.vague = false;
  } else if (out.value < 10 || out.place > 0) {
    rescale(out, 10);
  }
  out.unit = 1;
  return e + 1;
}

bool NumeralScanner::dozen_stands(std::size_t e) const {
  static constexpr std::u32string_view verbs = U"电造击开破通算扫卡印响赢黑好牢下出假拐非传基工包了掉断动火架劫捞量猎碎听消压仗";
  return at(e + 1) != U'\0' ? verbs.find(at(e + 1)) == std::u32string_view::npos : true;
}
}  // namespace youju::claim
