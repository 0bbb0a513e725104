// SPDX-License-Identifier: Apache-2.0
#include "db/portable.h"

#include "db/db_sql.h"

namespace youju::db {
namespace {
constexpr const char* kMark = "youju_portable";
constexpr std::string_view kVersions = "op_version";

std::string as_name(std::string_view name) { return '"' + std::string(name) + '"'; }

std::string column_list(const Table& table) {
  std::string list;
  for (const auto& column : table.columns) list += (list.empty() ? "" : ", ") + as_name(column.name);
  return list;
}

std::string insert_into(const Table& table) {
  std::string places;
  for (std::size_t i = 1; i <= table.columns.size(); ++i) places += (i == 1 ? "$" : ", $") + std::to_string(i);
  return "insert into " + as_name(table.name) + " (" + column_list(table) + ") values (" + places + ")";
}

std::vector<Value> values_of(const Row& row, const Table& table) {
  std::vector<Value> values;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const int at = static_cast<int>(i);
    if (row.is_null(at)) values.emplace_back();
    else if (table.columns[i].is_number) values.emplace_back(row.integer(at));
    else values.emplace_back(row.text(at));
  }
  return values;
}

// Every row of `table` from one session into another place, one call of `put` each.
template <class Put>
Result<void> each_row(Session& from, const Table& table, const std::string& order, const Put& put) {
  Result<void> answer;
  TRY_OK(from.each_text("select " + column_list(table) + " from " + as_name(table.name) + order, {}, [&](const Row& row) {
    answer = put(values_of(row, table));
    return answer.has_value();
  }));
  return answer;
}

Result<std::vector<Table>> tables_in(Session& file) {
  std::vector<Table> tables;
  TRY_OK(file.each_text("select name from " + std::string(kMark) + " order by place", {}, [&](const Row& row) {
    tables.push_back(Table{std::string(row.text(0)), {}});
    return true;
  }));
  for (auto& table : tables) {
    // The names come from a file: they are only ever used as quoted names, and a quote in one is refused.
    if (table.name.find('"') != std::string::npos) return fail(Code::corrupt, "db.damaged_copy", {{"what", table.name}});
    bool good = true;
    TRY_OK(file.each_text("select name, type from pragma_table_info($1)", {std::string_view(table.name)}, [&](const Row& row) {
      table.columns.push_back(Column{std::string(row.text(0)), row.text(1) == "integer"});
      good = good && row.text(0).find('"') == std::string_view::npos;
      return true;
    }));
    if (!good || table.columns.empty()) return fail(Code::corrupt, "db.damaged_copy", {{"what", table.name}});
  }
  return tables;
}
// A table without rows is left alone: a trigger may forbid the very statement.
Result<void> empty(Tx& tx, const std::string& table) {
  if (table == kVersions) return {};  // written by the migrations themselves
  bool any = false;
  TRY_OK(tx.each_text("select 1 from " + as_name(table) + " limit 1", {}, [&](const Row&) { return !(any = true); }));
  return any ? tx.each_text("delete from " + as_name(table), {}, {}) : Result<void>{};
}
}  // namespace

Result<bool> is_portable(SqliteConnection& file) {
  bool found = false;
  TRY_OK(file.run_text("select 1 from sqlite_schema where name = $1", std::vector<Value>{std::string_view(kMark)},
                       [&](const Row&) { return !(found = true); }));
  return found;
}

Result<void> write_portable(Session& session, const std::vector<Table>& tables, SqliteConnection& file) {
  TRY_OK(file.script("begin; create table " + std::string(kMark) + " (place integer primary key, name text not null);", "dump"));
  for (const auto& table : tables) {
    std::string columns;
    for (const auto& column : table.columns) {
      columns += (columns.empty() ? "" : ", ") + as_name(column.name) + (column.is_number ? " integer" : " text");
    }
    TRY_OK(file.script("create table " + as_name(table.name) + " (" + columns + ")", "dump"));
    TRY_OK(file.run_text("insert into " + std::string(kMark) + " (name) values ($1)",
                         std::vector<Value>{std::string_view(table.name)}, {}));
    const auto insert = insert_into(table);
    const auto put = [&](const std::vector<Value>& values) -> Result<void> {
      TRY_OK(file.run_text(insert, values, {}));
      return {};
    };
    TRY_OK(each_row(session, table, "", put));
  }
  return file.script("commit", "dump");
}

Result<void> load_portable(SqliteConnection& file, Tx& tx, const Script& script) {
  SqliteSession dump(file);
  TRY(const auto wanted, applied_migrations(dump));
  TRY_OK(apply_migrations(tx, script, migrations(), &wanted));
  TRY(const auto tables, tables_in(dump));
  // Rows that a migration has put in are in the dump as well.
  for (auto table = tables.rbegin(); table != tables.rend(); ++table) TRY_OK(empty(tx, table->name));
  for (const auto& table : tables) {
    if (table.name == kVersions) continue;
    const auto insert = insert_into(table);
    TRY_OK(each_row(dump, table, " order by rowid", [&](const std::vector<Value>& values) {
      return tx.each_text(insert, values, {});
    }));
  }
  return {};
}
}  // namespace youju::db
