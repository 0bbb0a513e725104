// SPDX-License-Identifier: Apache-2.0
// Checkpoints held outside: whoever holds one notices a log cut short or written anew. What was handed to whom is noted, so that the age of
// the newest can be shown; the note itself proves nothing, the paper in the other's hand does.
#pragma once
#include "app/app.h"

namespace youju::app {

inline constexpr std::int64_t kAnchorOldMs = 48LL * 3600 * 1000;  // from then on it is shown as too old
struct Anchor {
  std::int64_t size = 0;
  std::string root;          // hex
  std::string kind, holder;  // printed, mailed, copied; to whom, as typed
  AccountId account;         // who handed it over
  Instant at;
};
// `size`: of a checkpoint of this log. Whoever inspects, signs or backs up hands it over.
Result<void> hand_over_anchor(Office& office, const people::Who& who, std::int64_t size, std::string_view kind, std::string_view holder);
Result<std::vector<Anchor>> anchors_handed(Office& office);  // newest first, at most 50
bool may_handle_anchors(const Office& office, const people::Who& who, const people::UnitTree& units);
}  // namespace youju::app
