// SPDX-License-Identifier: Apache-2.0
// Wishes about units, the roster, accounts and rights. Every one is an entry of the log.
#pragma once
#include "app/app.h"

namespace youju::app {

Result<UnitId> add_unit(Office& office, const people::Who& who, const UnitId& parent, const std::string& name);
// All of them or none.
Result<std::vector<UnitId>> add_units(Office& office, const people::Who& who, const UnitId& parent, const std::vector<std::string>& names);

// Puts people on the roster of a unit; names already there are left alone (same name in the unit). Gives the ids in order.
struct RosterLine {
  std::string name;
  std::optional<Date> from, to;
};
Result<std::vector<PersonId>> add_persons(Office::Writer& writer, const people::Who& who, const UnitId& unit, const std::vector<RosterLine>& lines);
Result<std::vector<PersonId>> add_persons(Office& office, const people::Who& who, const UnitId& unit, const std::vector<RosterLine>& lines);

// An account as somebody who manages people sees it: only what it holds in units they manage.
struct ManagedAccount {
  people::Account account;
  std::vector<people::Grant> grants;  // in managed units
  bool elsewhere = false;             // holds something in other units too: it is not theirs alone
};
// Accounts that hold a role in a unit `who` manages, or were made there and hold none, oldest first.
Result<std::vector<ManagedAccount>> accounts_managed(Office& office, const people::Who& who);

struct NewAccount {
  std::string login, name, os_user;
  PersonId person;
  std::vector<std::string> roles;  // in the unit, given in the same write: an account is never left without what was asked for
};
struct AccountMade {
  AccountId account;
  std::string code;  // one-time, shown once
};
Result<AccountMade> add_account(Office& office, const people::Who& who, const UnitId& unit, const NewAccount& account);

// Gives or withdraws a role in a unit. Nobody changes their own rights; a delegation has dates and names who delegates.
struct Grant {
  AccountId account;
  std::string role;
  UnitId unit;
  std::optional<Date> from, to;
  bool withdrawn = false;
  bool delegation = false;  // the actor hands on a role of their own for the given dates
};
Result<void> change_right(Office& office, const people::Who& who, const Grant& grant);
// Both below need the right over every unit the account holds a role in.
// Which person of the roster an account belongs to: the person who signs where a record names them, and who never approves what
// another account of theirs wrote. Nobody says so of their own account.
Result<void> tie_account(Office& office, const people::Who& who, const AccountId& account, const PersonId& person);
// The last day of a person on the roster; what they hold then is handed over (handover.h).
Result<void> leave_roster(Office& office, const people::Who& who, const PersonId& person, Date last_day);
// The one person of the roster so called, in the unit or anywhere when it is empty; conflict names namesakes.
Result<people::Person> find_person(db::Session& session, std::string_view name, const UnitId& unit = {});
// conflict while it holds what somebody else must take over (handover.h), unless that is `known`: what is open then stays on the list.
Result<void> disable_account(Office& office, const people::Who& who, const AccountId& account, bool known = false);
Result<AccountId> find_account(Office& office, std::string_view login);
}  // namespace youju::app
