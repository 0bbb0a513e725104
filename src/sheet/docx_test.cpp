// SPDX-License-Identifier: Apache-2.0
// The words of Word files.
#include <doctest/doctest.h>

#include "sheet/readers.h"
#include "sheet/test_files.h"

using namespace youju;
using namespace youju::sheet;
using namespace youju::sheet::test;

TEST_CASE("paragraphs come with their style; deleted text, field codes and doubles are left out") {
  const auto bytes = make_docx(
      "<w:p><w:pPr><w:pStyle w:val=\"1\"/><w:tabs><w:tab "
      "w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>一、总体</w:t></w:r><w:r><w:t>情况</w:t></w:r></w:p>"
      "<w:p><w:r><w:t xml:space=\"preserve\">开展主题党日</w:t></w:r><w:bookmarkStart w:id=\"5\" "
      "w:name=\"yj_count\"/><w:r><w:t>7</w:t></w:r><w:bookmarkEnd w:id=\"5\"/>"
      "<w:del><w:r><w:delText>8</w:delText></w:r></w:del><w:ins><w:r><w:t>次</w:t></w:r></"
      "w:ins><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
      "<w:p><mc:AlternateContent><mc:Choice><w:r><w:t>框</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>框</"
      "w:t></w:r></mc:Fallback></mc:AlternateContent>"
      "<w:r><w:tab/><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>"
      "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>格</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
      "<w:p><w:hyperlink r:id=\"rId7\"><w:r><w:t>见网页</w:t></w:r></w:hyperlink></w:p>",
      "<Relationship Id=\"rId7\" TargetMode=\"External\" Target=\"https://example.org/\"/>");
  const auto document = read_docx(bytes, Limits{});
  REQUIRE(document);
  const auto& p = (*document)["paragraphs"];
  REQUIRE(p.size() == 5);
  CHECK(p[0] == Json{{"style", "heading 1"}, {"text", "一、总体情况"}});
  CHECK(p[1]["text"] == "开展主题党日7次");
  CHECK(p[2]["text"] == "框\t甲\n乙");
  CHECK(p[3]["text"] == "格");
  CHECK((*document)["bookmarks"] == Json::array({Json{{"name", "yj_count"}, {"text", "7"}}}));
  CHECK((*document)["links"] == Json::array({Json{{"target", "https://example.org/"}, {"text", "见网页"}}}));
}

TEST_CASE("text for search is taken from documents, workbooks and plain text, and cut at a character") {
  CHECK(*text_of(make_docx("<w:p><w:r><w:t>纪要</w:t></w:r></w:p>"), "", 100) == "纪要\n");
  Xlsx x;
  x.sheet =
      "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>甲</t></is></c><c "
      "r=\"B1\"><v>2</v></c></row></sheetData>";
  CHECK(*text_of(make_xlsx(x), "", 100) == "台账\n甲\t2\n");
  CHECK(*text_of("通知\r\n正文", "text/plain", 100) == "通知\n正文");
  CHECK(*text_of("通知正文", "text/plain", 7) == "通知");
  CHECK(*text_of("", "text/plain", 7) == "");
  CHECK(text_of("\x89PNG\r\n\x1a\nxxxxxxxx", "image/png", 100).error().code == Code::unsupported);
}

TEST_CASE("broken documents are refused with the part and line") {
  CHECK(read_docx("PK\x03\x04 nothing", Limits{}).error().message.word == "sheet.zip_damaged");
  CHECK(read_docx(make_zip({{"a.txt", "x"}}), Limits{}).error().message.word == "sheet.zip_no_document");
  const auto cut = read_docx(make_zip({{"word/document.xml", "<w:document>\n<w:p>"}}), Limits{});
  CHECK(cut.error().message.word == "sheet.xml_damaged");
  CHECK(cut.error().message.args.at("line") == "2");
}
