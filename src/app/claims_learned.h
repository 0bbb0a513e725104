// SPDX-License-Identifier: Apache-2.0
// What people taught the check, kept as records (packs/common/kinds/learned.toml, docs/decisions/0190-learned-phrases.md): phrases
// that mean a kind, used once another person approved them, and readings confirmed for the yearly editions of one report.
#pragma once
#include "app/claims.h"
#include "app/records.h"

namespace youju::app {

// A report by what stays the same from year to year: its title, else the file's name, without years. Empty for pasted text.
std::string report_key(const draft::Document& document, const std::string& file_name);

struct Learned {
  std::vector<judge::Synonym> synonyms;      // approved, in the order of the log: the later one holds
  std::vector<judge::Confirmed> confirmed;   // of this report
  std::map<std::string, RecordId> phrases;   // folded phrase → its record
  std::map<std::string, RecordId> readings;  // signature → its record
};
// What holds for a unit (its own records and those of the units above) as of a size of the log.
Result<Learned> read_learned(db::Session& session, const Office& office, const people::UnitTree& units, const UnitId& whole, const std::string& report,
                             std::int64_t at);
// Who taught what was used for these claims: one entry for each claim, most of them empty.
Result<std::vector<std::optional<LearnedFrom>>> learned_from(db::Session& session, Office& office, const Learned& learned, const claim::Extraction& extraction,
                                                             const std::vector<judge::Binding>& bindings);

struct Taught {
  std::variant<Saved, Refused> saved = Refused{};
  std::string phrase, expression;         // as kept
  const kinds::Kind* means = nullptr;     // of a phrase
  const kinds::Kind* meant = nullptr;     // another kind that has the phrase as a name until now
};
// "This phrase means that kind": proposed, and not used before another person approved the record.
Result<Taught> propose_phrase(Office& office, const people::Who& who, const UnitId& unit, const std::string& phrase, const std::string& kind,
                              const std::string& ground);
// What a person can teach at a claim.
struct Teachable {
  bool reading = false;  // which figure it means: something says what is counted, and the draft is a report that comes again
  std::string likely;    // the figure to offer: the best reading that is not sure
  std::string phrase;    // its words, as a name of a kind; where no reading is sure
};
std::vector<Teachable> teachable(const CheckedDraft& checked);  // of each claim
// Claim `number` (from 1) of a draft is read as `expression` (empty: as its first reading) in this report and its later editions.
Result<Taught> confirm_reading(Office& office, const people::Who& who, const CheckedDraft& checked, std::size_t number, const std::string& expression);
}  // namespace youju::app
