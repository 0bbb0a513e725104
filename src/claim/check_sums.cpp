// SPDX-License-Identifier: Apache-2.0
// Totals and parts, sub-periods, what remains, shares of a whole, counted lists, the same fact twice.
#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "claim/check_parts.h"

namespace youju::claim {
namespace {
std::string joined(const std::vector<double>& values) {
  std::string out;
  for (const auto v : values) out += (out.empty() ? "" : " + ") + plain(v);
  return out;
}

// By what a part of several persons is counted: 女 and 党员 may be the same person, 男 and 女 may not. 0: nothing of the kind.
int counted_by(std::string_view subject) {
  static constexpr std::array<std::array<std::string_view, 5>, 7> kinds{{{"女", "男", "", "", ""}, {"党员", "团员", "民主党派", "", ""}, {"少数民族", "汉族", "", "", ""}, {"岁", "青年", "老年", "", ""},
                                                                         {"学历", "本科", "硕士", "博士", "大专"}, {"职称", "高级", "中级", "处级", "科级"}, {"基层", "一线", "农村", "社区", ""}}};
  for (std::size_t k = 0; k < kinds.size(); ++k) {
    for (const auto word : kinds[k]) {
      if (!word.empty() && subject.find(word) != std::string_view::npos) return static_cast<int>(k) + 1;
    }
  }
  return 0;
}
}  // namespace

// 其中: one part is at most the total; several give it, or less when the list is not said to be whole.
void Checker::parts(std::size_t from, std::size_t to) {
  for (std::size_t t = from; t < to; ++t) {
    if (!claim(t).total || claim(t).group < 0 || claim(t).part || !counts(t)) continue;
    std::vector<std::size_t> of{t};
    std::vector<double> values;
    Range sum;
    for (std::size_t i = t + 1; i < to; ++i) {
      if (claim(i).group != claim(t).group || !claim(i).part || claim(i).measure != claim(t).measure || !counts(i)) continue;
      of.push_back(i);
      values.push_back(claim(i).value);
      sum = sum + range_of(claim(i));
    }
    if (values.empty()) continue;
    const auto total = range_of(claim(t));
    double value = 0;
    for (const auto v : values) value += v;
    const bool rest = std::any_of(of.begin() + 1, of.end(), [&](auto i) { return claim(i).rest; });
    if (values.size() == 1) {
      add("part_of", sum.lo <= total.hi + 1e-9, plain(values[0]) + (sum.lo <= total.hi + 1e-9 ? " ≤ " : " > ") + plain(claim(t).value), of);
    } else if (meet(sum, total)) {
      add("sum", true, joined(values) + " = " + plain(claim(t).value), of, value);
    } else if (sum.lo > total.hi && !rest && may_overlap(of)) {
      for (std::size_t i = 1; i < of.size(); ++i) {
        if (range_of(claim(of[i])).lo > total.hi + 1e-9) add("part_of", false, plain(claim(of[i]).value) + " > " + plain(claim(t).value), {t, of[i]});
      }
    } else if (sum.lo > total.hi || rest) {
      add("sum", false, joined(values) + " = " + plain(value) + " ≠ " + plain(claim(t).value), of, value);
    } else {
      add("part_of", true, joined(values) + " = " + plain(value) + " ≤ " + plain(claim(t).value), of);
    }
  }
}

// 其中女同志15名，基层一线28名: each is a part, together they need not be.
bool Checker::may_overlap(const std::vector<std::size_t>& of) const {
  bool known = false, differ = false;
  for (std::size_t i = 1; i < of.size(); ++i) {
    if (found(of[i]).sort != Sort::person) return false;
    const int by = counted_by(claim(of[i]).subject);
    known |= by != 0;
    differ |= by != counted_by(claim(of[1]).subject);
  }
  return known && differ;
}

// 春节15户、七一12、重阳18，合计45户: a total without a subject of its own behind a list.
void Checker::total_behind(std::size_t from, std::size_t to) {
  for (std::size_t t = from + 2; t < to; ++t) {
    const auto& f = found(t);
    if (!f.total || claim(t).part || !counts(t) || f.own_subject) continue;
    const auto words = r_.s().substr(f.phrase_from, f.num.from - f.phrase_from);
    if (words.find(U"计") == std::u32string_view::npos && words.find(U"共") == std::u32string_view::npos) continue;
    std::vector<std::size_t> of{t};
    std::vector<double> values;
    Range sum;
    for (std::size_t i = t; i-- > from;) {
      if (!counts(i) || claim(i).measure != claim(t).measure || claim(i).part || found(i).total) break;
      of.insert(of.begin() + 1, i);
      values.insert(values.begin(), claim(i).value);
      sum = sum + range_of(claim(i));
    }
    if (values.size() < 2) continue;
    double value = 0;
    for (const auto v : values) value += v;
    const bool ok = meet(sum, range_of(claim(t)));
    bool periods = true;
    for (const auto i : of) periods &= claim(i).period.source == PeriodSource::text;
    if (periods && claim(of[1]).period.days != claim(t).period.days) continue;  // sub_periods looks at these
    add("sum", ok, joined(values) + " = " + plain(value) + (ok ? "" : " ≠ " + plain(claim(t).value)), of, value);
  }
}

// 前三季度90条，四季度30条，全年130条: stretches that together are the longer one.
void Checker::sub_periods(std::size_t from, std::size_t to) {
  struct Piece {
    std::size_t claim;
    Period days;
    double value;
    Range range;
    bool derived;
  };
  std::vector<Piece> pieces;
  for (std::size_t i = from; i < to; ++i) {
    const auto& c = claim(i);
    if (!c.period.days || c.part) continue;
    if (counts(i)) {
      // does this one close a series?
      std::vector<const Piece*> series;
      Date until = c.period.days->to;
      for (std::size_t k = pieces.size(); k-- > 0;) {
        const auto& p = pieces[k];
        if (p.days == *c.period.days || !(p.days.to == until) || claim(p.claim).measure != c.measure || p.days.from < c.period.days->from) continue;
        if (!alike(p.claim, i) && found(p.claim).own_subject && found(i).own_subject) continue;
        series.push_back(&p);
        until = p.days.from.plus_days(-1);
      }
      if (series.size() >= 2 && until == c.period.days->from.plus_days(-1)) {
        std::reverse(series.begin(), series.end());
        std::vector<std::size_t> of{i};
        std::vector<double> values;
        Range sum;
        bool derived = false;
        for (const auto* p : series) {
          of.push_back(p->claim);
          values.push_back(p->value);
          sum = sum + p->range;
          derived |= p->derived;
        }
        double value = 0;
        for (const auto v : values) value += v;
        const bool ok = meet(sum, range_of(c));
        add(derived ? "sum_derived" : "sum_period", ok, joined(values) + " = " + plain(value) + (ok ? "" : " ≠ " + plain(c.value)), of, value);
      }
      pieces.push_back({i, *c.period.days, c.value, range_of(c), false});
    } else if (c.aggregate == Aggregate::diff && c.base) {
      // 二季度比一季度多2次 gives the second quarter.
      for (std::size_t k = pieces.size(); k-- > 0;) {
        if (pieces[k].days != *c.base || claim(pieces[k].claim).measure != c.measure) continue;
        pieces.push_back({i, *c.period.days, pieces[k].value + c.value, pieces[k].range + range_of(c), true});
        break;
      }
    }
  }
}

// 12项任务已完成11项，剩余1项
void Checker::remainder(std::size_t from, std::size_t to) {
  for (std::size_t i = from + 2; i < to; ++i) {
    if (!claim(i).rest || !counts(i) || claim(i).part) continue;
    std::size_t d = i, t = i;
    for (std::size_t k = i; k-- > from && t == i;) {
      if (!counts(k) || claim(k).measure != claim(i).measure || claim(k).rest) continue;
      if (d == i) d = k;
      else t = k;
    }
    if (t == i || claim(t).value < claim(d).value) continue;
    const bool ok = meet(range_of(claim(d)) + range_of(claim(i)), range_of(claim(t)));
    const double value = claim(t).value - claim(d).value;
    add("difference", ok, plain(claim(t).value) + " − " + plain(claim(d).value) + " = " + plain(value) + (ok ? "" : " ≠ " + plain(claim(i).value)), {t, d, i}, value);
  }
}

// 占…%、占…%、占…%: shares of one whole are 100 together, with what rounding allows; more than that cannot be.
void Checker::partition(std::size_t from, std::size_t to) {
  std::vector<std::size_t> run;
  const auto close = [&] {
    if (run.size() >= 2) {
      Range sum;
      std::vector<double> values;
      double value = 0;
      for (const auto i : run) {
        sum = sum + range_of(claim(i));
        values.push_back(claim(i).value);
        value += claim(i).value;
      }
      if (meet(sum, {100, 100})) add("partition", true, joined(values) + " = " + plain(value), run, 100);
      else if (sum.lo > 100) add("partition", false, joined(values) + " = " + plain(value) + " > 100", run, 100);
    }
    run.clear();
  };
  for (std::size_t i = from; i < to; ++i) {
    const auto& f = found(i);
    if (claim(i).aggregate != Aggregate::ratio || claim(i).measure != "%") continue;
    const std::size_t begin = f.num.from > 6 ? f.num.from - 6 : 0;
    const bool part = r_.s().substr(begin, f.num.from - begin).find(U"占") != std::u32string_view::npos;
    const bool listed = !run.empty() && f.num.from <= found(run.back()).phrase_to + 2;
    if (!part && !listed) continue;
    if (!run.empty() && (f.num.from > found(run.back()).phrase_to + 30)) close();
    run.push_back(i);
  }
  close();
}

// 学习、考勤、档案、财务三项制度: as many as are listed; with 等 at least as many.
void Checker::list_count(std::size_t i) {
  const auto& f = found(i);
  const auto s = r_.s();
  if (f.no_numeral || f.upper || f.num.vague || f.bound || f.change != nullptr || f.measure == nullptr || f.total) return;
  std::size_t e = f.num.from;
  bool etc = false;
  if (e > 0 && s[e - 1] == U'等') {
    etc = true;
    --e;
  }
  const bool generic = f.sort == Sort::generic || (f.measure->word.size() == 1 && one_of(f.measure->word[0], U"种类家部份名位人所村"));
  if (!generic || f.phrase_from < f.num.from || (!etc && (f.num.arabic || f.num.value > 12 || f.sort != Sort::generic))) return;
  const std::size_t from = f.clause_from;
  if (e <= from) return;
  std::size_t listed = 1, length = 0, longest = 0;
  bool list = false;
  for (std::size_t k = from; k < e; ++k) {
    if (s[k] == U'、' || (s[k] == U'”' && k + 1 < e && s[k + 1] == U'“')) {
      ++listed;
      list = true;
      length = 0;
    } else if ((s[k] == U'和' || s[k] == U'与' || s[k] == U'及') && list && k + 1 < e && length > 0) {
      ++listed;
      length = 0;
    }
    longest = std::max(longest, ++length);
  }
  if (!list || longest > 16) return;
  const auto n = static_cast<double>(listed);
  const bool ok = etc ? f.num.value >= n : f.num.value == n;
  if (etc && ok) return;
  add("list_count", ok, std::to_string(listed) + (etc ? " > " : ok ? " = " : " ≠ ") + plain(claim(i).value), {i}, n);
}

// The row 合计 of a table is the sum of its column.
void Checker::table_sums() {
  std::map<std::pair<int, int>, std::vector<std::size_t>> columns;
  for (std::size_t i = 0; i < e_.claims.size(); ++i) {
    const auto* cell = found(i).cell;
    if (cell == nullptr) continue;
    auto& column = columns[{cell->table, cell->column}];
    const bool total = claim(i).subject == "合计" || claim(i).subject == "总计" || claim(i).subject.starts_with("合计");
    if (!total) {
      if (counts(i)) column.push_back(i);
      continue;
    }
    if (column.size() < 2 || !counts(i)) continue;
    std::vector<std::size_t> of{i};
    std::vector<double> values;
    Range sum;
    double value = 0;
    for (const auto k : column) {
      of.push_back(k);
      values.push_back(claim(k).value);
      value += claim(k).value;
      sum = sum + range_of(claim(k));
    }
    const bool ok = meet(sum, range_of(claim(i)));
    add("table_sum", ok, joined(values) + " = " + plain(value) + (ok ? "" : " ≠ " + plain(claim(i).value)), of, value);
    column.clear();
  }
}

// 第一支部 …: whose work the words before the number, else the heading above, speak of. Units are not known here, branches are by their name.
std::string Checker::branch_said(std::size_t i) const {
  const auto& f = found(i);
  if (!claim(i).scope.empty()) return claim(i).scope;
  constexpr std::size_t kFar = 200;  // characters looked at: a hostile sentence has no end
  const auto in = [&](std::u32string_view words) -> std::u32string {
    if (words.size() > kFar) words.remove_prefix(words.size() - kFar);
    for (const auto name : {U"支部", U"党总支", U"党小组", U"党委"}) {
      const std::u32string_view word(name);
      const auto at = words.rfind(word);
      if (at == std::u32string_view::npos) continue;
      std::size_t from = at;
      while (from > 0 && at - from < 8 && is_han(words[from - 1])) --from;
      return std::u32string(words.substr(from, at - from + word.size()));
    }
    return {};
  };
  auto out = in(r_.s().substr(f.sentence_from, f.num.from - f.sentence_from));
  if (out.empty()) {
    auto it = std::upper_bound(r_.headings.begin(), r_.headings.end(), f.num.from, [](std::size_t p, const Heading& h) { return p < h.from; });
    if (it != r_.headings.begin()) --it, out = in(r_.s().substr(it->from, it->to - it->from));
  }
  return from_code_points(out);
}

// The same subject, measure word, period and unit twice with another number.
void Checker::same_fact() {
  std::map<std::string, std::size_t> first;
  for (std::size_t i = 0; i < e_.claims.size(); ++i) {
    const auto& c = claim(i);
    if (!counts(i) || c.bound != Bound::exact || c.mode != Mode::done || c.part || c.rest || !found(i).own_subject || found(i).no_numeral || !found(i).members.empty()) continue;
    if (code_point_count(c.subject) < 2 || !c.period.days || c.measure.empty()) continue;
    const auto key = c.subject + "\n" + c.measure + "\n" + c.period.days->from.iso() + c.period.days->to.iso() + "\n" + branch_said(i);
    const auto [it, fresh] = first.try_emplace(key, i);
    if (fresh || claim(it->second).sentence == c.sentence) continue;
    const bool ok = meet(range_of(claim(it->second)), range_of(c));
    const bool table = (found(it->second).cell != nullptr) != (found(i).cell != nullptr);
    if (table) {
      add("text_and_table", ok, plain(claim(it->second).value) + (ok ? " = " : " ≠ ") + plain(c.value), {it->second, i}, claim(it->second).value);
      continue;
    }
    if (found(i).cell != nullptr || code_point_count(c.subject) < 4) continue;
    add("same_fact", ok, plain(claim(it->second).value) + (ok ? " = " : " ≠ ") + plain(c.value), {it->second, i}, claim(it->second).value);
  }
}
}  // namespace youju::claim
