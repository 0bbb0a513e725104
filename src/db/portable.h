// SPDX-License-Identifier: Apache-2.0
// The portable dump: a plain SQLite file that holds the rows of every table of a database, whatever its engine.
// Tables of derived data (ix_…) are left out; they are rebuilt. Format: docs/format/sql.md.
#pragma once
#include <set>
#include <string>
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

// True for a file made by write_portable, false for a copy of SQLite pages.
Result<bool> is_portable(SqliteConnection& file);
// Writes the tables, as they are in `session`, into an empty SQLite file. Tables stand in an order in which each may be
// loaded after those it refers to.
Result<void> write_portable(Session& session, const std::vector<Table>& tables, SqliteConnection& file);
// Applies the migrations that the dump had, then fills the tables; part of the write.
Result<void> load_portable(SqliteConnection& file, Tx& tx, const Script& script);
}  // namespace youju::db
