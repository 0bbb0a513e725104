// SPDX-License-Identifier: Apache-2.0
// Any bytes as the body of a Word file, marked at places the input chooses. The marker reads back what it
// made: that it refuses is allowed, that something else reads back or breaks is not.
#include <cstdint>

#include "base/text.h"
#include "draft/docx_comments.h"
#include "draft/test_files.h"

using namespace youju;
using namespace youju::draft;

namespace {
const std::string kBody =
    "<w:p><w:r><w:rPr><w:b/><w:rPrChange w:id=\"3\"><w:rPr/></w:rPrChange></w:rPr><w:t>甲 "
    "12</w:t><w:tab/><w:t>3&amp;4</w:t></w:r>"
    "<w:ins w:id=\"2\" "
    "w:author=\"a\"><w:r><w:t>56</w:t></w:r></w:ins><w:sdt><w:sdtPr><w:dataBinding/></"
    "w:sdtPr><w:sdtContent><w:r><w:t>7</w:t></w:r></w:sdtContent></w:sdt>"
    "<w:r><w:t><![CDATA[89]]></w:t></w:r><m:oMath><m:r><m:t>3</m:t></m:r></m:oMath></w:p><w:p><w:r><w:t "
    "xml:space=\"preserve\"> 乙7次</w:t></w:r></w:p>";
}

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  test::sow(*argc, *argv, {"\x01\x02" + kBody, "\x07\x05" + kBody, "\x10\x01" + kBody});
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const auto docx = test::make_docx(std::string(reinterpret_cast<const char*>(data) + 2, size - 2));
  const auto document = read_docx_bytes(docx);
  if (!document) return 0;
  constexpr const char* kDate = "2024-01-05T09:30:00Z";
  std::vector<Comment> comments;
  std::vector<Replacement> replacements;
  for (std::size_t i = 0; i < document->blocks.size() && i < 8; ++i) {
    const int length = static_cast<int>(code_point_count(document->blocks[i].text));
    const int block = static_cast<int>(i), start = data[0] % length,
              end = std::min(length, start + 1 + data[1] % 8);
    comments.push_back({block, start, end, "a", "a", kDate, {{{"x", "", false}}}, data[0] % 2 == 0});
    comments.push_back({block, 0, std::max(1, start), "a", "a", kDate, {}, false});
    if (data[1] % 2 == 0) replacements.push_back({block, start, end, "99", "Youju", kDate});
  }
  const auto marked = mark_docx(docx, replacements, comments, "");
  if (marked && !read_docx_bytes(marked->bytes)) __builtin_trap();
  return 0;
}
