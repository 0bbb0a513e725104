// SPDX-License-Identifier: Apache-2.0
// Purposes that are not built (docs/not-built.md), as words a pack would give its kinds and fields. Used only
// while a pack is loaded; nobody's records, drafts or messages are ever compared with these words.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace youju::kinds {

enum class Consequence { never, only_without_content };

struct RefusedMeaning {
  std::string_view id;  // "opinion", "attitude" …: the sentence shown is kinds.refused_<id>
  Consequence consequence = Consequence::never;
  std::string found;  // the word that was found
};

// The first refused meaning in a name, synonym or id; nothing when there is none.
std::optional<RefusedMeaning> refused_meaning(std::string_view name);
// A choice that sorts people or what they say into for and against: "正面", "消极", "negative" … as a whole
// word.
bool is_polarity(std::string_view name);
// Keys and field types that would rank, score or tag people, or carry word lists.
bool is_refused_key(std::string_view key);
}  // namespace youju::kinds
