// SPDX-License-Identifier: Apache-2.0
// The sheet to sign of a record: those who are due, else the roster of its unit.
#include "app/scans.h"
#include "base/text.h"
#include "view/sheet_to_sign.h"
#include "web/handlers_records.h"
#include "web/handlers_trust.h"

namespace youju::web {
namespace {
std::vector<std::string> people_due(const app::View& record, const RosterNames& roster, const UnitId& unit, const std::string& lang) {
  for (const auto wanted : {kinds::PersonRole::due, kinds::PersonRole::present, kinds::PersonRole::participant})
    for (const auto& field : record.kind->fields) {
      if (field.type != kinds::FieldType::persons || field.role != wanted) continue;
      for (const auto& [name, value] : record.fields)
        if (name == app::name_in(field.names, lang) && !value.empty()) return split_any(value, U"、,");
    }
  std::vector<std::string> out;
  for (const bool around : {false, true}) {  // a unit without a roster of its own: those of the units around it
    for (const auto& person : roster.persons)
      if ((around || person.unit == unit) && !person.name.empty()) out.push_back(person.name);
    if (!out.empty()) break;
  }
  return out;
}
}  // namespace

Result<Reply> show_sheet_to_sign(Ask& ask) {
  const auto lang = ask.lang_id();
  TRY(const auto record, app::view_record(ask.office, ask.who, RecordId(ask.part()), lang));
  TRY(const auto roster, roster_around(ask, record.row.unit));
  view::SheetToSign sheet;
  sheet.kind = app::name_in(record.kind->names, lang);
  sheet.title = record.row.title;
  sheet.unit = ask.unit_name(record.row.unit);
  sheet.day = record.row.happened ? days_of(ask.here, record.row) : "";
  sheet.record = record.row.record.text;
  for (const auto& field : record.kind->fields)
    for (const auto& [name, value] : record.fields) {
      if (name != app::name_in(field.names, lang)) continue;
      if (field.id == "place") sheet.place = value;
      if (field.type == kinds::FieldType::person && field.role == kinds::PersonRole::chair) sheet.chair = value;
    }
  sheet.slip = ask.query.get("as") == "slip";
  TRY(sheet.code, qr_of(app::paper_code(record.row.record, sheet.slip ? app::PaperKind::cover : app::PaperKind::sheet)));
  sheet.names = people_due(record, roster, record.row.unit, lang);
  const auto title = sheet.title.empty() ? sheet.kind : sheet.title;
  TRY(auto frame, frame_of(ask, "records", ask.here.say(sheet.slip ? "scans.slip_title" : "record.sheet_title")));
  frame.path = {{"/records", ask.here.say("records.title")}, {"/records/" + sheet.record, title}};
  return html(view::sheet_to_sign_page(frame, sheet));
}
}  // namespace youju::web
