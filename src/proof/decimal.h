// SPDX-License-Identifier: Apache-2.0
// Exact decimals with four places, kept as ten-thousandths in 128 bits: no sum of a bundle's values can overflow.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace youju::proof {

__extension__ typedef __int128 Wide;
inline constexpr Wide kOne = 10'000;

// "-12.5", "3": at most 15 digits before the point, one to four after it; nothing otherwise.
std::optional<Wide> read_decimal(std::string_view text);
std::string decimal_text(Wide scaled);  // shortest
// a / b to four places, halves away from zero; nothing when b is 0.
std::optional<Wide> quotient(Wide a, Wide b);
}  // namespace youju::proof
