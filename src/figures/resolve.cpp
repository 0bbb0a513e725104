// SPDX-License-Identifier: Apache-2.0
// A figure's sets with every name resolved, so that a snapshot can be judged without knowing the packs.
#include "figures/evaluate.h"

namespace youju::figures {
namespace {

ResolvedSet set_of(const Selection& selection, const Context& context, Aggregate measure) {
  const Conditions conditions = conditions_of(selection, context, measure);
  ResolvedSet out;
  out.kind = selection.kind;
  for (const auto& unit : conditions.units) out.units.emplace_back(unit);
  if (out.units.empty()) {  // no condition on units: the whole tree
    for (const auto& unit : context.units->all()) out.units.push_back(unit.id);
  }
  out.period = conditions.period;
  out.states = conditions.states;
  out.filters = conditions.filters;
  out.measure = measure;
  out.field = selection.field;
  return out;
}

Aggregate measure_of_set(const Expression& e) {
  switch (e.aggregate) {
    case Aggregate::sum:
    case Aggregate::distinct:
    case Aggregate::average:
    case Aggregate::minimum:
    case Aggregate::maximum: return e.aggregate;
    case Aggregate::ratio:
    case Aggregate::growth: return e.of_inner;
    default: return Aggregate::count;
  }
}

const char* why_of(kinds::SlotState state, bool short_of) {
  switch (state) {
    case kinds::SlotState::exempt:
    case kinds::SlotState::empty: return "exempt";  // signed as empty: nothing was required there
    case kinds::SlotState::explained: return "explained";
    case kinds::SlotState::due:
    case kinds::SlotState::not_yet: return short_of ? "not_yet" : "";
    default: return "";
  }
}
}  // namespace

Result<Resolved> resolve(db::Session& session, const Expression& expression, const Context& context) {
  Resolved out;
  out.of = set_of(expression.of, context, measure_of_set(expression));
  if (expression.aggregate == Aggregate::growth) {
    out.base = set_of(base_of_growth(expression, context), context, expression.base_inner);
  } else if (expression.base) {
    out.base = set_of(*expression.base, context, expression.base_inner);
  }
  const bool by_cadence = expression.aggregate == Aggregate::required || expression.aggregate == Aggregate::missing ||
                          expression.aggregate == Aggregate::cadence_share;
  if (!by_cadence) return out;
  TRY(const kinds::Kind* kind, kind_in(context, expression.of.kind));
  const auto conditions = conditions_of(expression.of, context, Aggregate::count);
  TRY(const auto units, units_cadence(session, *kind, conditions, expression.of.unit.value_or(context.unit), context));
  for (const auto& unit : units.units) {
    TRY(const auto judged, cadence(session, *kind, unit, conditions.period, context));
    for (const auto& slot : judged.slots) {
      const std::string why = why_of(slot.state, slot.held < slot.required);
      out.slots.push_back({unit, slot.period, why.empty() ? slot.required : 0, slot.held, why});
    }
  }
  return out;
}
}  // namespace youju::figures
