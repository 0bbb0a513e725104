// SPDX-License-Identifier: Apache-2.0
// Every handler, by page; routes.cpp puts them at their addresses.
#pragma once
#include "web/site.h"

namespace youju::web {
// pages_sign_in.cpp
Result<Reply> show_sign_in(Ask& ask);
Result<Reply> show_first_sign_in(Ask& ask);
Result<Reply> sign_in(Ask& ask);
Result<Reply> sign_in_first(Ask& ask);
Result<Reply> sign_out(Ask& ask);
Result<Reply> choose_language(Ask& ask);
}  // namespace youju::web
