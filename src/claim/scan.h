// SPDX-License-Identifier: Apache-2.0
// First pass over a text: numerals, what looks like numerals and is not (masks), and mentions of periods.
#pragma once
#include <optional>
#include <vector>

#include "claim/lexicon.h"
#include "claim/normal.h"
#include "claim/numeral.h"

namespace youju::claim {

struct Mask {
  std::size_t from = 0, to = 0;
  std::string_view why;
  std::string_view rule;   // of the trace
  bool listed = true;      // false: a period without a numeral (全年) is no non-claim
};

// A period as mentioned. What it means is settled when the report's period is known (period.cpp).
struct Mention {
  enum class Kind : std::uint8_t {
    years, months, quarters, halves, day, until_month, until_day, last_years, this_year, last_year, next_year, year_before_last,
    to_date, same_last_year, this_month, last_month, this_quarter, last_quarter
  };
  std::size_t from = 0, to = 0;
  Kind kind = Kind::years;
  int year = 0, year_to = 0;   // 0: not said
  int a = 0, b = 0;            // months, quarters, halves from–to; day in b with month in a; n of last_years
  bool after_compare = false;  // 比2022年: what is compared with
};

struct Scanned {
  std::vector<Mask> masks;
  std::vector<Num> numerals;     // not under a mask
  std::vector<Num> masked;       // under a mask, for the list of all numerals
  std::vector<Mention> mentions;
  bool too_many = false;            // more than kMostNumbers: the pass ended there
  std::vector<std::size_t> quotes;  // pairs: opening and closing “ ” or 《 》
  std::uint64_t steps = 0;
};

// A cell of a table; places in the text as read.
struct Cell {
  std::size_t from = 0, to = 0;
  int table = 0, row = 0, column = 0;
};
const Cell* cell_at(const std::vector<Cell>& cells, std::size_t i);  // tables.cpp

Scanned scan(const Text& text, const Lexicon::Impl& lexicon, const std::vector<Cell>& cells);

// ---- dates and times (dates.cpp): each gives the end of what it read, 0 for nothing ----
struct Small {  // a number of at most four digits or characters
  int value = 0;
  std::size_t to = 0;
  int digits = 0;  // Arabic digits; 0 when Chinese
  bool year_like = false;
};
std::optional<Small> read_small(std::u32string_view s, std::size_t i);
struct DateRead {
  std::size_t to = 0;
  std::string_view why, rule;
  std::optional<Mention> mention;
};
// A date, time, period or duration that begins with a number at i.
std::optional<DateRead> read_date_at(const Text& text, std::size_t i);
// One that begins with a word: 第三季度 前三季度 近三年 星期三 正月初五 截至9月底 上午9点.
std::optional<DateRead> read_date_word(const Text& text, std::size_t i);
bool is_dash(char32_t c);  // — - ~ 至 到: between the ends of a range
}  // namespace youju::claim
