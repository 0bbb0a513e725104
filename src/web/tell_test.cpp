// SPDX-License-Identifier: Apache-2.0
// What people are told, page by page: comments, inbox, reminders, the calendar feed, mail, search.
#include "app/comments.h"
#include "app/due.h"
#include "app/feed.h"
#include "app/test_bureau.h"
#include "web/test_browser.h"

using namespace youju;
using namespace youju::web;

namespace {
bool has(const Reply& reply, std::string_view text) { return reply.body.find(text) != std::string::npos; }
std::string encoded(std::string_view text) { return view::percent_encoded(text); }

// The leader at a browser, and a record of the clerk's.
struct Desk {
  explicit Desk(app::Bureau& from) : bureau(from), site(*from.office), browser{site} {
    record = bureau.save({{"happened", "2023-03-01"}, {"topic", "参观 Memorial 纪念馆"}, {"headcount", "12"}}).record.text;
    browser.enter("leader", kPassword);
  }
  Reply post(const std::string& target, const std::string& body) const { return browser.post(target, "csrf=" + browser.csrf + "&" + body); }

  app::Bureau& bureau;
  Site site;
  Browser browser;
  std::string record;
};
void on_desk(const std::function<void(Desk&)>& story) {
  app::on_both([&](app::Bureau& bureau) {
    Desk desk(bureau);
    story(desk);
  });
}
}  // namespace

TEST_CASE("a comment stands under its record, refused it keeps what was typed, and its author alone withdraws it") {
  on_desk([](Desk& desk) {
    const auto sent = desk.post("/comments", "about=record&object=" + desk.record + "&part=&said=" + encoded("缺签到表 <b>"));
    CHECK(sent.status == 303);
    const auto address = Browser::header(sent, "Location");
    CHECK(address.starts_with("/records/" + desk.record + "#c-"));
    const auto page = desk.browser.get("/records/" + desk.record);
    CHECK(has(page, "缺签到表 &lt;b&gt;"));
    const auto id = address.substr(address.find("#c-") + 3);
    CHECK(has(page, "/comments/" + id + "/withdraw"));
    // Too long: the same form again, nothing lost, nothing kept.
    std::string much;
    for (int i = 0; i < 2001; ++i) much += "字";
    const auto refused = desk.post("/comments", "about=record&object=" + desk.record + "&part=" + encoded("check:no_sign_in|没有签到表") + "&said=" + encoded(much));
    CHECK(refused.status == 422);
    CHECK(has(refused, "2001"));
    CHECK(has(refused, much.substr(0, 300)));
    CHECK(desk.post("/comments", "about=record&object=none&said=x").status == 404);
    CHECK(desk.browser.post("/comments", "about=record&object=" + desk.record + "&said=x").status == 403);
    // Another person sees it and may not take it back.
    const auto comment = app::withdraw(*desk.bureau.office, desk.bureau.clerk, id);
    REQUIRE_FALSE(comment);
    CHECK(comment.error().code == Code::denied);
    CHECK(desk.post("/comments/" + id + "/withdraw", "").status == 303);
    const auto after = desk.browser.get("/records/" + desk.record);
    CHECK_FALSE(has(after, "缺签到表 &lt;b&gt;"));
    CHECK(has(after, "这条留言已在"));
  });
}

TEST_CASE("who is named finds it in the inbox, counted at the top of every page, until it was opened") {
  on_desk([](Desk& desk) {
    const auto said = app::say(*desk.bureau.office, desk.bureau.clerk, {app::About::record, desk.record, {}, {}}, "@leader 请看");
    REQUIRE(said);
    const auto inbox = desk.browser.get("/inbox");
    CHECK(inbox.status == 200);
    CHECK(has(inbox, "提到我的"));
    CHECK(has(inbox, "@leader 请看"));
    CHECK(has(desk.browser.get("/"), "@leader 请看"));  // today shows the same
    const auto count = [&] {
      const auto page = desk.browser.get("/kinds").body;
      const auto at = page.find("收件箱，");
      REQUIRE(at != std::string::npos);
      return std::stoi(page.substr(at + std::string_view("收件箱，").size()));
    };
    const auto before = count();
    CHECK(before >= 1);
    const auto opened = desk.browser.get("/inbox/open?comment=" + said->id);
    CHECK(Browser::header(opened, "Location") == "/records/" + desk.record + "#c-" + said->id);
    CHECK(count() == before - 1);
    CHECK_FALSE(has(desk.browser.get("/inbox"), "@leader 请看"));
    CHECK(has(desk.browser.get("/inbox?all=1"), "@leader 请看"));
    CHECK(desk.post("/inbox/read", "all=1").status == 303);
    CHECK(count() == 0);
    CHECK(has(desk.browser.get("/inbox"), "没有新的事"));
  });
}

TEST_CASE("a reminder can be copied, and a unit sets its own lead time within bounds") {
  on_desk([](Desk& desk) {
    desk.bureau.clock.set(*Instant::parse("2023-04-26T01:00:00.000Z"));
    desk.browser.enter("leader", kPassword);
    const auto page = desk.browser.get("/reminders");
    REQUIRE(page.status == 200);
    CHECK(has(page, "各位好，提醒一下"));
    CHECK(has(page, "http://office.example:8080/calendar"));  // who may not enter records is led to the calendar
    CHECK(desk.post("/reminders/lead", "unit=u1&kind=theme_day&days=99").status == 422);
    CHECK(desk.post("/reminders/lead", "unit=u1&kind=theme_day&days=x").status == 422);
    const auto start_by = [&] {
      app::DueRequest request;
      request.on = desk.bureau.office->today();
      const auto due = app::find_due(*desk.bureau.office, desk.bureau.leader, request);
      REQUIRE(due);
      for (const auto& item : *due)
        if (item.what == app::DueItem::What::cadence && item.kind->id.text == "theme_day") return item.start_by.iso();
      return std::string("none");
    };
    const auto usual = start_by();
    CHECK(usual != "none");
    CHECK(desk.post("/reminders/lead", "unit=u1&kind=&days=1").status == 303);  // everything one working day ahead
    CHECK(start_by() == "2023-04-28");
    CHECK(desk.post("/reminders/lead", "unit=u1&kind=theme_day&days=0").status == 303);  // about a kind goes before about everything
    CHECK(start_by() == "2023-04-30");
    CHECK(desk.post("/reminders/lead", "unit=u1&kind=theme_day&days=").status == 303);
    CHECK(desk.post("/reminders/lead", "unit=u1&kind=&days=").status == 303);
    CHECK(start_by() == usual);
  });
}

TEST_CASE("a calendar opens by its secret alone, carries an ETag, and a new secret ends the old one") {
  on_desk([](Desk& desk) {
    REQUIRE(desk.bureau.save({{"happened", "2023-03-20"}, {"topic", "要开的会"}, {"time", "14:30-16:00"}}, "theme_day", "planned").number == 1);
    const auto made = desk.post("/calendar/feed", "x=1");
    REQUIRE(made.status == 200);
    CHECK(has(made, "<svg class=\"feed-code\""));
    const auto address_in = [](const Reply& page) {
      const auto at = page.body.find("/feeds/calendar/");
      REQUIRE(at != std::string::npos);
      return page.body.substr(at, page.body.find(".ics", at) + 4 - at);
    };
    const auto address = address_in(made);
    CHECK_FALSE(has(desk.browser.get("/calendar/feed"), "/feeds/calendar/"));  // shown once
    const Browser outside{desk.site};
    const auto feed = outside.get(address);
    REQUIRE(feed.status == 200);
    CHECK(feed.type == "text/calendar; charset=utf-8");
    CHECK(has(feed, "DTSTART;TZID=Asia/Shanghai:20230320T143000\r\n"));
    CHECK(has(feed, "DTEND;TZID=Asia/Shanghai:20230320T160000\r\n"));
    for (std::size_t at = 0; at < feed.body.size();) {
      const auto end = feed.body.find("\r\n", at);
      REQUIRE(end != std::string::npos);
      CHECK(end - at <= 75);
      at = end + 2;
    }
    auto again = outside.request(Method::get, address);
    again.headers.emplace_back("if-none-match", Browser::header(feed, "ETag"));
    CHECK(desk.site.answer(again).status == 304);
    CHECK(outside.get("/feeds/calendar/00000000000000000000000000000000.ics").status == 404);
    CHECK(outside.get("/feeds/calendar/x").status == 404);
    // What is kept does not open it.
    REQUIRE(desk.bureau.office->read([&](db::Session& session) {
      return session.each_text("select secret from op_feed", {}, [&](const db::Row& row) {
        CHECK(address.find(row.text(0)) == std::string::npos);
        CHECK(outside.get("/feeds/calendar/" + std::string(row.text(0)).substr(0, 32) + ".ics").status == 404);
        return true;
      });
    }));
    const auto fresh = address_in(desk.post("/calendar/feed", "x=1"));
    CHECK(outside.get(address).status == 404);
    CHECK(outside.get(fresh).status == 200);
    CHECK(desk.post("/calendar/feed/end", "x=1").status == 303);
    CHECK(outside.get(fresh).status == 404);
  });
}

TEST_CASE("a line of a calendar is folded at 75 octets and never within a character") {
  std::string text = "SUMMARY:";
  for (int i = 0; i < 60; ++i) text += i % 7 == 0 ? "a" : "会";
  const auto folded = app::folded_line(text);
  std::string back;
  for (std::size_t at = 0; at < folded.size();) {
    const auto end = folded.find("\r\n", at);
    auto line = folded.substr(at, end - at);
    CHECK(line.size() <= 75);
    if (at > 0) {
      CHECK(line.front() == ' ');
      line.erase(0, 1);
    }
    CHECK((static_cast<unsigned char>(line.front()) & 0xC0) != 0x80);
    back += line;
    at = end + 2;
  }
  CHECK(back == text);
  CHECK(app::folded_line("A:b") == "A:b\r\n");
}

TEST_CASE("mail settings are judged beside their fields, the password is never shown, and a person chooses the digest") {
  app::on_both([](app::Bureau& bureau) {
    Site site(*bureau.office);
    const auto boss = bureau.add_account("boss", "administrator");
    Browser browser{site};
    browser.enter("boss", kPassword);
    const auto post = [&](const std::string& target, const std::string& body) { return browser.post(target, "csrf=" + browser.csrf + "&" + body); };
    const auto bad = post("/admin/mail", "host=a%20b&port=0&security=none&login=x&from=nobody&origin=office&hour=30");
    CHECK(bad.status == 422);
    for (const auto* field : {"host", "port", "security", "from", "origin", "hour"}) CHECK(has(bad, "id=\"" + std::string(field) + "\""));
    CHECK(has(bad, "aria-invalid=\"true\""));
    const std::string good = "host=mail.example&port=465&security=tls&login=youju&password=" + encoded("secret-of-mail") + "&from=youju%40office.example&origin=https%3A%2F%2Foffice.example&hour=8&on=1";
    CHECK(post("/admin/mail", good).status == 303);
    const auto page = browser.get("/admin/mail");
    CHECK(has(page, "mail.example"));
    CHECK_FALSE(has(page, "secret-of-mail"));
    REQUIRE(bureau.office->read([&](db::Session& session) {
      return session.each_text("select password from op_mail_way", {}, [&](const db::Row& row) {
        CHECK(row.text(0).size() > 20);
        CHECK(row.text(0).find("secret-of-mail") == std::string_view::npos);
        return true;
      });
    }));
    CHECK(post("/account/mail", "address=&digest=1").status == 422);
    CHECK(post("/account/mail", "address=not+one&digest=1").status == 422);
    CHECK(post("/account/mail", "address=boss%40office.example&digest=1").status == 303);
    CHECK(has(browser.get("/account/mail"), "boss@office.example"));
    Browser leader{site};
    leader.enter("leader", kPassword);
    CHECK(leader.get("/admin/mail").status == 403);
  });
}

TEST_CASE("search finds whatever the case, in groups, and only what may be read") {
  on_desk([](Desk& desk) {
    REQUIRE(desk.bureau.office->catch_up());
    const auto found = desk.browser.get("/search?q=" + encoded("memorial"));
    CHECK(has(found, "<mark class=\"hit\">Memorial</mark>"));
    CHECK(has(found, "id=\"records\""));
    const auto kinds = desk.browser.get("/search?q=" + encoded("主题党日"));
    CHECK(has(kinds, "id=\"kinds\""));
    const auto rules = desk.browser.get("/search?q=" + encoded("信访工作条例"));
    CHECK(has(rules, "id=\"rules\""));
    const auto help = desk.browser.get("/search?q=" + encoded("收件箱"));
    CHECK(has(help, "id=\"help\""));
    CHECK(has(desk.browser.get("/search?q=zzzzqqq"), "没有找到"));
    CHECK(has(desk.browser.get("/search?q=" + encoded("<i>")), "&lt;i&gt;"));
  });
}
