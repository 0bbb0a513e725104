// SPDX-License-Identifier: Apache-2.0
// What the office records: packs in force, changes of them with what they would do, the office's own layer, days off. A change is asked for
// here; that it counts, a second person says at the screen.
#include "api/handlers.h"
#include "app/own_layer.h"

namespace youju::api {
namespace {
Json files_json(const app::PackFiles& files) {
  Json out = Json::array();
  for (const auto& file : files) out.push_back(Json{{"path", file.path}, {"text", file.bytes}});
  return out;
}

Json judged_json(const Ask& ask, const app::PackJudgement& judged) {
  Json out{{"problems", Json::array()}, {"differences", Json::array()}, {"figures", Json::array()}, {"unchanged", judged.unchanged}, {"deadlines", Json::array()}, {"deadlines_closed", judged.deadlines_closed}};
  for (const auto& one : judged.problems) out["problems"].push_back(Json{{"file", one.file}, {"line", one.line}, {"detail", ask.here.say(one.message)}, {"code", one.message.word}});
  for (const auto& one : judged.differences) out["differences"].push_back(Json{{"kind", or_nothing(one.kind.text)}, {"detail", ask.here.say(one.message)}});
  for (const auto& one : judged.figures) out["figures"].push_back(Json{{"expr", one.expr}, {"kind", one.kind.text}, {"before", one.before}, {"after", one.after}});
  for (const auto& one : judged.deadlines)
    out["deadlines"].push_back(Json{{"record", one.row.record.text}, {"title", one.row.title}, {"deadline", one.deadline}, {"before", one.before.iso()}, {"after", one.after.iso()}});
  return out;
}

Json change_row(const app::PackChange& one) {
  return Json{{"id", one.id},
              {"pack", one.pack},
              {"version", one.version},
              {"state", std::string(app::state_name(one.state))},
              {"note", one.note},
              {"changed_by", one.changed_by.text},
              {"changed_at", one.changed_at.iso()},
              {"url", "/api/v1/packs/changes/" + one.id}};
}

Result<Reply> change_answer(Ask& ask, const app::PackChange& change, int status) {
  auto out = change_row(change);
  out["digest"] = change.digest;
  out["editors"] = Json::array();
  for (const auto& one : change.editors) out["editors"].push_back(one.text);
  out["decided_by"] = or_nothing(change.decided_by.text);
  out["decision"] = change.decision;
  out["files"] = files_json(change.files);
  TRY(const auto judged, app::judge_pack(ask.office, ask.who, change.files));
  out["effect"] = judged_json(ask, judged);
  return answer_at(out, status, "/api/v1/packs/changes/" + change.id);
}

Result<Reply> change_as_it_is(Ask& ask, const std::string& id, int status = 200) {
  TRY(const auto change, app::pack_change(ask.office, ask.who, id));
  return change_answer(ask, change, status);
}

Result<Reply> kept_as_draft(Ask& ask, app::PackFiles files) {
  TRY(const auto change, app::draft_own_layer(ask.office, ask.who, std::move(files)));
  return change_answer(ask, change, 201);
}
}  // namespace

Result<Reply> list_packs(Call& call) {
  auto& ask = call.ask;
  Json out{{"packs", Json::array()}, {"newer", Json::array()}, {"changes", Json::array()}};
  std::set<std::string> told;
  for (const auto& name : ask.office.shelf().names()) {
    const auto* pack = ask.office.shelf().find(name.substr(0, name.find('@')));
    if (pack != nullptr && told.insert(pack->id).second) out["packs"].push_back(Json{{"id", pack->id}, {"version", pack->version}, {"names", names_json(pack->names)}, {"digest", pack->digest}, {"layer", pack->layer}});
  }
  for (const auto& one : app::newer_packs(ask.office)) out["newer"].push_back(Json{{"id", one.id}, {"in_force", one.in_force}, {"carried", one.carried}});
  // What is asked for is theirs to see who manage packs or sign.
  auto changes = app::pack_changes(ask.office, ask.who);
  if (!changes && changes.error().code != Code::denied) return fail(std::move(changes).error());
  if (changes)
    for (const auto& one : *changes) out["changes"].push_back(change_row(one));
  return json_answer(out);
}

Result<Reply> get_pack_change(Call& call) { return change_as_it_is(call.ask, call.part()); }

Result<Reply> submit_pack_change(Call& call) {
  TRY_OK(app::submit_pack_change(call.ask.office, call.ask.who, call.part(), call.body.value("note", std::string{})));
  return change_as_it_is(call.ask, call.part());
}

Result<Reply> decline_pack_change(Call& call) {
  auto& ask = call.ask;
  TRY_OK(app::decide_pack_change(ask.office, ask.who, call.part(), call.body["digest"].get<std::string>(), false, call.body["reason"].get<std::string>()));
  web::note_event(ask, "packs_changed", "api decline", call.part(), "ok");
  return change_as_it_is(ask, call.part());
}

Result<Reply> drop_pack_change(Call& call) {
  TRY_OK(app::drop_pack_change(call.ask.office, call.ask.who, call.part()));
  return nothing_to_say();
}

Result<Reply> get_carried_pack(Call& call) {
  auto& ask = call.ask;
  for (const auto& one : app::newer_packs(ask.office)) {
    if (one.id != call.part()) continue;
    TRY(const auto judged, app::judge_pack(ask.office, ask.who, one.files));
    return json_answer(Json{{"id", one.id}, {"in_force", one.in_force}, {"carried", one.carried}, {"files", files_json(one.files)}, {"effect", judged_json(ask, judged)}});
  }
  return fail(Code::absent, "packs.nothing_newer", {{"pack", call.part().substr(0, 64)}});
}

Result<Reply> ask_for_carried_pack(Call& call) {
  TRY(const auto change, app::ask_for_carried(call.ask.office, call.ask.who, call.part()));
  return change_answer(call.ask, change, 201);
}

Result<Reply> get_own_layer(Call& call) {
  TRY(const auto layer, app::own_layer(call.ask.office, call.ask.who));
  return json_answer(Json{{"change", layer.draft ? Json(layer.draft->id) : Json()}, {"waiting", layer.draft && layer.draft->state == app::PackChange::State::waiting}, {"files", files_json(layer.files)}});
}

// Files take the place of those of the same path; an empty text takes one out; all others stay.
Result<Reply> write_own_layer(Call& call) {
  auto& ask = call.ask;
  TRY(auto layer, app::own_layer(ask.office, ask.who));
  for (const auto& one : call.body["files"]) {
    const auto path = one["path"].get<std::string>(), said = one["text"].get<std::string>();
    const auto there = std::find_if(layer.files.begin(), layer.files.end(), [&](const auto& file) { return file.path == path; });
    if (there != layer.files.end() && said.empty()) layer.files.erase(there);
    else if (there != layer.files.end()) there->bytes = said;
    else if (!said.empty()) layer.files.push_back({path, said});
  }
  return kept_as_draft(ask, std::move(layer.files));
}

Result<Reply> list_holidays(Call& call) {
  auto& ask = call.ask;
  const auto& calendar = ask.office.calendar();
  const auto year = static_cast<int>(call.number("year", ask.here.this_year));
  Json out{{"year", year}, {"provisional", calendar.is_provisional(year)}, {"sources", Json::array()}, {"days", Json::array()}};
  std::map<std::int32_t, Json> days;  // of two tables the later one speaks
  for (const auto& table : calendar.tables()) {
    bool any = table.year == year;
    for (const auto& one : table.days) {
      if (one.day.year() != year) continue;
      any = true;
      days[one.day.days] = Json{{"day", one.day.iso()}, {"works", one.works}, {"names", names_json(one.name)}, {"pack", table.pack}};
    }
    if (any) out["sources"].push_back(table.source);
  }
  for (auto& [at, one] : days) out["days"].push_back(std::move(one));
  return json_answer(out);
}

Result<Reply> add_holidays(Call& call) {
  auto& ask = call.ask;
  const auto& body = call.body;
  app::OwnDays wish;
  wish.year = body["year"].get<int>(), wish.works = body.value("works", false), wish.whole = body.value("whole", false);
  wish.zh = body["name_zh"].get<std::string>(), wish.en = body.value("name_en", std::string{}), wish.source = body["source"].get<std::string>();
  for (const auto& day : body["days"]) wish.days.push_back(*Date::parse(day.get<std::string>()));
  TRY(auto layer, app::own_layer(ask.office, ask.who));
  auto made = app::with_days(std::move(layer.files), wish);
  if (const auto* wrong = std::get_if<Problems>(&made)) return body_wrong(ask, *wrong);
  return kept_as_draft(ask, std::move(std::get<app::PackFiles>(made)));
}
}  // namespace youju::api
