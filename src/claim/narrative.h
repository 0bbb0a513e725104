// SPDX-License-Identifier: Apache-2.0
// Small numbers that tell a story and count no work.
#pragma once
#include "claim/reading.h"

namespace youju::claim {
// `last_claim`: where the claim before it ended.
bool is_narrated(const Reading& r, const Found& f, std::size_t last_claim);
}  // namespace youju::claim
