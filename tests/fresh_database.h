// SPDX-License-Identifier: Apache-2.0
// Tests that run on both engines: each gets an empty database of its own, which is gone afterwards.
//   for_each_engine([](db::Database& database) { REQUIRE(database.migrate()); … });
#pragma once
#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>

#include "db/db.h"

namespace youju::testing {

// A folder of this process and number, removed at the end.
class TempFolder {
 public:
  TempFolder() : path_(std::filesystem::temp_directory_path() / ("youju-test-" + next_name())) {
    std::filesystem::create_directories(path_);
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

  static std::string next_name() {
    static int count = 0;
    return std::to_string(::getpid()) + "-" + std::to_string(++count);
  }

 private:
  std::filesystem::path path_;
};

// Where an empty database of the engine may be opened, again and again; dropped at the end.
class FreshPlace {
 public:
  explicit FreshPlace(db::Engine engine) {
    settings_.engine = engine;
    settings_.file = folder_ / "youju.db";
    if (engine == db::Engine::postgres) {
      settings_.connection = std::getenv("YOUJU_TEST_PG");
      settings_.schema = "t_" + TempFolder::next_name();
      drop();
    }
  }
  ~FreshPlace() { drop(); }
  FreshPlace(const FreshPlace&) = delete;
  FreshPlace& operator=(const FreshPlace&) = delete;
  const db::Settings& settings() const { return settings_; }

 private:
  void drop() const {
    if (settings_.engine != db::Engine::postgres) return;
    auto database = db::Database::open(settings_);
    REQUIRE(database.has_value());
    const auto dropped = (*database)->write([&](db::Tx& tx) {
      return tx.each_text("drop schema if exists \"" + settings_.schema + "\" cascade", {}, {});
    });
    CHECK(dropped.has_value());
  }
  TempFolder folder_;
  db::Settings settings_;
};

inline bool has_postgres() {
  if (std::getenv("YOUJU_TEST_PG") != nullptr) return true;
  MESSAGE("not run: PostgreSQL");
  return false;
}

// Calls `test` with a place on SQLite, then on PostgreSQL when there is one.
inline void for_each_place(const std::function<void(const db::Settings&)>& test) {
  for (const auto engine : {db::Engine::sqlite, db::Engine::postgres}) {
    if (engine == db::Engine::postgres && !has_postgres()) continue;
    INFO("engine ", engine == db::Engine::sqlite ? "sqlite" : "postgres");
    const FreshPlace place(engine);
    test(place.settings());
  }
}
// The same with the database opened, no migration applied.
inline void for_each_engine(const std::function<void(db::Database&)>& test) {
  for_each_place([&](const db::Settings& settings) {
    auto database = db::Database::open(settings);
    REQUIRE_MESSAGE(database.has_value(), (database ? "" : database.error().detail));
    test(**database);
  });
}
}  // namespace youju::testing
