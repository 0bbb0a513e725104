// SPDX-License-Identifier: Apache-2.0
// What was required and what was held: every rule is turned into slots, the one that asks for the most
// decides.
#include <algorithm>

#include "kinds/kinds.h"

namespace youju::kinds {
namespace {
using Days = std::vector<std::pair<Date, bool>>;  // day, entered late

Period slot_holding(Every every, Date day) {
  const int year = day.year(), month = day.month();
  switch (every) {
    case Every::month:
      return Period::month(year, month);
    case Every::quarter:
      return Period::quarter(year, (month + 2) / 3);
    case Every::half_year:
      return Period::half(year, month <= 6 ? 1 : 2);
    case Every::year:
    case Every::days:
      break;
  }
  return Period::year(year);
}

// The part of the period in which the rule is in force.
std::optional<Period> reach(const Cadence& rule, Period period) {
  Period out = period;
  if (rule.in_force_from && *rule.in_force_from > out.from) out.from = *rule.in_force_from;
  if (rule.in_force_to && *rule.in_force_to < out.to) out.to = *rule.in_force_to;
  return out.from <= out.to ? std::optional(out) : std::nullopt;
}

// An exemption goes before a statement that nothing happened, and that before an explanation.
void follow_note(Slot& slot, const Cadence& rule, const Note& note) {
  if (!note.rule.empty() && note.rule != rule.id) return;
  if (note.period.from > slot.period.from || note.period.to < slot.period.to) return;
  const auto becomes = [&](SlotState state) {
    slot.state = state;
    slot.by = note.by;
  };
  if (slot.state == SlotState::exempt) return;
  if (note.says == Says::exempt) return becomes(SlotState::exempt);
  if (slot.state == SlotState::empty) return;
  if (note.says == Says::empty && slot.held == 0) return becomes(SlotState::empty);
  if (note.says != Says::explained) return;
  if (slot.state == SlotState::missing) becomes(rule.general ? SlotState::explained : SlotState::missing);
}

void judge(Slot& slot, const Cadence& rule, const Days& days, const std::vector<Note>& notes, Date today) {
  int on_time = 0;
  slot.held = 0;
  for (const auto& [day, late] : days) {
    if (!slot.period.contains(day)) continue;
    ++slot.held;
    if (!late) ++on_time;
  }
  if (slot.held >= slot.required) {
    slot.state = on_time >= slot.required ? SlotState::done : SlotState::done_late;
    return;
  }
  slot.state = SlotState::missing;
  if (today <= slot.period.to)
    slot.state = slot.period.contains(today) ? SlotState::due : SlotState::not_yet;
  for (const Note& note : notes) follow_note(slot, rule, note);
}

std::vector<Slot> whole_slots(const Cadence& rule, Period reach) {
  std::vector<Slot> out;
  for (Period p = slot_holding(rule.every, reach.from); p.from <= reach.to;
       p = slot_holding(rule.every, p.to.plus_days(1)))
    if (p.from >= reach.from && p.to <= reach.to) out.push_back({p, rule.times, 0, SlotState::not_yet, {}});
  return out;
}

// "Never more than N days without one": each stretch runs from the day after the last one kept to its N-th
// day, and is cut short at the latest day on which the rule was met in it, where the next stretch begins.
std::vector<Slot> rolling_slots(const Cadence& rule, Period reach, const Days& days) {
  std::vector<Date> sorted;
  for (const auto& [day, late] : days)
    if (reach.contains(day)) sorted.push_back(day);
  std::sort(sorted.begin(), sorted.end());
  std::vector<Slot> out;
  Date from = reach.from;
  std::size_t next = 0;
  while (from <= reach.to) {
    const Date end = from.plus_days(rule.days - 1);
    const std::size_t first = next;
    while (next < sorted.size() && sorted[next] <= end) ++next;
    const bool met = static_cast<int>(next - first) >= rule.times;
    // The last stretch is not over yet when the period ends inside it.
    if (!met && end > reach.to) break;
    const Date to = met ? sorted[next - 1] : end;
    out.push_back({{from, to}, rule.times, 0, SlotState::not_yet, {}});
    from = to.plus_days(1);
  }
  return out;
}

std::vector<Slot> slots_of(const Cadence& rule, Period period, const Days& days) {
  const auto within = reach(rule, period);
  if (!within) return {};
  if (rule.every == Every::days)
    return rule.days > 0 ? rolling_slots(rule, *within, days) : std::vector<Slot>{};
  return whole_slots(rule, *within);
}

int asked(const std::vector<Slot>& slots) {
  int sum = 0;
  for (const Slot& slot : slots) sum += slot.required;
  return sum;
}

// How much a rule asks for in the period whatever was held: rolling rules ask for a stretch each N days.
int demand(const Cadence& rule, Period period) {
  const auto within = reach(rule, period);
  if (!within) return 0;
  if (rule.every == Every::days) return rule.days > 0 ? within->length() / rule.days * rule.times : 0;
  return asked(whole_slots(rule, *within));
}
}  // namespace

CadenceResult judge_cadence(const Kind& kind, Period period, const std::vector<std::pair<Date, bool>>& days,
                            const std::vector<Note>& notes, Date today) {
  std::vector<std::pair<int, const Cadence*>> rules;
  for (const Cadence& rule : kind.cadences)
    if (const int n = demand(rule, period); n > 0) rules.emplace_back(n, &rule);
  // Most first; then the one without "generally", then the higher level, then the pack's own order.
  std::stable_sort(rules.begin(), rules.end(), [](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first > b.first;
    if (a.second->general != b.second->general) return b.second->general;
    return a.second->level < b.second->level;
  });
  CadenceResult out;
  for (const auto& [day, late] : days) out.held += period.contains(day) ? 1 : 0;
  if (rules.empty()) return out;
  out.rule = rules.front().second;
  for (std::size_t i = 1; i < rules.size(); ++i) out.weaker.push_back(rules[i].second);
  out.slots = slots_of(*out.rule, period, days);
  for (Slot& slot : out.slots) {
    judge(slot, *out.rule, days, notes, today);
    if (slot.state == SlotState::exempt || slot.state == SlotState::empty) continue;
    out.required += slot.required;
    if (slot.state == SlotState::missing) out.missing += slot.required - slot.held;
  }
  return out;
}
}  // namespace youju::kinds
