// SPDX-License-Identifier: Apache-2.0
// Any bytes as a Word file, as its body, as Markdown and as the layout of a PDF: the first byte says which.
#include <cstdint>
#include <filesystem>
#include <fstream>

#include "draft/test_files.h"

using namespace youju;
using namespace youju::draft;

namespace {
const std::string kBody =
    "<w:p><w:pPr><w:pStyle w:val=\"1\"/><w:numPr><w:numId "
    "w:val=\"1\"/></w:numPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r>"
    "<w:del w:id=\"1\" w:author=\"a\"><w:r><w:delText>乙</w:delText></w:r></w:del><w:ins "
    "w:id=\"2\"><w:r><w:t> 12 </w:t><w:tab/></w:r></w:ins>"
    "<w:r><w:fldChar "
    "w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar "
    "w:fldCharType=\"end\"/></w:r>"
    "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p/></w:txbxContent></mc:Choice><mc:Fallback/></"
    "mc:AlternateContent></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan "
    "w:val=\"2\"/><w:vMerge/></w:tcPr><w:p><m:oMath><m:r><m:t>3</m:t></m:r></m:oMath></w:p></w:tc></w:tr></"
    "w:tbl>";
}

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  test::sow(
      *argc, *argv,
      {"0" + test::make_docx(kBody), "1" + kBody, "2# a\n- b\n\n|a|b|\n|-|-|\n|1|2|\n[x](y) **z**\n\t1\n",
       "3<doc><page width=\"5\" height=\"8\"><flow><block xMin=\"1\" yMin=\"1\" xMax=\"4\" yMax=\"2\"><line "
       "xMin=\"1\" yMin=\"1\" xMax=\"4\" "
       "yMax=\"2\"><word xMin=\"1\" yMin=\"1\" xMax=\"4\" "
       "yMax=\"2\">走访12户</word></line></block></flow></page></doc>"});
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto read = [&]() -> Result<Document> {
    if (data[0] == '1') return read_docx_bytes(test::make_docx(bytes));
    if (data[0] == '2') return read_markdown_bytes(bytes);
    if (data[0] == '3') return read_pdf_layout(bytes);
    return read_bytes(bytes, "a.txt");
  };
  // What was read goes through the pipe and is the same behind it.
  if (const auto document = read()) {
    const auto json = to_json(*document);
    const auto again = document_from_json(json);
    if (!again || to_json(*again) != json) __builtin_trap();
  }
  return 0;
}
