// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "cli/command.h"

namespace youju::cli {
// Splits arguments (without program and command name) by the command's table; invalid with the nearest option's name.
Result<Call> read_args(const Command& command, const std::vector<std::string>& args);
const std::vector<Option>& options_everywhere();
}  // namespace youju::cli
