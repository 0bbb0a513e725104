// SPDX-License-Identifier: Apache-2.0
// Filters of the ledger's list under a name: a person's own, or shared with all who read the unit. A view says what is looked for, never
// what was found, so it opens nothing to anybody.
#pragma once
#include "app/app.h"

namespace youju::app {

struct SavedView {
  std::string id, name, query;  // query as in the address of the list
  bool shared = false, own = false;
};
inline constexpr int kMostViews = 30;  // of one person in one unit
Result<std::vector<SavedView>> views_of(Office& office, const people::Who& who, const UnitId& unit);
// The name is asked (40 characters at most); a view of the same name of the same person is replaced. Sharing needs the right to write.
Result<void> save_view(Office& office, const people::Who& who, const UnitId& unit, std::string_view name, std::string_view query, bool shared);
// One's own; a shared one also by who manages the units.
Result<void> drop_view(Office& office, const people::Who& who, const UnitId& unit, std::string_view id);
}  // namespace youju::app
