// SPDX-License-Identifier: Apache-2.0
// A claim of a draft against the ledger: which figure is meant, what it is, and what follows. Binding looks at words
// only: a Book holds no value, so the ledger's value cannot be evidence for a reading. Deterministic; no model.
// The format is docs/format/check.md; how scores are made docs/decisions/0180-binding-by-words.md.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "claim/claim.h"
#include "figures/figures.h"
#include "kinds/kinds.h"
#include "people/people.h"

namespace youju::judge {

enum class Verdict { supported, approximately, contradicted, inconsistent, ambiguous, no_evidence, not_judged };
std::string_view verdict_name(Verdict verdict);

// One piece of evidence for a reading: rule, points, and the word that was found.
struct Point {
  std::string rule;
  int points = 0;
  std::string word;
};
// The figure alone; set beside that of another time; added to others; less a part of it (其余2个); over a number of months.
enum class Join { alone, difference, multiple, sum, rest, mean };

// One way to read a claim as a figure of the ledger, unit and period written in.
struct Reading {
  figures::Expression expression;
  std::optional<figures::Expression> other;  // difference, rest, multiple: what is taken off, what it is divided by
  int over = 1;                              // mean: into how many stretches the period falls
  std::vector<figures::Expression> plus;     // sum: what is added (甲支部和乙支部共…; a total over several kinds)
  Join join = Join::alone;
  std::vector<figures::Expression> each;     // a rate: the figure of every month, every branch …; all must hold
  std::string expr;                          // canonical
  std::string word;                          // name or synonym by which the kind was recognised
  std::string narrower;                      // words before it that no filter accounts for
  int score = 0;
  std::vector<Point> points;
};

enum class UnitSource { whole, text, heading, unknown, several };
struct Scope {
  UnitId unit;
  UnitSource source = UnitSource::whole;
  std::string word;
  std::vector<UnitId> units;      // several: those that the office has; empty when one of them is unknown
};
struct Binding {
  std::vector<Reading> readings;  // best first, at most kReadings
  bool accepted = false;          // the first is at least kAccept and kAhead before the second
  bool close = false;             // at least kAccept, but others are within kAhead
  std::string reason;             // why nothing is bound
  Scope scope;
  claim::ClaimPeriod period;      // as used
  bool stored = false;            // a person confirmed this reading before
};
inline constexpr int kAccept = 70, kAhead = 15, kReadings = 5;

// A reading confirmed by a person: words of a claim (signature_of) → an expression without unit and period.
struct Confirmed {
  std::string signature, expression;
};
// A phrase approved as meaning a kind.
struct Synonym {
  std::string phrase;
  KindId kind;
};

// Everything binding may look at: names of kinds, fields, choices, states and units. Made once for many documents.
class Book {
 public:
  Book(const kinds::Catalogue& catalogue, const people::UnitTree& units, UnitId whole, const std::vector<Synonym>& synonyms = {},
       const std::vector<Confirmed>& confirmed = {});
  ~Book();
  struct Inside;
  const Inside& inside() const { return *inside_; }

 private:
  std::unique_ptr<Inside> inside_;
};
// What of a claim makes it the same claim in another report: its words, without numbers, period and unit.
std::string signature_of(const claim::Claim& claim);
// Words only. `blocks` are those the extraction was made of (headings); `unit` is asked when the text names none.
std::vector<Binding> bind(const Book& book, const claim::Extraction& extraction, const std::vector<claim::Block>& blocks,
                          const std::optional<Period>& period);
// The same number twice is a contradiction only of the same figure: checks between claims of different units or figures are taken out.
void settle_checks(claim::Extraction& extraction, const std::vector<Binding>& bindings);

// A neighbouring figure that gives the claimed number: said after a contradiction only.
struct Hint {
  std::string rule;  // last_year, half_year, other_unit, not_counted, visits, persons, parent
  std::string expr;
  Decimal value;
};
struct Judged {
  Verdict verdict = Verdict::not_judged;
  std::string reason;                        // code, docs/format/check.md
  std::optional<Decimal> value;              // the ledger's
  std::string measure;
  std::int64_t of_size = 0;                  // records in the counted set
  std::vector<figures::CountedRecord> records;
  std::optional<figures::Rule> rule;
  std::vector<std::pair<Verdict, std::optional<Decimal>>> others;  // of the alternatives that were looked at
  std::string failed_part;                   // a rate: the first month or unit in which it does not hold
  std::optional<Hint> hint;
  std::string source;                        // a requirement: the rule it was held against
  std::vector<std::size_t> checks;           // places in Extraction::checks that do not add up
};
struct Asked {
  const kinds::Catalogue* catalogue = nullptr;
  const people::UnitTree* units = nullptr;
  UnitId whole;
  Date today;
  std::int64_t at = index::kOpen, log_size = 0;
  int records = 20;    // how many records are read for each claim; 0: none
  bool hints = true;
};
// Verdicts for every claim. Each figure is asked once.
Result<std::vector<Judged>> judge(db::Session& session, const claim::Extraction& extraction, const std::vector<Binding>& bindings,
                                  const Asked& asked);
// Without a ledger: what the document says against itself.
std::vector<Judged> judge_alone(const claim::Extraction& extraction);
}  // namespace youju::judge
