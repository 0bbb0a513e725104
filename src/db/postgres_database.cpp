// SPDX-License-Identifier: Apache-2.0
#include "db/postgres_database.h"

#include <algorithm>

#include "db/migrate.h"

namespace youju::db {
namespace {
// As many as the server has workers: opening one more for a question costs more than the question.
constexpr std::size_t kMostIdle = 24;
// More than 64 savepoints in one transaction make every snapshot on the server slower
// (PGPROC_MAX_CACHED_SUBXIDS).
constexpr std::size_t kMaxBatch = 64;
// Any number that other programs do not use: two processes migrating at once wait for each other.
constexpr std::string_view kMigrationLock = "select pg_advisory_xact_lock(5427931)";
}  // namespace

PostgresDatabase::PostgresDatabase(Settings settings)
    : settings_(std::move(settings)),
      queue_([this](CommitQueue::Batch& batch) { commit_batch(batch); }, kMaxBatch) {}

Result<std::unique_ptr<Database>> PostgresDatabase::open(const Settings& settings) {
  std::unique_ptr<PostgresDatabase> database(new PostgresDatabase(settings));
  TRY_OK(database->ensure_schema());
  const auto refuse_newer = [](Session& session) -> Result<void> {
    TRY_OK(applied_migrations(session));
    return {};
  };
  TRY_OK(database->read(refuse_newer));
  return std::unique_ptr<Database>(std::move(database));
}

Result<void> PostgresDatabase::ensure_schema() {
  bool exists = false;
  const auto look = [&](Session& session) {
    return session.each_text("select current_schema() is not null", {}, [&](const Row& row) {
      exists = row.integer(0) == 1;
      return true;
    });
  };
  TRY_OK(read(look));
  if (exists) return {};
  if (settings_.must_exist || settings_.read_only) {
    return fail(Code::absent, "db.absent", {{"file", "PostgreSQL, schema " + settings_.schema}});
  }
  return write([&](Tx& tx) {
    return tx.each_text("create schema if not exists \"" + settings_.schema + '"', {}, {});
  });
}

Result<std::unique_ptr<PgConnection>> PostgresDatabase::take_reader() {
  for (;;) {
    std::unique_ptr<PgConnection> reader;
    {
      const std::lock_guard lock(pool_mutex_);
      if (idle_.empty()) break;
      reader = std::move(idle_.back());
      idle_.pop_back();
    }
    if (reader->is_alive()) return reader;
  }
  return PgConnection::open(settings_);
}

void PostgresDatabase::give_back(std::unique_ptr<PgConnection> reader) {
  if (reader->is_lost()) return;
  const std::lock_guard lock(pool_mutex_);
  if (idle_.size() < kMostIdle) idle_.push_back(std::move(reader));
}

void PostgresDatabase::close_all() {
  {
    const std::lock_guard lock(batch_mutex_);
    writer_.reset();
  }
  const std::lock_guard lock(pool_mutex_);
  idle_.clear();
}

Result<void> PostgresDatabase::read(const std::function<Result<void>(Session&)>& reader) {
  TRY(auto connection, take_reader());
  TRY_OK(connection->post_text("begin isolation level repeatable read read only", {}));
  PgSession session(*connection);
  auto answer = reader(session);  // when it throws, the connection is closed, not given back
  connection->post_end();
  give_back(std::move(connection));
  return answer;
}

Result<void> PostgresDatabase::write(const std::function<Result<void>(Tx&)>& writer) {
  if (settings_.read_only)
    return fail(Code::denied, "db.read_only", {{"file", "PostgreSQL, schema " + settings_.schema}});
  return queue_.submit(writer);
}
Result<void> PostgresDatabase::write(Joint& joint) {
  if (settings_.read_only)
    return fail(Code::denied, "db.read_only", {{"file", "PostgreSQL, schema " + settings_.schema}});
  return queue_.submit(joint);
}

void PostgresDatabase::commit_batch(CommitQueue::Batch& batch) {
  const auto refuse_good = [&](const Error& error) {
    for (auto* write : batch.taken()) {
      if (write->good()) write->refuse(error);
    }
  };
  const std::lock_guard lock(batch_mutex_);
  if (!writer_ || !writer_->is_alive()) {
    auto opened = PgConnection::open(settings_);
    if (!opened) return batch.refuse_all(opened.error());
    writer_ = std::move(*opened);
  }
  if (const auto begun = writer_->post_text("begin isolation level read committed", {}); !begun) {
    writer_.reset();
    return batch.refuse_all(begun.error());
  }
  bool any_good = false;
  for (auto writes = batch.next(); !writes.empty(); writes = batch.next()) {
    const bool alone = batch.alone();
    run_some(writes, alone);
    if (writer_->is_lost()) {
      // Commit was never sent, so the server has undone all of it.
      writer_.reset();
      return refuse_good(Error{Code::busy, Message{"db.lost", {}}, "connection lost before the commit"});
    }
    const bool good = std::ranges::any_of(writes, &Write::good);
    any_good = any_good || good;
    if (alone && !good) break;  // without a savepoint: the server has given up the transaction
  }
  if (!any_good) return abandon();
  if (const auto finished = finish(); !finished) refuse_good(finished.error());
}

void PostgresDatabase::run_some(std::span<Write* const> writes, bool alone) {
  if (writes.size() > 1 && run_joint(writes)) return;
  for (auto* write : writes) {
    if (writer_->is_lost()) return;
    run_one(*write, alone);
  }
}

// Whether all went well together; if not, nothing of them is left and each has to be run by itself.
bool PostgresDatabase::run_joint(std::span<Write* const> writes) {
  static_cast<void>(writer_->post_text("savepoint one_write", {}).has_value());
  PgTx tx(*writer_);
  bool good = Write::run_together(tx, writes).has_value() && !tx.broken();
  if (good) static_cast<void>(writer_->post_text("release savepoint one_write", {}).has_value());
  if (!good) writer_->forget_gathered();
  good = writer_->settle().has_value() && good;
  if (!good) undo_savepoint();
  return good;
}

// What was queued may fail as well; it is undone in any case.
void PostgresDatabase::undo_savepoint() {
  writer_->forget_gathered();
  static_cast<void>(writer_->post_text("rollback to savepoint one_write", {}).has_value());
  static_cast<void>(writer_->post_text("release savepoint one_write", {}).has_value());
  static_cast<void>(writer_->settle().has_value());
}

void PostgresDatabase::run_one(Write& write, bool alone) {
  if (!alone) static_cast<void>(writer_->post_text("savepoint one_write", {}).has_value());
  PgTx tx(*writer_);
  write.run(tx);
  // A writer that swallowed the error of a statement has failed all the same.
  if (write.good() && tx.broken()) write.refuse(*tx.broken());
  if (alone) return;
  if (write.good()) {
    // Queued statements have to be known good before the next write begins.
    static_cast<void>(writer_->post_text("release savepoint one_write", {}).has_value());
    const auto released = writer_->settle();
    if (released) return;
    write.refuse(released.error());
  } else {
    writer_->forget_gathered();
    static_cast<void>(writer_->settle().has_value());
  }
  undo_savepoint();
}

void PostgresDatabase::abandon() {
  writer_->forget_gathered();
  static_cast<void>(writer_->settle().has_value());
  static_cast<void>(writer_->post_text("rollback", {}).has_value());
  if (!writer_->settle()) writer_.reset();
}

// The commit goes out together with what is still queued: when one of those fails, the server skips the
// commit.
Result<void> PostgresDatabase::finish() {
  const auto unknown = [&](const std::string& why) {
    writer_.reset();
    return fail(Code::outside, "db.outcome_unknown", {{"file", "PostgreSQL, schema " + settings_.schema}},
                why);
  };
  if (auto sent = writer_->send_gathered(); !sent) {  // nothing of the commit was sent
    writer_.reset();
    return sent;
  }
  if (const auto posted = writer_->post_text("commit", {}); !posted) return unknown(posted.error().detail);
  const auto settled = writer_->settle();
  // A farewell of the server counts as a loss although the connection may still look open.
  if (!settled && (writer_->is_lost() || settled.error().message.word == "db.lost"))
    return unknown(settled.error().detail);
  if (!settled) {
    abandon();
    return fail(settled.error());
  }
  if (writer_->last_tag() != "COMMIT")
    return fail(Code::outside, "db.failed", {{"why", writer_->last_tag()}}, "commit");
  // "canceling wait for synchronous replication": committed here, perhaps nowhere else.
  if (writer_->warnings() != 0) return unknown("the server warned during the commit");
  return {};
}

Result<void> PostgresDatabase::migrate() {
  auto migrated = write([&](Tx& tx) -> Result<void> {
    TRY_OK(tx.each_text(std::string(kMigrationLock), {}, {}));
    return apply_migrations(
        tx, [&](const std::string& sql, std::string_view name) { return writer_->script(sql, name); });
  });
  close_all();
  return migrated;
}

Result<void> PostgresDatabase::prepare_all() {
  TRY(auto connection, take_reader());
  for (const auto* query : all_queries()) TRY_OK(connection->check(*query));
  give_back(std::move(connection));
  return {};
}
}  // namespace youju::db
