// SPDX-License-Identifier: Apache-2.0
// One reading held against the ledger: the interval that the writer allows, and whether there is anything to compare with.
#include <cmath>

#include "judge/book.h"

namespace youju::judge {
namespace {
using figures::Aggregate;

// A limit holds for certain (不少于12次, 14 held); a rounded word holds only roughly (1200余人次).
bool rough(const claim::Claim& claim, double value) {
  const auto& in = claim.interval;
  if (claim.bound == claim::Bound::approx || claim.bound == claim::Bound::range) return true;
  if (!in.lo || !in.hi) return false;
  return std::fabs(*in.hi - *in.lo) > 1e-9 && std::fabs(value - claim.value) > 1e-9;
}

// Decreases are negative in the text's value and in growth; a difference likewise.
void compare(const claim::Claim& claim, const Reading& reading, Judged& out) {
  const double value = as_double(*out.value);
  if (claim.interval.holds(value)) {
    out.verdict = rough(claim, value) ? Verdict::approximately : Verdict::supported;
    out.reason = rough(claim, value) ? "within" : "equal";
    if (claim.bound == claim::Bound::at_least && claim.value > 0 && value > 1.5 * claim.value) out.reason = "far_above";
    return;
  }
  if (!reading.narrower.empty() && claim.interval.hi && *claim.interval.hi < value) {
    out.verdict = Verdict::ambiguous;
    out.reason = "narrower";
    return;
  }
  out.verdict = Verdict::contradicted;
  out.reason = "differs";
}

bool none_at_all(Judged& out, std::string reason) {
  out.verdict = Verdict::no_evidence;
  out.reason = std::move(reason);
  return true;
}

// The same kind, unit and period without filters and states: is anything kept there at all?
Result<std::int64_t> kept(Values& values, const figures::Expression& e) {
  figures::Expression all;
  all.of = e.of;
  all.of.field.clear();
  all.of.filters.clear();
  all.of.states.clear();
  all = figures::filled_in(all, values.context(e));
  TRY(const auto* figure, values.of(all));
  return figure->of_size;
}

// Nothing to compare with is no contradiction.
Result<bool> no_evidence(Values& values, const claim::Claim& claim, const Reading& reading, const figures::Figure& figure, Judged& out) {
  const auto aggregate = reading.expression.aggregate;
  if (aggregate == Aggregate::required || aggregate == Aggregate::missing || aggregate == Aggregate::cadence_share) {
    return figure.value ? false : none_at_all(out, "nothing_required");
  }
  if (!figure.value) return none_at_all(out, aggregate == Aggregate::growth ? "nothing_before" : "nothing_recorded");
  const bool of_field = !reading.expression.of.field.empty();
  if (figure.of_size > 0 || (!of_field && claim.interval.holds(as_double(*figure.value)))) return false;
  TRY(const auto n, kept(values, reading.expression));
  if (n > 0 && of_field) return none_at_all(out, "field_not_recorded");
  return n == 0 ? none_at_all(out, "nothing_recorded") : false;
}

Result<Judged> each_part(Values& values, const claim::Claim& claim, const Reading& reading) {
  Judged out;
  bool roughly = false;
  std::int64_t any = 0;
  for (const auto& part : reading.each) {
    TRY(const auto* figure, values.of(part));
    any += figure->of_size;
    const double value = figure->value ? as_double(*figure->value) : 0;
    if (!claim.interval.holds(value)) {
      if (!out.failed_part.empty()) continue;
      out.value = figure->value;
      out.measure = figure->measure;
      out.failed_part = part.canonical;
    } else {
      roughly |= rough(claim, value);
      if (!out.value) out.value = figure->value, out.measure = figure->measure;
    }
  }
  if (any == 0) {
    none_at_all(out, "nothing_recorded");
  } else if (!out.failed_part.empty()) {
    out.verdict = Verdict::contradicted;
    out.reason = "not_in_each";
  } else {
    out.verdict = roughly ? Verdict::approximately : Verdict::supported;
    out.reason = "in_each";
  }
  TRY(const auto* whole, values.of(reading.expression));
  out.of_size = whole->of_size;
  out.rule = whole->rule;
  return out;
}

// All parts of a sum; a part that nothing is recorded of adds nothing.
Result<void> summed(Values& values, const Reading& reading, Judged& out) {
  for (const auto& e : reading.plus) {
    TRY(const auto* figure, values.of(e));
    out.of_size += figure->of_size;
    if (!figure->value) continue;
    out.value = add(out.value.value_or(Decimal{}), *figure->value);
  }
  if (out.of_size > 0) return {};
  none_at_all(out, "nothing_recorded");
  out.value.reset();
  return {};
}

Result<void> joined(Values& values, const Reading& reading, Judged& out) {
  if (reading.join == Join::mean) {
    if (out.value && out.of_size > 0) out.value = divide(*out.value, Decimal::of(reading.over));
    else none_at_all(out, "nothing_recorded"), out.value.reset();
    return {};
  }
  TRY(const auto* other, values.of(*reading.other));
  if (reading.join == Join::rest) {
    if (out.value && out.of_size > 0) out.value = Decimal{out.value->scaled - other->value.value_or(Decimal{}).scaled};
    else none_at_all(out, "nothing_recorded"), out.value.reset();
    return {};
  }
  if (!other->value || other->of_size == 0 || !out.value) {
    none_at_all(out, "nothing_before");
    out.value.reset();
    return {};
  }
  if (reading.join == Join::difference) out.value = Decimal{out.value->scaled - other->value->scaled};
  else out.value = divide(*out.value, *other->value);
  return {};
}
}  // namespace

Result<Judged> judge_reading(Values& values, const claim::Claim& claim, const Reading& reading) {
  if (!reading.each.empty()) return each_part(values, claim, reading);
  Judged out;
  TRY(const auto* figure, values.of(reading.expression));
  out.value = figure->value;
  out.measure = figure->measure;
  out.of_size = figure->of_size;
  out.rule = figure->rule;
  if (reading.join != Join::alone) {
    if (reading.join == Join::sum) TRY_OK(summed(values, reading, out));
    else TRY_OK(joined(values, reading, out));
    if (out.value) compare(claim, reading, out);
    return out;
  }
  TRY(const bool nothing, no_evidence(values, claim, reading, *figure, out));
  if (!nothing) compare(claim, reading, out);
  return out;
}
}  // namespace youju::judge
