// SPDX-License-Identifier: Apache-2.0
// The words the reading knows, by class, found from their first or from their last character.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "claim/claim.h"

namespace youju::claim {

// Classes of words; the names in lexicon.toml are these names. One word may be in several.
enum class Word : int {
  fixed_phrase, lexical, vague, holiday, name, code, duration,   // masks
  measure,
  above_open, above, below, below_open, near, about,             // bound words before the numeral
  or_more, or_less, thereabouts, and_odd,                        // bound words after it
  up, down, level,                                               // 增长 · 下降 · 增加到
  plan, requirement, done, history,                              // modality
  total, part, rest,                                             // 共 合计 · 其中 · 其余
  each, average, compare,                                        // 各 分别 每 · 平均 人均 · 比 较
  light_verb, verb, act, filler, unit, stop,                          // for subjects
  zero_noun, zero_verb, event_verb,
  whole_period,                                                  // 全年 今年以来 …: a period without a numeral
  count_
};
inline constexpr int kWordClasses = static_cast<int>(Word::count_);
using WordSet = std::uint64_t;
constexpr WordSet set_of(Word w) { return WordSet{1} << static_cast<int>(w); }
template <class... W>
constexpr WordSet set_of(Word first, W... rest) { return set_of(first) | set_of(rest...); }
inline constexpr WordSet kMaskWords =
    set_of(Word::fixed_phrase, Word::lexical, Word::vague, Word::holiday, Word::name, Word::code, Word::duration);
std::string_view word_class_name(Word w);

enum class Sort : std::uint8_t { thing, generic, person, visit, event, money, time, percent, size, many };  // of measure words

struct Entry {
  std::u32string word;
  WordSet classes = 0;
  Sort sort = Sort::thing;
  double factor = 1;          // 万元 is 10,000 of 元; kept in `as`
  std::string as;             // measure as reported
  std::string sense;          // of whole_period words: this_year, last_year …
};

// Words as a trie; longest match from a place on, or ending at a place. A step looks at no more than kLongest characters.
class WordTree {
 public:
  static constexpr std::size_t kLongest = 24;
  void add(std::u32string_view word, int entry);
  template <class Next, class See>
  void walk(Next next, See see) const {  // see(entry, length)
    int node = 0;
    for (std::size_t n = 0; n < kLongest; ++n) {
      const char32_t c = next(n);
      if (c == 0) return;
      const auto it = edges_.find(key(node, c));
      if (it == edges_.end()) return;
      node = it->second;
      if (ends_[static_cast<std::size_t>(node)] >= 0) see(ends_[static_cast<std::size_t>(node)], n + 1);
    }
  }

 private:
  static std::uint64_t key(int node, char32_t c) { return (static_cast<std::uint64_t>(node) << 21) | c; }
  std::unordered_map<std::uint64_t, int> edges_;
  std::vector<int> ends_{-1};
};

// A word that shows what a text is (genre.cpp), or what a number in it is (told.cpp: rule, told).
struct Sign {
  enum class Side : std::uint8_t { report, own, other, rule, told };  // own: the office itself, 我局; other: speaks against a report
  enum class Where : std::uint8_t { anywhere, title, after_number, head, behind };
  std::u32string word;
  int weight = 0;
  Side side = Side::report;
  Where where = Where::anywhere;
  bool other() const { return side == Side::other; }
};

struct KindWord {
  std::u32string word;
  std::size_t kind = 0;
  int score = 0;
};
struct KindOf {
  KindId id;
  std::vector<std::u32string> measures;
};

struct Lexicon::Impl {
  std::vector<Entry> entries;
  std::unordered_map<std::u32string, int> by_word;
  WordTree forward, backward;
  std::vector<KindOf> kinds;
  std::vector<KindWord> kind_words;  // longest first
  std::vector<Sign> signs;
  WordTree sign_words;
  std::vector<bool> sign_starts;     // by first character
  bool sign_begins(char32_t c) const { return c < sign_starts.size() && sign_starts[c]; }
  std::vector<Sign> marks;           // signs of the sides rule and told
  WordTree mark_words;
  std::vector<bool> mark_starts;
  bool mark_begins(char32_t c) const { return c < mark_starts.size() && mark_starts[c]; }

  // Longest word of one of the classes that starts at i (does not pass `end`); nullptr when none.
  const Entry* at(std::u32string_view s, std::size_t i, WordSet classes, std::size_t end = std::u32string_view::npos) const;
  // Longest word of one of the classes that ends before i (does not pass `begin`).
  const Entry* before(std::u32string_view s, std::size_t i, WordSet classes, std::size_t begin = 0) const;
  bool is(std::u32string_view word, WordSet classes) const;
  void add(Entry entry);
  void add(Sign sign);  // the last of equal words stays
};

// Adds the words of a file; problems are named with their lines.
void read_lexicon(std::string_view toml, const std::string& file, Lexicon::Impl& into, kinds::PackProblems& problems);
void add_kinds(const std::vector<kinds::Kind>& kinds, Lexicon::Impl& into);
}  // namespace youju::claim
