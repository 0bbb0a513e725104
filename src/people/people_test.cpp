// SPDX-License-Identifier: Apache-2.0
#include "people/people.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "crypto/crypto.h"

using namespace youju;
using namespace youju::people;

namespace {
const std::vector<Role> kRoles{{"clerk", {}, {Right::read, Right::write}}, {"leader", {}, {Right::read, Right::approve, Right::sign}}};

std::vector<Unit> bureau() {
  return {{UnitId{"u1"}, UnitId{}, "示例局", 0},
          {UnitId{"u3"}, UnitId{"u1"}, "第二科室", 2},
          {UnitId{"u2"}, UnitId{"u1"}, "第一科室", 1},
          {UnitId{"u4"}, UnitId{"u2"}, "活动室", 0}};
}

// Both engines, each with a fresh database.
std::vector<std::unique_ptr<db::Database>> databases(const std::filesystem::path& folder) {
  std::vector<std::unique_ptr<db::Database>> out;
  db::Settings lite;
  lite.file = folder / "office.sqlite";
  auto opened = db::Database::open(lite);
  REQUIRE(opened);
  out.push_back(std::move(*opened));
  if (const char* uri = std::getenv("YOUJU_TEST_PG")) {
    db::Settings pg;
    pg.engine = db::Engine::postgres;
    pg.connection = uri;
    pg.schema = "people_" + random_hex(World{}, 6);
    auto server = db::Database::open(pg);
    REQUIRE(server);
    out.push_back(std::move(*server));
  } else {
    MESSAGE("not run: PostgreSQL");
  }
  for (auto& database : out) REQUIRE(database->migrate());
  return out;
}

struct Folder {
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("youju-people-" + make_uuid4(World{}));
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
};

void say(db::Tx& tx, std::string_view type, std::string_view object, const char* unit, const Json& open, const Json& personal, std::int64_t index, KeptStanding& kept) {
  const UnitId u{unit};
  REQUIRE(apply(tx, Event{type, object, u, open, personal, index}, kept));
}
void say(db::Tx& tx, std::string_view type, std::string_view object, const char* unit, const Json& open, const Json& personal, std::int64_t index) {
  KeptStanding kept;
  say(tx, type, object, unit, open, personal, index, kept);
}
}  // namespace

TEST_CASE("units stand in tree order and sub-units belong to their ancestors") {
  const UnitTree tree(bureau());
  CHECK(tree.all()[1].id.text == "u2");
  CHECK(tree.is_within(UnitId{"u4"}, UnitId{"u1"}));
  CHECK_FALSE(tree.is_within(UnitId{"u3"}, UnitId{"u2"}));
  CHECK(tree.with_sub_units(UnitId{"u2"}) == std::vector<UnitId>{UnitId{"u2"}, UnitId{"u4"}});
  CHECK(tree.by_name("第二科室")->id.text == "u3");
  CHECK(tree.by_name("第三科室") == nullptr);
}

TEST_CASE("a right reaches down the tree, within its dates, and no further") {
  const UnitTree tree(bureau());
  const auto day = [](const char* iso) { return *Date::parse(iso); };
  const Who who{AccountId{"a1"}, {}, "王小明", {Grant{AccountId{"a1"}, "clerk", UnitId{"u2"}, day("2023-02-01"), day("2023-11-30"), {}}}, {}};
  CHECK(may(who, Right::write, UnitId{"u4"}, tree, kRoles, day("2023-05-01")));
  CHECK_FALSE(may(who, Right::write, UnitId{"u3"}, tree, kRoles, day("2023-05-01")));
  CHECK_FALSE(may(who, Right::approve, UnitId{"u2"}, tree, kRoles, day("2023-05-01")));
  CHECK_FALSE(may(who, Right::write, UnitId{"u2"}, tree, kRoles, day("2023-01-31")));
  CHECK_FALSE(may(who, Right::write, UnitId{"u2"}, tree, kRoles, day("2023-12-01")));
}

TEST_CASE("people, accounts and rights follow the log on both engines, and a withdrawn right does not count at the commit") {
  const Folder folder;
  for (auto& database : databases(folder.path)) {
    CAPTURE(static_cast<int>(database->engine()));
    const auto today = *Date::parse("2023-05-01");
    REQUIRE(database->write([&](db::Tx& tx) -> Result<void> {
      say(tx, "unit", "u1", "u1", {{"name", "示例局"}, {"parent", ""}, {"place", 0}}, nullptr, 1);
      say(tx, "person", "p1", "u1", {{"id", "p1"}}, {{"name", "張偉"}}, 2);
      say(tx, "account", "a1", "u1", {{"disabled", false}, {"person", "p1"}}, {{"login", "zhangwei"}, {"name", "张伟"}, {"os_user", "zw"}}, 3);
      say(tx, "right", "r1", "u1", {{"account", "a1"}, {"role", "clerk"}, {"withdrawn", false}}, nullptr, 4);
      return {};
    }));
    Who who;
    REQUIRE(database->read([&](db::Session& session) -> Result<void> {
      TRY(const auto found, find_persons(session, UnitId{"u1"}, "张伟"));
      CHECK(found.size() == 1);
      CHECK(sign_in_os_user(session, "nobody", today).error().code == Code::denied);
      TRY(who, sign_in_os_user(session, "zw", today));
      return {};
    }));
    CHECK(who.person.text == "p1");
    const auto right_now = [&](Right right) {
      return database->write([&](db::Tx& tx) { return require(tx, who, right, UnitId{"u1"}, kRoles, today); });
    };
    CHECK(right_now(Right::write));
    CHECK(right_now(Right::sign).error().code == Code::denied);
    REQUIRE(database->write([&](db::Tx& tx) -> Result<void> {
      say(tx, "right", "r1", "u1", {{"account", "a1"}, {"role", "clerk"}, {"withdrawn", true}}, nullptr, 5);
      return {};
    }));
    CHECK(right_now(Right::write).error().code == Code::denied);
  }
}

TEST_CASE("what is kept of rights from one write to the next never outlives a change of them, made or undone") {
  const Folder folder;
  const auto today = *Date::parse("2023-05-01");
  for (auto& database : databases(folder.path)) {
    CAPTURE(static_cast<int>(database->engine()));
    KeptStanding kept;
    const Who who{AccountId{"a1"}, {}, "张伟", {}, {}};
    const UnitId unit{"u1"};
    const auto ask = [&](db::Tx& tx, Right right) { return Permits(tx, kept, kRoles, today).require(who, right, unit).has_value(); };
    const auto allowed = [&](Right right) {
      bool out = false;
      REQUIRE(database->write([&](db::Tx& tx) -> Result<void> { return out = ask(tx, right), Result<void>{}; }));
      return out;
    };
    const auto right = [&](db::Tx& tx, const char* role, bool withdrawn, std::int64_t entry) {
      say(tx, "right", "r" + std::to_string(entry), "u1", {{"account", "a1"}, {"role", role}, {"withdrawn", withdrawn}}, nullptr, entry, kept);
    };
    REQUIRE(database->write([&](db::Tx& tx) -> Result<void> {
      say(tx, "unit", "u1", "u1", {{"name", "示例局"}, {"parent", ""}, {"place", 0}}, nullptr, 1, kept);
      say(tx, "account", "a1", "u1", {{"disabled", false}}, {{"login", "zhangwei"}, {"name", "张伟"}}, 2, kept);
      right(tx, "clerk", false, 3);
      return {};
    }));
    CHECK(allowed(Right::write));
    CHECK(allowed(Right::write));
    // Asked before and after within one write, which is then undone.
    CHECK_FALSE(database->write([&](db::Tx& tx) -> Result<void> {
      CHECK(ask(tx, Right::write));
      right(tx, "clerk", true, 4);
      right(tx, "leader", false, 5);
      CHECK_FALSE(ask(tx, Right::write));
      CHECK(ask(tx, Right::sign));
      return fail(Code::invalid, "undone");
    }));
    CHECK(allowed(Right::write));
    CHECK_FALSE(allowed(Right::sign));
    REQUIRE(database->write([&](db::Tx& tx) -> Result<void> { return right(tx, "clerk", true, 6), Result<void>{}; }));
    CHECK_FALSE(allowed(Right::write));
    // A unit closed, an account disabled, everything dropped.
    REQUIRE(database->write([&](db::Tx& tx) -> Result<void> { return right(tx, "clerk", false, 7), Result<void>{}; }));
    CHECK(allowed(Right::write));
    REQUIRE(database->write([&](db::Tx& tx) -> Result<void> {
      say(tx, "unit", "u1", "u1", {{"name", "示例局"}, {"parent", ""}, {"place", 0}, {"closed", "2023-04-30"}}, nullptr, 8, kept);
      return {};
    }));
    REQUIRE(database->write([&](db::Tx& tx) -> Result<void> {
      CHECK(Permits(tx, kept, kRoles, today).closed_on(unit).value() == Date::parse("2023-04-30"));
      return {};
    }));
    REQUIRE(database->write([&](db::Tx& tx) -> Result<void> {
      say(tx, "account", "a1", "u1", {{"disabled", true}}, {{"login", "zhangwei"}, {"name", "张伟"}}, 9, kept);
      return {};
    }));
    CHECK_FALSE(allowed(Right::write));
    REQUIRE(database->write([&](db::Tx& tx) { return drop_derived(tx, kept); }));
    CHECK_FALSE(allowed(Right::write));
  }
}

TEST_CASE("a one-time code makes a password once, expires, and a wrong one says nothing about the account") {
  const Folder folder;
  FixedClock clock(*Instant::parse("2024-01-05T03:00:00.000Z"));
  SeededRandom random(3);
  const World world{&clock, &random};
  for (auto& database : databases(folder.path)) {
    std::string code;
    REQUIRE(database->write([&](db::Tx& tx) -> Result<void> {
      say(tx, "account", "a1", "u1", {{"disabled", false}}, {{"login", "leader"}, {"name", "负责人"}}, 1);
      TRY(code, make_one_time_code(tx, AccountId{"a1"}, world, Instant{clock.now().ms + 1000}));
      return {};
    }));
    CHECK(sign_in_password(*database, "leader", code, "short", clock.now()).error().code == Code::invalid);
    CHECK(sign_in_password(*database, "leader", code, "", clock.now()).error().message.word == "people.sign_in_failed");
    CHECK(sign_in_password(*database, "nobody", code, "", clock.now()).error().message.word == "people.sign_in_failed");
    CHECK_FALSE(sign_in_password(*database, "leader", code, "一个足够长的登录密码", Instant{clock.now().ms + 1000}));
    CHECK(sign_in_password(*database, "leader", code, "一个足够长的登录密码", clock.now()));
    CHECK_FALSE(sign_in_password(*database, "leader", code, "另一个足够长的登录密码", clock.now()));
    CHECK(sign_in_password(*database, "leader", "一个足够长的登录密码", "", clock.now())->account.text == "a1");
  }
}

TEST_CASE("roles are data: a right that does not exist is refused by name") {
  const auto good = make_role("clerk", {{"zh", "经办人"}}, {"read", "write"});
  REQUIRE(good);
  CHECK(good->rights.contains(Right::write));
  CHECK(make_role("clerk", {}, {"read", "wirte"}).error().message.args.at("right") == "wirte");
}
