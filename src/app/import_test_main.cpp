// SPDX-License-Identifier: Apache-2.0
// The main() of the import tests: files are read in a parse process, which is this program again.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include "sheet/sheet.h"

int main(int argc, char** argv) {
  if (const auto code = youju::sheet::run_parse_process(argc, argv)) return *code;
  return doctest::Context(argc, argv).run();
}
