// SPDX-License-Identifier: Apache-2.0
#include "app/two_people.h"

namespace youju::app {

Result<void> require_two(db::Tx& tx, const Office& office, const people::Who& who, const people::Who& second, people::Right right, const UnitId& unit) {
  if (who.account == second.account || (!who.person.empty() && who.person == second.person)) return fail(Code::denied, "erase.same_person");
  TRY_OK(people::require(tx, who, right, unit, office.roles(), office.today()));
  if (people::require(tx, second, right, unit, office.roles(), office.today())) return {};
  return people::require(tx, second, people::Right::sign, unit, office.roles(), office.today());
}
}  // namespace youju::app
