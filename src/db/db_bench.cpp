// SPDX-License-Identifier: Apache-2.0
// Durable commits per second: bare SQLite (a loop of begin, one insert, commit with the same settings) beside
// Database::write, alone and with 64 writers; PostgreSQL too when YOUJU_TEST_PG is set.
//   bench_db [FOLDER [SECONDS]]     the folder decides which disk is measured
#include <fmt/format.h>
#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "db/db.h"

namespace {
using namespace youju;
using namespace youju::db;
using Clock = std::chrono::steady_clock;

const Query kInsert{"bench.insert", "insert into line (unit, day, body) values (?1, ?2, ?3)",
                    "insert into line (unit, day, body) values ($1, $2, $3)", RegisterQuery(&kInsert).id};
const Query kOne{"bench.one", "select body from line where unit = ?1 limit 1",
                 "select body from line where unit = $1 limit 1", RegisterQuery(&kOne).id};
const std::string kBody(150, 'x');
double seconds = 2;

// Runs `once` from `threads` threads until the time is over; calls per second, the longest call in ms.
template <class Once>
void measure(const std::string& name, int threads, const Once& once) {
  std::atomic<std::int64_t> calls = 0, longest_us = 0;
  const auto start = Clock::now();
  std::vector<std::thread> running;
  for (int t = 0; t < threads; ++t) {
    running.emplace_back([&, t] {
      for (std::int64_t i = 0; Clock::now() - start < std::chrono::duration<double>(seconds); ++i) {
        const auto begun = Clock::now();
        if (!once(t, i)) std::abort();
        const auto us = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begun).count();
        ++calls;
        for (auto seen = longest_us.load(); us > seen && !longest_us.compare_exchange_weak(seen, us);) {
        }
      }
    });
  }
  for (auto& thread : running) thread.join();
  const double took = std::chrono::duration<double>(Clock::now() - start).count();
  fmt::print("{:<44} {:>9.0f}/s   longest {:>7.1f} ms\n", name, static_cast<double>(calls) / took,
             static_cast<double>(longest_us) / 1000);
}

// SQLite by hand: what the disk and the engine give when nothing stands between.
class Bare {
 public:
  explicit Bare(const std::filesystem::path& file) {
    sqlite3_open(file.c_str(), &db_);
    for (const char* sql : {"pragma journal_mode=wal", "pragma synchronous=full",
                            "create table line (unit bigint, day text, body text)",
                            "create index line_unit on line (unit, day)"}) {
      sqlite3_exec(db_, sql, nullptr, nullptr, nullptr);
    }
    prepare(begin_, "begin immediate");
    prepare(commit_, "commit");
    prepare(insert_, std::string(kInsert.sqlite).c_str());
  }
  ~Bare() {
    for (auto* statement : {begin_, commit_, insert_}) sqlite3_finalize(statement);
    sqlite3_close(db_);
  }
  bool commit_rows(int rows, std::int64_t unit) {
    if (!step(begin_)) return false;
    for (int i = 0; i < rows; ++i) {
      sqlite3_bind_int64(insert_, 1, unit + i);
      sqlite3_bind_text(insert_, 2, "2023-03-08", -1, SQLITE_STATIC);
      sqlite3_bind_text(insert_, 3, kBody.data(), static_cast<int>(kBody.size()), SQLITE_STATIC);
      if (!step(insert_)) return false;
    }
    return step(commit_);
  }

 private:
  void prepare(sqlite3_stmt*& statement, const char* sql) {
    sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr);
  }
  static bool step(sqlite3_stmt* statement) {
    const int code = sqlite3_step(statement);
    return sqlite3_reset(statement) == SQLITE_OK && code == SQLITE_DONE;
  }
  sqlite3* db_ = nullptr;
  sqlite3_stmt *begin_ = nullptr, *commit_ = nullptr, *insert_ = nullptr;
};

void measure_database(const std::string& engine, const Settings& settings) {
  auto opened = Database::open(settings);
  if (!opened) {
    fmt::print(stderr, "{}\n", opened.error().detail);
    std::exit(1);
  }
  auto& database = **opened;
  const auto made = database.write([](Tx& tx) -> Result<void> {
    TRY_OK(tx.each_text("drop table if exists line", {}, {}));
    TRY_OK(tx.each_text("create table line (unit bigint, day text, body text)", {}, {}));
    return tx.each_text("create index line_unit on line (unit, day)", {}, {});
  });
  if (!made) std::exit(1);
  const auto write_one = [&](int thread, std::int64_t i) {
    return database
        .write([&](Tx& tx) {
          return tx.queue(kInsert, {thread * std::int64_t{1000000} + i, std::string_view("2023-03-08"),
                                    std::string_view(kBody)});
        })
        .has_value();
  };
  for (const int threads : {1, 8, 64})
    measure(engine + ", write, threads " + std::to_string(threads), threads, write_one);
  const auto read_one = [&](int, std::int64_t i) {
    return database
        .read([&](Session& session) -> Result<void> {
          TRY_OK(session.text(kOne, {i % 1000}));
          return {};
        })
        .has_value();
  };
  for (const int threads : {1, 4})
    measure(engine + ", point read, threads " + std::to_string(threads), threads, read_one);
}
}  // namespace

int main(int count, char** arguments) {
  const std::filesystem::path folder =
      count > 1 ? arguments[1] : std::filesystem::temp_directory_path() / "youju-bench";
  if (count > 2) seconds = std::atof(arguments[2]);
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  {
    Bare bare(folder / "bare.db");
    for (const int rows : {1, 64}) {
      measure("bare SQLite, commit of " + std::to_string(rows), 1,
              [&](int, std::int64_t i) { return bare.commit_rows(rows, i); });
    }
  }
  Settings settings;
  settings.file = folder / "youju.db";
  measure_database("SQLite", settings);
  if (const char* uri = std::getenv("YOUJU_TEST_PG")) {
    settings.engine = Engine::postgres;
    settings.connection = uri;
    settings.schema = "bench";
    measure_database("PostgreSQL", settings);
  }
  std::filesystem::remove_all(folder);
}
