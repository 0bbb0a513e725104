// SPDX-License-Identifier: Apache-2.0
// Reports, their way, the office's own documents, forms and checked drafts, request by request.
#include "app/layouts.h"
#include "app/routing.h"
#include "app/signing.h"
#include "app/test_bureau.h"
#include "sheet/sheet.h"
#include "web/test_browser.h"

using namespace youju;
using namespace youju::web;

namespace {
struct Paper {  // a person with pages of reports
  Site& site;
  Browser browser{site};
  Paper(Site& of, const std::string& login) : site(of) { REQUIRE(browser.enter(login, kPassword).status == 303); }

  Reply get(const std::string& target) const { return browser.get(target); }
  Reply post(const std::string& target, const std::vector<std::pair<std::string, std::string>>& fields) const {
    std::string body = "csrf=" + browser.csrf;
    for (const auto& [name, value] : fields) body += "&" + name + "=" + view::percent_encoded(value);
    return browser.post(target, body);
  }
  Reply upload(const std::string& target, const std::string& name, const std::string& bytes, const std::vector<std::pair<std::string, std::string>>& fields = {}) const {
    auto request = browser.request(Method::post, target, "");
    for (auto& [header, value] : request.headers)
      if (header == "content-type") value = "multipart/form-data; boundary=XyZ";
    std::string body;
    auto all = fields;
    all.emplace_back("csrf", browser.csrf);
    for (const auto& [field, value] : all) body += "--XyZ\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n" + value + "\r\n";
    body += "--XyZ\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + bytes + "\r\n--XyZ--\r\n";
    request.body = http::Body(std::move(body));
    return site.answer(request);
  }
  std::string leads_to(const Reply& reply) const {
    CHECK_MESSAGE(reply.status == 303, reply.body.substr(0, 400));
    return Browser::header(reply, "Location");
  }
};
bool says(const Reply& reply, std::string_view text) { return reply.body.find(text) != std::string::npos; }
void theme_day(app::Bureau& b, const char* day) { b.save({{"happened", day}, {"topic", "走进社区"}, {"headcount", "21"}}); }
app::ReportFiles made(app::Bureau& b, const char* templ, int year) {
  app::ReportRequest request;
  request.templ = templ, request.year = year;
  auto files = app::make_report(*b.office, b.clerk, request);
  REQUIRE(files);
  return std::move(*files);
}
std::string docx_of(const std::vector<std::string>& lines) {
  paper::Document document;
  document.title = lines.front(), document.figure_appendix = false, document.made_at = "2024-01-05T00:00:00.000Z";
  for (const auto& line : lines) document.blocks.emplace_back(paper::Paragraph{paper::ParagraphStyle::body, {{line, false, {}, {}}}});
  const auto bytes = paper::write_docx(document);
  REQUIRE(bytes);
  return *bytes;
}
// The clerk's session: signed in by the operating system on the command line, here by a password.
Paper clerk_at(app::Bureau& b, Site& site) {
  b.add_account("writer", "clerk");
  return Paper(site, "writer");
}
}  // namespace

TEST_CASE("reports: listed with who has them, made from a form, refused with every value kept, compared with the year before") {
  app::on_both([](app::Bureau& b) {
    theme_day(b, "2023-02-17");
    Site site(*b.office);
    const auto clerk = clerk_at(b, site);
    CHECK(says(clerk.get("/reports"), "activity-statistics"));
    const auto refused = clerk.post("/reports", {{"template", "activity-statistics"}, {"for_year", "23"}, {"of_unit", "u1"}});
    CHECK(refused.status == 422);
    const auto address = clerk.leads_to(clerk.post("/reports", {{"template", "activity-statistics"}, {"for_year", "2023"}, {"of_unit", "u1"}}));
    const auto page = clerk.get(address);
    CHECK(page.status == 200);
    CHECK(says(page, "data-drawer"));
    const auto id = address.substr(9, address.find('?') == std::string::npos ? std::string::npos : address.find('?') - 9);
    CHECK(says(clerk.get("/reports/" + id + "/compare"), "没有上年的同类报告"));
    const auto before = made(b, "activity-statistics", 2022);
    const auto compared = clerk.get("/reports/" + id + "/compare");
    CHECK(says(compared, before.made.id));
    CHECK(says(compared, "+1"));
    for (const auto* form : {"docx", "pdf", "html"}) CHECK(clerk.get("/reports/" + id + "/files/" + form).status == 200);
    CHECK(clerk.get("/reports/" + id + "/files/exe").status == 404);
    CHECK(clerk.get("/reports/no-such").status == 404);
    CHECK(clerk.get("/reports/" + id + "/compare?with=no-such").status == 404);
  });
}

TEST_CASE("a report goes round on its pages: asked, returned with a reason, passed, signed, submitted, received") {
  app::on_both([](app::Bureau& b) {
    theme_day(b, "2023-02-17");
    const auto reviewer = b.add_account("reviewer", "reviewer");
    Site site(*b.office);
    const auto clerk = clerk_at(b, site);
    const Paper review(site, "reviewer"), leader(site, "leader");
    const auto report = made(b, "activity-statistics", 2023).made;
    const auto address = "/reports/" + report.id;
    CHECK(clerk.post(address + "/round", {{"reviewer-1", reviewer.account.text}}).status == 422);
    CHECK(clerk.post(address + "/round", {{"reviewer-1", reviewer.account.text}, {"due-1", "2023-13-01"}, {"signer", b.leader.account.text}}).status == 422);
    CHECK(clerk.post(address + "/round", {{"reviewer-1", reviewer.account.text}, {"due-1", "2023-03-20"}, {"signer", b.leader.account.text}}).status == 303);
    CHECK(says(clerk.get("/reports"), "在reviewer手里审核"));
    CHECK(!says(leader.get(address), "id=\"decide\""));
    CHECK(says(leader.get(address), "还在reviewer手里审核"));
    CHECK(leader.post(address + "/signature", {{"shown", report.shown}}).status == 409);
    const auto asked = review.get(address);
    CHECK(says(asked, "id=\"decide\""));
    CHECK(Browser::field(asked, "shown") == report.shown);
    CHECK(review.post(address + "/review", {{"shown", report.shown}, {"do", "return"}}).status == 422);
    CHECK(leader.post(address + "/review", {{"shown", report.shown}, {"do", "approve"}}).status == 403);
    CHECK(review.post(address + "/review", {{"shown", std::string(64, '0')}, {"do", "approve"}}).status == 409);
    CHECK(review.post(address + "/review", {{"shown", report.shown}, {"do", "return"}, {"reason", "缺一次主题党日"}}).status == 303);
    CHECK(says(clerk.get(address), "缺一次主题党日"));
    CHECK(clerk.post(address + "/round", {{"reviewer-1", reviewer.account.text}, {"signer", b.leader.account.text}}).status == 303);
    CHECK(review.post(address + "/review", {{"shown", report.shown}, {"do", "approve"}}).status == 303);
    CHECK(says(clerk.get(address), "等签发"));
    CHECK(leader.post(address + "/signature", {{"shown", report.shown}}).status == 303);
    CHECK(clerk.post(address + "/dispatch", {{"to", ""}, {"day", "2023-03-08"}}).status == 422);
    CHECK(clerk.post(address + "/dispatch", {{"to", "市委老干部局"}, {"day", "2023-04-08"}}).status == 422);
    CHECK(clerk.post(address + "/dispatch", {{"to", "市委老干部局"}, {"by_way", "公文交换"}, {"day", "2023-03-08"}}).status == 303);
    const auto sent = clerk.get(address);
    CHECK(says(sent, "送 市委老干部局（公文交换）"));
    const auto way = sent.body.find(address + "/way/");
    REQUIRE(way != std::string::npos);
    const auto file = sent.body.substr(way, address.size() + 5 + 64);
    CHECK(clerk.get(file).status == 200);
    CHECK(clerk.upload(address + "/receipt", "r.pdf", "%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", {{"receipt", "收字12号"}, {"day", "2023-03-08"}}).status == 303);
    CHECK(says(clerk.get(address), "收字12号"));
    CHECK(clerk.upload(address + "/sent-back", "", "", {{"returned", "与去年不衔接"}, {"day", "2023-03-08"}}).status == 303);
    CHECK(says(clerk.get(address), "被上级退回"));
    CHECK(leader.post(address + "/dispatch", {{"to", "市委"}, {"day", "2023-03-08"}}).status == 403);
  });
}

TEST_CASE("a document becomes a template on its pages: uploaded, bound by a click, left as text, brought into force, used") {
  app::on_both([](app::Bureau& b) {
    theme_day(b, "2023-02-17");
    Site site(*b.office);
    const auto clerk = clerk_at(b, site);
    const Paper leader(site, "leader");
    CHECK(says(clerk.get("/templates"), "还没有自己的模板"));
    CHECK(clerk.upload("/templates", "", "").status == 422);
    CHECK(clerk.upload("/templates", "x.docx", "not a docx").status >= 400);
    CHECK(leader.upload("/templates", "x.docx", docx_of({"2022年总结"})).status == 403);
    const auto draft = clerk.leads_to(clerk.upload("/templates", "last.docx", docx_of({"2022年工作总结", "2022年开展主题党日12次，打算做3件事。"}), {{"period", "year"}, {"of_unit", "u1"}}));
    const auto page = clerk.get(draft);
    REQUIRE(page.status == 200);
    CHECK(says(page, "<mark"));
    CHECK(says(page, "count(theme_day)"));
    CHECK(leader.get(draft).status != 200);
    const auto taken = clerk.leads_to(clerk.post(draft, {{"take", "2:count(theme_day)"}}));
    CHECK(taken.ends_with("#c2"));
    const auto wrong = clerk.post(draft, {{"place-2", "count(没有的类别)"}, {"title", "年度总结"}, {"do", "publish"}, {"new_id", "own"}});
    CHECK(wrong.status == 422);
    CHECK(says(wrong, "年度总结"));
    CHECK(clerk.post(draft, {{"do", "publish"}, {"new_id", "年度"}, {"title", "年度总结"}}).status == 422);
    CHECK(clerk.post(draft + "/places", {{"snippet", "打算做〔3〕件"}}).status == 409);
    CHECK(clerk.post(draft + "/places", {{"snippet", "文中没有〔3〕"}}).status == 404);
    const auto in_force = clerk.leads_to(clerk.post(draft, {{"do", "publish"}, {"new_id", "own"}, {"title", "年度总结"}}));
    CHECK(in_force.starts_with("/templates/own"));
    CHECK(says(clerk.get(in_force), "年度总结"));
    CHECK(clerk.get("/templates/own/file").status == 200);
    CHECK(says(clerk.get("/reports"), "年度总结（本单位，第 1 版）"));
    const auto report = clerk.leads_to(clerk.post("/reports", {{"template", "own"}, {"for_year", "2023"}, {"of_unit", "u1"}}));
    CHECK(says(clerk.get(report), "2023年工作总结"));
    CHECK(says(clerk.get(report), "打算做3件事"));
    const auto change = clerk.leads_to(clerk.post("/templates/own/change", {}));
    CHECK(clerk.leads_to(clerk.post(change, {{"do", "publish"}, {"title", "年度总结"}})).starts_with("/templates/own"));
    CHECK(says(clerk.get("/templates"), "第 2 版"));
    CHECK(clerk.post("/templates/own/withdraw", {}).status == 303);
    CHECK(!says(clerk.get("/templates"), "年度总结"));
    CHECK(clerk.get("/templates/no-such").status == 404);
  });
}

TEST_CASE("a form of the superior on its pages: uploaded, a cell clicked and pointed at a figure, shown filled and downloaded") {
  app::on_both([](app::Bureau& b) {
    theme_day(b, "2023-02-17");
    const auto file = b.base / "form.xlsx";
    {
      auto writer = sheet::write_xlsx(file);
      REQUIRE(writer);
      REQUIRE((*writer)->sheet("表1", {"项目", "次数"}));
      REQUIRE((*writer)->row({{sheet::CellType::text, "主题党日", 0}}));
      REQUIRE((*writer)->close());
    }
    Site site(*b.office);
    const auto clerk = clerk_at(b, site);
    CHECK(says(clerk.get("/forms"), "还没有上级的表格"));
    const auto draft = clerk.leads_to(clerk.upload("/forms", "季度表.xlsx", *read_file(file), {{"period", "quarter"}, {"of_unit", "u1"}}));
    CHECK(says(clerk.get(draft), "class=\"sheet-table\""));
    CHECK(says(clerk.get(draft + "?cell=%E8%A1%A81%21B2"), "value=\"表1!B2\""));
    CHECK(clerk.post(draft + "/places", {{"cell", "表1!B2"}, {"expr", "count(没有)"}}).status == 422);
    CHECK(clerk.post(draft + "/places", {{"cell", "2B"}, {"expr", "count(主题党日)"}}).status == 422);
    CHECK(clerk.post(draft + "/places", {{"cell", "表1!B2"}, {"expr", "count(主题党日)"}}).status == 303);
    CHECK(clerk.leads_to(clerk.post(draft, {{"do", "publish"}, {"new_id", "quarter"}, {"title", "季度表"}})).starts_with("/forms/quarter"));
    const auto filled = clerk.get("/forms/quarter?year=2023&quarter=1");
    CHECK(says(filled, "/forms/quarter/filled"));
    CHECK(says(filled, "<td class=\"bound\"><a class=\"figure\""));
    const auto xlsx = clerk.get("/forms/quarter/filled?year=2023&quarter=1");
    CHECK(xlsx.status == 200);
    CHECK(xlsx.body.starts_with("PK"));
    CHECK(says(clerk.get("/forms"), "季度表"));
    CHECK(clerk.get("/forms/no-such").status == 404);
  });
}

TEST_CASE("another unit's templates, forms and reports are not there for who may not read it") {
  app::on_both([](app::Bureau& b) {
    const auto branch = app::add_unit(*b.office, b.clerk, UnitId{"u1"}, "第一支部");
    REQUIRE(branch);
    const auto added = app::add_account(*b.office, b.clerk, *branch, {"branch", "branch", "", {}, {}});
    REQUIRE(added);
    REQUIRE(app::change_right(*b.office, b.clerk, {added->account, "clerk", *branch, {}, {}, false, false}));
    b.sign_in("branch", added->code);
    theme_day(b, "2023-02-17");
    const auto file = b.base / "t.docx";
    REQUIRE(write_file(file, docx_of({"2022年工作总结", "2022年开展主题党日12次。"})));
    const auto draft = app::start_layout(*b.office, b.clerk, {file, "docx", "", "year", {}, {}});
    REQUIRE(draft);
    REQUIRE(app::publish_layout(*b.office, b.clerk, draft->id, {"own", "全局总结"}));
    const auto report = made(b, "own", 2023).made;
    Site site(*b.office);
    const Paper other(site, "branch");
    CHECK(!says(other.get("/templates"), "全局总结"));
    CHECK(other.get("/templates/own").status == 404);
    CHECK(other.get("/templates/own/file").status == 404);
    CHECK(other.post("/templates/own/withdraw", {}).status == 404);
    for (const auto* tail : {"", "/compare", "/files/docx"}) CHECK(other.get("/reports/" + report.id + tail).status == 404);
    CHECK(other.post("/reports/" + report.id + "/dispatch", {{"to", "x"}, {"day", "2023-03-08"}}).status == 404);
    CHECK(other.post("/reports", {{"template", "own"}, {"for_year", "2023"}, {"of_unit", "u1"}}).status == 422);
  });
}

TEST_CASE("a generated report checked as anybody's draft is good throughout; a number altered is found, set right in place or by its record") {
  app::on_both([](app::Bureau& b) {
    b.clock.set(*Instant::parse("2024-01-10T01:00:00.000Z"));
    for (const auto* day : {"2023-01-17", "2023-02-17"}) theme_day(b, day);
    Site site(*b.office);
    const auto clerk = clerk_at(b, site);
    const auto report = made(b, "annual-analysis", 2023);
    const auto good = clerk.leads_to(clerk.upload("/check", "report.docx", report.bytes.at("docx"), {{"for", "2023"}, {"of_unit", "u1"}}));
    const auto all = clerk.get(good + (good.find('?') == std::string::npos ? "?" : "&") + "show=all");
    CHECK(says(all, "finding v-supported"));
    for (const auto* verdict : {"contradicted", "inconsistent"}) {
      const auto at = all.body.find(std::string("finding v-") + verdict);
      CHECK_MESSAGE(at == std::string::npos, verdict << all.body.substr(std::min(at, all.body.size()), 900));
    }
    // One number altered.
    const auto bad = clerk.leads_to(clerk.upload("/check", "draft.docx", docx_of({"2023年工作总结", "2023年开展主题党日3次。", "全年召开支委会0次。"}), {{"for", "2023"}, {"of_unit", "u1"}}));
    const auto page = clerk.get(bad);
    CHECK(says(page, "finding v-contradicted"));
    CHECK(says(page, "<mark class=\"v-contradicted\""));
    const auto filtered = clerk.get(bad + (bad.find('?') == std::string::npos ? "?" : "&") + "show=supported");
    CHECK(says(filtered, "finding v-supported"));
    CHECK(!says(filtered, "finding v-contradicted"));
    const auto draft = bad.substr(0, bad.find('?'));
    // The record that was missing, in place: blanks are refused, then it is recorded and the draft is good.
    CHECK(clerk.post(draft + "/records", {{"claim", "1"}, {"line", "2023年__月__日 主题党日 ____"}, {"of_unit", "u1"}}).status == 422);
    CHECK(clerk.post(draft + "/records", {{"claim", "1"}, {"line", "2023年3月7日 主题党日 植树 18人"}, {"of_unit", "u1"}}).status == 303);
    CHECK(!says(clerk.get(bad), "finding v-contradicted"));
    // The number, in place: the corrected file says what the ledger says.
    const auto second = clerk.leads_to(clerk.upload("/check", "draft.docx", docx_of({"2023年工作总结", "2023年开展主题党日5次。"}), {{"for", "2023"}, {"of_unit", "u1"}}));
    const auto other = second.substr(0, second.find('?'));
    CHECK(clerk.get(other + "/corrected").status == 404);
    CHECK(clerk.post(other + "/correct", {{"claim", "1"}}).status == 303);
    CHECK(!says(clerk.get(second), "finding v-contradicted"));
    CHECK(clerk.get(other + "/corrected").body.starts_with("PK"));
    CHECK(clerk.post(other + "/again", {}).status == 303);
    const auto pasted = clerk.leads_to(clerk.post("/check", {{"pasted", "2023年开展主题党日9次。"}, {"for", "2023"}, {"of_unit", "u1"}}));
    const auto third = pasted.substr(0, pasted.find('?'));
    CHECK(clerk.post(third + "/correct", {{"claim", "all"}}).status == 303);
    CHECK(says(clerk.get(third + "/corrected"), "2023年开展主题党日3次。"));
  });
}

TEST_CASE("what a number means is taught where it stands: a figure for this report at once, a phrase once another person approved it") {
  app::on_both([](app::Bureau& b) {
    b.clock.set(*Instant::parse("2024-01-10T01:00:00.000Z"));
    for (const auto* day : {"2022-05-17", "2023-01-17"}) theme_day(b, day);
    Site site(*b.office);
    const auto clerk = clerk_at(b, site);
    const auto checked = [&](const std::string& text, const char* year) {
      const auto sent = clerk.leads_to(clerk.upload("/check", "简报.txt", text, {{"for", year}, {"of_unit", "u1"}}));
      return sent.substr(0, sent.find('?'));
    };
    const auto draft = checked("2023年支部简报\n\n开展银辉行动1次。\n", "2023");
    CHECK(says(clerk.get(draft), "finding v-no_evidence"));
    CHECK(says(clerk.get(draft), "“银辉行动”指的是哪一类"));
    // What is not a figure is refused beside its field, and kept there to be corrected.
    const auto refused = clerk.post(draft + "/meaning", {{"claim", "1"}, {"meant", "count(没有这一类)"}});
    CHECK(refused.status == 422);
    CHECK(says(refused, "href=\"#meant-1\""));
    CHECK(clerk.post(draft + "/meaning", {{"claim", "1"}, {"meant", ""}}).status == 422);
    CHECK(clerk.post(draft + "/meaning", {{"claim", "1"}, {"meant", "count(主题党日)"}}).status == 303);
    const auto told = clerk.get(draft + "?show=all");
    CHECK(says(told, "finding v-supported"));
    CHECK(says(told, "已记下这里的读法"));
    CHECK(says(clerk.get(checked("2022年支部简报\n\n开展银辉行动9次。\n", "2022") + "?show=all"), "finding v-contradicted"));  // another edition
    const auto other = checked("2023年另一份材料\n\n开展银辉行动1次。\n", "2023");
    CHECK(says(clerk.get(other), "finding v-no_evidence"));
    // A phrase: refused without a kind; proposed, it is not used before another person approved it.
    CHECK(says(clerk.post(other + "/phrase", {{"claim", "1"}, {"means", "没有这一类"}}), "href=\"#means-1\""));
    CHECK(clerk.post(other + "/phrase", {{"claim", "1"}, {"means", "主题党日"}}).status == 303);
    CHECK(says(clerk.get(other), "已提出，等另一人批准"));
    CHECK(says(clerk.get(other), "finding v-no_evidence"));
    // Pasted text is no report that comes again.
    const auto pasted = clerk.leads_to(clerk.post("/check", {{"pasted", "2023年开展银辉行动1次。"}, {"for", "2023"}, {"of_unit", "u1"}}));
    CHECK(!says(clerk.get(pasted), "name=\"meant\""));
    CHECK(clerk.post(pasted.substr(0, pasted.find('?')) + "/meaning", {{"claim", "1"}, {"meant", "count(主题党日)"}}).status == 422);
  });
}

TEST_CASE("results of a check are private to who sent the draft: nobody above or beside sees them, and after half an hour they are gone") {
  app::on_both([](app::Bureau& b) {
    b.clock.set(*Instant::parse("2024-01-10T01:00:00.000Z"));
    theme_day(b, "2023-01-17");
    Site site(*b.office);
    const auto clerk = clerk_at(b, site);
    const auto sent = clerk.leads_to(clerk.post("/check", {{"pasted", "2023年开展主题党日9次。"}, {"for", "2023"}, {"of_unit", "u1"}}));
    const auto draft = sent.substr(0, sent.find('?'));
    CHECK(says(clerk.get(draft), "v-contradicted"));
    CHECK(says(clerk.get("/check"), draft));  // listed to its sender
    for (const auto* role : {"leader", "reviewer", "inspector", "administrator"}) {
      b.add_account(std::string("one-") + role, role);
      const Paper other(site, std::string("one-") + role);
      CHECK(other.get(draft).status == 404);
      CHECK(!says(other.get("/check"), draft));
      for (const auto* act : {"/correct", "/records", "/again"}) {
        const auto status = other.post(draft + act, {{"claim", "1"}, {"line", "2023年3月7日 主题党日 植树 18人"}, {"of_unit", "u1"}}).status;
        CHECK((status == 404 || status == 403));  // 403: that role never writes
      }
      CHECK(other.get(draft + "/corrected").status == 404);
      other.post(draft + "/forget", {});
    }
    CHECK(clerk.get(draft).status == 200);  // nobody else made it go
    b.clock.set(*Instant::parse("2024-01-10T01:31:00.000Z"));
    CHECK(clerk.get(draft).status == 404);
    CHECK(!says(clerk.get("/check"), draft));
  });
}

TEST_CASE("pages of figures: the list, one figure by its expression, and what cannot be read is said beside it") {
  app::on_both([](app::Bureau& b) {
    theme_day(b, "2023-02-17");
    Site site(*b.office);
    const auto clerk = clerk_at(b, site);
    CHECK(clerk.get("/figures?year=2023").status == 200);
    const auto figure = clerk.get("/figures/show?expr=count(theme_day%3B%202023)");
    CHECK(figure.status == 200);
    CHECK(says(figure, "走进社区"));
    CHECK(clerk.get("/figures/show?expr=count(%E6%B2%A1%E6%9C%89)").status >= 400);
  });
}
