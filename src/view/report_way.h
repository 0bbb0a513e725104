// SPDX-License-Identifier: Apache-2.0
// The way of a report: who has it, who had it, what is asked of the reader now; and two reports beside each other.
#pragma once
#include "view/record.h"
#include "view/report.h"

namespace youju::view {
struct WayPerson {
  std::string name, part, due;      // part: review, sign
  bool now = false, done = false, overdue = false;
};
struct WayMark {
  std::string what, by, on, text, day;
  std::vector<std::pair<std::string, std::string>> files;  // address, words
};
struct WayChange {
  std::vector<TextPiece> pieces;
};
// What somebody has not seen yet.
struct WayChanges {
  std::string since;                // the sentence that says against what
  std::string before_title, before_address;
  std::vector<ReportChange> figures;
  std::vector<WayChange> paragraphs;
  std::size_t unchanged = 0, same_paragraphs = 0;
  bool other_template = false;
  std::string not_compared;
};
struct AskedRow {
  std::string account, due;
};
struct ReportWay {
  std::string report, shown, state, holder, due;  // state as app names it
  std::vector<WayPerson> people;
  std::vector<WayMark> marks;
  WayChanges changes;
  bool deciding = false;            // a reviewer's turn, and it is the reader
  bool signing = false;             // the reader is to sign
  bool can_ask = false, can_take_back = false, can_send = false, can_answer = false, drifted = false;
  std::vector<std::pair<std::string, std::string>> reviewers, signers;
  std::vector<AskedRow> asked;      // as typed: reviewers, then the signer
  std::string note, reason, to, by_way, day, receipt, today;
  std::vector<Wrong> wrong;
};
// What the reader is to decide, first of all; then where it is and what can be done.
Html report_way(const Here& here, const ReportWay& way);
Html way_changes(const Here& here, const WayChanges& changes);

struct ComparedRow {
  std::string title, expr, is, was_expr, was, difference;
  bool other_rule = false;
};
struct ComparePage {
  std::string report, title, stretch, before, before_title, before_stretch, before_note, not_compared;
  std::vector<ComparedRow> rows;
  std::vector<std::pair<std::string, std::string>> others;  // reports it can be held against
};
Html report_compare(const Here& here, const ComparePage& page);
}  // namespace youju::view
