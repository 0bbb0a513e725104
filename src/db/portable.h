// SPDX-License-Identifier: Apache-2.0
// The portable dump: a plain SQLite file that holds the rows of every table of a database, whatever its
// engine, but of derived tables (ix_…), which are rebuilt. A copy of a SQLite database can be read as one,
// too.
#pragma once
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "db/migrate.h"
#include "db/sqlite_connection.h"

namespace youju::db {

struct Column {
  std::string name;
  bool is_number = false;
};
struct Table {
  std::string name;
  std::vector<Column> columns;
};

bool is_derived(std::string_view table);
// Lower-case letters, digits and _ only: all our names are so, and only such names are put into SQL.
bool is_plain(std::string_view name);
// True for a file made by write_portable, false for a copy of SQLite pages.
Result<bool> is_portable(SqliteConnection& file);
// Writes the tables, as they are in `session`, into an empty SQLite file.
Result<void> write_portable(Session& session, const std::vector<Table>& tables, SqliteConnection& file);
// Applies the migrations that the file had, then fills the tables; part of the write. Tables refer to one
// another by ids without foreign keys, so their order does not matter.
Result<void> load_portable(SqliteConnection& file, Tx& tx, const Script& script);
}  // namespace youju::db
