// SPDX-License-Identifier: Apache-2.0
// Short codes printed beside figures: 35 bits of SHA-256 as 7 characters of Crockford base32 and a check character.
#include "crypto/crypto.h"

namespace youju::crypto {
namespace {
constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kValueCharacters = 7;

// Odd weights are invertible modulo 32, so any single wrong character changes the sum.
unsigned check_value(const std::array<unsigned, kValueCharacters>& values) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) sum += (2 * static_cast<unsigned>(i) + 1) * values[i];
  return sum % 32;
}

std::optional<unsigned> read_character(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') c = '0';
  if (c == 'I' || c == 'L') c = '1';
  const auto at = kCrockford.find(c);
  if (at == std::string_view::npos) return std::nullopt;
  return static_cast<unsigned>(at);
}

std::string write(const std::array<unsigned, kValueCharacters>& values) {
  std::string out;
  for (const unsigned value : values) out += kCrockford[value];
  out += kCrockford[check_value(values)];
  return out;
}
}  // namespace

std::string short_code(std::string_view text) {
  const Digest digest = sha256(text);
  std::uint64_t bits = 0;
  for (int i = 0; i < 5; ++i) bits = bits << 8 | digest[static_cast<std::size_t>(i)];
  bits >>= 5;  // 40 bits read, the first 35 used
  std::array<unsigned, kValueCharacters> values{};
  for (std::size_t i = kValueCharacters; i-- > 0; bits >>= 5) values[i] = bits & 31;
  return write(values);
}

std::optional<std::string> read_short_code(std::string_view typed) {
  std::array<unsigned, kValueCharacters> values{};
  unsigned check = 0;
  std::size_t n = 0;
  for (const char c : typed) {
    if (c == ' ' || c == '-') continue;  // people group characters when copying
    const auto value = read_character(c);
    if (!value || n > kValueCharacters) return std::nullopt;
    if (n < kValueCharacters) values[n] = *value;
    else check = *value;
    ++n;
  }
  if (n != kValueCharacters + 1 || check != check_value(values)) return std::nullopt;
  return write(values);
}
}  // namespace youju::crypto
