// SPDX-License-Identifier: Apache-2.0
// Handlers of administration: accounts, units, roster, hand-over, packs, holidays, back-up, health, retention, audit; and what they share.
#pragma once
#include "app/packs_change.h"
#include "view/admin_packs.h"
#include "web/site.h"

namespace youju::web {
// pages_admin.cpp: accounts and their roles
Result<Reply> show_accounts(Ask& ask);
Result<Reply> add_account_asked(Ask& ask);
Result<Reply> show_one_account(Ask& ask);
Result<Reply> give_role(Ask& ask);
Result<Reply> withdraw_role(Ask& ask);
Result<Reply> disable_account_asked(Ask& ask);
// pages_units.cpp
Result<Reply> show_units_tree(Ask& ask);
Result<Reply> add_unit_asked(Ask& ask);
Result<Reply> show_one_unit(Ask& ask);
Result<Reply> change_unit_asked(Ask& ask);
Result<Reply> choose_unit(Ask& ask);
// pages_roster.cpp
Result<Reply> show_roster(Ask& ask);
Result<Reply> add_to_roster(Ask& ask);
Result<Reply> show_person(Ask& ask);
Result<Reply> change_person_asked(Ask& ask);
// pages_handover.cpp
Result<Reply> show_handovers(Ask& ask);
Result<Reply> show_handover(Ask& ask);
Result<Reply> write_handover_asked(Ask& ask);
Result<Reply> carry_out_asked(Ask& ask);
Result<Reply> show_delegations(Ask& ask);
Result<Reply> delegate_asked(Ask& ask);
Result<Reply> end_delegation_asked(Ask& ask);

// pages_packs.cpp: packs in force, changes and their second person
Result<Reply> show_packs(Ask& ask);
Result<Reply> show_pack_change(Ask& ask);
Result<Reply> submit_change_asked(Ask& ask);
Result<Reply> decide_change_asked(Ask& ask);
Result<Reply> drop_change_asked(Ask& ask);
Result<Reply> show_carried(Ask& ask);
Result<Reply> ask_for_carried_asked(Ask& ask);
// pages_own_kinds.cpp: the office's own layer
Result<Reply> show_own_layer(Ask& ask);
Result<Reply> show_own_form(Ask& ask);
Result<Reply> add_to_own_layer(Ask& ask);
Result<Reply> show_own_text(Ask& ask);
Result<Reply> write_own_text(Ask& ask);
// pages_holidays.cpp
Result<Reply> show_holidays(Ask& ask);
Result<Reply> add_holidays(Ask& ask);

// pages_backup.cpp, pages_health.cpp
Result<Reply> show_back_up(Ask& ask);
Result<Reply> start_back_up(Ask& ask);
Result<Reply> show_health(Ask& ask);
Result<Reply> answer_health(Ask& ask);
// pages_retention.cpp
Result<Reply> show_retention(Ask& ask);
Result<Reply> ask_erasure_asked(Ask& ask);
Result<Reply> hold_asked(Ask& ask);
Result<Reply> show_erasure(Ask& ask);
Result<Reply> decide_erasure_asked(Ask& ask);
Result<Reply> erasure_proof_file(Ask& ask);
// pages_audit.cpp
Result<Reply> show_audit(Ask& ask);
Result<Reply> audit_copy(Ask& ask);
Result<Reply> ask_inquiry_asked(Ask& ask);
Result<Reply> decide_inquiry_asked(Ask& ask);

std::vector<Route> admin_routes();  // routes_admin.cpp

// ---- shared by them ----
// The frame with the places of administration that the reader may open.
Result<view::Frame> admin_frame(Ask& ask, std::string_view place, std::string title);
// Whether the reader has the right over the whole office.
bool may_whole(const Ask& ask, people::Right right);
// Units where the reader has the right, in tree order; closed ones only when `closed_too`.
view::Choices units_with(const Ask& ask, people::Right right, bool closed_too = false);
// A date of a form; what cannot be read is told beside the field.
std::optional<Date> day_sent(const Ask& ask, const std::string& field, std::vector<view::Wrong>& wrong);
// From 3月5日 until 4月1日; "" without either.
std::string dates_of(const Ask& ask, const std::optional<Date>& from, const std::optional<Date>& to);
// What adopting these files would do, as a page shows it.
Result<view::PackEffect> pack_effect_of(Ask& ask, const app::PackFiles& files);
// Keeps files as the draft of the own layer and gives its id; nothing when they are not good, with what is wrong.
Result<std::optional<std::string>> keep_own_draft(Ask& ask, std::variant<app::PackFiles, Problems> made, std::vector<view::Wrong>& wrong, view::PackEffect& effect);
// 12 KiB, 3.4 MiB, 1.2 GiB.
std::string size_text(std::int64_t bytes);
// Names of accounts by id.
Result<std::map<std::string, std::string>> names_of_accounts(Ask& ask);
}  // namespace youju::web
