// SPDX-License-Identifier: Apache-2.0
// What there is to record, in which units, by whom.
#include "api/handlers.h"
#include "app/people.h"
#include "app/records.h"

namespace youju::api {
namespace {
Json condition_json(const std::optional<kinds::Condition>& condition) {
  if (!condition) return nullptr;
  return Json{{"field", condition->field}, {"values", condition->values}};
}

Json field_json(const kinds::Field& field) {
  Json out{{"id", field.id},
           {"names", names_json(field.names)},
           {"type", std::string(kinds::field_type_name(field.type))},
           {"required", field.required},
           {"required_when", condition_json(field.required_when)},
           {"measure", field.measure},
           {"sealed", field.personal},
           {"choices", Json::array()},
           {"minimum", nullptr},
           {"maximum", nullptr},
           {"max_length", nullptr},
           {"links_to", nullptr}};
  for (const auto& choice : field.choices) out["choices"].push_back(Json{{"id", choice.id}, {"names", names_json(choice.names)}});
  if (field.minimum) out["minimum"] = field.minimum->text();
  if (field.maximum) out["maximum"] = field.maximum->text();
  if (field.max_length > 0) out["max_length"] = field.max_length;
  if (!field.link.empty()) out["links_to"] = field.link.text;
  return out;
}

Json rule_json(const kinds::Cadence& rule) {
  static constexpr const char* kEvery[] = {"month", "quarter", "half_year", "year", "days"};
  static constexpr const char* kLevels[] = {"central", "local", "own"};
  return Json{{"id", rule.id},           {"every", kEvery[static_cast<int>(rule.every)]},  {"days", rule.days},    {"times", rule.times},
              {"general", rule.general}, {"level", kLevels[static_cast<int>(rule.level)]}, {"source", rule.source}};
}

Json kind_json(const kinds::Kind& kind) {
  Json out{{"id", kind.id.text},
           {"pack", kind.pack},
           {"names", names_json(kind.names)},
           {"description", names_json(kind.description)},
           {"synonyms", kind.synonyms},
           {"title_field", kind.title_field},
           {"takes_files", !kind.no_content},
           {"sealed", is_sealed(kind)},
           {"measures", Json::array()},
           {"fields", Json::array()},
           {"states", Json::array()},
           {"steps", Json::array()},
           {"cadences", Json::array()}};
  for (const auto& measure : kind.measures) out["measures"].push_back(measure.word);
  for (const auto& field : kind.fields) out["fields"].push_back(field_json(field));
  for (const auto& state : kind.states)
    out["states"].push_back(Json{{"id", state.id}, {"names", names_json(state.names)}, {"counts", state.counts}, {"draft", state.draft}, {"final", state.final}});
  for (const auto& step : kind.transitions)
    out["steps"].push_back(Json{{"id", step.id},
                                {"names", names_json(step.names)},
                                {"from", step.from},
                                {"to", step.to},
                                {"right", step.right},
                                {"other_person", step.other_person},
                                {"reason", step.reason}});
  for (const auto& rule : kind.cadences) out["cadences"].push_back(rule_json(rule));
  return out;
}
}  // namespace

Result<Reply> list_kinds(Call& call) {
  Json out{{"kinds", Json::array()}};
  for (const auto& kind : call.ask.office.catalogue().kinds()) {
    Json one{{"id", kind.id.text},
             {"pack", kind.pack},
             {"names", names_json(kind.names)},
             {"description", names_json(kind.description)},
             {"sealed", is_sealed(kind)},
             {"url", "/api/v1/kinds/" + kind.id.text}};
    out["kinds"].push_back(std::move(one));
  }
  return json_answer(out);
}

Result<Reply> get_kind(Call& call) {
  const auto* kind = call.ask.office.catalogue().find(KindId(call.part()));
  if (kind == nullptr) return fail(Code::absent, "app.no_kind", {{"kind", call.part().substr(0, 60)}});
  return json_answer(kind_json(*kind));
}

Result<Reply> list_units(Call& call) {
  auto& ask = call.ask;
  Json out{{"units", Json::array()}};
  for (const auto& unit : ask.units->all()) {
    if (std::find(ask.readable.begin(), ask.readable.end(), unit.id) == ask.readable.end()) continue;
    out["units"].push_back(Json{{"id", unit.id.text},
                                {"name", unit.name},
                                {"parent", or_nothing(unit.parent.text)},
                                {"may_write", ask.may(people::Right::write, unit.id)}});
  }
  return json_answer(out);
}

Result<Reply> get_me(Call& call) {
  auto& ask = call.ask;
  Json out{{"account", ask.who.account.text}, {"name", ask.who.name}, {"scopes", ask.scopes}, {"token", nullptr}, {"roles", Json::array()}};
  TRY(const auto tokens, app::tokens_of(ask.office, ask.who.account));
  for (const auto& token : tokens)
    if (token.id == ask.token) out["token"] = Json{{"name", token.name}, {"made", token.made.iso()}, {"ends", token.ends.iso()}};
  for (const auto& grant : ask.who.grants) {
    Json rights = Json::array();
    for (const auto& role : ask.office.roles())
      if (role.id == grant.role)
        for (const auto right : role.rights) rights.push_back(std::string(people::right_name(right)));
    out["roles"].push_back(Json{{"role", grant.role},
                                {"unit", grant.unit.text},
                                {"unit_name", ask.unit_name(grant.unit)},
                                {"from", or_nothing(grant.from)},
                                {"to", or_nothing(grant.to)},
                                {"rights", rights}});
  }
  return json_answer(out);
}

// As its page: accounts of the units the owner manages people in.
Result<Reply> list_accounts(Call& call) {
  auto& ask = call.ask;
  TRY(const auto managed, app::accounts_managed(ask.office, ask.who));
  Json out{{"accounts", Json::array()}};
  for (const auto& one : managed) {
    Json roles = Json::array();
    for (const auto& grant : one.grants) roles.push_back(Json{{"role", grant.role}, {"unit", grant.unit.text}, {"unit_name", ask.unit_name(grant.unit)}});
    out["accounts"].push_back(
        Json{{"id", one.account.id.text}, {"login", one.account.login}, {"name", one.account.name}, {"disabled", one.account.disabled}, {"roles", roles}});
  }
  return json_answer(out);
}

Result<Reply> list_persons(Call& call) {
  auto& ask = call.ask;
  TRY(const auto unit, unit_asked(ask, call.query("unit")));
  if (!ask.may(people::Right::write, unit)) return fail(Code::denied, "web.no_right", {{"right", "@web.right_write"}});
  Json out{{"unit", unit.text}, {"persons", Json::array()}};
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto roster, people::read_roster(session, {unit}));
    for (const auto& person : roster)
      if (!person.name.empty())
        out["persons"].push_back(Json{{"id", person.id.text},
                                      {"name", person.name},
                                      {"from", or_nothing(person.from)},
                                      {"to", or_nothing(person.to)}});
    return {};
  }));
  return json_answer(out);
}
}  // namespace youju::api
