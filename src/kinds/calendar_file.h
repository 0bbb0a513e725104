// SPDX-License-Identifier: Apache-2.0
// One calendar/<year>.toml: the official days off and the weekend days worked instead.
#pragma once
#include <string>
#include <vector>

#include "kinds/toml_node.h"

namespace youju::kinds {

struct CalendarDay {
  Date day;
  bool works = false;
  Names name;
};
struct CalendarFile {
  int year = 0;
  std::string source, version;
  std::vector<CalendarDay> days;
};
CalendarFile read_calendar_file(const Node& root, const std::string& file, PackProblems& problems);
}  // namespace youju::kinds
