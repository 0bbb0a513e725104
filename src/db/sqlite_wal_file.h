// SPDX-License-Identifier: Apache-2.0
// SQLite hands a commit to the system in two calls for each page. For the writing connection they are gathered in memory
// and written as one, at the latest before the fsync. Why: docs/decisions/0117.
#pragma once
#include <string>

namespace youju::db {
// The name under which SQLite knows the files of a writing connection: the usual ones, but for the WAL.
const std::string& files_with_gathered_wal();
}  // namespace youju::db
