// SPDX-License-Identifier: Apache-2.0
// JSON values and the one canonical form (RFC 8785, JCS) in which bytes are hashed.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace youju {

using Json = nlohmann::json;

// Canonical bytes by RFC 8785. Our values hold no floating point and only ASCII keys (a bug otherwise), so sorting by
// bytes equals JCS's sorting by UTF-16 code units. Strings must be UTF-8.
std::string canonical(const Json& value);
// Parses strangers' JSON: at most `max_bytes`, depth at most 32, no duplicate keys, no floats when `exact`.
Result<Json> parse_json(std::string_view bytes, std::size_t max_bytes = 64u << 20, bool exact = true);
}  // namespace youju
