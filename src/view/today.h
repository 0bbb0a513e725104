// SPDX-License-Identifier: Apache-2.0
// The day: one line to write down what happened, what waits for me, what is due, the year so far, what was entered last.
#pragma once
#include "view/calendar.h"
#include "view/figure.h"

namespace youju::view {

struct WaitingLine {
  std::string address, step, title, kind, day, note;
};
struct TodayPage {
  bool can_write = false, can_import = false, empty = false;
  std::string example;                 // of a line
  std::vector<WaitingLine> waiting;
  bool waiting_more = false;
  std::vector<DueLine> due;
  std::int64_t due_left = 0, overdue = 0;
  bool provisional = false;
  std::vector<StripLine> strip;
  std::vector<RecordLine> newest;
};
Html today(const Here& here, const TodayPage& page);
}  // namespace youju::view
