// SPDX-License-Identifier: Apache-2.0
// An export that comes back edited: each row names its record, and what differs becomes a new version of it.
#include "app/import_rows.h"
#include "flow/flow.h"

namespace youju::app {
namespace {

// The same rule as for a change by hand (records.h): once submitted, approved or reviewed, a change needs a
// reason.
Result<bool> was_submitted(db::Session& session, Office& office, const kinds::Kind& kind,
                           const RecordId& record) {
  TRY(const auto history, office.ledger().history(session, record.text, false));
  for (const auto& entry : history) {
    if (entry.head.type == ledger::EntryType::approval) return true;
    const auto* transition = kind.transition(entry.head.more.value("transition", std::string{}));
    if (transition && (transition->right == "submit" || transition->other_person)) return true;
  }
  return false;
}

Result<bool> has_approval(db::Session& session, Office& office, const RecordId& record) {
  TRY(const auto history, office.ledger().history(session, record.text, false));
  return std::any_of(history.begin(), history.end(), [](const ledger::Entry& e) { return e.head.type == ledger::EntryType::approval; });
}

Problems one(std::string_view field, std::string_view word, Args args = {}) {
  return {{std::string(field), {std::string(word), std::move(args)}}};
}
}  // namespace

Result<std::variant<Change, Problems>> judge_change(db::Session& session, Office& office,
                                                    const index::RecordRow& row, const kinds::Kind& kind,
                                                    const std::map<std::string, std::string>& columns,
                                                    const UnitId& unit, std::string_view state,
                                                    std::string_view version, const kinds::Lookups& lookups,
                                                    std::optional<int> year) {
  using Answer = std::variant<Change, Problems>;
  if (!version.empty() && version != std::to_string(row.number))
    return Answer{one("version", "import.moved_on",
                      {{"seen", std::string(version)}, {"now", std::to_string(row.number)}})};
  if (!state.empty()) {
    const auto* wanted = kind.state(state);
    if (!wanted || wanted->id != row.state)
      return Answer{one("state", "import.state_by_steps", {{"read", std::string(state)}})};
  }
  TRY(const auto current, office.ledger().read(session, row.entry, true));
  if (current.open_erased || current.personal_erased) return Answer{one("id", "import.erased")};
  const auto open = ledger::values_of(current.head.open), personal = ledger::values_of(current.head.personal);
  kinds::Draft draft{row.kind,  unit.empty() ? row.unit : unit,
                     row.state, kinds::as_texts(kind, open, personal, row.happened),
                     false,     year};
  // Columns that are in the table speak, empty ones too; fields without a column stay as they are.
  for (const auto& [field, text] : columns) draft.values[field] = text;
  auto judged = kinds::validate(kind, draft, lookups, office.today());
  if (auto* problems = std::get_if<Problems>(&judged)) return Answer{std::move(*problems)};
  Change change{std::move(std::get<kinds::Checked>(judged)), row, false, false, false};
  const auto& checked = change.checked;
  const Json checked_personal = checked.personal.is_null() ? Json::object() : checked.personal;
  change.any = checked.open != open || checked_personal != personal || checked.happened != row.happened ||
               checked.unit != row.unit;
  if (!change.any) return Answer{std::move(change)};
  const auto* standing = kind.state(row.state);
  if (standing && standing->final)
    return Answer{
        one("state", "import.final",
            {{"state", name_in(standing->names, "zh")}, {"state_en", name_in(standing->names, "en")}})};
  TRY(change.needs_reason, was_submitted(session, office, kind, row.record));
  // Approval that survives an edit is no approval; nor may an edit leave a record where its new content could not have come.
  const bool guarded = flow::is_guarded(kind, row.state, open, personal);
  TRY(const auto approved, has_approval(session, office, row.record));
  change.falls = guarded ? approved : flow::is_guarded(kind, row.state, checked.open, checked.personal);
  if (!change.falls) return Answer{std::move(change)};
  draft.state = kind.states.front().id;
  judged = kinds::validate(kind, draft, lookups, office.today());
  if (auto* problems = std::get_if<Problems>(&judged)) return Answer{std::move(*problems)};
  change.checked = std::move(std::get<kinds::Checked>(judged));
  return Answer{std::move(change)};
}
}  // namespace youju::app
