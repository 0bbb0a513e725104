// SPDX-License-Identifier: Apache-2.0
// A schema of a PostgreSQL server: one writing connection of this process, a small pool of reading ones.
// Several processes may have it open; the ledger's lock on the head of the log orders their writes.
#pragma once
#include <memory>
#include <mutex>
#include <vector>

#include "db/commit_queue.h"
#include "db/postgres_connection.h"

namespace youju::db {

class PostgresDatabase : public Database {
 public:
  static Result<std::unique_ptr<Database>> open(const Settings& settings);

  Engine engine() const override { return Engine::postgres; }
  Result<void> read(const std::function<Result<void>(Session&)>& reader) override;
  Result<void> write(const std::function<Result<void>(Tx&)>& writer) override;
  Result<void> write(Joint& joint) override;
  Result<void> migrate() override;
  Result<void> prepare_all() override;
  Result<void> check_storage() override;
  Result<void> copy_to(const std::filesystem::path& file) override;
  Result<void> load_from(const std::filesystem::path& file) override;
  std::vector<std::pair<std::string, std::string>> settings_in_force() override;

 private:
  explicit PostgresDatabase(Settings settings);
  Result<void> ensure_schema();
  Result<std::unique_ptr<PgConnection>> take_reader();
  void give_back(std::unique_ptr<PgConnection> reader);
  // After migrations: plans made for the old tables are of no use.
  void close_all();

  void commit_batch(CommitQueue::Batch& batch);
  void run_some(std::span<Write* const> writes, bool alone);
  bool run_joint(std::span<Write* const> writes);
  void run_one(Write& write, bool alone);
  void undo_savepoint();
  Result<void> finish();
  void abandon();

  Settings settings_;
  std::mutex batch_mutex_;                // held during a batch
  std::unique_ptr<PgConnection> writer_;  // under batch_mutex_; none before the first write and after a loss
  CommitQueue queue_;
  std::mutex pool_mutex_;
  std::vector<std::unique_ptr<PgConnection>> idle_;
};
}  // namespace youju::db
