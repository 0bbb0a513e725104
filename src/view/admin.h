// SPDX-License-Identifier: Apache-2.0
// Administration: accounts and their roles, the tree of units, the roster, the back-up.
#pragma once
#include "view/frame.h"

namespace youju::view {
using Choices = std::vector<std::pair<std::string, std::string>>;  // value, text
// The places of administration that the reader may open; `current` is one of their addresses.
Html admin_tabs(const Here& here, const Choices& places, std::string_view current);

struct AdminAccount {
  std::string id, login, name;
  std::vector<std::string> roles;  // "Clerk, Office"
  bool disabled = false;
};
struct AdminAccounts {
  std::vector<AdminAccount> accounts;
  Choices roles, units;
  std::string login, name, role, unit;  // as typed
  std::string new_login, code;          // just made: shown once
  std::vector<Wrong> wrong;
};
Html admin_accounts(const Frame& frame, const AdminAccounts& content);

struct AdminOne {
  AdminAccount account;
  struct Held {
    std::string role, role_name, unit, unit_name, when;
  };
  std::vector<Held> held;
  Choices roles, units;
  std::string role, unit, from, to;
  bool own = false;        // nobody changes their own
  bool elsewhere = false;  // holds roles in units the reader does not manage
  std::string person;      // of the roster; "" when the account belongs to nobody there
  std::int64_t open = 0;   // what somebody else must take over
  std::vector<Wrong> wrong;
};
Html admin_one(const Frame& frame, const AdminOne& content);

// The level of a tree, as a class.
std::string depth_class(int depth);
}  // namespace youju::view
