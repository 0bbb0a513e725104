// SPDX-License-Identifier: Apache-2.0
// Small numbers that tell a story and count no work.
#pragma once
#include "claim/reading.h"

namespace youju::claim {
// `last_claim`: where the claim before it ended.
bool is_narrated(const Reading& r, const Found& f, std::size_t last_claim);
// 如果有一处失实, 可以安排工作餐一次: what might be or may be done, not what was.
bool is_supposed(const Reading& r, const Found& f);
}  // namespace youju::claim
