// SPDX-License-Identifier: Apache-2.0
// Wishes about proof: verify the whole folder, hand out the proof of one record, tiles for others' verifiers, a random sample.
#pragma once
#include "app/app.h"

namespace youju::app {

struct Verified {
  ledger::Verification log;
  std::vector<ledger::Finding> tables;    // derived rows that do not say what the log says
  std::vector<ledger::Finding> security;  // lines of the security log
  bool good() const { return log.good() && tables.empty() && security.empty(); }
};
// Re-reads every byte of the folder; the derived tables against the log too. `anchor`: a checkpoint note held elsewhere.
Result<Verified> verify_office(Office& office, const std::optional<std::string>& anchor, const std::function<void(std::int64_t, std::int64_t)>& progress);

// The C2SP tlog-proof of the newest version of a record, under the newest checkpoint.
Result<std::string> record_proof(Office& office, const RecordId& record);
// checkpoint and tile/ in C2SP layout, for verifiers of others.
Result<void> write_log(Office& office, const std::filesystem::path& out);

// A sample anyone can draw again: numbers from SHA-256(seed || counter), seed = the newest checkpoint note's digest, over the counting
// records in the order of their first entry. docs/format/sample.md.
struct SampleAnswer {
  std::string seed;                        // hex
  std::string checkpoint;                  // the note it comes from
  std::int64_t population = 0;
  std::vector<index::RecordRow> drawn;     // in the order drawn
  std::vector<std::int64_t> places;        // their places in the population, from 0
};
Result<SampleAnswer> draw_sample(Office& office, int n, const std::optional<Period>& period);
}  // namespace youju::app
