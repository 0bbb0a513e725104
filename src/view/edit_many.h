// SPDX-License-Identifier: Apache-2.0
// One field of many records: which field, what it shall say, what that does to each, then all at once.
#pragma once
#include "view/record_form.h"

namespace youju::view {

struct EditManyRow {
  std::string id, number, day, title, before, after, why_not;
  bool any = false, falls = false;
};
struct EditManyPage {
  std::string kind, field, field_name, back, problem, reason;
  std::vector<std::pair<std::string, std::string>> fields;
  std::optional<RecordControl> control;                     // when a field was chosen
  std::vector<std::pair<std::string, std::string>> sent;    // what was given for it, to be sent again
  std::vector<std::string> roster;
  std::vector<EditManyRow> rows;
  bool looked = false, asks_reason = false;
};
Html edit_many_page(const Frame& frame, const EditManyPage& page);
}  // namespace youju::view
