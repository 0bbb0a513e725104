// SPDX-License-Identifier: Apache-2.0
// Text as it is read: one width, one script, no soft line ends and no spaces of typesetting; every character
// knows where it came from.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "claim/claim.h"

namespace youju::claim {

struct Text {
  std::u32string raw;                // as given
  std::u32string s;                  // as read
  std::vector<std::uint32_t> at;     // s[i] came from raw[at[i]]; one more entry at the end
  std::vector<std::uint8_t> flags;   // of s[i]

  static constexpr std::uint8_t kHidden = 1;   // under a bidirectional control, or with a combining mark: not to be trusted
  static constexpr std::uint8_t kGap = 2;      // a space or line end before it was dropped
  static constexpr std::uint8_t kMark = 4;     // superscript or circled digit: a note or an enumerator

  std::size_t size() const { return s.size(); }
  char32_t operator[](std::size_t i) const { return i < s.size() ? s[i] : U'\0'; }
  Span span(std::size_t from, std::size_t to) const;   // of s → of raw
  std::string words(std::size_t from, std::size_t to) const;  // as read, UTF-8
  std::string original(Span span) const;
};

// `hard` are places in raw (starts of blocks) before which a line end is never soft.
Text normalise(std::u32string raw, const std::vector<std::uint32_t>& hard);
// One character: full width → ASCII, traditional → simplified, spaces of every kind → ' '; U+0000 for invisible ones.
char32_t normal_char(char32_t c);
std::u32string normal_word(std::string_view utf8);  // for lexicon entries

inline bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
inline bool is_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
bool is_sentence_end(char32_t c);  // 。！？; line end
bool is_clause_end(char32_t c);    // those, ，；：、 brackets and their ASCII twins
}  // namespace youju::claim
