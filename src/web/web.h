// SPDX-License-Identifier: Apache-2.0
// The office on screen: pages, served by the same program (`youju serve`), and what other tables of routes stand on.
#pragma once
#include <functional>

#include "web/exports.h"
#include "web/kind_years.h"
#include "web/office_door.h"
#include "web/papers.h"
#include "web/set_up.h"
#include "web/site.h"
#include "web/uploads.h"

namespace youju::web {
struct ServePlan {
  std::vector<RouteTable> tables;
  http::ServerSettings main;                  // where the office is
  std::shared_ptr<OfficeDoor> door;           // --office: its certificate and instructions
  http::ServerSettings clear;                 // and its listener in the clear
  std::optional<http::ServerSettings> anybody;  // --public: the listener for those who have a report's code
  std::function<void(const Message&)> tell;   // what happens meanwhile
};
struct Ports {
  int main = 0, clear = 0, anybody = 0;
};
// Serves until SIGTERM or SIGINT; what is under way is answered first. `ready` is told the ports once it listens.
Result<void> serve(app::Office& office, const ServePlan& plan, const std::function<void(const Ports&)>& ready);
}  // namespace youju::web
