// SPDX-License-Identifier: Apache-2.0
// An office made from a form: what `init` does, with the names of its first two people and their passwords, and somebody signed in at the
// end. Whoever may call this was asked for the code on the terminal (web/set_up.h).
#pragma once
#include "app/app.h"

namespace youju::app {

struct FirstNames {
  std::string login, name;
};
// As init_office, with names of their own for the administrator and the second person; empty ones are as `init` has them.
Result<InitAnswer> init_named(const InitRequest& request, const FirstNames& administrator, const FirstNames& second, const World& world);

struct FirstStart {
  std::filesystem::path folder;
  std::string office, pack, go_live;  // go_live: a day, or empty
  FirstNames administrator, second;
  std::string password, password_again, second_password;  // the second person's may be empty: a code for later is given
  std::string os_user;
};
struct FirstStarted {
  Problems problems;         // beside their fields; nothing was made then
  std::string second_login, second_code;  // code empty when the second person has a password
  std::string token;         // of the administrator's session at this browser
};
// Fields: office, pack, go_live, login, name, password, again, second_login, second_name, second_password.
Result<FirstStarted> start_office(const FirstStart& wish, std::string_view device, std::string_view address, const World& world);
// The shipped packs to choose from: id and name, "common" (which comes in any case) left out.
std::vector<std::pair<std::string, std::string>> packs_to_choose(std::string_view lang);
}  // namespace youju::app
