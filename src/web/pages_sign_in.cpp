// SPDX-License-Identifier: Apache-2.0
// Signing in and out, and the language.
#include "view/sign_in.h"
#include "web/handlers.h"
#include "web/handlers_trust.h"
#include "web/hashing.h"

namespace youju::web {
namespace {
constexpr std::size_t kMostSecret = 1'000;

view::SignIn blank(Ask& ask, bool first_time) {
  view::SignIn page;
  page.office = ask.office.settings().name;
  page.first_time = first_time;
  page.next = std::string(ask.request.method == Method::post ? ask.form.get("next") : ask.query.get("next"));
  page.login = std::string(ask.form.get("login"));
  const auto& peer = ask.request.peer;
  page.secure = ask.request.secure || peer.starts_with("127.") || peer == "::1" || peer == "::ffff:127.0.0.1";
  return page;
}

Result<Reply> enter(Ask& ask, bool first_time) {
  auto page = blank(ask, first_time);
  const auto login = std::string(ask.form.get("login")), secret = std::string(ask.form.get("secret")), fresh = std::string(ask.form.get("fresh"));
  const auto again = [&](std::string field, const Message& message, int status) -> Result<Reply> {
    page.wrong.push_back({std::move(field), ask.here.say(message)});
    return html(view::sign_in(ask.here, page), status);
  };
  if (login.empty()) return again("login", {"sign.login_missing", {}}, 422);
  if (secret.empty() || secret.size() > kMostSecret || fresh.size() > kMostSecret) return again("secret", {"sign.secret_missing", {}}, 422);
  if (first_time && fresh.empty()) return again("fresh", {"sign.new_password_hint", {}}, 422);
  const Hashing hashing;
  if (!hashing.entered()) return again("", {"sign.busy", {}}, 429);
  auto entered = app::enter_by_password(ask.office, login, secret, first_time ? fresh : "", trusted_cookie(ask));
  const auto result = !entered ? std::string(code_name(entered.error().code)) : entered->at_door.empty() ? "ok" : "code asked";
  note_event(ask, ledger::SecurityEvent{entered ? "sign_in" : "sign_in_failed", entered ? entered->who.account.text : "", login, {}, "web", {}, result});
  if (!entered) {
    if (entered.error().code != Code::denied && entered.error().code != Code::invalid) return fail(std::move(entered).error());
    return again(entered.error().code == Code::invalid ? "fresh" : "secret", entered.error().message, 422);
  }
  return after_password(ask, *entered, page.next);
}
}  // namespace

Result<Reply> show_sign_in(Ask& ask) {
  if (ask.session) return see_other("/");
  return html(view::sign_in(ask.here, blank(ask, false)));
}
Result<Reply> show_first_sign_in(Ask& ask) { return html(view::sign_in(ask.here, blank(ask, true))); }
Result<Reply> sign_in(Ask& ask) { return enter(ask, false); }
Result<Reply> sign_in_first(Ask& ask) { return enter(ask, true); }

Result<Reply> sign_out(Ask& ask) {
  TRY_OK(ask.office.database().write([&](db::Tx& tx) { return people::end_session(tx, ask.who.account, ask.session->id); }));
  auto reply = see_other("/sign-in");
  reply.headers.emplace_back("Set-Cookie", ask.site.cookie_name(ask.request.secure) + "=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
  reply.headers.emplace_back("Clear-Site-Data", "\"cache\", \"storage\"");
  return reply;
}

Result<Reply> choose_language(Ask& ask) {
  const auto to = ask.query.get("to") == "en" ? "en" : "zh";
  const auto back = ask.query.get("back");
  auto reply = see_other(ask.here.to(back.empty() ? "/" : std::string(back)));
  reply.headers.emplace_back("Set-Cookie", std::string("lang=") + to + "; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax");
  return reply;
}
}  // namespace youju::web
