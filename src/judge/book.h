// SPDX-License-Identifier: Apache-2.0
// Names of kinds, choices, states and units, folded and longest first. Inside the room.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "judge/judge.h"

namespace youju::judge {

using Text = std::u32string;
using View = std::u32string_view;
Text folded(std::string_view utf8);

struct NameWord {  // a word that names a kind
  Text word;
  const kinds::Kind* kind = nullptr;
  int score = 0;
  std::string rule;  // name, synonym, approved, category
  std::string field, choice;  // category: the value that names it
};
struct ValueWord {  // a word that narrows a kind: a choice, a state, a yes/no field
  Text word;
  std::string field, value;  // field "" = a state
};
struct UnitWord {
  Text word;
  UnitId unit;
};

struct Book::Inside {
  const kinds::Catalogue* catalogue = nullptr;
  const people::UnitTree* units = nullptr;
  UnitId whole;
  std::vector<NameWord> names;                       // longest first
  std::map<KindId, std::vector<ValueWord>> values;   // longest first
  std::vector<UnitWord> unit_words;                  // longest first; those of two units are left out
  std::map<std::string, std::string> confirmed;
};

// Where a claim stands: its sentence before it, and the headings above it.
struct Place {
  Text before;                  // of the sentence, folded
  Text after;                   // of the clause, folded
  std::vector<Text> headings;   // nearest first
  Text column_head;             // of a cell
  Text subject_before;          // of the claim before in the same sentence: what an elided subject repeats
};
Scope scope_of(const Book::Inside& book, const claim::Claim& claim, const Place& place);

// A kind that the words of a claim may name.
struct Named {
  const kinds::Kind* kind = nullptr;
  int score = 0;
  std::vector<Point> points;
  std::vector<figures::FieldFilter> filters;  // by category words
  std::vector<std::string> states;
  std::string word, narrower;
  Text said;  // the words before the number, by which fields are recognised
};
// `carried`: the reading by which elided subjects are read, of the claim before in the same sentence or, for persons, visits and
// comparisons, of the sentence before in the same paragraph; may be null.
std::vector<Named> named_kinds(const Book::Inside& book, const claim::Claim& claim, const Place& place, const Reading* carried);

// What a measure word counts of a kind; nothing when it does not fit (`why`). `said`: the words around the number.
inline constexpr int kMeasure = 20;
struct Counts {
  figures::Aggregate aggregate = figures::Aggregate::count;
  std::string field;
  int points = 0;
};
std::optional<Counts> counts_of(const kinds::Kind& kind, const claim::Claim& claim, View said, std::string& why);
bool of_persons(std::string_view measure);
// 参加党员29人: the text names a list of persons that the kind keeps.
bool names_persons(const kinds::Kind& kind, std::string_view measure, View said);

// The figure that a claim asks of a kind; nothing when its measure word does not fit (`why`: measure, persons, comparison, share).
std::optional<Reading> query_for(const Book::Inside& book, const claim::Claim& claim, const Named& named, const Scope& scope, Period period,
                                 const Reading* carried, std::string& why);
figures::Expression with_scope(const Book::Inside& book, figures::Expression expression, const Scope& scope, Period period);
std::string spelled(const Reading& reading);

// Figures asked once.
class Values {
 public:
  Values(db::Session& session, const Asked& asked) : session_(session), asked_(asked), shared_(figures::share_sets()) {}
  Result<const figures::Figure*> of(const figures::Expression& expression);
  Result<std::vector<figures::CountedRecord>> records(const figures::Expression& expression, int most);
  figures::Context context(const figures::Expression& expression) const;
  db::Session& session() { return session_; }
  const Asked& asked() const { return asked_; }

 private:
  db::Session& session_;
  const Asked& asked_;
  std::shared_ptr<figures::SharedSets> shared_;
  std::map<std::string, figures::Figure> known_;
  struct Listed {
    int most = 0;
    std::vector<figures::CountedRecord> records;
  };
  std::map<std::string, Listed> listed_;  // by the set: a count and its growth list the same records
};
// The verdict of one reading against the ledger.
Result<Judged> judge_reading(Values& values, const claim::Claim& claim, const Reading& reading);
Result<std::optional<Hint>> neighbour(Values& values, const claim::Claim& claim, const Reading& reading);
// A plan, against the targets of the plan items that name its kind; not judged where there are none (docs/format/check.md).
inline constexpr std::string_view kPlanKind = "plan_item", kPlanTarget = "target";
Result<Judged> judge_plan(Values& values, const claim::Claim& claim, const Reading& reading);
double as_double(Decimal value);
}  // namespace youju::judge
