// SPDX-License-Identifier: Apache-2.0
// Handlers of reports, checks of drafts, proof and search; and what several of them need.
#pragma once
#include "web/papers.h"

namespace youju::web {
// pages_reports.cpp
Result<Reply> show_reports(Ask& ask);
Result<Reply> make_report(Ask& ask);
// pages_report.cpp
Result<Reply> show_report(Ask& ask);
// pages_report_acts.cpp
Result<Reply> sign_report(Ask& ask);
Result<Reply> correct_report(Ask& ask);
Result<Reply> adopt_report(Ask& ask);
Result<Reply> report_file(Ask& ask);
Result<Reply> report_html(Ask& ask);
Result<Reply> notice_file(Ask& ask);
Result<Reply> report_bundle(Ask& ask);
// pages_check.cpp
Result<Reply> show_check(Ask& ask);
Result<Reply> check_draft(Ask& ask);
Result<Reply> show_checked(Ask& ask);
Result<Reply> reviewed_file(Ask& ask);
Result<Reply> renewed_file(Ask& ask);
Result<Reply> forget_draft(Ask& ask);
// pages_proof.cpp
Result<Reply> show_proof(Ask& ask);
Result<Reply> verify_now(Ask& ask);
Result<Reply> checkpoint_note(Ask& ask);
// pages_search.cpp
Result<Reply> show_search(Ask& ask);

// Its page again, with what was not good.
Result<Reply> report_page(Ask& ask, const app::MadeReport& made, std::vector<view::Wrong> wrong, int status);
// 2023年第1季度, as the reader's language has it.
std::string stretch_of(const Ask& ask, int year, int quarter);
// Names of accounts by id.
Result<std::map<std::string, std::string>> account_names(Ask& ask);
}  // namespace youju::web
