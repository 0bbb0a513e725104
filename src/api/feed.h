// SPDX-License-Identifier: Apache-2.0
// The feed of publications (RFC 4287). Feed readers can show no token, so the address holds the secret of one that opens this feed alone.
#pragma once
#include "api/operation.h"

namespace youju::api {
Result<std::optional<Reply>> feed_door(Ask& ask);
const std::vector<web::Route>& feed_routes();
// A kind whose records are published items: it has an address of the item and a state `published` that counts.
bool is_published_kind(const kinds::Kind& kind);
}  // namespace youju::api
