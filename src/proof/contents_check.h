// SPDX-License-Identifier: Apache-2.0
// What stands beside the log in a bundle: packs, proofs, the sign-off, the report's files, evidence, what was left out.
#pragma once
#include "proof/log_check.h"
#include "proof/snapshot.h"

namespace youju::proof {

struct ContentsGround {
  const Bundle& bundle;
  const LogFacts& log;
  const Payloads& payloads;
  const Snapshot* snapshot = nullptr;  // nothing when it cannot be read
  const std::string& checkpoint;       // the note
};
void check_packs(const ContentsGround& ground, FindingList& findings);
Result<void> check_proofs(const ContentsGround& ground, FindingList& findings);
void check_signoff(const ContentsGround& ground, FindingList& findings, FindingList& remarks);
void check_report_files(const ContentsGround& ground, FindingList& findings);
void check_evidence(const ContentsGround& ground, FindingList& findings);
void check_left_out(const ContentsGround& ground, FindingList& findings, FindingList& remarks);

// Entries whose .tlog-proof is in the bundle ("proofs/17.tlog-proof" → 17); -1 for other names.
std::int64_t proof_entry(std::string_view name);
}  // namespace youju::proof
