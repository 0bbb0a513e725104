// SPDX-License-Identifier: Apache-2.0
// Handlers of the ledger's pages, and what they share: rows, days and figures as these pages show them.
#pragma once
#include "app/records.h"
#include "figures/figures.h"
#include "view/record_form.h"
#include "web/handlers.h"

namespace youju::web {
// pages_entry.cpp: a new record, by one line or by the full form
Result<Reply> show_entry(Ask& ask);
Result<Reply> enter_line(Ask& ask);
Result<Reply> preview_line(Ask& ask);
Result<Reply> create_record(Ask& ask);
// pages_change.cpp: a change of a record, its next step
Result<Reply> show_change(Ask& ask);
Result<Reply> change_record(Ask& ask);
Result<Reply> take_record_step(Ask& ask);
// pages_record.cpp
Result<Reply> show_record(Ask& ask);
// pages_evidence.cpp: files of a record, its proof
Result<Reply> attach_files(Ask& ask);
Result<Reply> send_evidence(Ask& ask);
Result<Reply> send_record_proof(Ask& ask);
// pages_many.cpp: one step for many records, after a look at what it would do
Result<Reply> step_for_many(Ask& ask);
// pages_sheet.cpp
Result<Reply> show_sheet_to_sign(Ask& ask);
// pages_records.cpp
Result<Reply> show_records(Ask& ask);

// ---- shared by them ----
// The page of a record, with what went wrong told on it. A step refused for its code keeps what was typed.
struct StepTried {
  std::string step, reason, code_problem;
};
Result<Reply> record_reply(Ask& ask, const RecordId& record, const std::vector<std::string>& wrong, int status, const StepTried& tried = {});
// The record, when this person may read it; absent otherwise, not telling that it is there.
Result<index::RecordRow> readable_record(Ask& ask, const RecordId& record);
std::string days_of(const view::Here& here, const index::RecordRow& row);
std::string state_name(Ask& ask, const KindId& kind, const std::string& state);
figures::Context figure_context(Ask& ask, const UnitId& unit, Period period);
// Keeps what was sent under a name as evidence of the record; what could not be kept is told by name.
Result<std::vector<std::string>> keep_files(Ask& ask, const RecordId& record);

// record_fields.cpp: a kind's fields as controls, and what came back from them
using FieldTexts = std::map<std::string, std::string>;
struct RosterNames {
  std::vector<people::Person> persons;  // of the unit and around it
  std::string name_of(const std::string& id) const;    // "" when unknown
  bool is_only(const std::string& name) const;         // nobody else is called so
};
Result<RosterNames> roster_around(Ask& ask, const UnitId& unit);
// Controls of all fields; texts as kinds::as_texts writes them or as a person typed them.
Result<std::vector<view::RecordControl>> controls_of(Ask& ask, const kinds::Kind& kind, const FieldTexts& texts, const RosterNames& roster, const std::vector<view::Wrong>& wrong);
// What the form sent, by field id; empty texts too.
FieldTexts texts_sent(const Form& form, const kinds::Kind& kind);
inline std::string control_name(std::string_view field) { return "f-" + std::string(field); }
// Problems by the names of their controls.
std::vector<view::Wrong> wrong_controls(const Ask& ask, const kinds::Kind& kind, const Problems& problems);
}  // namespace youju::web
