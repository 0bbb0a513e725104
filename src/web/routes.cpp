// SPDX-License-Identifier: Apache-2.0
// The table of contents of the site: address, who may ask, what may be sent, who answers.
#include "web/handlers.h"

namespace youju::web {
namespace {
using people::Right;
constexpr auto get = Method::get, post = Method::post;
constexpr auto kMayRead = needs(Right::read);
constexpr auto kMayWrite = needs(Right::write);
}  // namespace

const std::vector<Route>& routes() {
  static const std::vector<Route> table = {
      {get, "/sign-in", kAnyone, Size::none, show_sign_in},
      {post, "/sign-in", kAnyone, Size::form, sign_in},
      {get, "/sign-in/first", kAnyone, Size::none, show_first_sign_in},
      {post, "/sign-in/first", kAnyone, Size::form, sign_in_first},
      {post, "/sign-out", kSignedIn, Size::form, sign_out},
      {get, "/language", kAnyone, Size::none, choose_language},
  };
  return table;
}
}  // namespace youju::web
