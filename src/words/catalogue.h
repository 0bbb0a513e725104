// SPDX-License-Identifier: Apache-2.0
// The table of messages made at build time by tools/embed_words.py from src/words/{zh,en}/*.json, sorted by key.
#pragma once
#include <string_view>
#include <vector>

namespace youju::words {
struct CatalogueRow {
  std::string_view key, zh, en;  // an empty text is a missing translation
};
const std::vector<CatalogueRow>& catalogue();
}  // namespace youju::words
