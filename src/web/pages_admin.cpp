// SPDX-License-Identifier: Apache-2.0
// Administration on screen. What may be done is asked in app, at the moment of the commit; here it is shown and asked for.
#include <algorithm>

#include "app/handover.h"
#include "app/people.h"
#include "view/admin.h"
#include "web/handlers_admin.h"
#include "web/handlers_office.h"

namespace youju::web {
Result<view::Frame> admin_frame(Ask& ask, std::string_view place, std::string title) {
  TRY(auto frame, frame_of(ask, "admin", std::move(title)));
  view::Choices places;
  const auto add = [&](bool may, const char* address, const char* word) {
    if (may) places.emplace_back(address, ask.here.say(word));
  };
  const bool people = ask.may(people::Right::manage_people);
  add(people, "/admin", "admin.accounts");
  add(people, "/admin/factors", "second.title");
  add(ask.may(people::Right::manage_units), "/admin/units", "admin.units");
  add(ask.may(people::Right::write), "/roster", "admin.roster");
  add(people, "/admin/handover", "admin.handover");
  add(true, "/delegations", "admin.delegations");
  add(true, "/kinds", "admin.kinds");
  add(true, "/admin/packs", "admin.packs");
  add(true, "/admin/holidays", "admin.holidays");
  add(people, "/admin/mail", "mail.title");
  add(may_whole(ask, people::Right::back_up), "/admin/backup", "admin.back_up");
  add(may_whole(ask, people::Right::back_up), "/admin/health", "admin.health");
  add(ask.may(people::Right::erase) || ask.may(people::Right::sign), "/admin/retention", "admin.retention");
  add(true, "/admin/audit", "admin.audit");
  frame.tabs = view::admin_tabs(ask.here, places, place);
  return frame;
}

bool may_whole(const Ask& ask, people::Right right) { return !ask.units->all().empty() && ask.may(right, ask.units->all().front().id); }

view::Choices units_with(const Ask& ask, people::Right right, bool closed_too) {
  view::Choices out;
  for (const auto& unit : ask.units->all())
    if (ask.may(right, unit.id) && (closed_too || !unit.closed)) out.emplace_back(unit.id.text, unit.name);
  return out;
}

std::optional<Date> day_sent(const Ask& ask, const std::string& field, std::vector<view::Wrong>& wrong) {
  const auto text = ask.form.get(field);
  const auto read = Date::parse(text);
  if (!read && !text.empty()) wrong.push_back({field, ask.here.say("admin.bad_day", {{"read", std::string(text)}})});
  return read;
}

std::string dates_of(const Ask& ask, const std::optional<Date>& from, const std::optional<Date>& to) {
  if (!from && !to) return {};
  return (from ? ask.here.day(from->iso()) : "…") + std::string(" – ") + (to ? ask.here.day(to->iso()) : "…");
}

Result<std::map<std::string, std::string>> names_of_accounts(Ask& ask) {
  std::map<std::string, std::string> out;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto accounts, people::read_accounts(session));
    for (const auto& account : accounts) out[account.id.text] = account.name.empty() ? account.login : account.name;
    return {};
  }));
  return out;
}

namespace {
using people::Right;

view::Choices role_choices(const Ask& ask) {
  view::Choices out;
  for (const auto& role : ask.office.roles()) out.emplace_back(role.id, role_named(ask, role.id) + (ask.here.chinese() ? "：" : ": ") + rights_in_words(ask, role));
  return out;
}

std::string role_line(const Ask& ask, const people::Grant& grant) {
  return role_named(ask, grant.role) + (ask.here.chinese() ? "，" : ", ") + ask.unit_name(grant.unit);
}

Result<Reply> accounts_page(Ask& ask, view::AdminAccounts content, int status) {
  TRY(const auto accounts, app::accounts_managed(ask.office, ask.who));
  for (const auto& one : accounts) {
    content.accounts.push_back({one.account.id.text, one.account.login, one.account.name, {}, one.account.disabled});
    for (const auto& grant : one.grants) content.accounts.back().roles.push_back(role_line(ask, grant));
  }
  content.roles = role_choices(ask);
  content.units = units_with(ask, Right::manage_people);
  TRY(const auto frame, admin_frame(ask, "/admin", ask.here.say("admin.title")));
  return html(view::page(frame, view::admin_accounts(frame, content)), status);
}

Result<Reply> one_page(Ask& ask, view::AdminOne content, int status) {
  TRY(const auto accounts, app::accounts_managed(ask.office, ask.who));
  TRY(const auto names, names_of_accounts(ask));
  const auto found = std::find_if(accounts.begin(), accounts.end(), [&](const auto& one) { return one.account.id.text == ask.part(); });
  if (found == accounts.end()) return fail(Code::absent, "app.no_account", {{"login", ask.part()}});
  const auto& account = found->account;
  content.account = {account.id.text, account.login, account.name, {}, account.disabled};
  for (const auto& grant : found->grants) {
    auto when = dates_of(ask, grant.from, grant.to);
    if (!grant.delegated_by.empty()) {
      const auto by = names.find(grant.delegated_by.text);
      when += (when.empty() ? "" : " · ") + ask.here.say("admin.delegated_by", {{"name", by == names.end() ? grant.delegated_by.text : by->second}});
    }
    content.held.push_back({grant.role, role_named(ask, grant.role), grant.unit.text, ask.unit_name(grant.unit), std::move(when)});
  }
  content.elsewhere = found->elsewhere;
  content.own = ask.who.account == account.id;
  content.person = account.person.text;
  const auto held = app::held_by_account(ask.office, ask.who, account.id);
  if (held) content.open = app::to_hand_over(*held);
  content.roles = role_choices(ask);
  content.units = units_with(ask, Right::manage_people);
  TRY(auto frame, admin_frame(ask, "/admin", account.name.empty() ? account.login : account.name));
  frame.path = {{"/admin", ask.here.say("admin.title")}};
  return html(view::page(frame, view::admin_one(frame, content)), status);
}

Result<Reply> change_role(Ask& ask, bool withdrawn) {
  view::AdminOne content;
  content.role = std::string(ask.form.get("role")), content.unit = std::string(ask.form.get("in"));
  content.from = std::string(ask.form.get("from")), content.to = std::string(ask.form.get("to"));
  const app::Grant grant{AccountId{ask.part()}, content.role, UnitId{content.unit}, day_sent(ask, "from", content.wrong), day_sent(ask, "to", content.wrong), withdrawn, false};
  if (!content.wrong.empty()) return one_page(ask, std::move(content), 422);
  auto changed = app::change_right(ask.office, ask.who, grant);
  note_event(ask, "account_changed", withdrawn ? "web user withdraw" : "web user grant", ask.part(), result_of(changed));
  if (changed) return see_other(ask.here.to("/admin/accounts/" + view::percent_encoded(ask.part())));
  if (!can_be_told(changed.error())) return fail(std::move(changed).error());
  content.wrong.push_back({"role", ask.here.say(changed.error().message)});
  return one_page(ask, std::move(content), 422);
}
}  // namespace

// Whoever manages something else than people, or nothing, is led to what is theirs.
Result<Reply> show_accounts(Ask& ask) {
  if (ask.may(Right::manage_people)) return accounts_page(ask, {}, 200);
  for (const auto& [right, address] : {std::pair{Right::manage_units, "/admin/units"}, std::pair{Right::manage_packs, "/admin/packs"}, std::pair{Right::back_up, "/admin/backup"}, std::pair{Right::sign, "/admin/packs"}, std::pair{Right::write, "/roster"}})
    if (ask.may(right)) return see_other(ask.here.to(address));
  return see_other(ask.here.to("/admin/audit"));  // everybody has a look at what is noted of themselves
}

// The code is shown in the answer itself, once: nothing that could be opened again holds it.
Result<Reply> add_account_asked(Ask& ask) {
  view::AdminAccounts content;
  content.login = std::string(ask.form.get("login")), content.name = std::string(ask.form.get("name"));
  content.role = std::string(ask.form.get("role")), content.unit = std::string(ask.form.get("in"));
  if (content.name.empty()) content.wrong.push_back({"name", ask.here.say("admin.name_missing")});
  if (content.login.empty()) content.wrong.push_back({"login", ask.here.say("admin.login_missing")});
  if (!content.wrong.empty()) return accounts_page(ask, std::move(content), 422);
  auto made = app::add_account(ask.office, ask.who, UnitId{content.unit}, {content.login, content.name, {}, {}, {content.role}});
  note_event(ask, "account_changed", "web user add", made ? made->account.text : "", result_of(made));
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
  auto done = app::disable_account(ask.office, ask.who, AccountId{ask.part()}, ask.form.get("known") == "1");
  note_event(ask, "account_changed", "web user disable", ask.part(), result_of(done));
  if (done) return see_other(ask.here.to("/admin/accounts/" + view::percent_encoded(ask.part())));
  if (!can_be_told(done.error())) return fail(std::move(done).error());
  view::AdminOne content;
  content.wrong.push_back({"", ask.here.say(done.error().message)});
  return one_page(ask, std::move(content), 422);
}
}  // namespace youju::web
