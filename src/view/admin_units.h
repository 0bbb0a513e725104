// SPDX-License-Identifier: Apache-2.0
// Administration: the tree of units, one unit with what a change would do, the roster, one person of it.
#pragma once
#include "view/admin.h"

namespace youju::view {
struct AdminUnits {
  struct Unit {
    std::string id, name, closed;  // closed: since when, in words
    int depth = 0;
    bool managed = true;
  };
  std::vector<Unit> units;
  Choices parents;
  std::string name, parent;
  std::vector<Wrong> wrong;
};
Html admin_units(const Frame& frame, const AdminUnits& content);

struct AdminUnit {
  std::string id, name, parent_name, closed;
  bool root = false, is_closed = false;
  std::vector<std::pair<std::string, std::string>> facts;
  struct Past {
    std::string when, name, parent, state, by;
  };
  std::vector<Past> past;
  Choices parents;                      // where it may go
  std::string new_name, parent, last_day;  // as typed
  struct Line {
    std::string unit, kind, year, before, after, expr;
    bool required = false;
  };
  struct Asked {                        // a change that was looked at and waits for "yes"
    std::string what, title, hint;
    std::vector<std::pair<std::string, std::string>> fields;
    std::vector<Line> lines;
    std::vector<std::string> left;      // what still stands in the way, or is told
    bool possible = true;
  };
  std::optional<Asked> asked;
  std::vector<Wrong> wrong;
};
Html admin_unit(const Frame& frame, const AdminUnit& content);

struct AdminRoster {
  struct Person {
    std::string id, name, unit, from, to;
    bool mine = false;  // may be changed by the reader
  };
  std::vector<Person> persons;
  Choices units;
  std::string names, unit;
  std::vector<Wrong> wrong;
};
Html admin_roster(const Frame& frame, const AdminRoster& content);

struct AdminPerson {
  std::string id, name, unit, from, to;
  Choices units;
  bool may_hand_over = false;
  std::int64_t open = 0;  // what somebody else must take over when they leave
  std::vector<Wrong> wrong;
};
Html admin_person(const Frame& frame, const AdminPerson& content);
// Where there are too many units for a menu.
Html unit_choice(const Frame& frame, const std::vector<UnitChoice>& units);
}  // namespace youju::view
