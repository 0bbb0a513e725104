// SPDX-License-Identifier: Apache-2.0
// Ids are types, so that a unit cannot be passed where a record is meant. Each wraps its text form.
#pragma once
#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace youju {

template <class Tag>
struct Id {
  std::string text;
  Id() = default;
  explicit Id(std::string value) : text(std::move(value)) {}
  bool empty() const { return text.empty(); }
  auto operator<=>(const Id&) const = default;
};

using RecordId = Id<struct RecordTag>;    // UUIDv7, lower case with hyphens
using UnitId = Id<struct UnitTag>;        // "u1", "u2" … in the order the units entered the log of this database
using KindId = Id<struct KindTag>;        // snake_case, as in the pack
using PersonId = Id<struct PersonTag>;    // random UUIDv4: stands for a person of the roster without naming them
using AccountId = Id<struct AccountTag>;  // "a1", "a2" … in the order the accounts entered the log
}  // namespace youju

template <class Tag>
struct std::hash<youju::Id<Tag>> {
  std::size_t operator()(const youju::Id<Tag>& id) const { return std::hash<std::string>{}(id.text); }
};
