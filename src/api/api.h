// SPDX-License-Identifier: Apache-2.0
// The office for programs: everything the pages do under /api/v1, asked with a person's token (app/tokens.h), described by OpenAPI; and the
// feed of publications. The same wishes of app answer here, so nothing can be done through one that is forbidden in another.
#pragma once
#include "web/web.h"

namespace youju::api {
// Pages, interface, its help and the feed: what `youju serve` serves.
const std::vector<web::RouteTable>& tables();
// The description served at /api/v1/openapi.json, made from the table of operations and the schemas.
Json openapi(words::Lang lang, std::string_view office);
}  // namespace youju::api
