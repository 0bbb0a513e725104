// SPDX-License-Identifier: Apache-2.0
// What a Database promises, the same on both engines.
#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <thread>

#include "db/db.h"
#include "db/slow_log.h"
#include "tests/fresh_database.h"

using namespace youju;
using namespace youju::db;
using youju::testing::for_each_engine;
using youju::testing::for_each_place;

namespace {
const Query kInsert{"test.insert", "insert into item (id, name) values (?1, ?2)",
                    "insert into item (id, name) values ($1, $2)", RegisterQuery(&kInsert).id};
const Query kNameOf{"test.name_of", "select name from item where id = ?1",
                    "select name from item where id = $1", RegisterQuery(&kNameOf).id};
const Query kCount{"test.count", "select count(*) from item", "select count(*) from item",
                   RegisterQuery(&kCount).id};
const Query kSwapped{"test.swapped", "select cast(?2 as text), cast(?1 as text)",
                     "select cast($2 as text), cast($1 as text)", RegisterQuery(&kSwapped).id};
const Query kAll{"test.all", "select id, name from item order by id", "select id, name from item order by id",
                 RegisterQuery(&kAll).id};
const Query kRename{"test.rename", "update item set name = ?2 where id >= ?1",
                    "update item set name = $2 where id >= $1", RegisterQuery(&kRename).id};
const Query kAdd{"test.add",
                 "insert into item (id, name) values (?1, ?2)",
                 "insert into item (id, name) values ($1, $2)",
                 RegisterQuery(&kAdd).id,
                 "insert into item (id, name) select r.p1, r.p2 from unnest($1::bigint[], $2::text[]) as r(p1, p2)",
                 "bt"};
const Query kReplace{"test.replace",
                     "insert into item (id, name) values (?1, ?2) on conflict (id) do update set name = excluded.name",
                     "insert into item (id, name) values ($1, $2) on conflict (id) do update set name = excluded.name",
                     RegisterQuery(&kReplace).id,
                     "insert into item (id, name) select r.p1, r.p2 from unnest($1::bigint[], $2::text[]) as r(p1, p2)"
                     " on conflict (id) do update set name = excluded.name",
                     "bt",
                     1};
const Query kNamesOf{"test.names_of",
                     "select name from item where id = ?1",
                     "select name from item where id = $1",
                     RegisterQuery(&kNamesOf).id,
                     "select r.n, q.* from unnest($1::bigint[]) with ordinality as r(p1, n) cross join lateral (\n"
                     "select name from item where id = r.p1) as q",
                     "b"};

// The queries above stand for a room's; the table is made here because migrations belong to the program.
Result<void> make_table(Database& database) {
  return database.write(
      [&](Tx& tx) { return tx.each_text("create table item (id bigint primary key, name text)", {}, {}); });
}
Result<void> insert(Database& database, std::int64_t id, std::string_view name) {
  return database.write([&](Tx& tx) -> Result<void> {
    TRY_OK(tx.run(kInsert, {id, name}));
    return {};
  });
}
std::int64_t count(Database& database) {
  std::int64_t found = -1;
  const auto read = database.read([&](Session& session) -> Result<void> {
    TRY(const auto n, session.integer(kCount, {}));
    found = n.value_or(-1);
    return {};
  });
  CHECK(read.has_value());
  return found;
}
}  // namespace

TEST_CASE("a slow statement is told by its name, never with its values; below the threshold nothing is told") {
  static std::vector<std::string> told;
  const auto tell = slow_log.tell.load();
  for_each_engine([](Database& database) {
    REQUIRE(make_table(database));
    told.clear();
    slow_log.tell = [](std::string_view name, std::int64_t ms) { told.push_back(std::string(name) + (ms >= 0 ? " ms" : "")); };
    REQUIRE(insert(database, 1, "秘密"));
    CHECK(told.empty());
    tell_slow_statements(0);
    REQUIRE(insert(database, 2, "秘密"));
    CHECK(count(database) == 2);
    CHECK(std::count(told.begin(), told.end(), "test.insert ms") == 1);
    CHECK(std::count(told.begin(), told.end(), "test.count ms") == 1);
    for (const auto& line : told) CHECK(line.find("秘密") == std::string::npos);
    told.clear();
    tell_slow_statements(3'600'000);
    CHECK(count(database) == 2);
    CHECK(told.empty());
    tell_slow_statements(-1);
  });
  slow_log.tell = tell;
}

TEST_CASE("parameters are bound by number, not by the order in which they appear") {
  for_each_engine([](Database& database) {
    std::string first, second;
    REQUIRE(database.read([&](Session& session) {
      return session.each(kSwapped, {std::string_view("one"), std::string_view("two")}, [&](const Row& row) {
        first = row.text(0);
        second = row.text(1);
        return true;
      });
    }));
    CHECK(first == "two");
    CHECK(second == "one");
  });
}

TEST_CASE("the same holds for text made at run time, and quotes and comments are left alone") {
  for_each_engine([](Database& database) {
    std::string seen;
    REQUIRE(database.read([&](Session& session) {
      return session.each_text(
          "select cast($2 as text), cast($1 as text), '$1 it''s', \"$2\" -- $3\n"
          "from (select 'x' as \"$2\") as q /* $4 */",
          {std::string_view("one"), std::string_view("two")}, [&](const Row& row) {
            for (int i = 0; i < 4; ++i) seen += std::string(row.text(i)) + "|";
            return true;
          });
    }));
    CHECK(seen == "two|one|$1 it's|x|");
  });
}

TEST_CASE("text, numbers and null come back as they went in") {
  const std::string_view texts[] = {"",       "it's \"quoted\" \\ $1 ?1", "党支部委员会会议", "a\nb\tc",
                                    "é𬱖", "; drop table item"};
  const std::int64_t numbers[] = {0, -1, 1, INT64_MAX, INT64_MIN};
  for_each_engine([&](Database& database) {
    REQUIRE(make_table(database));
    for (const auto text : texts) {
      for (const auto number : numbers) {
        INFO(text, " ", number);
        REQUIRE(database.write([&](Tx& tx) -> Result<void> {
          TRY_OK(tx.each_text("delete from item", {}, {}));
          TRY_OK(tx.run(kInsert, {number, text}));
          return {};
        }));
        bool seen = false;
        REQUIRE(database.read([&](Session& session) {
          return session.each(kAll, {}, [&](const Row& row) {
            seen = row.integer(0) == number && row.text(1) == text && !row.is_null(1);
            return true;
          });
        }));
        CHECK(seen);
      }
    }
    REQUIRE(database.write([&](Tx& tx) -> Result<void> {
      TRY_OK(tx.run(kInsert, {std::int64_t{7}, Value{}}));
      return {};
    }));
    REQUIRE(database.read([&](Session& session) -> Result<void> {
      TRY(const auto none, session.text(kNameOf, {std::int64_t{7}}));
      CHECK(!none);
      return session.each(kNameOf, {std::int64_t{7}}, [](const Row& row) {
        CHECK(row.is_null(0));
        CHECK(row.text(0) == "");
        CHECK(row.integer(0) == 0);
        return true;
      });
    }));
  });
}

TEST_CASE("a yes-or-no answer reads as 1 or 0") {
  for_each_engine([](Database& database) {
    REQUIRE(database.read([](Session& session) {
      return session.each_text("select 1 = 1, 1 = 2, sum(n) from (select 2 as n union all select 3) as q", {},
                               [](const Row& row) {
                                 CHECK(row.integer(0) == 1);
                                 CHECK(row.text(0) == "1");
                                 CHECK(row.integer(1) == 0);
                                 CHECK(row.text(1) == "0");
                                 CHECK(row.integer(2) == 5);
                                 return true;
                               });
    }));
  });
}

TEST_CASE("text with a NUL or with broken UTF-8 is refused before it reaches the engine") {
  for_each_engine([](Database& database) {
    REQUIRE(make_table(database));
    for (const auto text :
         {std::string_view("a\0b", 3), std::string_view("\xff\xfe"), std::string_view("\xed\xa0\x80")}) {
      const auto written = insert(database, 1, text);
      REQUIRE(!written);
      CHECK(written.error().code == Code::invalid);
    }
    CHECK(count(database) == 0);
  });
}

TEST_CASE("the same key twice is a conflict that names the query and the table") {
  for_each_engine([](Database& database) {
    REQUIRE(make_table(database));
    REQUIRE(insert(database, 1, "a"));
    const auto again = insert(database, 1, "b");
    REQUIRE(!again);
    CHECK(again.error().code == Code::conflict);
    CHECK(again.error().message.word == "db.conflict");
    CHECK(again.error().detail.find("test.insert") != std::string::npos);
    CHECK(again.error().detail.find("item") != std::string::npos);
    REQUIRE(insert(database, 2, "b"));
    CHECK(count(database) == 2);
  });
}

TEST_CASE("a write sees its own rows, changes count, and an error returned undoes it all") {
  for_each_engine([](Database& database) {
    REQUIRE(make_table(database));
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
    CHECK(count(database) == 0);
  });
}

TEST_CASE("a failed statement undoes the write even when the writer swallows the error") {
  for_each_engine([](Database& database) {
    REQUIRE(make_table(database));
    REQUIRE(insert(database, 1, "a"));
    const auto swallowed = database.write([&](Tx& tx) -> Result<void> {
      TRY_OK(tx.run(kInsert, {std::int64_t{2}, std::string_view("b")}));
      CHECK(!tx.run(kInsert, {std::int64_t{1}, std::string_view("again")}));
      const auto later = tx.run(kInsert, {std::int64_t{3}, std::string_view("c")});
      CHECK(!later);
      return {};
    });
    REQUIRE(!swallowed);
    CHECK(swallowed.error().code == Code::conflict);
    CHECK(count(database) == 1);
  });
}

TEST_CASE("the error of a queued statement comes with the next call, at the latest with the commit") {
  for_each_engine([](Database& database) {
    REQUIRE(make_table(database));
    REQUIRE(insert(database, 1, "a"));
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
    CHECK(count(database) == 1);
  });
}

TEST_CASE("of 64 writes waiting together the failing ones are undone alone") {
  for_each_engine([](Database& database) {
    REQUIRE(make_table(database));
    REQUIRE(insert(database, 1000, "taken"));
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
    CHECK(count(database) == 57);
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
    REQUIRE(make_table(database));
    REQUIRE(insert(database, 1000, "taken"));
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
    CHECK(count(database) == 24);
  });
}

TEST_CASE("one query for many sets of values gives each row with its set") {
  for_each_engine([](Database& database) {
    REQUIRE(make_table(database));
    for (std::int64_t id = 0; id < 500; id += 2) REQUIRE(insert(database, id, "n" + std::to_string(id)));
    const auto ask = [&](Session& session) -> Result<void> {
      std::vector<std::vector<Value>> sets;
      for (std::int64_t id = 0; id < 500; ++id) sets.push_back({id});
      for (const auto* query : {&kNameOf, &kNamesOf}) {
        std::vector<std::string> names(500);
        TRY_OK(session.each_of(*query, sets, [&](std::size_t i, const Row& row) { names[i] = row.text(0); }));
        for (std::size_t id = 0; id < 500; ++id) CHECK(names[id] == (id % 2 == 0 ? "n" + std::to_string(id) : ""));
      }
      return {};
    };
    CHECK(database.read(ask));
    // Behind a queued statement, whose error it tells.
    CHECK(database.write([&](Tx& tx) -> Result<void> {
      TRY_OK(tx.queue(kRename, {std::int64_t{400}, std::string_view("other")}));
      std::string name;
      const std::vector<std::vector<Value>> one{{std::int64_t{402}}};
      TRY_OK(tx.each_of(kNameOf, one, [&](std::size_t, const Row& row) { name = row.text(0); }));
      CHECK(name == "other");
      return {};
    }));
    const auto clash = database.write([&](Tx& tx) -> Result<void> {
      TRY_OK(tx.queue(kInsert, {std::int64_t{400}, std::string_view("twice")}));
      const std::vector<std::vector<Value>> one{{std::int64_t{402}}};
      return tx.each_of(kNameOf, one, [](std::size_t, const Row&) {});
    });
    REQUIRE(!clash);
    CHECK(clash.error().code == Code::conflict);
  });
}

TEST_CASE("rows of queries that take many at once arrive in one statement and read back as they went in") {
  for_each_engine([](Database& database) {
    REQUIRE(make_table(database));
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
    REQUIRE(make_table(database));
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
    CHECK(count(database) == 21);
    std::vector<std::thread> threads;
    std::atomic<int> good = 0;
    for (std::int64_t t = 0; t < 12; ++t) threads.emplace_back([&, t] { good += add(1'000 * (t + 1), t % 3 == 0 ? 7 : 1'000 * (t + 1) + 20) ? 1 : 0; });
    for (auto& thread : threads) thread.join();
    CHECK(good == 8);
    CHECK(count(database) == 21 + 8 * 21);
  });
}

TEST_CASE("an upsert takes the same key twice in one write") {
  for_each_engine([](Database& database) {
    REQUIRE(make_table(database));
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

TEST_CASE("what is expected answers as if asked, and a write in between makes it be asked anew") {
  for_each_engine([](Database& database) {
    REQUIRE(make_table(database));
    REQUIRE(insert(database, 1, "a"));
    REQUIRE(database.write([&](Tx& tx) -> Result<void> {
      const auto name = [&](std::int64_t id) { return tx.text(kNameOf, {id}).value_or("?").value_or("-"); };
      for (const std::int64_t id : {1, 2, 3}) tx.expect(kNameOf, {id});
      tx.expect(kCount, {});
      CHECK(name(1) == "a");
      CHECK(name(2) == "-");
      CHECK(name(1) == "a");
      std::string of_set;
      TRY_OK(tx.each_of(kNameOf, std::vector<std::vector<Value>>{{std::int64_t{1}}}, [&](std::size_t, const Row& row) { of_set = row.text(0); }));
      CHECK(of_set == "a");
      TRY_OK(tx.queue(kAdd, {std::int64_t{3}, std::string_view("c")}));
      CHECK(name(3) == "c");
      TRY(const auto rows, tx.integer(kCount, {}));
      CHECK(rows == 2);
      return {};
    }));
    // Never asked for: nothing is left of it for the next write.
    REQUIRE(database.write([&](Tx& tx) -> Result<void> { return tx.expect(kCount, {}), Result<void>{}; }));
    REQUIRE(insert(database, 4, "d"));
    CHECK(count(database) == 3);
  });
}

TEST_CASE("a write inside a write is a bug that is told, not a wait for ever") {
  for_each_engine([](Database& database) {
    REQUIRE(make_table(database));
    CHECK_THROWS_AS(
        static_cast<void>(database.write([&](Tx&) { return insert(database, 1, "a"); }).has_value()),
        std::logic_error);
    CHECK(insert(database, 2, "b").has_value());
    CHECK(count(database) == 1);
  });
}

TEST_CASE("a reader keeps its snapshot while others write") {
  for_each_engine([](Database& database) {
    REQUIRE(make_table(database));
    REQUIRE(insert(database, 1, "a"));
    REQUIRE(database.read([&](Session& session) -> Result<void> {
      TRY(const auto before, session.integer(kCount, {}));
      CHECK(before == 1);
      TRY_OK(insert(database, 2, "b"));
      CHECK(count(database) == 2);
      TRY(const auto after, session.integer(kCount, {}));
      CHECK(after == 1);
      return {};
    }));
    CHECK(count(database) == 2);
  });
}

TEST_CASE("a callback may ask further queries, even the same one, and may stop reading") {
  for_each_engine([](Database& database) {
    REQUIRE(make_table(database));
    for (int i = 0; i < 20; ++i) REQUIRE(insert(database, i, "n" + std::to_string(i)));
    std::string seen;
    REQUIRE(database.read([&](Session& session) {
      return session.each(kAll, {}, [&](const Row& row) {
        std::int64_t inner = 0;
        CHECK(session.each(kAll, {}, [&](const Row&) { return ++inner < 5; }).has_value());
        CHECK(inner == 5);
        const auto name = session.text(kNameOf, {row.integer(0)});
        REQUIRE(name.has_value());
        seen += std::string(row.text(1)) + "=" + name->value_or("?") + " ";
        return row.integer(0) < 2;
      });
    }));
    CHECK(seen == "n0=n0 n1=n1 n2=n2 ");
    CHECK(count(database) == 20);
  });
}

TEST_CASE("reading cannot write") {
  for_each_engine([](Database& database) {
    REQUIRE(make_table(database));
    const auto written = database.read([&](Session& session) {
      return session.each(kInsert, {std::int64_t{1}, std::string_view("a")}, {});
    });
    CHECK(!written);
    CHECK(count(database) == 0);
  });
}

TEST_CASE("many threads read and write at once and nothing is lost") {
  for_each_engine([](Database& database) {
    REQUIRE(make_table(database));
    std::vector<std::thread> threads;
    std::atomic<int> wrong = 0;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < 25; ++i) {
          if (!insert(database, t * 100 + i, "x")) ++wrong;
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
    CHECK(count(database) == 200);
  });
}

TEST_CASE("what was written is there after closing and opening again") {
  for_each_place([](const Settings& settings) {
    {
      auto database = Database::open(settings);
      REQUIRE(database);
      REQUIRE((*database)->migrate());
      REQUIRE(make_table(**database));
      REQUIRE(insert(**database, 1, "a"));
    }
    auto again = settings;
    again.must_exist = true;
    auto database = Database::open(again);
    REQUIRE(database);
    CHECK(count(**database) == 1);
    CHECK((*database)->check_storage().has_value());
    CHECK((*database)->settings_in_force().size() > 8);
  });
}

TEST_CASE("opened for reading only, nothing can be written") {
  for_each_place([](const Settings& settings) {
    {
      auto database = Database::open(settings);
      REQUIRE(database);
      REQUIRE((*database)->migrate());
      REQUIRE(make_table(**database));
      REQUIRE(insert(**database, 1, "a"));
    }
    auto reading = settings;
    reading.read_only = true;
    auto database = Database::open(reading);
    REQUIRE(database);
    CHECK(count(**database) == 1);
    const auto written = insert(**database, 2, "b");
    REQUIRE(!written);
    CHECK(written.error().code == Code::denied);
    CHECK(!(*database)->migrate());
  });
}
