// SPDX-License-Identifier: Apache-2.0
// The one decimal form of sizes and indexes in notes and proofs: no sign, no leading zeros, below 2^63.
#pragma once
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace youju::merkle {
inline std::optional<std::uint64_t> read_decimal(std::string_view text) {
  if (text.empty() || text[0] < '0' || text[0] > '9' || (text[0] == '0' && text.size() > 1)) return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value >> 63 != 0) return std::nullopt;
  return value;
}
}  // namespace youju::merkle
