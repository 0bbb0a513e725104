// SPDX-License-Identifier: Apache-2.0
// TOML → Node by toml++; its exceptions end here.
#include "kinds/toml_node.h"

#include <toml++/toml.h>

#include <algorithm>
#include <sstream>

#include "base/text.h"

namespace youju::kinds {
namespace {

template <class T>
std::string written(const T& value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

Node convert(const toml::node& from, int line_above) {
  Node to;
  // Keys with dots and inline values may carry no position of their own: then the line of what holds them is
  // right.
  to.line = from.source().begin.line ? static_cast<int>(from.source().begin.line) : line_above;
  if (const auto* table = from.as_table()) {
    to.type = Node::Type::table;
    for (const auto& [key, value] : *table) {
      to.keys.emplace_back(key.str());
      to.items.push_back(convert(value, to.line));
    }
  } else if (const auto* array = from.as_array()) {
    to.type = Node::Type::array;
    for (const auto& value : *array) to.items.push_back(convert(value, to.line));
  } else if (const auto* text = from.as_string()) {
    to.type = Node::Type::text;
    to.text = text->get();
  } else if (const auto* integer = from.as_integer()) {
    to.type = Node::Type::integer;
    to.integer = integer->get();
  } else if (const auto* boolean = from.as_boolean()) {
    to.type = Node::Type::boolean;
    to.boolean = boolean->get();
  } else if (const auto* decimal = from.as_floating_point()) {
    to.type = Node::Type::decimal;
    to.text = written(*decimal);
  } else if (const auto* date = from.as_date()) {
    to.type = Node::Type::date;
    to.text = written(*date);
  } else {
    to.type = Node::Type::date;
    to.text = "?";
  }
  return to;
}

std::string line_of(std::string_view bytes, int line) {
  std::size_t from = 0;
  for (int i = 1; i < line && from != std::string_view::npos; ++i) {
    from = bytes.find('\n', from);
    if (from != std::string_view::npos) ++from;
  }
  if (from == std::string_view::npos) return "";
  return std::string(bytes.substr(from, bytes.find('\n', from) - from));
}

// The commonest slip of somebody who types Chinese: quotation marks, commas or equals signs of the wrong
// width.
bool has_wide_sign(const std::string& line) {
  for (const std::string_view sign : {"“", "”", "＝", "，", "［", "］", "｛", "｝", "＂"})
    if (line.find(sign) != std::string::npos) return true;
  return false;
}
}  // namespace

const Node* Node::find(std::string_view key) const {
  const auto found = std::find(keys.begin(), keys.end(), key);
  return found == keys.end() ? nullptr : &items[static_cast<std::size_t>(found - keys.begin())];
}

std::variant<Node, PackProblem> parse_toml(std::string_view bytes, const std::string& file) {
  if (!is_utf8(bytes)) return PackProblem{file, 1, {"kinds.toml_not_utf8", {}}};
  try {
    const toml::table table = toml::parse(bytes, file);
    return convert(table, 1);
  } catch (const toml::parse_error& error) {
    const int line = static_cast<int>(error.source().begin.line);
    const std::string text = line_of(bytes, line);
    if (has_wide_sign(text)) return PackProblem{file, line, {"kinds.toml_wide_sign", {{"line", text}}}};
    return PackProblem{
        file, line, {"kinds.toml_broken", {{"line", text}, {"why", std::string(error.description())}}}};
  }
}
}  // namespace youju::kinds
