// SPDX-License-Identifier: Apache-2.0
// All that is served, table by table.
#include "api/api.h"
#include "api/door.h"
#include "api/feed.h"
#include "api/help_page.h"

namespace youju::api {
namespace {
const std::vector<web::Route>& interface_routes() {
  static const std::vector<web::Route> all = [] {
    std::vector<web::Route> out;
    for (const auto& one : operations()) out.push_back(one.route);
    return out;
  }();
  return all;
}
}  // namespace

const std::vector<web::RouteTable>& tables() {
  static const std::vector<web::RouteTable> all{web::page_table(), {"/api/", &interface_routes(), door, problem_of}, {"/help/api", &help_routes(), nullptr, nullptr}, {"/feeds/publications", &feed_routes(), feed_door, problem_of}};
  return all;
}
}  // namespace youju::api
