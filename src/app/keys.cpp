// SPDX-License-Identifier: Apache-2.0
#include "app/keys.h"

#include "app/two_people.h"

namespace youju::app {

Result<ledger::Ledger::Rotated> rotate_key(Office& office, const people::Who& who, const people::Who& second) {
  return office.ledger().rotate_key(who.account, second.account, [&](db::Tx& tx, const ledger::Entry& entry) -> Result<void> {
    TRY_OK(require_two(tx, office, who, second, people::Right::back_up, UnitId{"u1"}));
    return office.follow(tx, entry);
  });
}
}  // namespace youju::app
