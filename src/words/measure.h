// SPDX-License-Identifier: Apache-2.0
// Measure words (次, 人, 学时) belong to Chinese: English names of what is counted say it by themselves.
#pragma once
#include <string>

#include "words/words.h"

namespace youju::words {
// What stands behind a number. In English only what is written in Latin letters or signs: "%", "hours"; nothing for 次.
std::string say_measure(Lang lang, std::string_view measure);
// The number with it: 23人, 23, 20%, 5 hours.
std::string say_measured(Lang lang, const std::string& number, std::string_view measure);
}  // namespace youju::words
