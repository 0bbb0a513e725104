// SPDX-License-Identifier: Apache-2.0
// How a program comes in.
#pragma once
#include "api/operation.h"

namespace youju::api {
Result<std::optional<Reply>> door(Ask& ask);
words::Lang language_asked(const Request& request);
// The token of an Authorization header; "" when there is none, or several headers.
std::string_view bearer_of(const Request& request);
// Fills in the owner of a token; false when it opens nothing.
Result<bool> enter_with(Ask& ask, std::string_view secret);
}  // namespace youju::api
