// SPDX-License-Identifier: Apache-2.0
// Handlers of the office's own documents, forms of the superior, and the way of a report.
#pragma once
#include "app/layouts.h"
#include "view/papers.h"
#include "view/report_way.h"
#include "web/handlers_reports.h"

namespace youju::web {
std::vector<Route> paper_routes();  // routes_papers.cpp
// pages_templates.cpp
Result<Reply> show_templates(Ask& ask);
Result<Reply> show_forms(Ask& ask);
Result<Reply> upload_template(Ask& ask);
Result<Reply> upload_form(Ask& ask);
Result<Reply> show_paper(Ask& ask);
Result<Reply> change_paper(Ask& ask);
Result<Reply> withdraw_paper(Ask& ask);
Result<Reply> paper_file(Ask& ask);
// pages_template_draft.cpp
Result<Reply> show_paper_draft(Ask& ask);
Result<Reply> bind_paper_draft(Ask& ask);
Result<Reply> add_paper_place(Ask& ask);
Result<Reply> forget_paper_draft(Ask& ask);
// pages_form.cpp
Result<Reply> show_form(Ask& ask);
Result<Reply> filled_form(Ask& ask);
// pages_report_way.cpp
Result<Reply> ask_for_review(Ask& ask);
Result<Reply> decide_on_report(Ask& ask);
Result<Reply> take_report_back(Ask& ask);
Result<Reply> send_report_on(Ask& ask);
Result<Reply> receive_answer(Ask& ask);
Result<Reply> report_sent_back(Ask& ask);
Result<Reply> report_way_file(Ask& ask);
// pages_report_compare.cpp
Result<Reply> show_compare(Ask& ask);

// The way of a report as its page shows it; `typed`: what was sent and refused.
Result<view::ReportWay> way_of_report(Ask& ask, const app::MadeReport& made, const std::vector<view::Wrong>& wrong, bool drifted);
Result<view::WayChanges> changes_of_report(Ask& ask, const app::MadeReport& made);
// Sheets of a form as tables. `values`: by "sheet!cell", with the figure's expression.
using CellValues = std::map<std::string, std::pair<std::string, std::string>>;
std::vector<view::SheetShown> sheets_shown(const draft::Form& form, const std::map<std::string, std::size_t>& places, const CellValues& values);
std::vector<view::PlaceShown> places_shown(Ask& ask, const app::LayoutFacts& facts, int year, int quarter, const draft::Document* document);
}  // namespace youju::web
