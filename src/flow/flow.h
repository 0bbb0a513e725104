// SPDX-License-Identifier: Apache-2.0
// Four eyes. Whether a transition of a record (or the signature of a report) may be taken now, by this person, and what is
// still missing. One gate for everything; approvals name the digest of exactly what was shown and fall with any change.
// Double, replayed, raced and self-made approvals are refused by unique constraints (op_approval_slot), not by isolation.
#pragma once
#include <optional>
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
// every field, evidence digests in order, target transition. Hex SHA-256.
Result<std::string> digest_shown(db::Session& session, const ledger::Ledger& ledger, const RecordId& record, std::string_view transition);

struct Standing {  // what would happen if `who` asked for the transition now
  bool allowed = false;
  Message why_not;
  int approvals_needed = 0, approvals_have = 0;
  std::vector<AccountId> approved_by;
};
Result<Standing> standing(db::Session& session, const ledger::Ledger& ledger, const kinds::Kind& kind, const RecordId& record,
                          const kinds::Transition& transition, const people::Who& who, const std::vector<people::Role>& roles, Date today);

// Takes the transition, or records one approval of it when more are needed. Inside a write. `shown` is the digest the person
// saw; conflict ("flow.changed_since_shown") when it no longer fits. Every outcome is an entry; nothing is written on refusal.
struct Outcome {
  bool moved = false;             // the state changed
  std::string state;
  int approvals_missing = 0;
  std::int64_t entry = -1;
};
Result<Outcome> take(db::Tx& tx, ledger::Ledger& ledger, const kinds::Catalogue& catalogue, const RecordId& record,
                     std::string_view transition, std::string_view shown, std::string_view reason, const people::Who& who,
                     const std::vector<people::Role>& roles, Date today, const std::function<Result<void>(db::Tx&, const ledger::Entry&)>& follow);
// Approvals that no longer hold because the record changed: called by index-time followers with each version/evidence entry.
Result<void> apply(db::Tx& tx, const ledger::Entry& entry);
Result<void> drop_derived(db::Tx& tx);
}  // namespace youju::flow
