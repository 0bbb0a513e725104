// SPDX-License-Identifier: Apache-2.0
// Signing in: by password, and the first time by the one-time code with a password of one's own.
#pragma once
#include "view/here.h"

namespace youju::view {
struct SignIn {
  std::string office, login, next;
  bool first_time = false;  // with a one-time code
  std::vector<Wrong> wrong;
  bool secure = true;       // false: plain http to another machine; a line says so
};
Html sign_in(const Here& here, const SignIn& page);
}  // namespace youju::view
