// SPDX-License-Identifier: Apache-2.0
// Entering a record by one line: the line, what was understood of it, the kinds to choose from instead.
#pragma once
#include "view/frame.h"

namespace youju::view {

struct UnderstoodLine {
  std::vector<std::pair<std::string, std::string>> pieces;  // what it is, what was read
  std::vector<std::string> remarks;                         // the year was taken from last year …
  std::string problem;                                      // nothing was understood, and why
};
struct JustSaved {
  std::string id, kind, title, day, state;
  std::vector<std::string> looks_like;  // ids of records that say the same
};
struct KindGroup {
  std::string name;
  std::vector<std::pair<std::string, std::string>> kinds;  // id, name
};
struct Entry {
  std::string line, problem;
  std::string example;                 // a line that would be understood
  std::optional<UnderstoodLine> understood;
  std::optional<JustSaved> saved;
  std::vector<KindGroup> kinds;
  std::vector<std::pair<std::string, std::string>> ways;  // address, name: other ways in
};
Html entry_page(const Frame& frame, const Entry& page);
// What stands under the line while it is typed.
Html understood_part(const Here& here, const UnderstoodLine& understood);
}  // namespace youju::view
