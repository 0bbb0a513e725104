// SPDX-License-Identifier: Apache-2.0
// The interface without sockets: an office, a token, a request, the answer.
#include "api/api.h"

#include "api/feed.h"
#include "api/operation.h"
#include "api/schema.h"
#include "api/test_program.h"

using namespace youju;
using namespace youju::api;

TEST_CASE("a token acts as its owner until it ends, is withdrawn or its owner is disabled; what is kept opens nothing") {
  app::on_both([](app::Bureau& bureau) {
    auto& office = *bureau.office;
    const auto secret = token_for(bureau, bureau.clerk, {app::Scope::read}, 2);
    CHECK(app::is_token_secret(secret));
    auto mistyped = secret;
    mistyped[7] = mistyped[7] == '0' ? '1' : '0';
    CHECK_FALSE(app::is_token_secret(mistyped));
    const auto found = app::find_token(office, secret);
    REQUIRE(found);
    REQUIRE(*found);
    CHECK((*found)->who.account == bureau.clerk.account);
    bool in_database = false;
    REQUIRE(office.read([&](db::Session& session) {
      return session.each_text("select secret, id from op_token", {}, [&](const db::Row& row) {
        in_database = in_database || row.text(0) == secret || secret.find(row.text(0)) != secret.npos || secret.find(row.text(1)) != secret.npos;
        return true;
      });
    }));
    CHECK_FALSE(in_database);
    CHECK_FALSE(*app::withdraw_token(office, bureau.leader, (*found)->token.id));  // not another's
    CHECK(*app::find_token(office, secret));
    CHECK(*app::withdraw_token(office, bureau.clerk, (*found)->token.id));
    CHECK_FALSE(*app::find_token(office, secret));

    const auto short_lived = token_for(bureau, bureau.clerk, {app::Scope::read}, 1);
    bureau.clock.advance_ms(86'400'000 - 1);
    CHECK(*app::find_token(office, short_lived));
    bureau.clock.advance_ms(1);
    CHECK_FALSE(*app::find_token(office, short_lived));

    const auto other = bureau.add_account("other", "clerk");
    const auto theirs = token_for(bureau, other, {app::Scope::read});
    CHECK(*app::find_token(office, theirs));
    REQUIRE(app::disable_account(office, bureau.clerk, other.account));
    CHECK_FALSE(*app::find_token(office, theirs));
  });
}

TEST_CASE("a token needs a name, a use and an end; the feed's stands alone; an account has twenty") {
  app::on_both([](app::Bureau& bureau) {
    using app::Scope;
    const auto word = [&](app::NewToken wanted) {
      const auto made = app::make_token(*bureau.office, bureau.clerk, wanted);
      return made ? std::string{} : made.error().message.word;
    };
    CHECK(word({"", {Scope::read}, 1}) == "token.bad_name");
    CHECK(word({"two\nlines", {Scope::read}, 1}) == "token.bad_name");
    CHECK(word({"x", {}, 1}) == "token.no_scope");
    CHECK(word({"x", {Scope::feed, Scope::read}, 1}) == "token.feed_alone");
    CHECK(word({"x", {Scope::read}, 0}) == "token.bad_days");
    CHECK(word({"x", {Scope::read}, app::kMostTokenDays + 1}) == "token.bad_days");
    for (int i = 0; i < app::kMostTokens; ++i) CHECK(word({"x", {Scope::read}, 1}).empty());
    CHECK(word({"x", {Scope::read}, 1}) == "token.too_many");
  });
}

TEST_CASE("without a good token nothing is answered but 401, whatever cookie is shown, and noise is held up without holding up others") {
  app::on_both([](app::Bureau& bureau) {
    web::Site site(*bureau.office, tables());
    std::string cookie;
    REQUIRE(bureau.office->database().write([&](db::Tx& tx) -> Result<void> {
      TRY(cookie, people::open_session(tx, bureau.clerk.account, "", "", bureau.world));
      return {};
    }));
    const Program nobody{site, ""};
    const auto without = nobody.with("cookie", "youju=" + cookie).get("/api/v1/records");
    CHECK(without.status == 401);
    CHECK(without.type.starts_with("application/problem+json"));
    CHECK(header_of(without, "WWW-Authenticate") == "Bearer realm=\"youju\"");
    const auto problem = body_of(without);
    CHECK(problem["status"] == 401);
    CHECK(problem["type"] == "/help/api#problem-unauthorized");
    CHECK(problem["instance"] == "/api/v1/records");
    const auto good = program_of(site, bureau, bureau.clerk);
    CHECK(good.get("/api/v1/records").status == 200);
    // Two headers, another scheme, a truncated token.
    CHECK(good.with("authorization", "Bearer " + good.token).get("/api/v1/records").status == 401);
    CHECK(nobody.with("authorization", "Basic " + good.token).get("/api/v1/records").status == 401);
    const Program wrong{site, good.token.substr(0, 20), {}, "10.9.9.9"};
    CHECK(wrong.get("/api/v1/records").status == 403);  // from another machine not in clear
    const Program near{site, good.token.substr(0, 20), {}, "127.0.0.9"};
    Reply last;
    for (int i = 0; i < 25; ++i) last = near.get("/api/v1/records");
    CHECK(last.status == 429);
    CHECK(header_of(last, "Retry-After") == "300");
    const Program same_address{site, good.token, {}, "127.0.0.9"};
    CHECK(same_address.get("/api/v1/records").status == 200);
    CHECK(site.answer(Request{}).status != 500);
  });
}

TEST_CASE("a token does what its scopes say, and no scope approves or signs") {
  app::on_both([](app::Bureau& bureau) {
    web::Site site(*bureau.office, tables());
    const Program reads{site, token_for(bureau, bureau.clerk, {app::Scope::read})};
    const auto refused = reads.post("/api/v1/records", kThemeDay);
    CHECK(refused.status == 403);
    CHECK(header_of(refused, "WWW-Authenticate").find("insufficient_scope\", scope=\"write\"") != std::string::npos);
    const auto feed = token_for(bureau, bureau.clerk, {app::Scope::feed});
    CHECK(Program{site, feed}.get("/api/v1/records").status == 403);
    CHECK(Program{site, ""}.get("/feeds/publications.atom?key=" + feed).status == 200);
    CHECK(Program{site, ""}.get("/feeds/publications.atom?key=" + reads.token).status == 404);
    CHECK(Program{site, ""}.get("/feeds/publications.atom").status == 404);

    auto with_leader = kThemeDay;
    const auto clerk = program_of(site, bureau, bureau.clerk), leader = program_of(site, bureau, bureau.leader);
    int decided = 0;
    for (const auto& kind : bureau.office->catalogue().kinds())
      for (const auto& step : kind.transitions)
        if (flow::is_signed(step)) ++decided;
    CHECK(decided > 5);
    with_leader["kind"] = "publication";
    with_leader["state"] = "draft";
    with_leader["values"] = Json{{"title", "一条消息"}, {"important", false}};
    const auto made = body_of(clerk.post("/api/v1/records", with_leader));
    const auto steps = "/api/v1/records/" + made["id"].get<std::string>() + "/steps";
    CHECK(body_of(clerk.post(steps, Json{{"step", "submit"}}))["state"] == "in_review");
    const auto approve = leader.post(steps, Json{{"step", "approve"}});
    CHECK(approve.status == 403);
    CHECK(body_of(approve)["code"] == "api.needs_person");
    bool told = false;
    const auto listed = body_of(leader.get(steps));
    for (const auto& step : listed["steps"])
      if (step["id"] == "approve") told = step["needs_person"].get<bool>() && !step["allowed"].get<bool>();
    CHECK(told);
    CHECK(leader.post(steps, Json{{"step", "no such step"}}).status == 422);
  });
}

TEST_CASE("a token manages with the use of managing alone, and makes nobody who approves, signs or manages people") {
  app::on_both([](app::Bureau& bureau) {
    web::Site site(*bureau.office, tables());
    const Json wanted{{"login", "fresh"}, {"name", "新来的"}, {"unit", "u1"}, {"roles", {"clerk"}}};
    CHECK(header_of(program_of(site, bureau, bureau.clerk).post("/api/v1/accounts", wanted), "WWW-Authenticate").find("scope=\"manage\"") != std::string::npos);
    const Program manages{site, token_for(bureau, bureau.clerk, {app::Scope::read, app::Scope::manage})};
    int deciding = 0;
    const auto roles = body_of(manages.get("/api/v1/roles"));
    for (const auto& role : roles["roles"]) {
      auto with_role = wanted;
      with_role["roles"] = Json::array({"clerk", role["id"]});
      if (!role["needs_person"].get<bool>()) continue;
      ++deciding;
      CHECK(body_of(manages.post("/api/v1/accounts", with_role))["code"] == "api.needs_person");
      CHECK(body_of(manages.post("/api/v1/delegations", {{"login", "leader"}, {"role", role["id"]}, {"unit", "u1"}, {"from", "2023-04-01"}, {"to", "2023-04-02"}}))["code"] == "api.needs_person");
    }
    CHECK(deciding == 3);  // reviewer, leader, administrator
    const auto made = manages.post("/api/v1/accounts", wanted);
    CHECK(made.status == 201);
    CHECK(header_of(made, "Cache-Control") == "no-store");
    const auto account = header_of(made, "Location");
    CHECK(body_of(manages.post(account + "/roles", {{"role", "leader"}, {"unit", "u1"}}))["code"] == "api.needs_person");
    CHECK(manages.post(account + "/roles", {{"role", "inspector"}, {"unit", "u1"}}).status == 200);
    CHECK(body_of(manages.get(account))["roles"].size() == 2);
    CHECK(program_of(site, bureau, bureau.leader).get(account).status == 403);
    const auto unit = manages.post("/api/v1/units", {{"parent", "u1"}, {"name", "第九支部"}});
    CHECK(unit.status == 201);
    CHECK(manages.get(header_of(unit, "Location")).status == 200);  // at once, although units are kept for a second
  });
}

TEST_CASE("a step of many is judged by the kind of each, and none is taken when one does not fit") {
  app::on_both([](app::Bureau& bureau) {
    web::Site site(*bureau.office, tables());
    const auto clerk = program_of(site, bureau, bureau.clerk), leader = program_of(site, bureau, bureau.leader);
    const auto meeting = body_of(clerk.post("/api/v1/records", kThemeDay))["id"].get<std::string>();
    const auto other = body_of(clerk.post("/api/v1/records", Json{{"kind", "publication"}, {"state", "draft"}, {"values", {{"title", "一条消息"}, {"important", false}}}}))["id"].get<std::string>();
    // Both kinds have a step of this name; it was judged for the one.
    Json wish{{"kind", "theme_day"}, {"step", "void"}, {"reason", "试登"}, {"records", Json::array({meeting, other})}};
    const auto refused = leader.post("/api/v1/records/steps", wish);
    CHECK(refused.status == 422);
    CHECK(body_of(refused)["errors"][0]["pointer"] == "#/records/1");
    wish["records"][1] = "no-such-record";
    CHECK(leader.post("/api/v1/records/steps", wish).status == 404);
    CHECK(body_of(leader.get("/api/v1/records/" + meeting))["state"] == "held");
    wish["records"] = Json::array({meeting});
    CHECK(body_of(leader.post("/api/v1/records/steps", wish))["records"][0]["state"] == "void");
  });
}

TEST_CASE("a request sent again with its key is carried out once; with another body the key is refused") {
  app::on_both([](app::Bureau& bureau) {
    web::Site site(*bureau.office, tables());
    const auto clerk = program_of(site, bureau, bureau.clerk);
    const auto once = clerk.with("idempotency-key", "first");
    const auto one = once.post("/api/v1/records", kThemeDay), two = once.post("/api/v1/records", kThemeDay);
    CHECK(one.status == 201);
    CHECK(two.status == 201);
    CHECK(one.body == two.body);
    CHECK(header_of(one, "Location") == header_of(two, "Location"));
    auto other = kThemeDay;
    other["values"]["topic"] = "别的";
    const auto reused = once.post("/api/v1/records", other);
    CHECK(reused.status == 422);
    CHECK(body_of(reused)["code"] == "app.key_reused");
    CHECK(bureau.rows().size() == 1);
    // A refused request may be mended and sent under the same key: nothing was done under it.
    auto bad = kThemeDay;
    bad["happened"] = "2023-02-31";
    const auto mended = clerk.with("idempotency-key", "second");
    CHECK(mended.post("/api/v1/records", bad).status == 422);
    CHECK(mended.post("/api/v1/records", other).status == 201);
    CHECK(clerk.with("idempotency-key", "with a space").post("/api/v1/records", kThemeDay).status == 422);
    // Another account's key is its own.
    CHECK(program_of(site, bureau, bureau.add_account("other", "clerk")).with("idempotency-key", "first").post("/api/v1/records", other).status == 201);
    CHECK(bureau.rows().size() == 3);
  });
}

TEST_CASE("a change names the version it was made on, and an unchanged record is not sent again") {
  app::on_both([](app::Bureau& bureau) {
    web::Site site(*bureau.office, tables());
    const auto clerk = program_of(site, bureau, bureau.clerk);
    const auto address = header_of(clerk.post("/api/v1/records", kThemeDay), "Location");
    const auto read = clerk.get(address);
    const auto etag = header_of(read, "ETag");
    CHECK(etag == "\"1-0-zh\"");
    CHECK(body_of(read)["values"]["topic"] == "参观纪念馆");
    CHECK(clerk.with("if-none-match", etag).get(address).status == 304);
    CHECK(clerk.with("if-none-match", etag).get(address).body.empty());
    CHECK(clerk.with("if-none-match", etag).with("accept-language", "en").get(address).status == 200);
    const auto change = Json{{"values", {{"topic", "参观展览"}}}}.dump();
    CHECK(clerk.ask(Method::patch, address, change).status == 428);
    const auto changed = clerk.with("if-match", etag).ask(Method::patch, address, change, "application/merge-patch+json");
    CHECK(changed.status == 200);
    CHECK(body_of(changed)["version"] == 2);
    const auto late = clerk.with("if-match", etag).ask(Method::patch, address, change);
    CHECK(late.status == 412);
    CHECK(clerk.with("if-match", "\"what\"").ask(Method::patch, address, change).status == 412);
    CHECK(clerk.with("if-match", "*").ask(Method::patch, address, Json{{"values", {{"headcount", nullptr}}}}.dump()).status == 200);
    CHECK_FALSE(body_of(clerk.get(address))["values"].contains("headcount"));
  });
}

TEST_CASE("what is sent is held against its schema, and each thing wrong is told beside its place") {
  app::on_both([](app::Bureau& bureau) {
    web::Site site(*bureau.office, tables());
    const auto clerk = program_of(site, bureau, bureau.clerk);
    CHECK(clerk.ask(Method::post, "/api/v1/records", "kind=theme_day", "application/x-www-form-urlencoded").status == 415);
    CHECK(clerk.ask(Method::post, "/api/v1/records", "{\"kind\":", "application/json").status == 400);
    CHECK(clerk.ask(Method::post, "/api/v1/records", "{\"kind\":\"theme_day\",\"kind\":\"lecture\"}").status == 400);
    std::string deep = "{\"kind\":\"theme_day\",\"values\":";
    for (int i = 0; i < 64; ++i) deep += "[";
    CHECK(clerk.ask(Method::post, "/api/v1/records", deep).status == 400);
    CHECK(clerk.ask(Method::post, "/api/v1/records", "{\"kind\":\"" + std::string(2 << 20, 'x') + "\"}").status == 413);
    const auto wrong = body_of(clerk.post("/api/v1/records", Json{{"kind", 7}, {"who", "me"}}));
    std::map<std::string, std::string> codes;
    for (const auto& one : wrong["errors"]) codes[one["pointer"]] = one["code"];
    CHECK(codes["#/kind"] == "api.wrong_type");
    CHECK(codes["#/who"] == "api.unknown");
    const auto fields = body_of(clerk.with("accept-language", "en-GB, zh;q=0.5").post("/api/v1/records", Json{{"kind", "theme_day"}, {"state", "held"}, {"values", {{"headcount", "many"}, {"mood", "good"}}}}));
    CHECK(fields["errors"][0]["field"] == "values.mood");
    const auto judged = body_of(clerk.post("/api/v1/records", Json{{"kind", "theme_day"}, {"state", "held"}, {"happened", "2023-03-05"}, {"values", {{"headcount", "many"}}}}));
    bool beside = false;
    for (const auto& one : judged["errors"]) beside = beside || one["pointer"] == "#/values/headcount";
    CHECK(beside);
    CHECK(clerk.get("/api/v1/records?limit=0").status == 422);
    CHECK(clerk.get("/api/v1/records?limit=1000").status == 422);
    CHECK(clerk.get("/api/v1/records?cursor=zzz").status == 422);
    CHECK(clerk.get("/api/v1/records?sort=title").status == 422);
    CHECK(clerk.get("/api/v1/records?from=2023-02-30").status == 422);
    const auto other_method = clerk.ask(Method::put, "/api/v1/records");
    CHECK(other_method.status == 405);
    CHECK(body_of(other_method)["status"] == 405);
    CHECK(header_of(other_method, "Allow") == "GET, POST");
    CHECK(clerk.get("/api/v1/nothing").status == 404);
  });
}

TEST_CASE("pages of a list follow one another without a gap and without a repetition") {
  app::on_both([](app::Bureau& bureau) {
    web::Site site(*bureau.office, tables());
    const auto clerk = program_of(site, bureau, bureau.clerk);
    for (int i = 0; i < 7; ++i) bureau.save({{"happened", i % 2 == 0 ? "2023-03-05" : "2023-03-06"}, {"topic", "第" + std::to_string(i)}});
    std::set<std::string> seen;
    std::string target = "/api/v1/records?kind=theme_day&limit=3";
    int pages = 0;
    while (!target.empty()) {
      const auto reply = clerk.get(target);
      REQUIRE(reply.status == 200);
      const auto body = body_of(reply);
      for (const auto& one : body["records"]) CHECK(seen.insert(one["id"]).second);
      const auto link = header_of(reply, "Link");
      CHECK(link.empty() == body["next"].is_null());
      target = link.empty() ? "" : link.substr(1, link.find('>') - 1);
      REQUIRE(++pages < 10);
    }
    CHECK(seen.size() == 7);
    CHECK(pages == 3);
    const auto figure = body_of(clerk.get("/api/v1/figures/value?expr=count(theme_day)&year=2023"));
    CHECK(figure["value"] == "7");
    CHECK(body_of(clerk.get("/api/v1/figures/records?expr=count(theme_day)&year=2023&limit=200"))["records"].size() == 7);
  });
}

TEST_CASE("what a sender wrote does not leave through the interface") {
  app::on_both([](app::Bureau& bureau) {
    web::Site site(*bureau.office, tables());
    const auto clerk = program_of(site, bureau, bureau.clerk);
    const auto made = clerk.post("/api/v1/records", Json{{"kind", "feedback"}, {"happened", "2023-03-05"}, {"values", {{"matter", "电梯坏了"}, {"text", "三号楼电梯坏了"}, {"channel", "telephone"}, {"sender", "张三"}}}});
    REQUIRE(made.status == 201);
    const auto address = header_of(made, "Location");
    for (const auto& target : {address, address + "/history", address + "/evidence", std::string("/api/v1/records"), std::string("/api/v1/kinds/feedback")}) {
      const auto reply = clerk.get(target);
      CHECK(reply.status == 200);
      CHECK(reply.body.find("电梯") == std::string::npos);
      CHECK(reply.body.find("张三") == std::string::npos);
    }
  });
}

TEST_CASE("the feed tells what was published with its address, and nothing else") {
  app::on_both([](app::Bureau& bureau) {
    web::Site site(*bureau.office, tables());
    const auto feed = token_for(bureau, bureau.clerk, {app::Scope::feed});
    kinds::Draft item{KindId{"publication"}, UnitId{"u1"}, "published", {{"happened", "2023-03-05"}, {"title", "春游 & <活动>"}, {"url", "https://example.cn/a?b=1&c=2"}, {"channel", "website"}}, true, 2023};
    REQUIRE(app::save_record(*bureau.office, bureau.clerk, item));
    item.values["title"] = "没有网址的";
    item.values.erase("url");
    REQUIRE(app::save_record(*bureau.office, bureau.clerk, item));
    bureau.save({{"happened", "2023-03-05"}, {"topic", "内部活动"}});
    const auto reply = Program{site, ""}.get("/feeds/publications.atom?key=" + feed);
    CHECK(reply.type == "application/atom+xml; charset=utf-8");
    CHECK(reply.body.find("春游 &amp; &lt;活动&gt;") != std::string::npos);
    CHECK(reply.body.find("href=\"https://example.cn/a?b=1&amp;c=2\"") != std::string::npos);
    CHECK(reply.body.find("没有网址的") == std::string::npos);
    CHECK(reply.body.find("内部活动") == std::string::npos);
    CHECK(Program{site, ""}.with("if-none-match", header_of(reply, "ETag")).get("/feeds/publications.atom?key=" + feed).status == 304);
    int kinds_told = 0;
    for (const auto& kind : bureau.office->catalogue().kinds()) kinds_told += is_published_kind(kind);
    CHECK(kinds_told == 1);
  });
}

TEST_CASE("the description names every operation and every schema it names is there") {
  const auto description = openapi(words::Lang::en, "Office");
  std::size_t described = 0;
  for (const auto& [path, methods] : description["paths"].items()) described += methods.size();
  CHECK(described == operations().size());
  for (const auto& op : operations()) {
    CAPTURE(op.id);
    CHECK(std::count_if(tags().begin(), tags().end(), [&](const auto& tag) { return tag.first == op.tag; }) == 1);
  }
  const std::function<void(const Json&)> follow = [&](const Json& value) {
    if (value.is_object() && value.contains("$ref") && value["$ref"].is_string()) {
      const Json::json_pointer place(value["$ref"].get<std::string>().substr(1));
      CHECK(description.contains(place));
    }
    if (value.is_structured())
      for (const auto& one : value) follow(one);
  };
  follow(description);
  std::set<std::string> ids;
  for (const auto& one : operations()) {
    CHECK(ids.insert(std::string(one.id)).second);
    for (const auto lang : {words::Lang::zh, words::Lang::en}) CHECK(words::say(lang, one.summary) != one.summary);
  }
}
