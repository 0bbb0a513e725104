// SPDX-License-Identifier: Apache-2.0
// Text as people of two writing systems type it. All text in the program is UTF-8 in NFC; what comes from outside
// passes through `clean` once, at the door.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace youju {

bool is_utf8(std::string_view bytes);  // strict: no surrogates, no overlong forms, nothing above U+10FFFF
// UTF-8 → NFC. Nothing when the bytes are no UTF-8.
std::optional<std::string> to_nfc(std::string_view bytes);
// NFC, line ends as \n, control characters except \n and \t removed, surrounding white space (ideographic space
// included) trimmed. Nothing when the bytes are no UTF-8.
std::optional<std::string> clean(std::string_view bytes);
// Bidirectional controls, zero-width and tag characters: refused in names, titles and numbers (UTS 39).
bool has_invisible(std::string_view utf8);

// One text → the form in which search and synonyms compare: NFKC, lower case, full width → half width,
// traditional → simplified, invisible characters dropped. Positions are not kept.
std::string fold(std::string_view utf8);

std::u32string to_code_points(std::string_view utf8);  // broken bytes become U+FFFD
std::string from_code_points(std::u32string_view text);
std::size_t code_point_count(std::string_view utf8);

std::string_view trim(std::string_view utf8);  // ASCII and ideographic white space at both ends
// Splits at any of the given code points ("、，,;；"); parts are trimmed, empty parts dropped.
std::vector<std::string> split_any(std::string_view utf8, std::u32string_view separators);
// Digits and Latin punctuation of full width → ASCII: "１２．５" → "12.5". Nothing else changes.
std::string to_half_width(std::string_view utf8);
bool is_ascii(std::string_view text);
std::string lower_ascii(std::string_view text);
bool is_han(char32_t c);
// Whether the character is one of these; 0 (no character) never is.
inline bool one_of(char32_t c, std::u32string_view set) { return c != 0 && set.find(c) != std::u32string_view::npos; }
// Sort key by pinyin (ICU collation zh), hex; compare keys bytewise.
std::string pinyin_key(std::string_view utf8);

// Bytes in other encodings → UTF-8. `encoding` is what was found: "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE".
struct Decoded {
  std::string text;
  std::string encoding;
};
// Byte-order mark first, then strict UTF-8, then GB18030; nothing when none fits.
std::optional<Decoded> decode_any(std::string_view bytes);
std::optional<std::string> encode_gb18030(std::string_view utf8);

// Damerau–Levenshtein distance in code points, capped at `cap`: for "did you mean".
int edit_distance(std::string_view a, std::string_view b, int cap = 8);
}  // namespace youju
