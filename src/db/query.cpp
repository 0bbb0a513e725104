// SPDX-License-Identifier: Apache-2.0
// The list of named queries, and the reads that want a single value.
#include "db/db.h"

namespace youju::db {
namespace {
// Inside a function, so that it exists before the first query of any other file registers itself.
std::vector<const Query*>& registered() {
  static std::vector<const Query*> queries;
  return queries;
}
}  // namespace

RegisterQuery::RegisterQuery(const Query* query) : id(static_cast<int>(registered().size())) {
  registered().push_back(query);
}
const std::vector<const Query*>& all_queries() {
  return registered();
}

Result<std::optional<std::int64_t>> Session::integer(const Query& query, Values values) {
  std::optional<std::int64_t> found;
  TRY_OK(each(query, values, [&](const Row& row) {
    if (!row.is_null(0)) found = row.integer(0);
    return false;
  }));
  return found;
}
Result<std::optional<std::string>> Session::text(const Query& query, Values values) {
  std::optional<std::string> found;
  TRY_OK(each(query, values, [&](const Row& row) {
    if (!row.is_null(0)) found = std::string(row.text(0));
    return false;
  }));
  return found;
}
}  // namespace youju::db
