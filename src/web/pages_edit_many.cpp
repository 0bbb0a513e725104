// SPDX-License-Identifier: Apache-2.0
// One field of many records is changed: a look at what it does to each, then one write.
#include "app/edit_many.h"
#include "view/edit_many.h"
#include "web/handlers_ledger.h"
#include "web/handlers_records.h"

namespace youju::web {
namespace {
constexpr std::size_t kMostEdited = 200;

Result<app::EditOfMany> edit_asked(Ask& ask, const kinds::Kind& kind) {
  app::EditOfMany out;
  out.kind = kind.id;
  out.field = std::string(ask.form.get("field"));
  out.reason = std::string(ask.form.get("reason"));
  const auto sent = texts_sent(ask.form, kind);
  if (const auto found = sent.find(out.field); found != sent.end()) out.text = found->second;
  const auto ids = ask.form.all("record");
  if (ids.empty() || ids.size() > kMostEdited) return fail(Code::invalid, "records.many_none");
  for (const auto& id : ids) {
    const auto seen = std::string(ask.form.get("number-" + id));
    const bool number = !seen.empty() && seen.size() < 10 && seen.find_first_not_of("0123456789") == seen.npos;
    out.records.emplace_back(RecordId(id), number ? std::stoll(seen) : 0);
  }
  return out;
}

void offer_fields(Ask& ask, const kinds::Kind& kind, view::EditManyPage& page) {
  page.fields = {{"", "—"}, {"happened", app::name_in(kind.happened_names, ask.lang_id())}};
  for (const auto& field : kind.fields)
    if (field.type != kinds::FieldType::file) page.fields.emplace_back(field.id, app::name_in(field.names, ask.lang_id()));
  for (const auto& [id, name] : page.fields)
    if (id == page.field && !id.empty()) page.field_name = name;
}

Result<void> offer_value(Ask& ask, const kinds::Kind& kind, const app::EditOfMany& edit, view::EditManyPage& page) {
  TRY(const auto roster, roster_around(ask, UnitId(ask.here.unit)));
  TRY(auto controls, controls_of(ask, kind, {{edit.field, edit.text}}, roster, {}));
  for (auto& control : controls)
    if (control.field.name == control_name(edit.field)) page.control = std::move(control);
  for (const auto& person : roster.persons)
    if (!person.name.empty()) page.roster.push_back(person.name);
  for (const auto& [name, value] : ask.form.fields)
    if (name == control_name(edit.field) || name == control_name(edit.field) + "-until") page.sent.emplace_back(name, value);
  return {};
}

Result<Reply> edit_many_reply(Ask& ask, const kinds::Kind& kind, const app::EditOfMany& edit, std::string problem, int status) {
  view::EditManyPage page;
  page.kind = kind.id.text;
  page.field = edit.field;
  page.reason = edit.reason;
  page.problem = std::move(problem);
  page.looked = ask.form.get("look") == "1" || ask.form.get("sure") == "1";
  page.back = ask.here.to("/records", {{"kind", page.kind}});
  offer_fields(ask, kind, page);
  if (page.field_name.empty()) page.field.clear();
  auto judged = edit;
  if (page.field.empty()) judged.field = "happened";
  if (!page.field.empty()) TRY_OK(offer_value(ask, kind, edit, page));
  TRY(const auto rows, app::judge_edit_of_many(ask.office, ask.who, judged, ask.lang_id()));
  for (const auto& row : rows) {
    view::EditManyRow out{row.row.record.text,
                          std::to_string(row.row.number),
                          days_of(ask.here, row.row),
                          row.row.title,
                          page.field.empty() ? "" : row.before,
                          row.after,
                          {},
                          row.any,
                          row.falls};
    if (out.title.empty()) out.title = kind_name(ask, row.row.kind);
    if (page.looked && row.why_not) out.why_not = ask.here.say(*row.why_not);
    page.asks_reason = page.asks_reason || (page.looked && row.needs_reason);
    page.rows.push_back(std::move(out));
  }
  TRY(auto frame, frame_of(ask, "records", ask.here.say("manyedit.title")));
  frame.path = {{"/records", ask.here.say("records.title")}, {"/records?kind=" + page.kind, app::name_in(kind.names, ask.lang_id())}};
  return html(view::edit_many_page(frame, page), status);
}
}  // namespace

Result<Reply> change_many(Ask& ask) {
  const auto* kind = ask.office.catalogue().find(KindId(std::string(ask.form.get("kind"))));
  if (kind == nullptr) return fail(Code::absent, "app.no_kind", {{"kind", std::string(ask.form.get("kind"))}});
  TRY(const auto edit, edit_asked(ask, *kind));
  if (ask.form.get("sure") != "1") return edit_many_reply(ask, *kind, edit, {}, 200);
  const auto done = app::edit_many(ask.office, asking_once(ask), edit);
  if (done) return see_other(ask.here.to("/records", {{"kind", kind->id.text}}));
  if (!can_be_told(done.error()) || done.error().code == Code::absent) return fail(done.error());
  const bool reason = done.error().message.word == "app.reason_needed";
  return edit_many_reply(ask, *kind, edit, reason ? ask.here.say("record.reason_needed") : ask.here.say(done.error().message), http_status(done.error().code));
}
}  // namespace youju::web
