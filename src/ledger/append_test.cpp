// SPDX-License-Identifier: Apache-2.0
#include <thread>

#include "ledger/test_office.h"

using namespace youju;
using namespace youju::ledger;

namespace {
Result<void> unwanted() {
  return fail(Code::conflict, "ledger.no_entry");
}
}  // namespace

TEST_CASE("what is appended is read back with its payloads, and its history in order") {
  for_each_office([](TestOffice& o) {
    const auto first = o.append(version_of("r1", 1, "参观纪念馆"));
    o.clock.advance_ms(1500);
    auto second = version_of("r1", 2, "参观纪念馆（更正）");
    second.more = {{"transition", "correct"}};
    second.also = {KindId("meeting")};
    o.append(second);
    o.append(version_of("r2", 1, "党课"));
    REQUIRE(o.database->read([&](db::Session& s) -> Result<void> {
      TRY(const auto read, o.ledger->read(s, 0, true));
      CHECK(read.bytes == first.bytes);
      CHECK(read.head.open == version_of("r1", 1, "参观纪念馆").open);
      CHECK(read.head.personal == first.head.personal);
      CHECK(read.open_digest == first.open_digest);
      TRY(const auto history, o.ledger->history(s, "r1", true));
      REQUIRE(history.size() == 2);
      CHECK(history[1].index == 1);
      CHECK(history[1].at.ms == first.at.ms + 1500);
      CHECK(history[1].head.more == second.more);
      CHECK(history[1].head.also == second.also);
      CHECK(history[1].head.number == 2);
      TRY(const auto size, o.ledger->size(s));
      CHECK(size == 3);
      std::int64_t seen = 0;
      TRY_OK(o.ledger->each(s, 1, 3, false, [&](const Entry& e) -> Result<void> {
        CHECK(e.index == 1 + seen++);
        CHECK(e.head.open.is_null());
        return {};
      }));
      CHECK(seen == 2);
      const auto none = o.ledger->read(s, 3, false);
      REQUIRE(!none);
      CHECK(none.error().code == Code::absent);
      return {};
    }));
  });
}

TEST_CASE("many at once are the same log as one by one, also when they were made ready before") {
  testing::for_each_place([](const db::Settings& place) {
    TestOffice o(place);
    std::vector<NewEntry> entries;
    for (int i = 0; i < 700; ++i)
      entries.push_back(version_of("r" + std::to_string(i), 1, "项 " + std::to_string(i)));
    o.append_all(entries);
    const auto root = o.verify().root_hex;
    testing::FreshPlace other(place.engine);
    TestOffice single(other.settings());
    for (const auto& entry : entries) single.append(entry);
    CHECK(single.verify().good());
    CHECK(single.verify().root_hex == root);
    testing::FreshPlace third(place.engine);
    TestOffice beforehand(third.settings());
    std::vector<ReadyEntry> ready;
    for (const auto& entry : entries) ready.push_back(beforehand.ledger->ready(entry).value());
    REQUIRE(beforehand.database->write([&](db::Tx& tx) -> Result<void> {
      TRY(const auto stored, beforehand.ledger->append_all(tx, std::move(ready)));
      CHECK(stored.size() == entries.size());
      CHECK(stored.back().head.open == entries.back().open);
      return {};
    }));
    CHECK(beforehand.verify().good());
    CHECK(beforehand.verify().root_hex == root);
  });
}

TEST_CASE("an entry that cannot be written canonically cannot be made ready either") {
  for_each_office([](TestOffice& o) {
    const auto refused = o.ledger->ready(version_of("r1", 1, std::string("\xff\xfe")));
    REQUIRE(!refused);
    CHECK(refused.error().code == Code::invalid);
  });
}

TEST_CASE("a write that fails after appending leaves the end of the log where it was") {
  for_each_office([](TestOffice& o) {
    o.append(version_of("r1", 1, "一"));
    for (int round = 0; round < 3; ++round) {
      const auto undone = o.database->write([&](db::Tx& tx) -> Result<void> {
        TRY_OK(o.ledger->append(tx, version_of("lost", 1, "失")));
        TRY_OK(o.ledger->append(tx, version_of("lost", 2, "失")));
        return unwanted();
      });
      CHECK(!undone.has_value());
      const auto kept = o.append(version_of("r2", round + 1, "二"));
      CHECK(kept.index == round + 1);
    }
    const auto v = o.verify();
    CHECK(v.good());
    CHECK(v.entries == 4);
  });
}

TEST_CASE("writers at once, some of which fail, make one line without gaps") {
  for_each_office([](TestOffice& o) {
    constexpr int kThreads = 6, kEach = 25;
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < kEach; ++i) {
          const auto done = o.database->write([&](db::Tx& tx) -> Result<void> {
            TRY_OK(o.ledger->append(tx, version_of("r" + std::to_string(t), i + 1, "并发")));
            if (i % 5 == 4) return unwanted();
            return {};
          });
          CHECK(done.has_value() == (i % 5 != 4));
        }
      });
    }
    for (auto& thread : threads) thread.join();
    o.seal();
    const auto v = o.verify();
    CHECK_MESSAGE(v.good(), (v.findings.empty() ? "" : v.findings[0].what + " " + v.findings[0].where));
    CHECK(v.entries == kThreads * kEach * 4 / 5);
  });
}

TEST_CASE("two processes' worth of writers on PostgreSQL make one linear log") {
  if (!testing::has_postgres()) return;
  testing::FreshPlace place(db::Engine::postgres);
  TestOffice o(place.settings());
  auto second = db::Database::open(place.settings());
  REQUIRE(second.has_value());
  Ledger other(**second, o.folder.path(), o.ledger->keys(), World{});
  o.clock.set(system_clock().now());
  const auto fill = [](db::Database& database, Ledger& ledger, const std::string& record) {
    for (int i = 0; i < 60; ++i) {
      const auto done = database.write([&](db::Tx& tx) -> Result<void> {
        TRY_OK(ledger.append(tx, version_of(record, i + 1, "两处")));
        return {};
      });
      CHECK_MESSAGE(done.has_value(), (done ? "" : done.error().detail));
      if (i % 20 == 10) CHECK(ledger.seal().has_value());
    }
  };
  std::thread one([&] { fill(*o.database, *o.ledger, "here"); });
  std::thread two([&] { fill(**second, other, "there"); });
  one.join();
  two.join();
  o.seal();
  const auto v = o.verify();
  CHECK_MESSAGE(v.good(), (v.findings.empty() ? "" : v.findings[0].what + " " + v.findings[0].where));
  CHECK(v.entries == 120);
}

TEST_CASE("recorded time never goes down, and a clock that jumped back refuses") {
  for_each_office([](TestOffice& o) {
    const auto first = o.append(version_of("r1", 1, "一"));
    o.clock.advance_ms(-1999);
    CHECK(o.append(version_of("r1", 2, "二")).at == first.at);
    o.clock.advance_ms(-2);
    const auto refused = o.database->write([&](db::Tx& tx) -> Result<void> {
      TRY_OK(o.ledger->append(tx, version_of("r1", 3, "三")));
      return {};
    });
    REQUIRE(!refused);
    CHECK(refused.error().message.word == "ledger.clock_back");
    o.clock.advance_ms(5000);
    CHECK(o.append(version_of("r1", 3, "三")).index == 2);
    CHECK(o.verify().good());
  });
}

TEST_CASE("what cannot be written canonically is refused and leaves nothing") {
  for_each_office([](TestOffice& o) {
    auto spaced = version_of("r 1", 1, "x");
    auto broken = version_of("r1", 1, std::string("\xff\xfe"));
    auto fraction = version_of("r1", 1, "x");
    fraction.open["values"]["n"] = 1.5;
    auto negative = version_of("r1", -1, "x");
    auto key = version_of("r1", 1, "x");
    key.more["名"] = 1;
    auto large = version_of("r1", 1, "x");
    large.more["text"] = std::string(66'000, 'x');
    auto far = version_of("r1", 1, "x");
    far.more["n"] = std::int64_t{1} << 60;
    for (const auto& bad : {spaced, broken, fraction, negative, key, large, far}) {
      const auto done = o.database->write([&](db::Tx& tx) -> Result<void> {
        TRY_OK(o.ledger->append(tx, bad));
        return {};
      });
      REQUIRE(!done);
      CHECK((done.error().code == Code::invalid || done.error().code == Code::too_large));
    }
    CHECK(o.append(version_of("r1", 1, "ok")).index == 0);
    CHECK(o.verify().good());
  });
}

TEST_CASE("the size of a day is that of its last entry before the next midnight in Shanghai") {
  for_each_office([](TestOffice& o) {
    o.clock.set(*Instant::parse("2024-01-05T15:59:59.999Z"));  // 23:59:59.999 on the 5th
    o.append(version_of("r1", 1, "五日"));
    o.clock.set(*Instant::parse("2024-01-05T16:00:00.000Z"));
    o.append(version_of("r2", 1, "六日"));
    o.append(version_of("r3", 1, "六日"));
    const std::pair<const char*, std::int64_t> days[] = {
        {"2024-01-04", 0}, {"2024-01-05", 1}, {"2024-01-06", 3}, {"2025-01-01", 3}};
    REQUIRE(o.database->read([&](db::Session& s) -> Result<void> {
      for (const auto& [day, expected] : days) {
        TRY(const auto size, o.ledger->size_on(s, *Date::parse(day)));
        CHECK_MESSAGE(size == expected, day);
      }
      return {};
    }));
  });
}

TEST_CASE("entries, checkpoints and payloads are guarded by the database itself") {
  for_each_office([](TestOffice& o) {
    o.append(version_of("r1", 1, "一"));
    o.seal();
    for (const auto* sql :
         {"update entry set mac = 'x'", "delete from entry", "update checkpoint set note = 'x'",
          "delete from checkpoint", "delete from private_payload",
          "update private_payload set open_bytes = '{}'", "update private_payload set idx = 5"}) {
      const auto done = o.database->write(
          [&](db::Tx& tx) { return tx.each_text(sql, {}, [](const db::Row&) { return true; }); });
      CHECK_MESSAGE(!done.has_value(), sql);
    }
    CHECK(o.verify().good());
  });
}

TEST_CASE("what the database stores otherwise than meant is refused before the commit") {
  for_each_office([](TestOffice& o) {
    o.append(version_of("r1", 1, "一"));
    o.lift_guards();
    if (o.database->engine() == db::Engine::sqlite) {
      o.sql(
          "create trigger rewrite after insert on private_payload begin "
          "update private_payload set open_bytes = '{}' where idx = new.idx; end");
    } else {
      o.sql(
          "create function rewrite() returns trigger language plpgsql as "
          "$f$ begin new.open_bytes := '{}'; return new; end $f$");
      o.sql(
          "create trigger rewrite before insert on private_payload for each row execute function rewrite()");
    }
    const auto done = o.database->write([&](db::Tx& tx) -> Result<void> {
      TRY_OK(o.ledger->append(tx, version_of("r2", 1, "二")));
      return {};
    });
    REQUIRE(!done);
    CHECK(done.error().message.word == "ledger.stored_differs");
    CHECK(o.verify().entries == 1);
    CHECK(o.verify().good());
  });
}

TEST_CASE("of thousands written at once the one that was stored otherwise is named, wherever it stands") {
  for_each_office([](TestOffice& o) {
    o.append(version_of("r0", 1, "〇"));
    std::vector<NewEntry> entries;
    for (int i = 1; i <= 4500; ++i) entries.push_back(version_of("r" + std::to_string(i), 1, "项"));
    o.lift_guards();
    for (const std::string spoilt : {"1", "2000", "2001", "4500"}) {
      CAPTURE(spoilt);
      const bool lite = o.database->engine() == db::Engine::sqlite;
      if (lite) {
        o.sql("create trigger rewrite after insert on private_payload when new.idx = " + spoilt + " begin update private_payload set open_bytes = '{}' where idx = new.idx; end");
      } else {
        o.sql("create function rewrite() returns trigger language plpgsql as $f$ begin if new.idx = " + spoilt + " then new.open_bytes := '{}'; end if; return new; end $f$");
        o.sql("create trigger rewrite before insert on private_payload for each row execute function rewrite()");
      }
      const auto done = o.database->write([&](db::Tx& tx) -> Result<void> {
        TRY_OK(o.ledger->append_all(tx, entries));
        return {};
      });
      REQUIRE(!done);
      CHECK(done.error().message.word == "ledger.stored_differs");
      CHECK(done.error().message.args.at("index") == spoilt);
      o.sql(lite ? "drop trigger rewrite" : "drop function rewrite cascade");
    }
    CHECK(o.verify().entries == 1);
    CHECK(o.verify().good());
  });
}

TEST_CASE("keys are made once, kept from others, and read back") {
  testing::TempFolder folder;
  SeededRandom random(1);
  const World world{&system_clock(), &random};
  const auto made = make_keys(folder / "keys", "youju/ab/局", world);
  REQUIRE(made.has_value());
  const auto again = make_keys(folder / "keys", "youju/ab/局", world);
  REQUIRE(!again);
  CHECK(again.error().code == Code::conflict);
  const auto read = read_keys(folder / "keys");
  REQUIRE(read.has_value());
  CHECK(read->signing.seed == made->signing.seed);
  CHECK(read->mac_key == made->mac_key);
  CHECK(read->note.vkey() == made->note.vkey());
  std::filesystem::permissions(folder / "keys" / "mac", std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  const auto open = read_keys(folder / "keys");
  REQUIRE(!open);
  CHECK(open.error().code == Code::denied);
}
