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

      {get, "/admin", needs(people::Right::manage_people), Size::none, show_accounts},
      {post, "/admin/accounts", needs(people::Right::manage_people), Size::form, add_account_asked},
      {get, "/admin/accounts/{account}", needs(people::Right::manage_people), Size::none, show_one_account},
      {post, "/admin/accounts/{account}/roles", needs(people::Right::manage_people), Size::form, give_role},
      {post, "/admin/accounts/{account}/withdraw", needs(people::Right::manage_people), Size::form, withdraw_role},
      {post, "/admin/accounts/{account}/disable", needs(people::Right::manage_people), Size::form, disable_account_asked},
      {get, "/admin/units", needs(people::Right::manage_units), Size::none, show_units_tree},
      {post, "/admin/units", needs(people::Right::manage_units), Size::form, add_unit_asked},
      {get, "/admin/backup", needs(people::Right::back_up), Size::none, show_back_up},
      {get, "/roster", needs(people::Right::write), Size::none, show_roster},
      {post, "/roster", needs(people::Right::write), Size::form, add_to_roster},
      {get, "/units", kSignedIn, Size::none, choose_unit},

      {get, "/kinds", kSignedIn, Size::none, show_kinds},
      {get, "/help", kSignedIn, Size::none, show_help},
      {get, "/help/keys", kSignedIn, Size::none, show_keys},
  };
}
}  // namespace youju::web
