// SPDX-License-Identifier: Apache-2.0
// Averages and products, persons against visits, growth against its two figures, shares against their whole.
#include <algorithm>
#include <cmath>

#include "claim/check_parts.h"

namespace youju::claim {
namespace {
bool contains(std::u32string_view s, std::u32string_view w) { return s.find(w) != std::u32string_view::npos; }
bool persons(const Claim& c) { return c.measure == "人" || c.measure == "名" || c.measure == "位"; }
// A whole number may be rounded where a mean or a share is said.
Range rounded(const Claim& c) {
  auto r = range_of(c);
  if (c.bound == Bound::exact && r.lo == r.hi) r = {r.lo - 0.5, r.hi + 0.5};
  return r;
}
}  // namespace

// 12期480人次，平均每期40人
void Checker::average(std::size_t from, std::size_t to) {
  for (std::size_t a = from; a < to; ++a) {
    const auto& c = claim(a);
    if (c.aggregate != Aggregate::average || !std::isfinite(c.value) || c.value == 0) continue;
    const auto& f = found(a);
    const auto lead = r_.s().substr(f.phrase_from, f.num.from - f.phrase_from);
    std::string over = c.per;
    if (over.empty() && contains(lead, U"人均")) over = "人";
    if (over.empty() && contains(lead, U"户均")) over = "户";
    if (over.empty() && contains(lead, U"场均")) over = "场";
    if (over.empty() && contains(lead, U"次均")) over = "次";
    if (over.empty()) continue;
    std::size_t n = a, sum = a;
    for (std::size_t k = a; k-- > from;) {
      if (!counts(k)) continue;
      if (n == a && (claim(k).measure == over || (over == "人" && persons(claim(k))))) n = k;
      else if (sum == a && (claim(k).measure == c.measure || (persons(c) && claim(k).measure == "人次"))) sum = k;
    }
    if (n == a || sum == a || n == sum) continue;
    const auto count = range_of(claim(n)), mean = rounded(c);
    const Range product{count.lo * mean.lo, count.hi * mean.hi};
    const bool ok = meet(product, range_of(claim(sum)));
    const double value = claim(n).value * c.value;
    const char* kind = !c.per.empty() ? "product" : "average";
    add(kind, ok, plain(claim(n).value) + " × " + plain(c.value) + " = " + plain(value) + (ok && value == claim(sum).value ? "" : ok ? " ≈ " + plain(claim(sum).value) : " ≠ " + plain(claim(sum).value)), {sum, n, a}, value);
  }
}

// 参加人员86人、共计132人次: nobody comes less than once.
void Checker::persons_and_visits(std::size_t from, std::size_t to) {
  for (std::size_t v = from + 1; v < to; ++v) {
    if (claim(v).measure != "人次" || !counts(v)) continue;
    const std::size_t p = v - 1;
    if (!persons(claim(p)) || !counts(p) || claim(p).part || claim(p).period.days != claim(v).period.days) continue;
    if (found(v).own_subject && !alike(p, v)) continue;
    const bool ok = range_of(claim(p)).lo <= range_of(claim(v)).hi + 1e-9;
    add("persons_le_visits", ok, plain(claim(p).value) + (ok ? " ≤ " : " > ") + plain(claim(v).value), {v, p});
  }
}

// 58件，去年同期73件，同比下降20.5%
void Checker::growth(std::size_t from, std::size_t to) {
  for (std::size_t g = from; g < to; ++g) {
    const auto& c = claim(g);
    const bool percent = c.aggregate == Aggregate::growth && (c.measure == "%" || c.measure == "倍");
    const bool amount = c.aggregate == Aggregate::diff || c.aggregate == Aggregate::diff_points;
    const bool times = c.aggregate == Aggregate::multiple;
    if ((!percent && !amount && !times) || !c.base || !c.period.days || c.bound == Bound::range) continue;
    std::size_t now = g, before = g;
    const auto fits = [&](std::size_t k) {
      if (c.aggregate == Aggregate::diff_points) return claim(k).measure == "%" && claim(k).aggregate == Aggregate::ratio;
      if (c.aggregate == Aggregate::diff) return counts(k) && claim(k).measure == c.measure;
      return counts(k) || claim(k).aggregate == Aggregate::ratio;
    };
    const std::size_t first = g > from + 4 ? g - 4 : from, last = std::min(to, g + 3);
    for (std::size_t k = first; k < last; ++k) {
      if (k == g || !fits(k) || claim(k).part || !claim(k).period.days) continue;
      if (!alike(k, g) && found(k).own_subject && found(g).own_subject) continue;
      if (claim(k).period.days == c.period.days && (k < g || now == g)) now = k;
      if (claim(k).period.days == c.base && claim(k).period.source == PeriodSource::text) before = k;
    }
    if (now == g || before == g || claim(now).measure != claim(before).measure) continue;
    if (!alike(now, before) && found(now).own_subject && found(before).own_subject) continue;
    const double a = claim(before).value, b = claim(now).value;
    const auto ra = range_of(claim(before)), rb = range_of(claim(now));
    if (amount) {
      const bool ok = meet(rb - ra, range_of(c));
      add("change", ok, plain(b) + " − " + plain(a) + " = " + plain(b - a) + (ok ? "" : " ≠ " + plain(c.value)), {g, now, before}, b - a);
      continue;
    }
    if (ra.lo <= 0 || !std::isfinite(ra.hi) || !std::isfinite(rb.hi)) continue;
    const double scale = c.measure == "%" ? 100 : 1, minus = times ? 0 : 1;
    const Range change{(rb.lo / ra.hi - minus) * scale, (rb.hi / ra.lo - minus) * scale};
    const double value = (b / a - minus) * scale;
    bool ok = meet(change, rounded(c));
    const bool shares = claim(now).measure == "%";
    if (shares && !ok && std::fabs(b - a - c.value) < 0.51) {
      add("percent_or_points", false, plain(b) + " − " + plain(a) + " = " + plain(b - a) + " 个百分点 ≠ " + plain(c.value) + "%", {g, now, before}, b - a);
      continue;
    }
    const std::string sign = scale == 100 ? "%" : "";
    add("growth", ok, "(" + plain(b) + (times ? "" : " − " + plain(a)) + ") ÷ " + plain(a) + " = " + plain(std::round(value * 100) / 100) + sign + (ok ? "" : " ≠ " + plain(c.value) + sign), {g, now, before}, value);
  }
}

// 42名党员，其中女性15人，占35.7%; 42名党员中95%参加: is there such a number of persons at all?
void Checker::share_of(std::size_t from, std::size_t to) {
  for (std::size_t s = from + 1; s < to; ++s) {
    const auto& c = claim(s);
    if (c.aggregate != Aggregate::ratio || c.measure != "%" || c.bound != Bound::exact) continue;
    const auto& f = found(s);
    const std::size_t k = s - 1;
    if (!counts(k) || claim(k).bound != Bound::exact) continue;
    const auto between = r_.s().substr(found(k).phrase_to, std::min<std::size_t>(f.num.from - std::min(found(k).phrase_to, f.num.from), 16));
    const bool share = contains(between, U"占") && between.size() <= 12;
    if (share) {
      // the whole: the group's total, else the claim before with the same measure word and more of it
      std::size_t whole = s;
      for (std::size_t j = k; j-- > from && whole == s;) {
        if (!counts(j) || claim(j).bound != Bound::exact || claim(j).value < claim(k).value) continue;
        const bool same = claim(j).measure == claim(k).measure || (persons(claim(j)) && persons(claim(k)));
        const bool group = claim(j).group >= 0 && claim(j).group == claim(k).group && claim(j).total;
        if (same && (group || claim(k).group < 0)) whole = j;
      }
      if (whole == s || claim(whole).value <= 0) continue;
      const double value = 100 * claim(k).value / claim(whole).value;
      const auto a = range_of(claim(k)), b = range_of(claim(whole));
      const bool ok = meet({100 * a.lo / b.hi, 100 * a.hi / b.lo}, rounded(c));
      add("share", ok, plain(claim(k).value) + " ÷ " + plain(claim(whole).value) + " = " + plain(std::round(value * 100) / 100) + "%" + (ok ? "" : " ≠ " + plain(c.value) + "%"), {s, k, whole}, value);
      continue;
    }
    if (!contains(between, U"中") || between.size() > 10 || contains(between, U"，其中") || !persons(claim(k))) continue;
    const double n = claim(k).value;
    if (n <= 0 || n > 10000 || n != std::floor(n)) continue;
    const auto r = rounded(c);
    const double least = std::ceil(n * r.lo / 100 - 1e-9), most = std::floor(n * r.hi / 100 + 1e-9);
    if (least > most) add("granularity", false, "k ÷ " + plain(n) + " ≠ " + plain(c.value) + "%", {s, k});
  }
}
}  // namespace youju::claim
