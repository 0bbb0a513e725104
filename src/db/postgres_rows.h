// SPDX-License-Identifier: Apache-2.0
// Many sets of parameters of one query, gathered to go out as one statement whose parameters are arrays, in the
// server's binary form: a statement of its own for each row costs the server several times the row itself.
#pragma once
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "db/db.h"

namespace youju::db {

class PgRows {
 public:
  // Of a query that has postgres_rows.
  explicit PgRows(const Query& query);
  const Query& query() const { return *query_; }
  std::size_t count() const { return count_; }
  // Large enough to be sent: the server works on it while more is gathered.
  bool full() const { return count_ >= kMostRows || bytes_ >= kMostBytes; }
  // Text that is none is invalid.
  Result<void> add(std::span<const Value> values);
  // Whether the key of a new row was gathered before: one statement may not touch a row twice.
  bool has_key_of(std::span<const Value> values) const;

  // What libpq wants of each parameter: of the array, or of the only row there is.
  struct Parameters {
    std::vector<unsigned> types;
    std::vector<const char*> pointers;
    std::vector<int> lengths, formats;
  };
  static std::vector<unsigned> types_of(std::string_view row_types, bool arrays);
  Parameters as_arrays();
  Parameters as_one() const;

 private:
  static constexpr std::size_t kMostRows = 2'000, kMostBytes = 256 << 10;
  struct Column {
    std::string bytes;  // the array's head, then a length and the bytes for each value
    bool is_text = false, any_null = false;
  };
  std::string key_of(std::span<const Value> values) const;
  const Query* query_;
  std::vector<Column> columns_;
  std::unordered_set<std::string> keys_;
  std::size_t count_ = 0, bytes_ = 0;
};
}  // namespace youju::db
