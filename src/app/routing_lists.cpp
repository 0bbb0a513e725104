// SPDX-License-Identifier: Apache-2.0
// Whose turn it is, for lists; and who may be asked.
#include <algorithm>

#include "app/app_sql.h"
#include "app/routing.h"

namespace youju::app {
namespace {
RouteRow route_row(const db::Row& row) { return {std::string(row.text(0)), std::string(row.text(1)), AccountId{std::string(row.text(2))}, Date::parse(row.text(3))}; }
}  // namespace

Result<std::vector<RouteRow>> rounds_held_by(Office& office, const people::Who& who) {
  std::vector<RouteRow> out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    std::set<std::string> holders{who.account.text};
    for (const auto& grant : who.grants)
      if (!grant.delegated_by.empty() && acts_for(who, grant.delegated_by, office.today())) holders.insert(grant.delegated_by.text);
    for (const auto& holder : holders)
      TRY_OK(session.each(sql::routes_held, {holder}, [&](const db::Row& row) {
        out.push_back(route_row(row));
        return true;
      }));
    return {};
  }));
  std::stable_sort(out.begin(), out.end(), [](const RouteRow& a, const RouteRow& b) { return a.due && (!b.due || *a.due < *b.due); });
  return out;
}

Result<std::map<std::string, RouteRow>> rounds(Office& office) {
  std::map<std::string, RouteRow> out;
  TRY_OK(office.read([&](db::Session& session) {
    return session.each(sql::routes_all, {}, [&](const db::Row& row) {
      auto one = route_row(row);
      out.emplace(one.report, std::move(one));
      return true;
    });
  }));
  return out;
}

Result<std::vector<MayBeAsked>> may_be_asked(Office& office, const MadeReport& made) {
  std::vector<MayBeAsked> out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto accounts, people::read_accounts(session));
    TRY(const auto tree, people::read_units(session));
    for (const auto& account : accounts) {
      if (account.disabled || account.id == made.made_by) continue;
      TRY(const auto person, people::who_of(session, account.id));
      const auto may = [&](people::Right right) { return people::may(person, right, UnitId{made.unit}, tree, office.roles(), office.today()); };
      MayBeAsked one{account.id, account.name.empty() ? account.login : account.name, may(people::Right::approve), may(people::Right::sign)};
      if (one.review || one.sign) out.push_back(std::move(one));
    }
    return {};
  }));
  return out;
}
}  // namespace youju::app
