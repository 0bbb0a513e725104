// SPDX-License-Identifier: Apache-2.0
// Recomputes every figure of a snapshot from headers and payloads (docs/format/snapshot.md sections 3 to 5).
#pragma once
#include <vector>

#include "proof/log_check.h"
#include "proof/snapshot.h"

namespace youju::proof {

// What the figures stand on. When `sound` is false they are unproved, without findings of their own.
struct FigureGround {
  const Snapshot& snapshot;
  const LogFacts& log;
  const Payloads& payloads;
  bool sound = true;
};
std::vector<FigureCheck> check_figures(const FigureGround& ground, FindingList& findings, FindingList& remarks);
}  // namespace youju::proof
