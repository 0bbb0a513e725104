// SPDX-License-Identifier: Apache-2.0
// Administration, request by request.
#include "app/audit.h"
#include "app/handover.h"
#include "app/health.h"
#include "app/keeping.h"
#include "app/retention.h"
#include "app/test_bureau.h"
#include "app/units.h"
#include "web/test_browser.h"

using namespace youju;
using namespace youju::web;

namespace {
struct Rooms {
  UnitId first, second;
  people::Who manager;  // manages people and units of the first only
};
// Two units below the office, an administrator of one of them, and an account in each.
Rooms two_units(app::Bureau& bureau) {
  auto& office = *bureau.office;
  Rooms out{*app::add_unit(office, bureau.clerk, UnitId{"u1"}, "第一支部"), *app::add_unit(office, bureau.clerk, UnitId{"u1"}, "第二支部"), {}};
  const auto add = [&](const char* login, const UnitId& unit, const char* role) {
    const auto made = app::add_account(office, bureau.clerk, unit, {login, login, {}, {}, {role}});
    REQUIRE(made);
    return bureau.sign_in(login, made->code);
  };
  out.manager = add("manager", out.first, "administrator");
  add("inside", out.first, "clerk");
  add("outside", out.second, "clerk");
  return out;
}
bool holds(const Reply& reply, std::string_view text) { return reply.body.find(text) != std::string::npos; }
AccountId account_named(app::Bureau& bureau, std::string_view login) { return *app::find_account(*bureau.office, login); }
}  // namespace

TEST_CASE("whoever manages one unit sees and changes the accounts of that unit alone") {
  app::on_both([](app::Bureau& bureau) {
    const auto rooms = two_units(bureau);
    Site site(*bureau.office);
    Browser browser{site};
    browser.enter("manager", kPassword);
    const auto page = browser.get("/admin");
    CHECK(page.status == 200);
    CHECK(holds(page, "inside"));
    CHECK_FALSE(holds(page, "outside"));
    CHECK_FALSE(holds(page, ">leader<"));
    CHECK(browser.get("/admin/accounts/" + account_named(bureau, "inside").text).status == 200);
    const auto outside = "/admin/accounts/" + account_named(bureau, "outside").text;
    CHECK(browser.get(outside).status == 404);
    const auto disable = browser.post(outside + "/disable", "csrf=" + browser.csrf);
    CHECK(disable.status == 404);
    // A role in one's own unit for somebody who is not of it would make them visible: refused too.
    const auto give = browser.post(outside + "/roles", "csrf=" + browser.csrf + "&role=clerk&in=" + rooms.first.text);
    CHECK(give.status == 404);
    CHECK_FALSE(app::disable_account(*bureau.office, rooms.manager, account_named(bureau, "leader")));
    // What is of the whole office is not theirs either.
    for (const auto* whole : {"/admin/backup", "/admin/health", "/admin/own"}) CHECK(browser.get(whole).status == 403);
    const auto noted = browser.get("/admin/audit");  // of oneself, and of nobody else
    CHECK(noted.status == 200);
    CHECK(browser.get("/admin/audit?account=" + account_named(bureau, "leader").text).status == 200);
    CHECK(app::read_audit(*bureau.office, rooms.manager, {}).error().code == Code::denied);
    CHECK(browser.post("/admin/accounts/" + account_named(bureau, "inside").text + "/disable", "csrf=" + browser.csrf).status == 303);
  });
}

TEST_CASE("an account that holds roles elsewhere too is not disabled by one of the two who manage it") {
  app::on_both([](app::Bureau& bureau) {
    const auto rooms = two_units(bureau);
    REQUIRE(app::change_right(*bureau.office, bureau.clerk, {account_named(bureau, "inside"), "clerk", rooms.second, {}, {}, false, false}));
    const auto refused = app::disable_account(*bureau.office, rooms.manager, account_named(bureau, "inside"));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.word == "units.account_elsewhere");
    CHECK(app::disable_account(*bureau.office, bureau.clerk, account_named(bureau, "inside")));
  });
}

TEST_CASE("a unit is renamed, moved and closed by page; what it does to figures is told before") {
  app::on_both([](app::Bureau& bureau) {
    const auto rooms = two_units(bureau);
    const auto group = *app::add_unit(*bureau.office, bureau.clerk, rooms.first, "第一小组");
    kinds::Draft draft{KindId{"theme_day"}, group, "held", {{"happened", "2023-03-05"}, {"topic", "参观纪念馆"}}, false, 2023};
    REQUIRE(app::save_record(*bureau.office, bureau.clerk, draft));
    bureau.clock.advance_ms(2000);
    bureau.sign_in("admin", bureau.made.codes[0].code);
    Site site(*bureau.office);
    Browser browser{site};
    browser.enter("admin", kPassword);
    const auto address = "/admin/units/" + group.text;
    CHECK(browser.post(address, "csrf=" + browser.csrf + "&what=rename&name=" + view::percent_encoded("学习小组")).status == 303);
    // Looked at first: the first branch loses one, the second gains one, the office above both keeps its own.
    const auto looked = browser.post(address, "csrf=" + browser.csrf + "&what=move&parent=" + rooms.second.text);
    CHECK(looked.status == 200);
    CHECK(holds(looked, "name=\"sure\" value=\"1\""));
    const auto effect = app::effect_of(*bureau.office, bureau.clerk, {group, app::UnitWish::What::move, {}, rooms.second, {}});
    REQUIRE(effect);
    REQUIRE(effect->lines.size() == 2);
    CHECK(effect->lines[0].unit == rooms.first);
    CHECK(effect->lines[0].before == 1);
    CHECK(effect->lines[0].after == 0);
    CHECK(effect->lines[1].unit == rooms.second);
    CHECK(effect->lines[1].after == 1);
    CHECK(browser.post(address, "csrf=" + browser.csrf + "&what=move&sure=1&parent=" + rooms.second.text).status == 303);
    bureau.clock.advance_ms(2000);
    const auto page = browser.get(address);
    CHECK(holds(page, "第一小组"));  // history keeps the former name
    CHECK(holds(page, "第二支部"));
    CHECK(browser.post("/admin/units/" + rooms.second.text, "csrf=" + browser.csrf + "&what=move&sure=1&parent=" + group.text).status == 422);  // under itself
    // Closed: what is entered up to the last day is taken, nothing after it, and nothing is required any more.
    CHECK(browser.post("/admin/units/" + rooms.second.text, "csrf=" + browser.csrf + "&what=close&sure=1&last_day=2023-02-28").status == 422);  // a unit under it is in service
    CHECK(browser.post(address, "csrf=" + browser.csrf + "&what=close&sure=1&last_day=2023-01-31").status == 303);
    auto late = app::save_record(*bureau.office, bureau.clerk, draft);
    REQUIRE(late);
    REQUIRE(std::holds_alternative<app::Refused>(*late));
    CHECK(std::get<app::Refused>(*late).problems.front().message.word == "kinds.unit_closed");
    draft.values["happened"] = "2023-01-20";
    auto early = app::save_record(*bureau.office, bureau.clerk, draft);
    REQUIRE(early);
    CHECK(std::holds_alternative<app::Saved>(*early));
    REQUIRE(bureau.office->rebuild({}));
    REQUIRE(bureau.office->read([&](db::Session& session) -> Result<void> {
      TRY(const auto tree, people::read_units(session));
      REQUIRE(tree.find(group)->closed);
      CHECK(tree.find(group)->closed->iso() == "2023-01-31");
      const auto required = [&](int month) -> Result<int> {
        figures::Context context;
        context.catalogue = &bureau.office->catalogue(), context.units = &tree, context.unit = group, context.today = bureau.office->today();
        TRY(const auto judged, figures::cadence(session, *bureau.office->catalogue().find(KindId{"theme_day"}), group, Period::month(2023, month), context));
        int n = 0;
        for (const auto& slot : judged.slots) n += slot.state == kinds::SlotState::exempt ? 0 : slot.required;
        return n;
      };
      TRY(const int january, required(1));
      TRY(const int february, required(2));
      CHECK(january == 1);
      CHECK(february == 0);
      return {};
    }));
  });
}

TEST_CASE("who leaves hands over: sheet, both signatures, change of hands; the account goes only when nothing is left, or knowingly") {
  app::on_both([](app::Bureau& bureau) {
    auto& office = *bureau.office;
    const auto persons = app::add_persons(office, bureau.clerk, UnitId{"u1"}, {{"张三", {}, {}}, {"李四", {}, {}}});
    REQUIRE(persons);
    bureau.add_account("zhang", "clerk", (*persons)[0]);
    bureau.save({{"happened", "2023-01-01至2023-12-31"}, {"title", "宣传委员"}, {"responsible", "张三"}}, "duty", "in_use");
    bureau.sign_in("admin", bureau.made.codes[0].code);
    Site site(office);
    Browser browser{site};
    browser.enter("admin", kPassword);
    const auto account = "/admin/accounts/" + account_named(bureau, "zhang").text;
    const auto refused = browser.post(account + "/disable", "csrf=" + browser.csrf);
    CHECK(refused.status == 422);
    CHECK(holds(refused, "/admin/handover/" + (*persons)[0].text));
    const auto page = browser.get("/admin/handover/" + (*persons)[0].text);
    CHECK(page.status == 200);
    CHECK(holds(page, "宣传委员"));
    const auto written = browser.post("/admin/handover/" + (*persons)[0].text, "csrf=" + browser.csrf + "&to=" + (*persons)[1].text + "&post=" + view::percent_encoded("宣传委员") + "&day=2023-03-08");
    CHECK(written.status == 303);
    CHECK(Browser::header(written, "Location").starts_with("/records/"));
    // Before both signed nothing changes hands.
    const auto sheets = app::handovers_of(office, bureau.clerk, (*persons)[0]);
    REQUIRE(sheets);
    REQUIRE(sheets->size() == 1);
    CHECK(browser.post("/admin/handover/" + (*persons)[0].text + "/carry-out", "csrf=" + browser.csrf + "&sheet=" + sheets->front().row.record.text).status == 422);
    // At once, knowingly: then it stays on the list of what nobody holds.
    CHECK(browser.post(account + "/disable", "csrf=" + browser.csrf + "&known=1").status == 303);
    const auto gone = browser.get("/admin/handover");
    CHECK(gone.status == 200);
    CHECK(holds(gone, "张三"));
  });
}

TEST_CASE("a role is handed on by page for some days, shown with its dates, and ended early") {
  app::on_both([](app::Bureau& bureau) {
    two_units(bureau);
    Site site(*bureau.office);
    Browser browser{site};
    browser.enter("leader", kPassword);
    const auto send = [&](const std::string& more) { return browser.post("/delegations", "csrf=" + browser.csrf + "&what=leader/u1&login=inside" + more); };
    CHECK(send("").status == 422);
    CHECK(send("&from=2023-03-08&to=2023-03-12").status == 303);
    CHECK(holds(browser.get("/delegations"), "inside"));
    CHECK(browser.post("/delegations", "csrf=" + browser.csrf + "&what=administrator/u1&login=inside&from=2023-03-08&to=2023-03-12").status == 422);
    const auto account = account_named(bureau, "inside").text;
    CHECK(browser.post("/delegations/end", "csrf=" + browser.csrf + "&account=" + account + "&role=leader&in=u1&from=2023-03-08&to=2023-03-12").status == 303);
    CHECK_FALSE(holds(browser.get("/delegations"), "inside"));
  });
}

namespace {
std::string sent(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string out;
  for (const auto& [name, value] : fields) out += (out.empty() ? "" : "&") + name + "=" + view::percent_encoded(value);
  return out;
}
std::string place_of(const Reply& reply) { return Browser::header(reply, "Location"); }
}  // namespace

TEST_CASE("a kind of the office's own is written by a form, refused with its line, shown with what it does, and adopted by a second person") {
  app::on_both([](app::Bureau& bureau) {
    bureau.sign_in("admin", bureau.made.codes[0].code);
    Site site(*bureau.office);
    Browser admin{site}, leader{site};
    admin.enter("admin", kPassword);
    leader.enter("leader", kPassword);
    const auto csrf = std::pair<std::string, std::string>{"csrf", admin.csrf};
    for (const auto* page : {"/admin/packs", "/admin/own", "/admin/own/field", "/admin/own/kind", "/admin/own/rule", "/admin/own/words", "/admin/own/text", "/admin/holidays"}) CHECK(admin.get(page).status == 200);
    CHECK(admin.get("/admin/own/nothing").status == 404);
    CHECK(leader.get("/admin/own").status == 403);
    // Without a Chinese name: beside the field, the rest kept.
    const auto missing = admin.post("/admin/own/kind", sent({csrf, {"en", "Vehicle use"}, {"measure", "次"}, {"flow", "simple"}, {"keep", "10"}}));
    CHECK(missing.status == 422);
    CHECK(holds(missing, "Vehicle use"));
    // What is not built is refused by the loader, named with its file and line.
    const auto refused = admin.post("/admin/own/kind", sent({csrf, {"zh", "网络舆情"}, {"en", "Public opinion online"}, {"flow", "simple"}, {"keep", "10"}}));
    CHECK(refused.status == 422);
    CHECK(holds(refused, "own_public_opinion_online.toml:"));
    const auto made = admin.post("/admin/own/kind", sent({csrf, {"zh", "车辆使用"}, {"en", "Vehicle use"}, {"measure", "次"}, {"flow", "simple"}, {"keep", "10"}, {"every", "month"}, {"times", "1"}, {"source", "本单位用车规定第三条"}, {"f1-zh", "里程"}, {"f1-en", "Distance"}, {"f1-type", "number"}, {"f1-measure", "公里"}}));
    REQUIRE(made.status == 303);
    const auto change = place_of(made);
    const auto draft = admin.get(change);
    CHECK(draft.status == 200);
    CHECK(holds(draft, "own_vehicle_use"));  // the TOML
    CHECK(holds(draft, "车辆使用"));
    CHECK(admin.post(change + "/submit", sent({csrf, {"note", "上级要求统计"}})).status == 303);
    const auto digest = Browser::field(leader.get(change), "digest");
    REQUIRE_FALSE(digest.empty());
    CHECK(Browser::field(admin.get(change), "digest").empty());  // whoever wrote it is offered no decision …
    CHECK(admin.post(change + "/decide", sent({csrf, {"digest", digest}, {"adopt", "1"}})).status == 403);  // … and refused one
    CHECK(bureau.office->catalogue().find(KindId{"own_vehicle_use"}) == nullptr);
    CHECK(leader.post(change + "/decide", sent({{"csrf", leader.csrf}, {"digest", digest}, {"adopt", "1"}})).status == 303);
    CHECK(bureau.office->catalogue().find(KindId{"own_vehicle_use"}) != nullptr);
    CHECK(holds(admin.get("/kinds"), "车辆使用"));
    CHECK(holds(admin.get("/admin/packs"), "own"));
    CHECK(admin.get("/records/new?kind=own_vehicle_use").status == 200);  // its form is there at once
    const auto days = admin.post("/admin/holidays", sent({csrf, {"year", "2027"}, {"what", "off"}, {"days", "2027-02-08\r\n2027-02-09"}, {"zh", "春节"}, {"source", "放假通知"}, {"whole", "yes"}}));
    REQUIRE(days.status == 303);
    CHECK(holds(admin.get(place_of(days)), "2027"));
    CHECK(admin.post("/admin/holidays", sent({csrf, {"year", "2027"}, {"what", "off"}, {"days", "二月八日"}, {"zh", "春节"}, {"source", "放假通知"}})).status == 422);
  });
}

TEST_CASE("a back-up and its rehearsal run in the background, are listed with what came of them, and the health page knows") {
  app::on_both([](app::Bureau& bureau) {
    bureau.sign_in("admin", bureau.made.codes[0].code);
    Site site(*bureau.office);
    Browser admin{site};
    admin.enter("admin", kPassword);
    CHECK(admin.post("/admin/backup", sent({{"csrf", admin.csrf}, {"what", "back_up"}})).status == 422);
    CHECK(admin.post("/admin/backup", sent({{"csrf", admin.csrf}, {"what", "back_up"}, {"passphrase", "kurz"}})).status == 422);
    REQUIRE(admin.post("/admin/backup", sent({{"csrf", admin.csrf}, {"what", "back_up"}, {"passphrase", "马蹄莲与旧台灯之间的雨天声"}})).status == 303);
    site.keeper().wait();
    const auto files = app::archives(*bureau.office);
    REQUIRE(files);
    REQUIRE(files->size() == 1);
    const auto name = files->front().file.filename().string();
    CHECK(holds(admin.get("/admin/backup"), name));
    bureau.clock.advance_ms(1000);
    CHECK(admin.post("/admin/backup", sent({{"csrf", admin.csrf}, {"what", "rehearse"}, {"passphrase", "马蹄莲与旧台灯之间的雨天声"}, {"archive", "../office/youju.toml"}})).status == 422);
    REQUIRE(admin.post("/admin/backup", sent({{"csrf", admin.csrf}, {"what", "rehearse"}, {"passphrase", "一个并不正确的很长的口令"}, {"archive", name}})).status == 303);
    site.keeper().wait();
    bureau.clock.advance_ms(1000);
    REQUIRE(admin.post("/admin/backup", sent({{"csrf", admin.csrf}, {"what", "rehearse"}, {"passphrase", "马蹄莲与旧台灯之间的雨天声"}, {"archive", name}})).status == 303);
    site.keeper().wait();
    const auto kept = app::kept_lately(*bureau.office);
    REQUIRE(kept);
    REQUIRE(kept->size() == 3);
    CHECK(kept->at(0).good);
    CHECK(kept->at(0).result.value("differing", 1) == 0);
    CHECK_FALSE(kept->at(1).good);
    const auto health = app::measure_health(*bureau.office, bureau.clerk, {});
    REQUIRE(health);
    CHECK(health->backed_up);
    CHECK(health->rehearsed);
    CHECK(admin.get("/admin/health").status == 200);
    Browser leader{site};
    leader.enter("leader", kPassword);
    CHECK(leader.get("/admin/health").status == 403);
    CHECK(leader.post("/admin/backup", sent({{"csrf", leader.csrf}, {"what", "back_up"}, {"passphrase", "马蹄莲与旧台灯之间的雨天声"}})).status == 403);
    // The proxy is told one word, and nobody more.
    const auto alive = Browser{site}.get("/health");
    CHECK(alive.status == 200);
    CHECK(alive.body == "ok\n");
    std::filesystem::remove_all(files->front().file.parent_path());
  });
}

TEST_CASE("what is kept long enough is listed, held back, erased by two people, and shown to be gone") {
  app::on_both([](app::Bureau& bureau) {
    auto& office = *bureau.office;
    bureau.sign_in("admin", bureau.made.codes[0].code);
    const auto saved = bureau.save({{"happened", "2023-03-05"}, {"topic", "要删的题目"}});
    bureau.clock.set(*Instant::parse("2056-03-08T01:00:00.000Z"));  // kept thirty years after the one it happened in
    Site site(office);
    Browser admin{site}, leader{site};
    admin.enter("admin", kPassword);
    leader.enter("leader", kPassword);
    const auto list = admin.get("/admin/retention?kind=theme_day");
    CHECK(list.status == 200);
    CHECK(holds(list, saved.record.text));
    const auto hold = [&](const std::string& more) { return admin.post("/admin/retention/hold", "csrf=" + admin.csrf + "&kind=theme_day&record=" + saved.record.text + more).status; };
    CHECK(hold("") == 422);
    CHECK(hold("&reason=" + view::percent_encoded("诉讼未结")) == 303);
    const auto order = [&](const char* number) { return admin.post("/admin/retention", sent({{"csrf", admin.csrf}, {"object", saved.record.text}, {"number", number}, {"basis", "保管期限已满"}, {"open", "yes"}})); };
    CHECK(order("〔2056〕1号").status == 422);
    CHECK(hold("&lift=1") == 303);
    CHECK(order("").status == 422);
    const auto asked = order("〔2056〕1号");
    REQUIRE(asked.status == 303);
    const auto address = place_of(asked);
    CHECK(order("〔2056〕2号").status == 422);  // one waits already
    CHECK(admin.post(address, "csrf=" + admin.csrf + "&erase=1").status == 403);  // not by who asked
    CHECK(hold("&reason=" + view::percent_encoded("又有诉讼")) == 303);
    CHECK(leader.post(address, "csrf=" + leader.csrf + "&erase=1").status == 409);  // held meanwhile
    CHECK(hold("&lift=1") == 303);
    CHECK(leader.post(address, "csrf=" + leader.csrf + "&erase=1").status == 303);
    const auto proof = app::erasure_proof(office, bureau.clerk, address.substr(address.rfind('/') + 1));
    REQUIRE(proof);
    CHECK(proof->good);
    CHECK(proof->targets.size() == 1);
    CHECK_FALSE(holds(admin.get(address), "要删的题目"));
    CHECK(admin.get(address + "/proof").status == 404);  // not sealed yet
    REQUIRE(office.ledger().seal());
    CHECK(admin.get(address + "/proof").status == 200);
    const auto after = admin.get("/admin/retention?kind=theme_day");
    CHECK(after.body.find("/records/" + saved.record.text) == std::string::npos);
    CHECK(order("〔2056〕1号").status == 422);  // a number is used once
  });
}

TEST_CASE("the security log names nobody but oneself until a second person agrees to a named incident; looking is noted") {
  app::on_both([](app::Bureau& bureau) {
    auto& office = *bureau.office;
    bureau.sign_in("admin", bureau.made.codes[0].code);
    Site site(office);
    Browser admin{site}, leader{site};
    admin.enter("admin", kPassword);
    leader.enter("leader", kPassword);
    const auto name = [&](const char* login) { return account_named(bureau, login).text; };
    const auto all = app::read_audit(office, bureau.clerk, {});
    REQUIRE(all);
    bool own = false, closed = false;
    for (const auto& line : all->lines) {
      own = own || line.entry.event.actor == name("admin");
      closed = closed || line.closed;
      CHECK(line.entry.event.actor != name("leader"));
      CHECK(line.entry.event.login != "leader");
    }
    CHECK(own);
    CHECK(closed);
    CHECK(admin.get("/admin/audit").status == 200);
    CHECK(admin.get("/admin/audit?account=" + name("leader")).status == 403);
    const auto copy = admin.get("/admin/audit/csv");
    CHECK(copy.status == 200);
    CHECK(copy.body.find("leader") == std::string::npos);
    const auto fields = [&](const char* incident) { return sent({{"csrf", admin.csrf}, {"login", "leader"}, {"incident", incident}, {"reason", "核实是谁导出的"}, {"from", "2023-03-01"}, {"to", "2023-03-31"}}); };
    CHECK(admin.post("/admin/audit/inquiries", fields("")).status == 422);
    CHECK(admin.post("/admin/audit/inquiries", fields("3月8日的导出")).status == 303);
    const auto asked = app::inquiries(office, bureau.clerk);
    REQUIRE(asked);
    REQUIRE(asked->size() == 1);
    const auto address = "/admin/audit/inquiries/" + asked->front().id;
    CHECK(admin.post(address, "csrf=" + admin.csrf + "&consent=1").status == 403);    // not by who asked
    CHECK(leader.post(address, "csrf=" + leader.csrf + "&consent=1").status == 403);  // nor by the one it is about
    const auto second = bureau.add_account("inspecting", "inspector");
    REQUIRE(app::decide_inquiry(office, second, asked->front().id, true));
    CHECK(admin.get("/admin/audit?account=" + name("leader")).status == 200);
    const auto events = office.security().read();
    REQUIRE(events);
    CHECK(std::any_of(events->begin(), events->end(), [](const ledger::SecurityEntry& one) { return one.event.event == "audit_read" && one.event.action == "web audit csv"; }));
    // Pages by key: two of one are as one of two.
    app::AuditFilter filter;
    filter.limit = 2;
    const auto first = app::read_audit(office, bureau.clerk, filter);
    REQUIRE(first);
    REQUIRE(first->next);
    filter.before = first->next;
    const auto then = app::read_audit(office, bureau.clerk, filter);
    REQUIRE(then);
    CHECK(then->lines.front().entry.index < first->lines.back().entry.index);
  });
}
