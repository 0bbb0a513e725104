// SPDX-License-Identifier: Apache-2.0
// The numeral scanner. Every function takes the place where it begins and says where it ended.
#include "claim/numeral.h"

#include <cmath>
#include <cstdlib>

namespace youju::claim {
namespace {
constexpr double kMost = 1e280;  // longer digit strings are no quantities
constexpr double kWan = 1e4, kYi = 1e8, kZhao = 1e12;

class Scanner {
 public:
  Scanner(std::u32string_view s, std::uint64_t& looked) : s_(s), looked_(looked) {}

  bool read(std::size_t i, Num& out) {
    out = Num{};
    out.from = i;
    std::size_t j = i;
    bool negative = false;
    if (at(j) == U'负' || (at(j) == U'-' && minus_stands(j)) || (at(j) == U'+' && j + 1 < s_.size() && is_digit(at(j + 1)) && sign_stands(j))) {
      negative = at(j) != U'+';
      ++j;
      while (at(j) == U' ') ++j;
    }
    if (const auto share = read_of_hundred(j, out); share > 0) {
      out.to = share;
    } else if (const auto turned = read_doubling(j, out); turned > 0) {
      out.to = turned;
    } else {
      std::size_t e = read_plain(j, out);
      if (e == 0) return false;
      out.to = finish(e, out);
    }
    if (negative) turn_negative(out);
    looked_ += out.to - i + 1;
    return true;
  }

 private:
  char32_t at(std::size_t i) const { return i < s_.size() ? s_[i] : U'\0'; }
  std::size_t skip_space(std::size_t i) const { return at(i) == U' ' ? i + 1 : i; }
  static bool one_of(char32_t c, std::u32string_view set) { return c != U'\0' && set.find(c) != std::u32string_view::npos; }

  bool sign_stands(std::size_t j) const {
    const char32_t before = j == 0 ? U'\0' : s_[j - 1];
    return !is_digit(before) && !is_letter(before) && before != U')' && before != U'^' && before != U'%' && han_digit(before) < 0 && han_unit(before) == 0;
  }
  bool minus_stands(std::size_t j) const {
    std::size_t k = j + 1;
    while (at(k) == U' ' && k < j + 3) ++k;
    const char32_t before = j == 0 ? U'\0' : s_[j - 1];
    if (k > j + 1 && before == U' ' && j >= 2 && is_digit(s_[j - 2])) return false;  // 20 - 30
    return (is_digit(at(k)) || (at(k) == U'.' && is_digit(at(k + 1)))) && sign_stands(j) && before != U'-' && before != U'/' && before != U'号' && before != U'第' && before != U'年' && before != U'月' && before != U'日';
  }

  static void turn_negative(Num& n) {
    n.value = -n.value;
    n.negative = true;
    if (n.vague) {
      const double lo = -n.hi;
      n.hi = -n.lo;
      n.lo = lo;
    }
  }

  // ---- Arabic ----
  struct Arabic {
    double value = 0;
    std::size_t to = 0;
    int decimals = 0, digits = 0;
    bool grouped = false;
    double unit = 1;
  };
  bool group_at(std::size_t i) const {
    return is_digit(at(i)) && is_digit(at(i + 1)) && is_digit(at(i + 2)) && !is_digit(at(i + 3));
  }
  bool is_group_sign(char32_t c) const { return c == U',' || c == U'，' || c == U'\'' || c == U'’'; }
  // The group behind a comma and a space: one number only when a word follows the last of them (1, 086人), else a list.
  bool spaced_group_at(std::size_t comma) const {
    std::size_t j = comma;
    for (int groups = 0; groups < 4 && at(j) == U',' && at(j + 1) == U' ' && group_at(j + 2); ++groups) j += 5;
    return j > comma && at(j) >= 0x3400;
  }
  // .5, not behind a digit or a word: 1.5, v.5
  bool point_stands(std::size_t j) const {
    const char32_t before = j == 0 ? U' ' : s_[j - 1];
    return at(j) == U'.' && is_digit(at(j + 1)) && !version_follows(j) && !is_digit(before) && !is_letter(before) && before < 0x3400 && !one_of(before, U".)]");
  }

  Arabic read_arabic(std::size_t i) {
    Arabic a;
    std::string ascii;
    std::size_t j = i;
    if (at(j) == U'.') ascii.push_back('0');
    while (is_digit(at(j))) ascii.push_back(static_cast<char>(at(j++)));
    while (ascii.size() <= 300 && is_group_sign(at(j)) && (a.grouped || (j - i <= 3 && ascii[0] != '0'))) {
      const bool spaced = at(j) == U',' && at(j + 1) == U' ';
      const std::size_t g = spaced ? j + 2 : j + 1;
      if (!group_at(g) || (spaced && !spaced_group_at(j))) break;
      for (std::size_t k = 0; k < 3; ++k) ascii.push_back(static_cast<char>(at(g + k)));
      a.grouped = true;
      j = g + 3;
    }
    a.digits = static_cast<int>(std::min<std::size_t>(ascii.size(), 1000));
    std::size_t last = ascii.size();
    while (last > 1 && ascii[last - 1] == '0') --last;
    a.unit = std::pow(10.0, std::min(static_cast<double>(ascii.size() - last), 280.0));
    if (at(j) == U'.' && is_digit(at(j + 1)) && !version_follows(j) && !(i >= 2 && s_[i - 1] == U'.' && is_digit(s_[i - 2]))) {
      ascii.push_back('.');
      std::size_t k = j + 1;
      while (is_digit(at(k))) {
        ascii.push_back(static_cast<char>(at(k++)));
        ++a.decimals;
      }
      a.unit = std::pow(10.0, -a.decimals);
      j = k;
    }
    looked_ += j - i;
    a.value = std::min(std::strtod(ascii.c_str(), nullptr), kMost);
    a.to = j;
    return a;
  }
  // 1.2.3 is no number; only the first point is looked at.
  bool version_follows(std::size_t dot) const {
    std::size_t k = dot + 1;
    while (is_digit(at(k)) && k < dot + 8) ++k;
    return at(k) == U'.' && is_digit(at(k + 1));
  }

  // ---- shares: 百分之二十, 千分之五 ----
  std::size_t read_of_hundred(std::size_t i, Num& out) {
    const char32_t c = at(i);
    if (c != U'百' && c != U'千' && c != U'万' && c != U'佰' && c != U'仟') return 0;
    std::size_t j = skip_space(i + 1);
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
    const double scale = 100.0 / han_unit(c);
    out = part;
    out.from = i;
    out.form = Num::Form::percent;
    out.value = part.value * scale;
    out.lo = part.lo * scale;
    out.hi = part.hi * scale;
    out.unit = part.unit * scale;
    out.place = rounding(part) * scale;
    out.han = true;
    out.alone = false;
    out.bare_unit = false;
    if (minus) turn_negative(out);
    return e;
  }

  // 翻一番, 翻了两番, 翻番: 100 %, 300 %
  std::size_t read_doubling(std::size_t i, Num& out) {
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

  std::size_t read_plain(std::size_t i, Num& out) {
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

  // Consumes one element at j; 0 when it does not belong to the numeral.
  std::size_t step(std::size_t j, State& st, Num& out) {
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

  static double joined_tens(char32_t c) { return c == U'廿' || c == U'卄' ? 20 : c == U'卅' ? 30 : c == U'卌' ? 40 : 0; }
  static void mark(State& st, Num& out) {
    st.any = true;
    ++st.written;
    out.han = true;
  }

  std::size_t step_arabic(std::size_t j, State& st, Num& out) {
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

  std::size_t step_digit(std::size_t j, char32_t c, int d, State& st, Num& out) {
    if (c == U'零' || c == U'〇') {
      if (st.has_cur || st.decimal) return 0;
      if (st.any && han_digit(at(j + 1)) < 0 && !is_digit(at(j + 1)) && joined_tens(at(j + 1)) == 0 && at(j + 1) != U'十' && at(j + 1) != U'拾' && at(j + 1) != U'零') return 0;
      if (!st.any) {
        st.cur = 0;
        st.has_cur = !(han_digit(at(j + 1)) > 0);
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
  static bool neighbours(double a, int b) { return b == static_cast<int>(a) + 1 || (a == 3 && b == 5); }

  std::size_t step_small(std::size_t j, double u, State& st, Num& out) {
    if (st.decimal && st.last_big > 1e299 && st.last == 0) {  // 一点五千
      st.section = (st.section + st.cur) * u;
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
      if (u == 10 && st.any && st.last == 0 && st.ellipsis == 0) return 0;
      st.cur = 1;
      st.bare = start;
    }
    if (st.last > 0 && u >= st.last) return 0;
    st.section += st.cur * u;
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

  std::size_t step_big(std::size_t j, double u, State& st, Num& out) {
    double here = st.section + (st.has_cur ? st.cur : 0);
    const double extra = st.section_hi + (st.range ? st.cur_hi - st.cur : 0);
    if (u > st.last_big && st.last_big < 1e299) {  // 五十五万亿, 三万四千亿
      st.big = (st.big + here) * u;
      st.big_hi = (st.big_hi + extra) * u;
    } else {
      if (u == st.last_big) {  // 四万万 is 400,000,000
        if (u != kWan || st.bare || here != 0 || st.big >= kYi || han_unit(at(j - 1)) != kWan) return 0;
        st.big *= kWan;
        st.big_hi *= kWan;
        st.unit *= kWan;
        st.place *= kWan;
        st.last_big = kYi;
        mark(st, out);
        return j + 1;
      }
      if (here == 0) {
        if (st.any) return 0;
        here = 1;
        st.bare = true;
      }
      st.big += here * u;
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

  // 四十五点三: digits only after the point, at least one, and no measure word of time ("三点五十分" is looked for before).
  std::size_t step_point(std::size_t j, State& st, Num& out) {
    std::size_t k = skip_space(j + 1);
    if (han_digit(at(k)) < 0 || at(k) == U'两' || at(k) == U'俩' || at(k) == U'仨') return 0;
    double scale = 1, fraction = 0;
    while (han_digit(at(k)) >= 0) {
      scale /= 10;
      fraction += han_digit(at(k)) * scale;
      ++k;
      if (at(k) == U' ' && han_digit(at(k + 1)) >= 0 && at(j + 1) == U' ') ++k;
    }
    const double whole = st.has_cur ? elided(st) : 0;
    if (st.last_big < 1e299 || st.last > 0) {
      st.section += whole + fraction;
    } else {
      st.section = st.cur + fraction;
    }
    st.section = std::round(st.section / scale) * scale;
    st.has_cur = false;
    st.cur = 0;
    st.decimal = true;
    st.last = 0;
    st.unit = scale;
    st.place = scale;
    mark(st, out);
    looked_ += k - j;
    return k;
  }

  // The pending last digit: 二百五 is 250, 二百零五 is 205.
  static double elided(const State& st) {
    const bool short_form = !st.zero && st.ellipsis >= 100 && st.cur > 0 && st.cur < 10 && std::floor(st.cur) == st.cur;
    return short_form ? st.cur * st.ellipsis / 10 : st.cur;
  }

  static void close(State& st, Num& out) {
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

  // 十几 二十几 一百几十 十几万: an interval instead of a value.
  std::size_t take_vague_tail(std::size_t j, State& st, Num& out) {
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

  // 500余万, 十多亿, 1万余亿: 余 stands inside the number.
  std::size_t take_odd(std::size_t j, const State& st, Num& out) const {
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

  // 几十 数百 好几万 两三百 is read by the state machine; 上百 成百上千 here.
  std::size_t read_vague(std::size_t i, Num& out) {
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
  static std::size_t at_least(std::size_t e, double u, Num& out) {
    out.vague = out.no_upper = true;
    out.value = out.lo = out.unit = u;
    out.han = true;
    return e;
  }

  // 二〇六, 一九九八: digits without units. Two neighbours (两三) are a range and not this.
  std::size_t read_digit_run(std::size_t i, Num& out) {
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
    out.value = std::min(value, kMost);
    out.han = true;
    out.digit_string = true;
    out.unit = 1;
    if (at(j) == U'点' && han_digit(at(j + 1)) >= 0) {
      double scale = 1;
      std::size_t k = j + 1;
      while (han_digit(at(k)) >= 0) {
        scale /= 10;
        out.value += han_digit(at(k)) * scale;
        ++k;
      }
      out.value = std::round(out.value / scale) * scale;
      out.unit = out.place = scale;
      return k;
    }
    return j;
  }

  // ---- what may follow a plain number ----
  std::size_t finish(std::size_t e, Num& out) {
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

  static void rescale(Num& n, double by) {
    n.value *= by;
    n.lo *= by;
    n.hi *= by;
    n.unit *= by;
  }

  // X分之Y, 一又四分之三, a/b, 1 4/5
  std::size_t take_fraction(std::size_t e, Num& out) {
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
  // After the denominator: 分之 and the numerator.
  std::size_t fraction_after(std::size_t e, Num& out) {
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

  // 2^5, 1.1^+23, 1e10
  std::size_t take_power(std::size_t e, Num& out) {
    if (out.han) return 0;
    const bool power = at(e) == U'^';
    if (!power && at(e) != U'e' && at(e) != U'E') return 0;
    std::size_t j = e + 1;
    double sign = 1;
    for (int signs = 0; signs < 2 && (at(j) == U'+' || at(j) == U'-'); ++signs, ++j) sign *= at(j) == U'-' ? -1 : 1;
    double exponent = 0;
    std::size_t k = j;
    while (is_digit(at(k)) && k < j + 4) exponent = exponent * 10 + static_cast<double>(at(k++) - U'0');
    if (k == j || is_digit(at(k)) || is_letter(at(k))) return 0;
    const double value = power ? std::pow(out.value, sign * exponent) : out.value * std::pow(10.0, sign * exponent);
    if (!std::isfinite(value)) return 0;
    out.value = value;
    return k;
  }

  // 10K, 10 k, 5M: only at the end of a word.
  std::size_t take_letter(std::size_t e, Num& out) {
    if (out.han) return 0;
    std::size_t j = e;
    while (at(j) == U' ' && j < e + 3) ++j;
    double by = 0;
    switch (at(j)) {
      case U'K': case U'k': by = 1e3; break;
      case U'M': by = 1e6; break;
      case U'G': by = 1e9; break;
      case U'B': by = 1e9; break;
      case U'T': by = 1e12; break;
      default: return 0;
    }
    if (is_letter(at(j + 1)) || is_digit(at(j + 1)) || at(j + 1) == U'-' || at(j + 1) == U'/') return 0;
    rescale(out, by);
    out.suffixed = true;
    return j + 1;
  }

  // 九成, 两成半, 九成五; not 三成立.
  std::size_t take_tenths(std::size_t e, Num& out) {
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
  // 八折 80 %, 七五折 and 75折 75 %.
  std::size_t take_discount(std::size_t e, Num& out) {
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
  bool dozen_stands(std::size_t e) const {
    static constexpr std::u32string_view verbs = U"电造击开破通算扫卡印响赢黑好牢下出假拐非传基工包了掉断动火架劫捞量猎碎听消压仗";
    return at(e + 1) != U'\0' ? verbs.find(at(e + 1)) == std::u32string_view::npos : true;
  }

  std::u32string_view s_;
  std::uint64_t& looked_;
};
}  // namespace

int han_digit(char32_t c) {
  switch (c) {
    case U'零': case U'〇': return 0;
    case U'一': case U'壹': case U'弌': return 1;
    case U'二': case U'贰': case U'两': case U'俩': case U'弍': return 2;
    case U'三': case U'叁': case U'仨': case U'弎': return 3;
    case U'四': case U'肆': return 4;
    case U'五': case U'伍': return 5;
    case U'六': case U'陆': return 6;
    case U'七': case U'柒': return 7;
    case U'八': case U'捌': return 8;
    case U'九': case U'玖': return 9;
    default: return -1;
  }
}
double han_unit(char32_t c) {
  switch (c) {
    case U'十': case U'拾': return 10;
    case U'百': case U'佰': return 100;
    case U'千': case U'仟': return 1000;
    case U'万': return kWan;
    case U'亿': return kYi;
    case U'兆': return kZhao;
    default: return 0;
  }
}
bool begins_numeral(char32_t c) {
  if (c < 0x80) return is_digit(c) || c == U'-' || c == U'+';
  return han_digit(c) >= 0 || han_unit(c) > 0 || c == U'廿' || c == U'卅' || c == U'卌' || c == U'负' || c == U'几' || c == U'数' || c == U'上' || c == U'成' || c == U'翻';
}

bool read_numeral(std::u32string_view s, std::size_t i, Num& out, std::uint64_t& looked) { return Scanner(s, looked).read(i, out); }
}  // namespace youju::claim
