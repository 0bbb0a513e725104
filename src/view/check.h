// SPDX-License-Identifier: Apache-2.0
// Checking a draft: the form that takes it, and the draft with each number marked and what is said of it beside.
#pragma once
#include "view/here.h"

namespace youju::view {
struct KeptDraft {
  std::string address, name, findings;
  int minutes_left = 0;
};
struct CheckForm {
  std::string pasted, period, unit;
  std::vector<std::pair<std::string, std::string>> periods, units;
  std::vector<Wrong> wrong;
  std::vector<KeptDraft> kept;
};
Html check_form(const Here& here, const CheckForm& page);

// A run of the text; claim: from 1, 0 where it is none.
struct DraftPiece {
  std::string text, verdict;
  std::size_t claim = 0;
};
struct DraftBlock {
  std::string style, label;  // "", title, head, item, note
  std::vector<DraftPiece> pieces;
  int table = -1, row = 0, column = 0, row_span = 1, column_span = 1;  // of a cell
};
// The text of somebody's document with its marks: each leads to what is said of it (#c1 …).
Html draft_article(const Here& here, const std::vector<DraftBlock>& blocks);
struct DraftRecord {
  std::string id, day, title;
};
struct DraftFinding {
  std::size_t number = 0;
  std::string verdict, words, outcome;
  std::vector<std::string> reading;        // how it was read and what else is known
  std::string expression, value, measure;  // the ledger's; no value: only the expression opens
  std::int64_t records_n = 0, more = 0, closed = 0;
  std::vector<DraftRecord> records;
  std::string old_text, new_text;          // one way out: the text
  std::string add_address;                 // the other: the record
  std::string add_line, add_unit;          // the same in place, as typed
  std::int64_t missing = 0;
  bool can_be_confirmed = false;           // what it means, for this report
  std::string likely;                      // expression
  std::string phrase, means;               // words that could be taught as a kind's name; the kind as typed
  std::string about_figure, quote;         // the figure a colleague may be asked about, and the finding in a line
};
struct DraftTally {
  std::string verdict, word;
  std::size_t n = 0;
};
struct DraftCalculation {
  std::string text;
  std::vector<std::size_t> claims;
};
struct CheckedPage {
  std::string id, coverage, against, size, show;  // size: of the log compared with; show: a verdict, "look" or "all"
  std::vector<std::string> notes;
  std::vector<DraftTally> tally;
  std::size_t look = 0, all = 0;
  std::vector<DraftBlock> blocks;
  std::vector<DraftFinding> findings;
  std::vector<DraftCalculation> calculations;  // that do not add up
  bool is_docx = false;
  std::vector<std::pair<std::string, std::string>> renew_years;
  int minutes_left = 0;
  bool can_correct = false;
  std::size_t correctable = 0, corrected = 0;
  std::string added, told;                 // address of the record made here last, and what it is
  std::vector<std::pair<std::string, std::string>> figures;  // to choose from: expression, words
  std::vector<std::string> kinds;          // names
  std::vector<Wrong> wrong;                // fields "line-N", "meant-N", "means-N"
};
Html checked(const Here& here, const CheckedPage& page);
}  // namespace youju::view
