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
  bool listed = true;
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
// A numeral of an idiom that begins at i: 讲一讲, 十遍八遍, 十一届三中全会, 一组在… (idioms.cpp).
std::optional<CodeRead> read_idiom(std::u32string_view s, std::size_t i);
}  // namespace youju::claim
