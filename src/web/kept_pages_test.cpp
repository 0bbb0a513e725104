// SPDX-License-Identifier: Apache-2.0
// A page that is given again is the page that would be made.
#include "web/kept_pages.h"

#include "app/test_bureau.h"
#include "web/test_browser.h"

using namespace youju;
using namespace youju::web;

namespace {
const AsOf kOne{1, nullptr, 5}, kTwo{2, nullptr, 5};
bool holds(const Reply& reply, std::string_view text) { return reply.body.find(text) != std::string::npos; }
}  // namespace

TEST_CASE("a kept page has another form id each time and is gone when anything was written, or its time is over") {
  KeptPages pages;
  pages.keep("k", kOne, Instant{1000}, "0011", "<a 0011><b 0011>");
  CHECK(pages.find("k", kOne, Instant{999}, "2233") == "<a 2233><b 2233>");
  CHECK(pages.find("k", kOne, Instant{999}, "4455") == "<a 4455><b 4455>");
  CHECK_FALSE(pages.find("k", kOne, Instant{1000}, "2233"));
  CHECK_FALSE(pages.find("k", kTwo, Instant{999}, "2233"));
  CHECK_FALSE(pages.find("other", kOne, Instant{999}, "2233"));
  pages.keep("l", kTwo, Instant{1000}, "0011", "l");
  CHECK_FALSE(pages.find("k", kOne, Instant{999}, "2233"));
  CHECK(pages.find("l", kTwo, Instant{999}, "2233") == "l");
}

TEST_CASE("kept pages never hold more than their share of memory") {
  KeptPages pages;
  const std::string mebibyte(1 << 20, 'x');
  for (int i = 0; i < 40; ++i) pages.keep("k" + std::to_string(i), kOne, Instant{1000}, "0011", mebibyte);
  std::size_t held = 0;
  for (int i = 0; i < 40; ++i) held += pages.find("k" + std::to_string(i), kOne, Instant{0}, "0011").value_or("").size();
  CHECK(held <= KeptPages::kMostBytes);
  CHECK(pages.find("k39", kOne, Instant{0}, "0011").has_value());
}

TEST_CASE("a list asked for twice is the same page, and another one after a write, a change of rights, a sign-out and the end of the day") {
  app::on_both([](app::Bureau& bureau) {
    const auto other = bureau.add_account("other", "inspector");
    bureau.save({{"happened", "2023-03-05"}, {"topic", "瞻仰纪念碑"}, {"headcount", "23"}});
    Site site(*bureau.office);
    Browser leader{site}, inspector{site};
    leader.enter("leader", kPassword);
    inspector.enter("other", kPassword);
    const auto list = "/records?year=2023";
    const auto first = leader.get(list), second = leader.get(list);
    REQUIRE(first.status == 200);
    CHECK(holds(first, "瞻仰纪念碑"));
    CHECK(first.body.size() == second.body.size());
    CHECK(first.headers == second.headers);
    CHECK(holds(leader.get("/records?year=2022"), "瞻仰纪念碑") == false);
    CHECK_FALSE(holds(inspector.get(list), leader.csrf));  // not another person's page
    auto english = leader.request(Method::get, list);
    english.headers[1].second += "; lang=en";
    CHECK(holds(site.answer(english), "<html lang=\"en\""));
    CHECK(holds(leader.get(list), "<html lang=\"zh-CN\""));
    bureau.save({{"happened", "2023-03-06"}, {"topic", "走访社区"}, {"headcount", "9"}});
    CHECK(holds(leader.get(list), "走访社区"));
    CHECK(inspector.get(list).status == 200);
    REQUIRE(app::change_right(*bureau.office, bureau.clerk, {other.account, "inspector", UnitId{"u1"}, {}, {}, true, false}));
    CHECK_FALSE(holds(inspector.get(list), "走访社区"));
    const auto before = leader.get("/calendar");
    bureau.clock.advance_ms(24 * 3600 * 1000);
    leader.enter("leader", kPassword);
    CHECK(leader.get("/calendar").body != before.body);
    CHECK(leader.get(list).status == 200);
    CHECK(leader.post("/sign-out", "csrf=" + leader.csrf).status == 303);
    CHECK(leader.get(list).status == 303);
  });
}

TEST_CASE("the forms of a page given again are other requests than those of the page before") {
  app::on_both([](app::Bureau& bureau) {
    Site site(*bureau.office);
    Browser browser{site};
    browser.enter("leader", kPassword);
    const auto first = browser.get("/"), second = browser.get("/");
    REQUIRE(Browser::field(first, "request").size() == 16);
    CHECK(Browser::field(first, "request") != Browser::field(second, "request"));
  });
}
