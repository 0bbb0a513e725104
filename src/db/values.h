// SPDX-License-Identifier: Apache-2.0
// What both engines ask of a query and its parameters before they see them.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "db/db.h"

namespace youju::db {

// Text must be UTF-8 without NUL (PostgreSQL can hold neither); invalid, with the query's name as detail.
Result<void> check_text(std::string_view text, std::string_view query);
// Texts made at run time are of a few dozen shapes; more of them than this means one that holds a value, and keeping it prepared is no use.
inline constexpr std::size_t kMaxTexts = 256;
// $1 → ?1 outside quotes and comments. The twin of for_sqlite in tools/embed_sql.py, for text made at run
// time.
std::string with_question_marks(std::string_view sql_with_dollars);
inline std::span<const Value> as_span(Values values) {
  return {values.begin(), values.size()};
}
}  // namespace youju::db
