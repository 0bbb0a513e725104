// SPDX-License-Identifier: Apache-2.0
// Limits measured beside: what the engine alone gives for the same durability. The one file of this room that talks to
// SQLite itself, because a limit that went through our own code would be no limit.
#include <sqlite3.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/bench_run.h"

namespace youju::app {
namespace {
const std::string kBody(400, 'x');  // about what a small record weighs

class Bare {
 public:
  ~Bare() {
    for (auto* statement : {begin_, commit_, insert_, savepoint_, release_}) sqlite3_finalize(statement);
    sqlite3_close(db_);
  }
  bool open(const std::filesystem::path& file) {
    if (sqlite3_open(file.c_str(), &db_) != SQLITE_OK) return false;
    constexpr auto kSetUp =
        "pragma journal_mode=wal; pragma synchronous=full; pragma secure_delete=on; pragma wal_autocheckpoint=8000;"
        "create table line (unit bigint, day text, body text); create index line_unit on line (unit, day);";
    return sqlite3_exec(db_, kSetUp, nullptr, nullptr, nullptr) == SQLITE_OK && prepare(begin_, "begin immediate") &&
           prepare(commit_, "commit") && prepare(insert_, "insert into line values (?1, ?2, ?3)") &&
           prepare(savepoint_, "savepoint one") && prepare(release_, "release one");
  }
  bool commit_rows(int rows, std::int64_t unit) { return commit(rows, [&](int i) { return insert(unit + i); }); }
  // The same with a savepoint for each row, so that one can fail alone.
  bool commit_each(int rows, std::int64_t unit) {
    return commit(rows, [&](int i) { return step(savepoint_) && insert(unit + i) && step(release_); });
  }

 private:
  template <class Row>
  bool commit(int rows, const Row& row) {
    if (!step(begin_)) return false;
    for (int i = 0; i < rows; ++i) {
      if (!row(i)) return false;
    }
    return step(commit_);
  }
  bool insert(std::int64_t unit) {
    sqlite3_bind_int64(insert_, 1, unit);
    sqlite3_bind_text(insert_, 2, "2023-03-08", -1, SQLITE_STATIC);
    sqlite3_bind_text(insert_, 3, kBody.data(), static_cast<int>(kBody.size()), SQLITE_STATIC);
    return step(insert_);
  }
  bool prepare(sqlite3_stmt*& statement, const char* sql) { return sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr) == SQLITE_OK; }
  bool step(sqlite3_stmt* statement) {
    const int code = sqlite3_step(statement);
    return sqlite3_reset(statement) == SQLITE_OK && code == SQLITE_DONE;
  }
  sqlite3* db_ = nullptr;
  sqlite3_stmt *begin_ = nullptr, *commit_ = nullptr, *insert_ = nullptr, *savepoint_ = nullptr, *release_ = nullptr;
};

// The plainest group commit there is: callers wait, one thread stores a row in a savepoint for each of those that wait
// and commits once for them all.
class BareGroup {
 public:
  explicit BareGroup(Bare& bare) : bare_(bare), writer_([this] { write(); }) {}
  ~BareGroup() {
    {
      const std::lock_guard lock(mutex_);
      over_ = true;
    }
    arrived_.notify_one();
    writer_.join();
  }
  // Returns when the row is durable; false when it is not.
  bool row() {
    std::unique_lock lock(mutex_);
    const auto mine = asked_++;
    arrived_.notify_one();
    stored_.wait(lock, [&] { return done_ > mine || failed_; });
    return !failed_;
  }

 private:
  void write() {
    std::unique_lock lock(mutex_);
    for (;;) {
      arrived_.wait(lock, [&] { return over_ || asked_ > done_; });
      if (asked_ == done_) return;
      const auto from = done_, to = asked_;
      lock.unlock();
      const bool good = bare_.commit_each(static_cast<int>(to - from), from);
      lock.lock();
      done_ = to;
      failed_ = failed_ || !good;
      stored_.notify_all();
    }
  }
  Bare& bare_;
  std::mutex mutex_;
  std::condition_variable arrived_, stored_;
  std::int64_t asked_ = 0, done_ = 0;
  bool failed_ = false, over_ = false;
  std::thread writer_;  // last: it uses the rest
};

// `use` makes rows for a while and says how many; a rate, in a file of its own that is gone afterwards.
template <class Use>
Result<double> bare_rate(const std::filesystem::path& folder, const Use& use) {
  const auto file = folder / "bare.sqlite";
  const auto clear = [&] {
    for (const auto* tail : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + tail);
  };
  clear();
  std::optional<std::int64_t> done;
  double took = 0;
  {
    Bare bare;
    if (!bare.open(file)) return fail(Code::outside, "speed.bare_failed");
    const StopWatch watch;
    done = use(bare, watch);
    took = watch.seconds();
  }
  clear();
  if (!done) return fail(Code::outside, "speed.bare_failed");
  return static_cast<double>(*done) / took;
}
}  // namespace

Result<double> bare_commits(const std::filesystem::path& folder, int rows, double seconds) {
  return bare_rate(folder, [&](Bare& bare, const StopWatch& watch) -> std::optional<std::int64_t> {
    std::int64_t done = 0;
    for (; watch.seconds() < seconds; done += rows) {
      if (!bare.commit_rows(rows, done)) return std::nullopt;
    }
    return done;
  });
}

Result<double> bare_group_commits(const std::filesystem::path& folder, int threads, double seconds) {
  return bare_rate(folder, [&](Bare& bare, const StopWatch& watch) -> std::optional<std::int64_t> {
    std::atomic<std::int64_t> done = 0;
    std::atomic<bool> failed = false;
    BareGroup group(bare);
    std::vector<std::thread> waiting;
    for (int t = 0; t < threads; ++t) {
      waiting.emplace_back([&] {
        for (; !failed && watch.seconds() < seconds; ++done) {
          if (!group.row()) failed = true;
        }
      });
    }
    for (auto& thread : waiting) thread.join();
    if (failed) return std::nullopt;
    return done.load();
  });
}

Result<double> thin_commits(const std::string& postgres, int threads, int rows, double seconds) {
  db::Settings settings;
  settings.engine = db::Engine::postgres;
  settings.connection = postgres;
  settings.schema = "youju_bench";
  TRY(const auto database, db::Database::open(settings));
  TRY_OK(database->write([](db::Tx& tx) -> Result<void> {
    for (const auto* sql : {"drop table if exists line", "create table line (unit bigint, day text, body text)", "create index line_unit on line (unit, day)"}) {
      TRY_OK(tx.each_text(sql, {}, {}));
    }
    return {};
  }));
  std::atomic<std::int64_t> done = 0;
  std::atomic<bool> failed = false;
  const StopWatch watch;
  std::vector<std::thread> running;
  for (int t = 0; t < threads; ++t) {
    running.emplace_back([&, t] {
      for (std::int64_t i = 0; !failed && watch.seconds() < seconds; ++i) {
        const auto wrote = database->write([&](db::Tx& tx) -> Result<void> {
          for (int r = 0; r < rows; ++r) {
            const std::vector<db::Value> values{t * std::int64_t{1'000'000} + i, std::string_view("2023-03-08"), std::string_view(kBody)};
            TRY_OK(tx.each_text("insert into line values ($1, $2, $3)", values, {}));
          }
          return {};
        });
        if (!wrote) failed = true;
        done += rows;
      }
    });
  }
  for (auto& thread : running) thread.join();
  const auto rate = static_cast<double>(done) / watch.seconds();
  TRY_OK(database->write([](db::Tx& tx) { return tx.each_text("drop table line", {}, {}); }));
  if (failed) return fail(Code::outside, "speed.bare_failed");
  return rate;
}
}  // namespace youju::app
