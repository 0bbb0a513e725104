// SPDX-License-Identifier: Apache-2.0
#include "app/units.h"

#include "app/people.h"
#include "base/text.h"

namespace youju::app {
namespace {
using What = UnitWish::What;
constexpr int kMostCounted = 1000;

Result<people::Unit> unit_there(const people::UnitTree& tree, const UnitId& id) {
  const auto* found = tree.find(id);
  if (found == nullptr) return fail(Code::absent, "app.no_unit", {{"unit", id.text}});
  return *found;
}

Result<std::string> unit_named(const people::UnitTree& tree, const UnitId& self, const std::string& typed) {
  const auto name = clean(typed);
  if (!name || name->empty() || has_invisible(*name) || code_point_count(*name) > 60 || name->find('\n') != std::string::npos) return fail(Code::invalid, "app.bad_name", {{"name", typed}});
  for (const auto& other : tree.all())
    if (other.id != self && fold(other.name) == fold(*name)) return fail(Code::conflict, "app.unit_exists", {{"unit", *name}});
  return *name;
}

// The unit as the wish would have it, or why not. Rights are asked elsewhere.
Result<people::Unit> as_wished(const people::UnitTree& tree, const UnitWish& wish, Date today) {
  TRY(auto unit, unit_there(tree, wish.unit));
  const bool root = unit.parent.empty();
  switch (wish.what) {
    case What::rename: {
      TRY(unit.name, unit_named(tree, unit.id, wish.name));
      break;
    }
    case What::move: {
      if (root) return fail(Code::conflict, "units.root_stays");
      TRY(const auto parent, unit_there(tree, wish.parent));
      if (tree.is_within(parent.id, unit.id)) return fail(Code::conflict, "units.under_itself", {{"unit", unit.name}, {"parent", parent.name}});
      if (parent.closed) return fail(Code::conflict, "units.parent_closed", {{"parent", parent.name}});
      if (parent.id == unit.parent) return fail(Code::invalid, "units.stays_there", {{"parent", parent.name}});
      unit.parent = parent.id;
      unit.place = static_cast<std::int64_t>(tree.all().size());
      break;
    }
    case What::close:
      if (root) return fail(Code::conflict, "units.root_stays");
      if (!wish.last_day) return fail(Code::invalid, "units.last_day_needed");
      if (*wish.last_day > today.plus_days(366)) return fail(Code::invalid, "units.last_day_far", {{"date", wish.last_day->iso()}});
      unit.closed = wish.last_day;
      break;
    case What::reopen:
      if (!unit.closed) return fail(Code::conflict, "units.not_closed", {{"unit", unit.name}});
      if (const auto* parent = tree.find(unit.parent); parent != nullptr && parent->closed) return fail(Code::conflict, "units.parent_closed", {{"parent", parent->name}});
      unit.closed.reset();
      break;
  }
  return unit;
}

people::UnitTree tree_with(const people::UnitTree& tree, const people::Unit& changed) {
  auto units = tree.all();
  for (auto& unit : units)
    if (unit.id == changed.id) unit = changed;
  return people::UnitTree(std::move(units));
}

bool allowed(const Office& office, const people::Who& who, const people::UnitTree& tree, const UnitId& unit) {
  return people::may(who, people::Right::manage_units, unit, tree, office.roles(), office.today());
}
Result<void> need_rights(const Office& office, const people::Who& who, const people::UnitTree& tree, const UnitWish& wish) {
  for (const auto& unit : {wish.unit, wish.what == What::move ? wish.parent : wish.unit}) {
    if (allowed(office, who, tree, unit)) continue;
    const auto* at = tree.find(unit);
    return fail(Code::denied, "people.no_right", {{"name", who.name}, {"right", "@people.right_manage_units"}, {"unit", at ? at->name : unit.text}});
  }
  return {};
}

// What stands in the unit itself and would be left behind by its end.
Result<void> count_left(db::Session& session, const Office& office, const people::UnitTree& tree, const UnitWish& wish, UnitEffect& out) {
  for (const auto& unit : tree.all())
    if (unit.parent == wish.unit && !unit.closed) out.below.push_back(unit.id);
  TRY(const auto roster, people::read_roster(session, {wish.unit}));
  for (const auto& person : roster) out.on_roster += !person.to || (wish.last_day && *person.to > *wish.last_day) ? 1 : 0;
  TRY(const auto grants, people::read_grants(session));
  for (const auto& grant : grants) out.roles += grant.unit == wish.unit ? 1 : 0;
  for (const auto& kind : office.catalogue().kinds()) {
    index::Filter filter;
    filter.units = {wish.unit};
    filter.kinds = {kind.id};
    for (const auto& state : kind.states)
      if (state.draft) filter.states.push_back(state.id);
    if (filter.states.empty()) continue;
    TRY(const auto rows, index::list(session, filter, kMostCounted));
    out.unfinished += static_cast<std::int64_t>(rows.size());
  }
  return {};
}

using Above = std::vector<UnitId>;
Above units_above(const people::UnitTree& tree, UnitId at) {
  Above out;
  for (const auto* unit = tree.find(at); unit != nullptr && out.size() < 32; unit = tree.find(unit->parent)) out.push_back(unit->id);
  return out;
}

// A move: what counts for a unit with all below it is the sum over its branch, so the branch's own sums are what is taken and given.
Result<void> count_moved(db::Session& session, const Office& office, const people::UnitTree& tree, const UnitWish& wish, UnitEffect& out) {
  const auto* unit = tree.find(wish.unit);
  const auto from = units_above(tree, unit->parent), to = units_above(tree, wish.parent);
  std::vector<KindId> kinds;
  for (const auto& kind : office.catalogue().kinds()) kinds.push_back(kind.id);
  for (const int year : {office.today().year() - 1, office.today().year()}) {
    TRY(const auto rows, figures::roll_up(session, Period::year(year), kinds, tree));
    std::map<std::pair<UnitId, KindId>, std::int64_t> sums;
    for (const auto& row : rows) sums[{row.unit, row.kind}] = row.n;
    const auto changed = [&](const Above& mine, const Above& others, std::int64_t sign) {
      for (const auto& above : mine) {
        if (std::find(others.begin(), others.end(), above) != others.end()) continue;
        for (const auto& kind : kinds) {
          const auto moved = sums.find({wish.unit, kind});
          if (moved == sums.end() || moved->second == 0) continue;
          const auto before = sums[{above, kind}];
          out.lines.push_back({above, kind, year, false, before, before + sign * moved->second});
        }
      }
    };
    changed(from, to, -1);
    changed(to, from, 1);
  }
  return {};
}

// An end: what is asked of the unit stops with the first whole stretch after it.
Result<void> count_required(db::Session& session, const Office& office, const people::UnitTree& tree, const people::UnitTree& after, const UnitWish& wish, UnitEffect& out) {
  const int first = std::min(wish.last_day ? wish.last_day->year() : office.today().year(), office.today().year());
  for (const auto& kind : office.catalogue().kinds()) {
    if (kind.cadences.empty()) continue;
    for (int year = first; year <= office.today().year(); ++year) {
      figures::Context context;
      context.catalogue = &office.catalogue();
      context.unit = wish.unit;
      context.period = Period::year(year);
      context.today = office.today();
      std::int64_t required[2] = {0, 0};
      bool kept = false;
      for (const auto* units : {&tree, &after}) {
        context.units = units;
        TRY(const auto bound, figures::units_bound(session, kind, wish.unit, context));
        kept = kept || (bound.kept && std::find(bound.units.begin(), bound.units.end(), wish.unit) != bound.units.end());
        TRY(const auto judged, figures::cadence(session, kind, wish.unit, context.period, context));
        for (const auto& slot : judged.slots)
          if (slot.state != kinds::SlotState::exempt) required[units == &after] += slot.required;
      }
      if (kept && required[0] != required[1]) out.lines.push_back({wish.unit, kind.id, year, true, required[0], required[1]});
    }
  }
  return {};
}

ledger::NewEntry unit_entry(const people::Who& who, const people::Unit& unit, std::int64_t number) {
  ledger::NewEntry entry;
  entry.type = ledger::EntryType::unit;
  entry.actor = who.account;
  entry.unit = unit.id;
  entry.object = unit.id.text;
  entry.number = number;
  entry.open = Json{{"id", unit.id.text}, {"parent", unit.parent.text}, {"name", unit.name}, {"place", unit.place}};
  if (unit.closed) entry.open["closed"] = unit.closed->iso();
  return entry;
}
}  // namespace

Result<UnitEffect> effect_of(Office& office, const people::Who& who, const UnitWish& wish) {
  UnitEffect out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    TRY_OK(need_rights(office, who, tree, wish));
    TRY(const auto unit, as_wished(tree, wish, office.today()));
    const auto after = tree_with(tree, unit);
    if (wish.what == What::close) TRY_OK(count_left(session, office, tree, wish, out));
    if (wish.what == What::move) TRY_OK(count_moved(session, office, tree, wish, out));
    if (wish.what == What::close || wish.what == What::reopen) TRY_OK(count_required(session, office, tree, after, wish, out));
    return {};
  }));
  return out;
}

Result<void> change_unit(Office& office, const people::Who& who, const UnitWish& wish) {
  TRY_OK(office.write_once(who, [&](Office::Writer& writer) -> Result<Json> {
    TRY_OK(people::require(writer.tx, who, people::Right::manage_units, wish.unit, office.roles(), office.today()));
    if (wish.what == What::move) TRY_OK(people::require(writer.tx, who, people::Right::manage_units, wish.parent, office.roles(), office.today()));
    TRY(const auto tree, people::read_units(writer.tx));
    TRY(const auto unit, as_wished(tree, wish, office.today()));
    if (wish.what == What::close) {
      UnitEffect left;
      TRY_OK(count_left(writer.tx, office, tree, wish, left));
      const auto n = [](std::int64_t value) { return std::to_string(value); };
      if (!left.below.empty()) return fail(Code::conflict, "units.close_below", {{"n", n(static_cast<std::int64_t>(left.below.size()))}});
      if (left.on_roster > 0) return fail(Code::conflict, "units.close_roster", {{"n", n(left.on_roster)}});
      if (left.unfinished > 0) return fail(Code::conflict, "units.close_unfinished", {{"n", n(left.unfinished)}});
    }
    TRY(const auto history, office.ledger().history(writer.tx, unit.id.text, false));
    TRY(const auto written, writer.append(unit_entry(who, unit, static_cast<std::int64_t>(history.size()) + 1)));
    return Json{{"entry", written.index}};
  }));
  return {};
}

Result<std::vector<UnitPast>> past_of(Office& office, const people::Who& who, const UnitId& id) {
  std::vector<UnitPast> out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    TRY_OK(need_rights(office, who, tree, UnitWish{id, What::rename, {}, {}, {}}));
    TRY(const auto history, office.ledger().history(session, id.text, true));
    for (const auto& entry : history) {
      if (entry.head.type != ledger::EntryType::unit || !entry.head.open.is_object()) continue;
      const auto text = [&](const char* key) { return entry.head.open.value(key, std::string{}); };
      out.push_back({entry.at, entry.head.actor, text("name"), UnitId{text("parent")}, Date::parse(text("closed"))});
    }
    return {};
  }));
  return out;
}

Result<void> change_person(Office& office, const people::Who& who, const PersonWish& wish) {
  const auto name = clean(wish.name);
  if (!name || name->empty() || has_invisible(*name) || code_point_count(*name) > 60 || name->find('\n') != std::string::npos) return fail(Code::invalid, "app.bad_name", {{"name", wish.name}});
  if (wish.from && wish.to && *wish.to < *wish.from) return fail(Code::invalid, "app.leaves_before_coming", {{"from", wish.from->iso()}});
  TRY_OK(office.write_once(who, [&](Office::Writer& writer) -> Result<Json> {
    TRY(const auto person, find_person(writer.tx, wish.person.text));
    for (const auto& unit : {person.unit, wish.unit}) TRY_OK(people::require(writer.tx, who, people::Right::write, unit, office.roles(), office.today()));
    TRY(const auto tree, people::read_units(writer.tx));
    TRY(const auto unit, unit_there(tree, wish.unit));
    if (unit.closed && (!wish.to || *wish.to > *unit.closed)) return fail(Code::conflict, "units.parent_closed", {{"parent", unit.name}});
    TRY(const auto history, office.ledger().history(writer.tx, person.id.text, false));
    ledger::NewEntry entry;
    entry.type = ledger::EntryType::person;
    entry.actor = who.account;
    entry.unit = wish.unit;
    entry.object = person.id.text;
    entry.number = static_cast<std::int64_t>(history.size()) + 1;
    entry.open = Json{{"id", person.id.text}, {"unit", wish.unit.text}};
    if (wish.from) entry.open["from"] = wish.from->iso();
    if (wish.to) entry.open["to"] = wish.to->iso();
    entry.personal = Json{{"name", *name}};
    TRY(const auto written, writer.append(entry));
    return Json{{"entry", written.index}};
  }));
  return {};
}
}  // namespace youju::app
