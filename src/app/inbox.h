// SPDX-License-Identifier: Apache-2.0
// What waits for one person, from one source for the inbox, today, the daily digest: steps they may take, what came back to them,
// where they are named, what is due soon, reports to sign. What was looked at is remembered for each person.
#pragma once
#include "app/comments.h"
#include "app/due.h"

namespace youju::app {

struct InboxItem {
  enum class What { step, fill_in, returned, report, mention, due };
  What what = What::step;
  std::string name;        // the same while it is the same thing in the same state
  UnitId unit;
  const kinds::Kind* kind = nullptr;
  std::optional<index::RecordRow> row;
  const kinds::Transition* step = nullptr;  // step, fill_in; returned: the step it came back by
  Message note;                             // fill_in: what lacks; returned: why
  std::optional<DueItem> due;
  std::optional<Comment> comment;
  std::string report, title;
  bool to_review = false;                   // report: to be reviewed, not to be signed yet
  std::optional<Instant> at;                // when it came, where that is known
  bool is_read = false;
};
std::string_view inbox_part(InboxItem::What what);  // "approve", "returned", "sign", "mentions", "due"

struct InboxRequest {
  UnitId unit;  // with its sub-units; empty = everything one may read
  std::size_t most_steps = 100, most_due = 50;
  bool with_due = true;
};
struct Inbox {
  std::vector<InboxItem> items;   // by part: returned, steps, reports, mentions, due
  bool more_steps = false;
  std::int64_t due_all = 0, overdue = 0;
  std::int64_t unread() const;
};
Result<Inbox> find_inbox(Office& office, const people::Who& who, const InboxRequest& request = {});
// Marks by name; names that nobody gave are kept harmlessly and swept with the others after a year.
Result<void> mark_inbox(Office& office, const people::Who& who, const std::vector<std::string>& names, bool read);
}  // namespace youju::app
