// SPDX-License-Identifier: Apache-2.0
// The one place that knows that there are two engines.
#include "db/postgres_database.h"
#include "db/slow_log.h"
#include "db/sqlite_database.h"

namespace youju::db {
void tell_slow_statements(std::int64_t least_ms) { slow_log.least_ms = least_ms; }

Result<std::unique_ptr<Database>> Database::open(const Settings& settings) {
  return settings.engine == Engine::sqlite ? SqliteDatabase::open(settings)
                                           : PostgresDatabase::open(settings);
}
}  // namespace youju::db
