// SPDX-License-Identifier: Apache-2.0
// Tokens of programs: under the account of whoever is signed in.
#include "web/handlers_tokens.h"

namespace youju::web {
std::vector<Route> token_routes() {
  return {
      {Method::get, "/account/tokens", kSignedIn, Size::none, show_tokens},
      {Method::post, "/account/tokens", kSignedIn, Size::form, make_token_asked},
      {Method::post, "/account/tokens/withdraw", kSignedIn, Size::form, withdraw_token_asked},
  };
}
}  // namespace youju::web
