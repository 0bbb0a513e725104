// SPDX-License-Identifier: Apache-2.0
// What only a server can do to us: go away, hold a lock, be set up wrongly.
#include <doctest/doctest.h>
#include <libpq-fe.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include "db/db.h"
#include "tests/fresh_database.h"

using namespace youju;
using namespace youju::db;
using youju::testing::FreshPlace;
using youju::testing::has_postgres;

namespace {
Result<void> make_table(Database& database) {
  return database.write(
      [](Tx& tx) { return tx.each_text("create table item (id bigint primary key, name text)", {}, {}); });
}
Result<void> put(Tx& tx, std::int64_t id) {
  return tx.each_text("insert into item (id, name) values ($1, 'x')", {id}, {});
}
std::int64_t rows_of(Database& database) {
  std::int64_t found = -1;
  const auto read = database.read([&](Session& session) {
    return session.each_text("select count(*) from item", {}, [&](const Row& row) {
      found = row.integer(0);
      return true;
    });
  });
  INFO((read ? "" : read.error().detail));
  CHECK(read.has_value());
  return found;
}
std::unique_ptr<Database> open_at(const Settings& settings) {
  auto database = Database::open(settings);
  REQUIRE(database);
  return std::move(*database);
}
// The server process that serves this session.
std::int64_t server_process(Session& session) {
  std::int64_t pid = 0;
  CHECK(session
            .each_text("select pg_backend_pid()", {},
                       [&](const Row& row) {
                         pid = row.integer(0);
                         return true;
                       })
            .has_value());
  return pid;
}
void end_process(Database& database, std::int64_t pid) {
  CHECK(database
            .read([&](Session& session) {
              return session.each_text("select pg_terminate_backend(cast($1 as bigint)::int, 5000)", {pid},
                                       {});
            })
            .has_value());
}
}  // namespace

TEST_CASE(
    "PostgreSQL: a connection lost in the middle of a write is busy, nothing is written, and the next write "
    "works") {
  if (!has_postgres()) return;
  const FreshPlace place(Engine::postgres);
  auto database = open_at(place.settings());
  auto other = open_at(place.settings());
  REQUIRE(make_table(*database));
  const auto lost = database->write([&](Tx& tx) -> Result<void> {
    TRY_OK(put(tx, 1));
    end_process(*other, server_process(tx));
    return put(tx, 2);
  });
  REQUIRE(!lost);
  CHECK(lost.error().code == Code::busy);
  CHECK(lost.error().message.word == "db.lost");
  CHECK(rows_of(*database) == 0);
  CHECK(database->write([&](Tx& tx) { return put(tx, 3); }).has_value());
  CHECK(rows_of(*database) == 1);
}

TEST_CASE(
    "PostgreSQL: when the connection is lost as the commit goes out, the outcome is unknown and said to be") {
  if (!has_postgres()) return;
  const FreshPlace place(Engine::postgres);
  auto database = open_at(place.settings());
  auto other = open_at(place.settings());
  REQUIRE(make_table(*database));
  const auto unknown = database->write([&](Tx& tx) -> Result<void> {
    TRY_OK(put(tx, 1));
    end_process(*other, server_process(tx));
    return {};
  });
  REQUIRE(!unknown);
  CHECK(unknown.error().code == Code::outside);
  CHECK(unknown.error().message.word == "db.outcome_unknown");
  CHECK(database->write([&](Tx& tx) { return put(tx, 3); }).has_value());
}

TEST_CASE("PostgreSQL: connections that the server closed while idle are replaced without anybody noticing") {
  if (!has_postgres()) return;
  const FreshPlace place(Engine::postgres);
  auto database = open_at(place.settings());
  auto other = open_at(place.settings());
  REQUIRE(make_table(*database));
  std::int64_t reader = 0, writer = 0;
  REQUIRE(database->read([&](Session& session) -> Result<void> {
    reader = server_process(session);
    return {};
  }));
  REQUIRE(database->write([&](Tx& tx) -> Result<void> {
    writer = server_process(tx);
    return {};
  }));
  end_process(*other, reader);
  end_process(*other, writer);
  CHECK(rows_of(*database) == 0);
  CHECK(database->write([&](Tx& tx) { return put(tx, 1); }).has_value());
  CHECK(rows_of(*database) == 1);
}

TEST_CASE("PostgreSQL: two processes append under a row lock and no number is given twice") {
  if (!has_postgres()) return;
  const FreshPlace place(Engine::postgres);
  auto one = open_at(place.settings());
  auto two = open_at(place.settings());
  REQUIRE(make_table(*one));
  REQUIRE(one->write([](Tx& tx) -> Result<void> {
    TRY_OK(tx.each_text("create table op_test_head (size bigint)", {}, {}));
    return tx.each_text("insert into op_test_head (size) values (0)", {}, {});
  }));
  const auto append = [](Tx& tx) -> Result<void> {
    std::int64_t size = -1;
    TRY_OK(tx.each_text("select size from op_test_head for update", {}, [&](const Row& row) {
      size = row.integer(0);
      return true;
    }));
    TRY_OK(put(tx, size));
    return tx.each_text("update op_test_head set size = size + 1", {}, {});
  };
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 25; ++i) {
        if (!(t % 2 == 0 ? one : two)->write(append)) ++wrong;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(wrong == 0);
  CHECK(rows_of(*one) == 200);
}

TEST_CASE("PostgreSQL: more queued statements than fit the socket's buffers are all done, or none") {
  if (!has_postgres()) return;
  const FreshPlace place(Engine::postgres);
  auto database = open_at(place.settings());
  REQUIRE(make_table(*database));
  static const Query kPut{"test.pg_put", "insert into item (id, name) values (?1, ?2)",
                          "insert into item (id, name) values ($1, $2)", RegisterQuery(&kPut).id};
  const std::string long_text(2000, 'x');
  const auto put_many = [&](std::int64_t from, std::int64_t last) {
    return database->write([&](Tx& tx) -> Result<void> {
      for (std::int64_t i = 0; i < 3000; ++i) TRY_OK(tx.queue(kPut, {from + i, std::string_view(long_text)}));
      return tx.queue(kPut, {last, std::string_view("last")});
    });
  };
  CHECK(put_many(0, 3000).has_value());
  CHECK(rows_of(*database) == 3001);
  const auto clash = put_many(10000, 5);
  REQUIRE(!clash);
  CHECK(clash.error().code == Code::conflict);
  CHECK(rows_of(*database) == 3001);
}

TEST_CASE("PostgreSQL: an exception thrown while reading leaves the database usable") {
  if (!has_postgres()) return;
  const FreshPlace place(Engine::postgres);
  auto database = open_at(place.settings());
  REQUIRE(make_table(*database));
  const auto thrower = [](Session& session) {
    return session.each_text("select generate_series(1, 1000)", {},
                             [](const Row&) -> bool { throw std::runtime_error("x"); });
  };
  CHECK_THROWS_AS(static_cast<void>(database->read(thrower).has_value()), std::runtime_error);
  CHECK_THROWS_AS(static_cast<void>(database->write([&](Tx& tx) { return thrower(tx); }).has_value()),
                  std::runtime_error);
  CHECK(database->write([&](Tx& tx) { return put(tx, 1); }).has_value());
  CHECK(rows_of(*database) == 1);
}

TEST_CASE(
    "PostgreSQL: a database that does not sort by bytes is refused, and so is a server that is not there") {
  if (!has_postgres()) return;
  const FreshPlace place(Engine::postgres);
  auto nowhere = place.settings();
  nowhere.connection = "postgresql://youju@/youju?host=/nonexistent";
  const auto unreachable = Database::open(nowhere);
  REQUIRE(!unreachable);
  CHECK(unreachable.error().code == Code::outside);
  auto absent = place.settings();
  absent.must_exist = true;
  absent.schema += "_absent";
  const auto opened = Database::open(absent);
  REQUIRE(!opened);
  CHECK(opened.error().code == Code::absent);
}

// Needs a cluster that nobody else uses (YOUJU_TEST_PG_ALONE): its commits wait for a standby that does not
// exist.
TEST_CASE("PostgreSQL: a commit whose wait for the standby was cut off has an unknown outcome") {
  const char* uri = std::getenv("YOUJU_TEST_PG_ALONE");
  if (uri == nullptr) {
    MESSAGE("not run: PostgreSQL with a standby");
    return;
  }
  Settings settings;
  settings.engine = Engine::postgres;
  settings.connection = uri;
  settings.schema = "standby";
  auto database = open_at(settings);
  auto other = open_at(settings);
  REQUIRE(database->write([](Tx& tx) { return tx.each_text("drop table if exists item", {}, {}); }));
  REQUIRE(make_table(*database));
  auto* server = PQconnectdb(uri);
  const auto set_standby = [&](const std::string& name) {
    PQclear(PQexec(server, ("alter system set synchronous_standby_names = '" + name + "'").c_str()));
    PQclear(PQexec(server, "select pg_reload_conf(), pg_sleep(0.2)"));
  };
  set_standby("nobody");
  std::atomic<std::int64_t> pid = 0;
  Result<void> written;
  std::thread writer([&] {
    written = database->write([&](Tx& tx) -> Result<void> {
      pid = server_process(tx);
      return put(tx, 1);
    });
  });
  const auto waits_for_standby =
      "select count(*) from pg_stat_activity where wait_event = 'SyncRep' and pid = ";
  for (bool waits = false; !waits;) {
    auto* answer = PQexec(server, (waits_for_standby + std::to_string(pid)).c_str());
    waits = std::string_view(PQgetvalue(answer, 0, 0)) == "1";
    PQclear(answer);
  }
  CHECK(rows_of(*other) == 0);
  PQclear(PQexec(server, ("select pg_cancel_backend(" + std::to_string(pid) + ")").c_str()));
  writer.join();
  set_standby("");
  PQfinish(server);
  REQUIRE(!written);
  CHECK(written.error().message.word == "db.outcome_unknown");
  CHECK(rows_of(*other) == 1);
  CHECK(database->write([&](Tx& tx) { return put(tx, 2); }).has_value());
}
