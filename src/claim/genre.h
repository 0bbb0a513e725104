// SPDX-License-Identifier: Apache-2.0
// What a text is: a report of an office's own work, or something else.
#pragma once
#include "claim/reading.h"

namespace youju::claim {
// Sets r.genre. Short texts and those that show nothing are taken for reports.
void read_genre(Reading& r);
// A number at i of a text that is no report, in a sentence that does not name the office either.
bool is_no_report(const Reading& r, std::size_t i);
}  // namespace youju::claim
