// SPDX-License-Identifier: Apache-2.0
// Numbers that are said vaguely (几十, 数百, 十几, 500余万), and digits without units (二〇六).
#include "claim/numeral_scanner.h"

#include <algorithm>

namespace youju::claim {
std::size_t NumeralScanner::take_vague_tail(std::size_t j, State& st, Num& out) {
  std::size_t k = skip_space(j);
  const bool zero = at(k) == U'零' && st.last >= 100;  // 一百零几
  if (zero) ++k;
  if (at(k) != U'几' || !out.han || st.has_cur || !(zero || st.last == 10) || out.vague) return j;
  double scale = 1;
  std::size_t e = k + 1;
  if (const double u = han_unit(at(e)); u >= kWan) {
    scale = u;
    ++e;
  }
  const double base = st.section * scale + st.big;
  st.big = base;
  st.section = 0;
  out.vague = true;
  out.lo = base + scale;
  out.hi = base + 9 * scale;
  st.big_hi = 0;
  st.unit = scale;
  return e;
}

std::size_t NumeralScanner::take_odd(std::size_t j, const State& st, Num& out) const {
  const std::size_t k = skip_space(j);
  if (!one_of(at(k), U"余多来") || out.vague || (st.last_big < 1e299 && st.last > 0)) return j;
  std::size_t e = skip_space(k + 1);
  double by = han_unit(at(e));
  if (by < kWan || by <= (st.last_big < 1e299 ? st.last_big : 0)) return j;
  ++e;
  if (by == kWan && han_unit(at(e)) == kYi) {
    by *= kYi;
    ++e;
  }
  rescale(out, by);
  out.place *= by;
  out.written *= by;
  out.han = true;
  out.odd = at(k);
  return e;
}

std::size_t NumeralScanner::read_vague(std::size_t i, Num& out) {
  const char32_t c = at(i);
  if (c == U'几' || c == U'数') {
    double u = han_unit(at(i + 1));
    if (u == 0) return 0;
    std::size_t e = i + 2;
    while (han_unit(at(e)) >= kWan && e < i + 5) u *= han_unit(at(e++));
    if (at(e) == U'分' && at(e + 1) == U'之') return 0;
    out.vague = true;
    out.value = 2 * u;
    out.lo = 2 * u;
    out.hi = u == 10 ? 99 : 10 * u - (u >= kWan ? 1 : 1);
    out.unit = u;
    out.han = true;
    return e;
  }
  if (c == U'上' && (han_unit(at(i + 1)) >= 100)) {
    double u = han_unit(at(i + 1));
    std::size_t e = i + 2;
    while (han_unit(at(e)) >= kWan && e < i + 5) u *= han_unit(at(e++));
    return at_least(e, u, out);
  }
  if (c == U'成' && han_unit(at(i + 1)) >= 100 && at(i + 2) == U'上' && han_unit(at(i + 3)) >= 1000)
    return at_least(i + 4, han_unit(at(i + 1)), out);
  return 0;
}

std::size_t NumeralScanner::at_least(std::size_t e, double u, Num& out) {
  out.vague = out.no_upper = true;
  out.value = out.lo = out.unit = u;
  out.han = true;
  return e;
}

std::size_t NumeralScanner::read_digit_run(std::size_t i, Num& out) {
  std::size_t j = i;
  double value = 0;
  bool zero = false;
  while (han_digit(at(j)) >= 0 && at(j) != U'两' && at(j) != U'俩' && at(j) != U'仨' && at(j) != U'几') {
    value = value * 10 + han_digit(at(j));
    zero |= han_digit(at(j)) == 0;
    ++j;
  }
  looked_ += j - i;
  const std::size_t n = j - i;
  const bool unit_follows = han_unit(at(j)) > 0;
  if (n < 2 || (n == 2 && !zero && neighbours(han_digit(at(i)), han_digit(at(i + 1))))) return 0;
  if (n == 2 && han_digit(at(i)) == 0) return 0;
  if (unit_follows && n == 2 && !zero) return 0;
  if (unit_follows && n == 2 && han_digit(at(i + 1)) != 0) return 0;
  out.value = std::min(value, kMostValue);
  out.han = true;
  out.digit_string = true;
  out.unit = 1;
  if (at(j) == U'点' && han_digit(at(j + 1)) >= 0) {
    double scale = 1, digits = 0;
    std::size_t k = j + 1;
    for (; han_digit(at(k)) >= 0; ++k) {
      if (scale >= 1e15) continue;
      scale *= 10;
      digits = digits * 10 + han_digit(at(k));
    }
    out.value = out.value < 1e15 ? (out.value * scale + digits) / scale : out.value;
    out.unit = out.place = 1 / scale;
    return k;
  }
  return j;
}
}  // namespace youju::claim
