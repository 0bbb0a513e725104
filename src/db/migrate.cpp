// SPDX-License-Identifier: Apache-2.0
#include "db/migrate.h"

#include <algorithm>
#include <charconv>

#include "db/db_sql.h"

namespace youju::db {
namespace {
constexpr std::string_view kProgram = YOUJU_VERSION;
// program: which version applied it. oldest: see Migration.
constexpr const char* kVersionTable =
    "create table if not exists op_version (number bigint primary key, name text not null,"
    " program text not null, oldest text not null)";

std::vector<int> parts_of(std::string_view version) {
  std::vector<int> parts;
  while (!version.empty()) {
    int number = 0;
    const auto [end, wrong] = std::from_chars(version.data(), version.data() + version.size(), number);
    parts.push_back(number);
    version.remove_prefix(static_cast<std::size_t>(end - version.data()));
    const auto dot = version.find('.');
    version = dot == std::string_view::npos ? "" : version.substr(dot + 1);
  }
  return parts;
}

bool knows(std::span<const Migration> known, std::int64_t number) {
  return std::any_of(known.begin(), known.end(), [&](const Migration& m) { return m.number == number; });
}
}  // namespace

bool is_older(std::string_view version, std::string_view than) {
  return parts_of(version) < parts_of(than);
}

Result<std::set<int>> applied_migrations(Session& session, std::span<const Migration> known) {
  std::set<int> applied;
  TRY(const auto has_table, session.integer(sql::has_version_table, {}));
  if (has_table.value_or(0) == 0) return applied;
  std::optional<Error> newer;
  TRY_OK(session.each(sql::applied_versions, {}, [&](const Row& row) {
    const auto number = row.integer(0);
    const auto oldest = row.text(2);
    applied.insert(static_cast<int>(number));
    if (!knows(known, number) && (oldest.empty() || is_older(kProgram, oldest)) && !newer) {
      newer =
          Error{Code::unsupported,
                Message{"db.newer", {{"ours", std::string(kProgram)}, {"change", std::string(row.text(1))}}},
                "unknown migration " + std::to_string(number)};
    }
    return true;
  }));
  if (newer) return fail(std::move(*newer));
  return applied;
}

Result<bool> waits_for_migration(Session& session) {
  TRY(const auto applied, applied_migrations(session));
  return std::any_of(migrations().begin(), migrations().end(),
                     [&](const Migration& m) { return !applied.contains(m.number); });
}

Result<void> apply_migrations(Tx& tx, const Script& script, std::span<const Migration> known,
                              const std::set<int>* wanted) {
  TRY_OK(script(kVersionTable, "op_version"));
  TRY(const auto applied, applied_migrations(tx, known));
  for (const auto& migration : known) {
    if (applied.contains(migration.number) || (wanted != nullptr && !wanted->contains(migration.number)))
      continue;
    const auto& text = tx.engine() == Engine::sqlite ? migration.sqlite : migration.postgres;
    TRY_OK(script(std::string(text), migration.name));
    TRY_OK(tx.run(sql::add_version, {migration.number, migration.name, kProgram, migration.oldest}));
  }
  return {};
}
}  // namespace youju::db
