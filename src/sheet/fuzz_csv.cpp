// SPDX-License-Identifier: Apache-2.0
// Any bytes as a CSV of any encoding; and what is written is read back the same.
#include <cstdint>

#include "base/result.h"
#include "base/text.h"
#include "sheet/formula_guard.h"
#include "sheet/fuzz_seeds.h"
#include "sheet/readers.h"

using namespace youju;
using namespace youju::sheet;

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  sow(*argc, *argv,
      {"日期,活动,人数\n3月5日,主题党日,23\n", "a;\"b;\r\nc\";'=1\n", "\xFF\xFE\x41\x00\x2C\x00\x42\x00",
       "sep=;\na;b\n", *encode_gb18030("日期\t活动\n3月5日\t主题党日\n")});
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Limits limits;
  limits.cell = 4096;
  const Sink sink{[](const SheetHead&) { return true; },
                  [](Row&& row) {
                    for (const auto& cell : row.cells)
                      expect_true(is_utf8(cell.text) && !cell.text.empty(), "cells are filled UTF-8");
                    return true;
                  }};
  (void)read_table_here(bytes, limits, sink);
  if (is_utf8(bytes))
    expect_true(unguard_formula(guard_formula(bytes)) == bytes, "guarding is undone exactly");
  return 0;
}
