// SPDX-License-Identifier: Apache-2.0
// Four eyes. Whether a transition of a record (or the signature of a report) may be taken now, by this person, and what is
// still missing. One gate for everything; an approval names the digest of exactly what was shown and falls with any change.
// Double, replayed, raced and self-made approvals are refused by the unique keys of ix_approval, not by an isolation level.
#pragma once
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "db/db.h"
#include "index/index.h"
#include "kinds/kinds.h"
#include "ledger/ledger.h"
#include "people/people.h"

namespace youju::flow {

// Digest of exactly what a person is shown of a record before deciding: canonical JSON of kind, unit, state, happened,
// title, every field, evidence digests in order of attachment, and the transition asked for. Hex SHA-256.
Result<std::string> digest_shown(db::Session& session, const ledger::Ledger& ledger, const RecordId& record, std::string_view transition);

// Accounts that took part in making a thing and so may not approve it: author, last editor, submitter, who attached evidence.
// Transitions that are themselves reviews (approve, return) do not bar. Accounts of the same person are barred with them.
Result<std::set<AccountId>> makers_of(db::Session& session, const ledger::Ledger& ledger, const kinds::Kind& kind, const RecordId& record);

// Whether a record that holds these values can reach a state only past another person's approval or a named person's signature:
// then none may be made in it by hand, and a change takes it back to the kind's first state. Without values no step with a
// condition is open.
bool is_guarded(const kinds::Kind& kind, std::string_view state, const Json& open = {}, const Json& personal = {});

// Steps whose condition (`when`) the record meets, from its state.
bool is_open(const kinds::Transition& transition, std::string_view state, const Json& open, const Json& personal);
// A step that is decided on exactly what was shown: another person approves, or the person named in the record signs.
bool is_signed(const kinds::Transition& transition);

struct Standing {  // what would happen if `who` asked for the transition now
  bool allowed = false;
  Message why_not;
  int approvals_needed = 0, approvals_have = 0;
  int fallen = 0;  // approvals given to this version that no longer hold because something changed since
  std::vector<AccountId> approved_by;
};

// The actors and rules of one request.
struct Request {
  const people::Who& who;
  const std::vector<people::Role>& roles;
  Date today;
  std::string shown;   // digest the person saw; needed wherever another person must approve
  std::string reason;
};

// What decides is passed whole, so that reading (standing) and doing (take) cannot differ.
Result<Standing> standing(db::Session& session, const ledger::Ledger& ledger, const kinds::Kind& kind, const RecordId& record,
                          const kinds::Transition& transition, const Request& request);

struct Outcome {
  bool moved = false;  // the state changed
  std::string state;
  int approvals_missing = 0;
  std::int64_t entry = -1;  // index of the last entry written
};
using Append = std::function<Result<ledger::Entry>(const ledger::NewEntry&)>;  // appends and lets every follower follow

// Takes the transition, or records one approval of it when more are needed. Inside a write; rights are read afresh there.
// conflict "flow.changed_since_shown" when the digest no longer fits. Nothing is written on refusal.
Result<Outcome> take(db::Tx& tx, const ledger::Ledger& ledger, const kinds::Catalogue& catalogue, const RecordId& record,
                     std::string_view transition, const Request& request, const Append& append);

// One approval of anything that has an id and a version (a report before signature): appends the approval entry; conflict when this
// person approved already. `makers` may not approve. Gives how many distinct approvals of exactly `shown` there are now.
struct Subject {
  std::string object;
  std::int64_t version = 0;
  std::string transition;
  UnitId unit;
  std::string right;
  std::set<AccountId> makers;
  std::string outcome = "approved";  // or "rejected", with the request's reason: kept like an approval, and counted by nobody
};
Result<std::vector<std::int64_t>> approve(db::Tx& tx, const Subject& subject, const Request& request, const Append& append);

// Follows entries of type approval.
Result<void> apply(db::Tx& tx, const ledger::Entry& entry);
Result<void> drop_derived(db::Tx& tx);
}  // namespace youju::flow
