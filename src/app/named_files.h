// SPDX-License-Identifier: Apache-2.0
// Which evidence files are named by anything: entries of the log, reports not yet signed.
#pragma once
#include <set>

#include "app/app.h"

namespace youju::app {
using Digests = std::set<std::string, std::less<>>;

// Digests in an open payload: of evidence, of a report's files, of an imported file.
void add_digests(const Json& open, Digests& named);
// Those that reports not yet signed name.
Result<void> add_files_of_reports(db::Session& session, Digests& named);
// Those that entries [from, to) name; `of` says which types are asked.
Result<void> add_files_of_entries(Office& office, db::Session& session, std::int64_t from, std::int64_t to,
                                  const std::function<bool(ledger::EntryType)>& of, Digests& named);

// Removes files that nothing names, left by a cut between a file and its entry, and uploads not finished; none younger than an
// hour. Gives how many.
Result<int> reap_evidence(Office& office);
}  // namespace youju::app
