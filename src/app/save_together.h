// SPDX-License-Identifier: Apache-2.0
// New records of many people who save at the same moment are written together: one look at the end of the log, one
// reading back of what was stored. Each is judged, permitted and answered for itself.
#pragma once
#include "app/records.h"

namespace youju::app {
struct SaveAnswer {
  std::variant<Saved, Refused> out;  // an empty Refused when the request was carried out before
  Json answer;                       // what is kept under the request's key
};
Result<SaveAnswer> save_together(Office& office, const people::Who& who, const kinds::Kind& kind, const kinds::Draft& draft);
}  // namespace youju::app
