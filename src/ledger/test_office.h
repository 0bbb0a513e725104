// SPDX-License-Identifier: Apache-2.0
// For the tests of this room: an empty office on either engine with a clock and chance of its own.
#pragma once
#include <doctest/doctest.h>

#include "base/io.h"
#include "ledger/ledger.h"
#include "tests/fresh_database.h"

namespace youju::ledger {

inline constexpr std::string_view kStart = "2024-01-05T03:04:05.678Z";

struct TestOffice {
  explicit TestOffice(const db::Settings& place) : settings(place) {
    auto opened = db::Database::open(place);
    REQUIRE_MESSAGE(opened.has_value(), (opened ? "" : opened.error().detail));
    database = std::move(*opened);
    const auto migrated = database->migrate();
    REQUIRE_MESSAGE(migrated.has_value(), (migrated ? "" : migrated.error().detail));
    auto keys = make_keys(folder / "keys", "youju/00112233445566778899aabbccddeeff/office", world());
    REQUIRE(keys.has_value());
    ledger = std::make_unique<Ledger>(*database, folder.path(), *keys, world());
    store = std::make_unique<EvidenceStore>(folder / "evidence");
  }
  World world() { return World{&clock, &random}; }

  // Appends in a write of its own.
  Entry append(const NewEntry& entry) {
    Entry out;
    const auto written = database->write([&](db::Tx& tx) -> Result<void> {
      TRY(out, ledger->append(tx, entry));
      return {};
    });
    REQUIRE_MESSAGE(written.has_value(),
                    (written ? "" : written.error().message.word + " " + written.error().detail));
    return out;
  }
  std::vector<Entry> append_all(const std::vector<NewEntry>& entries) {
    std::vector<Entry> out;
    const auto written = database->write([&](db::Tx& tx) -> Result<void> {
      TRY(out, ledger->append_all(tx, entries));
      return {};
    });
    REQUIRE_MESSAGE(written.has_value(),
                    (written ? "" : written.error().message.word + " " + written.error().detail));
    return out;
  }
  std::string seal(bool anew = false) {
    const auto note = ledger->seal(anew);
    REQUIRE_MESSAGE(note.has_value(), (note ? "" : note.error().message.word + " " + note.error().detail));
    return *note;
  }
  Verification verify(const VerifyOptions& options = {}) { return verify_with(*ledger, options); }
  Verification verify_with(Ledger& by, const VerifyOptions& options = {}) {
    Verification out;
    const auto read = database->read([&](db::Session& session) -> Result<void> {
      TRY(out, ledger::verify(by, session, *store, folder.path(), options));
      return {};
    });
    REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().message.word + " " + read.error().detail));
    return out;
  }
  // What somebody with SQL does. The guards of the tables are lifted before (lift_guards).
  void sql(const std::string& text, const std::vector<db::Value>& values = {}) {
    const auto done = database->write(
        [&](db::Tx& tx) { return tx.each_text(text, values, [](const db::Row&) { return true; }); });
    REQUIRE_MESSAGE(done.has_value(), (done ? "" : done.error().detail));
  }
  std::string text(const std::string& query, const std::vector<db::Value>& values = {}) {
    std::string out;
    const auto read = database->read([&](db::Session& session) {
      return session.each_text(query, values, [&](const db::Row& row) {
        out = row.text(0);
        return false;
      });
    });
    REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().detail));
    return out;
  }
  void lift_guards() {
    if (database->engine() == db::Engine::sqlite) {
      for (const auto* name :
           {"entry_no_update", "entry_no_delete", "checkpoint_no_update", "checkpoint_no_delete",
            "private_payload_no_delete", "private_payload_only_erased"}) {
        sql(std::string("drop trigger ") + name);
      }
    } else {
      for (const auto* table : {"entry", "checkpoint", "private_payload"})
        sql(std::string("alter table ") + table + " disable trigger user");
    }
  }

  db::Settings settings;
  testing::TempFolder folder;
  FixedClock clock{*Instant::parse(kStart)};
  SeededRandom random{20240105};
  std::unique_ptr<db::Database> database;
  std::unique_ptr<Ledger> ledger;
  std::unique_ptr<EvidenceStore> store;
};

// Runs a test on each engine that is there.
inline void for_each_office(const std::function<void(TestOffice&)>& test) {
  testing::for_each_place([&](const db::Settings& place) {
    TestOffice office(place);
    test(office);
  });
}

inline NewEntry version_of(const std::string& record, std::int64_t number, const std::string& title) {
  NewEntry out;
  out.actor = AccountId("a1");
  out.unit = UnitId("u1");
  out.object = record;
  out.number = number;
  out.kind = KindId("theme_day");
  out.pack = "retired-cadres@1.0.0";
  out.state = "held";
  out.happened = Period{*Date::parse("2023-03-05"), *Date::parse("2023-03-05")};
  out.open = {{"title", title}, {"values", {{"topic", title}, {"people", "23"}}}};
  out.personal = {{"values", {{"contact", "某人"}}}};
  return out;
}
}  // namespace youju::ledger
