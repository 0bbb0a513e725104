// SPDX-License-Identifier: Apache-2.0
// Accounts and their roles, posts that change hands. A token makes nobody who decides: a role that approves, signs, erases or manages people is
// given by a person at the screen.
#include "app/people.h"

#include "api/handlers.h"
#include "app/handover.h"

namespace youju::api {
namespace {
bool decides_for_others(people::Right right) {
  return right == people::Right::approve || right == people::Right::sign || right == people::Right::erase || right == people::Right::manage_people;
}
bool is_deciding_role(const app::Office& office, const std::string& id) {
  for (const auto& role : office.roles())
    if (role.id == id) return std::any_of(role.rights.begin(), role.rights.end(), decides_for_others);
  return false;  // app says that there is none
}

Json grant_json(const Ask& ask, const people::Grant& grant) {
  return Json{{"account", grant.account.text},
              {"role", grant.role},
              {"unit", grant.unit.text},
              {"unit_name", ask.unit_name(grant.unit)},
              {"from", or_nothing(grant.from)},
              {"to", or_nothing(grant.to)},
              {"delegated_by", or_nothing(grant.delegated_by.text)}};
}

Result<Json> account_json(Ask& ask, const std::string& id) {
  TRY(const auto managed, app::accounts_managed(ask.office, ask.who));
  const auto found = std::find_if(managed.begin(), managed.end(), [&](const auto& one) { return one.account.id.text == id; });
  if (found == managed.end()) return fail(Code::absent, "app.no_account", {{"login", id.substr(0, 64)}});
  const auto& account = found->account;
  Json out{{"id", account.id.text},         {"login", account.login},           {"name", account.name},
           {"disabled", account.disabled},  {"elsewhere", found->elsewhere},    {"person", or_nothing(account.person.text)},
           {"to_hand_over", nullptr},       {"roles", Json::array()},           {"url", "/api/v1/accounts/" + account.id.text}};
  if (const auto held = app::held_by_account(ask.office, ask.who, account.id)) out["to_hand_over"] = app::to_hand_over(*held);
  for (const auto& grant : found->grants) out["roles"].push_back(grant_json(ask, grant));
  return out;
}

// A grant as said: the account of the address, or the one that is named.
app::Grant grant_said(const Call& call, AccountId account, bool withdrawn, bool delegation) {
  app::Grant out{std::move(account), call.body["role"].get<std::string>(), UnitId{call.body["unit"].get<std::string>()}, {}, {}, withdrawn, delegation};
  if (call.body.contains("from")) out.from = Date::parse(call.body["from"].get<std::string>());
  if (call.body.contains("to")) out.to = Date::parse(call.body["to"].get<std::string>());
  return out;
}

Result<void> change_grant(Ask& ask, const app::Grant& grant, const char* action) {
  auto done = app::change_right(ask.office, ask.who, grant);
  web::note_event(ask, "account_changed", action, grant.account.text, web::result_of(done));
  return done;
}

Json held_json(const Ask& ask, const app::Held& held) {
  using What = app::HeldItem::What;
  static const std::map<What, const char*> kWhat{{What::duty, "duty"}, {What::task, "task"}, {What::draft, "draft"}, {What::right, "right"}, {What::delegation, "delegation"}};
  Json out{{"person", held.person.id.text}, {"name", held.person.name}, {"unit", held.person.unit.text}, {"to", or_nothing(held.person.to)}, {"to_hand_over", app::to_hand_over(held)}, {"items", Json::array()}};
  for (const auto& item : held.items)
    out["items"].push_back(Json{{"what", kWhat.at(item.what)},
                                {"text", app::item_text(item, ask.lang_id())},
                                {"record", item.row ? Json(item.row->record.text) : Json()},
                                {"kind", item.kind == nullptr ? Json() : Json(item.kind->id.text)},
                                {"field", or_nothing(item.field)},
                                {"grant", item.grant ? grant_json(ask, *item.grant) : Json()}});
  return out;
}

Result<Reply> delegations_answer(Ask& ask, int status) {
  Json out{{"given", Json::array()}, {"received", Json::array()}};
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto grants, people::read_grants(session));
    for (const auto& grant : grants) {
      if (grant.delegated_by.empty()) continue;
      if (grant.delegated_by == ask.who.account) out["given"].push_back(grant_json(ask, grant));
      else if (grant.account == ask.who.account) out["received"].push_back(grant_json(ask, grant));
    }
    return {};
  }));
  return answer_at(out, status, "/api/v1/delegations");
}
}  // namespace

Result<Reply> list_roles(Call& call) {
  Json out{{"roles", Json::array()}};
  for (const auto& role : call.ask.office.roles()) {
    Json rights = Json::array();
    for (const auto right : role.rights) rights.push_back(std::string(people::right_name(right)));
    out["roles"].push_back(Json{{"id", role.id}, {"names", role.names}, {"rights", rights}, {"needs_person", is_deciding_role(call.ask.office, role.id)}});
  }
  return json_answer(out);
}

Result<Reply> get_account(Call& call) {
  TRY(const auto out, account_json(call.ask, call.part()));
  return json_answer(out);
}

Result<Reply> add_account(Call& call) {
  auto& ask = call.ask;
  const auto roles = call.body["roles"].get<std::vector<std::string>>();
  const auto login = call.body["login"].get<std::string>();
  for (const auto& role : roles)
    if (is_deciding_role(ask.office, role)) return person_needed(ask, "api user add " + role, login);
  auto made = app::add_account(ask.office, ask.who, UnitId{call.body["unit"].get<std::string>()}, {login, call.body["name"].get<std::string>(), {}, PersonId{call.body.value("person", std::string{})}, roles});
  web::note_event(ask, "account_changed", "api user add", made ? made->account.text : "", web::result_of(made));
  if (!made) return fail(std::move(made).error());
  TRY(auto out, account_json(ask, made->account.text));
  out["code"] = made->code;
  auto reply = answer_at(out, 201, "/api/v1/accounts/" + made->account.text);
  reply.headers.emplace_back("Cache-Control", "no-store");
  return reply;
}

Result<Reply> give_role(Call& call) {
  auto& ask = call.ask;
  TRY(const auto account, account_json(ask, call.part()));
  const auto grant = grant_said(call, AccountId{call.part()}, false, false);
  if (is_deciding_role(ask.office, grant.role)) return person_needed(ask, "api user grant " + grant.role, grant.account.text);
  TRY_OK(change_grant(ask, grant, "api user grant"));
  TRY(const auto out, account_json(ask, call.part()));
  return json_answer(out);
}

Result<Reply> withdraw_role(Call& call) {
  auto& ask = call.ask;
  TRY(const auto account, account_json(ask, call.part()));
  TRY_OK(change_grant(ask, grant_said(call, AccountId{call.part()}, true, false), "api user withdraw"));
  // Whoever held nothing else here is out of sight now.
  auto after = account_json(ask, call.part());
  if (!after && after.error().code != Code::absent) return fail(std::move(after).error());
  return nothing_to_say();
}

Result<Reply> disable_account(Call& call) {
  auto& ask = call.ask;
  TRY(const auto account, account_json(ask, call.part()));
  auto done = app::disable_account(ask.office, ask.who, AccountId{call.part()}, call.body.value("known", false));
  web::note_event(ask, "account_changed", "api user disable", call.part(), web::result_of(done));
  if (!done) return fail(std::move(done).error());
  return nothing_to_say();
}

Result<Reply> list_handovers(Call& call) {
  auto& ask = call.ask;
  TRY(const auto held, app::left_holding(ask.office, ask.who, ask.office.today().plus_days(static_cast<int>(call.number("within", 0)))));
  Json out{{"people", Json::array()}};
  for (const auto& one : held) out["people"].push_back(held_json(ask, one));
  return json_answer(out);
}

Result<Reply> get_handover(Call& call) {
  auto& ask = call.ask;
  const PersonId person{call.part()};
  TRY(const auto held, app::held_by(ask.office, ask.who, person));
  TRY(const auto sheets, app::handovers_of(ask.office, ask.who, person));
  auto out = held_json(ask, held);
  out["sheets"] = Json::array();
  for (const auto& one : sheets)
    out["sheets"].push_back(Json{{"record", one.row.record.text}, {"title", one.row.title}, {"to", one.to.text}, {"to_name", one.to_name}, {"state", one.row.state}, {"signed", one.row.counts}});
  return json_answer(out);
}

Result<Reply> write_handover(Call& call) {
  auto& ask = call.ask;
  const auto& body = call.body;
  TRY(const auto who, asking_once(call));
  TRY(const auto written, app::write_handover(ask.office, who, {PersonId{call.part()}, PersonId{body["to"].get<std::string>()}, body["post"].get<std::string>(), *Date::parse(body["day"].get<std::string>())}, ask.lang_id()));
  return saved_answer(ask, written);
}

Result<Reply> carry_out_handover(Call& call) {
  auto& ask = call.ask;
  TRY(const auto held, app::held_by(ask.office, ask.who, PersonId{call.part()}));
  TRY(const auto done, app::carry_out(ask.office, ask.who, RecordId{call.body["sheet"].get<std::string>()}));
  Json out{{"changed", Json::array()}, {"refused", Json::array()}, {"left", done.left.size()}};
  for (const auto& one : done.changed) out["changed"].push_back(one.text);
  for (const auto& [record, problems] : done.refused) out["refused"].push_back(Json{{"record", record.text}, {"why", problems.empty() ? "" : ask.here.say(problems.front().message)}});
  return json_answer(out);
}

Result<Reply> list_delegations(Call& call) { return delegations_answer(call.ask, 200); }

Result<Reply> delegate_role(Call& call) {
  auto& ask = call.ask;
  TRY(const auto account, app::find_account(ask.office, call.body["login"].get<std::string>()));
  const auto grant = grant_said(call, account, false, true);
  if (is_deciding_role(ask.office, grant.role)) return person_needed(ask, "api user delegate " + grant.role, account.text);
  TRY_OK(change_grant(ask, grant, "api user delegate"));
  return delegations_answer(ask, 201);
}

Result<Reply> end_delegation(Call& call) {
  auto& ask = call.ask;
  TRY_OK(change_grant(ask, grant_said(call, AccountId{call.body["account"].get<std::string>()}, true, true), "api delegation ended"));
  return delegations_answer(ask, 200);
}
}  // namespace youju::api
