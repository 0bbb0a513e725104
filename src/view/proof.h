// SPDX-License-Identifier: Apache-2.0
// Proof: what is sealed and under which checkpoint, verified now, and the signed reports with the codes others find them by.
#pragma once
#include "view/anchors.h"

namespace youju::view {
struct ProofFinding {
  std::string where, text;
};
struct ProofResult {
  bool good = false;
  std::string counted;                // what was read
  std::vector<std::string> told;      // not wrong, but to be known
  std::vector<ProofFinding> findings;
};
struct SignedLine {
  std::string report, title, on, code, number;
};
struct ProofPage {
  std::string entries, sealed, unsealed, sealed_until;  // sealed_until: when the last sealed entry was written
  std::string origin, root, note;                       // note: empty when nothing is sealed yet
  bool can_verify = false, too_long = false;
  std::string too_long_line;
  std::string sealed_size;  // as a number; empty when nothing is sealed
  AnchorPart anchors;
  std::optional<ProofResult> result;
  std::vector<SignedLine> reports;
  bool more_reports = false;  // older ones: on the list of reports
};
Html proof(const Here& here, const ProofPage& page);
}  // namespace youju::view
