// SPDX-License-Identifier: Apache-2.0
#include "index/tally.h"

#include "index/index_sql.h"
#include "index/rows.h"

namespace youju::index {

void TallyChange::add(std::string_view first_day, const std::vector<std::string>& kinds,
                      std::string_view unit, Timing timing, int sign) {
  std::string key;
  for (const auto& kind : kinds) {
    key.assign(first_day.substr(0, 7)).append(" ").append(kind).append(" ").append(unit);
    auto& cell = cells_[key];
    if (cell.kind.empty()) cell = {month_of(first_day), kind, std::string(unit)};
    cell.n += sign;
    cell.late += timing == Timing::late ? sign : 0;
    cell.taken_over += timing == Timing::taken_over ? sign : 0;
  }
}

Result<void> TallyChange::write(db::Tx& tx) const {
  for (const auto& [key, c] : cells_) {
    if (c.n == 0 && c.late == 0 && c.taken_over == 0) continue;
    const std::string_view kind = c.kind, unit = c.unit;
    TRY_OK(tx.queue(sql::add_to_tally, {c.month, kind, unit, c.n, c.late, c.taken_over}));
    if (c.n < 0) TRY_OK(tx.queue(sql::drop_empty_tally, {c.month, kind, unit}));
  }
  return {};
}
}  // namespace youju::index
