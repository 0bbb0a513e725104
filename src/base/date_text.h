// SPDX-License-Identifier: Apache-2.0
// Dates as people type them in ledgers and lines of text.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace youju {

// What was read: the span of days (one day mostly), the time of day as "09:30–11:00" or "上午" if one stood there,
// whether the year was taken from `default_year`, and how many bytes of the text it used (from the start of the match).
struct ReadDate {
  Period days;
  std::string time_of_day;
  bool year_assumed = false;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The whole text is a date: 3月5日 · 2023.3.5 · 2023/3/5 · 2023-03-05 · 20230305 · 2023年3月5日上午 · 3月5日-7日 ·
// 2023年3月5日至4月2日 · 3.5 (month.day, only with a default year) · Excel serials 20000–80000 (base 1900) ·
// full-width digits · 二〇二三年三月五日 · 2023年3月 (the whole month). Nothing when it is no date or no such day exists.
std::optional<ReadDate> read_date(std::string_view text, std::optional<int> default_year = std::nullopt);
// The first date inside a longer text ("3月5日 主题党日 …"). Excel serials and bare 3.5 are not looked for.
std::optional<ReadDate> find_date(std::string_view text, std::optional<int> default_year = std::nullopt);
}  // namespace youju
