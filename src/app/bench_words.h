// SPDX-License-Identifier: Apache-2.0
// Invented but believable words for a large office: topics, places, names.
#pragma once
#include <string>
#include <vector>

#include "base/world.h"

namespace youju::app {
std::string invented_topic(SeededRandom& random);
std::string invented_place(SeededRandom& random);
std::string invented_name(SeededRandom& random);
std::string invented_note(SeededRandom& random);
// Words of two characters that searching is measured with, from frequent to absent.
const std::vector<std::string>& words_to_search();
}  // namespace youju::app
