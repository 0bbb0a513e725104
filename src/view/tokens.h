// SPDX-License-Identifier: Apache-2.0
// Tokens of the person signed in: what programs show instead of a password; made here, shown once, withdrawn here.
#pragma once
#include "view/frame.h"

namespace youju::view {
struct TokenLine {
  std::string id, name, scopes;             // scopes in words
  std::string made, ends, used, used_from;  // moments in UTC; used may be empty
  bool over = false;
};
struct ScopeChoice {
  std::string id, name, about;
  bool chosen = false;
};
struct TokensPage {
  std::vector<TokenLine> tokens;
  std::vector<ScopeChoice> scopes;
  std::string name, days;           // of the form
  bool asks_code = false;           // the person has a second factor
  std::vector<Wrong> wrong;
  std::string secret, secret_name;  // made just now; shown this once
  std::string feed_address;         // the same as an address, of a token for the feed
};
Html tokens(const Here& here, const TokensPage& page);
}  // namespace youju::view
