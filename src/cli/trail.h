// SPDX-License-Identifier: Apache-2.0
// What of a command goes into the security log of its office: filled in while it runs, written when it is over.
#pragma once
#include "cli/command.h"

namespace youju::cli {
struct Trail {
  std::string actor, login;  // who was signed in; what was typed
  bool failed_sign_in = false;
};
// After a command: sign-ins, refusals, and what each command of the list in trail.cpp leaves. Says so on standard error when it
// cannot be written.
void leave_trail(const Call& call, std::string_view command, const Result<int>& done);
Commands security_commands();
}  // namespace youju::cli
