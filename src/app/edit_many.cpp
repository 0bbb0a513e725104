// SPDX-License-Identifier: Apache-2.0
#include "app/edit_many.h"

#include "app/import_rows.h"
#include "app/statements.h"

namespace youju::app {
namespace {
std::string text_of_field(const kinds::Kind& kind, const std::string& id, const Json& open, const Json& personal, const std::optional<Period>& happened,
                          const NameBook& names, std::string_view lang) {
  if (id == "happened")
    return !happened ? std::string() : happened->from == happened->to ? happened->from.iso() : happened->from.iso() + "至" + happened->to.iso();
  const auto* field = kind.field(id);
  for (const auto* values : {&open, &personal})
    if (field != nullptr && values->is_object() && values->contains(field->id)) return value_text(*field, (*values)[field->id], names, lang);
  return {};
}

struct JudgedOne {
  EditedOne told;
  std::optional<Change> change;
};

// The same rules as for a row of an edited export.
Result<JudgedOne> judge_one(db::Session& session, Office& office, const people::Who& who, const people::UnitTree& units, const EditOfMany& edit, std::size_t n,
                            const NameBook& names, std::string_view lang) {
  const auto& [record, seen] = edit.records[n];
  JudgedOne out;
  TRY(const auto row, index::current(session, record));
  if (!row || !people::may(who, people::Right::read, row->unit, units, office.roles(), office.today()))
    return fail(Code::absent, "app.no_record", {{"record", record.text}});
  out.told.row = *row;
  const auto* kind = office.catalogue().find(row->kind);
  if (kind == nullptr || row->kind != edit.kind) return fail(Code::invalid, "app.no_kind", {{"kind", row->kind.text}});
  TRY(const auto entry, office.ledger().read(session, row->entry, true));
  out.told.before = out.told.after = text_of_field(*kind, edit.field, ledger::values_of(entry.head.open), ledger::values_of(entry.head.personal), row->happened, names, lang);
  if (!people::may(who, people::Right::write, row->unit, units, office.roles(), office.today())) {
    const auto* unit = units.find(row->unit);
    out.told.why_not = Message{"import.no_right", {{"unit", unit == nullptr ? row->unit.text : unit->name}}};
    return out;
  }
  TRY(auto judged, judge_change(session, office, *row, *kind, {{edit.field, edit.text}}, {}, {}, seen == 0 ? std::string() : std::to_string(seen),
                                lookups_in(session, office, row->unit), std::nullopt));
  if (const auto* problems = std::get_if<Problems>(&judged)) {
    out.told.why_not = problems->empty() ? Message{"import.moved_on", {}} : problems->front().message;
    return out;
  }
  out.change = std::get<Change>(std::move(judged));
  out.told.any = out.change->any;
  out.told.falls = out.change->falls;
  out.told.needs_reason = out.change->any && out.change->needs_reason;
  const auto& checked = out.change->checked;
  out.told.after = text_of_field(*kind, edit.field, checked.open, checked.personal, checked.happened, names, lang);
  return out;
}

Result<void> check_field(const Office& office, const EditOfMany& edit) {
  const auto* kind = office.catalogue().find(edit.kind);
  if (kind == nullptr) return fail(Code::absent, "app.no_kind", {{"kind", edit.kind.text}});
  const auto* field = kind->field(edit.field);
  if (edit.field != "happened" && (field == nullptr || field->id != edit.field || field->type == kinds::FieldType::file))
    return fail(Code::invalid, "manyedit.no_field", {{"field", edit.field}});
  return {};
}
}  // namespace

Result<std::vector<EditedOne>> judge_edit_of_many(Office& office, const people::Who& who, const EditOfMany& edit, std::string_view lang) {
  TRY_OK(check_field(office, edit));
  std::vector<EditedOne> out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto units, people::read_units(session));
    TRY(const auto names, read_names(session));
    for (std::size_t n = 0; n < edit.records.size(); ++n) {
      TRY(auto one, judge_one(session, office, who, units, edit, n, names, lang));
      out.push_back(std::move(one.told));
    }
    return {};
  }));
  return out;
}

Result<std::int64_t> edit_many(Office& office, const people::Who& who, const EditOfMany& edit) {
  TRY_OK(check_field(office, edit));
  TRY(const auto answer, office.write_once(who, [&](Office::Writer& writer) -> Result<Json> {
    TRY(const auto units, people::read_units(writer.tx));
    TRY(const auto names, read_names(writer.tx));
    std::int64_t changed = 0;
    for (std::size_t n = 0; n < edit.records.size(); ++n) {
      TRY(const auto one, judge_one(writer.tx, office, who, units, edit, n, names, "zh"));
      const auto& row = one.told.row;
      if (one.told.why_not) return fail(Code::invalid, "manyedit.not_all", {{"record", row.title.empty() ? row.record.text : row.title}});
      if (!one.change->any) continue;
      if (one.told.needs_reason && edit.reason.empty()) return fail(Code::invalid, "app.reason_needed");
      // Rights are asked once more of what the log says at the moment of the write.
      TRY_OK(people::require(writer.tx, who, people::Right::write, row.unit, office.roles(), office.today()));
      const auto& checked = one.change->checked;
      TRY_OK(check_statement(writer.tx, office, *office.catalogue().find(row.kind), {checked.state, checked.unit, checked.happened, checked.open}));
      TRY_OK(append_record(writer, who, checked, row.record, row.number + 1, Provenance{row.batch, nullptr}, {}, edit.reason));
      ++changed;
    }
    return Json{{"changed", changed}};
  }));
  return answer.value("changed", std::int64_t{0});
}
}  // namespace youju::app
