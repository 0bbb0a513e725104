// SPDX-License-Identifier: Apache-2.0
// Figures of the ledger and the records behind them, each asked once for a document.
#include <algorithm>

#include "judge/book.h"

namespace youju::judge {

figures::Context Values::context(const figures::Expression& e) const {
  figures::Context context;
  context.catalogue = asked_.catalogue;
  context.units = asked_.units;
  context.unit = e.of.unit.value_or(asked_.whole);
  context.period = e.of.period.value_or(Period::year(asked_.today.year()));
  context.at = asked_.at;
  context.today = asked_.today;
  context.log_size = asked_.log_size;
  context.shared = shared_;
  return context;
}

Result<const figures::Figure*> Values::of(const figures::Expression& e) {
  const auto known = known_.find(e.canonical);
  if (known != known_.end()) return &known->second;
  TRY(auto figure, figures::evaluate(session_, e, context(e)));
  return &known_.emplace(e.canonical, std::move(figure)).first->second;
}

Result<std::vector<figures::CountedRecord>> Values::records(const figures::Expression& e, int most) {
  using figures::Aggregate;
  const auto inner = e.aggregate == Aggregate::growth || e.aggregate == Aggregate::ratio ? e.of_inner : e.aggregate;
  const bool of_value = inner == Aggregate::sum || inner == Aggregate::distinct || inner == Aggregate::average || inner == Aggregate::minimum || inner == Aggregate::maximum;
  figures::Expression set;
  set.aggregate = of_value ? Aggregate::sum : Aggregate::count;
  set.of = e.of;
  auto& known = listed_[figures::canonical_of(set)];
  const bool whole = static_cast<int>(known.records.size()) < known.most;
  if (known.most < most && !whole) {
    TRY(known.records, figures::records_behind(session_, e, context(e), figures::Which::of, most));
    known.most = most;
  }
  const auto n = std::min(known.records.size(), static_cast<std::size_t>(std::max(0, most)));
  return std::vector<figures::CountedRecord>(known.records.begin(), known.records.begin() + static_cast<std::ptrdiff_t>(n));
}

double as_double(Decimal value) { return static_cast<double>(value.scaled) / static_cast<double>(Decimal::kScale); }
}  // namespace youju::judge
