// SPDX-License-Identifier: Apache-2.0
// Word's automatic numbers: seen by the reader as labels, never as text.
#include <doctest/doctest.h>

#include "draft/docx_numbering.h"
#include "draft/test_files.h"

using namespace youju;
using namespace youju::draft;
using namespace youju::draft::test;

namespace {
std::string level(int at, const std::string& format, const std::string& text, const std::string& more = "") {
  return "<w:lvl w:ilvl=\"" + std::to_string(at) + "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" + format + "\"/>" + more +
         "<w:lvlText w:val=\"" + text + "\"/></w:lvl>";
}
std::string item(const std::string& text, int list, int at = 0) {
  return "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" + std::to_string(at) + "\"/><w:numId w:val=\"" + std::to_string(list) +
         "\"/></w:numPr></w:pPr><w:r><w:t>" + text + "</w:t></w:r></w:p>";
}
Document with_lists(const std::string& body, const std::string& lists) {
  Parts parts;
  parts.body = body;
  parts.relations = "<Relationship Id=\"rIdN\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering\" Target=\"numbering.xml\"/>";
  parts.others = {{"word/numbering.xml", "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">" + lists + "</w:numbering>"}};
  const auto document = read_docx_bytes(make_docx(parts));
  REQUIRE_MESSAGE(document, document.error().message.word << " " << document.error().detail);
  return *document;
}
std::vector<std::string> labels(const Document& document) {
  std::vector<std::string> out;
  for (const auto& block : document.blocks) out.push_back(std::string(kind_name(block.kind)) + ":" + block.label + "|" + block.text);
  return out;
}
using Texts = std::vector<std::string>;
}  // namespace

TEST_CASE("numbers that Word sets by itself are labels: levels, restarts, headings by their form") {
  const std::string lists = "<w:abstractNum w:abstractNumId=\"7\">" + level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2", "<w:isLgl/>") +
                            level(2, "decimalEnclosedCircleChinese", "%3") + "</w:abstractNum>" + "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>" +
                            "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>";
  const auto document = with_lists(item("党建工作", 1) + item("召开党员大会12次。", 1, 1) + item("召开支委会11次。", 1, 1) + item("走访3户。", 1, 2) + item("", 1) + item("宣传工作", 1) +
                                       item("推送8篇。", 1, 1) + item("另起", 2) + item("接着", 1),
                                   lists);
  CHECK(labels(document) == Texts{"heading:一、|党建工作", "list_item:1.1|召开党员大会12次。", "list_item:1.2|召开支委会11次。", "list_item:①|走访3户。", "heading:三、|宣传工作", "list_item:3.1|推送8篇。",
                                  "heading:五、|另起", "heading:六、|接着"});
}

TEST_CASE("a list that the file does not define has no label, and bullets are dots") {
  const auto document = with_lists(item("走访3户。", 9) + item("慰问5人。", 1), "<w:abstractNum w:abstractNumId=\"0\">" + level(0, "bullet", "\xEF\x82\xB7") +
                                                                      "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>");
  CHECK(labels(document) == Texts{"list_item:|走访3户。", "list_item:•|慰问5人。"});
}

TEST_CASE("numbers have the forms of Chinese documents") {
  CHECK(list_number("chineseCountingThousand", 10) == "十");
  CHECK(list_number("chineseCounting", 21) == "二十一");
  CHECK(list_number("japaneseCounting", 105) == "一百零五");
  CHECK(list_number("chineseLegalSimplified", 12) == "拾贰");
  CHECK(list_number("upperLetter", 28) == "BB");
  CHECK(list_number("lowerRoman", 14) == "xiv");
  CHECK(list_number("ideographTraditional", 3) == "丙");
  CHECK(list_number("decimalZero", 7) == "07");
  CHECK(list_number("ideographDigital", 20) == "二〇");
  CHECK(list_number("none", 4).empty());
  CHECK(list_number("decimalEnclosedCircle", 21) == "21");
}
