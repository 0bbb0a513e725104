// SPDX-License-Identifier: Apache-2.0
// The main() of this room's tests: first it may be a parse process, or a prisoner that tries to break out of
// one.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include "sheet/test_prisoner.h"

int main(int argc, char** argv) {
  if (const auto code = youju::sheet::test::run_prisoner(argc, argv)) return *code;
  if (const auto code = youju::sheet::run_parse_process(argc, argv)) return *code;
  return doctest::Context(argc, argv).run();
}
