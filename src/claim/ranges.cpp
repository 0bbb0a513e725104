// SPDX-License-Identifier: Apache-2.0
// Two numerals that are one: A至B, 从A增至B, bounds on both sides.
#include "claim/modifiers.h"

namespace youju::claim {
bool Modifiers::range_with(Found& f, const Num& b) {
  if (f.num.vague || b.vague || f.num.form == Num::Form::doubling || f.num.form == Num::Form::half) return false;
  std::size_t e = skip(f.bound && f.bound != Word::and_odd ? f.phrase_to : f.measure_to > f.number_to ? f.measure_to : f.number_to);
  std::size_t k = e;
  while (k < e + 3 && is_dash(at(k)) && at(k) != U'至' && at(k) != U'到') ++k;
  if (k == e && (at(k) == U'至' || at(k) == U'到')) ++k;
  if (k == e && (at(k) == U'、' || at(k) == U'，') && between_words(f, b)) {
    ++k;
  } else if (k == e && (at(k) == U'和' || at(k) == U'与') && between_words(f, b)) {
    ++k;
  }
  if (k == e && english_between(f, e)) k = e + (s_.substr(e, 3) == U"to " ? 2 : 3);
  if (k == e) return false;
  k = skip(k);
  const std::size_t b_from = b.from;
  if (b_from != k && !(b.negative && b.from + 1 == k)) return false;
  Found second;
  second.num = b;
  if (b.negative && is_dash(at(b.from)) && b.from + 1 == k) second.num.value = -b.value;  // 20-30: the dash is no minus
  second.number_to = b.to;
  behind(second);
  double low = f.num.value;
  // 3—5万: the unit behind belongs to both.
  if (second.num.han && second.num.arabic && !f.num.han && f.num.arabic && second.num.value >= 1e4 && low < 1e4 && f.measure_text.empty()) {
    const double u = second.num.value >= 1e8 ? 1e8 : 1e4;
    if (low * u <= second.num.value) low *= u;
  }
  if (second.num.is_share() && !f.num.is_share()) low = f.num.value;
  if (!(low < second.num.value)) return false;
  if (!f.measure_text.empty() && !second.measure_text.empty() && f.sort != second.sort && !f.num.is_share()) return false;
  f.num.value = low;
  f.upper = second.num;
  f.number_to = second.number_to;
  if (!second.measure_text.empty()) {
    f.measure = second.measure;
    f.measure_text = second.measure_text;
    f.sort = second.sort;
  }
  if (second.num.is_share()) f.num.form = second.num.form;
  f.measure_from = second.measure_from;
  f.measure_to = second.measure_to;
  f.phrase_to = second.phrase_to;
  f.between = r_.at(f.phrase_to) == U'之' || ends_range_lead(f.num.from);
  f.bound = second.bound && second.bound != Word::and_odd && second.bound != Word::thereabouts ? second.bound : std::optional<Word>{};
  return true;
}

bool Modifiers::english_between(const Found& f, std::size_t e) const {
  const std::size_t from = f.num.from;
  const auto before = [&](std::u32string_view w) { return from >= w.size() && s_.substr(from - w.size(), w.size()) == w; };
  return ((before(U"between ") || before(U"Between ")) && s_.substr(e, 4) == U"and ") || ((before(U"from ") || before(U"From ")) && s_.substr(e, 3) == U"to ");
}

bool Modifiers::two_sided(const Found& f) {
  if (r_.found.empty() || !f.bound || f.upper) return false;
  auto& a = r_.found.back();
  if (!a.bound || a.upper || a.num.vague || f.num.vague) return false;
  const bool low = is_low(*a.bound), high = is_high(*a.bound);
  const bool swapped = high && is_low(*f.bound);
  if (!(low && is_high(*f.bound)) && !swapped) return false;
  if (!(swapped ? f.num.value < a.num.value : a.num.value < f.num.value)) return false;
  if (f.phrase_from < a.phrase_to || !only_joins(a.phrase_to, f.phrase_from)) return false;
  if (!a.measure_text.empty() && !f.measure_text.empty() && a.measure_text != f.measure_text) return false;
  a.lo_open = (swapped ? *f.bound : *a.bound) == Word::above_open;
  a.hi_open = (swapped ? *a.bound : *f.bound) == Word::below_open;
  a.between = true;
  a.bound.reset();
  a.upper = f.num;
  if (swapped) std::swap(a.num.value, a.upper->value);
  a.number_to = f.number_to;
  if (a.measure_text.empty()) {
    a.measure = f.measure;
    a.measure_text = f.measure_text;
    a.sort = f.sort;
  }
  a.measure_from = f.measure_from;
  a.measure_to = f.measure_to;
  a.phrase_to = f.phrase_to;
  return true;
}

bool Modifiers::only_joins(std::size_t from, std::size_t to) const {
  if (to > from + 6) return false;
  while (from < to) {
    std::size_t n = one_of(s_[from], U"，、且但并和而 ,") ? 1 : 0;
    for (const auto w : {U"的同时", U"同时", U"但是"}) {
      if (s_.substr(from, std::u32string_view(w).size()) == w) n = std::u32string_view(w).size();
    }
    if (n == 0) return false;
    from += n;
  }
  return true;
}

bool Modifiers::between_words(const Found& f, const Num& b) const {
  const auto tail = s_.substr(std::min(b.to, s_.size()), 6);
  const bool between = tail.find(U"之间") != std::u32string_view::npos || tail.find(U"间") == 0;
  return between && b.from - f.num.to < 6;
}
}  // namespace youju::claim
