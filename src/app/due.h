// SPDX-License-Identifier: Apache-2.0
// What is due on a day: open stretches of the cadence rules, deadlines of records in working days, things planned. With
// the day by which to start.
#pragma once
#include "app/app.h"

namespace youju::app {

struct DueItem {
  enum class What { cadence, deadline, step, date_field, planned };
  What what = What::cadence;
  UnitId unit;
  const kinds::Kind* kind = nullptr;
  Date due;                                // last day
  Date start_by;                           // last day to begin, in working days before it
  bool provisional = false;                // stands on a year without an official table of working days
  int lacking = 0;                         // cadence: how many more in the stretch; 0 when nothing is left to do …
  RecordId by;                             // … because this record exempts the unit or signs the stretch as empty
  kinds::SlotState state = kinds::SlotState::due;  // cadence: due, exempt or empty
  const kinds::Cadence* rule = nullptr;    // cadence
  const kinds::Deadline* deadline = nullptr;
  const kinds::Transition* step = nullptr;
  std::string field;                       // date_field: its id
  int again_after = 0;                     // date_field: days after which what the field tells is done again; 0: the field is the day itself
  RecordId record;                         // all but cadence
  std::optional<index::RecordRow> row;     // all but cadence
  // overdue (before the day), today, started (start_by reached), ahead
  enum class Standing { overdue, today, started, ahead };
  Standing standing(Date on) const;
};

struct DueRequest {
  UnitId unit;       // with its sub-units; empty = whole tree
  Date on;
  int within = 30;   // days ahead for things planned and dated; cadence and deadlines are always told
};
// By the day they are due, then unit in tree order. Nobody's name stands in it.
Result<std::vector<DueItem>> find_due(Office& office, const people::Who& who, const DueRequest& request);
// The first of them, and how many there are: records are read only of what is shown. Stretches in which nothing is left to do are
// left out.
struct DueShown {
  std::vector<DueItem> items;
  std::int64_t all = 0, overdue = 0;
};
Result<DueShown> find_due_first(Office& office, const people::Who& who, const DueRequest& request, std::size_t most, std::size_t overdue_most);
// The n-th working day before `day` (that day not counted).
Date minus_working_days(const kinds::Calendar& calendar, Date day, int n);
}  // namespace youju::app
