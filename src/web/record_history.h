// SPDX-License-Identifier: Apache-2.0
// How a record came to be, for its page.
#pragma once
#include "app/records.h"
#include "view/record.h"
#include "web/site.h"

namespace youju::web {
// Two texts, word by word.
std::vector<view::TextPiece> compared(std::string_view before, std::string_view after);
// Newest first.
Result<std::vector<view::PastEvent>> past_of(Ask& ask, const app::View& record);
}  // namespace youju::web
