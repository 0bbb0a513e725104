// SPDX-License-Identifier: Apache-2.0
// The roll-up over units, kinds and months, from tallies kept in the write that changes them.
#include <map>
#include <unordered_map>

#include "figures/evaluate.h"
#include "figures/figures_sql.h"
#include "figures/period_text.h"

namespace youju::figures {

std::vector<std::int64_t> tally_months_of(Period period, bool years) {
  std::vector<std::int64_t> out;
  for (Date month = period.from; month <= period.to;) {
    const bool whole_year = years && month.month() == 1 && month.plus_months(12).plus_days(-1) <= period.to;
    out.push_back(whole_year ? month.year() : static_cast<std::int64_t>(month.year()) * 100 + month.month());
    month = month.plus_months(whole_year ? 12 : 1);
  }
  return out;
}

Result<std::vector<TallyRow>> tallies(db::Session& session, Period whole_months,
                                      const std::vector<KindId>& kinds) {
  expect_true(is_whole_months(whole_months), "tallies are asked for whole months");
  const auto month = [](Date d) { return static_cast<std::int64_t>(d.year()) * 100 + d.month(); };
  std::vector<std::string> wanted;
  for (const auto& kind : kinds) wanted.push_back(kind.text);
  std::sort(wanted.begin(), wanted.end());
  std::vector<TallyRow> out;
  TRY_OK(session.each(sql::tallies_of_months, {month(whole_months.from), month(whole_months.to)},
                      [&](const db::Row& row) {
                        const std::string_view kind = row.text(1);
                        if (!wanted.empty() && !std::binary_search(wanted.begin(), wanted.end(), kind))
                          return true;
                        TallyRow tally;
                        tally.unit = UnitId(std::string(row.text(0)));
                        tally.kind = KindId(std::string(kind));
                        tally.month = static_cast<int>(row.integer(2));
                        tally.n = row.integer(3);
                        tally.late = row.integer(4);
                        tally.taken_over = row.integer(5);
                        out.push_back(std::move(tally));
                        return true;
                      }));
  return out;
}

namespace {
// A table of kinds × units; ids are looked up, never compared one by one.
class Grid {
 public:
  Grid(const people::UnitTree& units, const std::vector<KindId>& kinds) : kinds_(kinds.size()) {
    const auto& all = units.all();
    for (std::size_t k = 0; k < kinds.size(); ++k) kind_.emplace(kinds[k].text, k);
    for (std::size_t u = 0; u < all.size(); ++u) unit_.emplace(all[u].id.text, u);
    for (const auto& unit : all) {
      const auto found = unit_.find(unit.parent.text);
      parent_.push_back(found == unit_.end() ? kNone : found->second);
    }
    rows_.resize(all.size() * kinds_);
    for (std::size_t u = 0; u < all.size(); ++u) {
      for (std::size_t k = 0; k < kinds_; ++k) rows_[u * kinds_ + k].unit = all[u].id, rows_[u * kinds_ + k].kind = kinds[k];
    }
  }
  void add(std::string_view kind, std::string_view unit, std::int64_t n, std::int64_t late, std::int64_t taken_over) {
    if (kind != last_kind_) {  // rows of one kind come one after another
      last_kind_ = kind;
      const auto k = kind_.find(last_kind_);
      at_ = k == kind_.end() ? kNone : k->second;
    }
    const auto u = unit_.find(std::string(unit));
    if (at_ == kNone || u == unit_.end()) return;
    for (auto up = u->second; up != kNone; up = parent_[up]) {
      auto& row = rows_[up * kinds_ + at_];
      row.n += n, row.late += late, row.taken_over += taken_over;
    }
  }
  std::vector<TallyRow> take() {
    std::erase_if(rows_, [](const TallyRow& row) { return row.n == 0; });
    return std::move(rows_);
  }

 private:
  static constexpr std::size_t kNone = SIZE_MAX;
  std::size_t kinds_, at_ = kNone;
  std::string last_kind_;
  std::unordered_map<std::string, std::size_t> kind_, unit_;
  std::vector<std::size_t> parent_;
  std::vector<TallyRow> rows_;
};
}  // namespace

Result<std::vector<ChoiceRow>> choices_of(db::Session& session, const KindId& kind, std::string_view field, Period period, const std::vector<UnitId>& units) {
  const auto from = period.from.iso(), to = period.to.iso();
  std::vector<std::vector<db::Value>> sets;
  for (const auto& unit : units) sets.push_back({std::string_view(kind.text), field, std::string_view(unit.text), std::string_view(from), std::string_view(to)});
  std::map<std::pair<std::string, int>, std::int64_t> found;
  TRY_OK(session.each_of(sql::choices_in_unit, sets, [&](std::size_t, const db::Row& row) { found[{std::string(row.text(0)), static_cast<int>(row.integer(1))}] += row.integer(2); }));
  std::vector<ChoiceRow> out;
  for (const auto& [key, n] : found) out.push_back({key.first, key.second, n});
  return out;
}

Result<std::vector<TallyRow>> roll_up(db::Session& session, Period whole_months, const std::vector<KindId>& kinds,
                                      const people::UnitTree& units) {
  expect_true(is_whole_months(whole_months), "a roll-up is asked for whole months");
  Grid grid(units, kinds);
  for (const auto month : tally_months_of(whole_months, true)) {
    TRY_OK(session.each(sql::tallies_of_one, {month}, [&](const db::Row& row) {
      grid.add(row.text(0), row.text(1), row.integer(2), row.integer(3), row.integer(4));
      return true;
    }));
  }
  return grid.take();
}
}  // namespace youju::figures
