// SPDX-License-Identifier: Apache-2.0
// The command line: a table of commands, each with its help in both languages. Exit codes: base/result.h, 0 = done, 1 = findings
// (verify found something wrong, gaps has errors, dry run has unclear rows), 64 = wrong usage.
#pragma once

namespace youju::cli {
int run(int argc, char** argv);
}  // namespace youju::cli
