// SPDX-License-Identifier: Apache-2.0
// Numeral and bound words → what the writer allows (docs/format/claims.md, table of bounds).
#include <algorithm>
#include <cmath>

#include "claim/reading.h"

namespace youju::claim {
namespace {
constexpr double kNear = 0.9;   // 近N begins at 0.9 N
constexpr double kAbout = 0.1;  // 约N: ± a tenth, or half a unit of the last written place

// Nine significant figures: 3 × 0.9 is 2.7 and not 2.7000000000000002.
double tidy(double x) {
  if (x == 0 || !std::isfinite(x)) return x;
  const double scale = std::pow(10.0, 11 - std::ceil(std::log10(std::fabs(x))));
  return std::isfinite(scale) && scale != 0 ? std::round(x * scale) / scale : x;
}
Interval interval(std::optional<double> lo, bool lo_open, std::optional<double> hi, bool hi_open) {
  if (lo) lo = tidy(*lo);
  if (hi) hi = tidy(*hi);
  return {lo, hi, lo_open, hi_open};
}
}  // namespace

bool Interval::holds(double value) const {
  constexpr double slack = 1e-9;
  const double by = slack * std::max(1.0, std::fabs(value));
  if (lo && (lo_open ? value <= *lo + by : value < *lo - by)) return false;
  if (hi && (hi_open ? value >= *hi - by : value > *hi + by)) return false;
  return true;
}

void set_intervals(Found& f) {
  Claim& c = f.claim;
  const double scale = f.num.form == Num::Form::fraction || f.num.form == Num::Form::half ? 100 : 1;
  const double sign = f.negative_growth ? -1 : 1;
  const double v = tidy(f.num.value * scale);
  const double u = std::max(f.num.unit, 1e-9);
  c.value = sign * v;
  Interval out;
  Bound bound = Bound::exact;
  if (f.negated || f.no_numeral) {
    c.value = 0;
    out = interval(0, false, 0, false);
  } else if (f.upper) {
    bound = Bound::range;
    out = interval(v, f.lo_open, f.upper->value * scale, f.hi_open);
  } else if (f.num.no_upper) {
    bound = Bound::at_least;
    out = interval(f.num.lo, false, std::nullopt, false);
  } else if (f.num.vague) {
    bound = Bound::range;
    out = interval(f.num.lo * scale, false, f.num.hi * scale, false);
    if (f.bound == Word::near) out.lo = tidy(f.num.lo * kNear);
  } else {
    const double half = f.num.place > 0 ? f.num.place / 2 : 0;
    out = half > 0 ? interval(v - half, false, v + half, true) : interval(v, false, v, false);
    if (f.bound) {
      switch (*f.bound) {
        case Word::above_open: bound = Bound::at_least; out = interval(v, true, std::nullopt, false); break;
        case Word::above: case Word::or_more: bound = Bound::at_least; out = interval(v, false, std::nullopt, false); break;
        case Word::below: case Word::or_less: bound = Bound::at_most; out = interval(std::nullopt, false, v, false); break;
        case Word::below_open: bound = Bound::at_most; out = interval(std::nullopt, false, v, true); break;
        case Word::near: bound = Bound::approx; out = interval(v * kNear, false, v, true); break;
        case Word::and_odd: bound = Bound::at_least; out = interval(v, true, v + u, true); break;
        case Word::about: case Word::thereabouts: {
          bound = Bound::approx;
          const double by = std::max(std::fabs(v) * kAbout, (f.num.place > 0 ? f.num.place : u) / 2);
          out = interval(v - by, false, v + by, false);
          break;
        }
        default: break;
      }
    }
  }
  if (sign < 0) {
    std::swap(out.lo, out.hi);
    std::swap(out.lo_open, out.hi_open);
    if (out.lo) out.lo = -*out.lo;
    if (out.hi) out.hi = -*out.hi;
  }
  c.interval = out;
  c.bound = bound;
}
}  // namespace youju::claim
