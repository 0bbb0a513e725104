// SPDX-License-Identifier: Apache-2.0
// A TOML file as a plain tree that remembers the line of every value. The only place that knows the TOML
// library.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kinds/kinds.h"

namespace youju::kinds {

struct Node {
  enum class Type { text, integer, boolean, decimal, date, array, table };
  Type type = Type::table;
  int line = 0;
  std::string text;  // text; decimal and date as written
  std::int64_t integer = 0;
  bool boolean = false;
  std::vector<Node> items;        // array; table: the values …
  std::vector<std::string> keys;  // … and their keys

  const Node* find(std::string_view key) const;
};

// Bytes of a file → its tree, or what is wrong and where. `file` is only used in messages.
std::variant<Node, PackProblem> parse_toml(std::string_view bytes, const std::string& file);
}  // namespace youju::kinds
