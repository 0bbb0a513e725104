// SPDX-License-Identifier: Apache-2.0
// Hex and base64, both strict: one text for each byte string, so that two texts never mean the same hash.
#include "crypto/crypto.h"

namespace youju::crypto {
namespace {

constexpr char kHex[] = "0123456789abcdef";
constexpr char kBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t kNone = 0xff;
using Table = std::array<std::uint8_t, 256>;

constexpr Table invert(std::string_view alphabet) {
  Table table{};
  for (auto& value : table) value = kNone;
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    table[static_cast<std::uint8_t>(alphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return table;
}
constexpr Table kFromHex = invert(kHex);
constexpr Table kFromBase64 = invert(kBase64);

std::uint8_t byte_at(std::string_view text, std::size_t i) { return static_cast<std::uint8_t>(text[i]); }

bool decode_hex(std::string_view text, char* out) {
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const auto high = kFromHex[byte_at(text, i)];
    const auto low = kFromHex[byte_at(text, i + 1)];
    if ((high | low) > 15) return false;
    out[i / 2] = static_cast<char>(high << 4 | low);
  }
  return true;
}
}  // namespace

std::string hex(std::string_view bytes) {
  std::string out(bytes.size() * 2, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    out[2 * i] = kHex[byte_at(bytes, i) >> 4];
    out[2 * i + 1] = kHex[byte_at(bytes, i) & 15];
  }
  return out;
}
std::string hex(const Digest& digest) {
  return hex(std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string out(text.size() / 2, '\0');
  if (!decode_hex(text, out.data())) return std::nullopt;
  return out;
}
std::optional<Digest> digest_from_hex(std::string_view text) {
  Digest out;
  if (text.size() != 2 * out.size() || !decode_hex(text, reinterpret_cast<char*>(out.data()))) return std::nullopt;
  return out;
}

std::string base64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  std::size_t i = 0;
  for (; i + 3 <= bytes.size(); i += 3) {
    const unsigned v = byte_at(bytes, i) << 16 | byte_at(bytes, i + 1) << 8 | byte_at(bytes, i + 2);
    const char four[] = {kBase64[v >> 18], kBase64[v >> 12 & 63], kBase64[v >> 6 & 63], kBase64[v & 63]};
    out.append(four, 4);
  }
  if (bytes.size() - i == 1) {
    const unsigned v = byte_at(bytes, i) << 4;
    out += {kBase64[v >> 6], kBase64[v & 63], '=', '='};
  } else if (bytes.size() - i == 2) {
    const unsigned v = (byte_at(bytes, i) << 8 | byte_at(bytes, i + 1)) << 2;
    out += {kBase64[v >> 12], kBase64[v >> 6 & 63], kBase64[v & 63], '='};
  }
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  const std::size_t letters = text.size() - padding;
  std::string out;
  out.reserve(text.size() / 4 * 3);
  unsigned bits = 0;
  for (std::size_t i = 0; i < letters; ++i) {
    const auto value = kFromBase64[byte_at(text, i)];
    if (value == kNone) return std::nullopt;
    bits = (bits << 6 | value) & 0xffffff;
    if (i % 4 == 3) out += {static_cast<char>(bits >> 16), static_cast<char>(bits >> 8 & 255), static_cast<char>(bits & 255)};
  }
  // Bits beyond the last byte must be zero, else several texts would stand for the same bytes.
  if (padding == 2) {
    if ((bits & 15) != 0) return std::nullopt;
    out += static_cast<char>(bits >> 4 & 255);
  } else if (padding == 1) {
    if ((bits & 3) != 0) return std::nullopt;
    out += {static_cast<char>(bits >> 10 & 255), static_cast<char>(bits >> 2 & 255)};
  }
  return out;
}
}  // namespace youju::crypto
