// SPDX-License-Identifier: Apache-2.0
// After a contradiction: does exactly one neighbouring figure give the claimed number? A hint, never a verdict.
#include "judge/book.h"

namespace youju::judge {
namespace {
using figures::Aggregate;
using figures::Expression;
constexpr std::size_t kMostNear = 24;

struct Near {
  std::string rule;
  Expression expression;
};

Period years_before(Period p) {
  Period out{p.from.plus_months(-12), p.to.plus_months(-12)};
  if (p.to.plus_days(1).day() == 1) out.to = p.to.plus_days(1).plus_months(-12).plus_days(-1);
  return out;
}

class Neighbours {
 public:
  Neighbours(Values& values, const Expression& of) : values_(values), of_(of) {}

  std::vector<Near> all() {
    const auto* kind = values_.asked().catalogue->find(of_.of.kind);
    if (kind == nullptr || !of_.of.period || of_.aggregate == Aggregate::growth || of_.aggregate == Aggregate::ratio) return {};
    const auto period = *of_.of.period;
    with_period("last_year", years_before(period));
    if (period == Period::year(period.from.year())) {
      with_period("half_year", Period::half(period.from.year(), 1));
      with_period("half_year", Period::half(period.from.year(), 2));
      with_period("three_quarters", {period.from, Period::quarter(period.from.year(), 3).to});
    } else {
      with_period("whole_year", Period::year(period.from.year()));
    }
    if (!of_.of.filters.empty()) {
      auto e = of_;
      e.of.filters.clear();
      add("without_filter", std::move(e));
    }
    measures(*kind);
    kinds(*kind);
    units();
    return std::move(out_);
  }

 private:
  void add(std::string rule, Expression e) {
    if (out_.size() < kMostNear) out_.push_back({std::move(rule), figures::filled_in(e, values_.context(e))});
  }
  void with_period(std::string rule, Period period) {
    auto e = of_;
    e.of.period = period;
    e.of.period_text.clear();
    add(std::move(rule), std::move(e));
  }
  // 人 and 人次 taken for one another, records for a sum.
  void measures(const kinds::Kind& kind) {
    for (const auto& measure : kind.measures) {
      auto e = of_;
      e.of.field.clear();
      e.aggregate = Aggregate::count;
      const auto colon = measure.counts.find(':');
      if (colon != std::string::npos) {
        e.aggregate = measure.counts.starts_with("sum") ? Aggregate::sum : Aggregate::distinct;
        e.of.field = measure.counts.substr(colon + 1);
      }
      if (e.aggregate == of_.aggregate && e.of.field == of_.of.field) continue;
      add("other_measure", std::move(e));
    }
  }
  void kinds(const kinds::Kind& kind) {
    if (!of_.of.field.empty() || !of_.of.filters.empty()) return;
    const auto other = [&](const KindId& id) {
      auto e = of_;
      e.of.kind = id;
      e.of.states.clear();
      add("other_kind", std::move(e));
    };
    for (const auto& also : kind.also_counts) other(also.kind);
    for (const auto* under : values_.asked().catalogue->counted_under(kind.id)) other(under->id);
  }
  void units() {
    const auto unit = of_.of.unit.value_or(values_.asked().whole);
    if (unit != values_.asked().whole) {
      auto e = of_;
      e.of.unit = values_.asked().whole;
      add("whole_office", std::move(e));
    }
    for (const auto& one : values_.asked().units->all()) {
      if (one.parent != unit && one.id == unit) continue;
      const auto* self = values_.asked().units->find(unit);
      const bool near = one.parent == unit || (self != nullptr && one.parent == self->parent && one.id != unit && !one.parent.empty());
      if (!near) continue;
      auto e = of_;
      e.of.unit = one.id;
      add("other_unit", std::move(e));
    }
  }

  Values& values_;
  const Expression& of_;
  std::vector<Near> out_;
};

// Records of states that do not count, added to those that do.
Result<std::optional<Hint>> with_uncounted(Values& values, const claim::Claim& claim, const Reading& reading) {
  const auto& e = reading.expression;
  if (e.aggregate != Aggregate::count) return std::optional<Hint>{};
  TRY(const auto near, figures::nearly_counted(values.session(), e, values.context(e)));
  std::int64_t n = 0;
  for (const auto& one : near) n += one.reason.starts_with("state:") ? 1 : 0;
  TRY(const auto* figure, values.of(e));
  const auto sum = Decimal::of(figure->of_size + n);
  if (n == 0 || !claim.interval.holds(as_double(sum))) return std::optional<Hint>{};
  return std::optional<Hint>(Hint{"not_counted", e.canonical, sum});
}
}  // namespace

Result<std::optional<Hint>> neighbour(Values& values, const claim::Claim& claim, const Reading& reading) {
  std::optional<Hint> found;
  int n = 0;
  if (reading.join != Join::alone || !reading.each.empty()) return found;
  TRY(found, with_uncounted(values, claim, reading));
  n = found ? 1 : 0;
  for (const auto& near : Neighbours(values, reading.expression).all()) {
    TRY(const auto* figure, values.of(near.expression));
    if (!figure->value || figure->of_size == 0 || !claim.interval.holds(as_double(*figure->value))) continue;
    ++n;
    found = Hint{near.rule, near.expression.canonical, *figure->value};
  }
  if (n != 1) found.reset();
  return found;
}
}  // namespace youju::judge
