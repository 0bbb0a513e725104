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

      {get, "/import", needs(people::Right::import), Size::none, show_import},
      {post, "/import", needs(people::Right::import), Size::files, take_upload},
      {get, "/import/batches/{batch}", needs(people::Right::read), Size::none, show_batch},
      {post, "/import/batches/{batch}/void", needs(people::Right::read), Size::form, void_batch_asked},
      {get, "/import/{upload}", needs(people::Right::import), Size::none, show_upload},
      {post, "/import/{upload}", needs(people::Right::import), Size::form, confirm_upload},
      {post, "/import/{upload}/drop", needs(people::Right::import), Size::form, drop_upload},
      {get, "/import/{upload}/unclear/{n}", needs(people::Right::import), Size::none, unclear_rows},

      {get, "/help", kSignedIn, Size::none, show_help},
      {get, "/help/keys", kSignedIn, Size::none, show_keys},
  };
}
}  // namespace youju::web
