// SPDX-License-Identifier: Apache-2.0
// Codes by the clock, and what people type of them.
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/text.h"
#include "factor/factor.h"

namespace youju::factor {
namespace {
constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t kRecoveryLetters = 10;

// The characters that count, without what people put between them.
std::string without_gaps(std::string_view typed) {
  std::string out;
  for (const char c : to_half_width(typed))
    if (c != ' ' && c != '-' && c != '\t') out.push_back(c);
  return out;
}
std::string in_address(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}
}  // namespace

std::string code_of(std::string_view secret, std::int64_t step, int digits) {
  unsigned char counter[8], mac[EVP_MAX_MD_SIZE];
  for (int i = 0; i < 8; ++i) counter[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(step) >> (56 - 8 * i));
  unsigned length = 0;
  HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter, sizeof counter, mac, &length);
  expect_true(length == 20, "HMAC-SHA-1 has 20 bytes");
  const unsigned at = mac[19] & 15;
  const auto value = (static_cast<std::uint32_t>(mac[at] & 0x7f) << 24) | (static_cast<std::uint32_t>(mac[at + 1]) << 16) | (static_cast<std::uint32_t>(mac[at + 2]) << 8) | mac[at + 3];
  std::uint32_t modulus = 1;
  for (int i = 0; i < digits; ++i) modulus *= 10;
  return fmt::format("{:0{}}", value % modulus, digits);
}

std::string base32(std::string_view bytes) {
  std::string out;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char c : bytes) {
    held = held << 8 | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 5; bits -= 5) out.push_back(kBase32[held >> (bits - 5) & 31]);
  }
  if (bits > 0) out.push_back(kBase32[held << (5 - bits) & 31]);
  return out;
}

std::string address_of(std::string_view issuer, std::string_view login, std::string_view secret) {
  return "otpauth://totp/" + in_address(issuer) + ":" + in_address(login) + "?secret=" + base32(secret) + "&issuer=" + in_address(issuer) + "&algorithm=SHA1&digits=6&period=30";
}

std::optional<std::string> read_code(std::string_view typed) {
  if (typed.size() > 100) return {};
  auto digits = without_gaps(typed);
  if (digits.size() != kDigits || digits.find_first_not_of("0123456789") != digits.npos) return {};
  return digits;
}

std::optional<std::string> read_recovery(std::string_view typed) {
  if (typed.size() > 100) return {};
  auto letters = lower_ascii(without_gaps(typed));
  if (letters.size() != kRecoveryLetters) return {};
  for (auto& c : letters) {
    if (c == 'o') c = '0';
    if (c == 'i' || c == 'l') c = '1';
    if (c == 'u' || !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) return {};
  }
  return letters;
}
}  // namespace youju::factor
