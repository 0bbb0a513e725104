// SPDX-License-Identifier: Apache-2.0
// Periods as clerks write them, and their one canonical spelling. Inside the room only.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace youju::figures {

struct ReadPeriod {
  enum class Outcome { read, no_period, no_such_day, needs_year, backwards };
  Outcome outcome = Outcome::no_period;
  Period period{};
};
// 2023 · 2023年 · 2023Q1 · 2023年第一季度 · 2023年上半年 · 2023H1 · 2023年前三季度 · 2023-03 · 2023年3月 ·
// 2023-03-05 · A..B · A至B · 至2023-08-31 (from 1 January of that year) · 今年 · 去年 · 第一季度 (with a
// default year). Half-width text.
ReadPeriod read_period(std::string_view text, std::optional<int> default_year);
// "2023", "2023H1", "2023Q1", "2023-03", "2023-03-05", else "2023-01-01..2023-08-31".
std::string period_spelling(Period period);
// In words: 2023年第一季度 / the first quarter of 2023.
std::string say_period_zh(Period period);
std::string say_period_en(Period period);

// The stretch a growth is measured against: the one just before, or the same one a year earlier.
Period previous_period(Period period, bool year_on_year);
bool is_whole_months(Period period);
}  // namespace youju::figures
