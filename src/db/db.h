// SPDX-License-Identifier: Apache-2.0
// One Database, two engines: SQLite in the office's folder, or PostgreSQL 15+. SQL is written once with
// $1…$n; an override for one engine exists only where the engines force it. Nothing above this room names an
// engine.
//
// Values are text, 64-bit integers or null — no blobs (hashes are lower-case hex), no floats, booleans as 0/1
// integers. Queries are named constants generated from each room's .sql file (see tools/embed_sql.py):
// `sql::entry_at`.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace youju::db {

enum class Engine { sqlite, postgres };

// A named query. `name` appears in errors and in the slow-query log. `id` is unique per process (index of the
// prepared statement).
struct Query {
  std::string_view name;
  std::string_view sqlite;    // with ?n
  std::string_view postgres;  // with $n
  int id;
  // The same for many rows or sets of values at once, each parameter an array; empty where there is none (docs/format/sql.md).
  std::string_view postgres_rows{};
  std::string_view row_types{};  // of each parameter: b for bigint, t for text
  unsigned key = 0;              // the parameters an upsert's key is made of, one bit each
};

// A parameter. Text is not copied: it must live until the call returns.
using Value = std::variant<std::monostate, std::int64_t, std::string_view>;
using Values = std::initializer_list<Value>;

// One row of an answer, valid only inside the callback.
class Row {
 public:
  virtual ~Row() = default;
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;   // 0 when null
  virtual std::string_view text(int column) const = 0;  // "" when null
};
using OnRow = std::function<bool(const Row&)>;  // false stops reading

// Reading at one consistent state (one snapshot per Session).
class Session {
 public:
  virtual ~Session() = default;
  virtual Engine engine() const = 0;
  // on_row may ask further queries of the same Session.
  virtual Result<void> each(const Query& query, Values values, const OnRow& on_row) = 0;
  // A query whose text is made at run time by `figures` and lists (only from our own constants, never from
  // input).
  virtual Result<void> each_text(const std::string& sql_with_dollars, const std::vector<Value>& values,
                                 const OnRow& on_row) = 0;
  // The same query once for each set of values, all sent before the first answer is awaited; small answers only. on_row
  // is told which set a row belongs to and may ask nothing.
  virtual Result<void> each_of(const Query& query, std::span<const std::vector<Value>> sets,
                               const std::function<void(std::size_t, const Row&)>& on_row) = 0;
  // Says that this will be asked soon with these very values: what is expected goes to a server in one exchange, together
  // with the next question. The answer is of the time of that exchange, so nothing may change it in between; a write
  // makes all that is expected be asked anew. Costs nothing and does nothing where there is no exchange.
  virtual void expect(const Query& query, Values values) { static_cast<void>(query), static_cast<void>(values); }
  // The first row's first column, or nothing when there is no row (or it is null).
  Result<std::optional<std::int64_t>> integer(const Query& query, Values values);
  Result<std::optional<std::string>> text(const Query& query, Values values);
};

// A write in progress; everything read here sees what was written before in it. Once a statement has failed,
// every later one fails with the same error and the write is undone, even if the writer swallows it: use `on
// conflict` to tolerate.
class Tx : public Session {
 public:
  // The commit this write goes into, where no other process can write: what writes of earlier ones read still holds unless one of them, or of
  // this one, changed it. Nothing where others may write.
  virtual std::optional<std::uint64_t> commit() const { return std::nullopt; }
  // Runs a statement at once; gives the number of rows changed. A unique violation is Code::conflict with
  // detail = constraint.
  virtual Result<std::int64_t> run(const Query& query, Values values) = 0;
  // Like run, but the answer may come later (PostgreSQL pipelines; SQLite runs it at once). Values are copied
  // as needed. An error of a queued statement is returned by the next call on this Tx, at the latest by the
  // commit, and undoes the write. Rows of queries marked `-- rows:` may be gathered and sent as one statement, before
  // anything else is asked; two such queries do not wait for one another.
  virtual Result<void> queue(const Query& query, Values values) = 0;
};

// A write that costs less when done together with others of its sort: what they share is read, checked and stored
// once. Those waiting at the same time are run as one.
class Joint {
 public:
  virtual ~Joint() = default;
  // Writes of one sort come together; by address.
  virtual const void* sort() const = 0;
  // Called on one of them for `all` of them, in the order they came (itself among them), perhaps on another caller's
  // thread. What is wrong with one alone is told in it and is no error. An error undoes all; then each is run by
  // itself, so a run must be repeatable.
  virtual Result<void> run(Tx& tx, std::span<Joint* const> all) = 0;
};

struct Settings {
  Engine engine = Engine::sqlite;
  std::filesystem::path file;  // SQLite
  std::string connection;  // PostgreSQL URI without password (PGPASSFILE or peer authentication supply it)
  std::string schema = "youju";  // PostgreSQL schema; tests use one per case
  bool read_only = false;
  bool must_exist = false;  // SQLite: a file that is not there is absent instead of being made (an office
                            // that was set up has one)
};

class Database {
 public:
  // Opens and asserts the settings that durability stands on (SQLite: WAL, synchronous=FULL, DEFENSIVE,
  // trusted_schema off …, and a lock beside the file against a second process; PostgreSQL: UTF8 and C collation,
  // fsync). Errors: absent, corrupt (with what is damaged), busy, outside, full, unsupported (a newer program's).
  static Result<std::unique_ptr<Database>> open(const Settings& settings);
  virtual ~Database() = default;
  virtual Engine engine() const = 0;

  // One snapshot; several reads may run at once from several threads.
  virtual Result<void> read(const std::function<Result<void>(Session&)>& reader) = 0;
  // One write. Writes are put in one order; as many as are waiting go into one commit (group commit), each in
  // its own savepoint: one that fails is undone alone. Returns when durable. The writer may run on another
  // caller's thread while this one waits; a write inside a write is a bug (std::logic_error). An error after
  // COMMIT was sent is Code::outside with word "db.outcome_unknown".
  virtual Result<void> write(const std::function<Result<void>(Tx&)>& writer) = 0;
  virtual Result<void> write(Joint& joint) = 0;

  // How many commits this process has made, where no other can write meanwhile (SQLite opened for writing): while it stays the same, so does
  // what is read. It has grown before a write returns. Nothing where others may write.
  virtual std::optional<std::uint64_t> changes() const { return std::nullopt; }

  // Applies the numbered migrations (src/db/migrations) not yet applied. Refuses a database of a newer
  // program (unsupported).
  virtual Result<void> migrate() = 0;
  // Prepares every query of all_queries(); the error names the first that this engine does not take. For
  // tests.
  virtual Result<void> prepare_all() = 0;
  // Integrity of the engine's own storage: PRAGMA integrity_check / amcheck where there. corrupt names what
  // is wrong.
  virtual Result<void> check_storage() = 0;
  // A consistent copy of everything, taken while others write: SQLite file (online backup) or a portable dump
  // for PostgreSQL.
  virtual Result<void> copy_to(const std::filesystem::path& file) = 0;
  // Fills a new, empty database (no migration applied) from a file made by copy_to of either engine, all or
  // nothing; conflict when anything is in it already. What a portable dump leaves out (tables ix_…, which are
  // rebuilt) stays empty. Afterwards call migrate(): the copy may be of an older program.
  virtual Result<void> load_from(const std::filesystem::path& file) = 0;
  // Every asserted setting as name → value, for `selfcheck`.
  virtual std::vector<std::pair<std::string, std::string>> settings_in_force() = 0;
};

// The slow-query log, of the whole process: statements that take `least_ms` or longer are told on standard error, by name and never
// with values. Below 0 (as at the start) none is.
void tell_slow_statements(std::int64_t least_ms);

// Every query compiled into the program, for the test that prepares each on both engines.
const std::vector<const Query*>& all_queries();
// Used by the generated code only: puts a query on that list and gives its id.
struct RegisterQuery {
  explicit RegisterQuery(const Query* query);
  int id;
};
// Whether this program would change the tables first: they were made by an older one.
Result<bool> waits_for_migration(Session& session);
}  // namespace youju::db
