// SPDX-License-Identifier: Apache-2.0
// The office on screen: pages and interfaces, served by the same program (`youju serve`).
#pragma once
#include <functional>

#include "app/app.h"
#include "http/http.h"

namespace youju::web {
// The table of contents of the site: method, pattern, permission ("anyone", "signed_in" or the name of a right), what may be sent.
Json routes_listed();
// Serves until SIGTERM or SIGINT; what is under way is answered first. `ready` is told the port once it listens.
Result<void> serve(app::Office& office, const http::ServerSettings& settings, const std::function<void(int port)>& ready);
}  // namespace youju::web
