// SPDX-License-Identifier: Apache-2.0
// The wish to change the key that signs checkpoints (docs/format/log.md section 2).
#pragma once
#include "app/app.h"

namespace youju::app {
// `who` needs the right to back up the whole office, `second`, another account and another person, that right or the right to sign.
Result<ledger::Ledger::Rotated> rotate_key(Office& office, const people::Who& who, const people::Who& second);
}  // namespace youju::app
