// SPDX-License-Identifier: Apache-2.0
// Decimals with four places, and the many ways in which people write a number in a cell.
#include "base/number.h"

#include <array>

#include "base/code_point.h"
#include "base/result.h"
#include "base/text.h"

namespace youju {
namespace {

__extension__ typedef __int128 Wide;
constexpr Wide kLargest = INT64_MAX;

// mantissa · 10^exponent → Decimal; nothing when it does not fit or has more than four places.
std::optional<Decimal> decimal_of(Wide mantissa, int exponent) {
  exponent += 4;
  for (; exponent > 0; --exponent) {
    mantissa *= 10;
    if (mantissa > kLargest || mantissa < -kLargest) return std::nullopt;
  }
  for (; exponent < 0; ++exponent) {
    if (mantissa % 10 != 0) return std::nullopt;
    mantissa /= 10;
  }
  if (mantissa > kLargest || mantissa < -kLargest) return std::nullopt;
  return Decimal{static_cast<std::int64_t>(mantissa)};
}

int digit_of(char32_t c) {
  static constexpr std::u32string_view kPlain = U"零一二三四五六七八九";
  static constexpr std::u32string_view kFormal = U"零壹贰叁肆伍陆柒捌玖";
  static constexpr std::u32string_view kOld = U"〇壹貳參肆伍陸柒捌玖";
  for (std::u32string_view row : {kPlain, kFormal, kOld})
    if (auto at = row.find(c); at != row.npos) return static_cast<int>(at);
  if (c == U'两' || c == U'兩') return 2;
  if (c == U'○') return 0;  // U+25CB, typed in place of 〇
  return -1;
}

// 10, 100, 1000 inside a section of four places; 0 for anything else.
int small_unit(char32_t c) {
  switch (c) {
    case U'十':
    case U'拾':
      return 10;
    case U'百':
    case U'佰':
      return 100;
    case U'千':
    case U'仟':
      return 1000;
    default:
      return 0;
  }
}

// Exponent of 万 and 亿; 0 for anything else.
int large_exponent(char32_t c) {
  switch (c) {
    case U'万':
    case U'萬':
      return 4;
    case U'亿':
    case U'億':
      return 8;
    default:
      return 0;
  }
}

bool is_numeral(char32_t c) {
  return digit_of(c) >= 0 || small_unit(c) || large_exponent(c);
}

// "二〇二三", "一二": digits place by place.
std::optional<std::int64_t> positional(std::u32string_view text) {
  if (text.size() > 15) return std::nullopt;
  if (text.size() == 2 && digit_of(text[1]) != 0) return std::nullopt;  // 五六人 is "five or six"
  std::int64_t value = 0;
  for (char32_t c : text) {
    const int d = digit_of(c);
    if (d < 0) return std::nullopt;
    value = value * 10 + d;
  }
  return value;
}

// A section below 10,000: "三千零五", "十二". "一百五" is refused, since people mean 150 and 105 by it.
std::optional<std::int64_t> section(std::u32string_view text, bool leading) {
  std::int64_t value = 0;
  int last_unit = 10'000;
  bool zero = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (digit_of(text[i]) == 0) {
      if (zero || i + 1 == text.size()) return std::nullopt;
      zero = true;
      continue;
    }
    int digit = digit_of(text[i]);
    int unit = digit < 0 ? small_unit(text[i]) : 1;
    if (digit < 0) {
      if (unit != 10 || (leading && i != 0) || (!leading && i > 1))
        return std::nullopt;  // only 十 stands alone
      digit = 1;
    } else if (i + 1 < text.size() && small_unit(text[i + 1])) {
      unit = small_unit(text[++i]);
    }
    if (unit >= last_unit) return std::nullopt;
    if (unit * 10 != last_unit && !zero && last_unit != 10'000) return std::nullopt;
    value += std::int64_t{digit} * unit;
    last_unit = unit;
    zero = false;
  }
  return value;
}

std::optional<std::int64_t> structured(std::u32string_view text) {
  std::int64_t total = 0;
  std::size_t begin = 0;
  bool wan = false, yi = false;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const int exponent = i < text.size() ? large_exponent(text[i]) : 0;
    if (i < text.size() && exponent == 0) continue;
    const auto part = text.substr(begin, i - begin);
    begin = i + 1;
    if (i == text.size() && part.empty()) break;
    const bool over_all = exponent == 8 && part.empty() && wan;  // 一万亿
    if (part.empty() && !over_all) return std::nullopt;
    // "三万五": the five may be thousands, so a bare digit after 万 or 亿 needs its 零.
    if (exponent == 0 && total > 0 && part.size() == 1) return std::nullopt;
    const auto value = part.empty() ? std::optional<std::int64_t>(0) : section(part, total == 0);
    if (!value) return std::nullopt;
    if (exponent == 8) {
      if (yi) return std::nullopt;
      total = (total + *value) * 100'000'000;
      yi = true;
      wan = false;
    } else if (exponent == 4) {
      if (wan) return std::nullopt;
      total += *value * 10'000;
      wan = true;
    } else {
      total += *value;
    }
    if (total < 0 || total > 900'000'000'000'000) return std::nullopt;
  }
  return total;
}

struct Scan {
  std::u32string text;
  std::size_t at = 0;
  char32_t peek(std::size_t ahead = 0) const { return at + ahead < text.size() ? text[at + ahead] : U'\0'; }
  void spaces() {
    while (peek() == U' ' || peek() == U'\u00A0' || peek() == U'\u3000' || peek() == U'\t') ++at;
  }
};


struct Mantissa {
  Wide value = 0;
  int exponent = 0;
};

// "1,234.50": separators only in groups of three.
std::optional<Mantissa> arabic(Scan& scan) {
  Mantissa out;
  int digits = 0, group = 0;
  bool grouped = false;
  for (;; ++scan.at) {
    const char32_t c = scan.peek();
    if (is_digit(c)) {
      if (++digits > 18) return std::nullopt;
      out.value = out.value * 10 + (c - U'0');
      ++group;
    } else if (c == U',' && is_digit(scan.peek(1)) && digits > 0) {
      if (grouped ? group != 3 : group > 3) return std::nullopt;
      grouped = true;
      group = 0;
    } else {
      break;
    }
  }
  if (digits == 0 || (grouped && group != 3)) return std::nullopt;
  if (scan.peek() != U'.' || !is_digit(scan.peek(1))) return out;
  for (++scan.at; is_digit(scan.peek()); ++scan.at) {
    if (++digits > 18) return std::nullopt;
    out.value = out.value * 10 + (scan.peek() - U'0');
    --out.exponent;
  }
  return out;
}

// 万, 亿, 万亿, and 百, 千 behind Arabic digits ("3千").
int multiplier(Scan& scan) {
  int exponent = 0;
  if (scan.peek() == U'百')
    exponent = 2, ++scan.at;
  else if (scan.peek() == U'千' &&
           std::u32string_view(U"米克瓦").find(scan.peek(1)) == std::u32string_view::npos)
    exponent = 3, ++scan.at;
  while (const int more = large_exponent(scan.peek())) {
    exponent += more;
    ++scan.at;
    if (exponent >= 12) break;
  }
  return exponent;
}

// What may stand behind a number: a short measure, no second number, no "more than".
std::optional<std::string> measure(std::u32string_view rest) {
  while (!rest.empty() && rest.back() == U' ') rest.remove_suffix(1);
  if (rest.size() > 12) return std::nullopt;
  static constexpr std::u32string_view kVague = U"余餘多几幾来來-–—~至到.,:";
  if (!rest.empty() && kVague.find(rest.front()) != kVague.npos) return std::nullopt;
  const bool kilo = rest.starts_with(U"千米") || rest.starts_with(U"千克") || rest.starts_with(U"千瓦");
  for (char32_t c : rest.substr(kilo ? 1 : 0))
    if (is_digit(c) || is_numeral(c) || c == U'、' || c == U';' || c == U'。' || c < U' ')
      return std::nullopt;
  return from_code_points(rest);
}
}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  bool negative = false;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) negative = text[0] == '-', text.remove_prefix(1);
  const auto dot = text.find('.');
  const auto whole = text.substr(0, dot);
  const auto places = dot == text.npos ? std::string_view{} : text.substr(dot + 1);
  if (whole.empty() || whole.size() > 18 || (dot != text.npos && places.empty()) || places.size() > 4)
    return std::nullopt;
  Wide mantissa = 0;
  for (std::string_view part : {whole, places})
    for (char c : part) {
      if (c < '0' || c > '9') return std::nullopt;
      mantissa = mantissa * 10 + (c - '0');
    }
  return decimal_of(negative ? -mantissa : mantissa, -static_cast<int>(places.size()));
}

std::string Decimal::text() const {
  const bool negative = scaled < 0;
  const auto magnitude =
      negative ? 0 - static_cast<std::uint64_t>(scaled) : static_cast<std::uint64_t>(scaled);
  std::string out = (negative ? "-" : "") + std::to_string(magnitude / kScale);
  if (const auto rest = magnitude % kScale; rest != 0) {
    std::string places = std::to_string(kScale + rest).substr(1);
    places.erase(places.find_last_not_of('0') + 1);
    out += "." + places;
  }
  return out;
}

Decimal add(Decimal a, Decimal b) {
  std::int64_t sum = 0;
  expect_true(!__builtin_add_overflow(a.scaled, b.scaled, &sum), "a sum of decimals fits into 64 bits");
  return Decimal{sum};
}

std::optional<Decimal> divide(Decimal a, Decimal b) {
  if (b.scaled == 0) return std::nullopt;
  const Wide top = Wide{a.scaled} * Decimal::kScale;
  const bool negative = (top < 0) != (b.scaled < 0);
  const Wide n = top < 0 ? -top : top;
  const Wide d = b.scaled < 0 ? -Wide{b.scaled} : Wide{b.scaled};
  const Wide rounded = (n * 2 + d) / (d * 2);  // 四舍五入: halves go away from zero
  if (rounded > kLargest) return std::nullopt;
  return Decimal{static_cast<std::int64_t>(negative ? -rounded : rounded)};
}

std::optional<std::int64_t> chinese_numeral(std::u32string_view text) {
  if (text.empty() || text.size() > 32) return std::nullopt;
  if (text.size() == 1 && digit_of(text[0]) < 0 && small_unit(text[0]) != 10)
    return std::nullopt;  // 百 alone is vague
  bool units = false;
  for (char32_t c : text) units = units || small_unit(c) || large_exponent(c);
  return units ? structured(text) : positional(text);
}

std::optional<ReadNumber> read_number(std::string_view text) {
  Scan scan{to_code_points(trim(to_half_width(text))), 0};
  std::string currency;
  if (scan.peek() == U'¥' || scan.peek() == U'￥') currency = "元", ++scan.at, scan.spaces();
  const bool negative = scan.peek() == U'-' || scan.peek() == U'−';
  if (negative || scan.peek() == U'+') ++scan.at, scan.spaces();

  Mantissa mantissa;
  if (is_digit(scan.peek())) {
    const auto read = arabic(scan);
    if (!read) return std::nullopt;
    mantissa = *read;
    scan.spaces();
    mantissa.exponent += multiplier(scan);
  } else {
    const std::size_t begin = scan.at;
    while (is_numeral(scan.peek())) ++scan.at;
    const auto read = chinese_numeral(std::u32string_view(scan.text).substr(begin, scan.at - begin));
    if (!read) return std::nullopt;
    mantissa.value = *read;
  }
  scan.spaces();
  auto unit = measure(std::u32string_view(scan.text).substr(scan.at));
  const auto value = decimal_of(negative ? -mantissa.value : mantissa.value, mantissa.exponent);
  if (!unit || !value) return std::nullopt;
  if (unit->empty()) *unit = currency;
  return ReadNumber{*value, std::move(*unit)};
}
}  // namespace youju
