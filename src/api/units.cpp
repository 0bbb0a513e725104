// SPDX-License-Identifier: Apache-2.0
// Units as they become others, and people of the roster.
#include "app/units.h"

#include "api/handlers.h"
#include "app/people.h"

namespace youju::api {
namespace {
Result<const people::Unit*> managed_unit(const Ask& ask, const std::string& id) {
  const auto* unit = ask.units->find(UnitId{id});
  if (unit == nullptr || !ask.may(people::Right::manage_units, unit->id)) return fail(Code::absent, "app.no_unit", {{"unit", id.substr(0, 64)}});
  return unit;
}

// As the office has it now; the tree of the request may be older than what was just written.
Result<Json> unit_json(Ask& ask, const UnitId& id) {
  std::optional<people::Unit> unit;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    if (const auto* found = tree.find(id)) unit = *found;
    return {};
  }));
  if (!unit) return fail(Code::absent, "app.no_unit", {{"unit", id.text.substr(0, 64)}});
  TRY(const auto past, app::past_of(ask.office, ask.who, id));
  Json out{{"id", id.text}, {"name", unit->name}, {"parent", or_nothing(unit->parent.text)}, {"closed", or_nothing(unit->closed)}, {"past", Json::array()}, {"url", "/api/v1/units/" + id.text}};
  for (const auto& one : past)
    out["past"].push_back(Json{{"at", one.at.iso()}, {"by", one.by.text}, {"name", one.name}, {"parent", or_nothing(one.parent.text)}, {"closed", or_nothing(one.closed)}});
  return out;
}

Json effect_json(const app::UnitEffect& effect) {
  Json out{{"figures", Json::array()}, {"below", Json::array()}, {"on_roster", effect.on_roster}, {"roles", effect.roles}, {"unfinished", effect.unfinished}};
  for (const auto& one : effect.lines)
    out["figures"].push_back(Json{{"unit", one.unit.text}, {"kind", one.kind.text}, {"year", one.year}, {"required", one.required}, {"before", one.before}, {"after", one.after}});
  for (const auto& one : effect.below) out["below"].push_back(one.text);
  return out;
}

app::UnitWish wish_said(const Call& call, const UnitId& unit) {
  using What = app::UnitWish::What;
  static const std::map<std::string, What> kWhat{{"rename", What::rename}, {"move", What::move}, {"close", What::close}, {"reopen", What::reopen}};
  app::UnitWish out;
  out.unit = unit, out.what = kWhat.at(call.body["what"].get<std::string>());
  out.name = call.body.value("name", std::string{}), out.parent = UnitId{call.body.value("parent", std::string{})};
  if (call.body.contains("last_day")) out.last_day = Date::parse(call.body["last_day"].get<std::string>());
  return out;
}

Result<people::Person> person_of_roster(Ask& ask, const std::string& id) {
  std::optional<people::Person> found;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    const auto person = app::find_person(session, id);
    if (person && person->id.text == id && ask.may(people::Right::write, person->unit)) found = *person;
    return {};
  }));
  if (!found) return fail(Code::absent, "app.no_person", {{"name", id.substr(0, 64)}});
  return *found;
}

Json person_json(const people::Person& person) {
  return Json{{"id", person.id.text}, {"name", person.name}, {"unit", person.unit.text}, {"from", or_nothing(person.from)}, {"to", or_nothing(person.to)}, {"url", "/api/v1/roster/" + person.id.text}};
}
}  // namespace

Result<Reply> get_unit(Call& call) {
  TRY(const auto* unit, managed_unit(call.ask, call.part()));
  TRY(const auto out, unit_json(call.ask, unit->id));
  return json_answer(out);
}

Result<Reply> add_unit(Call& call) {
  auto& ask = call.ask;
  TRY(const auto made, app::add_unit(ask.office, ask.who, UnitId{call.body["parent"].get<std::string>()}, call.body["name"].get<std::string>()));
  ask.site.forget_units();
  TRY(const auto out, unit_json(ask, made));
  return answer_at(out, 201, "/api/v1/units/" + made.text);
}

Result<Reply> change_unit(Call& call) {
  auto& ask = call.ask;
  TRY(const auto* unit, managed_unit(ask, call.part()));
  const auto wish = wish_said(call, unit->id);
  Json out{{"unit", nullptr}, {"effect", nullptr}};
  if (call.body.value("dry_run", false)) {
    TRY(const auto effect, app::effect_of(ask.office, ask.who, wish));
    out["effect"] = effect_json(effect);
    return json_answer(out);
  }
  TRY_OK(app::change_unit(ask.office, ask.who, wish));
  ask.site.forget_units();
  TRY(out["unit"], unit_json(ask, wish.unit));
  return json_answer(out);
}

Result<Reply> add_to_roster(Call& call) {
  auto& ask = call.ask;
  TRY(const auto unit, unit_asked(ask, call.body.value("unit", std::string{})));
  std::vector<app::RosterLine> lines;
  for (const auto& one : call.body["persons"]) {
    app::RosterLine line{one["name"].get<std::string>(), {}, {}};
    if (one.contains("from")) line.from = Date::parse(one["from"].get<std::string>());
    if (one.contains("to")) line.to = Date::parse(one["to"].get<std::string>());
    lines.push_back(std::move(line));
  }
  if (lines.empty()) return body_wrong(ask, {{"persons", {"admin.names_missing", {}}}});
  TRY(const auto added, app::add_persons(ask.office, ask.who, unit, lines));
  Json out{{"unit", unit.text}, {"persons", Json::array()}};
  for (std::size_t i = 0; i < added.size(); ++i)
    out["persons"].push_back(Json{{"id", added[i].text}, {"name", lines[i].name}, {"from", or_nothing(lines[i].from)}, {"to", or_nothing(lines[i].to)}});
  return answer_at(out, 201, "/api/v1/roster");
}

Result<Reply> get_person(Call& call) {
  TRY(const auto person, person_of_roster(call.ask, call.part()));
  return json_answer(person_json(person));
}

Result<Reply> change_person(Call& call) {
  auto& ask = call.ask;
  const auto& body = call.body;
  TRY(const auto person, person_of_roster(ask, call.part()));
  app::PersonWish wish{person.id, body.value("name", person.name), person.unit, person.from, person.to};
  if (body.contains("unit")) wish.unit = UnitId{body["unit"].get<std::string>()};
  const auto day_at = [&](const char* name, std::optional<Date>& day) {
    if (body.contains(name)) day = body[name].is_null() ? std::nullopt : Date::parse(body[name].get<std::string>());
  };
  day_at("from", wish.from), day_at("to", wish.to);
  TRY_OK(app::change_person(ask.office, ask.who, wish));
  TRY(const auto after, person_of_roster(ask, person.id.text));
  return json_answer(person_json(after));
}
}  // namespace youju::api
