// SPDX-License-Identifier: Apache-2.0
// Text → the words of the full-text index: every two neighbouring characters of the folded text are one word,
// so that a substring of two characters is one look-up and no segmenter decides what a word is. Why:
// docs/decisions/0051.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"

namespace youju::index {

inline constexpr char kFieldBreak = '\x1f';  // between the fields of a text; never typed, `clean` removes it
inline constexpr std::size_t kMaxNeedle =
    200;  // code points of a query; parts of a long text overlap by as many
inline constexpr std::size_t kUnitsAsWords = 16;  // more units than these are sorted out afterwards

// Folded, white space removed, field breaks kept. A query is found in a text when it is a substring of this.
std::string searchable(std::string_view text);
// Distinct words of a searchable text and its unit, parted by one space.
std::string words_of(std::string_view searchable_text, std::string_view unit);
// A name for the rules above and the folding under them: an index made under other rules is made anew.
const std::string& word_rules();

struct Needle {
  std::string text;        // searchable form of the query; "" finds nothing
  std::size_t length = 0;  // in code points
  std::string sqlite;      // FTS5 expression
  std::string postgres;    // tsquery
};
// Candidates hold all two-character words of the query; whether they hold them in a row is read from the
// text.
Needle needle_of(std::string_view query, const std::vector<UnitId>& units);

// About `around` code points on both sides of the first place where the needle stands, as typed.
std::string snippet_of(std::string_view text, std::string_view needle, std::size_t around = 20);
// Parts of at most `size` code points that overlap by kMaxNeedle, so that no query falls between two.
std::vector<std::string> parts_of(std::string_view text, std::size_t size);
}  // namespace youju::index
