// SPDX-License-Identifier: Apache-2.0
// What a kind's rules ask for in a period, and what was held.
#pragma once
#include <utility>
#include <vector>

#include "kinds/kind.h"

namespace youju::kinds {

enum class SlotState { done, done_late, missing, due, exempt, explained, empty, not_yet };
struct Slot {  // one stretch of time in which something is required
  Period period;
  int required = 0;
  int held = 0;
  SlotState state = SlotState::not_yet;
  RecordId by;  // the record that exempts, explains or states that nothing happened; "" = none
};
// A record that speaks of the kind (State::says) for a stretch of time. It covers the slots that lie whole inside.
struct Note {
  Period period;
  Says says = Says::nothing;
  RecordId by;
  std::string rule;  // id of the one rule meant; "" = every rule of the kind
};
struct CadenceResult {
  const Cadence* rule = nullptr;  // the strictest applicable one
  std::vector<const Cadence*> weaker;
  std::vector<Slot> slots;
  int required = 0, held = 0, missing = 0;
};
// `days`: first days of the counting records in the period (repetition allowed); `late` tells which were entered late.
// Exempt: nothing is required. Empty: nothing was held, and that is signed. Explained: a miss of a rule that says "generally"
// is no longer missing; of any other rule it stays missing, with the record beside it. Today decides between missing, due
// and not_yet. Only slots that lie whole inside `period` are asked for.
CadenceResult judge_cadence(const Kind& kind, Period period, const std::vector<std::pair<Date, bool>>& days,
                            const std::vector<Note>& notes, Date today);
}  // namespace youju::kinds
