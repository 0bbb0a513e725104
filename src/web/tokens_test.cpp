// SPDX-License-Identifier: Apache-2.0
// The page of tokens: made with the password, shown once, withdrawn by its owner alone.
#include "app/test_bureau.h"
#include "app/tokens.h"
#include "web/test_browser.h"

using namespace youju;
using namespace youju::web;

namespace {
std::string token_form(const Browser& browser, std::string_view fields) {
  return "csrf=" + browser.csrf + "&name=" + view::percent_encoded("考勤系统") + "&days=30&" + std::string(fields);
}
const std::string kOwnPassword = "password=" + view::percent_encoded(kPassword);
}  // namespace

TEST_CASE("a token is made with the password, shown once, and opens what it is for") {
  app::on_both([](app::Bureau& bureau) {
    Site site(*bureau.office);
    Browser browser{site};
    browser.enter("leader", kPassword);
    CHECK(browser.get("/account/tokens").status == 200);
    CHECK(browser.post("/account/tokens", token_form(browser, "scope=read&password=wrong")).status == 422);
    CHECK(browser.post("/account/tokens", token_form(browser, "scope=read")).status == 422);
    CHECK(browser.post("/account/tokens", token_form(browser, kOwnPassword)).status == 422);                           // for nothing
    CHECK(browser.post("/account/tokens", token_form(browser, "scope=feed&scope=read&" + kOwnPassword)).status == 422);  // the feed's stands alone
    CHECK(app::tokens_of(*bureau.office, bureau.leader.account)->empty());
    const auto made = browser.post("/account/tokens", token_form(browser, "scope=read&scope=write&" + kOwnPassword));
    CHECK(made.status == 201);
    const auto at = made.body.find("yj_");
    REQUIRE(at != std::string::npos);
    const auto secret = made.body.substr(at, 43);
    CHECK(app::is_token_secret(secret));
    CHECK(*app::find_token(*bureau.office, secret));
    CHECK(browser.get("/account/tokens").body.find(secret) == std::string::npos);
    CHECK(browser.get("/account/tokens").body.find("考勤系统") != std::string::npos);
  });
}

TEST_CASE("a token is withdrawn by its owner alone; a feed's is shown as an address") {
  app::on_both([](app::Bureau& bureau) {
    Site site(*bureau.office);
    Browser browser{site}, other{site};
    browser.enter("leader", kPassword);
    const auto made = browser.post("/account/tokens", token_form(browser, "scope=feed&" + kOwnPassword));
    CHECK(made.body.find("http://office.example:8080/feeds/publications.atom?key=yj_") != std::string::npos);
    const auto id = app::tokens_of(*bureau.office, bureau.leader.account)->front().id;
    bureau.add_account("other", "clerk");
    other.enter("other", kPassword);
    CHECK(other.post("/account/tokens/withdraw", "csrf=" + other.csrf + "&id=" + id).status == 303);
    CHECK(app::tokens_of(*bureau.office, bureau.leader.account)->size() == 1);
    CHECK(browser.post("/account/tokens/withdraw", "csrf=" + browser.csrf + "&id=" + id).status == 303);
    CHECK(app::tokens_of(*bureau.office, bureau.leader.account)->empty());
  });
}
