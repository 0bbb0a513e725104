// SPDX-License-Identifier: Apache-2.0
// What is planned is held against the plan items of that time (工作要点 and their targets), never against what was done.
#include <algorithm>

#include "base/text.h"
#include "judge/book.h"

namespace youju::judge {
namespace {
constexpr int kMostItems = 200;
constexpr std::int64_t kLargestTarget = 1 << 20;

// The target of one item: figures tell sums and sets, so it is found by halving the limit that the item still reaches.
class Targets {
 public:
  Targets(Values& values, figures::Expression items) : values_(values), items_(std::move(items)) {}

  Result<std::optional<std::int64_t>> of(const RecordId& item) {
    TRY(const bool any, reaches(item, 0));
    if (!any) return std::optional<std::int64_t>{};
    std::int64_t low = 0, high = kLargestTarget;
    while (low + 1 < high) {
      const auto middle = low + (high - low) / 2;
      TRY(const bool more, reaches(item, middle));
      (more ? low : high) = middle;
    }
    return std::optional(low);
  }

 private:
  Result<bool> reaches(const RecordId& item, std::int64_t limit) {
    auto e = items_;
    e.of.filters.push_back({std::string(kPlanTarget), {std::to_string(limit)}, ">="});
    e = figures::filled_in(e, values_.context(e));
    TRY(const auto found, values_.records(e, kMostItems));
    return std::any_of(found.begin(), found.end(), [&](const auto& r) { return r.row.record == item; });
  }

  Values& values_;
  figures::Expression items_;
};

// The kind that a title names, longest word first (支部党员大会 before 党员大会). Nothing when it names several, which one target
// cannot tell apart (召开党员大会、讲党课), or what is written about a kind (修订党员大会制度).
const kinds::Kind* named_by(const kinds::Catalogue& catalogue, std::string_view title) {
  const auto text = folded(title);
  const kinds::Kind* found = nullptr;
  for (std::size_t i = 0; i < text.size();) {
    const kinds::Kind* here = nullptr;
    std::size_t length = 0;
    const auto look = [&](const kinds::Kind& kind, const std::string& name) {
      const auto word = folded(name);
      if (word.size() < 2 || word.size() <= length || View(text).substr(i, word.size()) != View(word)) return;
      here = &kind;
      length = word.size();
    };
    for (const auto& kind : catalogue.kinds()) {
      if (kind.id.text == kPlanKind) continue;
      if (const auto own = kind.names.find("zh"); own != kind.names.end()) look(kind, own->second);
      for (const auto& synonym : kind.synonyms) look(kind, synonym);
    }
    if (here == nullptr) {
      ++i;
      continue;
    }
    i += length;
    const auto tail = View(text).substr(i, 2);
    for (const View paper : {View(U"制度"), View(U"办法"), View(U"精神"), View(U"方案"), View(U"台账"), View(U"记录"), View(U"材料"), View(U"细则"), View(U"档案")}) {
      if (tail == paper) return nullptr;
    }
    if (found != nullptr && found != here) return nullptr;
    found = here;
  }
  return found;
}
// Targets are counted in one measure word (次): 30条 are compared with it only where the kind counts its records in both.
bool same_measure(const kinds::Kind& kind, const std::string& claimed, const std::string& target) {
  const auto counts = [&](const std::string& word) {
    return std::any_of(kind.measures.begin(), kind.measures.end(), [&](const auto& m) { return m.word == word && m.counts == "records"; });
  };
  return claimed == target || (counts(claimed) && counts(target));
}
}  // namespace

Result<Judged> judge_plan(Values& values, const claim::Claim& claim, const Reading& reading) {
  Judged out;
  out.reason = "plan";
  const auto& catalogue = *values.asked().catalogue;
  const auto* plan = catalogue.find(KindId(std::string(kPlanKind)));
  const auto* kind = catalogue.find(reading.expression.of.kind);
  if (plan == nullptr || kind == nullptr || reading.join != Join::alone || !reading.each.empty()) return out;
  if (kind == plan) return judge_reading(values, claim, reading);
  if (reading.expression.aggregate != figures::Aggregate::count || plan->field(std::string(kPlanTarget)) == nullptr) return out;
  if (!same_measure(*kind, claim.measure, plan->field(std::string(kPlanTarget))->measure)) return out;
  figures::Expression items;
  items.of.kind = plan->id;
  items.of.unit = reading.expression.of.unit;
  items.of.period = reading.expression.of.period;
  items = figures::filled_in(items, values.context(items));
  TRY(auto found, values.records(items, kMostItems));
  std::erase_if(found, [&](const auto& r) { return named_by(catalogue, r.row.title) != kind; });
  std::optional<std::int64_t> sum;
  for (const auto& item : found) {
    TRY(const auto target, Targets(values, items).of(item.row.record));
    if (target) sum = sum.value_or(0) + *target;
  }
  if (!sum) return out;
  out.value = Decimal::of(*sum);
  out.measure = plan->field(std::string(kPlanTarget))->measure;
  out.of_size = static_cast<std::int64_t>(found.size());
  out.records = std::move(found);
  const bool same = claim.interval.holds(static_cast<double>(*sum));
  out.verdict = same ? Verdict::supported : Verdict::contradicted;
  out.reason = same ? "as_planned" : "plan_differs";
  return out;
}
}  // namespace youju::judge
