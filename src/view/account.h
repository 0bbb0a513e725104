// SPDX-License-Identifier: Apache-2.0
// The page of the person signed in: who I am, what I may do where, at which browsers I am signed in, my password, my language.
#pragma once
#include "view/frame.h"

namespace youju::view {
struct HeldRole {
  std::string role, unit, from, to;  // days as ISO text; may be empty
  std::string rights;                // in words
  std::string handed_on_by;          // a delegation
};
struct SignedInBrowser {
  std::string id, agent, address, opened, seen;  // agent as the browser told it; moments in UTC
  bool current = false;
};
struct Account {
  std::string name, login;
  std::vector<HeldRole> roles;
  std::vector<SignedInBrowser> browsers;
  std::vector<SignedInBrowser> trusted;  // need no code at sign-in; seen: until when
  bool factor = false, factor_concerned = false, factor_required = false;
  std::vector<Wrong> wrong;  // of the password form
  bool changed = false;      // the password was changed just now
};
Html account(const Frame& frame, const Account& content);
// "Firefox · Windows" from what a browser tells of itself; "" when it tells nothing known.
std::string browser_named(std::string_view agent);
}  // namespace youju::view
