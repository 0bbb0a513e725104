// SPDX-License-Identifier: Apache-2.0
// What is known while a text is being read; each pass fills its part. Only this room looks inside.
#pragma once
#include <vector>

#include "claim/scan.h"

namespace youju::claim {

// One of several to whom a number is given: 第一支部、第二支部各3次.
struct Member {
  std::string subject;
  std::string unit;  // its name, when it is a unit of the office
};

// A numeral on its way to a claim.
struct Found {
  Num num;
  std::optional<Num> upper;        // B of A至B
  bool lo_open = false, hi_open = false;  // 大于20小于30
  bool between = false;            // 之间 介于 从…到: a range even without a measure word
  std::size_t phrase_from = 0, phrase_to = 0;
  std::size_t number_to = 0;       // end of the numeral with an inner 余 (20多万)
  std::size_t measure_from = 0, measure_to = 0;
  const Entry* measure = nullptr;
  std::string measure_text;        // as reported; "" when elided
  Sort sort = Sort::thing;
  double factor = 1;
  std::optional<Word> bound;       // above_open … thereabouts, and_odd
  const Entry* change = nullptr;   // up or down word
  std::size_t change_from = 0;
  bool level = false, total = false, average = false, rest = false, each = false, negated = false;
  std::string per;
  std::size_t per_from = 0, per_to = 0;
  bool negative_growth = false;
  bool other_side = false;         // compared with something that is no time: 比预算, 较全市平均水平
  std::size_t subject_from = 0;    // where its subject begins in the clause, when a comparison stands before it (0: nowhere special)
  std::size_t clause_from = 0;     // where the clause (or the text after the last claim of it) begins
  std::size_t sentence_from = 0, sentence_to = 0, paragraph_from = 0;
  int sentence = 0;
  int block = 0;
  bool no_numeral = false;         // 未发生…
  bool english = false;            // English words stand around it
  const Cell* cell = nullptr;      // alone in a cell of a table
  const Cell* period_cell = nullptr;  // the header that says its period
  bool own_subject = false;        // not inherited from what was counted before
  std::vector<Member> members;     // 甲组、乙组各3次: one claim for each
  std::string_view why_not;        // set: no claim, for this reason
  std::size_t why_from = 0, why_to = 0;
  Claim claim;
};

struct Sentence {
  std::size_t from = 0, to = 0;
  int paragraph = 0;
};

struct Heading {
  std::size_t from = 0, to = 0;
  int level = 0;
};

// Cells as given, or as drawn with | and tabs.
std::vector<Cell> find_cells(const Text& text, const std::vector<Block>* blocks, const std::vector<std::uint32_t>& starts);  // tables.cpp

// A word of a rule or of what was done, and where it begins.
struct Mark {
  std::size_t at = 0;
  const Sign* sign = nullptr;
};

// What the text is (genre.cpp).
struct Genre {
  int report = 0, other = 0;       // points for both sides
  bool other_text = false;         // no report of an office's work
  std::vector<std::size_t> own;    // where the office itself is named
  bool asks_proof = false;         // a notice, a plan, rules: only what is told as done claims something (told.cpp)
  std::vector<Mark> marks;         // by place
  std::vector<std::string> shown;  // first words that speak against a report
};

struct Reading {
  const Text& text;
  const Lexicon::Impl& lexicon;
  const Context& context;
  std::vector<Cell> cells;
  Scanned scanned;
  std::vector<Sentence> sentences;
  std::vector<std::size_t> paragraphs;  // where each begins
  std::vector<Heading> headings;
  std::vector<Found> found;
  std::vector<NonClaim> non_claims;
  Genre genre;
  std::uint64_t steps = 0;

  std::u32string_view s() const { return text.s; }
  char32_t at(std::size_t i) const { return text[i]; }
};

void split_sentences(Reading& r, const std::vector<Block>* blocks, const std::vector<std::uint32_t>& starts);  // sentences.cpp
void read_modifiers(Reading& r);        // modifiers.cpp: measure words, bounds, change words
void judge_claims(Reading& r);          // judge.cpp: which numerals claim something
bool read_english_context(Reading& r, Found& f);  // english.cpp: true when English words decided about f
void find_zeros(Reading& r);            // zeros.cpp: 未发生…, 零投诉, 没有一名…
void read_subjects(Reading& r);         // subjects.cpp
void read_periods(Reading& r);          // period.cpp
void read_comparisons(Reading& r);      // comparisons.cpp
void read_modes(Reading& r);            // modes.cpp
void read_groups(Reading& r);           // groups.cpp: totals, parts, distribution
void set_intervals(Found& f);           // bounds.cpp
void read_kinds(Reading& r);            // kinds.cpp
void read_tables(Reading& r);           // tables.cpp
void distribute(Reading& r);            // distribute.cpp: 各 分别
// checks.cpp. `of[i]` is the place in r.found that claim i came from.
std::vector<Check> check_all(const Reading& r, const Extraction& extraction, const std::vector<std::size_t>& of);
}  // namespace youju::claim
