// SPDX-License-Identifier: Apache-2.0
// Any bytes as a workbook: refused or read, within the limits, never worse. Half of the runs get their bytes
// wrapped into a sound ZIP as the sheet's XML, so that the reader behind the unpacker is reached.
#include <cstdint>

#include "base/result.h"
#include "base/text.h"
#include "sheet/fuzz_seeds.h"
#include "sheet/readers.h"
#include "sheet/test_files.h"

using namespace youju;
using namespace youju::sheet;

namespace {
test::Xlsx small_book() {
  test::Xlsx x;
  x.strings = "<si><t>主题党日</t></si><si><r><t>甲</t></r><rPh><t>x</t></rPh></si>";
  x.cell_formats = "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>";
  x.number_formats =
      "<numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>";
  x.sheet =
      "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"2\"><v>44990.5</v></c><c "
      "t=\"b\"><v>1</v></c>"
      "<c t=\"e\"><v>#REF!</v></c><c "
      "t=\"inlineStr\"><is><t>_x000A_</t></is></c></row></sheetData><mergeCells><mergeCell "
      "ref=\"A1:B2\"/></mergeCells>";
  return x;
}
}  // namespace

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  const auto x = small_book();
  sow(*argc, *argv, {test::make_xlsx(x), "\x01" + x.sheet, test::make_docx("<w:p/>")});
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (!bytes.empty() && bytes[0] == 1) {
    auto x = small_book();
    x.sheet = bytes.substr(1);
    bytes = test::make_xlsx(x);
  }
  Limits limits;
  limits.unpacked = 8u << 20;
  limits.rows = 10'000;
  limits.cell = 64u << 10;
  const Sink sink{
      [](const SheetHead& head) { return expect_true(is_utf8(head.name), "names are UTF-8"), true; },
      [&](Row&& row) {
        int last = -1;
        for (const auto& cell : row.cells) {
          expect_true(cell.column >= last && is_utf8(cell.text) && cell.text.size() <= limits.cell,
                      "cells in order, clean and small");
          last = cell.column;
        }
        return true;
      }};
  (void)read_xlsx(bytes, limits, sink);
  return 0;
}
