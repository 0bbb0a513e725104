// SPDX-License-Identifier: Apache-2.0
// Reading and writing periods; which period comes before one.
#include "figures/period_text.h"

#include <fmt/format.h>

#include <array>
#include <vector>

#include "base/date_text.h"
#include "base/text.h"

namespace youju::figures {
namespace {

using Outcome = ReadPeriod::Outcome;

bool take(std::string_view& text, std::string_view word) {
  if (text.substr(0, word.size()) != word) return false;
  text.remove_prefix(word.size());
  return true;
}

bool take_any(std::string_view& text, std::initializer_list<std::string_view> words) {
  for (const auto word : words)
    if (take(text, word)) return true;
  return false;
}

bool digit(char c) {
  return c >= '0' && c <= '9';
}

// 1–12 as ASCII digits or Chinese numerals, at the start.
std::optional<int> take_small(std::string_view& text) {
  std::size_t n = 0;
  while (n < text.size() && digit(text[n])) ++n;
  if (n > 0) {
    if (n > 2) return std::nullopt;
    const int value = std::stoi(std::string(text.substr(0, n)));
    text.remove_prefix(n);
    return value;
  }
  static constexpr std::array<std::pair<std::string_view, int>, 12> numerals = {{{"十二", 12},
                                                                                 {"十一", 11},
                                                                                 {"十", 10},
                                                                                 {"一", 1},
                                                                                 {"二", 2},
                                                                                 {"三", 3},
                                                                                 {"四", 4},
                                                                                 {"五", 5},
                                                                                 {"六", 6},
                                                                                 {"七", 7},
                                                                                 {"八", 8},
                                                                                 {"九", 9}}};
  for (const auto& [word, value] : numerals)
    if (take(text, word)) return value;
  return std::nullopt;
}

// 二〇二三年 → 2023年.
std::string with_ascii_year(std::string_view text) {
  static constexpr std::array<std::string_view, 11> numerals = {"〇", "一", "二", "三", "四", "五",
                                                                "六", "七", "八", "九", "零"};
  std::string year;
  std::string_view rest = text;
  while (year.size() < 4) {
    bool found = false;
    for (std::size_t i = 0; i < numerals.size() && !found; ++i)
      if (take(rest, numerals[i])) year += static_cast<char>('0' + i % 10), found = true;
    if (!found) return std::string(text);
  }
  return take(rest, "年") ? year + "年" + std::string(rest) : std::string(text);
}

struct Year {
  std::optional<int> value;
  bool written = false;
  bool relative = false;  // 今年: needs the default
  bool sign = false;      // followed by 年 or a separator
};

Year take_year(std::string_view& text, std::optional<int> default_year) {
  if (take_any(text, {"今年", "本年度", "本年", "this year"})) return {default_year, true, true, true};
  if (take_any(text, {"去年", "上年度", "上年", "last year"}))
    return {default_year ? std::optional<int>(*default_year - 1) : std::nullopt, true, true, true};
  if (text.size() >= 4 && digit(text[0]) && digit(text[1]) && digit(text[2]) && digit(text[3]) &&
      (text.size() == 4 || !digit(text[4]))) {
    const int year = std::stoi(std::string(text.substr(0, 4)));
    text.remove_prefix(4);
    const bool sign = take_any(text, {"年度", "年", "-", ".", "/", " "});
    return {year, true, false, sign};
  }
  return {default_year, false, false, false};
}

// What stands after the year: a quarter, a half, a month or months. Nothing when it is none of these.
std::optional<std::pair<int, int>> months_of(std::string_view rest, bool bare_month) {
  using Months = std::pair<int, int>;
  const auto within = [](int n, int most) { return n >= 1 && n <= most; };
  if (rest == "上半年") return Months{1, 6};
  if (rest == "下半年") return Months{7, 12};
  if (rest == "全年") return Months{1, 12};
  std::string_view text = rest;
  if (take(text, "h") || take(text, "H")) {
    const auto n = take_small(text);
    if (n && within(*n, 2) && text.empty()) return Months{*n * 6 - 5, *n * 6};
    return std::nullopt;
  }
  if (take(text, "q") || take(text, "Q")) {
    const auto n = take_small(text);
    if (n && within(*n, 4) && text.empty()) return Months{*n * 3 - 2, *n * 3};
    return std::nullopt;
  }
  const bool first = take(text, "前");
  if (!first) take(text, "第");
  const auto n = take_small(text);
  if (!n) return std::nullopt;
  if (text == "季度" || text == "季" || text == "个季度") {
    if (!within(*n, 4)) return std::nullopt;
    return first ? Months{1, *n * 3} : Months{*n * 3 - 2, *n * 3};
  }
  if (!within(*n, 12)) return std::nullopt;
  if (first) return text == "个月" ? std::optional<Months>(Months{1, *n}) : std::nullopt;
  if (text == "月" || text == "月份" || (text.empty() && bare_month)) return Months{*n, *n};
  return std::nullopt;
}

ReadPeriod of_months(int year, std::pair<int, int> months) {
  return {Outcome::read, {Period::month(year, months.first).from, Period::month(year, months.second).to}};
}

bool looks_like_day(std::string_view text) {
  std::size_t digits = 0;
  bool other = false;
  for (const char c : text) digits += digit(c) ? 1 : 0, other = other || !digit(c);
  return digits == 8 ||
         (digits >= 1 && other && (text.find_first_of("-./") != text.npos || text.find("月") != text.npos));
}

ReadPeriod read_one(std::string_view text, std::optional<int> default_year) {
  std::string_view rest = text;
  const Year year = take_year(rest, default_year);
  rest = trim(rest);
  if (year.written && year.value && (*year.value < 1900 || *year.value > 2199))
    return {Outcome::no_such_day, {}};
  if (rest.empty()) {
    if (!year.written) return {};
    if (!year.value) return {Outcome::needs_year, {}};
    return {Outcome::read, Period::year(*year.value)};
  }
  if (const auto months = months_of(rest, year.written && year.sign)) {
    if (!year.value) return {Outcome::needs_year, {}};
    return of_months(*year.value, *months);
  }
  if (!looks_like_day(text)) return {};
  std::string day =
      year.relative && year.value ? fmt::format("{}年{}", *year.value, rest) : std::string(text);
  if (const auto read = read_date(day, default_year)) return {Outcome::read, read->days};
  if (!default_year && read_date(day, 2000)) return {Outcome::needs_year, {}};
  return {Outcome::no_such_day, {}};
}

std::string without_tail(std::string_view text) {
  for (const std::string_view tail : {"底", "末", "为止", "止"})
    if (text.size() > tail.size() && text.substr(text.size() - tail.size()) == tail)
      return std::string(trim(text.substr(0, text.size() - tail.size())));
  return std::string(text);
}

ReadPeriod to_date(std::string_view text, std::optional<int> default_year) {
  const auto until = read_one(without_tail(trim(text)), default_year);
  if (until.outcome != Outcome::read) return until;
  return {Outcome::read, {*Date::of(until.period.to.year(), 1, 1), until.period.to}};
}

ReadPeriod range(std::string_view left, std::string_view right, std::optional<int> default_year) {
  const auto from = read_one(trim(left), default_year);
  if (from.outcome != Outcome::read) return from;
  const auto until = read_one(without_tail(trim(right)), from.period.from.year());
  if (until.outcome != Outcome::read) return until;
  if (until.period.to < from.period.from) return {Outcome::backwards, {}};
  return {Outcome::read, {from.period.from, until.period.to}};
}
}  // namespace

ReadPeriod read_period(std::string_view typed, std::optional<int> default_year) {
  const std::string text = with_ascii_year(lower_ascii(trim(typed)));
  std::string_view view = text;
  if (view.empty()) return {};
  if (take_any(view, {"截至", "截止到", "截止", "至", "到", "until ", "to ", ".."}))
    return to_date(view, default_year);
  const auto one = read_one(view, default_year);
  if (one.outcome == Outcome::read) return one;
  for (const std::string_view sign : {"..", "~", "—", "–", "至", "到", " to "}) {
    const auto at = view.find(sign);
    if (at == view.npos || at == 0) continue;
    std::string_view right = view.substr(at + sign.size());
    while (take(right, sign)) {
    }
    const auto read = range(view.substr(0, at), right, default_year);
    if (read.outcome != Outcome::no_period) return read;
  }
  return one;
}

bool is_whole_months(Period period) {
  return period.from.day() == 1 && period.to.plus_days(1).day() == 1;
}

namespace {
int month_count(Period period) {
  return (period.to.year() - period.from.year()) * 12 + period.to.month() - period.from.month() + 1;
}
}  // namespace

std::string period_spelling(Period p) {
  const int year = p.from.year();
  if (p == Period::year(year)) return fmt::format("{}", year);
  for (int half = 1; half <= 2; ++half)
    if (p == Period::half(year, half)) return fmt::format("{}H{}", year, half);
  for (int quarter = 1; quarter <= 4; ++quarter)
    if (p == Period::quarter(year, quarter)) return fmt::format("{}Q{}", year, quarter);
  if (p == Period::month(year, p.from.month())) return fmt::format("{}-{:02}", year, p.from.month());
  if (p.from == p.to) return p.from.iso();
  return p.from.iso() + ".." + p.to.iso();
}

std::string say_period_zh(Period p) {
  const int year = p.from.year();
  const auto day = [](Date d) { return fmt::format("{}年{}月{}日", d.year(), d.month(), d.day()); };
  if (p == Period::year(year)) return fmt::format("{}年", year);
  for (int half = 1; half <= 2; ++half)
    if (p == Period::half(year, half)) return fmt::format("{}年{}半年", year, half == 1 ? "上" : "下");
  static constexpr std::array<std::string_view, 4> numerals = {"一", "二", "三", "四"};
  for (int quarter = 1; quarter <= 4; ++quarter)
    if (p == Period::quarter(year, quarter))
      return fmt::format("{}年第{}季度", year, numerals[static_cast<std::size_t>(quarter - 1)]);
  if (p == Period::month(year, p.from.month())) return fmt::format("{}年{}月", year, p.from.month());
  if (p.from == p.to) return day(p.from);
  return fmt::format("{}至{}", day(p.from), day(p.to));
}

std::string say_period_en(Period p) {
  static constexpr std::array<std::string_view, 12> months = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  static constexpr std::array<std::string_view, 4> order = {"first", "second", "third", "fourth"};
  const int year = p.from.year();
  const auto month_name = [](Date d) { return months[static_cast<std::size_t>(d.month() - 1)]; };
  const auto day = [&](Date d) { return fmt::format("{} {} {}", d.day(), month_name(d), d.year()); };
  if (p == Period::year(year)) return fmt::format("{}", year);
  for (int half = 1; half <= 2; ++half)
    if (p == Period::half(year, half))
      return fmt::format("the {} half of {}", half == 1 ? "first" : "second", year);
  for (int quarter = 1; quarter <= 4; ++quarter)
    if (p == Period::quarter(year, quarter))
      return fmt::format("the {} quarter of {}", order[static_cast<std::size_t>(quarter - 1)], year);
  if (p == Period::month(year, p.from.month())) return fmt::format("{} {}", month_name(p.from), year);
  if (p.from == p.to) return day(p.from);
  return fmt::format("{} to {}", day(p.from), day(p.to));
}

Period previous_period(Period p, bool year_on_year) {
  const auto a_year_before = [](Date d) {
    // The last day of a month stays the last day of the month.
    const Date moved = d.plus_months(-12);
    return d.plus_days(1).day() == 1 ? Period::month(moved.year(), moved.month()).to : moved;
  };
  if (year_on_year) return {a_year_before(p.from), a_year_before(p.to)};
  const int months = is_whole_months(p) ? month_count(p) : 0;
  const bool unit =
      (months == 1 || months == 3 || months == 6 || months == 12) && (p.from.month() - 1) % months == 0;
  // From the New Year to a date: its own length back would cut a year in the middle.
  const bool to_date = p.from.month() == 1 && p.from.day() == 1 && p.to.year() == p.from.year();
  if (to_date && !unit) return {a_year_before(p.from), a_year_before(p.to)};
  if (months > 0) return {p.from.plus_months(-months), p.from.plus_days(-1)};
  return {p.from.plus_days(-p.length()), p.from.plus_days(-1)};
}
}  // namespace youju::figures
