// SPDX-License-Identifier: Apache-2.0
// What waits for one person, part by part, and reminders to pass on.
#pragma once
#include "view/frame.h"

namespace youju::view {

struct InboxLine {
  std::string name;            // of the item, for marking
  std::string address, title;  // where it leads, what it is
  std::string act;             // the step, or what is due
  std::string kind, unit, when, note;
  std::string standing;        // of what is due: "2 days left"
  bool is_read = false, overdue = false;
};
struct InboxPart {
  std::string id, title;
  std::vector<InboxLine> lines;
  std::string more, more_address;  // "47 more in the calendar"
};
struct InboxPage {
  std::vector<InboxPart> parts;  // only those with lines
  std::int64_t unread = 0;
  bool show_all = false;         // what was looked at, too
};
Html inbox(const Here& here, const InboxPage& page);

struct ReminderLine {
  std::string name, address, kind, unit, what, which, due, start_by, standing, text;
  std::string rule, lead;  // which rule, how many working days ahead
  bool overdue = false;
};
struct LeadLine {
  std::string kind, name, usual, own, effective;
};
struct RemindersPage {
  std::string unit_id, unit;
  std::vector<ReminderLine> lines;
  std::int64_t left = 0;        // more than are shown
  bool may_set = false;
  std::vector<LeadLine> leads;  // kinds with something due by rule; first of everything
  std::vector<Wrong> wrong;
  std::string wrong_kind, typed;
};
Html reminders(const Here& here, const RemindersPage& page);
}  // namespace youju::view
