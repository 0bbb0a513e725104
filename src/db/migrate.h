// SPDX-License-Identifier: Apache-2.0
// The numbered migrations compiled into the program, and how they are applied.
#pragma once
#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"

namespace youju::db {

struct Migration {
  int number;
  std::string_view name;
  // The oldest version of the program that may still open a database to which this was applied, as the file
  // says
  // ("-- oldest: 0.3.0"); empty: only programs that know this migration.
  std::string_view oldest;
  std::string_view sqlite;
  std::string_view postgres;
};
// In the order of their numbers.
std::span<const Migration> migrations();

// Runs several statements inside the write.
using Script = std::function<Result<void>(const std::string& sql, std::string_view name)>;

// Numbers already applied; none when the database is new. unsupported when a newer program has changed the
// database in a way that this one must not meet.
Result<std::set<int>> applied_migrations(Session& session, std::span<const Migration> known = migrations());
// Applies what is missing, in order; only those in `wanted` when given. Part of the write: all or nothing.
Result<void> apply_migrations(Tx& tx, const Script& script, std::span<const Migration> known = migrations(),
                              const std::set<int>* wanted = nullptr);
// "0.10.2" is newer than "0.9".
bool is_older(std::string_view version, std::string_view than);
}  // namespace youju::db
