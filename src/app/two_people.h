// SPDX-License-Identifier: Apache-2.0
// Acts that take two: the one who does it, and another account of another person beside.
#pragma once
#include "app/app.h"

namespace youju::app {
// `who` has the right there; `second`, somebody else, has it too or may sign there.
Result<void> require_two(db::Tx& tx, const Office& office, const people::Who& who, const people::Who& second, people::Right right, const UnitId& unit);
}  // namespace youju::app
