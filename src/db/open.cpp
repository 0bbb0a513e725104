// SPDX-License-Identifier: Apache-2.0
// The one place that knows that there are two engines.
#include "db/postgres_database.h"
#include "db/sqlite_database.h"

namespace youju::db {
Result<std::unique_ptr<Database>> Database::open(const Settings& settings) {
  return settings.engine == Engine::sqlite ? SqliteDatabase::open(settings)
                                           : PostgresDatabase::open(settings);
}
}  // namespace youju::db
