// SPDX-License-Identifier: Apache-2.0
// On PostgreSQL each text carries words for the stretch of days it stands in, small and large, so that the index can be
// asked for a word in some of the newest days alone. Why: docs/decisions/0116.
#pragma once
#include <cstdint>
#include <string>

#include "index/texts.h"

namespace youju::index {

// Days are taken by four, by 32 and by 256; the marks and shifts are those of put_words in index.sql.
inline constexpr int kBlockBits = kBitsOfDay + 2;
constexpr std::int64_t block_of(std::int64_t doc) { return doc >> kBlockBits; }
constexpr std::int64_t start_of_block(std::int64_t block) { return block << kBlockBits; }
// A tsquery that holds for the texts of the blocks from `first` to `last` and no others, in as few words as can be.
std::string words_of_blocks(std::int64_t first, std::int64_t last);
}  // namespace youju::index
