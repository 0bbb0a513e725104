// SPDX-License-Identifier: Apache-2.0
// Addresses of the second factor, of the office's own address, of what the public sees and of anchors.
#include "web/handlers_trust.h"

namespace youju::web {
std::vector<Route> trust_routes() {
  constexpr auto get = Method::get, post = Method::post;
  constexpr auto people_manager = needs(people::Right::manage_people);
  return {
      {get, "/sign-in/second", kAnyone, Size::none, show_second_step},
      {post, "/sign-in/second", kAnyone, Size::form, take_second_step},
      {get, "/account/factor", kSignedIn, Size::none, show_factor},
      {post, "/account/factor/begin", kSignedIn, Size::form, begin_factor_asked},
      {get, "/account/factor/set-up", kSignedIn, Size::none, show_factor_set_up},
      {post, "/account/factor/confirm", kSignedIn, Size::form, confirm_factor_asked},
      {post, "/account/factor/recovery", kSignedIn, Size::form, renew_recovery_asked},
      {post, "/account/factor/remove", kSignedIn, Size::form, remove_factor_asked},
      {post, "/account/factor/noted", kSignedIn, Size::form, reset_was_noted},
      {post, "/account/trusted/end", kSignedIn, Size::form, end_trusted},
      {get, "/admin/factors", people_manager, Size::none, show_factors},
      {post, "/admin/factors", people_manager, Size::form, change_factor_policy},
      {get, "/admin/factors/{account}", people_manager, Size::none, show_factor_reset},
      {get, "/reports/{id}/public", needs(people::Right::sign), Size::none, show_public_choice},
      {post, "/reports/{id}/public", needs(people::Right::sign), Size::form, change_public_choice},
      {get, "/proof/paper", kSignedIn, Size::none, show_checkpoint_paper},
      {post, "/proof/anchors", kSignedIn, Size::form, hand_over_checkpoint},
      {get, "/office-address", kAnyone, Size::none, show_office_address},
      {get, "/authority.crt", kAnyone, Size::none, send_authority},
      {get, "/authority.pem", kAnyone, Size::none, send_authority},
      {post, "/admin/factors/{account}", people_manager, Size::form, reset_factor_asked},
  };
}
}  // namespace youju::web
