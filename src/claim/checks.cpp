// SPDX-License-Identifier: Apache-2.0
// Which calculations a text invites, sentence by sentence; no ledger is needed. What cannot be decided is not said.
#include <algorithm>
#include <cmath>
#include <limits>

#include "base/text.h"
#include "claim/check_parts.h"

namespace youju::claim {

Range range_of(const Claim& c) {
  constexpr double inf = std::numeric_limits<double>::infinity();
  return {c.interval.lo.value_or(-inf), c.interval.hi.value_or(inf)};
}
bool meet(Range a, Range b) {
  const double slack = 1e-9 * std::max({1.0, std::fabs(a.lo), std::fabs(b.lo)});
  return a.lo <= b.hi + slack && b.lo <= a.hi + slack;
}
std::string plain(double x) {
  auto text = fmt::format("{:.4f}", x);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

bool Checker::counts(std::size_t i) const {
  const auto a = claim(i).aggregate;
  return (a == Aggregate::count || a == Aggregate::sum || a == Aggregate::distinct) && claim(i).per.empty() && claim(i).measure != "%";
}

bool Checker::alike(std::size_t a, std::size_t b) const {
  const auto& x = claim(a).subject;
  const auto& y = claim(b).subject;
  if (x.empty() || y.empty()) return true;
  if (x == y) return true;
  const auto u = to_code_points(x), v = to_code_points(y);
  std::size_t common = 0;
  for (const auto c : u) common += v.find(c) != std::u32string::npos;
  return 2 * common >= std::max(u.size(), v.size()) && common >= 2;
}

void Checker::add(std::string kind, bool ok, std::string calculation, std::vector<std::size_t> claims, std::optional<double> expected) {
  Check check;
  check.kind = std::move(kind);
  check.ok = ok;
  check.calculation = std::move(calculation);
  check.expected = expected;
  for (const auto i : claims) check.spans.push_back(claim(i).span);
  check.claims = std::move(claims);
  out_.push_back(std::move(check));
}

std::vector<Check> Checker::run() {
  for (std::size_t from = 0; from < e_.claims.size();) {
    std::size_t to = from;
    while (to < e_.claims.size() && claim(to).sentence == claim(from).sentence && to < from + 200) ++to;
    if (found(from).cell != nullptr) {
      from = to;
      continue;
    }
    parts(from, to);
    total_behind(from, to);
    sub_periods(from, to);
    remainder(from, to);
    partition(from, to);
    average(from, to);
    persons_and_visits(from, to);
    growth(from, to);
    share_of(from, to);
    for (std::size_t i = from; i < to; ++i) list_count(i);
    from = to;
  }
  table_sums();
  same_fact();
  std::stable_sort(out_.begin(), out_.end(), [](const Check& a, const Check& b) { return a.spans.front() < b.spans.front(); });
  return std::move(out_);
}

std::vector<Check> check_all(const Reading& r, const Extraction& e, const std::vector<std::size_t>& of) { return Checker(r, e, of).run(); }
}  // namespace youju::claim
