// SPDX-License-Identifier: Apache-2.0
// First start: a folder without an office, a code on the terminal, a page of this machine alone, and an office one can write in.
#include "web/set_up.h"

#include <filesystem>

#include "web/test_browser.h"

using namespace youju;
using namespace youju::web;

namespace {
constexpr auto kOwnPassword = "王小明自己定的长密码";

struct Empty {
  std::filesystem::path base = std::filesystem::temp_directory_path() / ("youju-start-" + make_uuid4(World{})), folder = base / "office";
  FixedClock clock{*Instant::parse("2026-11-23T01:00:00.000Z")};
  SeededRandom random{11};
  World world{&clock, &random};
  SetUp page{folder, "tester", world};
  Empty() { std::filesystem::create_directories(base); }
  ~Empty() { std::filesystem::remove_all(base); }

  Request request(Method method, const std::string& path, std::string body = {}) const {
    Request out;
    out.method = method;
    out.target = out.path = path;
    out.peer = "127.0.0.1";
    out.headers = {{"host", "127.0.0.1:8080"}, {"origin", "http://127.0.0.1:8080"}, {"content-type", "application/x-www-form-urlencoded"}};
    out.body = http::Body(std::move(body));
    return out;
  }
  static void set(Request& request, std::string_view name, std::string value) {
    for (auto& [have, old] : request.headers)
      if (have == name) old = value;
  }
  std::string form(const std::string& code, const std::string& change = {}) const {
    const auto e = [](std::string_view text) { return view::percent_encoded(text); };
    return "code=" + code + "&office=" + e("示例局") + "&pack=retired-cadres&go_live=2026-01-01&name=" + e("王小明") + "&login=wangxm&password=" + e(kOwnPassword) + "&again=" + e(kOwnPassword) + "&second_name=" + e("李华") +
           "&second_login=lihua&second_password=" + change;
  }
};
}  // namespace

TEST_CASE("an office is made by whoever has the code of the terminal, and ends in the first record") {
  Empty start;
  const auto first = start.page.answer(start.request(Method::get, "/"));
  CHECK(first.status == 200);
  CHECK(first.body.find("name=\"code\"") != std::string::npos);
  CHECK(first.body.find(start.page.code()) == std::string::npos);
  CHECK(first.body.find("retired-cadres") != std::string::npos);
  const auto done = start.page.answer(start.request(Method::post, "/set-up", start.form(start.page.code())));
  REQUIRE(done.status == 200);
  CHECK(done.body.find("/records/new") != std::string::npos);
  CHECK(start.page.is_made());
  CHECK(start.page.answer(start.request(Method::post, "/set-up", start.form(start.page.code()))).status == 403);  // once
  // The browser is signed in; the second person comes with the code that was shown.
  auto office = app::Office::open(start.folder, app::Office::Access::write, start.world);
  REQUIRE(office);
  Site site(**office);
  Browser me{site, Browser::header(done, "Set-Cookie").substr(0, Browser::header(done, "Set-Cookie").find(';'))};
  const auto entry = me.get("/records/new");
  CHECK(entry.status == 200);
  const auto shown = done.body.find("class=\"once\">");
  REQUIRE(shown != std::string::npos);
  Browser second{site};
  const auto in = second.post("/sign-in/first", "login=lihua&secret=" + done.body.substr(shown + 13, 19) + "&fresh=" + view::percent_encoded("李华自己定的密码在这里"));
  CHECK(in.status == 303);
  CHECK((*office)->settings().name == "示例局");
}

TEST_CASE("without the code, from elsewhere, or by a page of another name nothing is made") {
  Empty start;
  auto far = start.request(Method::get, "/");
  far.peer = "192.168.1.20";
  CHECK(start.page.answer(far).status == 403);
  auto rebound = start.request(Method::post, "/set-up", start.form(start.page.code()));
  Empty::set(rebound, "host", "evil.example:8080");
  Empty::set(rebound, "origin", "http://evil.example:8080");
  CHECK(start.page.answer(rebound).status == 403);
  auto foreign = start.request(Method::post, "/set-up", start.form(start.page.code()));
  Empty::set(foreign, "origin", "http://evil.example");
  CHECK(start.page.answer(foreign).status == 403);
  for (int n = 0; n < 9; ++n) CHECK(start.page.answer(start.request(Method::post, "/set-up", start.form("0000-0000-0000-0000"))).status == 403);
  CHECK_FALSE(start.page.is_over());
  CHECK(start.page.answer(start.request(Method::post, "/set-up", start.form(""))).status == 403);
  CHECK(start.page.is_over());  // ten wrong codes: the right one comes too late
  CHECK(start.page.answer(start.request(Method::post, "/set-up", start.form(start.page.code()))).status == 403);
  CHECK_FALSE(std::filesystem::exists(start.folder));
}

TEST_CASE("what is wrong stands beside its field, all else is kept, and nothing is left behind") {
  Empty start;
  const auto send = [&](std::string body) { return start.page.answer(start.request(Method::post, "/set-up", std::move(body))); };
  auto body = start.form(start.page.code());
  const auto with = [&](const std::string& from, const std::string& to) {
    auto out = body;
    out.replace(out.find(from), from.size(), to);
    return out;
  };
  const auto short_one = send(with("&password=", "&password=x&was="));
  CHECK(short_one.status == 422);
  CHECK(short_one.body.find("id=\"password-problem\"") != std::string::npos);
  CHECK(short_one.body.find("示例局") != std::string::npos);
  CHECK(send(with("second_login=lihua", "second_login=WANGXM")).body.find("id=\"second_login-problem\"") != std::string::npos);
  CHECK(send(start.form(start.page.code(), view::percent_encoded(kOwnPassword))).body.find("id=\"second_password-problem\"") != std::string::npos);
  CHECK(send(with("go_live=2026-01-01", "go_live=soon")).body.find("id=\"go_live-problem\"") != std::string::npos);
  CHECK(send(with("pack=retired-cadres", "pack=no-such-pack")).status == 404);
  CHECK_FALSE(std::filesystem::exists(start.folder));
  CHECK_FALSE(start.page.is_over());
  const auto together = send(start.form(start.page.code(), view::percent_encoded("第二人自己的密码也很长")));
  CHECK(together.status == 200);
  CHECK(together.body.find("class=\"once\"") == std::string::npos);
}
