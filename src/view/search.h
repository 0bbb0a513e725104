// SPDX-License-Identifier: Apache-2.0
// What was found for a few words, in groups: records, signed reports, kinds, rules, help.
#pragma once
#include "view/here.h"

namespace youju::view {
struct FoundRecord {
  std::string id, title, kind, unit, day, snippet;
  bool in_file = false;  // the words stand in a file of its evidence
};
struct FoundPlace {  // a report, a kind, a rule, a chapter of the manual
  std::string address, name, aside;
};
struct SearchPage {
  std::string text;
  std::vector<FoundRecord> records;
  std::vector<FoundPlace> reports, kinds, rules, help;
  bool more = false;          // records beyond those shown
  bool more_reports = false;
  std::int64_t trailing = 0;  // entries not searchable yet
};
Html search(const Here& here, const SearchPage& page);
}  // namespace youju::view
