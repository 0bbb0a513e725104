// SPDX-License-Identifier: Apache-2.0
// One field of many records is changed at once: first what it would do to each, then all of it in one write, or nothing.
#pragma once
#include "app/records.h"

namespace youju::app {

struct EditOfMany {
  std::vector<std::pair<RecordId, std::int64_t>> records;  // each with the version that was seen; 0 = as it stands
  KindId kind;
  std::string field, text;  // an empty text clears
  std::string reason;       // asked when one of them was submitted or approved
};
struct EditedOne {
  index::RecordRow row;
  std::string before, after;         // in the reader's words
  bool any = false, falls = false;   // falls: an approval falls with the change
  bool needs_reason = false;
  std::optional<Message> why_not;    // this one cannot be changed so
};
// What it would do; nothing is written. Records that `who` may not read are absent.
Result<std::vector<EditedOne>> judge_edit_of_many(Office& office, const people::Who& who, const EditOfMany& edit, std::string_view lang);
// Writes a version of each that differs, in one write. invalid: no reason, or one of them cannot be changed (nothing is written then).
// The answer is how many were changed.
Result<std::int64_t> edit_many(Office& office, const people::Who& who, const EditOfMany& edit);
}  // namespace youju::app
