// SPDX-License-Identifier: Apache-2.0
// C2SP signed-note with Ed25519 keys (type 0x01).
#include "merkle/merkle.h"

namespace youju::merkle {
namespace {
constexpr char kEd25519 = 1;
constexpr std::string_view kDash = "\xe2\x80\x94 ";  // em dash, space
constexpr std::size_t kPublicKey = 32;
constexpr std::size_t kKeyId = 4;
constexpr std::size_t kMaxNote = 1u << 20;

bool is_space(char32_t c) {
  return (c >= 0x09 && c <= 0x0d) || c == 0x20 || c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) ||
         c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

// Takes one code point off the front; nothing when the bytes are no UTF-8. Kept here so that the small verifier needs
// no library for text.
std::optional<char32_t> take_code_point(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  const std::size_t length = first < 0x80 ? 1 : first >= 0xc2 && first < 0xe0 ? 2 : (first & 0xf0) == 0xe0 ? 3
                             : first >= 0xf0 && first < 0xf5                  ? 4
                                                                              : 0;
  if (length == 0 || text.size() < length) return std::nullopt;
  char32_t value = length == 1 ? first : first & (0xffu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return std::nullopt;
    value = value << 6 | (byte(i) & 0x3fu);
  }
  const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
  if (overlong || value > 0x10ffff || (value >= 0xd800 && value < 0xe000)) return std::nullopt;
  text.remove_prefix(length);
  return value;
}

bool is_key_name(std::string_view name) {
  if (name.empty()) return false;
  while (!name.empty()) {
    const auto c = take_code_point(name);
    if (!c || is_space(*c) || *c == U'+' || *c < 0x20) return false;
  }
  return true;
}

bool is_note_text(std::string_view text) {
  while (!text.empty()) {
    const auto c = take_code_point(text);
    if (!c || (*c < 0x20 && *c != U'\n')) return false;
  }
  return true;
}

std::string big_endian(std::uint32_t id) {
  return {static_cast<char>(id >> 24), static_cast<char>(id >> 16 & 255), static_cast<char>(id >> 8 & 255),
          static_cast<char>(id & 255)};
}

struct SignatureLine {
  std::string_view name;
  std::string bytes;  // key id, then signature
};
std::optional<SignatureLine> parse_signature(std::string_view line) {
  if (!line.starts_with(kDash)) return std::nullopt;
  line.remove_prefix(kDash.size());
  const auto space = line.find(' ');
  if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) return std::nullopt;
  auto bytes = crypto::from_base64(line.substr(space + 1));
  if (!bytes || bytes->size() <= kKeyId) return std::nullopt;
  return SignatureLine{line.substr(0, space), std::move(*bytes)};
}

tl::unexpected<Error> malformed_note(std::string why) {
  return fail(Code::corrupt, "merkle.note_malformed", {}, std::move(why));
}
}  // namespace

std::uint32_t NoteKey::id() const {
  const Hash hash = crypto::sha256(name, std::string_view("\n\x01", 2), public_key);
  return static_cast<std::uint32_t>(hash[0]) << 24 | static_cast<std::uint32_t>(hash[1]) << 16 |
         static_cast<std::uint32_t>(hash[2]) << 8 | hash[3];
}

std::string NoteKey::vkey() const {
  return name + "+" + crypto::hex(big_endian(id())) + "+" + crypto::base64(std::string(1, kEd25519) + public_key);
}

std::optional<NoteKey> NoteKey::parse(std::string_view vkey) {
  const auto first = vkey.find('+');
  if (first == std::string_view::npos) return std::nullopt;
  const auto second = vkey.find('+', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto key = crypto::from_base64(vkey.substr(second + 1));
  if (!key || key->size() != 1 + kPublicKey || (*key)[0] != kEd25519) return std::nullopt;
  NoteKey out{std::string(vkey.substr(0, first)), key->substr(1)};
  if (!is_key_name(out.name)) return std::nullopt;
  if (crypto::hex(big_endian(out.id())) != vkey.substr(first + 1, second - first - 1)) return std::nullopt;
  return out;
}

std::string sign_note(std::string_view text, const NoteKey& key, const crypto::SigningKey& secret) {
  expect_true(text.ends_with('\n') && is_note_text(text), "a note's text ends in a newline and has no controls");
  expect_true(is_key_name(key.name) && key.public_key == secret.public_key, "note key does not fit its secret");
  std::string out(text);
  out += "\n";
  out += kDash;
  out += key.name + " " + crypto::base64(big_endian(key.id()) + crypto::sign(secret, text)) + "\n";
  return out;
}

Result<std::string> open_note(std::string_view note, const NoteKey& key) {
  if (note.size() > kMaxNote) return fail(Code::too_large, "merkle.note_too_large");
  if (!is_note_text(note)) return malformed_note("not UTF-8 or control characters");
  const auto blank = note.rfind("\n\n");
  if (blank == std::string_view::npos || !note.ends_with('\n')) return malformed_note("no signatures");
  const std::string_view text = note.substr(0, blank + 1);
  std::string_view lines = note.substr(blank + 2);
  if (lines.empty()) return malformed_note("no signatures");
  const std::string id = big_endian(key.id());
  bool good = false;
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    const auto line = parse_signature(lines.substr(0, end));
    if (!line) return malformed_note("signature line");
    lines.remove_prefix(end + 1);
    if (line->name != key.name || !line->bytes.starts_with(id)) continue;
    if (!crypto::verify_signature(key.public_key, text, std::string_view(line->bytes).substr(kKeyId))) {
      return fail(Code::corrupt, "merkle.note_bad_signature", {{"name", key.name}});
    }
    good = true;
  }
  if (!good) return fail(Code::corrupt, "merkle.note_not_signed", {{"name", key.name}});
  return std::string(text);
}
}  // namespace youju::merkle
