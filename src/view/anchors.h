// SPDX-License-Identifier: Apache-2.0
// Checkpoints outside: the newest and its age, those handed over before, and one on paper.
#pragma once
#include "view/factor.h"

namespace youju::view {
struct AnchorRow {
  std::string on, kind, holder, by, size;
};
struct AnchorPart {
  std::vector<AnchorRow> rows;  // newest first
  std::string age;              // "3 hours", "5 days"; empty: none was ever handed over
  bool old = false;             // older than 48 hours, or none
  bool may_hand_over = false;
  std::string size;             // of the checkpoint to hand over; empty: nothing is sealed
  std::string holder, kind;     // as typed
  std::vector<Wrong> wrong;
};
Html anchor_part(const Here& here, const AnchorPart& part);

struct CheckpointPaper {
  std::string office, origin, size, root, until, printed_on, vkey, note;
  QrPicture qr;  // of the note
};
Html checkpoint_paper(const Frame& frame, const CheckpointPaper& paper);
}  // namespace youju::view
