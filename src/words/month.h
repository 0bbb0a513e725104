// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "words/words.h"

namespace youju::words {
// A month by its name: 3月 / March.
std::string say_month(Lang lang, int month);
}  // namespace youju::words
