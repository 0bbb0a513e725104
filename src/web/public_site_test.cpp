// SPDX-License-Identifier: Apache-2.0
// The public page: every address × method × level, for somebody who is nobody.
#include "web/public_site.h"

#include "app/reports.h"
#include "app/test_bureau.h"
#include "web/test_browser.h"

using namespace youju;
using namespace youju::web;

namespace {
struct Passer {
  PublicSite& site;
  std::string peer = "203.0.113.9";
  Reply ask(const std::string& target, Method method = Method::get, bool english = false) const {
    Request out;
    out.method = method;
    out.target = target;
    out.peer = peer;
    const auto mark = target.find('?');
    out.path = *http::percent_decoded(target.substr(0, mark), false);
    if (mark != std::string::npos) out.query = target.substr(mark + 1);
    out.headers = {{"host", "reports.example"}, {"accept-language", english ? "en" : "zh-CN"}, {"cookie", "youju=0123456789abcdef0123456789abcdef"}};
    return site.answer(out);
  }
};

struct Published {
  std::string report, code;
};
Published signed_report_of(app::Bureau& b) {
  b.save({{"happened", "2022-02-17"}, {"topic", "走进社区"}, {"headcount", "21"}});
  std::string id;
  for (const auto& [name, file] : app::templates_of(*b.office))
    if (name.find("annual") != std::string::npos) id = name;
  app::ReportRequest request;
  request.templ = id;
  request.year = 2022;
  const auto made = app::make_report(*b.office, b.clerk, request);
  if (!made) MESSAGE(made.error().message.word << " " << made.error().detail);
  REQUIRE(made);
  REQUIRE(app::sign_report(*b.office, b.leader, made->made.id, made->made.shown));
  return {made->made.id, made->filled.document.short_code};
}
bool has(const Reply& reply, std::string_view text) { return reply.body.find(text) != std::string::npos; }
}  // namespace

TEST_CASE("an address of the public page answers reading alone, keeps nothing at the browser, and is no way into the office") {
  app::on_both([](app::Bureau& b) {
    PublicSite site(*b.office);
    const Passer passer{site};
    for (const auto& pattern : PublicSite::addresses()) {
      auto address = pattern;
      if (const auto at = address.find("{code}"); at != std::string::npos) address.replace(at, 6, "00000000");
      for (const auto method : {Method::get, Method::head, Method::post, Method::put, Method::patch, Method::remove, Method::other}) {
        const auto reply = passer.ask(address, method);
        const bool reads = method == Method::get || method == Method::head;
        CHECK(reads == (reply.status != 405));
        CHECK(Browser::header(reply, "Set-Cookie").empty());
        CHECK(Browser::header(reply, "X-Content-Type-Options") == "nosniff");
        CHECK(Browser::header(reply, "Content-Security-Policy").starts_with("default-src 'none'"));
        CHECK(Browser::header(reply, "Content-Security-Policy").find("unsafe") == std::string::npos);
        CHECK(!Browser::header(reply, "Cache-Control").empty());
      }
    }
    // Whatever the office has: not there, for the cookie of a session too.
    for (const auto& route : routes()) {
      auto address = std::string(route.pattern);
      for (std::size_t at; (at = address.find('{')) != std::string::npos;) address.replace(at, address.find('}') - at + 1, "x1");
      if (address == "/") continue;
      CHECK(passer.ask(address).status == 404);
    }
    CHECK(passer.ask("/api/v1/records").status == 404);
    CHECK(passer.ask("/").status == 200);
  });
}

TEST_CASE("a code opens as much as a person who signs allowed, of the signature that was allowed, and nothing before") {
  app::on_both([](app::Bureau& b) {
    PublicSite site(*b.office);
    const Passer passer{site};
    const auto report = signed_report_of(b);
    const auto address = "/r/" + report.code;
    const auto nothing = passer.ask(address);
    CHECK(nothing.status == 404);
    CHECK(nothing.body.find("走进社区") == std::string::npos);
    const auto allow = [&](app::Shown level) { REQUIRE(app::show_publicly(*b.office, b.leader, report.report, level, {})); };
    CHECK(app::show_publicly(*b.office, b.clerk, report.report, app::Shown::values, {}).error().code == Code::denied);
    struct Row {
      app::Shown level;
      bool values, rules, records;
    };
    for (const auto& row : {Row{app::Shown::values, true, false, false}, Row{app::Shown::rules, true, true, false}, Row{app::Shown::records, true, true, true}, Row{app::Shown::nothing, false, false, false}}) {
      allow(row.level);
      const auto page = passer.ask(address);
      CHECK((page.status == 200) == row.values);
      CHECK(has(page, "class=\"rows\"") == row.values);
      if (row.values) CHECK(has(page, "<p class=\"hint\">") == row.rules);  // the rule under each figure's name
      CHECK(has(page, "走进社区") == row.records);
      CHECK((passer.ask(address + "/checkpoint").status == 200) == row.values);
      if (row.values) CHECK(Browser::header(page, "Cache-Control") == "public, max-age=300");
    }
    // Hidden again is as if it had never been: the same bytes as for a code that never was.
    const auto hidden = passer.ask(address), never = passer.ask("/r/00000000");
    CHECK(hidden.status == never.status);
    auto one = hidden.body, two = never.body;
    for (std::size_t at; (at = one.find(report.code)) != std::string::npos;) one.replace(at, 8, "00000000");
    CHECK(one == two);
    CHECK(hidden.headers == never.headers);
    // Who allowed what stands in the log.
    REQUIRE(b.office->read([&](db::Session& session) -> Result<void> {
      TRY(const auto said, b.office->ledger().history(session, "public:" + report.report, false));
      CHECK(said.size() == 4);
      CHECK(said.back().head.more["value"]["level"] == "nothing");
      return {};
    }));
    allow(app::Shown::values);
    CHECK(passer.ask("/find?code=" + report.code).status == 303);
    CHECK(passer.ask("/find?code=" + report.code.substr(0, 7)).status == 422);
    CHECK(passer.ask(address, Method::get, true).body.find("lang=\"en\"") != std::string::npos);
  });
}

TEST_CASE("fields about persons are shown at no level") {
  app::on_both([](app::Bureau& b) {
    PublicSite site(*b.office);
    auto added = app::add_persons(*b.office, b.clerk, UnitId{"u1"}, {{"张三丰", {}, {}}});
    REQUIRE(added);
    b.save({{"happened", "2022-02-18"}, {"topic", "座谈"}, {"chair", "张三丰"}, {"headcount", "5"}});
    const auto report = signed_report_of(b);
    REQUIRE(app::show_publicly(*b.office, b.leader, report.report, app::Shown::records, {}));
    const auto page = Passer{site}.ask("/r/" + report.code);
    CHECK(has(page, "座谈"));
    CHECK_FALSE(has(page, "张三丰"));
    CHECK_FALSE(has(page, "tester"));
    CHECK_FALSE(has(page, b.clerk.name));
  });
}

TEST_CASE("whoever tries many codes waits, others do not, and right codes cost nothing") {
  app::on_both([](app::Bureau& b) {
    PublicSite site(*b.office);
    const auto report = signed_report_of(b);
    REQUIRE(app::show_publicly(*b.office, b.leader, report.report, app::Shown::values, {}));
    const Passer guesser{site}, other{site, "198.51.100.4"};
    for (int n = 0; n < 60; ++n) CHECK(guesser.ask("/r/" + report.code).status == 200);
    for (std::size_t n = 0; n < GuessLimit::kMost; ++n) CHECK(guesser.ask("/r/00000000").status == 404);
    CHECK(guesser.ask("/r/00000000").status == 429);
    CHECK(guesser.ask("/r/" + report.code).status == 429);  // a right one tells no more than a wrong one then
    CHECK(other.ask("/r/" + report.code).status == 200);
    b.clock.advance_ms(GuessLimit::kWithinMs);
    CHECK(guesser.ask("/r/" + report.code).status == 200);
    CHECK(GuessLimit::key_of("2001:db8:1:2:3:4:5:6") == GuessLimit::key_of("2001:db8:1:2:ffff::1"));
    CHECK(GuessLimit::key_of("2001:db8:1:2:3:4:5:6") != GuessLimit::key_of("2001:db8:1:3:3:4:5:6"));
    CHECK(GuessLimit::key_of("203.0.113.9") == "203.0.113.9");
  });
}

TEST_CASE("the page that checks a bundle comes as it is, under its own policy, and sends nothing anywhere") {
  app::on_both([](app::Bureau& b) {
    PublicSite site(*b.office);
    const auto page = Passer{site}.ask("/verify");
    if (page.status == 404) {
      MESSAGE("not run: built without the page");
      return;
    }
    const auto policy = Browser::header(page, "Content-Security-Policy");
    CHECK(policy.find("script-src 'sha256-") != std::string::npos);
    CHECK(policy.find("connect-src") == std::string::npos);  // so default-src 'none' stands for it
    CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
    CHECK(page.body.find("id=\"bundle\"") != std::string::npos);  // empty here: a bundle is dropped onto the page
  });
}
