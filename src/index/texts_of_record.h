// SPDX-License-Identifier: Apache-2.0
// Which texts of a record search may find (docs/not-built.md, rule 5).
#pragma once
#include <string>

#include "index/index.h"

namespace youju::index {

// Title and open texts of a version, fields parted by kFieldBreak. "" for kinds without content, for erased
// versions and for versions without text. Persons, personal fields, numbers and dates are not searched by
// text.
Result<std::string> text_of_version(const ledger::Entry& entry, const Context& context);
}  // namespace youju::index
