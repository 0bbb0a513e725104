// SPDX-License-Identifier: Apache-2.0
// Search with the number of newest texts that are read one by one before the index is asked for a single character; with
// none the index is asked for everything at once. The same answer every way, which is what the tests want to know.
#pragma once
#include "index/index.h"

namespace youju::index {

// Where reading texts beats the index: a word that half of all texts hold. About 5 ms.
inline constexpr std::int64_t kNewest = 2'000;

Result<SearchAnswer> search_reading(db::Session& session, std::string_view text,
                                    const std::vector<UnitId>& units, int limit,
                                    const std::optional<RecordRow>& after, std::int64_t newest);
}  // namespace youju::index
