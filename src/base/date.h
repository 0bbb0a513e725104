// SPDX-License-Identifier: Apache-2.0
// Days, spans of days, and instants. Days are days of Asia/Shanghai (+08:00, no daylight saving); instants are UTC
// milliseconds. std::chrono's zones do not exist in g++ 12, hence the fixed offset.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace youju {

// A calendar day, proleptic Gregorian; `days` since 1970-01-01. Valid years 1900–2199 where read from people.
struct Date {
  std::int32_t days = 0;
  auto operator<=>(const Date&) const = default;

  static std::optional<Date> of(int year, int month, int day);    // nothing if there is no such day
  static std::optional<Date> parse(std::string_view iso);         // "2023-03-05" only
  std::string iso() const;                                        // "2023-03-05"
  int year() const;
  int month() const;
  int day() const;
  int weekday() const;                                            // 1 = Monday … 7 = Sunday
  Date plus_days(int n) const { return Date{days + n}; }
  Date plus_months(int n) const;                                  // clamps to the month's last day
};

// Both ends included; from <= to.
struct Period {
  Date from;
  Date to;
  auto operator<=>(const Period&) const = default;
  bool contains(Date d) const { return from <= d && d <= to; }
  bool overlaps(Period o) const { return from <= o.to && o.from <= to; }
  int length() const { return to.days - from.days + 1; }
  static Period year(int year);
  static Period half(int year, int half);        // 1 or 2
  static Period quarter(int year, int quarter);  // 1–4
  static Period month(int year, int month);      // 1–12
};

// UTC, milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t ms = 0;
  auto operator<=>(const Instant&) const = default;
  static std::optional<Instant> parse(std::string_view iso);  // "2024-01-05T03:04:05.678Z" only
  std::string iso() const;                                    // the same form, always three digits of milliseconds
  Date shanghai_date() const;
  std::string shanghai_text() const;                          // "2024-01-05 11:04"
};
// The first instant of a day in Shanghai.
Instant start_of_day(Date day);
}  // namespace youju
