// SPDX-License-Identifier: Apache-2.0
// A table of items that tests of both engines write and ask. Its queries stand for a room's; it is made by the tests because migrations belong
// to the program.
#pragma once
#include "db/db.h"

namespace youju::testing {
extern const db::Query kInsert, kNameOf, kCount, kSwapped, kAll, kRename, kAdd, kReplace, kNamesOf;

Result<void> make_items(db::Database& database);
Result<void> put_item(db::Database& database, std::int64_t id, std::string_view name);
std::int64_t count_items(db::Database& database);
}  // namespace youju::testing
