// SPDX-License-Identifier: Apache-2.0
// One calendar/<year>.toml: the official days off and the weekend days worked instead.
#pragma once
#include "kinds/calendar.h"
#include "kinds/toml_node.h"

namespace youju::kinds {
CalendarTable read_calendar_file(const Node& root, const std::string& file, PackProblems& problems);
}  // namespace youju::kinds
