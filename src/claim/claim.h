// SPDX-License-Identifier: Apache-2.0
// Numbers in anybody's draft: which of them claim something, what exactly, and whether they agree with each other.
// Pure: text in, claims out; no database, no model, no clock. Same bytes in → same bytes out, in linear time.
// Binding to the ledger and verdicts stand on this door. The format is docs/format/claims.md.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.h"
#include "base/json.h"
#include "base/result.h"
#include "kinds/kinds.h"

namespace youju::claim {

// Code points of the text that was given, end excluded.
struct Span {
  std::uint32_t start = 0, end = 0;
  auto operator<=>(const Span&) const = default;
};

// One step of the reading: which rule, on which piece of text, with which result ("2023-01-01..2023-06-30").
struct Step {
  std::string rule;
  Span span;
  std::string note;
};

enum class Bound { exact, at_least, at_most, approx, range };
enum class Mode { done, plan, requirement, history, quoted };
enum class PeriodSource { text, heading, doc, none };  // none: nothing says which period is meant
// What the value is of what is counted: a number of records or things, a sum, a share, a change …
enum class Aggregate { count, sum, distinct, ratio, average, rate, growth, diff, diff_points, multiple };
std::string_view bound_name(Bound);
std::string_view mode_name(Mode);
std::string_view source_name(PeriodSource);
std::string_view aggregate_name(Aggregate);

// What the writer allows: [lo, hi], an absent end is infinite.
struct Interval {
  std::optional<double> lo, hi;
  bool lo_open = false, hi_open = false;
  bool holds(double value) const;
};

// A numeral as recognised, claim or not. Fractions are plain numbers here (三分之二 = 0.6667), percentages in percent.
struct Numeral {
  Span span;
  std::string text;
  double value = 0;
  bool percent = false;
};

struct KindCandidate {
  KindId kind;
  int score = 0;         // exact name 100, synonym 95, contained head noun 70 …; +20 measure fits (decision 0153)
  std::string word;      // the name or synonym that was found
  bool measure_fits = false;
};

struct ClaimPeriod {
  std::optional<Period> days;  // absent: nothing says which
  PeriodSource source = PeriodSource::none;
  std::string word;            // as written: 上半年
};

struct Claim {
  Span span;                    // the numeral; a claim without one ("未发生…") its phrase
  Span phrase;                  // with bound words, measure word, distribution
  std::string text;             // of span
  std::vector<Span> numerals;   // two in 20—30人
  double value = 0;             // 万 multiplied in, percent in percent, decreases negative
  Interval interval;
  Bound bound = Bound::exact;
  std::string measure;          // "" = elided
  std::string subject;          // what is counted, as far as the text says
  std::string topic;            // what the passage is about, when the subject is only a part of it (其中原创 → 推送稿件)
  std::string per;              // 每月 → "month", 每场 → "场", 各 → what is distributed over
  std::string scope;            // a unit named by the text: 第二支部
  std::vector<KindCandidate> kinds;
  Aggregate aggregate = Aggregate::count;
  ClaimPeriod period;
  std::optional<Period> base;   // 同比, 较2022年: what is compared with
  Mode mode = Mode::done;
  int group = -1;               // claims of one total and its parts share a number
  bool total = false;           // 共 合计; of its group
  bool part = false;            // 其中 …
  bool rest = false;            // 其余 剩余
  int sentence = 0;
  std::vector<Step> trace;
};

// A number (or a word that looks like one) that claims nothing, and why: date, time, period, ordinal, rank, enumerator,
// fixed_phrase, lexical, vague, holiday, name, code, doc_number, room, duration, age, title, footnote, bare, unreadable.
struct NonClaim {
  Span span;
  std::string text;
  std::string why;
};

// A calculation inside the document. `claims` are places in Extraction::claims; the first is what the others must give.
struct Check {
  std::string kind;          // sum, part_of, sum_period, difference, product, average, growth, … (docs/format/claims.md)
  bool ok = true;
  std::string calculation;   // "32000 + 26000 = 58000 ≠ 56000"
  std::optional<double> expected;
  std::vector<std::size_t> claims;
  std::vector<Span> spans;
};

// What the caller knows of the document.
struct Context {
  std::optional<Period> period;  // the report's period
  std::optional<Date> as_of;     // its cut-off date: 截至目前, 今年以来
  bool any_text = false;         // whatever it is: a check of a text against itself
};

// A file of words of a pack, unread; `name` is used in messages.
struct WordFile {
  std::string name, text;
};

// Words of the language as data: fixed phrases, measure words, bound words, verbs … docs/format/claims.md.
class Lexicon {
 public:
  struct Impl;
  // Words shipped with the program. Made once, then shared.
  static const Lexicon& standard();
  // The shipped words, then those of the files (a pack's claims/*.toml), and the kinds by which subjects are recognised.
  static std::variant<Lexicon, kinds::PackProblems> with(const std::vector<kinds::Kind>& kinds, const std::vector<WordFile>& files);
  const Impl& impl() const { return *impl_; }

 private:
  std::shared_ptr<const Impl> impl_;
};

enum class BlockKind { paragraph, heading, cell };
// A piece of a document as a reader gives it. Cells know their table, row and column (from 0); a heading its level.
struct Block {
  BlockKind kind = BlockKind::paragraph;
  std::string text;
  int table = 0, row = 0, column = 0, level = 1;
};

struct Extraction {
  std::string text;                    // blocks joined by \n; offsets count its code points
  std::vector<std::uint32_t> blocks;   // where each block starts
  std::vector<Claim> claims;           // in the order of the text
  std::vector<NonClaim> non_claims;
  std::vector<Numeral> numbers;
  std::vector<Check> checks;
  std::vector<std::string> other_text;  // words by which it shows that it is no report of an office's work: then its numbers claim nothing
  bool too_many = false;               // more than kMostNumbers: nothing was read but the text
  std::uint64_t steps = 0;             // characters looked at, all passes together: what the linearity test counts
};

// Numbers, with the words that only look like some, a text may hold. A number costs a kilobyte or more while it is read, which bounds the memory;
// a report of a thousand pages has 15,000.
inline constexpr std::size_t kMostNumbers = 200'000;
// The refusal of such a text (too_large), as its reader says it.
Result<void> refuse_too_many(const Extraction& extraction);

// Broken UTF-8 is read as U+FFFD. Plain text: lines, headings, lists and tables of text are recognised.
Extraction extract(const Lexicon& lexicon, std::string_view utf8, const Context& context = {});
Extraction extract(const Lexicon& lexicon, const std::vector<Block>& blocks, const Context& context = {});

// The contract of `youju extract --json`.
Json to_json(const Extraction& extraction);
// The same as text, without holding the whole tree: for very long documents.
std::string json_text(const Extraction& extraction);
}  // namespace youju::claim
