// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "web/site.h"

namespace youju::web {
std::vector<Route> token_routes();
// pages_tokens.cpp
Result<Reply> show_tokens(Ask& ask);
Result<Reply> make_token_asked(Ask& ask);
Result<Reply> withdraw_token_asked(Ask& ask);
}  // namespace youju::web
