// SPDX-License-Identifier: Apache-2.0
// Any bytes as a Word file; half of the runs as the body of a sound one.
#include <cstdint>

#include "sheet/fuzz_seeds.h"
#include "sheet/readers.h"
#include "sheet/test_files.h"

using namespace youju;
using namespace youju::sheet;

namespace {
const std::string kBody =
    "<w:p><w:pPr><w:pStyle w:val=\"1\"/></w:pPr><w:bookmarkStart w:id=\"1\" "
    "w:name=\"a\"/><w:r><w:t>甲</w:t></w:r><w:bookmarkEnd w:id=\"1\"/>"
    "<w:del><w:r><w:delText>乙</w:delText></w:r></w:del><w:hyperlink "
    "w:anchor=\"x\"><w:r><w:t>丙</w:t></w:r></w:hyperlink></w:p>";
}

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  sow(*argc, *argv, {test::make_docx(kBody), "\x01" + kBody});
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (!bytes.empty() && bytes[0] == 1) bytes = test::make_docx(bytes.substr(1));
  Limits limits;
  limits.unpacked = 8u << 20;
  const auto document = read_docx(bytes, limits);
  if (document) (void)document->dump();
  return 0;
}
