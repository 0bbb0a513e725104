// SPDX-License-Identifier: Apache-2.0
// The page of the person signed in.
#include "view/account.h"

#include "app/records.h"
#include "web/handlers_office.h"
#include "web/handlers_trust.h"
#include "web/hashing.h"

namespace youju::web {
namespace {
constexpr std::size_t kMostPassword = 1'000;

Result<void> fill_account(Ask& ask, view::Account& content) {
  return ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto accounts, people::read_accounts(session));
    const auto name_of = [&](const AccountId& id) {
      for (const auto& one : accounts)
        if (one.id == id) return one.name;
      return id.text;
    };
    for (const auto& one : accounts)
      if (one.id == ask.who.account) content.name = one.name, content.login = one.login;
    for (const auto& grant : ask.who.grants) {
      view::HeldRole held{role_named(ask, grant.role), ask.unit_name(grant.unit), grant.from ? grant.from->iso() : "", grant.to ? grant.to->iso() : "", {}, {}};
      for (const auto& role : ask.office.roles())
        if (role.id == grant.role) held.rights = rights_in_words(ask, role);
      if (!grant.delegated_by.empty()) held.handed_on_by = name_of(grant.delegated_by);
      content.roles.push_back(std::move(held));
    }
    TRY(const auto browsers, people::sessions_of(session, ask.who.account));
    const auto now = ask.office.world().clock->now();
    for (const auto& one : browsers) {
      if (now >= one.ends || now.ms - one.seen.ms >= people::kSessionIdleMs) continue;  // over, not yet swept out
      content.browsers.push_back({one.id, one.device, one.address, one.opened.iso(), one.seen.iso(), one.id == ask.session->id});
    }
    return {};
  });
}

Result<void> fill_factor(Ask& ask, view::Account& content) {
  TRY(const auto own, app::own_factor(ask.office, ask.who));
  content.factor = own.kept.set, content.factor_concerned = own.concerned, content.factor_required = own.missing;
  return ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto trusted, factor::trusted_of(session, ask.who.account, ask.office.world().clock->now()));
    for (const auto& one : trusted) content.trusted.push_back({one.id, one.device, one.address, one.opened.iso(), one.ends.iso(), false});
    return {};
  });
}

Result<Reply> account_page(Ask& ask, view::Account content, int status) {
  TRY_OK(fill_account(ask, content));
  TRY_OK(fill_factor(ask, content));
  TRY(const auto frame, frame_of(ask, "", ask.here.say("account.title")));
  return html(view::page(frame, view::account(frame, content)), status);
}
}  // namespace

std::string role_named(const Ask& ask, std::string_view id) {
  for (const auto& role : ask.office.roles())
    if (role.id == id) return app::name_in(role.names, ask.lang_id());
  return std::string(id);
}
std::string rights_in_words(const Ask& ask, const people::Role& role) {
  std::string out;
  for (const auto right : role.rights) out += (out.empty() ? "" : ask.here.chinese() ? "、" : ", ") + ask.here.say("web.right_" + std::string(people::right_name(right)));
  return out;
}

Result<Reply> show_account(Ask& ask) {
  view::Account content;
  content.changed = ask.query.get("changed") == "1";
  return account_page(ask, std::move(content), 200);
}

Result<Reply> change_own_password(Ask& ask) {
  view::Account content;
  const auto old = std::string(ask.form.get("old")), fresh = std::string(ask.form.get("fresh"));
  const auto again = [&](std::string field, const Message& message, int status) {
    content.wrong.push_back({std::move(field), ask.here.say(message)});
    return account_page(ask, std::move(content), status);
  };
  if (old.empty() || old.size() > kMostPassword) return again("old", {"account.old_missing", {}}, 422);
  if (fresh.size() > kMostPassword) return again("fresh", {"account.new_too_long", {}}, 422);
  const Hashing hashing;
  if (!hashing.entered()) return again("", {"sign.busy", {}}, 429);
  auto changed = people::change_password(ask.office.database(), ask.who.account, old, fresh, ask.office.world().clock->now());
  note_event(ask, "account_changed", "web password", ask.who.account.text, result_of(changed));
  if (!changed) {
    if (changed.error().code != Code::denied && changed.error().code != Code::invalid) return fail(std::move(changed).error());
    return again(changed.error().code == Code::denied ? "old" : "fresh", changed.error().message, 422);
  }
  // Whoever had the old one, at another browser, is out.
  TRY_OK(ask.office.database().write([&](db::Tx& tx) { return people::end_other_sessions(tx, ask.who.account, ask.session->id); }));
  return see_other(ask.here.to("/account", {{"changed", "1"}}));
}

Result<Reply> end_browser(Ask& ask) {
  TRY_OK(ask.office.database().write([&](db::Tx& tx) { return people::end_session(tx, ask.who.account, std::string(ask.form.get("id"))); }));
  return see_other(ask.here.to("/account"));
}
Result<Reply> end_other_browsers(Ask& ask) {
  TRY_OK(ask.office.database().write([&](db::Tx& tx) { return people::end_other_sessions(tx, ask.who.account, ask.session->id); }));
  return see_other(ask.here.to("/account"));
}
}  // namespace youju::web
