// SPDX-License-Identifier: Apache-2.0
// Tokens made and withdrawn. A browser left open must not hand out what lasts a year, so the password is asked, and of whoever has a second
// factor its code.
#include "app/second_factor.h"
#include "app/tokens.h"
#include "view/tokens.h"
#include "web/handlers_tokens.h"
#include "web/hashing.h"

namespace youju::web {
namespace {
constexpr std::size_t kMostTokenPassword = 1'000;

std::string scope_words(const Ask& ask, app::Scope scope) {
  static constexpr const char* kWords[] = {"token.scope_read", "token.scope_write", "token.scope_import", "token.scope_export", "token.scope_manage", "token.scope_feed"};
  return ask.here.say(kWords[static_cast<int>(scope)]);
}
std::string scope_about(const Ask& ask, app::Scope scope) {
  static constexpr const char* kWords[] = {"token.about_read", "token.about_write", "token.about_import", "token.about_export", "token.about_manage", "token.about_feed"};
  return ask.here.say(kWords[static_cast<int>(scope)]);
}

Result<Reply> tokens_page(Ask& ask, view::TokensPage page, int status) {
  TRY(const auto held, app::tokens_of(ask.office, ask.who.account));
  const auto now = ask.office.world().clock->now();
  for (const auto& one : held) {
    view::TokenLine line{one.id, one.name, {}, one.made.iso(), one.ends.iso(), one.used ? one.used->iso() : "", one.used_from, now >= one.ends};
    for (const auto scope : one.scopes) line.scopes += (line.scopes.empty() ? "" : ask.here.chinese() ? "、" : ", ") + scope_words(ask, scope);
    page.tokens.push_back(std::move(line));
  }
  const auto chosen = ask.form.all("scope");
  for (const auto scope : app::kScopes) {
    const std::string id(app::scope_name(scope));
    page.scopes.push_back({id, scope_words(ask, scope), scope_about(ask, scope), page.secret.empty() && std::find(chosen.begin(), chosen.end(), id) != chosen.end()});
  }
  TRY(const auto own, app::own_factor(ask.office, ask.who));
  page.asks_code = own.kept.set;
  if (page.days.empty()) page.days = "90";
  TRY(auto frame, frame_of(ask, "", ask.here.say("token.title")));
  frame.path = {{"/account", ask.here.say("account.title")}};
  frame.action = view::button_link(ask.here.to("/help/api"), ask.here.say("token.to_help"));
  auto reply = html(view::page(frame, view::tokens(ask.here, page)), status);
  return reply;
}

std::string field_of_token_problem(const Error& error) {
  const auto& word = error.message.word;
  if (word == "token.bad_name") return "name";
  if (word == "token.no_scope" || word == "token.feed_alone") return "scope";
  if (word == "token.bad_days") return "days";
  return app::is_about_code(error) ? "code" : "";
}

// denied when it is not the password of whoever is signed in.
Result<void> check_own_password(Ask& ask, const std::string& password) {
  std::string login;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto accounts, people::read_accounts(session));
    for (const auto& one : accounts)
      if (one.id == ask.who.account) login = one.login;
    return {};
  }));
  const Hashing hashing;
  if (!hashing.entered()) return fail(Code::too_many, "sign.busy");
  auto good = people::sign_in_password(ask.office.database(), login, password, "", ask.office.world().clock->now());
  if (good) return {};
  if (good.error().code == Code::denied) return fail(Code::denied, "people.password_wrong");
  return fail(std::move(good).error());
}
}  // namespace

Result<Reply> show_tokens(Ask& ask) { return tokens_page(ask, {}, 200); }

Result<Reply> make_token_asked(Ask& ask) {
  view::TokensPage page;
  page.name = std::string(ask.form.get("name"));
  page.days = std::string(ask.form.get("days"));
  const auto again = [&](std::string field, const Error& error) {
    page.wrong.push_back({std::move(field), ask.here.say(error.message)});
    return tokens_page(ask, std::move(page), http_status(error.code) == 429 ? 429 : 422);
  };
  app::NewToken wanted{page.name, {}, 0};
  if (page.days.size() <= 3 && !page.days.empty() && page.days.find_first_not_of("0123456789") == page.days.npos) wanted.days = std::stoi(page.days);
  for (const auto& one : ask.form.all("scope"))
    if (const auto scope = app::scope_from(one)) wanted.scopes.insert(*scope);
  const std::string password(ask.form.get("password"));
  if (password.empty() || password.size() > kMostTokenPassword) return again("password", Error{Code::invalid, {"account.old_missing", {}}, {}});
  if (auto good = check_own_password(ask, password); !good)
    return can_be_told(good.error()) || good.error().code == Code::too_many ? again("password", good.error())
                                                                            : Result<Reply>(tl::unexpected<Error>(std::move(good).error()));
  auto made = app::make_token(ask.office, ask.who, wanted, app::with_code(ask.form.get("code")));
  note_event(ask, "account_changed", "web token made", made ? made->token.id : "", result_of(made));
  if (!made)
    return can_be_told(made.error()) || made.error().code == Code::too_many ? again(field_of_token_problem(made.error()), made.error())
                                                                            : Result<Reply>(tl::unexpected<Error>(std::move(made).error()));
  page = {};
  page.secret = made->secret;
  page.secret_name = made->token.name;
  if (made->token.has(app::Scope::feed))
    page.feed_address =
        std::string(ask.request.secure ? "https://" : "http://") + std::string(ask.request.header("host")) + "/feeds/publications.atom?key=" + made->secret;
  return tokens_page(ask, std::move(page), 201);
}

Result<Reply> withdraw_token_asked(Ask& ask) {
  const std::string id(ask.form.get("id"));
  TRY(const auto gone, app::withdraw_token(ask.office, ask.who, id));
  if (gone) note_event(ask, "account_changed", "web token withdrawn", id, "ok");
  return see_other(ask.here.to("/account/tokens"));
}
}  // namespace youju::web
