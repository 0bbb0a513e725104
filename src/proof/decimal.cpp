// SPDX-License-Identifier: Apache-2.0
#include "proof/decimal.h"

#include <algorithm>

namespace youju::proof {

std::optional<Wide> read_decimal(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const auto point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view part = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (whole.empty() || whole.size() > 15 || part.size() > 4 || (point != std::string_view::npos && part.empty())) return std::nullopt;
  if (!std::ranges::all_of(whole, is_digit) || !std::ranges::all_of(part, is_digit)) return std::nullopt;
  Wide value = 0;
  for (const char c : whole) value = value * 10 + (c - '0');
  for (std::size_t i = 0; i < 4; ++i) value = value * 10 + (i < part.size() ? part[i] - '0' : 0);
  return negative ? -value : value;
}

std::string decimal_text(Wide scaled) {
  const bool negative = scaled < 0;
  Wide n = negative ? -scaled : scaled;
  std::string digits;
  for (; n != 0 || digits.size() < 5; n /= 10) digits += static_cast<char>('0' + static_cast<int>(n % 10));
  std::reverse(digits.begin(), digits.end());
  std::string part = digits.substr(digits.size() - 4);
  part.erase(part.find_last_not_of('0') + 1);
  std::string out = digits.substr(0, digits.size() - 4);
  if (!part.empty()) out += "." + part;
  return negative ? "-" + out : out;
}

std::optional<Wide> quotient(Wide a, Wide b) {
  if (b == 0) return std::nullopt;
  const bool negative = (a < 0) != (b < 0);
  const Wide n = (a < 0 ? -a : a) * kOne, d = b < 0 ? -b : b;
  const Wide rounded = (n * 2 + d) / (d * 2);
  return negative ? -rounded : rounded;
}
}  // namespace youju::proof
