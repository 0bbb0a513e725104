// SPDX-License-Identifier: Apache-2.0
// What ICU says of folding single characters of the basic plane, written down while building (make_fold_table.cpp); sorted by `from`.
#pragma once

namespace youju {
struct FoldPair {
  char16_t from, to;
};
// Characters that fold to another one; `to` 0: to nothing or to several. Those not named fold to themselves.
extern const FoldPair kFoldedSingles[];
extern const unsigned kFoldedSingles_count;
// Traditional Han and the simplified character of each.
extern const FoldPair kSimplifiedHan[];
extern const unsigned kSimplifiedHan_count;
}  // namespace youju
