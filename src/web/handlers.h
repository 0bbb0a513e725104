// SPDX-License-Identifier: Apache-2.0
// Handlers of signing in, and the tables of routes, one for each group of pages; routes.cpp joins them.
#pragma once
#include "web/site.h"

namespace youju::web {
// pages_sign_in.cpp
Result<Reply> show_sign_in(Ask& ask);
Result<Reply> show_first_sign_in(Ask& ask);
Result<Reply> sign_in(Ask& ask);
Result<Reply> sign_in_first(Ask& ask);
Result<Reply> sign_out(Ask& ask);
Result<Reply> choose_language(Ask& ask);

std::vector<Route> record_routes();  // routes_records.cpp: ledger, record, entry, evidence
std::vector<Route> figure_routes();  // routes_figures.cpp: today, the year, calendar, figures
std::vector<Route> report_routes();  // routes_reports.cpp: reports, check, proof, search
std::vector<Route> tell_routes();    // routes_tell.cpp: comments, inbox, reminders, feed, mail
std::vector<Route> office_routes();  // routes_office.cpp: account, import, administration, help
}  // namespace youju::web
