// SPDX-License-Identifier: Apache-2.0
// Everything goes out in open formats: what and how, what is being made, what can be fetched.
#pragma once
#include "view/factor.h"

namespace youju::view {

struct ExportMade {
  std::string when, what, problem;
  std::int64_t records = 0;
  bool done = false;
  std::vector<std::pair<std::string, std::string>> files;  // address, name and size
};
struct ExportPage {
  std::string format, kind, unit, when, problem, code_problem, back_up;  // back_up: address of the back-up; "" when not theirs
  std::vector<std::pair<std::string, std::string>> kinds, units;
  std::vector<ExportMade> made;
  CodeAsked asked = CodeAsked::nothing;
};
Html export_page(const Frame& frame, const ExportPage& page);
}  // namespace youju::view
