// SPDX-License-Identifier: Apache-2.0
// For tests: a process that enters the sandbox and then does, as native code, what an attacker would.
#pragma once
#include <optional>
#include <string>

#include "sheet/sheet.h"

namespace youju::sheet::test {
// When argv asks for it: enters the cage of the named profile, tries the deed, exits 0 when it was refused
// and 66 when it succeeded.
std::optional<int> run_prisoner(int argc, char** argv);
// Runs a prisoner and says how it ended: "refused", "killed", "succeeded" or something else in words.
std::string fate(const std::string& profile, const std::string& deed);
}  // namespace youju::sheet::test
