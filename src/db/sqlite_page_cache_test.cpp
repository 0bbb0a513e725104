// SPDX-License-Identifier: Apache-2.0
// The layer over SQLite's page cache must never show a page that is gone: files grow, shrink and take changes back here, and every row is compared.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include <map>
#include <random>

#include "db/db.h"
#include "tests/fresh_database.h"

using namespace youju;
using youju::testing::TempFolder;

namespace {
using Rows = std::map<std::int64_t, std::string>;

class File {
 public:
  File(const std::filesystem::path& path, int cached_pages) {
    REQUIRE(sqlite3_open(path.c_str(), &db_) == SQLITE_OK);
    run("pragma page_size=512; pragma auto_vacuum=incremental; pragma journal_mode=wal; pragma synchronous=off; pragma cache_size=" + std::to_string(cached_pages));
  }
  ~File() { sqlite3_close(db_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  void run(const std::string& sql) {
    CAPTURE(sql);
    REQUIRE(sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  }
  void put(std::int64_t key, const std::string& body) { run("insert or replace into item values (" + std::to_string(key) + ", '" + body + "')"); }
  void remove(std::int64_t key) { run("delete from item where key = " + std::to_string(key)); }
  std::string text(const char* sql) {
    sqlite3_stmt* made = nullptr;
    REQUIRE(sqlite3_prepare_v2(db_, sql, -1, &made, nullptr) == SQLITE_OK);
    REQUIRE(sqlite3_step(made) == SQLITE_ROW);
    const std::string out = reinterpret_cast<const char*>(sqlite3_column_text(made, 0));
    sqlite3_finalize(made);
    return out;
  }
  Rows rows() {
    Rows out;
    sqlite3_stmt* made = nullptr;
    REQUIRE(sqlite3_prepare_v2(db_, "select key, body from item order by key", -1, &made, nullptr) == SQLITE_OK);
    while (sqlite3_step(made) == SQLITE_ROW) out[sqlite3_column_int64(made, 0)] = reinterpret_cast<const char*>(sqlite3_column_text(made, 1));
    sqlite3_finalize(made);
    return out;
  }

 private:
  sqlite3* db_ = nullptr;
};

// Some rows come, some go, at random places.
void change(File& file, Rows& rows, std::mt19937& random, std::size_t most) {
  for (int i = 0; i < 60; ++i) {
    const auto key = static_cast<std::int64_t>(random() % 4000);
    const std::string body(20 + random() % 200, static_cast<char>('a' + random() % 26));
    file.put(key, body);
    rows[key] = body;
  }
  while (rows.size() > most) {
    auto it = rows.lower_bound(static_cast<std::int64_t>(random() % 4000));
    if (it == rows.end()) it = rows.begin();
    file.remove(it->first);
    rows.erase(it);
  }
}
}  // namespace

TEST_CASE("a file that grows, shrinks, is vacuumed and takes changes back reads as it was written, with few pages cached and with many") {
  const TempFolder folder;
  db::Settings settings;  // whoever opens a database first starts the library with our cache
  settings.file = folder / "first.db";
  REQUIRE(db::Database::open(settings).has_value());
  for (const int cached : {10, 5000}) {
    CAPTURE(cached);
    const auto path = folder / ("pages" + std::to_string(cached) + ".db");
    File file(path, cached);
    file.run("create table item (key integer, body text); create index item_body on item (body); create unique index item_key on item (key)");
    File reader(path, cached);  // has to drop what it cached whenever the other has written
    std::mt19937 random(7);
    Rows rows;
    for (int round = 0; round < 120; ++round) {
      CAPTURE(round);
      const auto before = rows;
      // In waves, so that the end of the file comes and goes.
      const std::size_t most = round % 20 < 12 ? 2000 : 150;
      file.run("begin");
      change(file, rows, random, most);
      if (round % 3 == 0) {
        const auto kept = rows;
        file.run("savepoint inner");
        change(file, rows, random, most / 2);
        file.run("rollback to inner");
        rows = kept;
      }
      if (round % 5 == 4) file.run("pragma incremental_vacuum");
      if (round % 7 == 6) {
        file.run("rollback");
        rows = before;
      } else {
        file.run("commit");
      }
      if (round % 40 == 39) file.run("vacuum");
      if (round % 25 == 24) file.run("pragma wal_checkpoint(passive)");
      if (round % 31 == 30) file.run("pragma shrink_memory");
      REQUIRE(file.rows() == rows);
      REQUIRE(reader.rows() == rows);
    }
    CHECK(file.text("pragma integrity_check") == "ok");
  }
}
