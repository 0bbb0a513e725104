// SPDX-License-Identifier: Apache-2.0
#include "db/sqlite_database.h"

#include <sqlite3.h>

#include <algorithm>

#include "db/copy_file.h"
#include "db/migrate.h"

namespace youju::db {
namespace {
// Idle reading connections kept open; each holds its prepared statements and cache.
constexpr std::size_t kMaxIdle = 16;

Result<FileLock> lock_beside(const std::filesystem::path& file) {
  auto lock = FileLock::take(file.string() + ".lock");
  if (!lock && lock.error().code == Code::busy) {
    return fail(Code::busy, "db.locked", {{"file", file.string()}},
                "another process has " + file.string() + " open");
  }
  return lock;
}
}  // namespace

SqliteDatabase::SqliteDatabase(std::filesystem::path file)
    : file_(std::move(file)), queue_([this](CommitQueue::Batch& batch) { commit_batch(batch); }) {}

Result<std::unique_ptr<Database>> SqliteDatabase::open(const Settings& settings) {
  std::error_code ignored;
  if ((settings.must_exist || settings.read_only) && !std::filesystem::exists(settings.file, ignored)) {
    return fail(Code::absent, "db.absent", {{"file", settings.file.string()}});
  }
  std::unique_ptr<SqliteDatabase> database(new SqliteDatabase(settings.file));
  if (settings.read_only) {
    TRY(auto reader, SqliteConnection::open(settings.file, SqliteConnection::Role::reader));
    TRY(const auto ignored_version, reader->pragma("schema_version"));  // reads the header: damage shows here
    static_cast<void>(ignored_version);
    database->give_back(std::move(reader));
  } else {
    TRY(auto lock, lock_beside(settings.file));
    database->lock_.emplace(std::move(lock));
    // Before SQLite makes it, so that it and the WAL are readable by their owner alone.
    TRY_OK(make_private_file(settings.file));
    TRY(database->writer_, SqliteConnection::open(settings.file, SqliteConnection::Role::writer));
    TRY_OK(database->assert_settings());
  }
  const auto refuse_newer = [](Session& session) -> Result<void> {
    TRY_OK(applied_migrations(session));
    return {};
  };
  TRY_OK(database->read(refuse_newer));
  return std::unique_ptr<Database>(std::move(database));
}

Result<std::unique_ptr<SqliteConnection>> SqliteDatabase::take_reader() {
  {
    const std::lock_guard lock(pool_mutex_);
    if (!idle_.empty()) {
      auto reader = std::move(idle_.back());
      idle_.pop_back();
      return reader;
    }
  }
  return SqliteConnection::open(file_, SqliteConnection::Role::reader);
}

void SqliteDatabase::give_back(std::unique_ptr<SqliteConnection> reader) {
  const std::lock_guard lock(pool_mutex_);
  if (idle_.size() < kMaxIdle) idle_.push_back(std::move(reader));
}

Result<void> SqliteDatabase::read(const std::function<Result<void>(Session&)>& reader) {
  TRY(auto connection, take_reader());
  const int begun = connection->control("begin");
  if (begun != SQLITE_OK) return fail(connection->error(begun, "begin"));
  SqliteSession session(*connection);
  auto answer = reader(session);  // when it throws, the connection is closed, not given back
  if (connection->control("commit") == SQLITE_OK) give_back(std::move(connection));
  return answer;
}

Result<void> SqliteDatabase::write(const std::function<Result<void>(Tx&)>& writer) {
  if (!writer_) return fail(Code::denied, "db.read_only", {{"file", file_.string()}});
  return queue_.submit(writer);
}
Result<void> SqliteDatabase::write(Joint& joint) {
  if (!writer_) return fail(Code::denied, "db.read_only", {{"file", file_.string()}});
  return queue_.submit(joint);
}

void SqliteDatabase::commit_batch(CommitQueue::Batch& batch) {
  const std::lock_guard lock(batch_mutex_);
  if (stopped_) return batch.refuse_all(*stopped_);
  const int begun = writer_->control("begin immediate");
  if (begun != SQLITE_OK) return batch.refuse_all(writer_->error(begun, "begin"));
  bool any_good = false;
  for (auto writes = batch.next(); !writes.empty(); writes = batch.next()) {
    const bool alone = batch.alone();
    run_some(writes, alone);
    if (!writer_->in_transaction()) {
      // SQLite has undone everything, the good ones before as well: all learn why.
      const auto bad = std::ranges::find_if(writes, [](const Write* write) { return !write->good(); });
      const auto why = bad == writes.end() ? Error{Code::outside, Message{"db.failed", {{"why", "rollback"}}}, {}} : (*bad)->error();
      for (auto* one : batch.taken()) one->refuse(why);
      return;
    }
    const bool good = std::ranges::any_of(writes, &Write::good);
    any_good = any_good || good;
    if (alone && !good) break;  // without a savepoint: what it did is undone by the rollback
  }
  const auto finished = finish(any_good);
  if (finished) return;
  for (auto* write : batch.taken()) {
    if (write->good()) write->refuse(finished.error());
  }
}

void SqliteDatabase::run_some(std::span<Write* const> writes, bool alone) {
  if (writes.size() > 1) {
    const auto wrong = run_joint(writes);
    if (wrong && !writer_->in_transaction()) return writes.front()->refuse(*wrong);
    if (!wrong) return;
  }
  for (auto* write : writes) {
    run_one(*write, alone);
    if (!writer_->in_transaction()) return;
  }
}

// What went wrong with all of them together, if anything: then nothing of them is left and each has to be run by itself.
std::optional<Error> SqliteDatabase::run_joint(std::span<Write* const> writes) {
  if (const int code = writer_->control("savepoint one_write"); code != SQLITE_OK) return writer_->error(code, "savepoint");
  SqliteTx tx(*writer_, changes_);
  const auto done = Write::run_together(tx, writes);
  auto wrong = tx.broken();
  if (!done) wrong = done.error();
  if (!writer_->in_transaction()) return wrong;
  if (wrong) writer_->control("rollback to one_write");
  if (const int code = writer_->control("release one_write"); code != SQLITE_OK) wrong = writer_->error(code, "release");
  return wrong;
}

void SqliteDatabase::run_one(Write& write, bool alone) {
  if (!alone) {
    const int code = writer_->control("savepoint one_write");
    if (code != SQLITE_OK) return write.refuse(writer_->error(code, "savepoint"));
  }
  SqliteTx tx(*writer_, changes_);
  write.run(tx);
  // A writer that swallowed the error of a statement has failed all the same.
  if (write.good() && tx.broken()) write.refuse(*tx.broken());
  if (alone || !writer_->in_transaction()) return;
  if (!write.good()) writer_->control("rollback to one_write");
  const int code = writer_->control("release one_write");
  if (code != SQLITE_OK && write.good()) write.refuse(writer_->error(code, "release"));
}

Result<void> SqliteDatabase::finish(bool any_good) {
  if (!any_good) {
    writer_->control("rollback");
    return {};
  }
  const int code = writer_->control("commit");
  ++changes_;  // whatever came of it
  if (code == SQLITE_OK) return {};
  auto error = writer_->error(code, "commit");
  if (writer_->in_transaction()) writer_->control("rollback");
  // Nothing of the commit is valid on disk when it was refused or found no room. After any other failure the
  // commit record may have reached the disk or may not, and what the kernel still holds can no longer be
  // trusted.
  const int kind = code & 0xff;
  if (kind == SQLITE_FULL || kind == SQLITE_BUSY || kind == SQLITE_CONSTRAINT) return fail(std::move(error));
  stopped_ = Error{Code::outside, Message{"db.stopped", {{"file", file_.string()}}}, error.detail};
  return fail(Code::outside, "db.outcome_unknown", {{"file", file_.string()}}, error.detail);
}

Result<void> SqliteDatabase::migrate() {
  return write([&](Tx& tx) {
    return apply_migrations(
        tx, [&](const std::string& sql, std::string_view name) { return writer_->script(sql, name); });
  });
}

Result<void> SqliteDatabase::prepare_all() {
  TRY(auto connection, take_reader());
  for (const auto* query : all_queries()) TRY_OK(connection->check(*query));
  give_back(std::move(connection));
  return {};
}
}  // namespace youju::db
