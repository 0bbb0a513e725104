// SPDX-License-Identifier: Apache-2.0
// The database in the office's folder: one writing connection, many reading ones.
#pragma once
#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "base/io.h"
#include "db/commit_queue.h"
#include "db/sqlite_connection.h"

namespace youju::db {

class SqliteDatabase : public Database {
 public:
  static Result<std::unique_ptr<Database>> open(const Settings& settings);

  Engine engine() const override { return Engine::sqlite; }
  Result<void> read(const std::function<Result<void>(Session&)>& reader) override;
  Result<void> write(const std::function<Result<void>(Tx&)>& writer) override;
  Result<void> write(Joint& joint) override;
  std::optional<std::uint64_t> changes() const override { return writer_ ? std::optional(changes_.load()) : std::nullopt; }
  Result<void> migrate() override;
  Result<void> prepare_all() override;
  Result<void> check_storage() override;
  Result<void> copy_to(const std::filesystem::path& file) override;
  Result<void> load_from(const std::filesystem::path& file) override;
  std::vector<std::pair<std::string, std::string>> settings_in_force() override;

 private:
  explicit SqliteDatabase(std::filesystem::path file);
  Result<void> assert_settings();
  Result<std::unique_ptr<SqliteConnection>> take_reader();
  void give_back(std::unique_ptr<SqliteConnection> reader);
  // The three steps of a batch: begin, each write, commit. All refuse once the outcome of a commit was
  // unknown.
  void commit_batch(CommitQueue::Batch& batch);
  void run_some(std::span<Write* const> writes, bool alone);
  std::optional<Error> run_joint(std::span<Write* const> writes);
  void run_one(Write& write, bool alone);
  Result<void> finish(bool any_good);

  std::filesystem::path file_;
  std::optional<FileLock> lock_;
  std::unique_ptr<SqliteConnection> writer_;  // none when opened for reading only
  std::mutex batch_mutex_;                    // held during a batch; contended only while a copy is loaded
  std::atomic<std::uint64_t> changes_{0};
  std::optional<Error> stopped_;              // under batch_mutex_
  CommitQueue queue_;
  std::mutex pool_mutex_;
  std::vector<std::unique_ptr<SqliteConnection>>
      idle_;  // after writer_: closed before it, so that the writer empties the WAL
};
}  // namespace youju::db
