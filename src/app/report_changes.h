// SPDX-License-Identifier: Apache-2.0
// Two reports beside each other: what somebody has not seen yet, and this year against last.
#pragma once
#include "app/signing.h"

namespace youju::app {

struct ComparedFigure {
  std::string key, title, was, is;      // as printed; "" = not there
  std::string was_expr, expr;           // with unit and period
  std::optional<Decimal> was_value, value, difference;  // difference: of whole values of the same measure
  bool other_rule = false;              // it is counted by another rule than before, not only for another time
};
struct ReportFigures {
  std::vector<ComparedFigure> rows;     // in the order of the newer report, then what is no longer there
};
struct ChangedParagraph {
  std::string was, is;                  // "" = none
};
struct ReportChanges {
  enum class Since { nothing, seen, before, last_year } since = Since::nothing;  // which one it is held against
  std::optional<MadeReport> before;
  std::vector<ComparedFigure> figures;  // changed ones
  std::size_t unchanged = 0;
  std::vector<ChangedParagraph> paragraphs;
  std::size_t same_paragraphs = 0;
  bool other_template = false;          // made from another version of the template
  std::optional<Message> not_compared;  // there is one before, but it cannot be read any more
};
// Against the version this person decided on last (reviewed, returned or signed); else the one before it of the same stretch; else
// last year's. What they signed or returned themselves counts as seen.
Result<ReportChanges> report_changes(Office& office, const people::Who& who, const MadeReport& made);

// The newest report of the year before, signed ones first; `against` names another one instead.
struct YearOnYear {
  std::optional<MadeReport> before;
  bool before_signed = false;
  std::vector<ComparedFigure> rows;
  std::optional<Message> not_compared;
};
Result<YearOnYear> compare_with_year_before(Office& office, const MadeReport& made, const std::string& against = {});
// Reports it may be held against: same template, unit and length, of any earlier stretch, newest first.
Result<std::vector<MadeReport>> comparable_reports(Office& office, const MadeReport& made);

// ---- inside, for tests ----
std::vector<ChangedParagraph> changed_paragraphs(const std::vector<std::string>& was, const std::vector<std::string>& is, std::size_t* same);
}  // namespace youju::app
