// SPDX-License-Identifier: Apache-2.0
// Who may do what: rights, roles as data, grants per unit.
#include <algorithm>

#include "people/people.h"
#include "people/people_sql.h"

namespace youju::people {
namespace {
constexpr std::array<std::pair<Right, std::string_view>, 13> kRights{{
    {Right::read, "read"}, {Right::write, "write"}, {Right::submit, "submit"}, {Right::approve, "approve"},
    {Right::sign, "sign"}, {Right::inspect, "inspect"}, {Right::import, "import"}, {Right::void_records, "void_records"},
    {Right::manage_people, "manage_people"}, {Right::manage_packs, "manage_packs"},
    {Right::manage_units, "manage_units"}, {Right::erase, "erase"}, {Right::back_up, "back_up"},
}};

Grant grant_of(const db::Row& row) {
  return Grant{AccountId{std::string(row.text(0))}, std::string(row.text(1)),      UnitId{std::string(row.text(2))},
               Date::parse(row.text(3)),            Date::parse(row.text(4)), AccountId{std::string(row.text(5))}};
}

}  // namespace

std::optional<Right> right_from(std::string_view name) {
  for (const auto& [right, text] : kRights) {
    if (text == name) return right;
  }
  return std::nullopt;
}
std::string_view right_name(Right right) { return kRights[static_cast<std::size_t>(right)].second; }

Result<Role> make_role(std::string id, std::map<std::string, std::string> names, const std::vector<std::string>& rights) {
  Role role{std::move(id), std::move(names), {}};
  for (const auto& name : rights) {
    const auto right = right_from(name);
    if (!right) return fail(Code::invalid, "people.unknown_right", {{"role", role.id}, {"right", name}});
    role.rights.insert(*right);
  }
  return role;
}

Result<std::vector<Grant>> read_grants(db::Session& session) {
  std::vector<Grant> out;
  TRY_OK(session.each(sql::rights, {}, [&](const db::Row& row) {
    out.push_back(grant_of(row));
    return true;
  }));
  return out;
}

bool may(const Who& who, Right right, const UnitId& unit, const UnitTree& tree, const std::vector<Role>& roles, Date today) {
  return may(who.grants, right, unit, tree, roles, today);
}
bool may(const std::vector<Grant>& grants, Right right, const UnitId& unit, const UnitTree& tree, const std::vector<Role>& roles, Date today) {
  for (const auto& grant : grants) {
    if ((grant.from && today < *grant.from) || (grant.to && today > *grant.to)) continue;
    if (!tree.is_within(unit, grant.unit)) continue;
    for (const auto& role : roles) {
      if (role.id == grant.role && role.rights.contains(right)) return true;
    }
  }
  return false;
}

Result<std::vector<Grant>> read_grants_of(db::Session& session, const AccountId& account) {
  std::vector<std::pair<std::int64_t, Grant>> found;
  TRY_OK(session.each(sql::rights_of_account, {account.text}, [&](const db::Row& row) {
    found.emplace_back(row.integer(6), grant_of(row));
    return true;
  }));
  // Oldest first; sorting these few here costs a tenth of having it done.
  std::ranges::stable_sort(found, {}, [](const auto& one) { return one.first; });
  std::vector<Grant> out;
  for (auto& [entry, grant] : found) out.push_back(std::move(grant));
  return out;
}

namespace {
// A unit and those above it: all that a right in it can hang on.
Result<UnitTree> read_units_above(db::Session& session, const UnitId& unit) {
  constexpr std::size_t kDeepest = 32;
  std::vector<Unit> units;
  const auto take = [&](const db::Row& row) {
    units.push_back({UnitId{std::string(row.text(0))}, UnitId{std::string(row.text(1))}, std::string(row.text(2)), row.integer(3), Date::parse(row.text(4))});
    return true;
  };
  // A server is asked once; where asking costs nothing, a row by its key is several times cheaper than a step of recursion.
  if (session.engine() == db::Engine::postgres) {
    TRY_OK(session.each(sql::units_above, {std::string_view(unit.text)}, take));
    return UnitTree(std::move(units));
  }
  for (auto next = unit.text; !next.empty() && units.size() <= kDeepest; next = units.back().parent.text) {
    const auto known = units.size();
    TRY_OK(session.each(sql::unit_by_id, {std::string_view(next)}, take));
    if (units.size() == known) break;
  }
  return UnitTree(std::move(units));
}
}  // namespace

void Permits::expect(const Who& who, const UnitId& unit) {
  tx_.expect(sql::account_disabled, {std::string_view(who.account.text)});
  tx_.expect(sql::rights_of_account, {std::string_view(who.account.text)});
  tx_.expect(sql::units_above, {std::string_view(unit.text)});
}

Result<const std::vector<Grant>*> Permits::grants_of(const Who& who) {
  auto& known = standing().grants;
  if (const auto found = known.find(who.account.text); found != known.end()) return &found->second;
  TRY(const auto disabled, tx_.integer(sql::account_disabled, {who.account.text}));
  if (!disabled || *disabled != 0) return fail(Code::denied, "people.account_disabled", {{"name", who.name}});
  TRY(auto grants, read_grants_of(tx_, who.account));
  return &known.emplace(who.account.text, std::move(grants)).first->second;
}

Result<const UnitTree*> Permits::tree_with(const UnitId& unit) {
  constexpr std::size_t kMany = 8;
  auto& [grants, branches, all] = standing();
  if (all) return &*all;
  if (const auto known = branches.find(unit.text); known != branches.end()) return &known->second;
  if (branches.size() >= kMany) {
    TRY(all, read_units(tx_));
    return &*all;
  }
  TRY(auto branch, read_units_above(tx_, unit));
  return &branches.emplace(unit.text, std::move(branch)).first->second;
}

Result<void> Permits::require(const Who& who, Right right, const UnitId& unit) {
  TRY(const auto* grants, grants_of(who));
  TRY(const auto* tree, tree_with(unit));
  if (may(*grants, right, unit, *tree, roles_, today_)) return {};
  const auto* at = tree->find(unit);
  return fail(Code::denied, "people.no_right",
              {{"name", who.name}, {"right", "@people.right_" + std::string(right_name(right))}, {"unit", at ? at->name : unit.text}});
}

Result<std::optional<Date>> Permits::closed_on(const UnitId& unit) {
  TRY(const auto* tree, tree_with(unit));
  const auto* at = tree->find(unit);
  return at ? at->closed : std::nullopt;
}

Result<void> require(db::Tx& tx, const Who& who, Right right, const UnitId& unit, const std::vector<Role>& roles, Date today) {
  KeptStanding nothing;
  return Permits(tx, nothing, roles, today).require(who, right, unit);
}
}  // namespace youju::people
