// SPDX-License-Identifier: Apache-2.0
#include "db/portable.h"

#include <algorithm>

namespace youju::db {
namespace {
// Stands in a portable dump alone.
constexpr const char* kMark = "youju_portable";
constexpr std::string_view kVersions = "op_version";
// As many rows as this go into the target with one statement, so that a server is not asked for each.
constexpr std::size_t kRowsAtOnce = 200;
constexpr std::size_t kValuesAtOnce = 2000;

std::string as_name(std::string_view name) {
  return '"' + std::string(name) + '"';
}

std::string column_list(const Table& table) {
  std::string list;
  for (const auto& column : table.columns) list += (list.empty() ? "" : ", ") + as_name(column.name);
  return list;
}

std::string insert_into(const Table& table, std::size_t rows) {
  auto sql = "insert into " + as_name(table.name) + " (" + column_list(table) + ") values ";
  std::size_t place = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    sql += row == 0 ? "(" : ", (";
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      sql += (i == 0 ? "$" : ", $") + std::to_string(++place);
    sql += ')';
  }
  return sql;
}

// Rows on their way from one database into another.
class Filler {
 public:
  using Put = std::function<Result<void>(const std::string& sql, const std::vector<Value>& values)>;
  Filler(const Table& table, Put put)
      : table_(table),
        put_(std::move(put)),
        at_once_(std::clamp<std::size_t>(kValuesAtOnce / table.columns.size(), 1, kRowsAtOnce)) {}

  Result<void> add(const Row& row) {
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      const int at = static_cast<int>(i);
      if (row.is_null(at))
        values_.emplace_back();
      else if (table_.columns[i].is_number)
        values_.emplace_back(row.integer(at));
      else
        values_.emplace_back(std::string_view(texts_.emplace_back(row.text(at))));
    }
    return ++rows_ < at_once_ ? Result<void>{} : flush();
  }
  Result<void> flush() {
    if (rows_ == 0) return {};
    auto answer = put_(insert_into(table_, rows_), values_);
    rows_ = 0;
    values_.clear();
    texts_.clear();
    return answer;
  }

 private:
  const Table& table_;
  Put put_;
  std::size_t at_once_, rows_ = 0;
  std::vector<Value> values_;
  std::deque<std::string> texts_;  // a deque: growing it moves none of them
};

Result<void> copy_rows(Session& from, const Table& table, const Filler::Put& put) {
  Filler filler(table, put);
  Result<void> answer;
  TRY_OK(from.each_text("select " + column_list(table) + " from " + as_name(table.name), {},
                        [&](const Row& row) {
                          answer = filler.add(row);
                          return answer.has_value();
                        }));
  return answer ? filler.flush() : answer;
}

// The tables of a SQLite file that are to be loaded elsewhere. The names come from a file, so they are
// checked.
Result<std::vector<Table>> tables_in(Session& file) {
  std::vector<Table> tables;
  TRY_OK(file.each_text(
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'"
      " order by name",
      {}, [&](const Row& row) {
        const auto name = row.text(0);
        if (!is_derived(name) && name != kMark && name != kVersions)
          tables.push_back(Table{std::string(name), {}});
        return true;
      }));
  for (auto& table : tables) {
    bool good = is_plain(table.name);
    TRY_OK(file.each_text("select name, upper(type) in ('INTEGER', 'BIGINT') from pragma_table_info($1)",
                          {std::string_view(table.name)}, [&](const Row& row) {
                            table.columns.push_back(Column{std::string(row.text(0)), row.integer(1) == 1});
                            good = good && is_plain(row.text(0));
                            return true;
                          }));
    if (!good || table.columns.empty()) return fail(Code::corrupt, "db.damaged_copy", {{"what", table.name}});
  }
  return tables;
}

// A table without rows is left alone: a trigger may forbid the very statement.
Result<void> empty(Tx& tx, const std::string& table) {
  bool any = false;
  TRY_OK(tx.each_text("select 1 from " + as_name(table) + " limit 1", {},
                      [&](const Row&) { return !(any = true); }));
  return any ? tx.each_text("delete from " + as_name(table), {}, {}) : Result<void>{};
}
}  // namespace

bool is_derived(std::string_view table) {
  return table.starts_with("ix_");
}

bool is_plain(std::string_view name) {
  return !name.empty() &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

Result<bool> is_portable(SqliteConnection& file) {
  bool found = false;
  TRY_OK(file.run_text("select 1 from sqlite_schema where name = $1",
                       std::vector<Value>{std::string_view(kMark)},
                       [&](const Row&) { return !(found = true); }));
  return found;
}

Result<void> write_portable(Session& session, const std::vector<Table>& tables, SqliteConnection& file) {
  TRY_OK(file.script("begin; create table " + std::string(kMark) + " (one integer primary key)", "dump"));
  for (const auto& table : tables) {
    std::string columns;
    for (const auto& column : table.columns) {
      columns +=
          (columns.empty() ? "" : ", ") + as_name(column.name) + (column.is_number ? " integer" : " text");
    }
    TRY_OK(file.script("create table " + as_name(table.name) + " (" + columns + ")", "dump"));
    const auto put = [&](const std::string& sql, const std::vector<Value>& values) -> Result<void> {
      TRY_OK(file.run_text(sql, values, {}));
      return {};
    };
    TRY_OK(copy_rows(session, table, put));
  }
  return file.script("commit", "dump");
}

Result<void> load_portable(SqliteConnection& file, Tx& tx, const Script& script) {
  SqliteSession dump(file);
  TRY(const auto wanted, applied_migrations(dump));
  TRY_OK(apply_migrations(tx, script, migrations(), &wanted));
  TRY(const auto tables, tables_in(dump));
  // Rows that a migration has put in are in the dump as well.
  for (const auto& table : tables) TRY_OK(empty(tx, table.name));
  for (const auto& table : tables) {
    TRY_OK(copy_rows(dump, table, [&](const std::string& sql, const std::vector<Value>& values) {
      return tx.each_text(sql, values, {});
    }));
  }
  return {};
}
}  // namespace youju::db
