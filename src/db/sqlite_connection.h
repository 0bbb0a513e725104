// SPDX-License-Identifier: Apache-2.0
// One SQLite connection with its prepared statements, used by one thread at a time; and reading and writing
// through it.
#pragma once
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "db/db.h"

struct sqlite3;
struct sqlite3_stmt;

namespace youju::db {

class SqliteConnection {
 public:
  // What a connection is for; decides its flags and settings. copy: a file made by copy_to, without a WAL
  // beside it.
  enum class Role { writer, reader, copy };
  static Result<std::unique_ptr<SqliteConnection>> open(const std::filesystem::path& file, Role role);
  ~SqliteConnection();
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  // Runs a statement to its end. Gives the rows changed.
  Result<std::int64_t> run(const Query& query, std::span<const Value> values, const OnRow& on_row);
  Result<std::int64_t> run_text(const std::string& sql_with_dollars, std::span<const Value> values,
                                const OnRow& on_row);
  // Prepares a query and throws the statement away.
  Result<void> check(const Query& query);
  // Several statements without parameters and without an answer that matters.
  Result<void> script(const std::string& sql, std::string_view name);
  // One of our own statements by its SQLite text, as a bare result code: the way of begin, savepoint and
  // commit.
  int control(const char* sql);
  // First column of the first row of a pragma, "" when it gives none.
  Result<std::string> pragma(const std::string& name);

  // The error of a result code. `doing` is the query's name.
  Error error(int code, std::string_view doing) const;
  // False when SQLite has undone the whole transaction by itself (disk full, read error).
  bool in_transaction() const;
  sqlite3* handle() const { return db_; }
  const std::filesystem::path& file() const { return file_; }

 private:
  SqliteConnection(sqlite3* db, std::filesystem::path file) : db_(db), file_(std::move(file)) {}
  Result<sqlite3_stmt*> prepare(std::string_view sql, std::string_view name, bool keep);
  Result<sqlite3_stmt*> statement_of(const std::string& sql_with_dollars);
  Result<std::int64_t> step(sqlite3_stmt* statement, std::string_view name, std::span<const Value> values,
                            const OnRow& on_row);
  Result<void> bind(sqlite3_stmt* statement, std::string_view name, std::span<const Value> values);
  Result<void> settle(Role role);

  sqlite3* db_;
  std::filesystem::path file_;
  std::vector<sqlite3_stmt*> by_id_;
  std::map<std::string, sqlite3_stmt*, std::less<>> by_text_;
  std::map<const char*, sqlite3_stmt*> controls_;  // by address: only literals come here
};

// Reading through a connection whose snapshot its owner has begun.
class SqliteSession : public Session {
 public:
  explicit SqliteSession(SqliteConnection& connection) : connection_(connection) {}
  Engine engine() const override { return Engine::sqlite; }
  Result<void> each(const Query& query, Values values, const OnRow& on_row) override;
  Result<void> each_text(const std::string& sql, const std::vector<Value>& values,
                         const OnRow& on_row) override;
  Result<void> each_of(const Query& query, std::span<const std::vector<Value>> sets,
                       const std::function<void(std::size_t, const Row&)>& on_row) override;

 private:
  SqliteConnection& connection_;
};

// Writing. The first statement that fails makes all later ones fail with the same error, as on PostgreSQL.
class SqliteTx : public Tx {
 public:
  SqliteTx(SqliteConnection& connection, std::uint64_t commit) : connection_(connection), commit_(commit) {}
  std::optional<std::uint64_t> commit() const override { return commit_; }
  Engine engine() const override { return Engine::sqlite; }
  Result<void> each(const Query& query, Values values, const OnRow& on_row) override;
  Result<void> each_text(const std::string& sql, const std::vector<Value>& values,
                         const OnRow& on_row) override;
  Result<void> each_of(const Query& query, std::span<const std::vector<Value>> sets,
                       const std::function<void(std::size_t, const Row&)>& on_row) override;
  Result<std::int64_t> run(const Query& query, Values values) override;
  Result<void> queue(const Query& query, Values values) override;
  const std::optional<Error>& broken() const { return broken_; }

 private:
  template <class Call>
  Result<std::int64_t> attempt(const Call& call);
  SqliteConnection& connection_;
  const std::uint64_t commit_;
  std::optional<Error> broken_;
};
}  // namespace youju::db
