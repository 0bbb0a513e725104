// SPDX-License-Identifier: Apache-2.0
// The rules of docs/format/expression.md, applied record by record.
#include "figures/brute_force.h"

namespace youju::figures::fixture {
namespace {

bool takes_value(Aggregate a) {
  return a != Aggregate::count && a != Aggregate::late_share && a != Aggregate::on_time_share;
}

bool holds(const FieldFilter& filter, const Version& v) {
  const auto number = v.numbers.find(filter.field);
  if (number != v.numbers.end()) {
    const auto first = *Decimal::parse(filter.values.front());
    if (filter.op == "<") return number->second < first;
    if (filter.op == "<=") return number->second <= first;
    if (filter.op == ">") return number->second > first;
    if (filter.op == ">=") return number->second >= first;
    bool among = false;
    for (const auto& value : filter.values) among = among || number->second == *Decimal::parse(value);
    return filter.op == "=" ? among : !among;
  }
  const auto texts = v.texts.find(filter.field);
  if (texts == v.texts.end() || texts->second.empty()) return false;
  const std::string& text = texts->second.front();
  if (filter.op == "<") return text < filter.values.front();
  if (filter.op == "<=") return text <= filter.values.front();
  if (filter.op == ">") return text > filter.values.front();
  if (filter.op == ">=") return text >= filter.values.front();
  const bool among = std::find(filter.values.begin(), filter.values.end(), text) != filter.values.end();
  return filter.op == "=" ? among : !among;
}

struct Where {
  std::set<std::string> inside, near;
};

Where where(const Selection& s, const Context& context) {
  Where out;
  const UnitId asked = s.unit.value_or(context.unit);
  for (const auto& unit : context.units->all())
    if (s.this_level_only ? unit.id == asked : context.units->is_within(unit.id, asked))
      out.inside.insert(unit.id.text);
  const UnitId parent = context.units->find(asked)->parent;
  for (const auto& unit : context.units->all())
    if (context.units->is_within(unit.id, parent.empty() ? asked : parent) &&
        !out.inside.contains(unit.id.text))
      out.near.insert(unit.id.text);
  return out;
}

bool near_period(const Version& v, Period period) {
  if (!v.happened) return true;
  if (v.happened->overlaps(period)) return true;
  return v.happened->from >= period.from.plus_days(-31) && v.happened->from <= period.to.plus_days(31);
}
}  // namespace

ByHand by_hand(const Book& book, const Selection& s, Aggregate inner, const Context& context) {
  ByHand out;
  const Period period = s.period.value_or(context.period);
  const Where units = where(s, context);
  std::vector<const Version*> counted;
  for (const Version* v : book.as_of(context.at)) {
    const bool also = std::find(v->also.begin(), v->also.end(), s.kind.text) != v->also.end();
    if (!s.kind.empty() && v->kind != s.kind.text && !also) continue;
    std::vector<std::string> failed;
    if (!v->counts ||
        (!s.states.empty() && std::find(s.states.begin(), s.states.end(), v->state) == s.states.end()))
      failed.push_back(v->state == "void" ? "void" : "state:" + v->state);
    if (!v->happened || !period.contains(v->happened->from))
      failed.push_back(near_period(*v, period) ? "out_of_period" : "far");
    if (!units.inside.contains(v->unit))
      failed.push_back(units.near.contains(v->unit) ? "other_unit" : "far");
    for (const auto& filter : s.filters)
      if (!holds(filter, *v)) failed.push_back("filter:" + filter.field);
    if (takes_value(inner) && !v->numbers.contains(s.field) && !v->texts.contains(s.field))
      failed.push_back("filter:" + s.field);
    if (failed.empty()) counted.push_back(v);
    if (failed.size() == 1 && failed.front() != "far") out.nearly[v->record] = failed.front();
  }
  std::sort(counted.begin(), counted.end(), [](const Version* a, const Version* b) {
    return std::pair(a->happened->from, a->record) < std::pair(b->happened->from, b->record);
  });
  std::set<std::string> different;
  std::vector<Decimal> numbers;
  for (const Version* v : counted) {
    out.records.push_back(v->record);
    out.late.late += v->timing == index::Timing::late ? 1 : 0;
    out.late.taken_over += v->timing == index::Timing::taken_over ? 1 : 0;
    if (v->texts.contains(s.field))
      different.insert(v->texts.at(s.field).begin(), v->texts.at(s.field).end());
    if (v->numbers.contains(s.field)) numbers.push_back(v->numbers.at(s.field));
  }
  out.late.of = static_cast<std::int64_t>(counted.size()) - out.late.taken_over;
  std::sort(numbers.begin(), numbers.end());
  Decimal sum;
  for (const auto& number : numbers) sum = youju::add(sum, number);
  switch (inner) {
    case Aggregate::sum:
      out.value = sum;
      break;
    case Aggregate::distinct:
      out.value = Decimal::of(static_cast<std::int64_t>(different.size()));
      break;
    case Aggregate::average:
      out.value = divide(sum, Decimal::of(static_cast<std::int64_t>(numbers.size())));
      break;
    case Aggregate::minimum:
      if (!numbers.empty()) out.value = numbers.front();
      break;
    case Aggregate::maximum:
      if (!numbers.empty()) out.value = numbers.back();
      break;
    default:
      out.value = Decimal::of(static_cast<std::int64_t>(counted.size()));
  }
  return out;
}
}  // namespace youju::figures::fixture
