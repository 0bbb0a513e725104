// SPDX-License-Identifier: Apache-2.0
// What was found for a few words: records, signed reports, kinds.
#pragma once
#include "view/here.h"

namespace youju::view {
struct FoundRecord {
  std::string id, title, kind, unit, day, snippet;
};
struct FoundPlace {  // a report or a kind
  std::string address, name, aside;
};
struct SearchPage {
  std::string text;
  std::vector<FoundRecord> records;
  std::vector<FoundPlace> reports, kinds;
  bool more = false;          // records beyond those shown
  std::int64_t trailing = 0;  // entries not searchable yet
};
Html search(const Here& here, const SearchPage& page);
}  // namespace youju::view
