// SPDX-License-Identifier: Apache-2.0
// Pages of the ledger: what a person enters is in the log once, as they meant it.
#include "app/test_bureau.h"
#include "web/test_browser.h"

using namespace youju;
using namespace youju::web;

namespace {
struct Clerk : Browser {
  explicit Clerk(Site& of, app::Bureau& bureau) : Browser{of} {
    bureau.add_account("typist", "clerk");
    enter("typist", kPassword);
  }
  // A multipart form with files: name of the field, name of the file, bytes.
  Reply send(const std::string& target, const std::vector<std::pair<std::string, std::string>>& fields,
             const std::vector<std::array<std::string, 3>>& files) const {
    std::string body;
    for (const auto& [name, value] : fields) body += "--xx\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    for (const auto& [field, name, bytes] : files)
      body += "--xx\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"" + name + "\"\r\nContent-Type: text/plain\r\n\r\n" + bytes + "\r\n";
    auto out = request(Method::post, target, body + "--xx--\r\n");
    for (auto& [name, value] : out.headers)
      if (name == "content-type") value = "multipart/form-data; boundary=xx";
    return site.answer(out);
  }
};
}  // namespace

TEST_CASE("a form sent twice from one page writes one record and one file, and both answers lead to it") {
  app::on_both([](app::Bureau& bureau) {
    Site site(*bureau.office);
    const Clerk clerk(site, bureau);
    const auto page = clerk.get("/records/new?kind=theme_day");
    const auto request = Browser::field(page, "request");
    REQUIRE(request.size() == 16);
    CHECK(Browser::field(clerk.get("/records/new?kind=theme_day"), "request") != request);
    std::vector<std::pair<std::string, std::string>> fields{
        {"csrf", clerk.csrf}, {"request", request},         {"kind", "theme_day"},     {"unit", "u1"},
        {"state", "held"},    {"f-happened", "2023-03-05"}, {"f-topic", "参观纪念馆"}, {"f-headcount", "12"}};
    const std::vector<std::array<std::string, 3>> files{{"files", "签到.txt", "张三 李四"}};
    const auto first = clerk.send("/records", fields, files), again = clerk.send("/records", fields, files);
    CHECK(first.status == 303);
    CHECK(again.status == 303);
    CHECK(Browser::header(first, "Location") == Browser::header(again, "Location"));
    REQUIRE(bureau.rows().size() == 1);
    CHECK(bureau.rows().front().files == 1);
    // What was changed in between is meant; and so is the same thing from another page.
    fields[5].second = "2023-03-06";
    CHECK(Browser::header(clerk.send("/records", fields, files), "Location") != Browser::header(first, "Location"));
    fields[1].second = Browser::field(clerk.get("/records/new?kind=theme_day"), "request");
    CHECK(clerk.send("/records", fields, files).status == 303);
    CHECK(bureau.rows().size() == 3);
  });
}

TEST_CASE("a line, a change and a step sent twice are carried out once") {
  app::on_both([](app::Bureau& bureau) {
    Site site(*bureau.office);
    const Clerk clerk(site, bureau);
    const auto line = "csrf=" + clerk.csrf + "&request=" + Browser::field(clerk.get("/records/new"), "request") +
                      "&do=save&line=" + view::percent_encoded("3月5日 主题党日 参观纪念馆 23人");
    CHECK(Browser::header(clerk.post("/records/new", line), "Location") == Browser::header(clerk.post("/records/new", line), "Location"));
    REQUIRE(bureau.rows().size() == 1);
    const auto address = "/records/" + bureau.rows().front().record.text;
    const auto form = clerk.get(address + "/edit");
    const auto change = "csrf=" + clerk.csrf + "&request=" + Browser::field(form, "request") + "&expected=1&f-headcount=24";
    CHECK(clerk.post(address + "/edit", change).status == 303);
    CHECK(clerk.post(address + "/edit", change).status == 303);  // not a quarrel with oneself
    REQUIRE(bureau.rows().size() == 1);
    CHECK(bureau.rows().front().number == 2);
    const auto planned = "/records/" + bureau.save({{"happened", "2023-03-07"}, {"topic", "座谈"}}, "theme_day", "draft").record.text;
    const auto step = "csrf=" + clerk.csrf + "&request=" + Browser::field(clerk.get(planned), "request") + "&step=hold";
    CHECK(clerk.post(planned + "/steps", step).status == 303);
    CHECK(clerk.post(planned + "/steps", step).status == 303);
    CHECK(bureau.rows().front().number == 2);
  });
}

TEST_CASE("what was refused is judged again when it is sent again") {
  app::on_both([](app::Bureau& bureau) {
    Site site(*bureau.office);
    const Clerk clerk(site, bureau);
    const auto form =
        "csrf=" + clerk.csrf + "&request=0123456789abcdef&kind=theme_day&unit=u1&state=held&f-happened=" + view::percent_encoded("去年某日") + "&f-topic=x";
    const auto first = clerk.post("/records", form), again = clerk.post("/records", form);
    CHECK(first.status == 422);
    CHECK(again.status == 422);
    CHECK(again.body.find("class=\"problems\"") != std::string::npos);
    CHECK(bureau.rows().empty());
  });
}

TEST_CASE("rows pasted into a table are looked at, corrected and written as one batch; typed cells come back as they were") {
  app::on_both([](app::Bureau& bureau) {
    Site site(*bureau.office);
    const Clerk clerk(site, bureau);
    CHECK(clerk.get("/records/grid").status == 200);
    CHECK(clerk.get("/records/grid?kind=theme_day").body.find("name=\"c-0-0\"") != std::string::npos);
    const auto form = [&](const std::string& more) { return "csrf=" + clerk.csrf + "&kind=theme_day&into=u1&" + more; };
    const auto pasted =
        clerk.post("/records/grid", form("rows=0&do=paste&pasted=" + view::percent_encoded("日期\t主题\t人数\n3月5日\t参观纪念馆\t23\n4月31日\t扫墓\t18\n")));
    CHECK(pasted.status == 422);  // looked at as soon as it is pasted: one row is not understood
    CHECK(pasted.body.find("value=\"参观纪念馆\"") != std::string::npos);
    const std::string cells = "rows=2&c-0-0=" + view::percent_encoded("3月5日") + "&c-0-1=" + view::percent_encoded("参观纪念馆") +
                              "&c-1-0=" + view::percent_encoded("4月31日") + "&c-1-1=" + view::percent_encoded("扫墓");
    const auto looked = clerk.post("/records/grid", form(cells + "&do=look"));
    CHECK(looked.status == 422);
    CHECK(looked.body.find("id=\"c-1-0-why\"") != std::string::npos);
    CHECK(looked.body.find("value=\"扫墓\"") != std::string::npos);
    CHECK(clerk.post("/records/grid", form(cells + "&do=save")).status == 422);
    CHECK(bureau.rows().empty());
    const std::string good = "rows=2&c-0-0=" + view::percent_encoded("3月5日") + "&c-0-1=" + view::percent_encoded("参观纪念馆") +
                             "&c-1-0=2023-03-01&c-1-1=" + view::percent_encoded("扫墓") + "&request=0123456789abcdef&do=save";
    const auto saved = clerk.post("/records/grid", form(good)), again = clerk.post("/records/grid", form(good));
    if (saved.status != 303) MESSAGE(saved.body.substr(saved.body.find("<table class=\"grid"), 9000));
    REQUIRE(saved.status == 303);
    CHECK(Browser::header(saved, "Location").starts_with("/import/batches/"));
    CHECK(Browser::header(again, "Location") == Browser::header(saved, "Location"));
    CHECK(bureau.rows().size() == 2);
    CHECK(clerk.get(Browser::header(saved, "Location")).status == 200);
    // A hundred rows are the most: names beyond are passed over.
    CHECK(clerk.post("/records/grid", form("rows=9999&c-500-0=x&c-x-1=y&c-0-999=z&do=look")).status == 200);
  });
}

TEST_CASE("one field of ticked records is shown old and new before it is written") {
  app::on_both([](app::Bureau& bureau) {
    Site site(*bureau.office);
    const Clerk clerk(site, bureau);
    const auto a = bureau.save({{"happened", "2023-03-05"}, {"topic", "甲"}, {"place", "东会议室"}}),
               b = bureau.save({{"happened", "2023-03-06"}, {"topic", "乙"}});
    const auto list = clerk.get("/records?kind=theme_day&pick=1");
    CHECK(list.body.find("/records/many/edit") != std::string::npos);
    const auto chosen = "csrf=" + clerk.csrf + "&kind=theme_day&record=" + a.record.text + "&record=" + b.record.text + "&number-" + a.record.text +
                        "=1&number-" + b.record.text + "=1";
    CHECK(clerk.post("/records/many/edit", chosen).status == 200);
    const auto value = chosen + "&field=place&f-place=" + view::percent_encoded("西会议室");
    const auto looked = clerk.post("/records/many/edit", value + "&look=1");
    CHECK(looked.body.find("<del>东会议室</del>") != std::string::npos);
    CHECK(looked.body.find("<ins>西会议室</ins>") != std::string::npos);
    for (const auto& row : bureau.rows()) CHECK(row.number == 1);
    const auto sure = value + "&sure=1&request=0123456789abcdef";
    CHECK(clerk.post("/records/many/edit", sure).status == 303);
    CHECK(clerk.post("/records/many/edit", sure).status == 303);
    for (const auto& row : bureau.rows()) CHECK(row.number == 2);
    CHECK(clerk.post("/records/many/edit", value + "&sure=1").status == 422);  // what was seen is no longer so
  });
}

TEST_CASE("a view keeps the filters of the list under a name and opens them again") {
  app::on_both([](app::Bureau& bureau) {
    Site site(*bureau.office);
    const Clerk clerk(site, bureau);
    CHECK(clerk.post("/records/views", "csrf=" + clerk.csrf + "&kind=theme_day&when=all&name=" + view::percent_encoded("全部党日") + "&shared=1").status ==
          303);
    const auto page = clerk.get("/records");
    CHECK(page.body.find("/records?kind=theme_day&amp;when=all") != std::string::npos);
    CHECK(page.body.find("全部党日") != std::string::npos);
    const auto open = clerk.get("/records?kind=theme_day&when=all");
    const auto at = open.body.find("/records/views/");
    REQUIRE(at != std::string::npos);
    const auto address = open.body.substr(at, open.body.find('"', at) - at);
    CHECK(clerk.post(address, "csrf=" + clerk.csrf).status == 303);
    CHECK(clerk.get("/records").body.find("全部党日") == std::string::npos);
    CHECK(clerk.get("/records?kind=theme_day&view_problem=views.bad_name").status == 200);
  });
}

TEST_CASE("on the roll only who was away is written, and the head counts follow; another day's roster is shown before it is taken") {
  app::on_both([](app::Bureau& bureau) {
    REQUIRE(app::add_persons(*bureau.office, bureau.clerk, UnitId{"u1"},
                             {{"张三", {}, {}}, {"李四", {}, {}}, {"王芳", {}, {}}, {"赵新", Date::parse("2023-03-06"), {}}}));
    Site site(*bureau.office);
    const Clerk clerk(site, bureau);
    const auto form = "csrf=" + clerk.csrf + "&kind=general_meeting&unit=u1&state=held&f-topic=x&f-happened=2023-03-05";
    const auto called = clerk.post("/records", form + "&do=roll");
    CHECK(called.status == 200);
    CHECK(called.body.find("赵新</span><select") == std::string::npos);
    std::vector<std::string> controls;
    for (std::size_t at = 0; (at = called.body.find("<select name=\"p-", at)) != std::string::npos; ++at)
      controls.push_back(called.body.substr(at + 14, called.body.find('"', at + 15) - at - 14));
    REQUIRE(controls.size() == 3);
    const auto roll = "&roll=1&" + controls[0] + "=present&" + controls[1] + "=excused&" + controls[2] + "=absent";
    CHECK(clerk.post("/records", form + roll.substr(0, roll.rfind('&'))).status == 422);  // one of them is missing
    CHECK(bureau.rows().empty());
    const auto saved = clerk.post("/records", form + roll);
    REQUIRE(saved.status == 303);
    const auto view = app::view_record(*bureau.office, bureau.clerk, bureau.rows().front().record, "zh");
    REQUIRE(view);
    std::map<std::string, std::string> fields(view->fields.begin(), view->fields.end());
    CHECK(fields["应到人数"] == "3人");
    CHECK(fields["出席人数"] == "1人");
    CHECK(fields["请假"].find("、") == std::string::npos);
    auto later = form;
    later.replace(later.find("2023-03-05"), 10, "2023-03-06");
    const auto other_day = clerk.post("/records", later + roll);
    CHECK(other_day.status == 422);
    CHECK(other_day.body.find("赵新</span><select") != std::string::npos);
    CHECK(bureau.rows().size() == 1);
  });
}

TEST_CASE("photos are grouped by day and go only where they are put") {
  app::on_both([](app::Bureau& bureau) {
    Site site(*bureau.office);
    const Clerk clerk(site, bureau);
    const auto record = bureau.save({{"happened", "2023-03-05"}, {"topic", "参观"}}).record;
    const auto sent = clerk.send("/records/photos", {{"csrf", clerk.csrf}, {"time", "2023-03-07T10:00:00 c.jpg"}},
                                 {{"files", "IMG_20230305_101010.jpg", "\xFF\xD8\xFF\xE0 one"},
                                  {"files", "IMG_20230305_101011.jpg", "\xFF\xD8\xFF\xE0 two"},
                                  {"files", "c.jpg", "\xFF\xD8\xFF\xE0 three"},
                                  {"files", "d.jpg", "\xFF\xD8\xFF\xE0 four"}});
    REQUIRE(sent.status == 303);
    const auto address = Browser::header(sent, "Location");
    const auto page = clerk.get(address);
    CHECK(page.body.find("2023年3月5日") != std::string::npos);
    CHECK(page.body.find("2023年3月7日") != std::string::npos);
    CHECK(page.body.find(record.text) != std::string::npos);
    CHECK(bureau.rows().front().files == 0);
    CHECK(clerk.get(address + "/0").type == "image/jpeg");
    CHECK(clerk.get(address + "/9").status == 404);
    const auto put = "csrf=" + clerk.csrf + "&do=attach&group=2023-03-05&photo=0&photo=1";
    CHECK(clerk.post(address, put).status == 422);  // no record was chosen
    CHECK(clerk.post(address, put + "&record=" + record.text).status == 303);
    CHECK(clerk.post(address, put + "&record=" + record.text).status == 303);
    CHECK(bureau.rows().front().files == 2);
    CHECK(clerk.post(address, "csrf=" + clerk.csrf + "&do=day&group=none&photo=3&day=2023-03-05").status == 303);
    bureau.add_account("second", "clerk");
    Browser second{site};
    second.enter("second", kPassword);
    CHECK(second.get(address).status == 404);
  });
}

TEST_CASE("scanned pages without a code are unclear until a person says whose they are; sheets and slips carry codes") {
  app::on_both([](app::Bureau& bureau) {
    Site site(*bureau.office);
    const Clerk clerk(site, bureau);
    const auto record = bureau.save({{"happened", "2023-03-05"}, {"topic", "参观"}}).record;
    CHECK(clerk.get("/records/" + record.text + "/sheet").body.find("<svg") != std::string::npos);
    CHECK(clerk.get("/records/" + record.text + "/sheet?as=slip").body.find("<svg") != std::string::npos);
    const auto sent = clerk.send("/records/scans", {{"csrf", clerk.csrf}}, {{"files", "扫描.jpg", "\xFF\xD8\xFF\xE0 damaged"}, {"files", "notes.txt", "none"}});
    REQUIRE(sent.status == 303);
    const auto address = Browser::header(sent, "Location");
    Reply page;
    for (int turn = 0; turn < 5; ++turn) page = clerk.get(address);
    CHECK(page.body.find("name=\"r-0\"") != std::string::npos);
    CHECK(clerk.post(address, "csrf=" + clerk.csrf + "&do=file&r-0=" + view::percent_encoded("没有的记录")).status == 422);
    CHECK(bureau.rows().front().files == 0);
    CHECK(clerk.post(address, "csrf=" + clerk.csrf + "&do=file&r-0=/records/" + record.text).status == 303);
    CHECK(bureau.rows().front().files == 1);
    CHECK(clerk.post(address, "csrf=" + clerk.csrf + "&do=file&r-0=/records/" + record.text).status == 303);
    CHECK(bureau.rows().front().files == 1);
  });
}

TEST_CASE("columns taken for the wrong thing are corrected by hand, and what was said is kept for the next table") {
  app::on_both([](app::Bureau& bureau) {
    Site site(*bureau.office);
    const Clerk clerk(site, bureau);
    const std::string table = "日期,主题,说明甲\n2023-03-05,参观纪念馆,东会议室\n";
    const auto sent = clerk.send("/import", {{"csrf", clerk.csrf}}, {{"files", "主题党日.csv", table}});
    const auto address = Browser::header(sent, "Location");
    const auto looked = clerk.get(address);
    CHECK(looked.body.find("name=\"m-0-0-2\"") != std::string::npos);
    const auto corrected = clerk.post(address + "/columns", "csrf=" + clerk.csrf + "&m-0-0-0=happened&m-0-0-1=topic&m-0-0-2=place");
    CHECK(corrected.status == 303);
    CHECK(clerk.get(address).body.find("value=\"place\" selected") != std::string::npos);
    // Two columns cannot be one field.
    clerk.post(address + "/columns", "csrf=" + clerk.csrf + "&m-0-0-0=happened&m-0-0-1=topic&m-0-0-2=topic");
    CHECK(clerk.get(address).body.find("两列选了同一项") != std::string::npos);
    clerk.post(address + "/columns", "csrf=" + clerk.csrf + "&m-0-0-1=topic&m-0-0-2=place");
    CHECK(clerk.post(address, "csrf=" + clerk.csrf).status == 303);
    REQUIRE(bureau.rows().size() == 1);
    const auto view = app::view_record(*bureau.office, bureau.clerk, bureau.rows().front().record, "zh");
    REQUIRE(view);
    CHECK(std::map<std::string, std::string>(view->fields.begin(), view->fields.end())["地点"] == "东会议室");
    const auto next = clerk.send("/import", {{"csrf", clerk.csrf}}, {{"files", "主题党日.csv", "日期,主题,说明甲\n2023-03-01,扫墓,陵园\n"}});
    CHECK(clerk.get(Browser::header(next, "Location")).body.find("value=\"place\" selected") != std::string::npos);
  });
}

TEST_CASE("an export is made aside and fetched by whoever asked for it alone") {
  app::on_both([](app::Bureau& bureau) {
    bureau.save({{"happened", "2023-03-05"}, {"topic", "参观"}});
    Site site(*bureau.office);
    const Clerk clerk(site, bureau);
    CHECK(clerk.get("/export").status == 200);
    CHECK(clerk.post("/export", "csrf=" + clerk.csrf + "&format=exe").status == 415);
    for (const auto* format : {"jsonl", "xlsx", "csv"}) CHECK(clerk.post("/export", "csrf=" + clerk.csrf + "&format=" + format).status == 303);
    const auto page = clerk.get("/export");
    const auto at = page.body.find("href=\"/export/");
    REQUIRE(at != std::string::npos);
    const auto address = page.body.substr(at + 6, page.body.find('"', at + 6) - at - 6);
    CHECK(clerk.get(address).status == 200);
    bureau.add_account("second", "clerk");
    Browser second{site};
    second.enter("second", kPassword);
    CHECK(second.get(address).status == 404);
  });
}
