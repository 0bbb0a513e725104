// SPDX-License-Identifier: Apache-2.0
// Changes of the tallies in one write, added up before they are written: many records of one month, kind and
// unit cost one statement, and PostgreSQL need not walk over thousands of dead versions of one row.
#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "db/db.h"
#include "index/index.h"

namespace youju::index {

class TallyChange {
 public:
  void add(std::string_view first_day, const std::vector<std::string>& kinds, std::string_view unit,
           Timing timing, int sign);
  // What left and entered the same cell costs nothing.
  Result<void> write(db::Tx& tx) const;

 private:
  struct Cell {
    std::int64_t month = 0;
    std::string kind, unit;
    std::int64_t n = 0, late = 0, taken_over = 0;
  };
  std::unordered_map<std::string, Cell> cells_;
};
}  // namespace youju::index
