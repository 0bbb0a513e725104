// SPDX-License-Identifier: Apache-2.0
// What PostgreSQL says, as an Error.
#pragma once
#include <string_view>

#include "base/result.h"

struct pg_conn;
struct pg_result;

namespace youju::db {
// The error of an answer. `doing` is the query's name.
Error pg_error(const pg_result* answer, const pg_conn* connection, std::string_view doing);
// The connection is gone and nothing was committed by what was being done.
Error pg_lost(std::string_view doing, std::string_view why);
}  // namespace youju::db
