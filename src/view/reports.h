// SPDX-License-Identifier: Apache-2.0
// The reports of an office: what can be made, and what was made, with how each stands.
#pragma once
#include "view/here.h"

namespace youju::view {
struct ReportTemplate {
  std::string id, name;
  bool quarterly = false;
};
// How a report stands. `unknown`: signed, and whether it has drifted was not asked for this list.
enum class ReportState { made, signed_, drifted, unknown };
struct ReportLine {
  std::string id, title, unit, stretch, made_on, made_by, signed_on, code;
  ReportState state = ReportState::made;
  int drifted = 0;
  bool adopted = false;
  std::string where = {};  // who has it now, and until when
  bool overdue = false;
};
struct ReportsPage {
  std::vector<ReportTemplate> templates;
  std::vector<std::pair<std::string, std::string>> years, units;  // value, text
  std::string templ, year, quarter, unit;                         // as chosen
  std::vector<Wrong> wrong;
  bool can_make = false, has_own = false, revisions = false;  // has_own: documents of the office among the templates
  std::vector<ReportLine> reports;
  std::string older;  // address of the next page; empty at the end
};
Html reports(const Here& here, const ReportsPage& page);
Html report_state(const Here& here, ReportState state, int drifted);
}  // namespace youju::view
