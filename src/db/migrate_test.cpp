// SPDX-License-Identifier: Apache-2.0
// Migrations, copies and the other engine's copies.
#include "db/migrate.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/fresh_database.h"

using namespace youju;
using namespace youju::db;
using youju::testing::for_each_engine;
using youju::testing::for_each_place;
using youju::testing::FreshPlace;
using youju::testing::has_postgres;
using youju::testing::TempFolder;

namespace {
Result<void> run_all(Database& database, const std::vector<std::string>& statements) {
  return database.write([&](Tx& tx) -> Result<void> {
    for (const auto& sql : statements) TRY_OK(tx.each_text(sql, {}, {}));
    return {};
  });
}
// Each row of the answer as "a|b|c", null as "-".
std::vector<std::string> rows(Database& database, const std::string& sql, int columns) {
  std::vector<std::string> found;
  const auto read = database.read([&](Session& session) {
    return session.each_text(sql, {}, [&](const Row& row) {
      std::string line;
      for (int i = 0; i < columns; ++i)
        line += (i == 0 ? "" : "|") + (row.is_null(i) ? "-" : std::string(row.text(i)));
      found.push_back(line);
      return true;
    });
  });
  CHECK(read.has_value());
  return found;
}
const std::string kVersions = "select number, name from op_version order by number";
const std::string kNewer =
    "insert into op_version (number, name, program, oldest) values (9001, 'far_future', '9.0.0', '";

// A table of working data that no migration knows would not be loaded anywhere; entries of the log are.
const std::string kEntry = "insert into entry (idx, object, bytes, mac) values (";
Result<void> fill(Database& database) {
  TRY_OK(database.migrate());
  std::vector<std::string> statements;
  for (int i = 0; i < 450; ++i) {
    statements.push_back(kEntry + std::to_string(i) + ", 'o''" + std::to_string(i % 7) +
                         "', '{\"标题\":\"第" + std::to_string(i) + "次\"}', 'm')");
  }
  statements.push_back("insert into private_payload (idx, open_salt, open_bytes) values (3, '', 'x')");
  statements.push_back("update op_head set size = 450");
  return run_all(database, statements);
}
const std::string kAllEntries = "select idx, object, bytes, mac from entry order by idx";
const std::string kPayloads =
    "select idx, open_salt, open_bytes, personal_salt from private_payload order by idx";
}  // namespace

TEST_CASE("every migration applies to an empty database, once") {
  for_each_engine([](Database& database) {
    REQUIRE_MESSAGE(database.migrate().has_value(), "first");
    const auto first = rows(database, kVersions, 2);
    CHECK(first.size() == migrations().size());
    REQUIRE(database.migrate());
    CHECK(rows(database, kVersions, 2) == first);
  });
}

TEST_CASE("numbers of migrations rise and both engines have a text") {
  int last = 0;
  for (const auto& migration : migrations()) {
    INFO(migration.name);
    CHECK(migration.number > last);
    CHECK(!migration.sqlite.empty());
    CHECK(!migration.postgres.empty());
    last = migration.number;
  }
}

TEST_CASE("tables of an older program wait for what is missing, tables of this one for nothing") {
  for_each_engine([](Database& database) {
    REQUIRE(database.migrate());
    const auto waits = [&] {
      bool out = false;
      REQUIRE(database.read([&](Session& session) -> Result<void> {
        TRY(out, waits_for_migration(session));
        return {};
      }));
      return out;
    };
    CHECK_FALSE(waits());
    const auto newest = std::to_string(migrations().back().number);
    REQUIRE(run_all(database, {"delete from op_version where number = " + newest}));
    CHECK(waits());
  });
}

TEST_CASE("every query of this program is taken by both engines") {
  for_each_engine([](Database& database) {
    REQUIRE(database.migrate());
    REQUIRE(run_all(
        database, {"create table item (id bigint primary key, name text)"}));  // of these tests' own queries
    const auto prepared = database.prepare_all();
    INFO((prepared ? "" : prepared.error().detail));
    CHECK(prepared.has_value());
  });
}

TEST_CASE("a query that an engine does not take is named") {
  const Query bad{"test.no_such_table", "select * from no_such_table", "select * from no_such_table", 0};
  for_each_engine([&](Database& database) {
    const auto read = database.read(
        [&](Session& session) -> Result<void> { return session.each_text(std::string(bad.sqlite), {}, {}); });
    REQUIRE(!read);
    CHECK(read.error().code == Code::outside);
    CHECK(read.error().detail.find("no_such_table") != std::string::npos);
  });
}

TEST_CASE("a migration that fails leaves nothing of itself, and those before it neither") {
  const Migration broken[] = {
      {1, "good", "", "create table good (id bigint primary key); create table second (a text);",
       "create table good (id bigint primary key); create table second (a text);"},
      {2, "broken", "", "create table third (a text); nonsense;", "create table third (a text); nonsense;"},
  };
  const Migration mended[] = {
      broken[0], {2, "mended", "", "create table third (a text);", "create table third (a text);"}};
  for_each_engine([&](Database& database) {
    const auto apply = [&](std::span<const Migration> list) {
      return database.write([&](Tx& tx) {
        return apply_migrations(
            tx,
            [&](const std::string& sql, std::string_view) -> Result<void> {
              // One statement at a time, as the texts above allow.
              for (std::size_t from = 0; from < sql.size();) {
                const auto end = std::min(sql.find(';', from), sql.size());
                if (sql.find_first_not_of(" \n", from) < end)
                  TRY_OK(tx.each_text(sql.substr(from, end - from), {}, {}));
                from = end + 1;
              }
              return {};
            },
            list);
      });
    };
    CHECK(!apply(broken));
    CHECK(!database.write([](Tx& tx) { return tx.each_text("select 1 from good", {}, {}); }).has_value());
    REQUIRE(apply(mended));
    CHECK(rows(database, kVersions, 2) == std::vector<std::string>{"1|good", "2|mended"});
    CHECK(rows(database, "select count(*) from third", 1) == std::vector<std::string>{"0"});
  });
}

TEST_CASE("a database that a newer program has changed is refused, unless it says that we may open it") {
  for_each_place([](const Settings& settings) {
    auto database = Database::open(settings);
    REQUIRE(database);
    REQUIRE((*database)->migrate());
    REQUIRE(run_all(**database, {kNewer + "0.0.1')"}));
    CHECK((*database)->migrate().has_value());
    for (const std::string oldest : {"", "9.0.0"}) {
      INFO("oldest ", oldest);
      REQUIRE(run_all(**database, {"delete from op_version where number = 9001", kNewer + oldest + "')"}));
      const auto migrated = (*database)->migrate();
      REQUIRE(!migrated);
      CHECK(migrated.error().code == Code::unsupported);
      CHECK(migrated.error().message.args.at("change") == "far_future");
      database->reset();
      const auto opened = Database::open(settings);
      REQUIRE(!opened);
      CHECK(opened.error().code == Code::unsupported);
      // Taken away with the engine's own means, as the newer program would.
      auto plain = settings;
      plain.schema = settings.engine == Engine::postgres ? settings.schema + "_side" : "";
      if (settings.engine == Engine::postgres) {
        auto side = Database::open(plain);
        REQUIRE(side);
        REQUIRE(run_all(**side, {"delete from \"" + settings.schema + "\".op_version where number = 9001",
                                 "drop schema \"" + plain.schema + "\" cascade"}));
      } else {
        std::filesystem::remove(settings.file);
      }
      database = Database::open(settings);
      REQUIRE(database);
      REQUIRE((*database)->migrate());
    }
  });
}

TEST_CASE("versions are compared number by number") {
  CHECK(is_older("0.9", "0.10"));
  CHECK(is_older("0.9.9", "1"));
  CHECK(!is_older("1.0", "1.0"));
  CHECK(!is_older("1.0.1", "1.0"));
  CHECK(is_older("1.0", "1.0.1"));
}

TEST_CASE("a copy loads into an empty database of either engine, from either engine") {
  for (const auto from : {Engine::sqlite, Engine::postgres}) {
    for (const auto to : {Engine::sqlite, Engine::postgres}) {
      if ((from == Engine::postgres || to == Engine::postgres) && !has_postgres()) continue;
      INFO("from ", static_cast<int>(from), " to ", static_cast<int>(to));
      const TempFolder folder;
      const FreshPlace source_place(from), target_place(to);
      auto source = Database::open(source_place.settings());
      REQUIRE(source);
      const auto filled = fill(**source);
      REQUIRE_MESSAGE(filled.has_value(), (filled ? "" : filled.error().detail));
      REQUIRE((*source)->copy_to(folder / "copy.db"));
      auto target = Database::open(target_place.settings());
      REQUIRE(target);
      const auto loaded = (*target)->load_from(folder / "copy.db");
      REQUIRE_MESSAGE(loaded.has_value(), (loaded ? "" : loaded.error().detail));
      REQUIRE((*target)->migrate());
      CHECK(rows(**target, kAllEntries, 4).size() == 450);
      for (const auto& sql : {kAllEntries, kPayloads})
        CHECK(rows(**target, sql, 4) == rows(**source, sql, 4));
      CHECK(rows(**target, kVersions, 2) == rows(**source, kVersions, 2));
      CHECK(rows(**target, "select size, frontier from op_head", 2) == std::vector<std::string>{"450|0"});
      CHECK((*target)->check_storage().has_value());
      // Not a second time, and what is there stays.
      const auto again = (*target)->load_from(folder / "copy.db");
      REQUIRE(!again);
      CHECK(again.error().code == Code::conflict);
      CHECK(rows(**target, kAllEntries, 4).size() == 450);
    }
  }
}

TEST_CASE("a copy that is damaged loads nothing at all") {
  for_each_place([](const Settings& settings) {
    const TempFolder folder;
    const FreshPlace source_place(Engine::sqlite);
    auto source = Database::open(source_place.settings());
    REQUIRE(source);
    REQUIRE(fill(**source));
    // An entry of a table that the migrations here do not make.
    REQUIRE(
        run_all(**source, {"create table zz_unknown (a text)", "insert into zz_unknown (a) values ('x')"}));
    REQUIRE((*source)->copy_to(folder / "copy.db"));
    std::filesystem::resize_file(folder / "copy.db", 4096 * 10);
    auto target = Database::open(settings);
    REQUIRE(target);
    const auto loaded = (*target)->load_from(folder / "copy.db");
    REQUIRE(!loaded);
    const auto left =
        settings.engine == Engine::sqlite
            ? rows(**target, "select name from sqlite_schema", 1)
            : rows(**target, "select tablename from pg_tables where schemaname = current_schema()", 1);
    CHECK(left.empty());
    CHECK((*target)->migrate().has_value());
  });
}
