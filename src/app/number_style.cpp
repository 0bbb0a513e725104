// SPDX-License-Identifier: Apache-2.0
#include "app/number_style.h"

#include <cmath>

#include "base/text.h"

namespace youju::app {
namespace {
constexpr std::u32string_view kHanNumerals = U"零〇一二三四五六七八九十百千两";
constexpr std::u32string_view kDigits = U"零一二三四五六七八九";

bool one_of(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }

struct Style {
  bool chinese = false, full_width = false, thousands = false, two_as_liang = false;
  int decimals = 0;
  double factor = 1;
  std::u32string head, tail;  // 百分之, %, 万
};

Style style_of(std::u32string_view text) {
  Style style;
  if (text.starts_with(U"百分之")) {
    style.head = U"百分之";
    text.remove_prefix(3);
  }
  while (!text.empty() && one_of(text.back(), U"万亿%％")) {
    if (text.back() == U'万') style.factor *= 1e4;
    if (text.back() == U'亿') style.factor *= 1e8;
    style.tail.insert(style.tail.begin(), text.back());
    text.remove_suffix(1);
  }
  bool fraction = false;
  for (const auto c : text) {
    if (one_of(c, kHanNumerals)) style.chinese = true;
    if (c >= U'０' && c <= U'９') style.full_width = true;
    if (c == U',' || c == U'，') style.thousands = true;
    if (fraction) ++style.decimals;
    if (c == U'.' || c == U'．' || c == U'点') fraction = true;
  }
  style.two_as_liang = text == U"两";
  return style;
}

// The place of the last digit that is not zero: 1200 → 100.
double unit_of(double value) {
  double unit = 1;
  while (std::fabs(value) >= unit * 10 && std::fmod(value, unit * 10) == 0) unit *= 10;
  return unit;
}

std::optional<double> rounded(double value, double unit, Rounding rounding) {
  while (unit > 1 && value < unit) unit /= 10;
  const double down = std::floor(value / unit) * unit;
  switch (rounding) {
    case Rounding::none: return value;
    case Rounding::down: return down;
    case Rounding::down_strict: return down == value ? std::optional<double>{} : down;
    case Rounding::up: return down == value ? std::optional<double>{} : down + unit;
    case Rounding::nearest: return std::round(value / unit) * unit;
  }
  return value;
}

std::u32string arabic(double value, const Style& style) {
  auto text = fmt::format("{:.{}f}", value, style.decimals);
  if (style.thousands) {
    const auto dot = text.find('.');
    for (auto at = static_cast<std::ptrdiff_t>(dot == std::string::npos ? text.size() : dot) - 3; at > 0; at -= 3) text.insert(static_cast<std::size_t>(at), ",");
  }
  auto out = to_code_points(text);
  if (style.full_width) {
    for (auto& c : out) {
      if (c >= U'0' && c <= U'9') c = c - U'0' + U'０';
    }
  }
  return out;
}
}  // namespace

std::string chinese_number(std::int64_t n) {
  if (n < 0) return "负" + chinese_number(-n);
  if (n == 0) return "零";
  const auto part = [](std::int64_t m, bool first) {
    static constexpr std::u32string_view places = U"千百十";
    std::u32string out;
    bool gap = !first && m < 1000;
    for (std::int64_t place = 1000, k = 0; place > 0; place /= 10, ++k) {
      const auto digit = m / place % 10;
      if (digit == 0) {
        gap = gap || !out.empty();
        continue;
      }
      if (gap) out += U'零';
      gap = false;
      const bool bare_ten = first && out.empty() && place == 10 && digit == 1;
      if (!bare_ten) out += kDigits[static_cast<std::size_t>(digit)];
      if (place > 1) out += places[static_cast<std::size_t>(k)];
    }
    return out;
  };
  std::u32string out;
  bool first = true;
  for (const auto& [scale, name] : {std::pair<std::int64_t, std::u32string_view>{100'000'000, U"亿"}, {10'000, U"万"}, {1, U""}}) {
    const auto m = scale == 100'000'000 ? n / scale : n / scale % 10'000;
    if (m == 0) continue;
    out += part(m, first);
    out += name;
    first = false;
  }
  return from_code_points(out);
}

Rounding rounding_of(const claim::Claim& claim) {
  const auto& in = claim.interval;
  switch (claim.bound) {
    case claim::Bound::exact: return Rounding::none;
    case claim::Bound::at_least: return in.lo_open ? Rounding::down_strict : Rounding::down;
    case claim::Bound::approx: return in.hi && in.hi_open && *in.hi <= claim.value ? Rounding::up : Rounding::nearest;
    case claim::Bound::at_most:
    case claim::Bound::range: break;
  }
  return Rounding::none;
}

std::optional<std::string> written_like(std::string_view old_text, double old_value, double value, Rounding rounding) {
  const auto style = style_of(to_code_points(old_text));
  const auto to_write = rounded(value, unit_of(std::fabs(old_value)), rounding);
  if (!to_write || *to_write < 0) return std::nullopt;
  const double scaled = *to_write / style.factor;
  if (style.chinese) {
    if (scaled != std::floor(scaled)) return std::nullopt;
    auto text = chinese_number(static_cast<std::int64_t>(scaled));
    if (scaled == 2 && style.two_as_liang) text = "两";
    return from_code_points(style.head) + text + from_code_points(style.tail);
  }
  const bool percent = !style.tail.empty() && one_of(style.tail.back(), U"%％");
  if (!percent && style.factor == 1 && style.decimals == 0 && scaled != std::floor(scaled)) return std::nullopt;
  return from_code_points(style.head + arabic(scaled, style) + style.tail);
}
}  // namespace youju::app
