// SPDX-License-Identifier: Apache-2.0
// Which texts of a record search may find (docs/not-built.md, rule 5).
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "index/index.h"

namespace youju::index {

// Title and open texts of a version, fields parted by kFieldBreak, in parts; one part nearly always, none for
// kinds without content, for erased versions and for versions without text. Persons, personal fields, numbers
// and dates are not searched by text.
Result<std::vector<std::string>> texts_of_version(const ledger::Entry& entry, const Context& context);
// Long texts are cut, so that an answer shows the place and no part comes near what PostgreSQL takes as one
// tsvector (1 MiB).
std::vector<std::string> in_parts(std::string_view text);
}  // namespace youju::index
