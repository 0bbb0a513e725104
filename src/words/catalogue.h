// SPDX-License-Identifier: Apache-2.0
// The table of messages made at build time by tools/embed_words.py from src/words/{zh,en}/*.json, sorted by key.
#pragma once
#include <span>
#include <string_view>

namespace youju::words {
struct CatalogueRow {
  std::string_view key, zh, en;  // an empty text is a missing translation
};
std::span<const CatalogueRow> catalogue();
}  // namespace youju::words
