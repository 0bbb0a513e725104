// SPDX-License-Identifier: Apache-2.0
// What runs behind the operations.
#pragma once
#include "api/operation.h"

namespace youju::app {
struct MadeReport;
struct Refused;
struct Route;
struct Saved;
}  // namespace youju::app
namespace youju::api {
using web::readable_layout, web::readable_report;

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
// rounds.cpp
Result<Reply> ask_round(Call& call);
Result<Reply> return_round(Call& call);
Result<Reply> take_back_round(Call& call);
Result<Reply> list_round_people(Call& call);
Result<Reply> list_rounds(Call& call);
Result<Reply> way_file(Call& call);
Result<Reply> note_scanned_answer(Call& call);
// revisions.cpp
Result<Reply> report_changes(Call& call);
Result<Reply> compare_report(Call& call);
Result<Reply> adopt_report(Call& call);
Result<Reply> notice_file(Call& call);
Result<Reply> get_shown_publicly(Call& call);
Result<Reply> show_publicly(Call& call);
// statements.cpp
Result<Reply> explain_gap(Call& call);
Result<Reply> state_zero(Call& call);
Result<Reply> propose_phrase(Call& call);
Result<Reply> correct_draft(Call& call);
Result<Reply> confirm_reading(Call& call);
// many.cpp
Result<Reply> change_many(Call& call);
Result<Reply> step_many(Call& call);
Result<Reply> fill_grid(Call& call);
// layouts.cpp
Result<Reply> list_layouts(Call& call);
Result<Reply> get_layout(Call& call);
Result<Reply> layout_file(Call& call);
Result<Reply> change_layout(Call& call);
Result<Reply> withdraw_layout(Call& call);
Result<Reply> list_layout_drafts(Call& call);
Result<Reply> start_layout(Call& call);
Result<Reply> get_layout_draft(Call& call);
Result<Reply> bind_layout(Call& call);
Result<Reply> add_layout_place(Call& call);
Result<Reply> drop_layout_place(Call& call);
Result<Reply> publish_layout(Call& call);
Result<Reply> forget_layout(Call& call);
// settings.cpp
Result<Reply> list_views(Call& call);
Result<Reply> keep_view(Call& call);
Result<Reply> drop_view(Call& call);
Result<Reply> list_leads(Call& call);
Result<Reply> set_lead(Call& call);
Result<Reply> get_health(Call& call);
// units.cpp
Result<Reply> get_unit(Call& call);
Result<Reply> add_unit(Call& call);
Result<Reply> change_unit(Call& call);
Result<Reply> add_to_roster(Call& call);
Result<Reply> get_person(Call& call);
Result<Reply> change_person(Call& call);
// accounts.cpp
Result<Reply> list_roles(Call& call);
Result<Reply> get_account(Call& call);
Result<Reply> add_account(Call& call);
Result<Reply> give_role(Call& call);
Result<Reply> withdraw_role(Call& call);
Result<Reply> disable_account(Call& call);
Result<Reply> list_handovers(Call& call);
Result<Reply> get_handover(Call& call);
Result<Reply> write_handover(Call& call);
Result<Reply> carry_out_handover(Call& call);
Result<Reply> list_delegations(Call& call);
Result<Reply> delegate_role(Call& call);
Result<Reply> end_delegation(Call& call);
// packs.cpp
Result<Reply> list_packs(Call& call);
Result<Reply> get_pack_change(Call& call);
Result<Reply> submit_pack_change(Call& call);
Result<Reply> decline_pack_change(Call& call);
Result<Reply> drop_pack_change(Call& call);
Result<Reply> get_carried_pack(Call& call);
Result<Reply> ask_for_carried_pack(Call& call);
Result<Reply> get_own_layer(Call& call);
Result<Reply> write_own_layer(Call& call);
Result<Reply> list_holidays(Call& call);
Result<Reply> add_holidays(Call& call);
// keeping.cpp
Result<Reply> get_retention(Call& call);
Result<Reply> list_retention_due(Call& call);
Result<Reply> hold_record(Call& call);
Result<Reply> ask_erasure(Call& call);
Result<Reply> get_erasure(Call& call);
Result<Reply> decline_erasure(Call& call);
Result<Reply> erasure_proof_file(Call& call);
Result<Reply> list_audit(Call& call);
Result<Reply> audit_csv(Call& call);
Result<Reply> list_inquiries(Call& call);
Result<Reply> ask_inquiry(Call& call);
Result<Reply> decline_inquiry(Call& call);
Result<Reply> list_back_ups(Call& call);
Result<Reply> start_back_up(Call& call);
// mail.cpp
Result<Reply> get_mail(Call& call);
Result<Reply> set_mail(Call& call);
Result<Reply> test_mail(Call& call);
Result<Reply> get_own_mail(Call& call);
Result<Reply> set_own_mail(Call& call);
Result<Reply> list_anchors(Call& call);
Result<Reply> hand_over_anchor(Call& call);
// exports.cpp
Result<Reply> list_exports(Call& call);
Result<Reply> begin_export(Call& call);
Result<Reply> send_export(Call& call);
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
Result<Reply> say_columns(Call& call);
Result<Reply> get_batch(Call& call);
Result<Reply> void_batch(Call& call);
// proof.cpp
Result<Reply> get_proof(Call& call);
Result<Reply> checkpoint_note(Call& call);
Result<Reply> verify_office(Call& call);
// openapi.cpp
Result<Reply> send_description(Call& call);

// ---- shared ----
// records.cpp: 201 with what was written, or what was wrong with it.
Reply saved_answer(Ask& ask, const std::variant<app::Saved, app::Refused>& done);
// papers.cpp: how a report stands on its way.
Reply way_answer(const app::MadeReport& made, const app::Route& route, int status);
// record_steps.cpp: what a second person decides, and what a leader signs, no token does; and how that is told.
bool needs_person(const kinds::Transition& step);
Reply person_needed(Ask& ask, const std::string& action, const std::string& object);
// A file of strangers' making in a folder of its own, swept with what is returned.
std::string file_name_of(std::string_view sent);
// What the sender of a matter wrote is for its desk alone (docs/not-built.md): neither fields nor files of such kinds leave through here.
bool is_sealed(const kinds::Kind& kind);
}  // namespace youju::api
