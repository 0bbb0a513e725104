// SPDX-License-Identifier: Apache-2.0
#include "figures/spoken.h"

#include "figures/figures_sql.h"

namespace youju::figures {
namespace {
Result<const std::set<std::string, std::less<>>*> units_with(db::Session& session, const kinds::Kind& speaker, SharedNotes& memory) {
  const auto [at, fresh] = memory.units.try_emplace(speaker.id.text);
  if (!fresh) return &at->second;
  auto read = session.each(sql::units_with_kind, {std::string_view(speaker.id.text)}, [&](const db::Row& row) {
    at->second.emplace(row.text(0));
    return true;
  });
  if (read) return &at->second;
  memory.units.erase(at);
  return fail(std::move(read).error());
}
}  // namespace

std::shared_ptr<SharedNotes> share_notes() { return std::make_shared<SharedNotes>(); }

Result<bool> anybody_speaks(db::Session& session, const kinds::Kind& speaker, SharedNotes& memory) {
  TRY(const auto* units, units_with(session, speaker, memory));
  return !units->empty();
}

Result<const std::vector<Spoken>*> spoken_in(db::Session& session, const kinds::Kind& speaker, const UnitId& unit, const Context& context, SharedNotes& memory) {
  static const std::vector<Spoken> kNothing;
  TRY(const auto* units, units_with(session, speaker, memory));
  if (!units->contains(unit.text)) return &kNothing;
  const auto key = std::pair(speaker.id.text, unit.text);
  if (const auto known = memory.notes.find(key); known != memory.notes.end()) return &known->second;
  std::vector<Spoken> notes;
  TRY_OK(session.each(sql::notes_of_unit, {std::string_view(speaker.id.text), std::string_view(unit.text), std::string_view(speaker.about()->id), context.at}, [&](const db::Row& row) {
    const auto from = Date::parse(row.text(1)), until = Date::parse(row.text(2));
    const auto* state = speaker.state(row.text(3));
    const auto says = state == nullptr ? kinds::Says::nothing : state->says;
    if (from && until) notes.push_back({std::string(row.text(5)), says, {{*from, *until}, says, RecordId{std::string(row.text(0))}, std::string(row.text(4))}});
    return true;
  }));
  return &memory.notes.emplace(key, std::move(notes)).first->second;
}
}  // namespace youju::figures
