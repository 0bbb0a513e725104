// SPDX-License-Identifier: Apache-2.0
// A text taken apart after each of its full stops.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace youju {
// `end` is what a sentence ends with in its language ("。", ". "); it stays with its sentence, trimmed. What is left at the end is one too.
std::vector<std::string> sentences(std::string_view text, std::string_view end);
}  // namespace youju
