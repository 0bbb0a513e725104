// SPDX-License-Identifier: Apache-2.0
// What runs behind the operations.
#pragma once
#include "api/operation.h"

namespace youju::app {
struct MadeReport;
}
namespace youju::api {
// records.cpp
Result<Reply> list_records(Call& call);
Result<Reply> get_record(Call& call);
Result<Reply> create_record(Call& call);
Result<Reply> change_record(Call& call);
Result<Reply> understand_line(Call& call);
// record_steps.cpp
Result<Reply> list_steps(Call& call);
Result<Reply> take_step(Call& call);
Result<Reply> record_history(Call& call);
Result<Reply> record_proof(Call& call);
// evidence.cpp
Result<Reply> list_evidence(Call& call);
Result<Reply> attach_evidence(Call& call);
Result<Reply> send_evidence(Call& call);
// kinds.cpp
Result<Reply> list_kinds(Call& call);
Result<Reply> get_kind(Call& call);
Result<Reply> list_units(Call& call);
Result<Reply> get_me(Call& call);
Result<Reply> list_accounts(Call& call);
Result<Reply> list_persons(Call& call);
// figures.cpp
Result<Reply> list_counts(Call& call);
Result<Reply> get_figure(Call& call);
Result<Reply> figure_records(Call& call);
Result<Reply> figure_nearly(Call& call);
// calendar.cpp
Result<Reply> get_calendar(Call& call);
Result<Reply> list_due(Call& call);
// reports.cpp
Result<Reply> list_templates(Call& call);
Result<Reply> list_reports(Call& call);
Result<Reply> make_report(Call& call);
Result<Reply> get_report(Call& call);
Result<Reply> report_file(Call& call);
Result<Reply> report_drift(Call& call);
Result<Reply> report_bundle(Call& call);
// papers.cpp
Result<Reply> get_way(Call& call);
Result<Reply> dispatch_report(Call& call);
Result<Reply> note_answer(Call& call);
Result<Reply> list_forms(Call& call);
Result<Reply> filled_form(Call& call);
Result<Reply> renew_paper(Call& call);
// settings.cpp
Result<Reply> list_views(Call& call);
Result<Reply> keep_view(Call& call);
Result<Reply> drop_view(Call& call);
Result<Reply> list_leads(Call& call);
Result<Reply> set_lead(Call& call);
Result<Reply> get_health(Call& call);
// drafts.cpp
Result<Reply> check_draft(Call& call);
Result<Reply> search_records(Call& call);
// comments.cpp
Result<Reply> list_record_comments(Call& call);
Result<Reply> list_report_comments(Call& call);
Result<Reply> comment_on_record(Call& call);
Result<Reply> comment_on_report(Call& call);
Result<Reply> list_figure_comments(Call& call);
Result<Reply> comment_on_figure(Call& call);
Result<Reply> withdraw_comment(Call& call);
Result<Reply> list_inbox(Call& call);
Result<Reply> mark_inbox(Call& call);
// imports.cpp
Result<Reply> take_files(Call& call);
Result<Reply> list_uploads(Call& call);
Result<Reply> try_import(Call& call);
Result<Reply> commit_import(Call& call);
Result<Reply> drop_import(Call& call);
Result<Reply> get_batch(Call& call);
Result<Reply> void_batch(Call& call);
// proof.cpp
Result<Reply> get_proof(Call& call);
Result<Reply> checkpoint_note(Call& call);
Result<Reply> verify_office(Call& call);
// openapi.cpp
Result<Reply> send_description(Call& call);

// ---- shared ----
// reports.cpp: absent for whoever may not read its unit.
Result<app::MadeReport> readable_report(Ask& ask, const std::string& id);
// A file of strangers' making in a folder of its own, swept with what is returned.
std::string file_name_of(std::string_view sent);
// What the sender of a matter wrote is for its desk alone (docs/not-built.md): neither fields nor files of such kinds leave through here.
bool is_sealed(const kinds::Kind& kind);
}  // namespace youju::api
