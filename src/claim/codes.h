// SPDX-License-Identifier: Apache-2.0
// Digits that only name something: telephones, rooms, routes, versions, clauses, page numbers.
#pragma once
#include <optional>
#include <string_view>

#include "claim/lexicon.h"
#include "claim/normal.h"

namespace youju::claim {

struct CodeRead {
  std::size_t to = 0;
  std::string_view why, rule;
};
struct CodePlace {
  std::size_t at = 0;         // of the first digit
  std::size_t last_code = 0;  // where the code before it ended: 120、119
  std::size_t last_room = 0;  // and the room: 2号楼103
  bool opens_line = false;
  bool in_cell = false;       // of a table
};
// Looks a bounded number of characters around; `looked` grows by them.
std::optional<CodeRead> read_code(const Text& text, const Lexicon::Impl& lexicon, const CodePlace& place, std::uint64_t& looked);
}  // namespace youju::claim
