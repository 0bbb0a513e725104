// SPDX-License-Identifier: Apache-2.0
// The way of a request, without sockets: an office, a request, the reply.
#include "app/test_bureau.h"
#include "web/test_browser.h"

using namespace youju;
using namespace youju::web;

TEST_CASE("without a session a page leads to sign-in and back, and only to a page of this site") {
  app::on_both([](app::Bureau& bureau) {
    Site site(*bureau.office);
    Browser browser{site};
    const auto first = browser.get("/records?year=2023");
    CHECK(first.status == 303);
    CHECK(Browser::header(first, "Location") == "/sign-in?next=%2Frecords%3Fyear%3D2023");
    CHECK(Browser::header(browser.enter("leader", kPassword, "/records?year=2023"), "Location") == "/records?year=2023");
    CHECK(Browser::header(Browser{site}.enter("leader", kPassword, "//evil.example/"), "Location") == "/");
    CHECK(Browser::header(Browser{site}.enter("leader", kPassword, "https://evil.example/"), "Location") == "/");
    CHECK(browser.get("/no-such-page").status == 404);
    CHECK(browser.get("/sign-out").status == 405);
  });
}

TEST_CASE("a wrong password, an unknown name and a disabled account are told apart by nothing") {
  app::on_both([](app::Bureau& bureau) {
    Site site(*bureau.office);
    const auto wrong = Browser{site}.enter("leader", "falsch"), unknown = Browser{site}.enter("nobody", "falsch");
    CHECK(wrong.status == 422);
    const auto without_name = [](std::string page, const std::string& name) {
      for (std::size_t at = 0; (at = page.find(name)) != std::string::npos;) page.erase(at, name.size());
      return page;
    };
    CHECK(without_name(wrong.body, "leader") == without_name(unknown.body, "nobody"));
    CHECK(wrong.body.find("falsch") == std::string::npos);
  });
}

TEST_CASE("the year tells feedback by the service asked for, each number opening its records, and leads to its chapter of the help") {
  app::on_both([](app::Bureau& bureau) {
    bureau.clock.set(*Instant::parse("2023-10-10T01:00:00.000Z"));
    Site site(*bureau.office);
    Browser browser{site};
    browser.enter("leader", kPassword);
    const auto none = browser.get("/year?year=2023");
    CHECK(none.body.find("按事项类别") == std::string::npos);
    for (const auto* subject : {"medical", "medical", "learning"}) bureau.save({{"happened", "2023-05-05"}, {"matter", "一件事"}, {"channel", "paper"}, {"subject", subject}}, "feedback", "received");
    const auto page = browser.get("/year?year=2023").body;
    const auto at = page.find("按事项类别");
    REQUIRE(at != std::string::npos);
    CHECK(page.find("医疗服务", at) != std::string::npos);
    CHECK(page.find("待遇落实", at) == std::string::npos);  // none of it in either year
    const auto link = page.find("/figures/show?expr=count%28feedback", at);
    REQUIRE(link != std::string::npos);
    const auto figure = browser.get(page.substr(link, page.find('"', link) - link));
    CHECK(figure.status == 200);
    CHECK(page.find("/help#due") != std::string::npos);
  });
}

TEST_CASE("the cookie of a session is out of reach of scripts, and over TLS bound to the host") {
  app::on_both([](app::Bureau& bureau) {
    Site site(*bureau.office);
    Browser browser{site};
    const auto plain = Browser::header(browser.enter("leader", kPassword), "Set-Cookie");
    CHECK(plain.starts_with("youju="));
    CHECK(plain.find("HttpOnly; SameSite=Lax") != std::string::npos);
    auto over_tls = browser.request(Method::post, "/sign-in", "login=leader&secret=" + view::percent_encoded(kPassword));
    over_tls.secure = true;
    const auto secure = Browser::header(site.answer(over_tls), "Set-Cookie");
    CHECK(secure.starts_with("__Host-youju="));
    CHECK(secure.find("; Secure") != std::string::npos);
    // Signed out: the token that a thief may have copied opens nothing any more.
    CHECK(browser.post("/sign-out", "csrf=" + browser.csrf).status == 303);
    CHECK(browser.get("/").status == 303);
  });
}

TEST_CASE("a write needs the token of its session and comes from a page of this site") {
  app::on_both([](app::Bureau& bureau) {
    Site site(*bureau.office);
    Browser browser{site}, other{site};
    browser.enter("leader", kPassword);
    other.enter("leader", kPassword);
    CHECK(browser.post("/sign-out", "").status == 403);
    CHECK(browser.post("/sign-out", "csrf=" + other.csrf).status == 403);
    auto foreign = browser.request(Method::post, "/sign-out", "csrf=" + browser.csrf);
    for (auto& [name, value] : foreign.headers)
      if (name == "origin") value = "http://evil.example";
    CHECK(site.answer(foreign).status == 403);
    auto across = browser.request(Method::post, "/sign-out", "csrf=" + browser.csrf);
    across.headers.emplace_back("sec-fetch-site", "cross-site");
    CHECK(site.answer(across).status == 403);
    auto unsaid = browser.request(Method::post, "/sign-out", "csrf=" + browser.csrf);
    std::erase_if(unsaid.headers, [](const auto& h) { return h.first == "origin"; });
    CHECK(site.answer(unsaid).status == 403);
    CHECK(browser.get("/").status == 200);
    CHECK(browser.post("/sign-out", "csrf=" + browser.csrf).status == 303);
  });
}

TEST_CASE("every reply forbids inline script, framing by others and guessing of types") {
  app::on_both([](app::Bureau& bureau) {
    Site site(*bureau.office);
    const Browser browser{site};
    for (const auto* target : {"/", "/sign-in", "/no-such-page"}) {
      const auto reply = browser.get(target);
      const auto csp = Browser::header(reply, "Content-Security-Policy");
      CHECK(csp.find("default-src 'none'; script-src 'self'; style-src 'self'") == 0);
      CHECK(csp.find("unsafe") == std::string::npos);
      CHECK(csp.find("frame-ancestors 'none'") != std::string::npos);
      CHECK(Browser::header(reply, "X-Content-Type-Options") == "nosniff");
      CHECK(Browser::header(reply, "Cache-Control") == "no-store");
    }
    const auto& sheet = view::assets().front();
    CHECK(Browser::header(browser.get(sheet.path), "Cache-Control").find("immutable") != std::string::npos);
  });
}

TEST_CASE("every writing route names a permission that asks for a person, but signing in") {
  for (const auto& route : routes()) {
    const bool reading = route.method == Method::get || route.method == Method::head;
    if (!reading && route.permission.of == Permission::Of::anyone) CHECK(route.pattern.starts_with("/sign-in"));
    if (reading) CHECK(route.size == Size::none);
  }
}
