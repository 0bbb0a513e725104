// SPDX-License-Identifier: Apache-2.0
// Changes of the tallies and sums in one write, added up before they are written: many records of one month, kind and
// unit cost one statement, and PostgreSQL need not walk over thousands of dead versions of one row.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "db/db.h"
#include "index/index.h"

namespace youju::index {

// What stood or stands under some kinds, as far as tallies and sums go.
struct Tallied {
  std::string_view first_day, unit, state;
  const std::vector<std::string>* kinds = nullptr;
  bool counts = false;
  Timing timing = Timing::on_time;
};
// A field and its number, scaled by 10,000.
using Number = std::pair<std::string_view, std::int64_t>;

// The rows of ix_tally a day belongs to: yyyymm and yyyy; 0 alone when it is unknown.
struct TallyMonths {
  std::array<std::int64_t, 2> month{};
  std::size_t count = 0;
  const std::int64_t* begin() const { return month.data(); }
  const std::int64_t* end() const { return month.data() + count; }
};
TallyMonths tally_months(std::string_view first_day);

class TallyChange {
 public:
  void add(const Tallied& what, int sign);
  // Its numbers; only of what counts and stands on a day.
  void add_numbers(const Tallied& what, const std::vector<Number>& numbers, int sign);
  // What `other` would have written as well.
  void take(TallyChange other);
  // What left and entered the same cell costs nothing. The rows of ix_under and ix_value are written before.
  Result<void> write(db::Tx& tx) const;

 private:
  struct Cell {
    std::int64_t month = 0;
    std::string kind, unit, state;
    std::int64_t n = 0, late = 0, taken_over = 0;
  };
  struct Sum {
    std::int64_t month = 0;
    std::string kind, unit, field;
    std::int64_t n = 0, late = 0, taken_over = 0, total = 0, large = 0;
    std::int64_t least = INT64_MAX, greatest = INT64_MIN;
    bool less = false;  // a value went
  };
  void add_number(const Tallied& what, const std::string& kind, std::string_view unit, Number number, int sign);
  static Result<void> write_sum(db::Tx& tx, const Sum& sum);

  std::unordered_map<std::string, Cell> cells_;
  std::unordered_map<std::string, Sum> sums_;
  std::string key_;
};
}  // namespace youju::index
