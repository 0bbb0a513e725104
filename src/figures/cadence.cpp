// SPDX-License-Identifier: Apache-2.0
// How often it was required and how often it was held, unit by unit.
#include "figures/evaluate.h"
#include "figures/figures_sql.h"
#include "figures/spoken.h"

namespace youju::figures {
namespace {

// Days of the counting records of one unit, and whether each was entered late.
Result<std::vector<std::pair<Date, bool>>> days_of(db::Session& session, const KindId& kind,
                                                   const UnitId& unit, Period period, std::int64_t at) {
  std::vector<std::pair<Date, bool>> days;
  const std::string from = period.from.iso(), to = period.to.iso();
  TRY_OK(session.each(sql::days_of_kind,
                      {std::string_view(kind.text), std::string_view(unit.text), std::string_view(from),
                       std::string_view(to), at},
                      [&](const db::Row& row) {
                        if (const auto day = Date::parse(row.text(0)))
                          days.emplace_back(*day,
                                            row.integer(1) == static_cast<std::int64_t>(index::Timing::late));
                        return true;
                      }));
  return days;
}

// What records of other kinds say about this one for a unit (State::says). An office's statement that nothing happened
// speaks for the units under it too.
Result<std::vector<kinds::Note>> notes_of(db::Session& session, const kinds::Kind& kind, const UnitId& unit,
                                          Period period, const Context& context) {
  std::vector<kinds::Note> notes;
  const auto memory = context.notes ? context.notes : share_notes();
  const auto* self = context.units->find(unit);
  if (self != nullptr && self->closed && *self->closed < period.to)
    notes.push_back({{self->closed->plus_days(1), period.to}, kinds::Says::exempt, {}, {}});
  for (const auto& speaker : context.catalogue->kinds()) {
    if (speaker.about() == nullptr) continue;
    for (const auto* at = context.units->find(unit); at != nullptr; at = context.units->find(at->parent)) {
      TRY(const auto* spoken, spoken_in(session, speaker, at->id, context, *memory));
      for (const auto& one : *spoken) {
        const bool ours = at->id == unit || one.says == kinds::Says::empty;
        if (ours && one.about == kind.id.text && one.note.period.from <= period.to) notes.push_back(one.note);
      }
    }
  }
  return notes;
}

// Of the units asked, those that have any record of the kind at that log size, in tree order.
Result<std::vector<UnitId>> units_keeping(db::Session& session, const KindId& kind, const Conditions& c,
                                          const Context& context) {
  std::set<std::string> having;
  TRY_OK(session.each(sql::units_with_kind, {std::string_view(kind.text)}, [&](const db::Row& row) {
    having.emplace(row.text(0));
    return true;
  }));
  // Who explains, is exempt or signs that nothing happened keeps the kind as well.
  std::set<std::string> speaking;
  const auto memory = context.notes ? context.notes : share_notes();
  for (const auto& speaker : context.catalogue->kinds()) {
    const auto* about = speaker.about();
    if (about == nullptr) continue;
    TRY(const bool anybody, anybody_speaks(session, speaker, *memory));
    if (!anybody) continue;
    TRY_OK(session.each(sql::units_spoken_of,
                        {std::string_view(speaker.id.text), std::string_view(about->id), std::string_view(kind.text), c.at},
                        [&](const db::Row& row) {
                          speaking.emplace(row.text(0));
                          return true;
                        }));
  }
  std::vector<UnitId> out;
  for (const auto& unit : context.units->all()) {
    if (speaking.contains(unit.id.text) && std::binary_search(c.units.begin(), c.units.end(), unit.id.text)) {
      out.push_back(unit.id);
      continue;
    }
    if (!having.contains(unit.id.text) || !std::binary_search(c.units.begin(), c.units.end(), unit.id.text))
      continue;
    bool then = c.at == index::kOpen;  // what there is now, there was
    if (!then) {
      TRY_OK(session.each(sql::had_kind_at, {std::string_view(kind.text), std::string_view(unit.id.text), c.at}, [&](const db::Row&) {
        then = true;
        return false;
      }));
    }
    if (then) out.push_back(unit.id);
  }
  return out;
}

UnitId first_root(const people::UnitTree& units) {
  return units.all().empty() ? UnitId() : units.all().front().id;
}
}  // namespace

Result<kinds::CadenceResult> cadence(db::Session& session, const kinds::Kind& kind, const UnitId& unit,
                                     Period period, const Context& context) {
  return cadence_within(session, kind, unit, period, period, context);
}
Result<kinds::CadenceResult> cadence_within(db::Session& session, const kinds::Kind& kind, const UnitId& unit,
                                            Period period, Period read, const Context& context) {
  TRY(const auto days, days_of(session, kind.id, unit, read, context.at));
  TRY(const auto notes, notes_of(session, kind, unit, period, context));
  return kinds::judge_cadence(kind, period, days, notes, context.today);
}

namespace {

Result<Bound> bound_within(db::Session& session, const KindId& kind, const Conditions& c, const UnitId& asked,
                           const Context& context) {
  Bound out;
  if (!context.bound_to.empty()) return Bound{context.bound_to, true};
  TRY(out.units, units_keeping(session, kind, c, context));
  out.kept = !out.units.empty();
  // Nobody keeps it: then the duty of the asked unit itself stands unmet.
  if (!out.kept) out.units = {asked.empty() ? first_root(*context.units) : asked};
  return out;
}
}  // namespace

Result<Bound> units_bound(db::Session& session, const kinds::Kind& kind, const UnitId& asked,
                          const Context& context) {
  Selection all;
  all.kind = kind.id;
  all.unit = asked;
  return bound_within(session, kind.id, conditions_of(all, context, Aggregate::count), asked, context);
}

Result<UnitsCadence> units_cadence(db::Session& session, const kinds::Kind& kind, const Conditions& c,
                                   const UnitId& asked, const Context& context) {
  UnitsCadence out;
  TRY(Bound bound, bound_within(session, kind.id, c, asked, context));
  out.units = std::move(bound.units);
  out.kept = bound.kept;
  out.without = static_cast<std::int64_t>(c.units.size() - std::min(c.units.size(), out.units.size()));
  for (const auto& unit : out.units) {
    TRY(const kinds::CadenceResult one, cadence(session, kind, unit, c.period, context));
    if (one.rule != nullptr && out.rule == nullptr) out.rule = one.rule;
    for (const auto& slot : one.slots) {
      using State = kinds::SlotState;
      const bool lacking = slot.held < slot.required;
      // What is exempt or explained, and what is not over yet and not held, was not required
      // (docs/format/snapshot.md 5).
      if (!slot.by.empty()) out.notes.push_back(slot.by);
      if (slot.state == State::exempt) {
        out.exempt += slot.required;
      } else if (slot.state == State::empty) {
        out.empty += slot.required;
      } else if (slot.state == State::explained) {
        out.explained += slot.required;
      } else if (lacking && (slot.state == State::due || slot.state == State::not_yet)) {
        out.open += slot.required;
      } else {
        out.required += slot.required;
        out.met += std::min(slot.required, slot.held);
      }
    }
  }
  out.missing = out.required - out.met;
  return out;
}
}  // namespace youju::figures
