// SPDX-License-Identifier: Apache-2.0
// Wishes about drafts: check every number against the ledger, check a document against itself, renew last year's report.
// Nothing about a check is stored: who asked has the answer. What a person confirms is a record (docs/format/check.md).
#pragma once
#include "app/app.h"
#include "draft/draft.h"
#include "judge/judge.h"
#include "words/words.h"

namespace youju::app {

struct CheckRequest {
  std::filesystem::path file;         // "" = `pasted`
  std::string pasted;
  std::optional<Period> period;       // of the report; else what the document says
  std::optional<Date> as_of;
  std::optional<std::string> unit;    // name or id; the root when absent
  std::int64_t at = index::kOpen;     // log size
  int records = 20;                   // read for each claim
};
// "2023", "2023H1", "2023Q4", as a form names the period of a report; nothing for anything else.
std::optional<Period> whole_period(std::string_view text);
// Who taught what a reading rests on: an approved phrase, a confirmed reading (claims_learned.h).
struct LearnedFrom {
  RecordId record;
  std::string by, approved_by;  // approved_by: phrases only
  Date on;
};
struct CheckedDraft {
  std::string name;                   // of the file
  draft::Document document;
  std::vector<claim::Block> blocks;   // what was read for numbers …
  std::vector<int> block_of;          // … and which block of the document each is
  claim::Extraction extraction;
  std::u32string text;                // of the extraction
  std::vector<judge::Binding> bindings;  // empty without a ledger
  std::vector<judge::Judged> judged;
  std::shared_ptr<const people::UnitTree> units;
  const kinds::Catalogue* catalogue = nullptr;  // of the office, which must stay open; null without a ledger
  UnitId whole;                       // the unit asked for
  std::int64_t log_size = 0;
  std::string folder;                 // of the office, as typed: for the line that adds a record
  std::vector<std::int64_t> closed;   // of each claim: records that may not be seen
  std::vector<std::optional<LearnedFrom>> learned;  // of each claim
};
Result<CheckedDraft> check_draft(Office& office, const people::Who& who, const CheckRequest& request);
// Needs no office: the shipped packs' words.
Result<CheckedDraft> check_itself(const CheckRequest& request);

// How a draft stands: numbers found, claims, judged, and those that could not be read.
struct Coverage {
  std::size_t numbers = 0, claims = 0, judged = 0, unread = 0, findings = 0;
};
Coverage coverage_of(const CheckedDraft& checked);
bool is_finding(judge::Verdict verdict);  // inconsistent, contradicted

// What is said of one claim, whole, in sentences.
struct Explained {
  std::string verdict;                 // 一致, 不一致 …
  std::string outcome;                 // the ledger's value and the difference: also the first of the sentences
  std::vector<std::string> sentences;  // outcome, how it was read, what else is known
  std::string reading;                 // as which figure it was read; one of the sentences
  std::vector<std::string> fixes;      // what can be done, in one step each
};
// One step either way, after a finding: the corrected number, or the missing record prefilled.
struct Fixes {
  std::string old_text, new_text;  // empty: cannot be written as the old number was
  std::string line;                // `youju add` with blanks for what only people know; empty: the ledger has no fewer
  std::int64_t missing = 0;        // how many records fewer the ledger has
  KindId kind;
  UnitId unit;
  std::optional<Period> period;    // in which the record lies
  std::map<std::string, std::string> values;  // field → value, as the text narrows it
};
Fixes fixes_of(const CheckedDraft& checked, std::size_t claim);
// What is claimed, as written: 撰写心得体会 30余篇.
std::string claim_in_words(const CheckedDraft& checked, std::size_t claim);
// A figure of the ledger as people say it: 示例局2023年“党员大会”的记录条数.
std::string figure_in_words(const CheckedDraft& checked, const figures::Expression& expression, words::Lang lang);
// The line that lists the records behind a figure, as of the log that was compared with; empty without a ledger.
std::string list_line(const CheckedDraft& checked, std::size_t claim);
Explained explain(const CheckedDraft& checked, std::size_t claim, words::Lang lang);
std::string explain_check(const CheckedDraft& checked, std::size_t check, words::Lang lang);
std::string coverage_line(const CheckedDraft& checked, words::Lang lang);

// The contract of `youju check --json`.
Json to_json(const CheckedDraft& checked);
// The same DOCX with a comment at each number; unsupported for any other file.
Result<draft::Marked> reviewed_docx(const CheckedDraft& checked, const std::filesystem::path& file, Instant now, words::Lang lang);
// A place of the extraction as a block of the document and code points in it; a comment there, still empty.
struct Spot {
  int block = 0, start = 0, end = 0;
};
std::optional<Spot> spot_of(const CheckedDraft& checked, claim::Span span);
std::optional<Spot> beginning_of(const CheckedDraft& checked);  // the first line: where a word about the whole stands
draft::Comment comment_at(const Spot& spot, Instant now, words::Lang lang);

// The draft with some numbers as the ledger has them (fixes_of), and nothing else moved: a DOCX with tracked changes, text with the
// number in its place. unsupported for other files; invalid when there is nothing to correct at one of them.
struct Corrected {
  std::string bytes;             // of the file; or the text, when it was pasted
  std::vector<std::size_t> done; // claims
};
Result<Corrected> corrected_draft(const CheckedDraft& checked, const CheckRequest& request, const std::vector<std::size_t>& claims, Instant now, words::Lang lang);

// Last year's report as this year's draft: every bound number by the new figure, written as the old one was; growth words and
// years likewise; a comment where a number has no figure. Everything else stays as it is. Only DOCX.
struct Renewed {
  std::vector<draft::Replacement> replacements;
  std::vector<draft::Comment> comments;
  draft::Marked marked;
  int from_year = 0;
  int renewed = 0, without = 0, open = 0;  // numbers with a new figure, without records, not bound
};
Result<Renewed> renew_draft(Office& office, const people::Who& who, const CheckRequest& request, int year, Instant now, words::Lang lang);
// One page that needs nothing else, for reading and printing.
std::string review_page(const CheckedDraft& checked, words::Lang lang);
}  // namespace youju::app
