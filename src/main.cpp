// SPDX-License-Identifier: Apache-2.0
// The one program. When it was started as the parse process it does only that; else it is the command line.
#include "cli/cli.h"
#include "sheet/sheet.h"

int main(int argc, char** argv) {
  if (const auto parsed = youju::sheet::run_parse_process(argc, argv)) return *parsed;
  return youju::cli::run(argc, argv);
}
