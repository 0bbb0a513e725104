// SPDX-License-Identifier: Apache-2.0
#include "db/sqlite_connection.h"

#include <sqlite3.h>

#include <mutex>

#include "base/io.h"
#include "db/slow_log.h"
#include "db/sqlite_page_cache.h"
#include "db/sqlite_wal_file.h"
#include "db/values.h"

namespace youju::db {
namespace {
class SqliteRow : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
  bool is_null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
  std::string_view text(int column) const override {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    if (bytes == nullptr) return "";
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }

 private:
  sqlite3_stmt* statement_;
};

constexpr int kBusyMs = 5000;
constexpr int kMostKeptForSavepoints = 16 << 20;  // bytes; beyond that it goes to a file

struct Limit {
  int id;
  int value;
};
// Far above what our own statements need, far below what SQLite would try.
constexpr Limit kLimits[] = {
    {SQLITE_LIMIT_LENGTH, 64 << 20},
    {SQLITE_LIMIT_SQL_LENGTH, 256 << 10},
    {SQLITE_LIMIT_COLUMN, 128},
    {SQLITE_LIMIT_EXPR_DEPTH, 200},
    {SQLITE_LIMIT_COMPOUND_SELECT, 64},
    {SQLITE_LIMIT_VDBE_OP, 100000},
    {SQLITE_LIMIT_FUNCTION_ARG, 32},
    {SQLITE_LIMIT_ATTACHED, 0},
    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 4096},
    {SQLITE_LIMIT_VARIABLE_NUMBER, 4096},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 8},
    {SQLITE_LIMIT_WORKER_THREADS, 0},
};

void start_library() {
  static std::once_flag once;
  std::call_once(once, [] {
    // Counting memory takes a lock shared by all connections at every allocation.
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    // What a savepoint would put back is kept in memory: a commit of 64 writes made and removed a file for it each time.
    sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, kMostKeptForSavepoints);
    use_page_cache_without_walks();
  });
}

struct Meaning {
  Code code;
  std::string_view word;
};
Meaning meaning(int code) {
  switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return {Code::conflict, "db.conflict"};
    case SQLITE_CONSTRAINT_TRIGGER:
      return {Code::denied, "db.refused"};
    case SQLITE_IOERR_SHMSIZE:  // the index of the log found no room: even reading needs a little
      return {Code::full, "db.full"};
    default:
      break;
  }
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
      return {Code::invalid, "db.constraint"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Code::busy, "db.busy"};
    case SQLITE_FULL:
      return {Code::full, "db.full"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {Code::corrupt, "db.damaged"};
    case SQLITE_CANTOPEN:
      return {Code::absent, "db.cannot_open"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return {Code::denied, "db.read_only"};
    case SQLITE_TOOBIG:
      return {Code::too_large, "db.too_large"};
    default:
      return {Code::outside, "db.failed"};
  }
}
}  // namespace

Error SqliteConnection::error(int code, std::string_view doing) const {
  // The extended code is in the connection only when it belongs to this failure.
  const int extended = sqlite3_extended_errcode(db_);
  const int exact = (extended & 0xff) == (code & 0xff) ? extended : code;
  const auto [kind, word] = meaning(exact);
  Args args{{"file", file_.string()}};
  if (word == "db.failed") args["why"] = sqlite3_errstr(exact);
  std::string text = sqlite3_errmsg(db_);
  constexpr std::string_view kUnique = "UNIQUE constraint failed: ";
  if (text.starts_with(kUnique)) text.erase(0, kUnique.size());
  return Error{kind, Message{std::string(word), std::move(args)}, std::string(doing) + ": " + text};
}

bool SqliteConnection::in_transaction() const {
  return sqlite3_get_autocommit(db_) == 0;
}

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const std::filesystem::path& file,
                                                                 Role role) {
  start_library();
  const int flags = role == Role::reader ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  sqlite3* db = nullptr;
  const char* files = role == Role::writer ? files_with_gathered_wal().c_str() : nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, files);
  std::unique_ptr<SqliteConnection> made(new SqliteConnection(db, file));
  if (code != SQLITE_OK) return fail(made->error(code, "open"));
  TRY_OK(made->settle(role));
  return made;
}

Result<void> SqliteConnection::settle(Role role) {
  sqlite3_busy_timeout(db_, kBusyMs);
  for (const auto& limit : kLimits) sqlite3_limit(db_, limit.id, limit.value);
  int now = 0;
  sqlite3_db_config(db_, SQLITE_DBCONFIG_DEFENSIVE, 1, &now);
  sqlite3_db_config(db_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, &now);
  sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_FKEY, 1, &now);
  TRY_OK(script("pragma cell_size_check=on; pragma mmap_size=0;", "settings"));
  if (role == Role::reader) return script("pragma wal_autocheckpoint=0; pragma query_only=on; pragma cache_size=-1536;", "settings");
  if (role == Role::copy) return script("pragma journal_mode=delete; pragma synchronous=full;", "settings");
  // The journal's mode is read from the file, which shows at once whether the file is a database at all.
  TRY_OK(script("pragma journal_mode=wal;", "settings"));
  return script(
      "pragma synchronous=full; pragma secure_delete=on; pragma wal_autocheckpoint=8000; pragma "
      "cache_size=-65536;"
      "pragma journal_size_limit=67108864;",
      "settings");
}

SqliteConnection::~SqliteConnection() {
  for (auto* statement : by_id_) sqlite3_finalize(statement);
  for (const auto& [text, statement] : by_text_) sqlite3_finalize(statement);
  for (const auto& [text, statement] : controls_) sqlite3_finalize(statement);
  sqlite3_close(db_);
}

Result<sqlite3_stmt*> SqliteConnection::prepare(std::string_view sql, std::string_view name, bool keep) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()),
                                      keep ? SQLITE_PREPARE_PERSISTENT : 0, &statement, nullptr);
  if (code != SQLITE_OK) return fail(error(code, name));
  return statement;
}

int SqliteConnection::control(const char* sql) {
  auto& statement = controls_[sql];
  if (statement == nullptr) {
    const int code = sqlite3_prepare_v3(db_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return code;
  }
  int code = sqlite3_step(statement);
  const int reset = sqlite3_reset(statement);
  if (code == SQLITE_DONE || code == SQLITE_ROW) code = reset;
  return code;
}

Result<void> SqliteConnection::bind(sqlite3_stmt* statement, std::string_view name,
                                    std::span<const Value> values) {
  if (sqlite3_bind_parameter_count(statement) != static_cast<int>(values.size())) {
    expect_true(false, "number of parameters of " + std::string(name));
  }
  int place = 0;
  for (const auto& value : values) {
    ++place;
    int code = SQLITE_OK;
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      code = sqlite3_bind_int64(statement, place, *number);
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
      TRY_OK(check_text(*text, name));
      // A null pointer would bind null, not the empty text.
      code = sqlite3_bind_text64(statement, place, text->data() == nullptr ? "" : text->data(), text->size(),
                                 SQLITE_STATIC, SQLITE_UTF8);
    } else {
      code = sqlite3_bind_null(statement, place);
    }
    if (code != SQLITE_OK) return fail(error(code, name));
  }
  return {};
}

Result<std::int64_t> SqliteConnection::step(sqlite3_stmt* statement, std::string_view name,
                                            std::span<const Value> values, const OnRow& on_row) {
  struct Reset {
    sqlite3_stmt* statement;
    ~Reset() { sqlite3_reset(statement); }
  } const reset{statement};
  const TimedStatement timed(name);
  TRY_OK(bind(statement, name, values));
  const SqliteRow row(statement);
  int code = sqlite3_step(statement);
  while (code == SQLITE_ROW && (!on_row || on_row(row))) code = sqlite3_step(statement);
  if (code == SQLITE_ROW || code == SQLITE_DONE) return sqlite3_changes64(db_);
  return fail(error(code, name));
}

namespace {
// A statement that is being read further up the stack (a callback asks the same again) is not touched: a
// second one is made.
struct Finalize {
  sqlite3_stmt* statement;
  ~Finalize() { sqlite3_finalize(statement); }
};
}  // namespace

Result<std::int64_t> SqliteConnection::run(const Query& query, std::span<const Value> values,
                                           const OnRow& on_row) {
  const auto id = static_cast<std::size_t>(query.id);
  if (id >= by_id_.size()) by_id_.resize(std::max(id + 1, all_queries().size()), nullptr);
  if (by_id_[id] == nullptr) {
    TRY(by_id_[id], prepare(query.sqlite, query.name, true));
  } else if (sqlite3_stmt_busy(by_id_[id]) != 0) {
    TRY(auto* second, prepare(query.sqlite, query.name, false));
    const Finalize after{second};
    return step(second, query.name, values, on_row);
  }
  return step(by_id_[id], query.name, values, on_row);
}

Result<sqlite3_stmt*> SqliteConnection::statement_of(const std::string& sql) {
  const auto found = by_text_.find(sql);
  if (found != by_text_.end() && sqlite3_stmt_busy(found->second) == 0) return found->second;
  TRY(auto* made, prepare(with_question_marks(sql), "text", true));
  if (found == by_text_.end() && by_text_.size() < kMaxTexts) by_text_.emplace(sql, made);
  return made;
}

Result<std::int64_t> SqliteConnection::run_text(const std::string& sql, std::span<const Value> values,
                                                const OnRow& on_row) {
  TRY(auto* statement, statement_of(sql));
  const auto kept = by_text_.find(sql);
  const Finalize after{kept != by_text_.end() && kept->second == statement ? nullptr : statement};
  return step(statement, "text", values, on_row);
}

Result<void> SqliteConnection::check(const Query& query) {
  TRY(auto* statement, prepare(query.sqlite, query.name, false));
  sqlite3_finalize(statement);
  return {};
}

Result<void> SqliteConnection::script(const std::string& sql, std::string_view name) {
  const int code = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return fail(error(code, name));
  return {};
}

Result<std::string> SqliteConnection::pragma(const std::string& name) {
  // Made anew each time: SQLite writes some answers into the statement when it is prepared.
  TRY(auto* statement, prepare("pragma " + name, "pragma", false));
  const Finalize after{statement};
  std::string value;
  TRY_OK(step(statement, "pragma", {}, [&](const Row& row) {
    value = row.text(0);
    return false;
  }));
  return value;
}

Result<void> SqliteSession::each(const Query& query, Values values, const OnRow& on_row) {
  TRY_OK(connection_.run(query, as_span(values), on_row));
  return {};
}
Result<void> SqliteSession::each_text(const std::string& sql, const std::vector<Value>& values,
                                      const OnRow& on_row) {
  TRY_OK(connection_.run_text(sql, values, on_row));
  return {};
}

namespace {
Result<std::int64_t> run_each_of(SqliteConnection& connection, const Query& query, std::span<const std::vector<Value>> sets,
                                 const std::function<void(std::size_t, const Row&)>& on_row) {
  for (std::size_t i = 0; i < sets.size(); ++i) {
    TRY_OK(connection.run(query, sets[i], [&](const Row& row) {
      on_row(i, row);
      return true;
    }));
  }
  return 0;
}
}  // namespace
Result<void> SqliteSession::each_of(const Query& query, std::span<const std::vector<Value>> sets,
                                    const std::function<void(std::size_t, const Row&)>& on_row) {
  TRY_OK(run_each_of(connection_, query, sets, on_row));
  return {};
}

template <class Call>
Result<std::int64_t> SqliteTx::attempt(const Call& call) {
  if (broken_) return fail(*broken_);
  auto answer = call();
  if (!answer) broken_ = answer.error();
  return answer;
}
Result<void> SqliteTx::each(const Query& query, Values values, const OnRow& on_row) {
  TRY_OK(attempt([&] { return connection_.run(query, as_span(values), on_row); }));
  return {};
}
Result<void> SqliteTx::each_text(const std::string& sql, const std::vector<Value>& values,
                                 const OnRow& on_row) {
  TRY_OK(attempt([&] { return connection_.run_text(sql, values, on_row); }));
  return {};
}
Result<void> SqliteTx::each_of(const Query& query, std::span<const std::vector<Value>> sets,
                               const std::function<void(std::size_t, const Row&)>& on_row) {
  TRY_OK(attempt([&] { return run_each_of(connection_, query, sets, on_row); }));
  return {};
}
Result<std::int64_t> SqliteTx::run(const Query& query, Values values) {
  return attempt([&] { return connection_.run(query, as_span(values), {}); });
}
Result<void> SqliteTx::queue(const Query& query, Values values) {
  TRY_OK(attempt([&] { return connection_.run(query, as_span(values), {}); }));
  return {};
}
}  // namespace youju::db
