// SPDX-License-Identifier: Apache-2.0
// Whole numbers and decimals, Chinese, Arabic or mixed, one element after the other.
#include "claim/numeral_scanner.h"

#include <cmath>

namespace youju::claim {
std::size_t NumeralScanner::read_plain(std::size_t i, Num& out) {
  const char32_t c = at(i);
  out.arabic = is_digit(c) || point_stands(i);
  if (!out.arabic) {
    if (const auto e = read_vague(i, out); e > 0) return e;
    if (const auto e = read_digit_run(i, out); e > 0) return e;
  }
  State st;
  std::size_t j = i;
  while (true) {
    const auto next = step(j, st, out);
    if (next == 0) break;
    j = next;
  }
  looked_ += j - i + 1;
  if (!st.any) return 0;
  j = take_vague_tail(j, st, out);
  close(st, out);
  out.written = out.value;
  if (out.vague && out.value < out.lo) out.value = out.lo;
  j = take_odd(j, st, out);
  out.alone = j == i + 1 && !out.arabic;
  out.bare_unit = st.bare && st.written == 1 && out.value >= 100;
  return j;
}

std::size_t NumeralScanner::step(std::size_t j, State& st, Num& out) {
  // Spacing inside a Chinese numeral: 二 十 三.
  if (at(j) == U' ' && st.any && (han_unit(at(j + 1)) > 0 || (han_digit(at(j + 1)) >= 0 && out.han && !st.has_cur))) ++j;
  if (at(j) == U' ' && st.any && out.han && !st.decimal && one_of(at(j + 1), U"点點") && han_digit(at(skip_space(j + 2))) >= 0) ++j;
  const char32_t c = at(j);
  if (is_digit(c) || (!st.any && point_stands(j))) return step_arabic(j, st, out);
  if (const int d = han_digit(c); d >= 0) return step_digit(j, c, d, st, out);
  if (const double tens = joined_tens(c); tens > 0) {
    if (st.has_cur || st.last != 0) return 0;
    st.section += tens;
    st.last = 10;
    st.unit = 10;
    mark(st, out);
    return j + 1;
  }
  if (const double u = han_unit(c); u > 0) return u < kWan ? step_small(j, u, st, out) : step_big(j, u, st, out);
  if ((c == U'点' || c == U'點') && st.any && !st.decimal && out.han) return step_point(j, st, out);
  return 0;
}

void NumeralScanner::mark(State& st, Num& out) {
  st.any = true;
  ++st.written;
  out.han = true;
}

std::size_t NumeralScanner::step_arabic(std::size_t j, State& st, Num& out) {
  if (st.has_cur || st.decimal) return 0;
  if (st.any && st.last == 0 && st.ellipsis == 0) return 0;
  const auto a = read_arabic(j);
  const double above = st.last > 0 ? st.last : st.ellipsis > 0 ? st.ellipsis : 1e300;
  if (st.any && a.value >= above) return 0;
  st.cur = a.value;
  st.has_cur = true;
  st.cur_arabic = true;
  st.zero = st.zero || a.digits > 1 || a.decimals > 0;  // 3万5 is 35,000, 3万05 and 3万50 are what they say
  st.unit = a.unit;
  st.place = a.decimals > 0 ? a.unit : 0;
  st.any = true;
  ++st.written;
  out.digits += a.digits;
  return a.to;
}

std::size_t NumeralScanner::step_digit(std::size_t j, char32_t c, int d, State& st, Num& out) {
  if (c == U'零' || c == U'〇') {
    if (st.has_cur || st.decimal) return 0;
    if (st.any && han_digit(at(j + 1)) < 0 && !is_digit(at(j + 1)) && joined_tens(at(j + 1)) == 0 && at(j + 1) != U'十' && at(j + 1) != U'拾' && at(j + 1) != U'零') return 0;
    if (!st.any) {
      st.cur = 0;
      st.has_cur = !(han_digit(at(j + 1)) > 0 || han_unit(at(j + 1)) == 10);
    }
    st.zero = true;
    mark(st, out);
    return j + 1;
  }
  if (st.has_cur) {
    // 二十七八, 三四百: neighbours are a range, once.
    if (st.range || st.cur_arabic || !neighbours(st.cur, d)) return 0;
    st.range = true;
    st.cur_hi = d;
    mark(st, out);
    return j + 1;
  }
  st.cur = d;
  st.has_cur = true;
  st.cur_arabic = false;
  mark(st, out);
  return j + 1;
}

std::size_t NumeralScanner::step_small(std::size_t j, double u, State& st, Num& out) {
  if (u == 1000 && st.cur_arabic && one_of(at(j + 1), U"克米瓦帕赫伏焦升")) return 0;  // 50千克 is fifty of them
  if (st.decimal && st.last_big > 1e299 && st.last == 0) {  // 一点五千
    st.section = times(st.section + st.cur, u);
    st.has_cur = false;
    st.last = u;
    st.unit *= u;
    mark(st, out);
    return j + 1;
  }
  if (st.decimal) return 0;
  if (!st.has_cur) {
    const bool start = !st.any;
    if (u != 10 && !start) return 0;
    if (u == 10 && st.last == 10) return 0;
    if (u == 10 && st.any && !st.zero && st.last == 0 && st.ellipsis == 0) return 0;  // 零十 is ten
    st.cur = 1;
    st.bare = start;
  }
  if (st.last > 0 && u >= st.last) return 0;
  st.section += times(st.cur, u);
  st.section_hi += (st.range ? st.cur_hi - st.cur : 0) * u;
  const bool decimals = st.cur_arabic && st.place > 0;
  st.unit = decimals ? st.place * u : u * (st.cur_arabic && st.unit > 1 ? st.unit : 1);
  st.place = decimals ? st.unit : 0;
  st.has_cur = false;
  st.range = false;
  st.last = u;
  st.ellipsis = u > 10 ? u : 0;
  st.zero = false;
  mark(st, out);
  return j + 1;
}

std::size_t NumeralScanner::step_big(std::size_t j, double u, State& st, Num& out) {
  double here = st.section + (st.has_cur ? st.cur : 0);
  const double extra = st.section_hi + (st.range ? st.cur_hi - st.cur : 0);
  if (u > st.last_big && st.last_big < 1e299) {  // 五十五万亿, 三万四千亿
    st.big = times(st.big + here, u);
    st.big_hi = (st.big_hi + extra) * u;
  } else {
    if (u == st.last_big) {  // 四万万 is 400,000,000; 三亿亿
      if ((u != kWan && u != kYi) || st.bare || here != 0 || st.big >= u * u || han_unit(at(j - 1)) != u) return 0;
      st.big *= u;
      st.big_hi *= u;
      st.unit *= u;
      st.place *= u;
      st.last_big = u * u;
      mark(st, out);
      return j + 1;
    }
    if (here == 0) {
      if (st.any) return 0;
      here = 1;
      st.bare = true;
    }
    st.big += times(here, u);
    st.big_hi += extra * u;
  }
  const bool decimals = st.place > 0 || st.decimal;
  st.unit = u * (st.has_cur ? (st.cur_arabic || st.decimal ? st.unit : 1) : st.section > 0 ? st.unit : 1);
  st.place = decimals ? st.unit : 0;
  st.section = st.section_hi = st.cur = 0;
  st.has_cur = st.range = st.zero = st.decimal = false;
  st.last = 0;
  st.last_big = u;
  st.ellipsis = u;
  mark(st, out);
  return j + 1;
}

std::size_t NumeralScanner::step_point(std::size_t j, State& st, Num& out) {
  std::size_t k = skip_space(j + 1);
  if (han_digit(at(k)) < 0 || at(k) == U'两' || at(k) == U'俩' || at(k) == U'仨') return 0;
  double scale = 1, digits = 0;  // a power of ten and an integer: 零点三 is 0.3 to the last bit
  while (han_digit(at(k)) >= 0) {
    if (scale < 1e15) {
      scale *= 10;
      digits = digits * 10 + han_digit(at(k));
    }
    ++k;
    if (at(k) == U' ' && han_digit(at(k + 1)) >= 0 && at(j + 1) == U' ') ++k;
  }
  const double whole = st.has_cur ? elided(st) : 0;
  if (st.last_big < 1e299 || st.last > 0) {
    st.section += whole;
  } else {
    st.section = st.cur;
  }
  st.section = (st.section * scale + digits) / scale;
  st.has_cur = false;
  st.cur = 0;
  st.decimal = true;
  st.last = 0;
  st.unit = st.place = 1 / scale;
  mark(st, out);
  looked_ += k - j;
  return k;
}

double NumeralScanner::elided(const State& st) {
  const bool short_form = !st.zero && st.ellipsis >= 100 && st.cur > 0 && st.cur < 10 && std::floor(st.cur) == st.cur;
  return short_form ? st.cur * st.ellipsis / 10 : st.cur;
}

void NumeralScanner::close(State& st, Num& out) {
  double last = st.has_cur ? elided(st) : 0;
  if (st.has_cur && !st.cur_arabic) {
    st.unit = st.cur > 0 ? last / st.cur : 1;
    if (st.range && last != st.cur) st.range = false;
  }
  out.value = st.big + st.section + last;
  const double extra = st.big_hi + st.section_hi + (st.range ? st.cur_hi - st.cur : 0);
  if (extra > 0) {
    out.vague = true;
    out.lo = out.value;
    out.hi = out.value + extra;
  }
  out.unit = st.unit;
  out.place = st.place;
}
}  // namespace youju::claim
