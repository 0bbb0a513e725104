// SPDX-License-Identifier: Apache-2.0
// The upkeep of a PostgreSQL schema: its settings, its integrity, a portable dump of it and loading one.
#include <array>

#include "db/copy_file.h"
#include "db/portable.h"
#include "db/postgres_database.h"

namespace youju::db {
namespace {
constexpr std::array kServerSettings{
    "server_version",   "server_encoding",   "synchronous_commit",        "fsync",
    "full_page_writes", "data_checksums",    "transaction_isolation",     "wal_level",
    "lock_timeout",     "statement_timeout", "synchronous_standby_names", "search_path"};

Result<std::vector<std::string>> names(Session& session, const std::string& sql) {
  std::vector<std::string> found;
  TRY_OK(session.each_text(sql, {}, [&](const Row& row) {
    found.emplace_back(row.text(0));
    return true;
  }));
  return found;
}

Result<std::vector<std::string>> table_names(Session& session) {
  return names(session,
               "select tablename from pg_tables where schemaname = current_schema() order by tablename");
}

Result<std::vector<Table>> tables_to_copy(Session& session) {
  TRY(const auto all, table_names(session));
  std::vector<Table> tables;
  for (const auto& name : all) {
    if (is_derived(name)) continue;
    Table table{name, {}};
    TRY_OK(session.each_text(
        "select column_name, data_type in ('bigint', 'integer', 'smallint', 'boolean')"
        " from information_schema.columns where table_schema = current_schema() and table_name = $1"
        " order by ordinal_position",
        {std::string_view(name)}, [&](const Row& row) {
          table.columns.push_back(Column{std::string(row.text(0)), row.integer(1) == 1});
          return true;
        }));
    tables.push_back(std::move(table));
  }
  return tables;
}

// Reads every row whole, so that each page passes the server's check sums.
Result<void> read_table(Session& session, const std::string& table) {
  return session.each_text("select sum(length(q::text)) from \"" + table + "\" as q", {}, {});
}
}  // namespace

std::vector<std::pair<std::string, std::string>> PostgresDatabase::settings_in_force() {
  std::vector<std::pair<std::string, std::string>> found{{"engine", "postgres"},
                                                         {"schema", settings_.schema}};
  const auto ask = [&](Session& session) -> Result<void> {
    for (const std::string name : kServerSettings) {
      TRY_OK(session.each_text("select current_setting($1)", {std::string_view(name)}, [&](const Row& row) {
        found.emplace_back(name, row.text(0));
        return true;
      }));
    }
    return session.each_text("select datcollate from pg_database where datname = current_database()", {},
                             [&](const Row& row) {
                               found.emplace_back("collation", row.text(0));
                               return true;
                             });
  };
  if (const auto asked = read(ask); !asked) found.emplace_back("unreadable", asked.error().detail);
  return found;
}

Result<void> PostgresDatabase::check_storage() {
  std::string what;
  const auto look = [&](Session& session) -> Result<void> {
    TRY(const auto tables, table_names(session));
    for (const auto& table : tables) {
      what = table;
      TRY_OK(read_table(session, table));
    }
    TRY(const auto amcheck,
        names(session,
              "select quote_ident(n.nspname) from pg_extension as e"
              " join pg_namespace as n on n.oid = e.extnamespace where e.extname = 'amcheck'"));
    if (amcheck.empty()) return {};
    TRY(const auto indexes,
        names(session,
              "select i.indexrelid::regclass::text from pg_index as i"
              " join pg_class as c on c.oid = i.indexrelid join pg_am as a on a.oid = c.relam"
              " where a.amname = 'btree' and c.relnamespace = current_schema()::regnamespace"));
    for (const auto& index : indexes) {
      what = index;
      TRY_OK(session.each_text(
          "select " + amcheck.front() + ".bt_index_check(cast(cast($1 as text) as regclass), true)",
          {std::string_view(index)}, {}));
    }
    return {};
  };
  auto looked = read(look);
  if (looked || looked.error().code != Code::corrupt) return looked;
  const auto place = settings_.schema + "." + what;
  return fail(Code::corrupt, "db.damaged_inside", {{"file", place}, {"what", looked.error().detail}},
              looked.error().detail);
}

Result<void> PostgresDatabase::copy_to(const std::filesystem::path& file) {
  return write_in_place(file, [&](const std::filesystem::path& part) -> Result<void> {
    TRY(auto target, SqliteConnection::open(part, SqliteConnection::Role::copy));
    return read([&](Session& session) -> Result<void> {
      TRY(const auto tables, tables_to_copy(session));
      return write_portable(session, tables, *target);
    });
  });
}

Result<void> PostgresDatabase::load_from(const std::filesystem::path& file) {
  TRY(auto source, SqliteConnection::open(file, SqliteConnection::Role::reader));
  auto loaded = write([&](Tx& tx) -> Result<void> {
    TRY(const auto there, table_names(tx));
    if (!there.empty())
      return fail(Code::conflict, "db.not_empty", {{"file", "PostgreSQL, schema " + settings_.schema}});
    return load_portable(*source, tx, [&](const std::string& sql, std::string_view name) {
      return writer_->script(sql, name);
    });
  });
  close_all();
  return loaded;
}
}  // namespace youju::db
