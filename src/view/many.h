// SPDX-License-Identifier: Apache-2.0
// One step for many records: what it would do, or what it did, record by record.
#pragma once
#include "view/frame.h"

namespace youju::view {

struct OneOfMany {
  std::string id, day, title, state, why_not;  // why_not: "" when it may be done, or was
};
struct StepForMany {
  std::string step_id, step, kind_id, reason, problem, back;
  bool asks_reason = false, done = false;
  std::vector<OneOfMany> records;
};
Html step_for_many_page(const Frame& frame, const StepForMany& page);
}  // namespace youju::view
