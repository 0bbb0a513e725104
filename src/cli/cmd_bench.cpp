// SPDX-License-Identifier: Apache-2.0
// `youju bench …`: figures measured here and now, each beside the limit of the database or library in the same run.
#include "cli/command.h"

namespace youju::cli {
Commands bench_commands() { return {}; }
}  // namespace youju::cli
