// SPDX-License-Identifier: Apache-2.0
#include "web/set_up.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "app/first_start.h"
#include "base/text.h"
#include "crypto/crypto.h"
#include "web/hashing.h"
#include "web/listeners.h"
#include "web/site.h"

namespace youju::web {
namespace {
constexpr int kMostWrongCodes = 10;

std::string code_for_terminal(const World& world) {
  static constexpr std::string_view kLetters = "0123456789abcdefghjkmnpqrstvwxyz";  // 16 of them: 80 bits
  std::array<unsigned char, 16> bytes;
  world.random->fill(bytes);
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); ++i) out += (i != 0 && i % 4 == 0 ? "-" : "") + std::string(1, kLetters[bytes[i] % 32]);
  return out;
}
std::string letters_of(std::string_view typed) {
  std::string out;
  for (const char c : lower_ascii(to_half_width(typed.substr(0, 200))))
    if (c != ' ' && c != '-') out.push_back(c == 'o' ? '0' : c == 'i' || c == 'l' ? '1' : c);
  return out;
}
bool is_loopback(std::string_view address) { return address.starts_with("127.") || address == "::1"; }
// The name in the address bar: only those that nobody else can point here.
bool is_this_machine(std::string_view host) {
  const auto name = host.starts_with("[") ? host.substr(1, host.find(']') - 1) : host.substr(0, host.find(':'));
  return name == "127.0.0.1" || name == "localhost" || name == "::1";
}
words::Lang lang_of_request(const Request& request) {
  if (const auto kept = http::cookie_of(request.header("cookie"), "lang")) return *kept == "en" ? words::Lang::en : words::Lang::zh;
  return request.header("accept-language").substr(0, 2) == "en" ? words::Lang::en : words::Lang::zh;
}
void guard_reply(Reply& reply) {
  reply.headers.emplace_back("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
  reply.headers.emplace_back("X-Content-Type-Options", "nosniff");
  reply.headers.emplace_back("Referrer-Policy", "same-origin");
  reply.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  reply.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  reply.headers.emplace_back("Cache-Control", "no-store");
}
view::Here here_of(const Request& request) {
  view::Here here;
  here.lang = lang_of_request(request);
  here.path = "/";
  return here;
}
}  // namespace

SetUp::SetUp(std::filesystem::path folder, std::string os_user, const World& world) : folder_(std::move(folder)), os_user_(std::move(os_user)), world_(world), code_(code_for_terminal(world)) {}

http::Reply SetUp::form_reply(const http::Request& request, const http::Form& sent, std::vector<view::Wrong> wrong, int status) {
  const auto here = here_of(request);
  view::SetUpPage page;
  page.folder = folder_.string();
  page.packs = app::packs_to_choose(here.chinese() ? "zh" : "en");
  const auto get = [&](std::string_view name) { return std::string(sent.get(name)); };
  page.code = get("code"), page.office = get("office"), page.pack = get("pack"), page.go_live = get("go_live"), page.login = get("login"), page.name = get("name");
  page.second_login = get("second_login"), page.second_name = get("second_name");
  page.wrong = std::move(wrong);
  return html(view::set_up(here, page), status);
}

http::Reply SetUp::make(const http::Request& request) {
  const std::lock_guard hold(one_at_a_time_);
  const auto here = here_of(request);
  if (over_) return html(view::set_up_closed(here), 403);
  const auto read = http::read_urlencoded(request.body.view());
  if (!read) return html(view::set_up_closed(here), 400);
  const auto& sent = *read;
  if (!crypto::equal(crypto::sha256(letters_of(sent.get("code"))), crypto::sha256(letters_of(code_)))) {
    if (++wrong_codes_ >= kMostWrongCodes) over_ = true;
    return form_reply(request, sent, {{"code", here.say("start.code_wrong", {{"left", std::to_string(kMostWrongCodes - wrong_codes_)}})}}, 403);
  }
  const auto get = [&](std::string_view name) { return std::string(sent.get(name)); };
  const app::FirstStart wish{folder_, get("office"), get("pack"), get("go_live"), {get("login"), get("name")}, {get("second_login"), get("second_name")}, get("password"), get("again"), get("second_password"), os_user_};
  const auto done = app::start_office(wish, request.header("user-agent"), request.peer, world_);
  if (!done) return form_reply(request, sent, {{"", here.say(done.error().message)}}, http_status(done.error().code));
  if (!done->problems.empty()) {
    std::vector<view::Wrong> wrong;
    for (const auto& problem : done->problems) wrong.push_back({problem.field, here.say(problem.message)});
    return form_reply(request, sent, std::move(wrong), 422);
  }
  made_ = true;
  over_ = true;
  auto reply = html(view::set_up_done(here, {wish.office, done->second_login, wish.second.name, done->second_code}));
  reply.headers.emplace_back("Set-Cookie", "youju=" + done->token + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000");
  return reply;
}

http::Reply SetUp::answer(const http::Request& request) {
  const bool reads = request.method == Method::get || request.method == Method::head;
  if (!is_loopback(request.peer) || !is_this_machine(request.header("host"))) {
    auto reply = html(view::set_up_closed(here_of(request)), 403);
    guard_reply(reply);
    return reply;
  }
  if (reads) {
    for (const auto& asset : view::assets())
      if (request.path == asset.path) return {200, std::string(asset.type), {{"Cache-Control", "public, max-age=31536000, immutable"}, {"X-Content-Type-Options", "nosniff"}}, asset.bytes, {}};
  }
  Reply reply;
  if (reads && request.path == "/language") {
    reply = see_other("/");
    reply.headers.emplace_back("Set-Cookie", std::string("lang=") + (request.query.find("to=en") != request.query.npos ? "en" : "zh") + "; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax");
  } else if (reads) {
    reply = request.path == "/" ? form_reply(request, {}, {}, 200) : see_other("/");
  } else {
    // The form of this very page: the browser says so, or it is not taken.
    const bool ours = request.header("origin") == "http://" + std::string(request.header("host"));
    reply = request.method == Method::post && request.path == "/set-up" && ours ? make(request) : html(view::set_up_closed(here_of(request)), 403);
  }
  guard_reply(reply);
  return reply;
}

Result<void> set_up_in_browser(const std::filesystem::path& folder, const http::ServerSettings& settings, const std::string& os_user, const World& world,
                               const std::function<void(int port, const std::string& code)>& ready) {
  const auto host = settings.listen.substr(0, settings.listen.rfind(':'));
  if (!is_loopback(host) && host != "[::1]") return fail(Code::invalid, "start.loopback_only", {{"address", settings.listen}});
  const EndSignals signals;
  SetUp page(folder, os_user, world);
  Listeners listeners;
  TRY(const int port, listeners.add(settings, [&](const Request& request) {
    auto reply = page.answer(request);
    if (page.is_over()) listeners.stop();  // this answer is still sent
    return reply;
  }, [&](const Request& head) { return page.body_limit(head); }));
  ready(port, page.code());
  listeners.run(signals);
  if (page.is_made()) return {};
  return page.is_over() ? Result<void>(fail(Code::denied, "start.too_many_codes")) : Result<void>(fail(Code::busy, "start.ended"));
}
}  // namespace youju::web
