// SPDX-License-Identifier: Apache-2.0
// A new number written as the old one was: Chinese or Arabic, full width, 万, %, thousands, decimals, rounded words.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "claim/claim.h"

namespace youju::app {
// How much of the value the words around it leave open: 200余 keeps the hundreds, 近300 the hundreds above.
enum class Rounding { none, down, down_strict, up, nearest };
Rounding rounding_of(const claim::Claim& claim);
// Nothing when the value cannot be written that way (a whole number's style for 12.5, a rounded word for an exact hundred).
std::optional<std::string> written_like(std::string_view old_text, double old_value, double value, Rounding rounding);
std::string chinese_number(std::int64_t n);
}  // namespace youju::app
