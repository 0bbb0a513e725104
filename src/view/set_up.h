// SPDX-License-Identifier: Apache-2.0
// The very first page: an office is made, on the machine itself, by whoever reads the code on its terminal.
#pragma once
#include "view/frame.h"

namespace youju::view {
struct SetUpPage {
  std::string folder;
  std::vector<std::pair<std::string, std::string>> packs;
  std::string code, office, pack, go_live, login, name, second_login, second_name;  // as typed
  std::vector<Wrong> wrong;
};
Html set_up(const Here& here, const SetUpPage& page);

struct SetUpDone {
  std::string office, second_login, second_name, second_code;
};
Html set_up_done(const Here& here, const SetUpDone& page);
// To those who come from elsewhere, or too late.
Html set_up_closed(const Here& here);
}  // namespace youju::view
