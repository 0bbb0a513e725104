// SPDX-License-Identifier: Apache-2.0
// Exact decimals: never a floating point number where a figure is meant.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace youju {

// A decimal with four places: value = scaled / 10000; |value| < 9.2e14. Sums saturate never: they fail loudly (expect_true).
struct Decimal {
  static constexpr std::int64_t kScale = 10'000;
  std::int64_t scaled = 0;
  auto operator<=>(const Decimal&) const = default;
  static Decimal of(std::int64_t whole) { return Decimal{whole * kScale}; }
  // Plain decimal text: "-12.5", "3". At most four places; nothing otherwise.
  static std::optional<Decimal> parse(std::string_view text);
  std::string text() const;  // shortest: "12.5", "3"
  bool is_whole() const { return scaled % kScale == 0; }
};
Decimal add(Decimal a, Decimal b);
// a/b rounded half up to four places; nothing when b is zero.
std::optional<Decimal> divide(Decimal a, Decimal b);

// A number as people type it in a cell: full-width digits, thousands separators, 万/亿, Chinese numerals up to 万亿,
// surrounding measure word returned in `unit` ("23人" → 23, "人"; "1.2万元" → 12000, "元"; "十二次" → 12, "次").
struct ReadNumber {
  Decimal value;
  std::string unit;
};
std::optional<ReadNumber> read_number(std::string_view text);

// Chinese numerals alone: 十二 · 一百零三 · 三万五千 · 二〇二三 · 壹拾. Nothing for 一百五 (105 or 150?) and for 百 alone.
std::optional<std::int64_t> chinese_numeral(std::u32string_view text);
}  // namespace youju
