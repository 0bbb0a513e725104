// SPDX-License-Identifier: Apache-2.0
// The way of each request: route, session, permission, same origin, form, handler, headers. What fails is answered as a page (or as the
// table of the route says) with a short code that finds the line in the log.
#include "web/site.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "app/keeping.h"
#include "base/text.h"
#include "crypto/crypto.h"
#include "web/handlers_trust.h"

namespace youju::web {
namespace {
constexpr std::size_t kMostFormBytes = 2 << 20, kMostFileBytes = 256 << 20;
constexpr const char* kMethodNames[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", ""};
constexpr std::int64_t kUnitsKeptMs = 1'000, kSeenEveryMs = 5 * 60 * 1'000;
constexpr std::size_t kFormIdBytes = 8;

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

RouteTable page_table() { return {"", &routes(), nullptr, nullptr}; }

Site::Site(app::Office& office, std::vector<RouteTable> tables) : office_(office), tables_(std::move(tables)), keeper_(std::make_unique<app::Keeper>(office)) {}
Site::~Site() {
  ending_ = true;
  if (follower_.joinable()) follower_.join();
  for (auto& thread : background_) thread.join();
}
void Site::in_background(std::function<void()> work) {
  const std::lock_guard hold(background_lock_);
  background_.emplace_back(std::move(work));
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
    keeper_->tick();
    auto sealed = office_.ledger().seal();
    if (!sealed) fmt::print(stderr, "youju: checkpoint: {}\n", sealed.error().detail);
  }
  auto sealed = office_.ledger().seal();
  static_cast<void>(sealed);
}

std::shared_ptr<const people::UnitTree> Site::units() {
  const auto now = office_.world().clock->now().ms;
  const std::lock_guard hold(units_lock_);
  const auto changes = office_.database().changes();
  if (units_ && changes && changes == units_of_) return units_;
  if (units_ && now - units_read_ms_ < kUnitsKeptMs && now >= units_read_ms_) return units_;
  auto read = office_.read([&](db::Session& session) -> Result<void> {
    TRY(auto tree, people::read_units(session));
    units_ = std::make_shared<const people::UnitTree>(std::move(tree));
    units_read_ms_ = now, units_of_ = changes;
    return {};
  });
  if (!read && !units_) return std::make_shared<const people::UnitTree>(std::vector<people::Unit>{});
  return units_;
}

void Site::forget_units() {
  const std::lock_guard hold(units_lock_);
  units_.reset();
}

Site::Found Site::find(Method method, std::string_view path) const {
  Found out;
  const auto asked = segments(path);
  for (const auto& table : tables_)
    if (path.starts_with(table.under) && (out.table == nullptr || table.under.size() > out.table->under.size())) out.table = &table;
  if (out.table == nullptr) return out;
  for (const auto& route : *out.table->routes) {
    if (!fits(route.pattern, asked, out.parts)) continue;
    if (route.method == method || (method == Method::head && route.method == Method::get)) {
      out.route = &route;
      return out;
    }
    if (out.other_methods.find(kMethodNames[static_cast<int>(route.method)]) == out.other_methods.npos)
      out.other_methods.append(out.other_methods.empty() ? "" : ", ").append(kMethodNames[static_cast<int>(route.method)]);
  }
  return out;
}

std::size_t Site::body_limit(const Request& head) const {
  const auto found = find(head.method, head.path);
  if (found.route == nullptr) return 0;
  return found.route->size == Size::files ? kMostFileBytes : found.route->size == Size::form ? kMostFormBytes : 0;
}

int Site::admits(const Request& head) {
  const auto found = find(head.method, head.path);
  if (found.route == nullptr || found.route->permission.of == Permission::Of::anyone) return 0;
  Ask ask{*this, office_, head, {}, {}, {}, {}, {}, units(), {}, {}, found.route, {}, {}};
  if (found.table->door != nullptr) {
    const auto refused = found.table->door(ask);
    return !refused ? http_status(refused.error().code) : *refused ? (*refused)->status : 0;
  }
  const auto known = who_asks(ask);
  if (!known || !ask.session) return 401;
  return found.route->permission.of == Permission::Of::right && !ask.may(found.route->permission.right) ? 403 : 0;
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
  ask.here.request = random_hex(office_.world(), kFormIdBytes);
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
    if (name != "year" && name != "unit" && name != "after" && name != "skip") here.asked.emplace_back(name, value);
  if (!ask.readable.empty()) here.home_unit = ask.readable.front().text;
  here.unit = here.home_unit;
  const UnitId wanted{std::string(ask.query.get("unit"))};
  if (std::find(ask.readable.begin(), ask.readable.end(), wanted) != ask.readable.end()) here.unit = wanted.text;
}
}  // namespace

std::optional<Reply> Site::refusal(Ask& ask, const Route& route) {
  if (route.permission.of != Permission::Of::anyone && !ask.session) {
    if (is_reading(ask.request.method)) {
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

Reply Site::failed(Ask& ask, const Error& error, const RouteTable* table, int status) {
  const auto code = error.code == Code::corrupt || error.code == Code::outside ? crypto::hex(crypto::sha256(ask.request.target + ask.office.world().clock->now().iso())).substr(0, 8) : std::string{};
  if (!code.empty()) fmt::print(stderr, "youju: {} {} {}: {} {}\n", code, ask.request.method_name, ask.request.path, error.message.word, error.detail);
  if (status == 0) status = http_status(error.code);
  if (table != nullptr && table->failed != nullptr) return table->failed(ask, error, status);
  return html(view::error_page(ask.here, status, ask.here.say(error.message), code), status);
}

std::optional<AsOf> Site::as_of() {
  const auto changes = office_.database().changes();
  if (!changes) return std::nullopt;
  return AsOf{*changes, &office_.catalogue(), office_.today().days};
}

std::optional<Reply> Site::kept_page(const std::string& key, const AsOf& as_of) {
  auto body = kept_.find(key, as_of, office_.world().clock->now(), random_hex(office_.world(), kFormIdBytes));
  if (!body) return std::nullopt;
  Reply out;
  out.body = std::move(*body);
  return out;
}

// Only when nothing was written since the request began, and the units it saw are of that state too.
void Site::keep_page(const Ask& ask, const std::string& key, const AsOf& as_of, const Reply& reply) {
  if (!ask.session || reply.status != 200 || !reply.headers.empty() || !reply.file.empty() || !(this->as_of() == as_of)) return;
  {
    const std::lock_guard hold(units_lock_);
    if (units_of_ != as_of.changes || units_ != ask.units) return;
  }
  const Instant until{std::min(ask.session->seen.ms + kSeenEveryMs, ask.session->ends.ms)};
  kept_.keep(key, as_of, until, ask.here.request, reply.body);
}

Reply Site::guarded(const Request& request) {
  const auto as_of = request.method == Method::get ? this->as_of() : std::nullopt;
  std::string key;
  if (const auto token = as_of ? http::cookie_of(request.header("cookie"), cookie_name(request.secure)) : std::nullopt) {
    key = KeptPages::key_of(*token, language_of(request) == words::Lang::en ? "en" : "zh", request.target);
    if (auto kept = kept_page(key, *as_of)) return std::move(*kept);
  }
  Ask ask{*this, office_, request, {}, {}, {}, {}, {}, units(), {}, {}, nullptr, {}, {}};
  ask.here.lang = language_of(request);
  ask.here.path = request.path;
  auto found = find(request.method, request.path);
  const auto work = [&]() -> Result<Reply> {
    TRY(ask.query, http::read_urlencoded(request.query));
    const bool own_door = found.table != nullptr && found.table->door != nullptr;
    if (!own_door) TRY_OK(who_asks(ask));
    ask.route = found.route;
    ask.parts = std::move(found.parts);
    if (own_door) {
      TRY(auto refused, found.table->door(ask));
      if (refused) return std::move(*refused);
    }
    look_around(ask);
    if (found.route == nullptr) {
      const bool other = !found.other_methods.empty();
      auto reply = failed(ask, Error{Code::absent, {other ? "web.no_method" : "web.no_page", {}}, {}}, found.table, other ? 405 : 404);
      if (other) reply.headers.emplace_back("Allow", found.other_methods);
      return reply;
    }
    if (own_door) return found.route->handler(ask);
    const auto type = request.header("content-type");
    if (type.starts_with("application/x-www-form-urlencoded")) {
      TRY(ask.form, http::read_urlencoded(request.body.view()));
    } else if (type.starts_with("multipart/form-data")) {
      TRY(ask.form, http::read_multipart(type, request.body.view()));
    }
    if (auto refused = refusal(ask, *found.route)) return std::move(*refused);
    if (const auto elsewhere = led_to_factor(ask)) return see_other(*elsewhere);
    auto reply = found.route->handler(ask);
    if (reply && found.route->kept && !key.empty()) keep_page(ask, key, *as_of, *reply);
    return reply;
  };
  try {
    auto reply = work();
    if (reply) return std::move(*reply);
    return failed(ask, reply.error(), found.table);
  } catch (const std::exception& e) {  // a bug of ours: this request is given up, not the process
    return failed(ask, Error{Code::corrupt, {"web.broken", {}}, e.what()}, found.table);
  }
}
}  // namespace youju::web
