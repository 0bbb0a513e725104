// SPDX-License-Identifier: Apache-2.0
// The second factor of the person signed in, and the second step of signing in.
#include "paper/paper.h"
#include "web/handlers_trust.h"
#include "web/hashing.h"

namespace youju::web {
namespace {
constexpr std::size_t kMostOwnSecret = 1'000;

std::string name_at_host(const Ask& ask, std::string_view name) { return (ask.request.secure ? "__Host-youju-" : "youju-") + std::string(name); }
std::string cookie_line(const Ask& ask, std::string_view name, std::string_view value, std::int64_t seconds) {
  return name_at_host(ask, name) + "=" + std::string(value) + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(seconds) + (ask.request.secure ? "; Secure" : "");
}
std::string cookie_at_host(const Ask& ask, std::string_view name) { return http::cookie_of(ask.request.header("cookie"), name_at_host(ask, name)).value_or(""); }

Result<std::string> new_session(Ask& ask, const people::Who& who) {
  std::string token;
  TRY_OK(ask.office.database().write([&](db::Tx& tx) -> Result<void> {
    TRY(token, people::open_session(tx, who.account, ask.request.header("user-agent"), ask.request.peer, ask.office.world()));
    return {};
  }));
  return token;
}

// Signed in: somebody whose factor was taken away is told of it before anything else.
Result<Reply> signed_in(Ask& ask, const people::Who& who, const std::string& next) {
  TRY(const auto token, new_session(ask, who));
  TRY(const auto own, app::own_factor(ask.office, who));
  auto reply = see_other(!own.kept.reset_by.empty() ? "/account/factor" : next.empty() ? "/" : next);
  reply.headers.emplace_back("Set-Cookie", ask.site.cookie_name(ask.request.secure) + "=" + token + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000" + (ask.request.secure ? "; Secure" : ""));
  return reply;
}

Result<Reply> step_page(Ask& ask, std::vector<view::Wrong> wrong, int status) {
  view::SecondStep page;
  page.office = ask.office.settings().name;
  page.next = std::string(ask.request.method == Method::post ? ask.form.get("next") : ask.query.get("next"));
  page.wrong = std::move(wrong);
  return html(view::second_step(ask.here, page), status);
}

Result<std::string> own_login(Ask& ask) {
  std::string login;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto accounts, people::read_accounts(session));
    for (const auto& one : accounts)
      if (one.id == ask.who.account) login = one.login;
    return {};
  }));
  return login;
}

std::string account_named(Ask& ask, const AccountId& account) {
  std::string name = account.text;
  auto read = ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto accounts, people::read_accounts(session));
    for (const auto& one : accounts)
      if (one.id == account) name = one.name;
    return {};
  });
  static_cast<void>(read);
  return name;
}

Result<Reply> own_page(Ask& ask, std::string_view which, std::vector<view::Wrong> wrong, int status) {
  TRY(const auto own, app::own_factor(ask.office, ask.who));
  view::FactorPage page;
  page.set = own.kept.set;
  page.concerned = own.concerned;
  TRY(const auto policy, app::factor_policy(ask.office));
  page.required = policy == app::FactorPolicy::required;
  page.since = own.kept.set ? ask.here.moment(own.kept.since.iso()) : "";
  page.recovery_left = own.kept.recovery_left;
  if (!own.kept.reset_by.empty()) page.reset_by = account_named(ask, own.kept.reset_by), page.reset_at = ask.here.moment(own.kept.reset_at.iso());
  TRY(page.login, own_login(ask));
  page.problem_of = std::string(which);
  for (auto& one : wrong)
    if (!one.field.empty()) one.field += "-" + page.problem_of;
  page.wrong = std::move(wrong);
  TRY(auto frame, frame_of(ask, "", ask.here.say("second.title")));
  frame.path = {{"/account", ask.here.say("account.title")}};
  return html(view::page(frame, view::factor_page(frame, page)), status);
}

Result<Reply> set_up_page(Ask& ask, std::vector<view::Wrong> wrong, int status) {
  auto begun = app::factor_begun(ask.office, ask.who);
  if (!begun) {
    if (begun.error().code == Code::absent) return see_other(ask.here.to("/account/factor"));
    return fail(std::move(begun).error());
  }
  view::FactorSetUpPage page;
  TRY(page.qr, qr_of(begun->address));
  page.typed = begun->typed;
  TRY(page.login, own_login(ask));
  page.wrong = std::move(wrong);
  TRY(auto frame, frame_of(ask, "", ask.here.say("second.set_up_title")));
  frame.path = {{"/account", ask.here.say("account.title")}, {"/account/factor", ask.here.say("second.title")}};
  return html(view::page(frame, view::factor_set_up(frame, page)), status);
}

Result<Reply> recovery_reply(Ask& ask, std::vector<std::string> codes, bool renewed) {
  view::RecoveryPage page;
  page.office = ask.office.settings().name;
  page.name = ask.who.name;
  TRY(page.login, own_login(ask));
  page.day = ask.here.day(ask.here.today);
  page.codes = std::move(codes);
  page.renewed = renewed;
  TRY(auto frame, frame_of(ask, "", ask.here.say("second.recovery")));
  frame.path = {{"/account", ask.here.say("account.title")}, {"/account/factor", ask.here.say("second.title")}};
  return html(view::page(frame, view::recovery_codes(frame, page)));
}

// Which field a refusal stands beside.
std::vector<view::Wrong> refused_at(const Ask& ask, const Error& error) { return {{app::is_about_code(error) ? "code" : "password", ask.here.say(error.message)}}; }

struct PasswordAndCode {
  std::string password, code;
  std::vector<view::Wrong> missing;
};
PasswordAndCode password_and_code(const Ask& ask) {
  PasswordAndCode out{std::string(ask.form.get("password")), std::string(ask.form.get("code")), {}};
  if (out.password.empty() || out.password.size() > kMostOwnSecret) out.missing.push_back({"password", ask.here.say("second.password_missing")});
  if (out.code.empty()) out.missing.push_back({"code", ask.here.say("second.code_missing")});
  return out;
}
}  // namespace

Result<view::QrPicture> qr_of(const std::string& text) {
  TRY(const auto qr, paper::make_qr(text));
  view::QrPicture out{qr.size, {}, text};
  for (const auto& run : qr.runs) out.runs.push_back({run.x, run.y, run.length});
  return out;
}

view::CodeAsked code_asked(Ask& ask) {
  auto own = app::own_factor(ask.office, ask.who);
  if (!own) return view::CodeAsked::nothing;  // the act itself asks again, and says what is wrong
  if (own->kept.set) return view::CodeAsked::code;
  if (own->missing) return view::CodeAsked::set_up_first;
  return own->concerned ? view::CodeAsked::recommended : view::CodeAsked::nothing;
}
app::AtTheAct act_of(const Ask& ask) { return app::with_code(ask.form.get("code")); }

std::string trusted_cookie(const Ask& ask) { return cookie_at_host(ask, "trusted"); }

Result<Reply> after_password(Ask& ask, const app::Entered& entered, const std::string& next) {
  if (entered.at_door.empty()) return signed_in(ask, entered.who, next);
  auto reply = see_other("/sign-in/second" + (next.empty() ? "" : "?next=" + view::percent_encoded(next)));
  reply.headers.emplace_back("Set-Cookie", cookie_line(ask, "door", entered.at_door, factor::kAtDoorMs / 1000));
  return reply;
}

std::optional<std::string> led_to_factor(Ask& ask) {
  static constexpr std::string_view kOpen[] = {"/account", "/help", "/language", "/sign-out", "/sign-in", "/office-address"};
  if (!ask.session || ask.request.method != Method::get || ask.request.path.starts_with("/api/")) return {};
  for (const auto open : kOpen)
    if (ask.request.path.starts_with(open)) return {};
  if (!app::approves_or_signs(ask.office, ask.who)) return {};
  auto own = app::own_factor(ask.office, ask.who);
  if (!own || !own->missing) return {};
  return ask.here.to("/account/factor");
}

Result<Reply> show_second_step(Ask& ask) {
  if (ask.session || cookie_at_host(ask, "door").empty()) return see_other(ask.session ? "/" : "/sign-in");
  return step_page(ask, {}, 200);
}

Result<Reply> take_second_step(Ask& ask) {
  const auto code = std::string(ask.form.get("code")), door = cookie_at_host(ask, "door");
  if (code.empty()) return step_page(ask, {{"code", ask.here.say("second.code_missing")}}, 422);
  auto who = app::enter_by_code(ask.office, door, code);
  note_event(ask, ledger::SecurityEvent{who ? "sign_in" : "sign_in_failed", who ? who->account.text : "", {}, {}, "web second factor", {}, result_of(who)});
  if (!who) {
    if (who.error().code == Code::absent) return see_other("/sign-in");
    if (!app::is_about_code(who.error())) return fail(std::move(who).error());
    return step_page(ask, {{"code", ask.here.say(who.error().message)}}, http_status(who.error().code) == 429 ? 429 : 422);
  }
  TRY(auto reply, signed_in(ask, *who, std::string(ask.form.get("next"))));
  reply.headers.emplace_back("Set-Cookie", cookie_line(ask, "door", "", 0));
  if (ask.form.get("trust") != "1") return reply;
  std::string token;
  TRY_OK(ask.office.database().write([&](db::Tx& tx) -> Result<void> {
    TRY(token, factor::trust(tx, who->account, trusted_cookie(ask), ask.request.header("user-agent"), ask.request.peer, ask.office.world()));
    return {};
  }));
  reply.headers.emplace_back("Set-Cookie", cookie_line(ask, "trusted", token, factor::kTrustedMs / 1000));
  return reply;
}

Result<Reply> show_factor(Ask& ask) { return own_page(ask, "", {}, 200); }

Result<Reply> begin_factor_asked(Ask& ask) {
  auto begun = app::begin_factor(ask.office, ask.who);
  if (begun) return see_other(ask.here.to("/account/factor/set-up"));
  if (!can_be_told(begun.error())) return fail(std::move(begun).error());
  return own_page(ask, "", {{"", ask.here.say(begun.error().message)}}, http_status(begun.error().code));
}

Result<Reply> show_factor_set_up(Ask& ask) { return set_up_page(ask, {}, 200); }

Result<Reply> confirm_factor_asked(Ask& ask) {
  auto given = password_and_code(ask);
  if (!given.missing.empty()) return set_up_page(ask, std::move(given.missing), 422);
  const Hashing hashing;
  if (!hashing.entered()) return set_up_page(ask, {{"", ask.here.say("sign.busy")}}, 429);
  auto codes = app::confirm_factor(ask.office, ask.who, given.password, given.code);
  note_event(ask, "account_changed", "web second factor set", ask.who.account.text, result_of(codes));
  if (codes) return recovery_reply(ask, std::move(*codes), false);
  if (!can_be_told(codes.error())) return fail(std::move(codes).error());
  return set_up_page(ask, refused_at(ask, codes.error()), 422);
}

Result<Reply> renew_recovery_asked(Ask& ask) {
  auto given = password_and_code(ask);
  if (!given.missing.empty()) return own_page(ask, "recovery", std::move(given.missing), 422);
  const Hashing hashing;
  if (!hashing.entered()) return own_page(ask, "recovery", {{"", ask.here.say("sign.busy")}}, 429);
  auto codes = app::renew_recovery_codes(ask.office, ask.who, given.password, given.code);
  note_event(ask, "account_changed", "web recovery codes", ask.who.account.text, result_of(codes));
  if (codes) return recovery_reply(ask, std::move(*codes), true);
  if (!can_be_told(codes.error()) && codes.error().code != Code::too_many) return fail(std::move(codes).error());
  return own_page(ask, "recovery", refused_at(ask, codes.error()), 422);
}

Result<Reply> remove_factor_asked(Ask& ask) {
  auto given = password_and_code(ask);
  if (!given.missing.empty()) return own_page(ask, "remove", std::move(given.missing), 422);
  const Hashing hashing;
  if (!hashing.entered()) return own_page(ask, "remove", {{"", ask.here.say("sign.busy")}}, 429);
  auto removed = app::remove_factor(ask.office, ask.who, given.password, given.code);
  note_event(ask, "account_changed", "web second factor removed", ask.who.account.text, result_of(removed));
  if (removed) return see_other(ask.here.to("/account/factor"));
  if (!can_be_told(removed.error()) && removed.error().code != Code::too_many) return fail(std::move(removed).error());
  return own_page(ask, "remove", refused_at(ask, removed.error()), 422);
}

Result<Reply> reset_was_noted(Ask& ask) {
  TRY_OK(app::reset_was_told(ask.office, ask.who));
  return see_other(ask.here.to("/account/factor"));
}

Result<Reply> end_trusted(Ask& ask) {
  TRY_OK(ask.office.database().write([&](db::Tx& tx) { return factor::distrust(tx, ask.who.account, std::string(ask.form.get("id"))); }));
  return see_other(ask.here.to("/account"));
}
}  // namespace youju::web
