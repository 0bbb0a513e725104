// SPDX-License-Identifier: Apache-2.0
// Who of those that approve and sign has a second factor, whether the office requires it, and taking one away with a second person beside.
#include "web/handlers_admin.h"
#include "web/handlers_trust.h"
#include "web/hashing.h"

namespace youju::web {
namespace {
Result<std::vector<view::FactorRow>> factor_rows(Ask& ask) {
  std::vector<view::FactorRow> out;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto accounts, people::read_accounts(session));
    TRY(const auto grants, people::read_grants(session));
    TRY(const auto set, factor::all_set(session));
    for (const auto& account : accounts) {
      people::Who who{account.id, account.person, account.name, {}, {}};
      for (const auto& grant : grants)
        if (grant.account == account.id) who.grants.push_back(grant);
      const auto found = set.find(account.id);
      out.push_back({account.id.text, account.login, account.name.empty() ? account.login : account.name, found == set.end() ? "" : ask.here.day(found->second.iso().substr(0, 10)), app::approves_or_signs(ask.office, who),
                     account.disabled, account.id == ask.who.account});
    }
    return {};
  }));
  std::erase_if(out, [](const auto& one) { return one.disabled && one.since.empty(); });
  return out;
}

Result<Reply> reset_page(Ask& ask, std::vector<view::Wrong> wrong, int status) {
  TRY(const auto rows, factor_rows(ask));
  view::FactorResetPage page;
  for (const auto& row : rows)
    if (row.account == ask.part()) page.row = row;
  if (page.row.account.empty()) return fail(Code::absent, "app.no_account", {{"login", ask.part()}});
  page.second = std::string(ask.form.get("second"));
  page.asked = code_asked(ask) == view::CodeAsked::code ? view::CodeAsked::code : view::CodeAsked::nothing;
  page.wrong = std::move(wrong);
  TRY(auto frame, admin_frame(ask, "/admin/factors", ask.here.say("second.reset_title", {{"name", page.row.name}})));
  frame.path = {{"/admin", ask.here.say("admin.title")}, {"/admin/factors", ask.here.say("second.title")}};
  return html(view::page(frame, view::factor_reset(frame, page)), status);
}

// The second person gives password and, who has one, a code; a refusal stands beside the field it is about.
struct Second {
  people::Who who;
  view::Wrong wrong;  // field empty: none
};
Result<Second> second_person(Ask& ask) {
  Second out;
  const auto login = std::string(ask.form.get("second")), password = std::string(ask.form.get("second-password")), code = std::string(ask.form.get("second-code"));
  if (login.empty()) return Second{{}, {"second", ask.here.say("sign.login_missing")}};
  if (password.empty() || password.size() > 1'000) return Second{{}, {"second-password", ask.here.say("second.password_missing")}};
  auto who = people::sign_in_password(ask.office.database(), login, password, "", ask.office.world().clock->now());
  note_event(ask, ledger::SecurityEvent{who ? "sign_in" : "sign_in_failed", who ? who->account.text : "", login, {}, "web second person", {}, result_of(who)});
  if (!who) {
    if (who.error().code != Code::denied) return fail(std::move(who).error());
    return Second{{}, {"second-password", ask.here.say(who.error().message)}};
  }
  auto confirmed = app::confirm_act(ask.office, *who, app::with_code(code));
  if (!confirmed) {
    if (!app::is_about_code(confirmed.error())) return fail(std::move(confirmed).error());
    return Second{{}, {"second-code", ask.here.say(confirmed.error().message)}};
  }
  out.who = std::move(*who);
  return out;
}
}  // namespace

Result<Reply> show_factors(Ask& ask) {
  view::FactorsPage page;
  TRY(const auto policy, app::factor_policy(ask.office));
  page.required = policy == app::FactorPolicy::required;
  page.changed = ask.query.get("changed") == "1";
  TRY(page.rows, factor_rows(ask));
  TRY(const auto frame, admin_frame(ask, "/admin/factors", ask.here.say("admin.title")));
  return html(view::page(frame, view::factors_page(frame, page)));
}

Result<Reply> change_factor_policy(Ask& ask) {
  const auto wanted = ask.form.get("policy");
  if (wanted != "required" && wanted != "recommended") return see_other(ask.here.to("/admin/factors"));
  TRY_OK(app::set_factor_policy(ask.office, ask.who, wanted == "required" ? app::FactorPolicy::required : app::FactorPolicy::recommended));
  note_event(ask, "account_changed", "web second factor policy", std::string(wanted), "ok");
  return see_other(ask.here.to("/admin/factors", {{"changed", "1"}}));
}

Result<Reply> show_factor_reset(Ask& ask) { return reset_page(ask, {}, 200); }

Result<Reply> reset_factor_asked(Ask& ask) {
  const Hashing hashing;
  if (!hashing.entered()) return reset_page(ask, {{"", ask.here.say("sign.busy")}}, 429);
  if (auto confirmed = app::confirm_act(ask.office, ask.who, act_of(ask)); !confirmed) {
    if (!app::is_about_code(confirmed.error())) return fail(std::move(confirmed).error());
    return reset_page(ask, {{"code", ask.here.say(confirmed.error().message)}}, 422);
  }
  TRY(const auto second, second_person(ask));
  if (!second.wrong.field.empty()) return reset_page(ask, {second.wrong}, 422);
  auto done = app::reset_factor(ask.office, ask.who, second.who, AccountId{ask.part()});
  note_event(ask, "account_changed", "web second factor reset with " + second.who.account.text, ask.part(), result_of(done));
  if (done) return see_other(ask.here.to("/admin/factors"));
  if (!can_be_told(done.error())) return fail(std::move(done).error());
  return reset_page(ask, {{"", ask.here.say(done.error().message)}}, 422);
}
}  // namespace youju::web
