// SPDX-License-Identifier: Apache-2.0
// What a Database promises of writes, the same on both engines.
#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <thread>

#include "db/db.h"
#include "db/test_items.h"
#include "tests/fresh_database.h"

using namespace youju;
using namespace youju::db;
using namespace youju::testing;

TEST_CASE("the same key twice is a conflict that names the query and the table") {
  for_each_engine([](Database& database) {
    REQUIRE(make_items(database));
    REQUIRE(put_item(database, 1, "a"));
    const auto again = put_item(database, 1, "b");
    REQUIRE(!again);
    CHECK(again.error().code == Code::conflict);
    CHECK(again.error().message.word == "db.conflict");
    CHECK(again.error().detail.find("test.insert") != std::string::npos);
    CHECK(again.error().detail.find("item") != std::string::npos);
    REQUIRE(put_item(database, 2, "b"));
    CHECK(count_items(database) == 2);
  });
}

TEST_CASE("a write sees its own rows, changes count, and an error returned undoes it all") {
  for_each_engine([](Database& database) {
    REQUIRE(make_items(database));
    const auto failed = database.write([&](Tx& tx) -> Result<void> {
      TRY_OK(tx.run(kInsert, {std::int64_t{1}, std::string_view("a")}));
      TRY_OK(tx.queue(kInsert, {std::int64_t{2}, std::string_view("b")}));
      TRY_OK(tx.queue(kInsert, {std::int64_t{3}, std::string_view("c")}));
      TRY(const auto n, tx.integer(kCount, {}));
      CHECK(n == 3);
      TRY(const auto changed, tx.run(kRename, {std::int64_t{2}, std::string_view("z")}));
      CHECK(changed == 2);
      TRY(const auto none, tx.run(kRename, {std::int64_t{9}, std::string_view("z")}));
      CHECK(none == 0);
      return fail(Code::invalid, "test.no");
    });
    REQUIRE(!failed);
    CHECK(failed.error().message.word == "test.no");
    CHECK(count_items(database) == 0);
  });
}

TEST_CASE("a failed statement undoes the write even when the writer swallows the error") {
  for_each_engine([](Database& database) {
    REQUIRE(make_items(database));
    REQUIRE(put_item(database, 1, "a"));
    const auto swallowed = database.write([&](Tx& tx) -> Result<void> {
      TRY_OK(tx.run(kInsert, {std::int64_t{2}, std::string_view("b")}));
      CHECK(!tx.run(kInsert, {std::int64_t{1}, std::string_view("again")}));
      const auto later = tx.run(kInsert, {std::int64_t{3}, std::string_view("c")});
      CHECK(!later);
      return {};
    });
    REQUIRE(!swallowed);
    CHECK(swallowed.error().code == Code::conflict);
    CHECK(count_items(database) == 1);
  });
}

TEST_CASE("the error of a queued statement comes with the next call, at the latest with the commit") {
  for_each_engine([](Database& database) {
    REQUIRE(make_items(database));
    REQUIRE(put_item(database, 1, "a"));
    const auto at_commit = database.write([&](Tx& tx) -> Result<void> {
      const auto queued = tx.queue(kInsert, {std::int64_t{1}, std::string_view("again")});
      static_cast<void>(queued.has_value());
      return {};
    });
    REQUIRE(!at_commit);
    CHECK(at_commit.error().code == Code::conflict);
    const auto at_next = database.write([&](Tx& tx) -> Result<void> {
      const auto queued = tx.queue(kInsert, {std::int64_t{1}, std::string_view("again")});
      static_cast<void>(queued.has_value());
      TRY_OK(tx.integer(kCount, {}));
      FAIL("the next call did not bring the error");
      return {};
    });
    REQUIRE(!at_next);
    CHECK(at_next.error().code == Code::conflict);
    CHECK(count_items(database) == 1);
  });
}

TEST_CASE("of 64 writes waiting together the failing ones are undone alone") {
  for_each_engine([](Database& database) {
    REQUIRE(make_items(database));
    REQUIRE(put_item(database, 1000, "taken"));
    std::atomic<int> good = 0, conflicts = 0, thrown = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 64; ++i) {
      threads.emplace_back([&, i] {
        try {
          const auto written = database.write([&](Tx& tx) -> Result<void> {
            TRY_OK(tx.run(kInsert, {std::int64_t{i}, std::string_view("x")}));
            if (i % 16 == 3) TRY_OK(tx.run(kInsert, {std::int64_t{1000}, std::string_view("clash")}));
            if (i % 16 == 5) throw std::runtime_error("thrown by a writer");
            return {};
          });
          if (written)
            ++good;
          else if (written.error().code == Code::conflict)
            ++conflicts;
        } catch (const std::runtime_error&) {
          ++thrown;
        }
      });
    }
    for (auto& thread : threads) thread.join();
    CHECK(good == 56);
    CHECK(conflicts == 4);
    CHECK(thrown == 4);
    CHECK(count_items(database) == 57);
  });
}

namespace {
// Inserts of one sort; a number below 0 clashes with what is there.
class JointInsert : public Joint {
 public:
  JointInsert(std::int64_t id, std::atomic<int>& most) : id_(id), most_(most) {}
  const void* sort() const override { return &kInsert; }
  Result<void> run(Tx& tx, std::span<Joint* const> all) override {
    most_ = std::max(most_.load(), static_cast<int>(all.size()));
    for (const auto* joint : all) {
      const auto id = static_cast<const JointInsert*>(joint)->id_;
      TRY_OK(tx.queue(kInsert, {id < 0 ? std::int64_t{1000} : id, std::string_view("x")}));
    }
    return {};
  }

 private:
  std::int64_t id_;
  std::atomic<int>& most_;
};
}  // namespace

TEST_CASE("joint writes that wait together are run as one, and one that spoils it fails alone") {
  for_each_engine([](Database& database) {
    REQUIRE(make_items(database));
    REQUIRE(put_item(database, 1000, "taken"));
    std::atomic<int> good = 0, conflicts = 0, most = 0;
    std::atomic<bool> go = false;
    std::vector<std::thread> threads;
    // While the first write goes on, the others come to wait behind it.
    threads.emplace_back([&] {
      CHECK(database.write([&](Tx&) -> Result<void> {
        go = true;
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        return {};
      }));
    });
    for (int i = 0; i < 24; ++i) {
      threads.emplace_back([&, i] {
        while (!go) std::this_thread::yield();
        JointInsert one(i == 7 ? -1 : i, most);
        const auto written = database.write(one);
        if (written) ++good;
        else if (written.error().code == Code::conflict) ++conflicts;
      });
    }
    for (auto& thread : threads) thread.join();
    CHECK(good == 23);
    CHECK(conflicts == 1);
    CHECK(most > 1);
    CHECK(count_items(database) == 24);
  });
}

TEST_CASE("rows of queries that take many at once arrive in one statement and read back as they went in") {
  for_each_engine([](Database& database) {
    REQUIRE(make_items(database));
    const std::string odd = "a,\"b\"\\{}'\n中文", long_text(3'000, 'x');
    REQUIRE(database.write([&](Tx& tx) -> Result<void> {
      for (std::int64_t id = 0; id < 3'000; ++id) {
        const Value name = id % 3 == 0 ? Value{} : id % 3 == 1 ? Value{std::string_view(odd)} : Value{std::string_view(long_text)};
        TRY_OK(tx.queue(kAdd, {id - 1'500, name}));
        if (id == 1'000) {
          TRY(const auto so_far, tx.integer(kCount, {}));
          CHECK(so_far == 1'001);
        }
      }
      return {};
    }));
    std::int64_t seen = 0;
    const auto read = database.read([&](Session& session) {
      return session.each(kAll, {}, [&](const Row& row) {
        CHECK(row.integer(0) == seen - 1'500);
        CHECK(row.is_null(1) == (seen % 3 == 0));
        CHECK(row.text(1) == (seen % 3 == 0 ? "" : seen % 3 == 1 ? odd : long_text));
        ++seen;
        return true;
      });
    });
    CHECK(read.has_value());
    CHECK(seen == 3'000);
    const auto not_text = database.write([&](Tx& tx) { return tx.queue(kAdd, {std::int64_t{5'000}, std::string_view("\xff")}); });
    REQUIRE(!not_text);
    CHECK(not_text.error().message.word == "db.not_utf8");
  });
}

TEST_CASE("one bad row among many undoes the write and names the query and the constraint; one write among many fails alone") {
  for_each_engine([](Database& database) {
    REQUIRE(make_items(database));
    const auto add = [&](std::int64_t from, std::int64_t last) {
      return database.write([&](Tx& tx) -> Result<void> {
        for (std::int64_t id = from; id < from + 20; ++id) TRY_OK(tx.queue(kAdd, {id, std::string_view("x")}));
        return tx.queue(kAdd, {last, std::string_view("y")});
      });
    };
    REQUIRE(add(0, 20));
    const auto clash = add(100, 5);
    REQUIRE(!clash);
    CHECK(clash.error().code == Code::conflict);
    CHECK(clash.error().detail.find("test.add") != std::string::npos);
    CHECK(clash.error().detail.find("item") != std::string::npos);
    CHECK(count_items(database) == 21);
    std::vector<std::thread> threads;
    std::atomic<int> good = 0;
    for (std::int64_t t = 0; t < 12; ++t) threads.emplace_back([&, t] { good += add(1'000 * (t + 1), t % 3 == 0 ? 7 : 1'000 * (t + 1) + 20) ? 1 : 0; });
    for (auto& thread : threads) thread.join();
    CHECK(good == 8);
    CHECK(count_items(database) == 21 + 8 * 21);
  });
}

TEST_CASE("an upsert takes the same key twice in one write") {
  for_each_engine([](Database& database) {
    REQUIRE(make_items(database));
    REQUIRE(database.write([&](Tx& tx) -> Result<void> {
      for (std::int64_t i = 0; i < 10; ++i) TRY_OK(tx.queue(kReplace, {i % 4, std::string_view(i < 8 ? "old" : "new")}));
      return {};
    }));
    std::string names;
    const auto read = database.read([&](Session& session) {
      return session.each(kAll, {}, [&](const Row& row) { return names += std::string(row.text(1)) + " ", true; });
    });
    CHECK(read.has_value());
    CHECK(names == "new new old old ");
  });
}

TEST_CASE("a write inside a write is a bug that is told, not a wait for ever") {
  for_each_engine([](Database& database) {
    REQUIRE(make_items(database));
    CHECK_THROWS_AS(
        static_cast<void>(database.write([&](Tx&) { return put_item(database, 1, "a"); }).has_value()),
        std::logic_error);
    CHECK(put_item(database, 2, "b").has_value());
    CHECK(count_items(database) == 1);
  });
}

TEST_CASE("many threads read and write at once and nothing is lost") {
  for_each_engine([](Database& database) {
    REQUIRE(make_items(database));
    std::vector<std::thread> threads;
    std::atomic<int> wrong = 0;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < 25; ++i) {
          if (!put_item(database, t * 100 + i, "x")) ++wrong;
          std::int64_t mine = 0;
          const auto read = database.read([&](Session& session) -> Result<void> {
            TRY(const auto n, session.integer(kCount, {}));
            mine = n.value_or(0);
            return {};
          });
          if (!read || mine <= i) ++wrong;
        }
      });
    }
    for (auto& thread : threads) thread.join();
    CHECK(wrong == 0);
    CHECK(count_items(database) == 200);
  });
}

TEST_CASE("what was written is there after closing and opening again") {
  for_each_place([](const Settings& settings) {
    {
      auto database = Database::open(settings);
      REQUIRE(database);
      REQUIRE((*database)->migrate());
      REQUIRE(make_items(**database));
      REQUIRE(put_item(**database, 1, "a"));
    }
    auto again = settings;
    again.must_exist = true;
    auto database = Database::open(again);
    REQUIRE(database);
    CHECK(count_items(**database) == 1);
    CHECK((*database)->check_storage().has_value());
    CHECK((*database)->settings_in_force().size() > 8);
  });
}
