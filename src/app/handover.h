// SPDX-License-Identifier: Apache-2.0
// When somebody leaves a post: what is open with them, the hand-over sheet both sign, and the change of hands afterwards.
// The sheet is a record of the kind whose steps are signed by two named persons (packs/common/kinds/duties.toml).
#pragma once
#include "app/records.h"

namespace youju::app {

struct HeldItem {
  enum class What { duty, task, draft, right, delegation };
  What what = What::duty;
  std::optional<index::RecordRow> row;     // duty, task, draft
  const kinds::Kind* kind = nullptr;
  std::string field;                       // duty, task: the person field that names them
  std::optional<people::Grant> grant;      // right, delegation (given or received)
};
struct Held {
  people::Person person;
  std::vector<HeldItem> items;
};

// Duties, accounts and devices in force, tasks not done, drafts they entered, rights and delegations of their accounts. Open to the
// person and to whoever manages people in their unit; never a list of what was done.
Result<Held> held_by(Office& office, const people::Who& who, const PersonId& person);
// The same of an account: of its person, or, while it belongs to nobody of the roster, the drafts it entered and its roles.
Result<Held> held_by_account(Office& office, const people::Who& who, const AccountId& account);
// What somebody else must take over: duties, tasks and drafts; roles are withdrawn, not handed over.
std::int64_t to_hand_over(const Held& held);
// People who left the roster by `on`, or whose accounts are all disabled, and still hold something, in roster order.
Result<std::vector<Held>> left_holding(Office& office, const people::Who& who, Date on);

// The sheet as a draft: the list as it stands, from one to the other. They sign it by the steps of its kind.
struct HandoverRequest {
  PersonId from, to;
  std::string post;
  Date day;
};
Result<std::variant<Saved, Refused>> write_handover(Office& office, const people::Who& who, const HandoverRequest& request, std::string_view lang);
// The sheets of somebody who hands over, newest first, as far as `who` may read them.
struct Handover {
  index::RecordRow row;
  const kinds::Kind* kind = nullptr;
  PersonId to;
  std::string to_name;
};
Result<std::vector<Handover>> handovers_of(Office& office, const people::Who& who, const PersonId& from);
// After both signed: duties and open tasks get the new person's name, each as a version that names the sheet. Rights stay: they
// are given and withdrawn, never inherited. conflict when not both have signed.
struct CarriedOut {
  std::vector<RecordId> changed;
  std::vector<std::pair<RecordId, Problems>> refused;
  std::vector<HeldItem> left;  // rights and delegations to withdraw
};
Result<CarriedOut> carry_out(Office& office, const people::Who& who, const RecordId& sheet);
// One line of the list, for the sheet and the screen. No content beyond kind, day and title.
std::string item_text(const HeldItem& item, std::string_view lang);
}  // namespace youju::app
