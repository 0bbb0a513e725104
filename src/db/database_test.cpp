// SPDX-License-Identifier: Apache-2.0
// What a Database promises of questions and values, the same on both engines.
#include <doctest/doctest.h>

#include "db/db.h"
#include "db/slow_log.h"
#include "db/test_items.h"
#include "tests/fresh_database.h"

using namespace youju;
using namespace youju::db;
using namespace youju::testing;

TEST_CASE("a slow statement is told by its name, never with its values; below the threshold nothing is told") {
  static std::vector<std::string> told;
  const auto tell = slow_log.tell.load();
  for_each_engine([](Database& database) {
    REQUIRE(make_items(database));
    told.clear();
    slow_log.tell = [](std::string_view name, std::int64_t ms) { told.push_back(std::string(name) + (ms >= 0 ? " ms" : "")); };
    REQUIRE(put_item(database, 1, "秘密"));
    CHECK(told.empty());
    tell_slow_statements(0);
    REQUIRE(put_item(database, 2, "秘密"));
    CHECK(count_items(database) == 2);
    CHECK(std::count(told.begin(), told.end(), "test.insert ms") == 1);
    CHECK(std::count(told.begin(), told.end(), "test.count ms") == 1);
    for (const auto& line : told) CHECK(line.find("秘密") == std::string::npos);
    told.clear();
    tell_slow_statements(3'600'000);
    CHECK(count_items(database) == 2);
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
    REQUIRE(make_items(database));
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
    REQUIRE(make_items(database));
    for (const auto text :
         {std::string_view("a\0b", 3), std::string_view("\xff\xfe"), std::string_view("\xed\xa0\x80")}) {
      const auto written = put_item(database, 1, text);
      REQUIRE(!written);
      CHECK(written.error().code == Code::invalid);
    }
    CHECK(count_items(database) == 0);
  });
}

TEST_CASE("one query for many sets of values gives each row with its set") {
  for_each_engine([](Database& database) {
    REQUIRE(make_items(database));
    for (std::int64_t id = 0; id < 500; id += 2) REQUIRE(put_item(database, id, "n" + std::to_string(id)));
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

TEST_CASE("what is expected answers as if asked, and a write in between makes it be asked anew") {
  for_each_engine([](Database& database) {
    REQUIRE(make_items(database));
    REQUIRE(put_item(database, 1, "a"));
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
    REQUIRE(put_item(database, 4, "d"));
    CHECK(count_items(database) == 3);
  });
}

TEST_CASE("a reader keeps its snapshot while others write") {
  for_each_engine([](Database& database) {
    REQUIRE(make_items(database));
    REQUIRE(put_item(database, 1, "a"));
    REQUIRE(database.read([&](Session& session) -> Result<void> {
      TRY(const auto before, session.integer(kCount, {}));
      CHECK(before == 1);
      TRY_OK(put_item(database, 2, "b"));
      CHECK(count_items(database) == 2);
      TRY(const auto after, session.integer(kCount, {}));
      CHECK(after == 1);
      return {};
    }));
    CHECK(count_items(database) == 2);
  });
}

TEST_CASE("a callback may ask further queries, even the same one, and may stop reading") {
  for_each_engine([](Database& database) {
    REQUIRE(make_items(database));
    for (int i = 0; i < 20; ++i) REQUIRE(put_item(database, i, "n" + std::to_string(i)));
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
    CHECK(count_items(database) == 20);
  });
}

TEST_CASE("reading cannot write") {
  for_each_engine([](Database& database) {
    REQUIRE(make_items(database));
    const auto written = database.read([&](Session& session) {
      return session.each(kInsert, {std::int64_t{1}, std::string_view("a")}, {});
    });
    CHECK(!written);
    CHECK(count_items(database) == 0);
  });
}

TEST_CASE("opened for reading only, nothing can be written") {
  for_each_place([](const Settings& settings) {
    {
      auto database = Database::open(settings);
      REQUIRE(database);
      REQUIRE((*database)->migrate());
      REQUIRE(make_items(**database));
      REQUIRE(put_item(**database, 1, "a"));
    }
    auto reading = settings;
    reading.read_only = true;
    auto database = Database::open(reading);
    REQUIRE(database);
    CHECK(count_items(**database) == 1);
    const auto written = put_item(**database, 2, "b");
    REQUIRE(!written);
    CHECK(written.error().code == Code::denied);
    CHECK(!(*database)->migrate());
  });
}
