// SPDX-License-Identifier: Apache-2.0
// Numbers in papers that give rules, and what such papers tell as done.
#pragma once
#include "claim/reading.h"

namespace youju::claim {
// Sets r.genre.asks_proof. The title ends at `title_end`, the noun that names the paper at `head_end`.
void read_rules(Reading& r, std::size_t title_end, std::size_t head_end, bool report_title);
// A number of such a paper that stands in a rule, or that nothing says was done.
bool is_rule(Reading& r, const Num& n);
// Words by which such a paper was told, for its reader; none in any other text.
std::vector<std::string> rule_words(const Reading& r);
}  // namespace youju::claim
