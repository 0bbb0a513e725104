// SPDX-License-Identifier: Apache-2.0
// The table of contents of the site: address, who may ask, what may be sent, who answers. Each group of pages has its part of it.
#include "web/handlers.h"

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
    for (const auto part : {sign_in_routes, record_routes, figure_routes, report_routes, office_routes})
      for (auto& route : part()) all.push_back(route);
    return all;
  }();
  return table;
}
}  // namespace youju::web
