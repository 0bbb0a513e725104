// SPDX-License-Identifier: Apache-2.0
// Wishes that change a unit or a person of the roster after they were made: a new name, another place in the tree, the end of service.
// Each is an entry of the log; what it does to figures can be asked before.
#pragma once
#include "app/app.h"

namespace youju::app {

struct UnitWish {
  enum class What { rename, move, close, reopen };
  UnitId unit;
  What what = What::rename;
  std::string name;              // rename
  UnitId parent;                 // move
  std::optional<Date> last_day;  // close
};
// What a wish would do: figures of whole years that become others, and what still stands in the unit.
struct UnitEffect {
  struct Line {
    UnitId unit;
    KindId kind;
    int year = 0;
    bool required = false;  // what is asked for; else what is counted
    std::int64_t before = 0, after = 0;
  };
  std::vector<Line> lines;
  std::vector<UnitId> below;  // units under it still in service
  std::int64_t on_roster = 0, roles = 0, unfinished = 0;
};
// Refused as change_unit refuses, but for what still stands in a unit to be closed, which is told.
Result<UnitEffect> effect_of(Office& office, const people::Who& who, const UnitWish& wish);
// Needs the right to manage units there, for a move also where it goes. conflict: another unit has the name; it would come to stand under
// itself; or, closing, units under it, people on its roster or unfinished records remain.
Result<void> change_unit(Office& office, const people::Who& who, const UnitWish& wish);

// A unit as it was after each of its entries, oldest first.
struct UnitPast {
  Instant at;
  AccountId by;
  std::string name;
  UnitId parent;
  std::optional<Date> closed;
};
Result<std::vector<UnitPast>> past_of(Office& office, const people::Who& who, const UnitId& unit);

// A person of the roster as they are from now on; their records keep their id. Needs the right to write where they are and where they go.
struct PersonWish {
  PersonId person;
  std::string name;
  UnitId unit;
  std::optional<Date> from, to;
};
Result<void> change_person(Office& office, const people::Who& who, const PersonWish& wish);
}  // namespace youju::app
