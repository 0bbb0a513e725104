// SPDX-License-Identifier: Apache-2.0
// Who asks, by the token shown. No cookie counts here, so no page of another site can make a browser ask; and nothing is told from another
// machine without TLS, where the token could be read on the way.
#include "api/door.h"

#include <map>
#include <mutex>

#include "base/text.h"

namespace youju::api {
namespace {
// Wrong tokens by address: a token cannot be guessed, so this only keeps the noise and its cost small. Whoever shows a good one is never
// held up by what others at the same address do.
class WrongTokens {
 public:
  static constexpr int kMost = 20;
  static constexpr std::int64_t kWithinMs = 5 * 60 * 1'000;
  // How many there were lately, with this one.
  int add(const std::string& address, std::int64_t now_ms) {
    const std::lock_guard hold(lock_);
    if (seen_.size() > 10'000) seen_.clear();
    auto& one = seen_[address];
    if (now_ms - one.from_ms > kWithinMs || now_ms < one.from_ms) one = {now_ms, 0};
    return ++one.n;
  }

 private:
  struct Seen {
    std::int64_t from_ms = 0;
    int n = 0;
  };
  std::mutex lock_;
  std::map<std::string, Seen> seen_;
};

bool is_near(std::string_view peer) { return peer.empty() || peer.starts_with("127.") || peer == "::1" || peer.starts_with("::ffff:127."); }

Reply unauthorized(Ask& ask, std::string_view word, std::string_view more) {
  auto out = problem(ask, Error{Code::denied, {std::string(word), {}}, {}}, 401);
  out.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"youju\"" + std::string(more));
  return out;
}

Reply wrong_token(Ask& ask) {
  static WrongTokens wrong;
  const auto n = wrong.add(ask.request.peer, ask.office.world().clock->now().ms);
  if (n > WrongTokens::kMost) {
    auto out = problem(ask, Error{Code::too_many, {"api.too_many_wrong", {}}, {}});
    out.headers.emplace_back("Retry-After", std::to_string(WrongTokens::kWithinMs / 1'000));
    return out;
  }
  web::note_event(ask, ledger::SecurityEvent{"sign_in_failed", {}, {}, {}, "api", {}, "unauthorized"});
  return unauthorized(ask, "api.wrong_token", ", error=\"invalid_token\"");
}
}  // namespace

words::Lang language_asked(const Request& request) {
  // The first of ours with the greatest weight (RFC 9110 12.5.4).
  std::string_view rest = request.header("accept-language");
  double best = 0;
  auto lang = words::Lang::zh;
  while (!rest.empty()) {
    const auto end = std::min(rest.find(','), rest.size());
    const auto one = trim(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto mark = one.find(";q=");
    double weight = 1;
    if (mark != one.npos) weight = one.substr(mark + 3) == "1" ? 1 : one.size() > mark + 5 && one.substr(mark + 3, 2) == "0." ? (one[mark + 5] - '0') / 10.0 : 0;
    const auto tag = lower_ascii(one.substr(0, 2));
    if ((tag != "zh" && tag != "en") || weight <= best) continue;
    best = weight;
    lang = tag == "en" ? words::Lang::en : words::Lang::zh;
  }
  return lang;
}

std::string_view bearer_of(const Request& request) {
  std::string_view found;
  int n = 0;
  for (const auto& [name, value] : request.headers)
    if (name == "authorization") found = value, ++n;
  if (n != 1 || found.size() < 8 || lower_ascii(found.substr(0, 7)) != "bearer ") return {};
  return trim(found.substr(7));
}

Result<bool> enter_with(Ask& ask, std::string_view secret) {
  TRY(auto found, app::find_token(ask.office, secret));
  if (!found) return false;
  ask.who = std::move(found->who);
  ask.token = std::move(found->token.id);
  ask.scopes.clear();
  for (const auto scope : found->token.scopes) ask.scopes.emplace_back(app::scope_name(scope));
  for (const auto& unit : ask.units->all())
    if (ask.may(people::Right::read, unit.id)) ask.readable.push_back(unit.id);
  TRY_OK(app::see_token(ask.office, found->token, ask.request.peer));
  return true;
}

Result<std::optional<Reply>> door(Ask& ask) {
  ask.here.lang = language_asked(ask.request);
  if (ask.route == nullptr) return std::nullopt;
  const auto& operation = operation_of(ask);
  if (!ask.request.secure && !is_near(ask.request.peer)) return problem(ask, Error{Code::denied, {"api.needs_tls", {}}, {}});
  if (ask.request.header("authorization").empty()) return unauthorized(ask, "api.token_needed", "");
  TRY(const auto good, enter_with(ask, bearer_of(ask.request)));
  if (!good) return wrong_token(ask);
  const auto scope = app::scope_name(operation.scope);
  if (std::find(ask.scopes.begin(), ask.scopes.end(), scope) == ask.scopes.end()) {
    auto out = problem(ask, Error{Code::denied, {"api.no_scope", {{"scope", std::string(scope)}}}, {}});
    out.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"youju\", error=\"insufficient_scope\", scope=\"" + std::string(scope) + "\"");
    return out;
  }
  const auto& permission = ask.route->permission;
  if (permission.of == Permission::Of::right && !ask.may(permission.right))
    return problem(ask, Error{Code::denied, {"web.no_right", {{"right", "@web.right_" + std::string(people::right_name(permission.right))}}}, {}});
  return std::nullopt;
}
}  // namespace youju::api
