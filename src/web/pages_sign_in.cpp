// SPDX-License-Identifier: Apache-2.0
// Signing in and out, and the language.
#include "base/text.h"
#include "crypto/crypto.h"
#include "view/sign_in.h"
#include "web/handlers.h"
#include "web/handlers_trust.h"
#include "web/hashing.h"
#include "web/public_site.h"
#include "web/spray_limit.h"

namespace youju::web {
namespace {
constexpr std::size_t kMostSecret = 200;  // characters, as is told

SprayLimit& spray_limit() {
  static SprayLimit limit;
  return limit;
}

// What a browser keeps that somebody came in with by this name: it opens nothing, and is not to be had without the password.
std::string known_mark(Ask& ask, const std::string& login) { return crypto::hex(crypto::hmac_sha256(ask.office.ledger().keys().mac_key, "known browser\n" + login)).substr(0, 32); }
std::string known_cookie(const Ask& ask) { return ask.request.secure ? "__Host-youju-known" : "youju-known"; }

Result<Reply> with_known(Ask& ask, Result<Reply> reply, const std::string& login) {
  constexpr auto kYear = 31'536'000;
  if (reply)
    reply->headers.emplace_back("Set-Cookie", known_cookie(ask) + "=" + known_mark(ask, login) + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(kYear) + (ask.request.secure ? "; Secure" : ""));
  return reply;
}

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
  if (secret.empty()) return again("secret", {"sign.secret_missing", {}}, 422);
  for (const auto* one : {&secret, &fresh})
    if (code_point_count(*one) > kMostSecret) return again(one == &fresh ? "fresh" : "secret", {"sign.too_long", {{"most", std::to_string(kMostSecret)}}}, 422);
  if (first_time && fresh.empty()) return again("fresh", {"sign.new_password_hint", {}}, 422);
  const auto from = GuessLimit::key_of(ask.request.peer);
  const auto now_ms = ask.office.world().clock->now().ms;
  const bool known = http::cookie_of(ask.request.header("cookie"), known_cookie(ask)) == known_mark(ask, login);
  if (const auto verdict = first_time ? SprayLimit::Verdict{} : spray_limit().may_try(from, known, login, now_ms); !verdict.may) {
    if (verdict.first) note_event(ask, ledger::SecurityEvent{"sign_in_failed", {}, {}, {}, "web", {}, "too many from one address"});
    auto waits = again("", {"sign.many_failed", {{"minutes", std::to_string(verdict.wait_ms / 60'000 + 1)}}}, 429);
    if (waits) waits->headers.emplace_back("Retry-After", std::to_string(verdict.wait_ms / 1'000 + 1));
    return waits;
  }
  const Hashing hashing;
  if (!hashing.entered()) return again("", {"sign.busy", {}}, 429);
  auto entered = app::enter_by_password(ask.office, login, secret, first_time ? fresh : "", trusted_cookie(ask));
  const auto result = !entered ? std::string(code_name(entered.error().code)) : entered->at_door.empty() ? "ok" : "code asked";
  note_event(ask, ledger::SecurityEvent{entered ? "sign_in" : "sign_in_failed", entered ? entered->who.account.text : "", login, {}, "web", {}, result});
  if (!entered && entered.error().code == Code::denied && !first_time) spray_limit().failed(from, known, login, now_ms);
  if (!entered) {
    if (entered.error().code != Code::denied && entered.error().code != Code::invalid) return fail(std::move(entered).error());
    return again(entered.error().code == Code::invalid ? "fresh" : "secret", entered.error().message, 422);
  }
  spray_limit().entered(from);
  return with_known(ask, after_password(ask, *entered, page.next), login);
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
