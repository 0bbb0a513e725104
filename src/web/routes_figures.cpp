// SPDX-License-Identifier: Apache-2.0
#include "web/handlers.h"

namespace youju::web {
std::vector<Route> figure_routes() { return {}; }
}  // namespace youju::web
