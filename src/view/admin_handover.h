// SPDX-License-Identifier: Apache-2.0
// When a post changes: who left and still holds something, what one person holds, the sheets both sign; and roles handed on for a while.
#pragma once
#include "view/admin.h"

namespace youju::view {
struct AdminHandovers {
  struct Line {
    std::string person, name, unit, left;  // left: since when, or that the account is disabled
    std::int64_t open = 0, roles = 0;
  };
  std::vector<Line> left;      // hold something and are gone
  std::vector<Line> leaving;   // will be gone soon
  Choices persons;             // everybody else, to look at
};
Html admin_handovers(const Frame& frame, const AdminHandovers& content);

struct AdminHandover {
  std::string person, name, unit, left;
  struct Item {
    std::string what, kind, day, title, role, address;  // role: in which field they stand
  };
  std::vector<Item> items;     // duties, tasks, drafts
  struct Role {
    std::string account, role, role_name, unit, unit_name, when;
    bool may_withdraw = false;
  };
  std::vector<Role> roles;
  struct Sheet {
    std::string address, title, to, state, id;
    bool signed_by_both = false;
  };
  std::vector<Sheet> sheets;
  struct Done {
    std::vector<std::string> changed;               // titles
    std::vector<std::pair<std::string, std::string>> refused;  // title, why
  };
  std::optional<Done> done;
  bool may_act = false;        // manages people there
  Choices persons;
  std::string to, post, day;
  std::vector<Wrong> wrong;
};
Html admin_handover(const Frame& frame, const AdminHandover& content);

struct Delegations {
  struct Line {
    std::string role, unit, who, when, account, role_id, unit_id, from, to;
    bool over = false;
  };
  std::vector<Line> given, received;
  Choices roles;               // "role/unit" of one's own
  std::string what, login, from, to;
  std::vector<Wrong> wrong;
};
Html delegations_page(const Frame& frame, const Delegations& content);
}  // namespace youju::view
