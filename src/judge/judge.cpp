// SPDX-License-Identifier: Apache-2.0
// Verdicts for every claim of a document: bindings held against the ledger, and calculations inside the text.
#include <algorithm>

#include "judge/book.h"

namespace youju::judge {
namespace {
bool looked_at(const Binding& binding) { return binding.accepted || binding.close; }

// A share of the points may agree: readings close together that give the same verdict give that verdict.
Result<Judged> by_readings(Values& values, const claim::Claim& claim, const Binding& binding) {
  TRY(Judged best, judge_reading(values, claim, binding.readings[0]));
  if (binding.accepted) return best;
  for (std::size_t k = 1; k < binding.readings.size() && binding.readings[0].score - binding.readings[k].score < kAhead; ++k) {
    TRY(auto other, judge_reading(values, claim, binding.readings[k]));
    best.others.emplace_back(other.verdict, other.value);
  }
  const bool differ = std::any_of(best.others.begin(), best.others.end(), [&](const auto& o) { return o.first != best.verdict; });
  if (differ) {
    best.verdict = Verdict::ambiguous;
    best.reason = "readings_differ";
  }
  return best;
}

Result<std::vector<figures::CountedRecord>> records_of(Values& values, const Reading& reading, int most) {
  TRY(auto out, values.records(reading.expression, most));
  for (const auto& e : reading.plus) {
    if (static_cast<int>(out.size()) >= most) break;
    TRY(auto more, values.records(e, most - static_cast<int>(out.size())));
    std::move(more.begin(), more.end(), std::back_inserter(out));
  }
  return out;
}

kinds::Every every_of(std::string_view per, bool& known) {
  known = true;
  if (per == "month") return kinds::Every::month;
  if (per == "quarter") return kinds::Every::quarter;
  if (per == "half_year") return kinds::Every::half_year;
  known = per == "year";
  return kinds::Every::year;
}

// 支委会应召开12次: as many as the rules ask for over that time.
Result<Judged> required_in_all(Values& values, const claim::Claim& claim, const Reading& reading, const kinds::Kind& kind) {
  Judged out;
  out.reason = "requirement";
  if (reading.expression.aggregate != figures::Aggregate::required || reading.join != Join::alone || !reading.each.empty()) return out;
  TRY(const auto* figure, values.of(reading.expression));
  if (!figure->value) return out;
  out.value = figure->value;
  out.measure = figure->measure;
  out.source = kind.cadences.front().source;
  const bool same = claim.interval.holds(as_double(*figure->value));
  out.verdict = same ? Verdict::supported : Verdict::contradicted;
  out.reason = same ? "rule_says_so" : "rule_differs";
  return out;
}

// 按规定每季度召开1次: held against the pack's own rule, where it is as simple as that.
Result<Judged> requirement(Values& values, const claim::Claim& claim, const Binding& binding) {
  Judged out;
  out.reason = "requirement";
  if (!looked_at(binding)) return out;
  const auto* kind = values.asked().catalogue->find(binding.readings[0].expression.of.kind);
  if (kind != nullptr && claim.per.empty()) return required_in_all(values, claim, binding.readings[0], *kind);
  bool known = false;
  const auto every = every_of(claim.per, known);
  if (kind == nullptr || !known) return out;
  for (const auto& rule : kind->cadences) {
    if (rule.every != every) continue;
    out.value = Decimal::of(rule.times);
    out.source = rule.source;
    const bool same = claim.interval.holds(rule.times);
    out.verdict = same ? Verdict::supported : Verdict::contradicted;
    out.reason = same ? "rule_says_so" : "rule_differs";
    if (same) return out;
  }
  return out;
}

bool compares(const std::string& kind) { return kind != "list"; }

// A calculation that does not add up: what should come out is inconsistent; so is a part that the ledger knows nothing of.
void by_checks(const claim::Extraction& e, std::vector<Judged>& judged) {
  for (std::size_t k = 0; k < e.checks.size(); ++k) {
    const auto& check = e.checks[k];
    if (check.ok || !compares(check.kind)) continue;
    for (std::size_t n = 0; n < check.claims.size(); ++n) {
      if (check.claims[n] >= judged.size()) continue;
      auto& one = judged[check.claims[n]];
      one.checks.push_back(k);
      const bool settled = one.verdict == Verdict::supported || one.verdict == Verdict::approximately || (n > 0 && one.verdict == Verdict::contradicted);
      if (settled) continue;
      one.verdict = Verdict::inconsistent;
      one.reason = "check:" + check.kind;
    }
  }
}
}  // namespace

std::string_view verdict_name(Verdict v) {
  static constexpr std::string_view names[] = {"supported", "approximately", "contradicted", "inconsistent", "ambiguous", "no_evidence", "not_judged"};
  return names[static_cast<std::size_t>(v)];
}

Result<std::vector<Judged>> judge(db::Session& session, const claim::Extraction& e, const std::vector<Binding>& bindings, const Asked& asked) {
  Values values(session, asked);
  std::vector<Judged> out;
  for (std::size_t i = 0; i < e.claims.size(); ++i) {
    const auto& claim = e.claims[i];
    const auto& binding = bindings[i];
    Judged one;
    one.reason = binding.reason;
    if (claim.mode == claim::Mode::requirement) {
      TRY(one, requirement(values, claim, binding));
    } else if (claim.mode == claim::Mode::plan && looked_at(binding) && binding.scope.source != UnitSource::unknown) {
      TRY(one, judge_plan(values, claim, binding.readings[0]));
      if (static_cast<int>(one.records.size()) > asked.records) one.records.resize(static_cast<std::size_t>(std::max(0, asked.records)));
    } else if (claim.mode != claim::Mode::done) {
      one.verdict = Verdict::not_judged;
    } else if (binding.scope.source == UnitSource::unknown || (binding.scope.source == UnitSource::several && !looked_at(binding))) {
      one.verdict = Verdict::ambiguous;
      one.reason = binding.scope.source == UnitSource::unknown ? "unit_unknown" : "units_joined";
    } else if (binding.reason == "period_unknown") {
      one.verdict = Verdict::ambiguous;
    } else if (!looked_at(binding)) {
      one.verdict = Verdict::no_evidence;
    } else {
      TRY(one, by_readings(values, claim, binding));
      if (one.verdict == Verdict::contradicted && asked.hints) {
        TRY(one.hint, neighbour(values, claim, binding.readings[0]));
      }
      if (asked.records > 0 && one.of_size > 0) {
        TRY(one.records, records_of(values, binding.readings[0], asked.records));
      }
    }
    out.push_back(std::move(one));
  }
  by_checks(e, out);
  return out;
}

std::vector<Judged> judge_alone(const claim::Extraction& e) {
  std::vector<Judged> out(e.claims.size());
  for (auto& one : out) one.reason = "no_ledger";
  by_checks(e, out);
  return out;
}
}  // namespace youju::judge
