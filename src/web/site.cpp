// SPDX-License-Identifier: Apache-2.0
// The way of each request: route, session, permission, same origin, form, handler, headers. What fails is answered as a page (or, for the
// API, as a problem of RFC 9457) with a short code that finds the line in the log.
#include "web/site.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "base/text.h"
#include "crypto/crypto.h"
#include "web/handlers_trust.h"

namespace youju::web {
namespace {
constexpr std::size_t kMostFormBytes = 2 << 20, kMostFileBytes = 256 << 20;
constexpr std::int64_t kUnitsKeptMs = 1'000, kSeenEveryMs = 5 * 60 * 1'000;

std::vector<std::string_view> segments(std::string_view path) {
  std::vector<std::string_view> out;
  while (!path.empty()) {
    path.remove_prefix(1);  // '/'
    const auto end = std::min(path.find('/'), path.size());
    out.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return out;
}

bool fits(std::string_view pattern, const std::vector<std::string_view>& path, std::vector<std::string>& parts) {
  const auto wanted = segments(pattern);
  if (wanted.size() != path.size()) return false;
  parts.clear();
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].starts_with("{")) {
      if (path[i].empty()) return false;
      parts.emplace_back(path[i]);
    } else if (wanted[i] != path[i]) {
      return false;
    }
  }
  return true;
}

bool is_reading(Method method) { return method == Method::get || method == Method::head; }

// A write must come from a page of ours: by Origin, by Fetch metadata, else not at all (ASVS C, R38).
bool from_here(const Request& request) {
  const auto origin = request.header("origin");
  const auto site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return false;
  if (origin.empty()) return !site.empty();
  const auto host = request.header("host");
  return origin == "http://" + std::string(host) || origin == "https://" + std::string(host);
}

void put_headers(Reply& reply, const Request& request) {
  const auto has = [&](std::string_view name) { return std::any_of(reply.headers.begin(), reply.headers.end(), [&](const auto& h) { return h.first == name; }); };
  auto& out = reply.headers;
  if (!has("Content-Security-Policy")) {
    out.emplace_back("Content-Security-Policy",
                     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; form-action 'self'; "
                     "frame-ancestors 'none'; base-uri 'none'; object-src 'none'");
  }
  out.emplace_back("X-Content-Type-Options", "nosniff");
  out.emplace_back("Referrer-Policy", "same-origin");
  out.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  out.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  out.emplace_back("Permissions-Policy", "camera=(self), geolocation=(), microphone=(), payment=()");
  if (request.secure) out.emplace_back("Strict-Transport-Security", "max-age=31536000");
  if (!has("Cache-Control")) out.emplace_back("Cache-Control", "no-store");
}

words::Lang language_of(const Request& request) {
  if (const auto kept = http::cookie_of(request.header("cookie"), "lang")) return *kept == "en" ? words::Lang::en : words::Lang::zh;
  const auto wanted = request.header("accept-language");
  return wanted.substr(0, 2) == "en" ? words::Lang::en : words::Lang::zh;
}
}  // namespace

bool Ask::may(people::Right right) const {
  return std::any_of(who.grants.begin(), who.grants.end(), [&](const auto& grant) { return people::may(who, right, grant.unit, *units, office.roles(), office.today()); });
}
bool Ask::may(people::Right right, const UnitId& unit) const { return people::may(who, right, unit, *units, office.roles(), office.today()); }
const people::Unit* Ask::unit() const { return units->find(UnitId(here.unit)); }
std::string Ask::unit_name(const UnitId& id) const {
  const auto* found = units->find(id);
  return found == nullptr ? id.text : found->name;
}

Site::Site(app::Office& office) : office_(office) {}
Site::~Site() {
  ending_ = true;
  if (follower_.joinable()) follower_.join();
}
void Site::start_following() {
  follower_ = std::thread([this] { follow(); });
}

// Search trails by less than a second; a checkpoint is laid over new entries once a minute, so that proofs of today exist today.
void Site::follow() {
  using namespace std::chrono_literals;
  constexpr int kSealEvery = 300;  // rounds of 200 ms
  for (int round = 1; !ending_; ++round) {
    std::this_thread::sleep_for(200ms);
    auto caught_up = office_.catch_up();
    if (!caught_up) fmt::print(stderr, "youju: search: {}\n", caught_up.error().detail);
    if (round % kSealEvery != 0) continue;
    auto sealed = office_.ledger().seal();
    if (!sealed) fmt::print(stderr, "youju: checkpoint: {}\n", sealed.error().detail);
  }
  auto sealed = office_.ledger().seal();
  static_cast<void>(sealed);
}

std::shared_ptr<const people::UnitTree> Site::units() {
  const auto now = office_.world().clock->now().ms;
  const std::lock_guard hold(units_lock_);
  if (units_ && now - units_read_ms_ < kUnitsKeptMs && now >= units_read_ms_) return units_;
  auto read = office_.read([&](db::Session& session) -> Result<void> {
    TRY(auto tree, people::read_units(session));
    units_ = std::make_shared<const people::UnitTree>(std::move(tree));
    units_read_ms_ = now;
    return {};
  });
  if (!read && !units_) return std::make_shared<const people::UnitTree>(std::vector<people::Unit>{});
  return units_;
}

Site::Found Site::find(Method method, std::string_view path) const {
  Found out;
  const auto asked = segments(path);
  for (const auto& route : routes()) {
    if (!fits(route.pattern, asked, out.parts)) continue;
    if (route.method == method || (method == Method::head && route.method == Method::get)) {
      out.route = &route;
      return out;
    }
    out.other_method = true;
  }
  return out;
}

std::size_t Site::body_limit(const Request& head) const {
  const auto found = find(head.method, head.path);
  if (found.route == nullptr) return 0;
  return found.route->size == Size::files ? kMostFileBytes : found.route->size == Size::form ? kMostFormBytes : 0;
}

Reply Site::answer(const Request& request) {
  for (const auto& asset : view::assets()) {
    if (request.path != asset.path || !is_reading(request.method)) continue;
    Reply out{200, std::string(asset.type), {{"Cache-Control", "public, max-age=31536000, immutable"}}, asset.bytes, {}};
    put_headers(out, request);
    return out;
  }
  auto reply = guarded(request);
  put_headers(reply, request);
  return reply;
}

Result<void> Site::who_asks(Ask& ask) {
  const auto token = http::cookie_of(ask.request.header("cookie"), cookie_name(ask.request.secure));
  if (!token) return {};
  const auto now = office_.world().clock->now();
  TRY_OK(office_.read([&](db::Session& session) -> Result<void> {
    TRY(auto found, people::find_session(session, *token, now));
    if (found) ask.session = std::move(found->first), ask.who = std::move(found->second);
    return {};
  }));
  if (!ask.session) return {};
  ask.here.csrf = ask.session->csrf;
  if (now.ms - ask.session->seen.ms > kSeenEveryMs) {
    TRY_OK(office_.database().write([&](db::Tx& tx) { return people::see_session(tx, ask.session->id, now); }));
  }
  for (const auto& unit : ask.units->all())
    if (ask.may(people::Right::read, unit.id)) ask.readable.push_back(unit.id);
  ask.here.writes = ask.may(people::Right::write);
  ask.here.imports = ask.may(people::Right::import);
  return {};
}

namespace {
// The year and the unit looked at: from the address, else this year and the person's own unit.
void look_around(Ask& ask) {
  auto& here = ask.here;
  here.this_year = ask.office.today().year();
  here.today = ask.office.today().iso();
  here.year = here.this_year;
  const auto year = ask.query.get("year");
  if (year.size() == 4 && year.find_first_not_of("0123456789") == year.npos && year >= "1900") here.year = std::stoi(std::string(year));
  for (const auto& [name, value] : ask.query.fields)
    if (name != "year" && name != "unit" && name != "after") here.asked.emplace_back(name, value);
  if (!ask.readable.empty()) here.home_unit = ask.readable.front().text;
  here.unit = here.home_unit;
  const UnitId wanted{std::string(ask.query.get("unit"))};
  if (std::find(ask.readable.begin(), ask.readable.end(), wanted) != ask.readable.end()) here.unit = wanted.text;
}
}  // namespace

std::optional<Reply> Site::refusal(Ask& ask, const Route& route) {
  const bool api = ask.request.path.starts_with("/api/");
  if (route.permission.of != Permission::Of::anyone && !ask.session) {
    if (is_reading(ask.request.method) && !api) {
      auto next = ask.request.target;
      return see_other("/sign-in" + (next == "/" ? "" : "?next=" + view::percent_encoded(next)));
    }
    auto reply = failed(ask, Error{Code::denied, {"web.sign_in_first", {}}, {}});
    reply.status = 401;
    return reply;
  }
  if (!is_reading(ask.request.method)) {
    const bool token_good = !ask.session || ask.form.get("csrf") == ask.session->csrf || ask.request.header("x-csrf") == ask.session->csrf;
    if (!from_here(ask.request) || !token_good) return failed(ask, Error{Code::denied, {"web.not_from_here", {}}, {}});
  }
  if (route.permission.of == Permission::Of::right && !ask.may(route.permission.right)) {
    return failed(ask, Error{Code::denied, {"web.no_right", {{"right", "@web.right_" + std::string(people::right_name(route.permission.right))}}}, {}});
  }
  return {};
}

Reply Site::failed(Ask& ask, const Error& error) {
  const auto code = error.code == Code::corrupt || error.code == Code::outside ? crypto::hex(crypto::sha256(ask.request.target + ask.office.world().clock->now().iso())).substr(0, 8) : std::string{};
  if (!code.empty()) fmt::print(stderr, "youju: {} {} {}: {} {}\n", code, ask.request.method_name, ask.request.path, error.message.word, error.detail);
  const int status = http_status(error.code);
  if (ask.request.path.starts_with("/api/")) {
    auto reply = json_reply(Json{{"type", "about:blank"}, {"title", std::string(http::reason_of(status))}, {"status", status}, {"detail", ask.here.say(error.message)}, {"code", std::string(code_name(error.code))}}, status);
    reply.type = "application/problem+json";
    return reply;
  }
  return html(view::error_page(ask.here, status, ask.here.say(error.message), code), status);
}

Reply Site::guarded(const Request& request) {
  Ask ask{*this, office_, request, {}, {}, {}, {}, {}, units(), {}, {}};
  ask.here.lang = language_of(request);
  ask.here.path = request.path;
  auto found = find(request.method, request.path);
  const auto work = [&]() -> Result<Reply> {
    TRY(ask.query, http::read_urlencoded(request.query));
    TRY_OK(who_asks(ask));
    look_around(ask);
    if (found.route == nullptr) {
      auto reply = failed(ask, Error{Code::absent, {"web.no_page", {}}, {}});
      if (found.other_method) reply.status = 405;
      return reply;
    }
    ask.parts = std::move(found.parts);
    const auto type = request.header("content-type");
    if (type.starts_with("application/x-www-form-urlencoded")) {
      TRY(ask.form, http::read_urlencoded(request.body.view()));
    } else if (type.starts_with("multipart/form-data")) {
      TRY(ask.form, http::read_multipart(type, request.body.view()));
    }
    if (auto refused = refusal(ask, *found.route)) return std::move(*refused);
    if (const auto elsewhere = led_to_factor(ask)) return see_other(*elsewhere);
    return found.route->handler(ask);
  };
  try {
    auto reply = work();
    if (reply) return std::move(*reply);
    return failed(ask, reply.error());
  } catch (const std::exception& e) {  // a bug of ours: this request is given up, not the process
    return failed(ask, Error{Code::corrupt, {"web.broken", {}}, e.what()});
  }
}
}  // namespace youju::web
