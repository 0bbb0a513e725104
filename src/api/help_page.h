// SPDX-License-Identifier: Apache-2.0
// The description as a page to read, for whoever is signed in at a browser.
#pragma once
#include "api/operation.h"

namespace youju::api {
const std::vector<web::Route>& help_routes();
}  // namespace youju::api
