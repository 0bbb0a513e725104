// SPDX-License-Identifier: Apache-2.0
// Who may do what: rights, roles as data, grants per unit.
#include <toml++/toml.h>

#include "base/io.h"

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

Result<Role> role_of(const std::string& id, const toml::table& table, const std::string& file) {
  Role role{id, {}, {}};
  if (const auto* names = table["names"].as_table()) {
    for (const auto& [lang, name] : *names) role.names[std::string(lang.str())] = name.value_or(std::string{});
  }
  const auto* rights = table["rights"].as_array();
  if (rights == nullptr || rights->empty()) return fail(Code::invalid, "people.role_without_rights", {{"file", file}, {"role", id}});
  for (const auto& item : *rights) {
    const auto name = item.value_or(std::string{});
    const auto right = right_from(name);
    if (!right) {
      return fail(Code::invalid, "people.unknown_right",
                  {{"file", file}, {"role", id}, {"right", name}, {"line", std::to_string(item.source().begin.line)}});
    }
    role.rights.insert(*right);
  }
  return role;
}
}  // namespace

std::optional<Right> right_from(std::string_view name) {
  for (const auto& [right, text] : kRights) {
    if (text == name) return right;
  }
  return std::nullopt;
}
std::string_view right_name(Right right) { return kRights[static_cast<std::size_t>(right)].second; }

Result<std::vector<Role>> load_roles(const std::filesystem::path& file) {
  TRY(const auto text, read_file(file, 1u << 20));
  std::vector<Role> roles;
  try {
    const auto table = toml::parse(text, file.string());
    for (const auto& [id, node] : table) {
      if (!node.is_table()) continue;
      TRY(auto role, role_of(std::string(id.str()), *node.as_table(), file.string()));
      roles.push_back(std::move(role));
    }
  } catch (const toml::parse_error& e) {
    return fail(Code::invalid, "people.roles_broken",
                {{"file", file.string()}, {"line", std::to_string(e.source().begin.line)}, {"why", std::string(e.description())}});
  }
  return roles;
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
  for (const auto& grant : who.grants) {
    if ((grant.from && today < *grant.from) || (grant.to && today > *grant.to)) continue;
    if (!tree.is_within(unit, grant.unit)) continue;
    for (const auto& role : roles) {
      if (role.id == grant.role && role.rights.contains(right)) return true;
    }
  }
  return false;
}

Result<std::vector<Grant>> read_grants_of(db::Session& session, const AccountId& account) {
  std::vector<Grant> out;
  TRY_OK(session.each(sql::rights_of_account, {account.text}, [&](const db::Row& row) {
    out.push_back(grant_of(row));
    return true;
  }));
  return out;
}

Result<void> require(db::Tx& tx, const Who& who, Right right, const UnitId& unit, const std::vector<Role>& roles, Date today) {
  Who fresh = who;
  TRY(const auto disabled, tx.integer(sql::account_disabled, {who.account.text}));
  if (!disabled || *disabled != 0) return fail(Code::denied, "people.account_disabled", {{"name", who.name}});
  TRY(fresh.grants, read_grants_of(tx, who.account));
  TRY(const auto tree, read_units(tx));
  if (may(fresh, right, unit, tree, roles, today)) return {};
  const auto* at = tree.find(unit);
  return fail(Code::denied, "people.no_right",
              {{"name", who.name}, {"right", "@people.right_" + std::string(right_name(right))}, {"unit", at ? at->name : unit.text}});
}
}  // namespace youju::people
