// SPDX-License-Identifier: Apache-2.0
// Administration: packs in force and their changes, the office's own layer written from forms, holidays.
#pragma once
#include "view/admin.h"

namespace youju::view {
struct AdminPacks {
  struct Pack {
    std::string id, name, version, since, by, digest;
    bool own = false;
  };
  struct Newer {
    std::string id, name, in_force, carried;
  };
  struct Change {
    std::string id, what, state, when, by, note;
    bool open = false;
  };
  std::vector<Pack> packs;
  std::vector<Newer> newer;
  std::vector<Change> changes;
  bool may_edit = false, may_look = false;
};
Html admin_packs(const Frame& frame, const AdminPacks& content);

// What a change would do.
struct PackEffect {
  struct Problem {
    std::string place, text;  // file and line; what is wrong and what to write instead
  };
  std::vector<Problem> problems;
  std::vector<std::string> differences;
  struct Figure {
    std::string name, expr, before, after;
  };
  std::vector<Figure> figures;
  std::int64_t unchanged = 0;
  struct Deadline {
    std::string title, address, before, after;
  };
  std::vector<Deadline> deadlines;
  std::int64_t deadlines_closed = 0;
};
Html pack_effect(const Here& here, const PackEffect& effect);

struct PackFileShown {
  std::string path, text;
};
struct PackChangePage {
  std::string id, what, digest, note, decision;
  std::string state;       // draft, waiting, adopted, declined, dropped
  std::vector<std::pair<std::string, std::string>> facts;
  PackEffect effect;
  std::vector<PackFileShown> files;
  bool may_submit = false, may_decide = false, may_drop = false, own_layer = false;
  std::string carried;     // a version not yet asked for: its pack's id
  std::vector<Wrong> wrong;
};
Html pack_change_page(const Frame& frame, const PackChangePage& content);

// The own layer: its files and the ways to add to it.
struct OwnLayerPage {
  std::vector<PackFileShown> files;
  std::string draft;       // id of the draft; "" when what is shown is in force
  bool waiting = false, empty = false;
};
Html own_layer_page(const Frame& frame, const OwnLayerPage& content);

// One form that adds something.
struct OwnForm {
  std::string address, hint;
  std::vector<Field> fields;
  struct Row {             // a field of a new kind
    std::vector<Field> fields;
  };
  std::vector<Row> rows;
  std::vector<Wrong> wrong;
  PackEffect effect;       // problems the loader found
};
Html own_form(const Frame& frame, const OwnForm& content);

struct HolidaysPage {
  struct Day {
    std::string date, name, source;
    bool works = false, own = false;
  };
  struct Year {
    int year = 0;
    bool provisional = true;
    std::vector<Day> days;
    std::vector<std::string> sources;
  };
  Year shown;
  std::vector<int> years;
  bool may_edit = false;
  std::vector<Field> fields;
  std::vector<Wrong> wrong;
  PackEffect effect;
};
Html holidays_page(const Frame& frame, const HolidaysPage& content);
}  // namespace youju::view
