// SPDX-License-Identifier: Apache-2.0
// One report: its text as on paper with every number open, how it stands, who signs it, what drifted, what can be taken along.
#pragma once
#include "view/factor.h"
#include "view/reports.h"

namespace youju::view {
struct PaperRun {
  std::string text, expression;  // expression: the number of a figure
  bool strong = false;
};
using PaperRuns = std::vector<PaperRun>;
struct PaperCell {
  PaperRuns runs;
  std::string align;  // left, centre, right
  bool head = false;
  int span = 1, rows = 1;
};
struct PaperBlock {
  std::string style;  // title, body, heading1 …; table, chart, break
  PaperRuns runs;
  std::vector<std::vector<PaperCell>> rows;  // of a table
  Html drawing;                              // of a chart
};
struct ReportFigure {
  std::string title, text, expression, code;
};
struct ReportChange {
  std::string title, was, is, expression;
  std::vector<std::string> causes;
};
struct ReportMark {  // a signature or a correction notice
  std::int64_t number = 0, entry = 0;
  std::string on, by;
};
struct ReportPage {
  std::string id, unit, stretch, made_on, made_by, at, code, shown;
  std::string size;  // of the log it stands on
  ReportState state = ReportState::made;
  bool adopted = false;
  std::vector<PaperBlock> paper;  // empty: it cannot be set again; shown from its file
  std::string paper_missing;      // why
  bool has_html = false;
  std::vector<ReportFigure> figures;
  std::vector<std::string> forms;  // docx, pdf, html
  std::vector<ReportMark> signatures, notices;
  std::vector<ReportChange> drift;
  bool corrected = false;  // the newest notice says all that drifted
  bool can_sign = false, can_correct = false, can_adopt = false, can_bundle = false, can_publish = false;
  std::string cannot_sign;  // why not
  CodeAsked asked = CodeAsked::nothing;  // of whoever signs or corrects
  std::vector<Wrong> wrong;
  Html comments;
  bool deciding = false;  // a reviewer is to decide: that stands first, and nothing is signed yet
  Html since;  // what who signs has not seen yet
  Html way;    // where the report is, and what can be done there
  std::string compare;  // address of the comparison with the year before
};
Html report(const Here& here, const ReportPage& page);

struct AdoptedPage {
  std::string report, file;
  std::size_t found = 0;
  std::vector<ReportChange> changed, missing;
  std::vector<std::string> other_numbers;
};
Html adopted(const Here& here, const AdoptedPage& page);
}  // namespace youju::view
