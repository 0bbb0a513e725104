// SPDX-License-Identifier: Apache-2.0
// The second factor as people meet it: set up with a phone, asked at sign-in and at acts that bind, taken away by two.
#include "app/reports.h"
#include "app/test_bureau.h"
#include "web/handlers_trust.h"
#include "web/test_browser.h"

using namespace youju;
using namespace youju::web;

namespace {
// What the phone holds, from the secret as it is typed in.
struct Phone {
  std::string secret;
  explicit Phone(const Reply& page) {
    const auto mark = std::string("class=\"typed-secret\">");
    const auto at = page.body.find(mark);
    REQUIRE(at != std::string::npos);
    std::uint32_t held = 0;
    int bits = 0;
    for (auto i = at + mark.size(); page.body[i] != '<'; ++i) {
      const auto value = std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567").find(page.body[i]);
      if (value == std::string_view::npos) continue;
      held = held << 5 | static_cast<std::uint32_t>(value);
      if ((bits += 5) >= 8) secret.push_back(static_cast<char>(held >> (bits -= 8) & 255));
    }
    CHECK(secret.size() == 20);
  }
  std::string now(const app::Bureau& b) const { return factor::code_of(secret, b.clock.now().ms / factor::kStepMs); }
};

std::string cookie_set(const Reply& reply, std::string_view name) {
  for (const auto& [header, value] : reply.headers)
    if (header == "Set-Cookie" && value.starts_with(std::string(name) + "=")) return value.substr(0, value.find(';'));
  return {};
}
std::string in_form(std::string_view text) { return view::percent_encoded(text); }

struct SetUp {
  Phone phone;
  std::vector<std::string> recovery;
};
SetUp set_up_factor(app::Bureau& b, Browser& browser) {
  REQUIRE(browser.post("/account/factor/begin", "csrf=" + browser.csrf).status == 303);
  const auto page = browser.get("/account/factor/set-up");
  REQUIRE(page.status == 200);
  SetUp out{Phone(page), {}};
  const auto done = browser.post("/account/factor/confirm", "csrf=" + browser.csrf + "&password=" + in_form(kPassword) + "&code=" + out.phone.now(b));
  REQUIRE(done.status == 200);
  for (std::size_t at = 0; (at = done.body.find("<li><code>", at)) != std::string::npos; at += 10) out.recovery.push_back(done.body.substr(at + 10, 11));
  CHECK(out.recovery.size() == 10);
  b.clock.advance_ms(factor::kStepMs);
  return out;
}

std::string waiting_record(app::Bureau& b, const char* title) {
  const auto saved = b.save({{"happened", "3月6日"}, {"title", title}, {"important", "否"}}, "publication", "draft");
  REQUIRE(app::move_record(*b.office, b.clerk, saved.record, "submit", "", ""));
  return saved.record.text;
}
std::string approval(Browser& browser, const std::string& record, const std::string& code) {
  const auto page = browser.get("/records/" + record);
  const auto at = page.body.find("value=\"approve\"");
  REQUIRE(at != std::string::npos);
  const std::string mark = "name=\"shown\" value=\"";
  const auto shown = page.body.substr(page.body.find(mark, at) + mark.size(), 64);
  return "csrf=" + browser.csrf + "&step=approve&shown=" + shown + "&code=" + code;
}
}  // namespace

TEST_CASE("a second factor is set up with a phone, and counts only once a code and the password were right") {
  app::on_both([](app::Bureau& b) {
    Site site(*b.office);
    Browser leader{site};
    leader.enter("leader", kPassword);
    CHECK(leader.get("/account/factor/set-up").status == 303);  // nothing begun
    REQUIRE(leader.post("/account/factor/begin", "csrf=" + leader.csrf).status == 303);
    const auto page = leader.get("/account/factor/set-up");
    CHECK(page.body.find("<svg class=\"qr\"") != std::string::npos);
    CHECK(page.body.find("otpauth:") == std::string::npos);  // the secret stands once, as text to type
    const Phone phone(page);
    const auto send = [&](const std::string& password, const std::string& code) {
      return leader.post("/account/factor/confirm", "csrf=" + leader.csrf + "&password=" + in_form(password) + "&code=" + code);
    };
    CHECK(send(kPassword, "000000").status == 422);
    CHECK(send("falsches Passwort", phone.now(b)).status == 422);
    CHECK(send("", "").status == 422);
    CHECK(Browser::header(Browser{site}.post("/sign-in", "login=leader&secret=" + in_form(kPassword)), "Location") == "/");  // it does not count yet
    const auto done = send(kPassword, phone.now(b));
    CHECK(done.status == 200);
    CHECK(Browser::header(done, "Cache-Control") == "no-store");
    CHECK(send(kPassword, phone.now(b)).status == 303);  // once
    CHECK(leader.post("/account/factor/begin", "csrf=" + leader.csrf).status == 409);
    // Neither the database's bytes nor the pages hold the secret again.
    CHECK(leader.get("/account/factor").body.find("typed-secret") == std::string::npos);
  });
}

TEST_CASE("signing in asks for the code, unless the browser is trusted; trusted browsers are listed and can be ended") {
  app::on_both([](app::Bureau& b) {
    Site site(*b.office);
    Browser first{site};
    first.enter("leader", kPassword);
    const auto made = set_up_factor(b, first);
    Browser other{site};
    const auto asked = other.post("/sign-in", "login=leader&secret=" + in_form(kPassword) + "&next=%2Fyear");
    CHECK(Browser::header(asked, "Location") == "/sign-in/second?next=%2Fyear");
    CHECK(cookie_set(asked, "youju").empty());  // no session before the code
    other.cookie = cookie_set(asked, "youju-door");
    REQUIRE(!other.cookie.empty());
    CHECK(other.get("/year").status == 303);
    CHECK(other.get("/sign-in/second").status == 200);
    const auto wrong = other.post("/sign-in/second", "code=000000&next=%2Fyear");
    CHECK(wrong.status == 422);
    CHECK(wrong.body.find("id=\"code-problem\"") != std::string::npos);
    CHECK(wrong.body.find("value=\"/year\"") != std::string::npos);
    const auto code = made.phone.now(b);
    const auto in = other.post("/sign-in/second", "code=" + code + "&trust=1&next=%2Fyear");
    CHECK(Browser::header(in, "Location") == "/year");
    const auto trusted = cookie_set(in, "youju-trusted");
    REQUIRE(!trusted.empty());
    CHECK_FALSE(cookie_set(in, "youju").empty());
    CHECK(Browser{site, cookie_set(asked, "youju-door")}.post("/sign-in/second", "code=" + code).status == 303);  // the door is closed behind
    Browser again{site, trusted};
    CHECK(Browser::header(again.post("/sign-in", "login=leader&secret=" + in_form(kPassword)), "Location") == "/");
    // A browser trusted by one is not trusted with another's account, and the token alone opens nothing.
    CHECK(again.get("/").status == 303);
    const auto list = first.get("/account");
    const auto id = Browser::field(Reply{200, {}, {}, list.body.substr(list.body.find("/account/trusted/end")), {}}, "id");
    REQUIRE(id.size() == 64);
    Browser clerk{site};
    b.add_account("zhao", "clerk");
    clerk.enter("zhao", kPassword);
    CHECK(clerk.post("/account/trusted/end", "csrf=" + clerk.csrf + "&id=" + id).status == 303);  // another's stays
    CHECK(Browser::header(Browser{site, trusted}.post("/sign-in", "login=leader&secret=" + in_form(kPassword)), "Location") == "/");
    CHECK(first.post("/account/trusted/end", "csrf=" + first.csrf + "&id=" + id).status == 303);
    CHECK(Browser::header(Browser{site, trusted}.post("/sign-in", "login=leader&secret=" + in_form(kPassword)), "Location") == "/sign-in/second");
    // A recovery code takes the place of the phone, once.
    auto lost = Browser{site};
    lost.cookie = cookie_set(lost.post("/sign-in", "login=leader&secret=" + in_form(kPassword)), "youju-door");
    CHECK(lost.post("/sign-in/second", "code=" + made.recovery[0]).status == 303);
    lost.cookie = cookie_set(Browser{site}.post("/sign-in", "login=leader&secret=" + in_form(kPassword)), "youju-door");
    CHECK(lost.post("/sign-in/second", "code=" + made.recovery[0]).status == 422);
  });
}

TEST_CASE("approving asks for the code every time; a wrong one loses nothing, a right one serves once") {
  app::on_both([](app::Bureau& b) {
    Site site(*b.office);
    Browser leader{site};
    leader.enter("leader", kPassword);
    const auto made = set_up_factor(b, leader);
    const auto one = waiting_record(b, "致老同志的一封信"), two = waiting_record(b, "第二封信");
    const auto state = [&](const std::string& record) {
      for (const auto& row : b.rows())
        if (row.record.text == record) return row.state;
      return std::string{};
    };
    const auto page = leader.get("/records/" + one);
    CHECK(page.body.find("id=\"code-approve\"") != std::string::npos);
    const auto without = leader.post("/records/" + one + "/steps", approval(leader, one, ""));
    CHECK(without.status == 403);
    CHECK(without.body.find("id=\"code-approve-problem\"") != std::string::npos);
    CHECK(leader.post("/records/" + one + "/steps", approval(leader, one, "000000")).status == 403);
    CHECK(state(one) == "in_review");
    const auto code = made.phone.now(b);
    CHECK(leader.post("/records/" + one + "/steps", approval(leader, one, code)).status == 303);
    CHECK(state(one) == "approved");
    CHECK(leader.post("/records/" + two + "/steps", approval(leader, two, code)).status == 403);
    CHECK(state(two) == "in_review");
    b.clock.advance_ms(factor::kStepMs);
    // A code given for what has changed meanwhile is not used up: it serves for what is shown now.
    const auto stale = approval(leader, two, made.phone.now(b));
    REQUIRE(app::edit_record(*b.office, b.clerk, RecordId(two), {{"title", "改过的标题"}}, "错字"));
    CHECK(leader.post("/records/" + two + "/steps", stale).status == 409);
    CHECK(leader.post("/records/" + two + "/steps", approval(leader, two, made.phone.now(b))).status == 303);
    CHECK(state(two) == "approved");
    // After five wrong ones codes are not taken for a while; one on paper is.
    const auto three = waiting_record(b, "第三封信");
    b.clock.advance_ms(factor::kStepMs);
    for (int n = 0; n < 5; ++n) leader.post("/records/" + three + "/steps", approval(leader, three, "000000"));
    CHECK(leader.post("/records/" + three + "/steps", approval(leader, three, made.phone.now(b))).status == 429);
    CHECK(leader.post("/records/" + three + "/steps", approval(leader, three, made.recovery[1])).status == 303);
    CHECK(state(three) == "approved");
  });
}

TEST_CASE("signing a report and handing out its bundle ask for the code, and whoever has none does both as before") {
  app::on_both([](app::Bureau& b) {
    Site site(*b.office);
    Browser leader{site};
    leader.enter("leader", kPassword);
    app::ReportRequest request;
    request.templ = "annual-analysis";
    request.year = 2022;
    const auto templates = app::templates_of(*b.office);
    REQUIRE(!templates.empty());
    for (const auto& [id, file] : templates)
      if (id.find("annual") != std::string::npos) request.templ = id;
    const auto plain = app::make_report(*b.office, b.clerk, request), guarded = app::make_report(*b.office, b.clerk, request);
    REQUIRE(plain);
    REQUIRE(guarded);
    const auto sign = [&](const app::ReportFiles& report, const std::string& code) {
      return leader.post("/reports/" + report.made.id + "/signature", "csrf=" + leader.csrf + "&shown=" + report.made.shown + "&code=" + code);
    };
    CHECK(sign(*plain, "").status == 303);
    CHECK(leader.get("/reports/" + plain->made.id + "/bundle").type == "application/zip");
    const auto made = set_up_factor(b, leader);
    CHECK(leader.get("/reports/" + guarded->made.id).body.find("autocomplete=\"one-time-code\"") != std::string::npos);
    CHECK(sign(*guarded, "").status == 403);
    CHECK(sign(*guarded, "000000").status == 403);
    CHECK(sign(*guarded, made.phone.now(b)).status == 303);
    b.clock.advance_ms(factor::kStepMs);
    const auto address = "/reports/" + guarded->made.id + "/bundle";
    const auto asked = leader.get(address);
    CHECK(asked.status == 200);
    CHECK(asked.type.starts_with("text/html"));
    CHECK(leader.post(address, "csrf=" + leader.csrf + "&code=000000").status == 403);
    CHECK(leader.post(address, "csrf=" + leader.csrf + "&code=" + made.phone.now(b)).type == "application/zip");
  });
}

TEST_CASE("an office may require it: those who approve or sign are led to set it up, others work as before") {
  app::on_both([](app::Bureau& b) {
    Site site(*b.office);
    Browser leader{site}, clerk{site};
    leader.enter("leader", kPassword);
    b.add_account("zhao", "clerk");
    clerk.enter("zhao", kPassword);
    const auto record = waiting_record(b, "致老同志的一封信");
    const auto body = approval(leader, record, "");
    CHECK(leader.get("/admin/factors").status == 403);
    CHECK(app::set_factor_policy(*b.office, b.leader, app::FactorPolicy::required).error().code == Code::denied);
    REQUIRE(app::set_factor_policy(*b.office, b.clerk, app::FactorPolicy::required));
    CHECK(Browser::header(leader.get("/"), "Location") == "/account/factor");
    CHECK(Browser::header(leader.get("/records"), "Location") == "/account/factor");
    CHECK(leader.get("/help").status == 200);
    CHECK(clerk.get("/").status == 200);
    CHECK(leader.post("/records/" + record + "/steps", body).status == 403);
    const auto made = set_up_factor(b, leader);
    CHECK(leader.get("/").status == 200);
    CHECK(leader.post("/records/" + record + "/steps", approval(leader, record, made.phone.now(b))).status == 303);
    REQUIRE(app::set_factor_policy(*b.office, b.clerk, app::FactorPolicy::recommended));
  });
}

TEST_CASE("switching it off needs password and code; taking it away needs two others, and its person is told") {
  app::on_both([](app::Bureau& b) {
    Site site(*b.office);
    Browser leader{site}, boss{site};
    leader.enter("leader", kPassword);
    const auto made = set_up_factor(b, leader);
    const auto off = [&](const std::string& password, const std::string& code) {
      return leader.post("/account/factor/remove", "csrf=" + leader.csrf + "&password=" + in_form(password) + "&code=" + code);
    };
    CHECK(off("falsches Passwort", made.phone.now(b)).status == 422);
    CHECK(off(kPassword, "000000").status == 422);
    CHECK(leader.get("/account/factor").body.find("/account/factor/remove") != std::string::npos);
    // Two others: one who manages people, and one who signs.
    const auto manager = b.add_account("wang", "administrator");
    const auto second = b.add_account("qian", "leader");
    boss.enter("wang", kPassword);
    const auto ask = [&](const std::string& login, const std::string& password) {
      return boss.post("/admin/factors/" + b.leader.account.text, "csrf=" + boss.csrf + "&second=" + login + "&second-password=" + in_form(password));
    };
    CHECK(boss.get("/admin/factors").body.find("/admin/factors/" + b.leader.account.text) != std::string::npos);
    CHECK(ask("wang", kPassword).status == 422);               // oneself
    CHECK(ask("leader", kPassword).status == 422);             // the person concerned (who would need a code besides)
    CHECK(ask("qian", "falsches Passwort").status == 422);
    CHECK(ask("", "").status == 422);
    CHECK(leader.get("/account/factor").body.find("was_reset") == std::string::npos);
    CHECK(ask("qian", kPassword).status == 303);
    Browser again{site};
    CHECK(Browser::header(again.post("/sign-in", "login=leader&secret=" + in_form(kPassword)), "Location") == "/account/factor");
    again.enter("leader", kPassword);
    const auto told = again.get("/account/factor");
    CHECK(told.body.find("wang") != std::string::npos);
    CHECK(again.post("/account/factor/noted", "csrf=" + again.csrf).status == 303);
    CHECK(again.get("/account/factor").body.find("/account/factor/noted") == std::string::npos);
    // Renewed by the person, then switched off by the person.
    const auto fresh = set_up_factor(b, again);
    CHECK(again.post("/account/factor/recovery", "csrf=" + again.csrf + "&password=" + in_form(kPassword) + "&code=" + fresh.recovery[0]).body.find("recovery-codes") != std::string::npos);
    CHECK(again.post("/account/factor/remove", "csrf=" + again.csrf + "&password=" + in_form(kPassword) + "&code=" + fresh.phone.now(b)).status == 303);
    CHECK(Browser::header(Browser{site}.post("/sign-in", "login=leader&secret=" + in_form(kPassword)), "Location") == "/");
    // What was done stands in the security log, without a code or a secret.
    const auto events = b.office->security().read();
    REQUIRE(events);
    int resets = 0;
    for (const auto& event : *events) resets += event.event.action.find("second factor reset with " + second.account.text) != std::string::npos && event.event.result == "ok";
    CHECK(resets == 1);
    CHECK(manager.account.text != second.account.text);
  });
}
