// SPDX-License-Identifier: Apache-2.0
// Reading UTF-8 one code point at a time, with nothing but the language: youju-verify is built without ICU.
#pragma once
#include <cstddef>
#include <string_view>

namespace youju {
inline constexpr char32_t kBroken = 0xFFFFFFFF;
// Decodes one code point at `i` (advanced past it); 0xFFFFFFFF when the bytes there are no UTF-8 (one byte consumed).
char32_t next_code_point(std::string_view s, std::size_t& i);
// 0 to 9; no other digits of Unicode.
inline constexpr bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
}  // namespace youju
