// SPDX-License-Identifier: Apache-2.0
// The security log off the machine: each line also goes to the system's own log (syslog, journald) when youju.toml names its socket;
// from there to another machine is the system's work. What could not be sent is sent with the next event.
#pragma once
#include "app/app.h"

namespace youju::app {

// Sends the lines not yet sent, oldest first, to `socket` (of datagrams). Gives how many; what stopped it is an error, and the rest waits.
Result<std::int64_t> copy_security(const std::filesystem::path& folder, const ledger::SecurityLog& log, const std::filesystem::path& socket);
// How many lines wait.
Result<std::int64_t> security_waiting(const std::filesystem::path& folder, const ledger::SecurityLog& log);
}  // namespace youju::app
