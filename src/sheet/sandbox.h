// SPDX-License-Identifier: Apache-2.0
// Inside the sheet room: the cage of the parse process (trust.md part 2). Entered once, never left.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"

namespace youju::sheet {

constexpr int kFileFd = 3;  // the stranger's file, open for reading
constexpr int kToolFd = 4;  // a foreign program, for its one exec

enum class Profile {
  own_reader,  // our readers: no file can be opened, nothing but memory and the pipe
  tool,        // one foreign program (pdftotext, xls2csv): may open system files for reading, nothing else
};

// rlimits, no new privileges, Landlock where the kernel has it, seccomp (must). denied when the filter cannot
// be set: then nothing may be parsed. All descriptors above `kToolFd` are closed.
Result<void> enter_sandbox(Profile profile);
// Replaces this process by the program open at kToolFd; only returns when that failed.
Error exec_tool(const std::vector<std::string>& arguments);
}  // namespace youju::sheet
