// SPDX-License-Identifier: Apache-2.0
// The table of contents of the site: address, who may ask, what may be sent, who answers. Each group of pages has its part of it.
#include "web/handlers.h"
#include "web/handlers_papers.h"
#include "web/handlers_ledger.h"
#include "web/handlers_tokens.h"
#include "web/handlers_trust.h"
#include "web/handlers_admin.h"

namespace youju::web {
namespace {
std::vector<Route> sign_in_routes() {
  constexpr auto get = Method::get, post = Method::post;
  return {
      {get, "/sign-in", kAnyone, Size::none, show_sign_in},
      {post, "/sign-in", kAnyone, Size::form, sign_in},
      {get, "/sign-in/first", kAnyone, Size::none, show_first_sign_in},
      {post, "/sign-in/first", kAnyone, Size::form, sign_in_first},
      {post, "/sign-out", kSignedIn, Size::form, sign_out},
      {get, "/language", kAnyone, Size::none, choose_language},
  };
}
}  // namespace

const std::vector<Route>& routes() {
  static const std::vector<Route> table = [] {
    std::vector<Route> all;
    for (const auto part : {sign_in_routes, ledger_routes, record_routes, figure_routes, trust_routes, token_routes, paper_routes, report_routes, tell_routes, office_routes, admin_routes})
      for (auto& route : part()) all.push_back(route);
    return all;
  }();
  return table;
}

Json routes_listed(const std::vector<RouteTable>& tables) {
  static constexpr const char* kMethods[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", ""};
  static constexpr const char* kSizes[] = {"none", "form", "files"};
  Json out = Json::array();
  for (const auto& table : tables) {
    for (const auto& route : *table.routes) {
      const auto of = route.permission.of;
      const auto who = of == Permission::Of::anyone ? "anyone" : of == Permission::Of::signed_in ? "signed_in" : people::right_name(route.permission.right);
      out.push_back(Json{{"method", kMethods[static_cast<int>(route.method)]}, {"pattern", route.pattern}, {"permission", who}, {"size", kSizes[static_cast<int>(route.size)]}});
    }
  }
  return out;
}
}  // namespace youju::web
