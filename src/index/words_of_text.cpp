// SPDX-License-Identifier: Apache-2.0
#include "index/words_of_text.h"

#include <algorithm>

#include "base/text.h"

namespace youju::index {
namespace {
// No two characters of a text make a word that begins with this and is longer than two.
constexpr std::string_view kUnitMark = "\u00a7";
constexpr std::size_t kMaxWordsOfQuery = 64;

bool is_space(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x3000 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029;
}

// ASCII marks would part words for FTS5's tokenizer and quote them for PostgreSQL. Their full-width forms are
// free: folding has turned every one of them into ASCII.
char32_t word_character(char32_t c) {
  const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  return c > 0x20 && c < 0x7f && !plain ? c + 0xFEE0 : c;
}

// Two characters as one number, so that words are sorted and made unique before they become text; 0 = no
// second.
using Pair = std::uint64_t;
void append_word(std::string& out, Pair pair) {
  const char32_t both[2] = {static_cast<char32_t>(pair >> 32), static_cast<char32_t>(pair & 0xffffffffu)};
  out += from_code_points(std::u32string_view(both, both[1] == 0 ? 1 : 2));
}
std::vector<Pair> pairs_of(std::u32string_view text, bool last_alone) {
  std::vector<Pair> pairs;
  pairs.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == static_cast<char32_t>(kFieldBreak)) continue;
    const bool last = i + 1 == text.size() || text[i + 1] == static_cast<char32_t>(kFieldBreak);
    if (last && !last_alone) continue;
    pairs.push_back(static_cast<Pair>(word_character(text[i])) << 32 |
                    (last ? 0 : word_character(text[i + 1])));
  }
  std::ranges::sort(pairs);
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

std::string join(const std::vector<std::string>& words, char quote, std::string_view between) {
  std::string out;
  for (const auto& word : words) {
    if (!out.empty()) out += between;
    out += quote + word + quote;
  }
  return out;
}
}  // namespace

std::string searchable(std::string_view text) {
  // Folding may drop invisible characters, so the fields are folded one by one.
  std::u32string kept;
  while (true) {
    const auto end = text.find(kFieldBreak);
    for (const auto c : to_code_points(fold(text.substr(0, end)))) {
      if (!is_space(c) && c >= 0x20 && c != 0x7f) kept.push_back(c);
    }
    if (end == std::string_view::npos) break;
    kept.push_back(static_cast<char32_t>(kFieldBreak));
    text.remove_prefix(end + 1);
  }
  return from_code_points(kept);
}

std::string words_of(std::string_view searchable_text, std::string_view unit) {
  std::string out = std::string(kUnitMark) + std::string(unit);
  for (const auto pair : pairs_of(to_code_points(searchable_text), true)) {
    out += ' ';
    append_word(out, pair);
  }
  return out;
}

const std::string& word_rules() {
  static const std::string rules = [] {
    std::u32string all;
    for (char32_t c = 0x80; c < 0x30000; ++c) {
      if (c < 0xD800 || c > 0xDFFF) all.push_back(c);
    }
    std::uint64_t hash = 14695981039346656037u;  // FNV-1a over what every character folds to
    for (const unsigned char byte : fold(from_code_points(all))) hash = (hash ^ byte) * 1099511628211u;
    return "pairs-1-" + std::to_string(hash);
  }();
  return rules;
}

Needle needle_of(std::string_view query, const std::vector<UnitId>& units) {
  Needle needle;
  needle.text = searchable(query);
  std::erase(needle.text, kFieldBreak);
  const auto characters = to_code_points(needle.text);
  needle.length = characters.size();
  if (needle.length == 0) return needle;
  if (needle.length == 1) {
    std::string word;
    append_word(word, static_cast<Pair>(word_character(characters[0])) << 32);
    needle.sqlite = "\"" + word + "\" *";
    needle.postgres = "'" + word + "':*";
  } else {
    std::vector<std::string> words;
    for (const auto pair : pairs_of(std::u32string_view(characters).substr(0, kMaxWordsOfQuery), false))
      append_word(words.emplace_back(), pair);
    needle.sqlite = join(words, '"', " AND ");
    needle.postgres = join(words, '\'', " & ");
  }
  if (units.empty() || units.size() > kUnitsAsWords) return needle;
  std::vector<std::string> marks;
  for (const auto& unit : units) marks.push_back(std::string(kUnitMark) + unit.text);
  needle.sqlite = "(" + needle.sqlite + ") AND (" + join(marks, '"', " OR ") + ")";
  needle.postgres = "(" + needle.postgres + ") & (" + join(marks, '\'', " | ") + ")";
  return needle;
}

std::vector<std::string> parts_of(std::string_view text, std::size_t size) {
  const auto characters = to_code_points(text);
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < characters.size(); at += size - kMaxNeedle) {
    parts.push_back(from_code_points(std::u32string_view(characters).substr(at, size)));
    if (at + size >= characters.size()) break;
  }
  return parts;
}

namespace {
// Where in the text as typed the needle begins and ends, looked for in short stretches so that only one of
// them has to be folded character by character.
std::pair<std::size_t, std::size_t> place_in(std::u32string_view typed, std::string_view needle) {
  constexpr std::size_t kStretch = 256;
  const auto reach =
      code_point_count(needle) * 4 + 64;  // white space between its characters included, within reason
  for (std::size_t at = 0; at < typed.size(); at += kStretch) {
    const auto stretch = typed.substr(at, kStretch + reach);
    if (searchable(from_code_points(stretch)).find(needle) == std::string::npos) continue;
    std::string folded;
    std::vector<std::size_t> source;  // for each byte of folded, the character it came from
    for (std::size_t i = 0; i < stretch.size(); ++i) {
      folded += searchable(from_code_points(stretch.substr(i, 1)));
      source.resize(folded.size(), at + i);
    }
    const auto found = folded.find(needle);
    if (found == std::string::npos) return {at, at};
    return {source[found], source[found + needle.size() - 1] + 1};
  }
  return {0, 0};
}
}  // namespace

std::string snippet_of(std::string_view text, std::string_view needle, std::size_t around) {
  const auto typed = to_code_points(text);
  const auto [from, to] = place_in(typed, needle);
  const auto stop = [](char32_t c) { return c == static_cast<char32_t>(kFieldBreak); };
  std::size_t begin = from, end = to;
  while (begin > 0 && from - begin < around && !stop(typed[begin - 1])) --begin;
  while (end < typed.size() && end - to < around && !stop(typed[end])) ++end;
  auto out = from_code_points(std::u32string_view(typed).substr(begin, end - begin));
  std::ranges::replace(out, '\n', ' ');
  if (begin > 0 && !stop(typed[begin - 1])) out.insert(0, "…");
  if (end < typed.size() && !stop(typed[end])) out += "…";
  return out;
}
}  // namespace youju::index
