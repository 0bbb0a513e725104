// SPDX-License-Identifier: Apache-2.0
#include "web/handlers.h"
#include "web/handlers_office.h"

namespace youju::web {
std::vector<Route> office_routes() {
  constexpr auto get = Method::get, post = Method::post;
  return {
      {get, "/account", kSignedIn, Size::none, show_account},
      {post, "/account/password", kSignedIn, Size::form, change_own_password},
      {post, "/account/browsers/end", kSignedIn, Size::form, end_browser},
      {post, "/account/browsers/end-others", kSignedIn, Size::form, end_other_browsers},
  };
}
}  // namespace youju::web
