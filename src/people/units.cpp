// SPDX-License-Identifier: Apache-2.0
// The tree of units and the roster of persons.
#include "base/text.h"
#include "people/people.h"
#include "people/people_sql.h"

namespace youju::people {
namespace {
using Children = std::unordered_map<std::string_view, std::vector<const Unit*>>;  // by their parent
void put_in_order(Children& children, const UnitId& parent, std::vector<Unit>& out, int depth) {
  if (depth > 32) return;  // deeper trees do not exist; a circle in damaged data must not hang us
  const auto found = children.find(parent.text);
  if (found == children.end()) return;
  auto& sisters = found->second;
  std::stable_sort(sisters.begin(), sisters.end(), [](const Unit* a, const Unit* b) { return a->place < b->place; });
  for (const auto* unit : sisters) {
    out.push_back(*unit);
    put_in_order(children, unit->id, out, depth + 1);
  }
}

Person person_of(const db::Row& row) {
  return Person{PersonId{std::string(row.text(0))}, UnitId{std::string(row.text(1))}, std::string(row.text(2)),
                Date::parse(row.text(3)), Date::parse(row.text(4))};
}
}  // namespace

UnitTree::UnitTree(std::vector<Unit> units) {
  Children children;
  for (const auto& unit : units) children[unit.parent.text].push_back(&unit);
  put_in_order(children, UnitId{}, units_, 0);
  for (std::size_t i = 0; i < units_.size(); ++i) by_id_[units_[i].id] = i;
}
const Unit* UnitTree::find(const UnitId& id) const {
  const auto it = by_id_.find(id);
  return it == by_id_.end() ? nullptr : &units_[it->second];
}
const Unit* UnitTree::by_name(std::string_view name) const {
  const auto wanted = fold(name);
  const Unit* found = nullptr;
  for (const auto& unit : units_) {
    if (fold(unit.name) != wanted && unit.id.text != name) continue;
    if (found != nullptr) return nullptr;
    found = &unit;
  }
  return found;
}
bool UnitTree::is_within(const UnitId& unit, const UnitId& ancestor) const {
  const Unit* at = find(unit);
  for (int depth = 0; at != nullptr && depth <= 32; ++depth, at = find(at->parent)) {
    if (at->id == ancestor) return true;
  }
  return false;
}
std::vector<UnitId> UnitTree::with_sub_units(const UnitId& unit) const {
  std::vector<UnitId> out;
  const auto it = by_id_.find(unit);
  if (it == by_id_.end()) return out;
  out.push_back(unit);
  // In tree order they follow without a gap: the first whose parent does not stand among them ends it.
  for (auto i = it->second + 1; i < units_.size(); ++i) {
    const auto parent = by_id_.find(units_[i].parent);
    if (parent == by_id_.end() || parent->second < it->second) break;
    out.push_back(units_[i].id);
  }
  return out;
}

Result<UnitTree> read_units(db::Session& session) {
  std::vector<Unit> units;
  TRY_OK(session.each(sql::units, {}, [&](const db::Row& row) {
    units.push_back({UnitId{std::string(row.text(0))}, UnitId{std::string(row.text(1))}, std::string(row.text(2)), row.integer(3), Date::parse(row.text(4))});
    return true;
  }));
  return UnitTree(std::move(units));
}

Result<std::optional<Date>> closed_on(db::Session& session, const UnitId& unit) {
  std::optional<Date> out;
  TRY_OK(session.each(sql::unit_by_id, {std::string_view(unit.text)}, [&](const db::Row& row) {
    out = Date::parse(row.text(4));
    return false;
  }));
  return out;
}

Result<std::vector<Person>> read_roster(db::Session& session, const std::vector<UnitId>& units) {
  std::vector<Person> out;
  for (const auto& unit : units) {
    TRY_OK(session.each(sql::roster_of_unit, {unit.text}, [&](const db::Row& row) {
      out.push_back(person_of(row));
      return true;
    }));
  }
  return out;
}

Result<std::vector<Person>> find_persons(db::Session& session, const UnitId& unit, std::string_view name) {
  std::vector<Person> named;
  if (name.empty()) return named;
  const auto folded = fold(name);
  TRY_OK(session.each(sql::persons_by_name, {folded, name}, [&](const db::Row& row) {
    named.push_back(person_of(row));
    return true;
  }));
  if (named.empty()) return named;
  TRY(const auto tree, read_units(session));
  std::erase_if(named, [&](const Person& person) { return !tree.is_within(unit, person.unit) && !tree.is_within(person.unit, unit); });
  return named;
}
}  // namespace youju::people
