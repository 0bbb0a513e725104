// SPDX-License-Identifier: Apache-2.0
#include "base/date.h"

#include <chrono>

namespace youju {
namespace {
constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kShanghaiMs = 8 * 3'600'000;

std::chrono::year_month_day ymd(Date d) { return std::chrono::sys_days{std::chrono::days{d.days}}; }
Date from_ymd(std::chrono::year_month_day v) {
  return Date{static_cast<std::int32_t>(std::chrono::sys_days{v}.time_since_epoch().count())};
}
std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

std::optional<int> digits(std::string_view s) {
  int v = 0;
  for (const char c : s) {
    if (c < '0' || c > '9') return std::nullopt;
    v = v * 10 + (c - '0');
  }
  return v;
}
}  // namespace

std::optional<Date> Date::of(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || day < 1) return std::nullopt;
  const std::chrono::year_month_day v{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                      std::chrono::day{static_cast<unsigned>(day)}};
  if (!v.ok()) return std::nullopt;
  return from_ymd(v);
}
std::optional<Date> Date::parse(std::string_view s) {
  if (s.size() != 10 || s[4] != '-' || s[7] != '-') return std::nullopt;
  const auto y = digits(s.substr(0, 4)), m = digits(s.substr(5, 2)), d = digits(s.substr(8, 2));
  if (!y || !m || !d) return std::nullopt;
  return of(*y, *m, *d);
}
// By hand: every row that is written or read carries a day or two.
std::string Date::iso() const {
  const auto date = ymd(*this);
  const int y = static_cast<int>(date.year());
  const auto m = static_cast<unsigned>(date.month()), d = static_cast<unsigned>(date.day());
  if (y < 0 || y > 9999) return fmt::format("{:04}-{:02}-{:02}", y, m, d);
  std::string out = "0000-00-00";
  const auto put = [&](std::size_t last, unsigned number) {
    for (; number != 0; number /= 10) out[last--] = static_cast<char>('0' + number % 10);
  };
  put(3, static_cast<unsigned>(y));
  put(6, m);
  put(9, d);
  return out;
}
int Date::year() const { return static_cast<int>(ymd(*this).year()); }
int Date::month() const { return static_cast<int>(static_cast<unsigned>(ymd(*this).month())); }
int Date::day() const { return static_cast<int>(static_cast<unsigned>(ymd(*this).day())); }
int Date::weekday() const {
  return static_cast<int>(std::chrono::weekday{std::chrono::sys_days{std::chrono::days{days}}}.iso_encoding());
}
Date Date::plus_months(int n) const {
  const auto v = ymd(*this) + std::chrono::months{n};
  return from_ymd(v.ok() ? v : std::chrono::year_month_day{v.year() / v.month() / std::chrono::last});
}

Period Period::year(int y) { return {*Date::of(y, 1, 1), *Date::of(y, 12, 31)}; }
Period Period::half(int y, int h) {
  return h == 1 ? Period{*Date::of(y, 1, 1), *Date::of(y, 6, 30)} : Period{*Date::of(y, 7, 1), *Date::of(y, 12, 31)};
}
Period Period::quarter(int y, int q) {
  const Date from = *Date::of(y, 3 * q - 2, 1);
  return {from, from.plus_months(3).plus_days(-1)};
}
Period Period::month(int y, int m) {
  const Date from = *Date::of(y, m, 1);
  return {from, from.plus_months(1).plus_days(-1)};
}

std::optional<Instant> Instant::parse(std::string_view s) {
  if (s.size() != 24 || s[10] != 'T' || s[13] != ':' || s[16] != ':' || s[19] != '.' || s[23] != 'Z') return std::nullopt;
  const auto day = Date::parse(s.substr(0, 10));
  const auto h = digits(s.substr(11, 2)), m = digits(s.substr(14, 2)), sec = digits(s.substr(17, 2)),
             ms = digits(s.substr(20, 3));
  if (!day || !h || !m || !sec || !ms || *h > 23 || *m > 59 || *sec > 59) return std::nullopt;
  return Instant{day->days * kDayMs + ((*h * 60LL + *m) * 60 + *sec) * 1000 + *ms};
}
std::string Instant::iso() const {
  const auto day = floor_div(ms, kDayMs);
  const auto t = ms - day * kDayMs;
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", Date{static_cast<std::int32_t>(day)}.iso(), t / 3'600'000,
                     t / 60'000 % 60, t / 1000 % 60, t % 1000);
}
Date Instant::shanghai_date() const {
  return Date{static_cast<std::int32_t>(floor_div(ms + kShanghaiMs, kDayMs))};
}
std::string Instant::shanghai_text() const {
  const auto local = ms + kShanghaiMs;
  const auto t = local - floor_div(local, kDayMs) * kDayMs;
  return fmt::format("{} {:02}:{:02}", shanghai_date().iso(), t / 3'600'000, t / 60'000 % 60);
}
Instant start_of_day(Date day) { return Instant{day.days * kDayMs - kShanghaiMs}; }
}  // namespace youju
