// SPDX-License-Identifier: Apache-2.0
// A figure, opened: its value and everything that stands behind it. The page is also what the drawer shows.
#pragma once
#include "view/here.h"

namespace youju::view {

// One record in a short list.
struct RecordLine {
  std::string address, day, title, kind, unit, state, note;
  bool counts = true;
};
// Kind and unit are shown when they tell the lines apart; a note column when there is any note.
Html record_lines(const Here& here, const std::vector<RecordLine>& lines);

struct FigureSet {           // the records of one side
  std::string title;
  std::vector<RecordLine> lines;
  std::string more;          // address of the next fifty
  std::int64_t left = 0;     // how many after these; 0 with an address: some
};
struct TrendRow {
  std::string label, expr, number, measure;
  int share = 0;             // of the greatest, in thousandths
  bool current = false;
};
struct FigureOpened {
  std::string typed;         // the expression as it was asked
  std::string expr;          // the one spelling, unit and period filled in
  std::string value, measure, why_none;
  std::string unit, unit_id, period;
  bool is_readable = false;  // by who asks, all of it: then it may be talked about
  std::vector<std::string> rule;
  bool provisional = false, continued = false;
  std::int64_t late = 0, of = 0, taken_over = 0;
  std::vector<FigureSet> sets;
  std::int64_t closed = 0, nearly_closed = 0;
  bool closed_at_least = false;      // more were not looked at
  std::vector<RecordLine> nearly;
  bool nearly_more = false;
  std::vector<TrendRow> trend;
  std::string at;            // log size
  std::string as_of;         // what was asked for: a day or a size; empty: now
  std::string now;           // the number now, when another moment was asked for
  std::string copied;        // the figure as one sentence
};
Html figure_opened(const Here& here, const FigureOpened& figure);
// An expression that cannot be read: the form again with the message, and the nearest that can.
struct FigureRefused {
  std::string typed, message, nearest, as_of, as_of_problem;
};
Html figure_refused(const Here& here, const FigureRefused& refused);
// A bar of a list: `share` in thousandths of its width.
Html share_bar(int share, bool strong);
}  // namespace youju::view
