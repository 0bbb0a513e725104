// SPDX-License-Identifier: Apache-2.0
// An old back-up over a newer log: refused, unless two people say so, and then the log says what was given up.
#include <doctest/doctest.h>

#include "app/backup.h"
#include "app/leftovers.h"
#include "app/proof.h"
#include "app/test_bureau.h"

using namespace youju;
using namespace youju::app;

namespace {
constexpr const char* kPassphrase = "四个词的口令 一二三四五六";

struct Scene {
  Bureau& bureau;
  std::filesystem::path archive = bureau.base / "old.youju";
  std::string anchor;

  explicit Scene(Bureau& with) : bureau(with) {
    bureau.save({{"happened", "3月5日"}, {"topic", "参观纪念馆"}, {"headcount", "23人"}});
    REQUIRE(bureau.office->ledger().seal());
    REQUIRE(back_up(*bureau.office, bureau.clerk, archive, kPassphrase));
    bureau.save({{"happened", "3月6日"}, {"topic", "后来的记录"}, {"headcount", "9人"}});
    anchor = *bureau.office->ledger().seal();
    bureau.office.reset();  // nobody writes any more
  }
  RestoreRequest request(std::string reason = "机器损坏") {
    RestoreRequest out{archive, bureau.folder, kPassphrase, "", false, {}, {}};
    out.loss = RestoreRequest::Loss{
        [](Office& office) -> Result<people::Who> {
          people::Who who;
          TRY_OK(office.read([&](db::Session& session) -> Result<void> {
            TRY(who, people::sign_in_os_user(session, "tester", office.today()));
            return {};
          }));
          return who;
        },
        [](Office& office) { return people::sign_in_password(office.database(), "leader", "一个足够长的登录密码", "", office.world().clock->now()); },
        std::move(reason)};
    return out;
  }
};

std::string error_of(const RestoreRequest& request, const World& world) {
  const auto done = restore_office(request, world);
  REQUIRE_FALSE(done);
  return done.error().message.word;
}
}  // namespace

TEST_CASE("an old back-up does not replace a newer log unasked, alone or without a reason") {
  on_both([](Bureau& bureau) {
    Scene scene(bureau);
    auto request = scene.request();
    const auto loss = request.loss;
    request.loss.reset();
    CHECK(error_of(request, bureau.world) == "backup.newer_known");
    request.loss = loss;
    request.loss->second = loss->who;
    CHECK(error_of(request, bureau.world) == "erase.same_person");
    request = scene.request(" ");
    CHECK(error_of(request, bureau.world) == "backup.reason_needed");
    // Nothing was touched.
    bureau.open();
    CHECK(bureau.rows().size() == 2);
    CHECK(verify_office(*bureau.office, scene.anchor, {})->good());
  });
}

TEST_CASE("a newer checkpoint held elsewhere counts like a newer log here") {
  on_both([](Bureau& bureau) {
    Scene scene(bureau);
    RestoreRequest request{scene.archive, bureau.base / "elsewhere", kPassphrase, "", false, scene.anchor, {}};
    CHECK(error_of(request, bureau.world) == "backup.newer_known");
    CHECK_FALSE(std::filesystem::exists(bureau.base / "elsewhere"));
    request.anchor = "not a note";
    CHECK(error_of(request, bureau.world) == "backup.anchor_other");
    request.anchor.reset();
    CHECK(restore_office(request, bureau.world));
  });
}

TEST_CASE("two people with a reason may; the entry keeps what was lost, verify shows it, and the old anchor still tells") {
  on_both([](Bureau& bureau) {
    Scene scene(bureau);
    auto done = restore_office(scene.request(), bureau.world);
    if (!done) MESSAGE(done.error().message.word << " " << done.error().detail);
    REQUIRE(done);
    CHECK(done->had > done->log_size);
    CHECK(std::filesystem::exists(done->aside / "youju.toml"));
    bureau.open();
    CHECK(bureau.rows().size() == 1);
    const auto verified = verify_office(*bureau.office, {}, {});
    REQUIRE(verified);
    for (const auto& f : verified->log.findings) MESSAGE(f.what << " " << f.where);
    CHECK(verified->good());
    REQUIRE(verified->log.restores.size() == 1);
    CHECK(verified->log.restores[0].reason == "机器损坏");
    CHECK(verified->log.restores[0].actor == "a1");
    CHECK(verified->log.restores[0].second == "a2");
    CHECK(verified->log.restores[0].had == done->had);
    REQUIRE(bureau.office->read([&](db::Session& session) -> Result<void> {
      TRY(const auto entry, bureau.office->ledger().read(session, done->entry, true));
      bool kept = false;
      for (const auto& note : entry.head.open["lost"]) kept = kept || note == scene.anchor;
      CHECK(kept);
      return {};
    }));
    const auto forked = verify_office(*bureau.office, scene.anchor, {});
    REQUIRE(forked);
    REQUIRE_FALSE(forked->good());
    CHECK(forked->log.findings[0].where == "anchor");
    // The office that was there is whole, beside.
    {
      auto old = Office::open(done->aside, Office::Access::read, bureau.world);
      REQUIRE(old);
      CHECK(verify_office(**old, scene.anchor, {})->good());
      if ((*old)->settings().database.engine == db::Engine::postgres) CHECK((*old)->settings().database.schema != bureau.office->settings().database.schema);
    }
  });
}

TEST_CASE("what a killed restore left on a server goes with the next one to the same place: folder and schema") {
  const char* server = std::getenv("YOUJU_TEST_PG");
  if (server == nullptr) {
    MESSAGE("not run: PostgreSQL");
    return;
  }
  Bureau bureau;
  auto own = bureau.office->settings().database;  // what the restored office will have
  own.engine = db::Engine::postgres;
  own.connection = server;
  own.schema = "youju_" + bureau.office->settings().instance.substr(0, 12);
  REQUIRE(drop_schema(own));  // of an earlier run of this test: the instance comes from fixed chance
  Scene scene(bureau);
  const auto target = bureau.base / "again", left = bureau.base / ".again.scratch-0badcafe";
  RestoreRequest request{scene.archive, target, kPassphrase, server, false, {}, {}};
  db::Settings half;
  half.engine = db::Engine::postgres;
  half.connection = server;
  half.schema = "youju_half_" + bureau.made.folder.parent_path().filename().string().substr(10, 8);
  const auto schemas = [&] {
    std::int64_t n = 0;
    auto settings = half;
    settings.schema = "public";
    const auto database = db::Database::open(settings);
    REQUIRE(database);
    REQUIRE((*database)->read([&](db::Session& session) {
      return session.each_text("select count(*) from information_schema.schemata where schema_name = '" + half.schema + "'", {}, [&](const db::Row& row) {
        n = row.integer(0);
        return true;
      });
    }));
    return n;
  };
  // As a kill leaves it: the schema filled, the folder named, nobody holding the lock.
  std::filesystem::create_directories(left / "office");
  std::filesystem::permissions(left, std::filesystem::perms::owner_all);
  {
    const auto unfinished = Unfinished::mark(left);
    REQUIRE(unfinished);
    REQUIRE(unfinished->fills(half));
    const auto database = db::Database::open(half);
    REQUIRE(database);
    REQUIRE((*database)->migrate());
    CHECK(look_at(left).in_use);
    CHECK_FALSE(*clear_away(look_at(left)));  // as long as it runs it is let alone
  }
  CHECK(look_at(left).schema == half.schema);
  CHECK(schemas() == 1);

  const auto done = restore_office(request, bureau.world);
  if (!done) MESSAGE(done.error().message.word << " " << done.error().detail);
  REQUIRE(done);
  CHECK(done->cleared == std::vector{left});
  CHECK_FALSE(std::filesystem::exists(left));
  CHECK(schemas() == 0);
  CHECK(left_scratch({bureau.base}, Instant{INT64_MAX}).empty());
  REQUIRE(Office::open(target, Office::Access::read, bureau.world));  // its own schema stays
  REQUIRE(drop_schema(own));
}

TEST_CASE("a whole office that lies in a scratch folder is not cleared away") {
  Bureau bureau;
  const auto left = bureau.base / ".office.scratch-0badcafe";
  std::filesystem::create_directories(left / "office");
  std::ofstream(left / "office" / "youju.toml") << "x";
  CHECK(look_at(left).an_office);
  CHECK_FALSE(*clear_away(look_at(left)));
  CHECK(std::filesystem::exists(left / "office" / "youju.toml"));
}
