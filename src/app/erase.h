// SPDX-License-Identifier: Apache-2.0
// The wish to have personal content erased by order: two people, the entries stay, the counts stay (docs/format/entry.md, `erase`).
#pragma once
#include "app/app.h"

namespace youju::app {

struct EraseRequest {
  std::string object;        // record id, or person id of the roster
  std::string order, basis;  // number of the order (used once), and on what ground
  bool open = false;         // the open payloads too: title, values, what was approved, the evidence files
};
struct Erased {
  std::int64_t entry = 0;
  std::int64_t payloads = 0;             // payloads dropped
  std::int64_t files = 0, kept = 0;      // evidence files removed; kept because other entries name them
  std::vector<std::string> signed_after; // reports signed since: their bundles, if handed out, are out of reach, as back-ups are
};
// `who` needs the right to erase where the object belongs; `second`, another account and another person, to erase or to sign there.
Result<Erased> erase_content(Office& office, const people::Who& who, const people::Who& second, const EraseRequest& request);
}  // namespace youju::app
