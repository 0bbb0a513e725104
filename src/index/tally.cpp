// SPDX-License-Identifier: Apache-2.0
#include "index/tally.h"

#include <algorithm>

#include "index/index_sql.h"
#include "index/rows.h"

namespace youju::index {
namespace {
// Larger values are kept out of the totals, so that no sum of stored values overflows (0021_sums.sql).
constexpr std::int64_t kLarge = std::int64_t{1} << 40;
constexpr std::string_view kAllUnits = "";

// In the order of the table's key: rows that lie side by side are written one after the other.
template <class Cells, class Key>
auto in_order(const Cells& cells, Key key) {
  std::vector<const typename Cells::mapped_type*> out;
  out.reserve(cells.size());
  for (const auto& [name, cell] : cells) out.push_back(&cell);
  std::ranges::sort(out, [&](const auto* a, const auto* b) { return key(*a) < key(*b); });
  return out;
}
}  // namespace

TallyMonths tally_months(std::string_view first_day) {
  const auto month = month_of(first_day);
  if (month == 0) return {{0, 0}, 1};
  return {{month, month / 100}, 2};
}

void TallyChange::add(const Tallied& what, int sign) {
  const auto months = tally_months(what.first_day);
  const auto state = what.counts ? std::string_view() : what.state;
  for (const auto& kind : *what.kinds) {
    for (const auto month : months) {
      key_ = std::to_string(month);
      key_.append(" ").append(kind).append(" ").append(what.unit).append(" ").append(state);
      auto& cell = cells_[key_];
      if (cell.kind.empty()) cell = {month, kind, std::string(what.unit), std::string(state)};
      cell.n += sign;
      cell.late += what.counts && what.timing == Timing::late ? sign : 0;
      cell.taken_over += what.counts && what.timing == Timing::taken_over ? sign : 0;
    }
  }
}

void TallyChange::add_numbers(const Tallied& what, const std::vector<Number>& numbers, int sign) {
  if (!what.counts || what.first_day.empty()) return;
  for (const auto& kind : *what.kinds) {
    for (const auto& number : numbers) {
      add_number(what, kind, what.unit, number, sign);
      add_number(what, kind, kAllUnits, number, sign);
    }
  }
}

void TallyChange::add_number(const Tallied& what, const std::string& kind, std::string_view unit, Number number,
                             int sign) {
  const auto& [field, num] = number;
  key_.assign(what.first_day.substr(0, 7));
  key_.append(" ").append(kind).append(" ").append(field).append(" ").append(unit);
  auto& sum = sums_[key_];
  if (sum.kind.empty()) {
    sum.month = month_of(what.first_day);
    sum.kind = kind, sum.unit = unit, sum.field = field;
  }
  sum.n += sign;
  sum.late += what.timing == Timing::late ? sign : 0;
  sum.taken_over += what.timing == Timing::taken_over ? sign : 0;
  const bool large = num > kLarge || num < -kLarge;
  sum.large += large ? sign : 0;
  sum.total += large ? 0 : sign * num;
  if (sign < 0) {
    sum.less = true;
  } else {
    sum.least = std::min(sum.least, num);
    sum.greatest = std::max(sum.greatest, num);
  }
}

void TallyChange::take(TallyChange other) {
  if (cells_.empty()) std::swap(cells_, other.cells_);
  if (sums_.empty()) std::swap(sums_, other.sums_);
  for (auto& [key, more] : other.cells_) {
    const auto [it, is_new] = cells_.try_emplace(key, std::move(more));
    if (is_new) continue;
    auto& cell = it->second;
    cell.n += more.n, cell.late += more.late, cell.taken_over += more.taken_over;
  }
  for (auto& [key, more] : other.sums_) {
    const auto [it, is_new] = sums_.try_emplace(key, std::move(more));
    if (is_new) continue;
    auto& sum = it->second;
    sum.n += more.n, sum.late += more.late, sum.taken_over += more.taken_over, sum.total += more.total, sum.large += more.large;
    sum.least = std::min(sum.least, more.least), sum.greatest = std::max(sum.greatest, more.greatest);
    sum.less = sum.less || more.less;
  }
}

Result<void> TallyChange::write_sum(db::Tx& tx, const Sum& s) {
  const std::string_view kind = s.kind, field = s.field, unit = s.unit;
  const bool changed = s.n != 0 || s.late != 0 || s.taken_over != 0 || s.total != 0 || s.large != 0;
  if (changed || !s.less) {
    TRY_OK(tx.queue(sql::add_to_sum, {kind, field, s.month, unit, s.n, s.late, s.taken_over, s.total, s.least,
                                      s.greatest, s.large}));
  }
  if (!s.less) return {};
  TRY_OK(tx.queue(sql::drop_empty_sum, {kind, field, s.month, unit}));
  if (unit == kAllUnits) return tx.queue(sql::renew_bounds_of_all, {kind, field, s.month});
  auto from = std::to_string(s.month).insert(4, "-"), to = from;
  from += "-01", to += "-31";
  return tx.queue(sql::renew_bounds_of_unit,
                  {kind, field, s.month, unit, std::string_view(from), std::string_view(to)});
}

Result<void> TallyChange::write(db::Tx& tx) const {
  const auto cells = in_order(cells_, [](const Cell& c) { return std::tie(c.month, c.kind, c.unit, c.state); });
  for (const auto* c : cells) {
    if (c->n == 0 && c->late == 0 && c->taken_over == 0) continue;
    const std::string_view kind = c->kind, unit = c->unit, state = c->state;
    TRY_OK(tx.queue(sql::add_to_tally, {c->month, kind, unit, state, c->n, c->late, c->taken_over}));
    if (c->n < 0) TRY_OK(tx.queue(sql::drop_empty_tally, {c->month, kind, unit, state}));
  }
  // The row over all units comes last in each month: it looks at those of the units.
  const auto sums = in_order(sums_, [](const Sum& s) {
    return std::tuple(std::string_view(s.kind), std::string_view(s.field), s.month, s.unit.empty(), std::string_view(s.unit));
  });
  for (const auto* s : sums) TRY_OK(write_sum(tx, *s));
  return {};
}
}  // namespace youju::index
