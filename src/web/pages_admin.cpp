// SPDX-License-Identifier: Apache-2.0
// Administration on screen. What may be done is asked in app, at the moment of the commit; here it is shown and asked for.
#include <algorithm>

#include "app/people.h"
#include "app/records.h"
#include "base/text.h"
#include "view/admin.h"
#include "web/handlers_office.h"

namespace youju::web {
namespace {
using people::Right;

Result<view::Frame> admin_frame(Ask& ask, std::string_view place, std::string title) {
  TRY(auto frame, frame_of(ask, "", std::move(title)));
  view::Choices places;
  if (ask.may(Right::manage_people)) places.emplace_back("/admin", ask.here.say("admin.accounts"));
  if (ask.may(Right::manage_units)) places.emplace_back("/admin/units", ask.here.say("admin.units"));
  if (ask.may(Right::write)) places.emplace_back("/roster", ask.here.say("admin.roster"));
  places.emplace_back("/kinds", ask.here.say("admin.kinds"));
  if (ask.may(Right::back_up)) places.emplace_back("/admin/backup", ask.here.say("admin.back_up"));
  frame.tabs = view::admin_tabs(ask.here, places, place);
  return frame;
}

view::Choices units_with(const Ask& ask, Right right) {
  view::Choices out;
  for (const auto& unit : ask.units->all())
    if (ask.may(right, unit.id)) out.emplace_back(unit.id.text, unit.name);
  return out;
}
view::Choices role_choices(const Ask& ask) {
  view::Choices out;
  for (const auto& role : ask.office.roles()) out.emplace_back(role.id, role_named(ask, role.id) + (ask.here.chinese() ? "：" : ": ") + rights_in_words(ask, role));
  return out;
}

Result<Reply> accounts_page(Ask& ask, view::AdminAccounts content, int status) {
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto accounts, people::read_accounts(session));
    TRY(const auto grants, people::read_grants(session));
    for (const auto& account : accounts) {
      view::AdminAccount one{account.id.text, account.login, account.name, {}, account.disabled};
      for (const auto& grant : grants)
        if (grant.account == account.id) one.roles.push_back(role_named(ask, grant.role) + (ask.here.chinese() ? "，" : ", ") + ask.unit_name(grant.unit));
      content.accounts.push_back(std::move(one));
    }
    return {};
  }));
  content.roles = role_choices(ask);
  content.units = units_with(ask, Right::manage_people);
  TRY(const auto frame, admin_frame(ask, "/admin", ask.here.say("admin.title")));
  return html(view::page(frame, view::admin_accounts(frame, content)), status);
}

Result<Reply> one_page(Ask& ask, view::AdminOne content, int status) {
  bool found = false;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto accounts, people::read_accounts(session));
    TRY(const auto grants, people::read_grants(session));
    for (const auto& account : accounts) {
      if (account.id.text != ask.part()) continue;
      found = true;
      content.account = {account.id.text, account.login, account.name, {}, account.disabled};
    }
    for (const auto& grant : grants) {
      if (grant.account.text != ask.part()) continue;
      std::string when = grant.from || grant.to ? (grant.from ? ask.here.day(grant.from->iso()) : "…") + std::string(" – ") + (grant.to ? ask.here.day(grant.to->iso()) : "…") : "";
      content.held.push_back({grant.role, role_named(ask, grant.role), grant.unit.text, ask.unit_name(grant.unit), std::move(when)});
    }
    return {};
  }));
  if (!found) return fail(Code::absent, "app.no_account", {{"login", ask.part()}});
  content.own = ask.who.account.text == ask.part();
  content.roles = role_choices(ask);
  content.units = units_with(ask, Right::manage_people);
  TRY(auto frame, admin_frame(ask, "/admin", content.account.name.empty() ? content.account.login : content.account.name));
  frame.path = {{"/admin", ask.here.say("admin.title")}};
  return html(view::page(frame, view::admin_one(frame, content)), status);
}

Result<Reply> change_role(Ask& ask, bool withdrawn) {
  view::AdminOne content;
  content.role = std::string(ask.form.get("role")), content.unit = std::string(ask.form.get("in"));
  content.from = std::string(ask.form.get("from")), content.to = std::string(ask.form.get("to"));
  const auto day = [&](const std::string& field, const std::string& text) -> std::optional<Date> {
    const auto read = Date::parse(text);
    if (!read && !text.empty()) content.wrong.push_back({field, ask.here.say("admin.bad_day", {{"read", text}})});
    return read;
  };
  const app::Grant grant{AccountId{ask.part()}, content.role, UnitId{content.unit}, day("from", content.from), day("to", content.to), withdrawn, false};
  if (!content.wrong.empty()) return one_page(ask, std::move(content), 422);
  auto changed = app::change_right(ask.office, ask.who, grant);
  if (changed) return see_other(ask.here.to("/admin/accounts/" + view::percent_encoded(ask.part())));
  if (!can_be_told(changed.error())) return fail(std::move(changed).error());
  content.wrong.push_back({"role", ask.here.say(changed.error().message)});
  return one_page(ask, std::move(content), 422);
}

Result<Reply> units_page(Ask& ask, view::AdminUnits content, int status) {
  for (const auto& unit : ask.units->all()) content.units.push_back({unit.id.text, unit.name, unit_depth(*ask.units, unit)});
  TRY(const auto frame, admin_frame(ask, "/admin/units", ask.here.say("admin.title")));
  return html(view::page(frame, view::admin_units(frame, content)), status);
}

Result<Reply> roster_page(Ask& ask, view::AdminRoster content, int status) {
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto roster, people::read_roster(session, ask.readable));
    for (const auto& one : roster)
      if (!one.name.empty()) content.persons.push_back({one.name, ask.unit_name(one.unit), one.from ? one.from->iso() : "", one.to ? one.to->iso() : ""});
    return {};
  }));
  content.units = units_with(ask, Right::write);
  if (content.unit.empty()) content.unit = ask.here.unit;
  TRY(const auto frame, admin_frame(ask, "/roster", ask.here.say("admin.title")));
  return html(view::page(frame, view::admin_roster(frame, content)), status);
}
}  // namespace

Result<Reply> show_accounts(Ask& ask) { return accounts_page(ask, {}, 200); }

// The code is shown in the answer itself, once: nothing that could be opened again holds it.
Result<Reply> add_account_asked(Ask& ask) {
  view::AdminAccounts content;
  content.login = std::string(ask.form.get("login")), content.name = std::string(ask.form.get("name"));
  content.role = std::string(ask.form.get("role")), content.unit = std::string(ask.form.get("in"));
  if (content.name.empty()) content.wrong.push_back({"name", ask.here.say("admin.name_missing")});
  if (content.login.empty()) content.wrong.push_back({"login", ask.here.say("admin.login_missing")});
  if (!content.wrong.empty()) return accounts_page(ask, std::move(content), 422);
  auto made = app::add_account(ask.office, ask.who, UnitId{content.unit}, {content.login, content.name, {}, {}, {content.role}});
  if (!made) {
    if (!can_be_told(made.error())) return fail(std::move(made).error());
    content.wrong.push_back({"login", ask.here.say(made.error().message)});
    return accounts_page(ask, std::move(content), 422);
  }
  view::AdminAccounts after;
  after.new_login = content.login;
  after.code = made->code;
  return accounts_page(ask, std::move(after), 200);
}

Result<Reply> show_one_account(Ask& ask) { return one_page(ask, {}, 200); }
Result<Reply> give_role(Ask& ask) { return change_role(ask, false); }
Result<Reply> withdraw_role(Ask& ask) { return change_role(ask, true); }

Result<Reply> disable_account_asked(Ask& ask) {
  auto done = app::disable_account(ask.office, ask.who, AccountId{ask.part()});
  if (done) return see_other(ask.here.to("/admin/accounts/" + view::percent_encoded(ask.part())));
  if (!can_be_told(done.error())) return fail(std::move(done).error());
  view::AdminOne content;
  content.wrong.push_back({"", ask.here.say(done.error().message)});
  return one_page(ask, std::move(content), 422);
}

Result<Reply> show_units_tree(Ask& ask) { return units_page(ask, {}, 200); }

Result<Reply> add_unit_asked(Ask& ask) {
  view::AdminUnits content;
  content.name = std::string(ask.form.get("name")), content.parent = std::string(ask.form.get("parent"));
  auto made = app::add_unit(ask.office, ask.who, UnitId{content.parent}, content.name);
  if (made) return see_other(ask.here.to("/admin/units"));
  if (!can_be_told(made.error())) return fail(std::move(made).error());
  content.wrong.push_back({"name", ask.here.say(made.error().message)});
  return units_page(ask, std::move(content), 422);
}

Result<Reply> show_roster(Ask& ask) { return roster_page(ask, {}, 200); }

Result<Reply> add_to_roster(Ask& ask) {
  view::AdminRoster content;
  content.names = std::string(ask.form.get("names")), content.unit = std::string(ask.form.get("in"));
  std::vector<app::RosterLine> lines;
  std::string_view rest = content.names;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    if (const auto name = trim(rest.substr(0, end)); !name.empty()) lines.push_back({std::string(name), {}, {}});
    rest = end == rest.npos ? std::string_view{} : rest.substr(end + 1);
  }
  if (lines.empty()) {
    content.wrong.push_back({"names", ask.here.say("admin.names_missing")});
    return roster_page(ask, std::move(content), 422);
  }
  auto added = app::add_persons(ask.office, ask.who, UnitId{content.unit}, lines);
  if (added) return see_other(ask.here.to("/roster"));
  if (!can_be_told(added.error())) return fail(std::move(added).error());
  content.wrong.push_back({"names", ask.here.say(added.error().message)});
  return roster_page(ask, std::move(content), 422);
}

Result<Reply> show_back_up(Ask& ask) {
  TRY(const auto frame, admin_frame(ask, "/admin/backup", ask.here.say("admin.title")));
  return html(view::page(frame, view::admin_back_up(frame)));
}

Result<Reply> choose_unit(Ask& ask) {
  std::vector<view::UnitChoice> units;
  for (const auto& id : ask.readable)
    if (const auto* unit = ask.units->find(id)) units.push_back({id.text, unit->name, unit_depth(*ask.units, *unit)});
  TRY(const auto frame, frame_of(ask, "", ask.here.say("admin.choose_unit")));
  return html(view::page(frame, view::unit_choice(frame, units)));
}
}  // namespace youju::web
