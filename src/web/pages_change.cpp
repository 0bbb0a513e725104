// SPDX-License-Identifier: Apache-2.0
// A change of a record, and its steps from state to state.
#include "view/record_form.h"
#include "web/handlers_records.h"
#include "web/handlers_trust.h"

namespace youju::web {
namespace {
struct Seen {  // a version of the record as its form shows it
  index::RecordRow row;
  const kinds::Kind* kind = nullptr;
  FieldTexts texts;
};


Result<Seen> seen_now(Ask& ask) {
  Seen out;
  TRY(out.row, readable_record(ask, RecordId(ask.part())));
  out.kind = ask.office.catalogue().find(out.row.kind);
  if (out.kind == nullptr) return fail(Code::absent, "app.no_kind", {{"kind", out.row.kind.text}});
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto entry, ask.office.ledger().read(session, out.row.entry, true));
    out.texts = kinds::as_texts(*out.kind, ledger::values_of(entry.head.open), ledger::values_of(entry.head.personal), out.row.happened);
    return {};
  }));
  return out;
}

// The version the person saw, as texts: what they changed is what differs from it.
Result<FieldTexts> texts_of_version(Ask& ask, const Seen& seen, std::int64_t number) {
  FieldTexts out;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto history, ask.office.ledger().history(session, seen.row.record.text, true));
    for (const auto& entry : history)
      if (entry.head.type == ledger::EntryType::version && entry.head.number == number)
        out = kinds::as_texts(*seen.kind, ledger::values_of(entry.head.open), ledger::values_of(entry.head.personal), entry.head.happened);
    return {};
  }));
  return out;
}

struct Conflict {
  std::string told;
  std::vector<std::pair<std::string, std::string>> meanwhile;
};

Result<Reply> change_form(Ask& ask, const Seen& seen, const FieldTexts& texts, std::vector<view::Wrong> wrong, Conflict conflict, int status) {
  view::RecordForm form;
  const auto address = "/records/" + seen.row.record.text;
  form.address = address + "/edit";
  form.kind_id = seen.kind->id.text;
  form.expected = seen.row.number;
  form.saw_conflict = std::move(conflict.told);
  form.changed_meanwhile = std::move(conflict.meanwhile);
  form.reason = std::string(ask.form.get("reason"));
  TRY(const auto roster, roster_around(ask, seen.row.unit));
  TRY(form.controls, controls_of(ask, *seen.kind, texts, roster, wrong));
  std::erase_if(form.controls, [](const auto& control) { return control.as == view::RecordControl::As::files; });
  for (const auto& person : roster.persons)
    if (!person.name.empty()) form.roster.push_back(person.name);
  form.wrong = std::move(wrong);
  form.back = ask.here.to(address);
  TRY(auto frame, frame_of(ask, "records", ask.here.say("record.change_title", {{"title", seen.row.title.empty() ? kind_name(ask, seen.row.kind) : seen.row.title}})));
  frame.path = {{"/records", ask.here.say("records.title")}, {address, seen.row.title.empty() ? kind_name(ask, seen.row.kind) : seen.row.title}};
  return html(view::record_form_page(frame, form), status);
}

// Somebody changed it while this person wrote: what it says now stands above the form, what was written stays in it.
Result<Reply> changed_meanwhile(Ask& ask, const Seen& seen, const FieldTexts& sent, const FieldTexts& seen_then) {
  Conflict conflict;
  TRY(const auto record, app::view_record(ask.office, ask.who, seen.row.record, ask.lang_id()));
  std::string who;
  Instant when;
  for (const auto& entry : record.history)
    if (entry.head.type == ledger::EntryType::version && entry.head.number == seen.row.number) who = entry.head.actor.text, when = entry.at;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto accounts, people::read_accounts(session));
    for (const auto& account : accounts)
      if (account.id.text == who) who = account.name.empty() ? account.login : account.name;
    return {};
  }));
  conflict.told = ask.here.say("record.conflict", {{"who", who}, {"when", ask.here.moment(when.iso())}, {"number", std::to_string(seen.row.number)}});
  auto merged = seen.texts;
  const auto text_in = [](const FieldTexts& texts, const std::string& id) {
    const auto found = texts.find(id);
    return found == texts.end() ? std::string{} : found->second;
  };
  std::set<std::string> ids{"happened"};
  for (const auto& field : seen.kind->fields) ids.insert(field.id);
  for (const auto& id : ids) {
    // What this person did not touch follows the other's change; what both touched is told.
    if (sent.count(id) == 0 || text_in(sent, id) == text_in(seen_then, id)) continue;
    merged[id] = text_in(sent, id);
  }
  for (const auto& id : ids) {
    if (text_in(seen.texts, id) == text_in(seen_then, id)) continue;
    const auto* field = seen.kind->field(id);
    const auto name = app::name_in(field == nullptr ? seen.kind->happened_names : field->names, ask.lang_id());
    auto value = id == "happened" ? days_of(ask.here, seen.row) : std::string{};
    for (const auto& [shown, text] : record.fields)
      if (field != nullptr && shown == name) value = text;
    conflict.meanwhile.emplace_back(name, value);
  }
  return change_form(ask, seen, merged, {}, std::move(conflict), 409);
}

// Names and ids say the same person; only what really differs is a change.
FieldTexts normal_texts(const FieldTexts& texts, const kinds::Kind& kind, const RosterNames& roster, const Ask& ask) {
  auto out = texts;
  for (auto& [id, text] : out) {
    const auto* field = kind.field(id);
    if (field == nullptr) continue;
    if (field->type == kinds::FieldType::unit) {
      if (const auto* unit = ask.units->find(UnitId(text))) text = unit->name;
    }
    if (field->type != kinds::FieldType::person && field->type != kinds::FieldType::persons) continue;
    std::set<std::string> ids;
    for (std::size_t at = 0; at <= text.size();) {
      const auto end = std::min(text.find("、", at), text.size());
      auto one = text.substr(at, end - at);
      for (const auto& person : roster.persons)
        if (person.name == one && roster.is_only(one)) one = person.id.text;
      if (!one.empty()) ids.insert(one);
      at = end + std::string_view("、").size();
    }
    text.clear();
    for (const auto& one : ids) text += (text.empty() ? "" : "、") + one;
  }
  return out;
}
}  // namespace

Result<Reply> show_change(Ask& ask) {
  TRY(const auto seen, seen_now(ask));
  return change_form(ask, seen, seen.texts, {}, {}, 200);
}

Result<Reply> change_record(Ask& ask) {
  TRY(const auto seen, seen_now(ask));
  const auto sent = texts_sent(ask.form, *seen.kind);
  const auto expected_text = std::string(ask.form.get("expected"));
  const std::int64_t expected = expected_text.empty() || expected_text.size() > 9 || expected_text.find_first_not_of("0123456789") != expected_text.npos ? -1 : std::max<std::int64_t>(std::stoll(expected_text), 1);
  TRY(const auto roster, roster_around(ask, seen.row.unit));
  TRY(const auto then_raw, texts_of_version(ask, seen, expected));
  const auto then = normal_texts(then_raw, *seen.kind, roster, ask), now = normal_texts(sent, *seen.kind, roster, ask);
  std::map<std::string, std::string> changes;
  for (const auto& [id, text] : now) {
    const auto before = then.find(id);
    if (text != (before == then.end() ? std::string{} : before->second)) changes[id] = sent.at(id);
  }
  const auto address = ask.here.to("/records/" + seen.row.record.text);
  if (changes.empty()) return see_other(address);
  const auto done = app::edit_record(ask.office, asking_once(ask), seen.row.record, changes, ask.form.get("reason"), expected);
  if (!done) {
    if (done.error().code == Code::conflict && done.error().message.word == "app.moved_on") {
      TRY(const auto fresh, seen_now(ask));
      return changed_meanwhile(ask, {fresh.row, fresh.kind, normal_texts(fresh.texts, *fresh.kind, roster, ask)}, now, then);
    }
    if (done.error().code != Code::invalid && done.error().code != Code::conflict) return fail(done.error());
    const bool about_reason = done.error().message.word == "app.reason_needed";
    return change_form(ask, seen, sent, {{about_reason ? "reason" : "", ask.here.say(done.error().message)}}, {}, http_status(done.error().code));
  }
  if (const auto* refused = std::get_if<app::Refused>(&*done)) return change_form(ask, seen, sent, wrong_controls(ask, *seen.kind, refused->problems), {}, 422);
  return see_other(address);
}

Result<Reply> take_record_step(Ask& ask) {
  TRY(const auto row, readable_record(ask, RecordId(ask.part())));
  const auto done = app::move_record(ask.office, asking_once(ask), row.record, ask.form.get("step"), ask.form.get("shown"), ask.form.get("reason"), act_of(ask));
  if (!done && app::is_about_code(done.error())) return record_reply(ask, row.record, {}, http_status(done.error().code), {std::string(ask.form.get("step")), std::string(ask.form.get("reason")), ask.here.say(done.error().message)});
  const bool wants_reason = !done && done.error().message.word == "flow.reason_needed";
  if (!done) return record_reply(ask, row.record, {wants_reason ? ask.here.say("record.reason_needed") : ask.here.say(done.error().message)}, http_status(done.error().code));
  return see_other(ask.here.to("/records/" + row.record.text));
}
}  // namespace youju::web
