// SPDX-License-Identifier: Apache-2.0
// Dates, times, periods and durations: read by looking a bounded number of characters ahead.
#include "claim/scan.h"

namespace youju::claim {
namespace {
using Kind = Mention::Kind;
bool starts(std::u32string_view s, std::size_t i, std::u32string_view word) { return s.substr(std::min(i, s.size()), word.size()) == word; }
char32_t ch(std::u32string_view s, std::size_t i) { return i < s.size() ? s[i] : U'\0'; }
bool is_year(const Small& n) { return n.year_like && n.value >= 1900 && n.value <= 2199; }

std::size_t skip_words(std::u32string_view s, std::size_t i, std::initializer_list<std::u32string_view> words) {
  for (const auto w : words) {
    if (starts(s, i, w)) return i + w.size();
  }
  return i;
}

bool ends_with_any(std::u32string_view s, std::size_t i, std::initializer_list<std::u32string_view> words) {
  for (const auto w : words) {
    if (i >= w.size() && s.substr(i - w.size(), w.size()) == w) return true;
  }
  return false;
}

DateRead made(std::size_t to, std::string_view why, std::string_view rule) { return {to, why, rule, std::nullopt}; }
DateRead with(std::size_t from, std::size_t to, std::string_view why, std::string_view rule, Kind kind, int year, int year_to, int a, int b) {
  Mention m;
  m.from = from;
  m.to = to;
  m.kind = kind;
  m.year = year;
  m.year_to = year_to;
  m.a = a;
  m.b = b;
  return {to, why, rule, m};
}

class DateReader {
 public:
  explicit DateReader(std::u32string_view s) : s_(s) {}

  std::optional<DateRead> at_number(std::size_t i) {
    const auto n = read_small(s_, i);
    if (!n) return std::nullopt;
    if (auto r = year(i, *n)) return r;
    if (auto r = month(i, *n)) return r;
    if (auto r = quarter(i, i, *n)) return r;
    if (auto r = clock(i, *n)) return r;
    if (auto r = numeric_date(i, *n)) return r;
    return rest(i, *n);
  }

  std::optional<DateRead> at_word(std::size_t i) {
    const char32_t c = ch(s_, i);
    switch (c) {
      case U'第': {
        const auto n = read_small(s_, i + 1);
        return n ? quarter(i, i + 1, *n) : std::nullopt;
      }
      case U'前': return first_of(i);
      case U'近': case U'最': case U'过': case U'这': return last_years(i);
      case U'周': case U'星': case U'礼': return weekday(i);
      case U'正': case U'腊': case U'冬': case U'初': return lunar(i);
      case U'每': return std::nullopt;
      default: return std::nullopt;
    }
  }

 private:
  // 2023年 · 2023年3月5日 · 2021—2025年 · 2023年度 · 2017年第5号 is left alone
  std::optional<DateRead> year(std::size_t i, const Small& n) {
    std::size_t e = n.to;
    if (is_year(n) && is_dash(ch(s_, e))) {
      std::size_t k = e + 1;
      if (is_dash(ch(s_, k))) ++k;
      const auto m = read_small(s_, k);
      if (m && is_year(*m) && m->value >= n.value && (ch(s_, m->to) == U'年' || !is_digit(ch(s_, m->to)))) {
        std::size_t to = m->to;
        const bool said = ch(s_, to) == U'年';
        if (said) to = skip_words(s_, to + 1, {U"度"});
        else if (!one_of(ch(s_, i == 0 ? s_.size() : i - 1), U"（(“[") && !one_of(ch(s_, to), U"）)学届")) return std::nullopt;
        return with(i, to, "date", "mask.years", Kind::years, n.value, m->value, 0, 0);
      }
    }
    if (ch(s_, e) != U'年' || one_of(ch(s_, e + 1), U"级代")) return std::nullopt;
    const bool two = n.digits == 2 && (ch(s_, e + 1) == U'度' || month_follows(e + 1));
    if (!is_year(n) && !two) return std::nullopt;
    const int y = is_year(n) ? n.value : 2000 + n.value;
    e = skip_words(s_, e + 1, {U"度", U"份"});
    if (is_dash(ch(s_, e))) {
      const auto m = read_small(s_, e + 1);
      if (m && is_year(*m) && ch(s_, m->to) == U'年' && !month_follows(m->to + 1))
        return with(i, skip_words(s_, m->to + 1, {U"度"}), "date", "mask.years", Kind::years, y, m->value, 0, 0);
    }
    if (const auto m = read_small(s_, e)) {
      if (auto r = month(i, *m, y)) return r;
      if (auto r = quarter(i, e, *m, y)) return r;
      if (auto r = month_range(i, *m, y)) return r;
    }
    if (ch(s_, e) == U'第') {
      const auto m = read_small(s_, e + 1);
      if (m) {
        if (auto r = quarter(i, e + 1, *m, y)) return r;
      }
    }
    if (ch(s_, e) == U'前') {
      if (auto r = first_of(e)) {
        r->mention->from = i;
        r->mention->year = y;
        return r;
      }
    }
    for (const auto& [word, half] : {std::pair{std::u32string_view(U"上半年"), 1}, {std::u32string_view(U"下半年"), 2}}) {
      if (starts(s_, e, word)) return with(i, e + 3, "period", "mask.half_year", Kind::halves, y, 0, half, half);
    }
    if (starts(s_, e, U"全年")) return with(i, e + 2, "date", "mask.year", Kind::years, y, y, 0, 0);
    if (one_of(ch(s_, e), U"初")) return with(i, e, "date", "mask.year", Kind::months, y, 0, 1, 1);
    const bool until = ends_with_any(s_, i, {U"截至", U"截止", U"截止到", U"截至到"});
    if (until) return with(i, e, "date", "mask.year", Kind::until_month, y, 0, 12, 12);
    return with(i, e, "date", "mask.year", Kind::years, y, y, 0, 0);
  }

  bool month_follows(std::size_t i) const {
    const auto m = read_small(s_, i);
    return m && m->value >= 1 && m->value <= 12 && ch(s_, m->to) == U'月';
  }

  // From `from` (where the whole mention begins): 3月 · 3月15日 · 3月至5月 · 9月底
  std::optional<DateRead> month(std::size_t from, const Small& n, int year = 0) {
    if (n.value < 1 || n.value > 12) return std::nullopt;
    std::size_t e = n.to;
    if (ch(s_, e) != U'月') return month_range(from, n, year);
    e = skip_words(s_, e + 1, {U"份"});
    if (const auto d = read_small(s_, e); d && d->value >= 1 && d->value <= 31 && (ch(s_, d->to) == U'日' || ch(s_, d->to) == U'号')) return day(from, n.value, *d, year);
    if (is_dash(ch(s_, e))) {
      const auto m = read_small(s_, e + 1);
      if (m && m->value > n.value && m->value <= 12 && ch(s_, m->to) == U'月')
        return with(from, skip_words(s_, m->to + 1, {U"份", U"底", U"末"}), year ? "date" : "date", "mask.months", Kind::months, year, 0, n.value, m->value);
    }
    const bool until = ends_with_any(s_, from, {U"截至", U"截止", U"截止到", U"截至到", U"到", U"至"});
    const std::size_t to = skip_words(s_, e, {U"底", U"末", U"初", U"上旬", U"中旬", U"下旬"});
    return with(from, to, "date", "mask.month", until ? Kind::until_month : Kind::months, year, 0, n.value, n.value);
  }

  // 1-6月, 3至5月
  std::optional<DateRead> month_range(std::size_t from, const Small& n, int year) {
    if (n.value < 1 || n.value > 12 || !is_dash(ch(s_, n.to))) return std::nullopt;
    std::size_t k = n.to + 1;
    if (is_dash(ch(s_, k))) ++k;
    const auto m = read_small(s_, k);
    if (!m || m->value <= n.value || m->value > 12 || ch(s_, m->to) != U'月') return std::nullopt;
    return with(from, skip_words(s_, m->to + 1, {U"份", U"底", U"末"}), "date", "mask.months", Kind::months, year, 0, n.value, m->value);
  }

  std::optional<DateRead> day(std::size_t from, int month_number, const Small& d, int year) {
    std::size_t to = d.to + 1;
    const bool until = ends_with_any(s_, from, {U"截至", U"截止", U"截止到", U"截至到"});
    if (is_dash(ch(s_, to))) {
      const auto m = read_small(s_, to + 1);
      if (m && m->value <= 31) {
        if (ch(s_, m->to) == U'日' || ch(s_, m->to) == U'号') return with(from, m->to + 1, "date", "mask.days", Kind::day, year, 0, month_number, d.value);
        if (ch(s_, m->to) == U'月') {
          if (const auto d2 = read_small(s_, m->to + 1); d2 && (ch(s_, d2->to) == U'日' || ch(s_, d2->to) == U'号'))
            return with(from, d2->to + 1, "date", "mask.days", Kind::day, year, 0, month_number, d.value);
        }
      }
    }
    return with(from, to, "date", "mask.day", until ? Kind::until_day : Kind::day, year, 0, month_number, d.value);
  }

  // 三季度 · 第三季度 · 一至三季度 · 一、二季度
  std::optional<DateRead> quarter(std::size_t from, std::size_t, const Small& n, int year = 0) {
    if (n.value < 1 || n.value > 4) return std::nullopt;
    const auto done = [&](std::size_t e, int to_quarter) -> std::optional<DateRead> {
      if (starts(s_, e, U"季度")) return with(from, e + 2, "period", "mask.quarter", Kind::quarters, year, 0, n.value, to_quarter);
      return std::nullopt;
    };
    if (auto r = done(n.to, n.value)) return r;
    if (is_dash(ch(s_, n.to)) || ch(s_, n.to) == U'、') {
      if (const auto m = read_small(s_, n.to + 1); m && m->value > n.value && m->value <= 4) return done(m->to, m->value);
    }
    return std::nullopt;
  }

  // 前三季度 · 前三个季度 · 前10个月 · 前两个月
  std::optional<DateRead> first_of(std::size_t i) {
    const auto n = read_small(s_, i + 1);
    if (!n) return std::nullopt;
    const std::size_t e = skip_words(s_, n->to, {U"个"});
    if (starts(s_, e, U"季度") && n->value >= 1 && n->value <= 4) return with(i, e + 2, "period", "mask.first_quarters", Kind::quarters, 0, 0, 1, n->value);
    if (ch(s_, e) == U'月' && n->value >= 1 && n->value <= 12) return with(i, e + 1, "period", "mask.first_months", Kind::months, 0, 0, 1, n->value);
    return std::nullopt;
  }

  // 近三年 · 最近5年 · 过去五年 · 这三年
  std::optional<DateRead> last_years(std::size_t i) {
    const std::size_t e = skip_words(s_, i, {U"最近的", U"最近", U"过去的", U"过去", U"近", U"这"});
    if (e == i) return std::nullopt;
    const auto n = read_small(s_, e);
    if (!n || n->value < 1 || n->value > 100) return std::nullopt;
    std::size_t k = n->to;
    if (starts(s_, k, U"个月")) return made(k + 2, "period", "mask.last_months");
    if (ch(s_, k) == U'余' || ch(s_, k) == U'多') return std::nullopt;
    if (ch(s_, k) != U'年' || one_of(ch(s_, k + 1), U"级代度")) return std::nullopt;
    k = skip_words(s_, k + 1, {U"以来", U"来", U"间", U"内"});
    return with(i, k, "period", "mask.last_years", Kind::last_years, 0, 0, n->value, n->value);
  }

  std::optional<DateRead> weekday(std::size_t i) {
    const std::size_t e = skip_words(s_, i, {U"星期", U"礼拜", U"周"});
    if (e == i || !one_of(ch(s_, e), U"一二三四五六日天")) return std::nullopt;
    if (s_[i] == U'周' && (one_of(ch(s_, e), U"日天") ? one_of(ch(s_, e + 1), U"数期") : one_of(ch(s_, e + 1), U"次百十千"))) return std::nullopt;
    if (i > 0 && s_[i] == U'周' && one_of(s_[i - 1], U"一二三四五六七八九十两几上下本0123456789")) {
      if (!one_of(s_[i - 1], U"上下本")) return std::nullopt;
    }
    std::size_t to = e + 1;
    if (is_dash(ch(s_, to))) {
      const std::size_t k = skip_words(s_, to + 1, {U"星期", U"礼拜", U"周"});
      if (one_of(ch(s_, k), U"一二三四五六日天")) to = k + 1;
    }
    return made(to, "date", "mask.weekday");
  }

  std::optional<DateRead> lunar(std::size_t i) {
    std::size_t e = skip_words(s_, i, {U"正月", U"腊月", U"冬月"});
    const bool has_month = e != i;
    if (ch(s_, e) == U'初' && han_digit(ch(s_, e + 1)) > 0) {
      if (!has_month && one_of(ch(s_, e + 2), U"步次级期中年")) return std::nullopt;
      return made(e + 2, "date", "mask.lunar");
    }
    if (ch(s_, e) == U'初' && ch(s_, e + 1) == U'十') return made(e + 2, "date", "mask.lunar");
    if (!has_month) return std::nullopt;
    if (const auto d = read_small(s_, e); d && d->digits == 0) return made(d->to, "date", "mask.lunar");
    return made(e, "date", "mask.lunar");
  }

  bool half_day_before(std::size_t i) const {
    return ends_with_any(s_, i, {U"上午", U"下午", U"中午", U"晚上", U"早上", U"凌晨", U"傍晚", U"清晨", U"晚", U"早", U"今晨", U"当晚", U"夜里", U"深夜", U"每天", U"每日"});
  }

  // 9:30 · 9时30分 · 上午9点 · 三点半 · 9点至11点
  std::optional<DateRead> clock(std::size_t i, const Small& n) {
    if (n.value > 24) return std::nullopt;
    const char32_t c = ch(s_, n.to);
    if ((c == U':' || c == U'：') && n.digits > 0) {
      if (!is_digit(ch(s_, n.to + 1)) || !is_digit(ch(s_, n.to + 2)) || is_digit(ch(s_, n.to + 3)) || s_[n.to + 1] > U'5') return std::nullopt;
      std::size_t e = n.to + 3;
      if ((ch(s_, e) == U':' || ch(s_, e) == U'：') && is_digit(ch(s_, e + 1)) && is_digit(ch(s_, e + 2))) e += 3;
      return clock_range(e);
    }
    if (c == U'时') {
      if (one_of(ch(s_, n.to + 1), U"间代期候长段常机速值尚钟差装隔限空效")) return std::nullopt;
      const auto minute = read_small(s_, n.to + 1);
      const bool minutes = minute && minute->value < 60 && ch(s_, minute->to) == U'分';
      if (n.digits == 0 && !minutes && !half_day_before(i)) return std::nullopt;
      return clock_range(minutes ? minute->to + 1 : skip_words(s_, n.to + 1, {U"许", U"整", U"半"}));
    }
    if (c == U'点') {
      std::size_t e = skip_words(s_, n.to + 1, {U"半", U"钟", U"整", U"一刻", U"三刻", U"多钟"});
      const bool said = e != n.to + 1;
      const auto minute = read_small(s_, n.to + 1);
      const bool minutes = minute && minute->value < 60 && ch(s_, minute->to) == U'分' && ch(s_, minute->to + 1) != U'之';
      if (minutes) return clock_range(minute->to + 1);
      const auto other = is_dash(ch(s_, e)) ? read_small(s_, e + 1) : std::nullopt;
      const bool range = other && other->value <= 24 && ch(s_, other->to) == U'点';
      if (said || range || half_day_before(i)) return clock_range(e);
    }
    return std::nullopt;
  }
  DateRead clock_range(std::size_t e) {
    if (is_dash(ch(s_, e))) {
      std::size_t k = e + 1;
      k = skip_words(s_, k, {U"次日", U"下午", U"上午", U"晚上", U"晚", U"中午"});
      if (const auto n = read_small(s_, k); n && n->value <= 24) {
        if (const auto r = clock(k, *n)) return made(r->to, "time", "mask.time");
      }
    }
    return made(e, "time", "mask.time");
  }

  // 2023.3.15 · 2023/3/15 · 2023-03-15 · 2023.03 · 20230315
  std::optional<DateRead> numeric_date(std::size_t i, const Small& n) {
    if (n.digits != 4 || !is_year(n)) return std::nullopt;
    const char32_t sign = ch(s_, n.to);
    if (sign != U'.' && sign != U'/' && sign != U'-' && sign != U'—') return std::nullopt;
    const auto m = read_small(s_, n.to + 1);
    if (!m || m->digits == 0 || m->digits > 2 || m->value < 1 || m->value > 12) return std::nullopt;
    if (ch(s_, m->to) == sign) {
      const auto d = read_small(s_, m->to + 1);
      if (d && d->digits > 0 && d->digits <= 2 && d->value >= 1 && d->value <= 31 && !is_digit(ch(s_, d->to)))
        return with(i, d->to, "date", "mask.date", Kind::day, n.value, 0, m->value, d->value);
    }
    if (is_digit(ch(s_, m->to)) || ch(s_, m->to) == U'.' || m->digits != 2 || sign == U'—') return std::nullopt;
    return with(i, m->to, "date", "mask.date", Kind::months, n.value, 0, m->value, m->value);
  }

  // 15日 · 90年代 · 20世纪 · 102周年 · 三年级
  std::optional<DateRead> rest(std::size_t i, const Small& n) {
    const std::size_t e = n.to;
    if (starts(s_, e, U"年代")) return made(skip_words(s_, e + 2, {U"初", U"末", U"中期"}), "date", "mask.decade");
    if (starts(s_, e, U"世纪")) {
      const auto d = read_small(s_, e + 2);
      if (d && starts(s_, d->to, U"年代")) return made(d->to + 2, "date", "mask.decade");
      return made(e + 2, "date", "mask.century");
    }
    if (starts(s_, e, U"周年") || starts(s_, e, U"週年")) return made(e + 2, "duration", "mask.anniversary");
    if (starts(s_, e, U"年级")) return made(e + 2, "name", "mask.grade");
    if (ch(s_, e) == U'日' && n.value >= 1 && n.value <= 31 && !one_of(ch(s_, e + 1), U"内均元游") && !starts(s_, e, U"日历天") &&
        !ends_with_any(s_, i, {U"共", U"为期", U"历时", U"累计", U"近", U"每"}))
      return made(e + 1, "date", "mask.day_alone");
    return std::nullopt;
  }

  std::u32string_view s_;
};
}  // namespace

bool is_dash(char32_t c) { return c == U'—' || c == U'-' || c == U'~' || c == U'至' || c == U'到'; }

std::optional<Small> read_small(std::u32string_view s, std::size_t i) {
  Small out;
  std::size_t j = i;
  if (is_digit(ch(s, i))) {
    while (is_digit(ch(s, j)) && j < i + 5) out.value = out.value * 10 + static_cast<int>(ch(s, j++) - U'0');
    out.digits = static_cast<int>(j - i);
    if (out.digits > 4) return std::nullopt;
    if (i > 0 && is_digit(s[i - 1])) return std::nullopt;
    out.year_like = out.digits == 4;
    out.to = j;
    return out;
  }
  int run = 0;
  while (han_digit(ch(s, j)) >= 0 && j < i + 5) {
    out.value = out.value * 10 + han_digit(ch(s, j++));
    ++run;
  }
  if (run > 4) return std::nullopt;
  if (run >= 2) {
    out.year_like = run == 4;
    out.to = j;
    return han_unit(ch(s, j)) > 0 ? std::nullopt : std::optional(out);
  }
  // 三 · 十 · 十二 · 二十 · 二十三 · 廿三 · 三十一
  int tens = -1;
  if (ch(s, j) == U'廿' || ch(s, j) == U'卅') {
    tens = ch(s, j) == U'廿' ? 2 : 3;
    ++j;
  } else if (ch(s, j) == U'十' || ch(s, j) == U'拾') {
    tens = run == 1 ? out.value : 1;
    ++j;
  }
  if (tens >= 0) {
    out.value = tens * 10;
    if (han_digit(ch(s, j)) > 0 && ch(s, j) != U'两') out.value += han_digit(s[j++]);
  } else if (run == 0) {
    return std::nullopt;
  }
  if (han_unit(ch(s, j)) > 0) return std::nullopt;
  out.to = j;
  return out;
}

std::optional<DateRead> read_date_at(const Text& text, std::size_t i) { return DateReader(text.s).at_number(i); }
std::optional<DateRead> read_date_word(const Text& text, std::size_t i) { return DateReader(text.s).at_word(i); }
}  // namespace youju::claim
