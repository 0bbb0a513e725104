// SPDX-License-Identifier: Apache-2.0
// Comments beside exact places, and nothing else changed.
#include <doctest/doctest.h>

#include <fstream>

#include "draft/docx_comments.h"
#include "draft/docx_marks.h"
#include "draft/test_files.h"

using namespace youju;
using namespace youju::draft;
using namespace youju::draft::test;

namespace {
using Texts = std::vector<std::string>;

struct Done {
  std::string bytes;
  Marked marked;
};
// Comments on these texts, in order; the result must read back (mark_docx looks itself).
Marked comment(const std::string& docx, const Texts& on_texts) {
  const auto document = read_docx_bytes(docx);
  REQUIRE(document);
  std::vector<Comment> comments;
  for (const auto& text : on_texts) comments.push_back(on(*document, text, "说" + text));
  const auto marked = mark_docx(docx, {}, comments, "");
  REQUIRE_MESSAGE(marked, marked.error().message.word << " " << marked.error().detail);
  return *marked;
}
// Takes away what a comment inserts, as a person would by hand: the bytes of before must come back.
std::string without_marks(std::string xml) {
  const auto cut = [&xml](const std::string& from, const std::string& to) {
    for (std::size_t at; (at = xml.find(from)) != xml.npos;) xml.erase(at, xml.find(to, at) + to.size() - at);
  };
  cut("<w:commentRangeStart", "/>");
  cut("<w:commentRangeEnd", "/>");
  cut("<w:r><w:commentReference", "</w:r>");
  return xml;
}
bool members_equal(const std::string& before, const Marked& marked) {
  const auto old = *Package::open(before);
  const auto made = *Package::open(marked.bytes);
  for (const auto& name : old.names()) {
    const bool changed = std::find(marked.changed_parts.begin(), marked.changed_parts.end(), name) !=
                         marked.changed_parts.end();
    if (!changed && old.raw(name) != made.raw(name)) return false;
  }
  return true;
}
}  // namespace

TEST_CASE("a comment stands exactly at a number that is split over runs") {
  const auto docx = make_docx(
      "<w:p><w:r "
      "w:rsidR=\"00A1\"><w:rPr><w:b/></w:rPr><w:t>召开大会1</w:t></w:r><w:r><w:t>2</w:t></"
      "w:r><w:r><w:t>次和3次</w:t></w:r></w:p>");
  const auto marked = comment(docx, {"12次", "3"});
  CHECK(commented(marked.bytes) == Texts{"0:12次|说12次", "1:3|说3"});
  CHECK(marked.beside.empty());
  CHECK(members_equal(docx, marked));
  CHECK(marked.changed_parts == Texts{"[Content_Types].xml", "word/_rels/document.xml.rels",
                                      "word/comments.xml", "word/document.xml"});
  const auto body = unpacked(marked.bytes, "word/document.xml");
  CHECK(body.find("<w:t xml:space=\"preserve\">召开大会</w:t></w:r><w:commentRangeStart w:id=\"0\"/>"
                  "<w:r w:rsidR=\"00A1\"><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">1</w:t></w:r>") !=
        body.npos);
}

TEST_CASE("comments only insert: without what was inserted the body has its old bytes") {
  const auto docx = make_docx(
      "<w:p><w:r><w:t>共</w:t></w:r><w:r><w:t>12</w:t></w:r><w:r><w:t>次</w:t></w:r></w:p>" + p("无"));
  const auto marked = comment(docx, {"12", "共12次", "无"});
  CHECK(without_marks(unpacked(marked.bytes, "word/document.xml")) == unpacked(docx, "word/document.xml"));
  // Cuts inside of runs as well: every edit of a part removes nothing.
  auto package = *Package::open(make_docx(p("共12次，3人")));
  const std::set<std::pair<std::size_t, int>> wanted = {{0, 0}};
  const auto docx2 = make_docx(p("共12次，3人"));
  auto again = *Package::open(docx2);
  const auto read = *read_docx_file(again, {&wanted, ""});
  std::int64_t next = 1;
  PartMarks marks(read.parts[0], next);
  CHECK(marks.comment(0, 1, 3, 0) == PartMarks::Placed::exactly);
  CHECK(marks.comment(0, 2, 6, 1) == PartMarks::Placed::exactly);
  for (const auto& edit : marks.edits()) CHECK(edit.removed == 0);
}

TEST_CASE("cells, controls, insertions, links and text with entities carry comments at their place") {
  const auto docx =
      make_docx("<w:tbl><w:tr><w:tc>" + p("甲12件") +
                "</w:tc></w:tr></w:tbl>"
                "<w:p><w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>控34个</w:t></w:r></w:sdtContent></w:sdt>"
                "<w:ins w:id=\"7\" w:author=\"a\"><w:r><w:t>插56件</w:t></w:r></w:ins>"
                "<w:hyperlink w:anchor=\"x\"><w:r><w:t>链&lt;78&#20010;&gt;</w:t></w:r></w:hyperlink>"
                "<w:r><w:t>列</w:t><w:tab/><w:t>90</w:t><w:br/><w:t>终</w:t></w:r></w:p>");
  const auto marked = comment(docx, {"12", "34", "56", "78个", "90"});
  CHECK(commented(marked.bytes) ==
        Texts{"0:12|说12", "1:34|说34", "2:56|说56", "3:78个|说78个", "4:90|说90"});
  CHECK(marked.beside.empty());
}

TEST_CASE("comments that overlap, nest and touch keep their own places") {
  const auto marked = comment(make_docx(p("其中甲12件乙34件")), {"甲12件乙34", "12", "件乙", "34", "34件"});
  CHECK(commented(marked.bytes) ==
        Texts{"0:甲12件乙34|说甲12件乙34", "1:12|说12", "2:件乙|说件乙", "3:34|说34", "4:34件|说34件"});
}

TEST_CASE("comments that exist stay as they are, and numbers go on") {
  Parts parts;
  parts.body =
      "<w:p><w:commentRangeStart w:id=\"4\"/><w:r><w:t>旧1处</w:t></w:r><w:commentRangeEnd w:id=\"4\"/>"
      "<w:r><w:commentReference w:id=\"4\"/></w:r><w:r><w:t>新2处</w:t></w:r></w:p>";
  parts.comments = "<w:comment w:id=\"4\" w:author=\"王\"><w:p><w:r><w:t>旧</w:t></w:r></w:p></w:comment>";
  const auto docx = make_docx(parts);
  const auto marked = comment(docx, {"2", "1处"});
  CHECK(commented(marked.bytes) == Texts{"4:旧1处|旧", "5:2|说2", "6:1处|说1处"});
  CHECK(marked.changed_parts == Texts{"word/comments.xml", "word/document.xml"});
  CHECK(read_docx_bytes(marked.bytes)->comments == 3);
}

TEST_CASE("where Word takes no comment it stands at the mark, the box, the bound control or the formula") {
  Parts parts;
  parts.body =
      "<w:p><w:r><w:t>走访</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r>"
      "<w:r><w:pict><v:textbox><w:txbxContent>" +
      p("框12件") +
      "</w:txbxContent></v:textbox></w:pict></w:r>"
      "<w:sdt><w:sdtPr><w:dataBinding "
      "w:xpath=\"/a\"/></w:sdtPr><w:sdtContent><w:r><w:t>绑34个</w:t></w:r></w:sdtContent></w:sdt>"
      "<m:oMath><m:r><m:t>x=56</m:t></m:r></m:oMath></w:p>";
  parts.footnotes = "<w:footnote w:id=\"2\">" + p("含78户") + "</w:footnote>";
  parts.footer = p("共90份");
  const auto marked = comment(make_docx(parts), {"12", "34", "56", "78", "90"});
  CHECK(marked.beside == std::vector<int>{0, 1, 2, 3, 4});
  const auto body = unpacked(marked.bytes, "word/document.xml");
  CHECK(body.find("<w:commentRangeStart w:id=\"0\"/><w:r><w:pict>") != body.npos);
  CHECK(body.find("<w:commentRangeStart w:id=\"1\"/><w:sdt>") != body.npos);
  CHECK(body.find("<w:commentRangeStart w:id=\"2\"/><m:oMath>") != body.npos);
  CHECK(body.find("<w:commentRangeStart w:id=\"3\"/><w:r><w:footnoteReference") != body.npos);
  CHECK(body.find("<w:commentRangeStart w:id=\"4\"/><w:r><w:t>走访") != body.npos);
  CHECK(unpacked(marked.bytes, "word/footnotes.xml").find("comment") == std::string::npos);
}

TEST_CASE(
    "a comment on the value of a field stands around the field: inside, LibreOffice takes it for the value") {
  const auto marked = comment(
      make_docx("<w:p><w:r><w:t>合计</w:t></w:r><w:r><w:fldChar "
                "w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> =SUM(ABOVE) </w:instrText></w:r>"
                "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>27</w:t></w:r><w:r><w:fldChar "
                "w:fldCharType=\"end\"/></w:r>"
                "<w:fldSimple w:instr=\"REF a\"><w:r><w:t>58户</w:t></w:r></w:fldSimple></w:p>"),
      {"27", "58", "58户"});
  CHECK(marked.beside == std::vector<int>{1});
  const auto body = unpacked(marked.bytes, "word/document.xml");
  CHECK(body.find("<w:commentRangeStart w:id=\"0\"/><w:r><w:fldChar w:fldCharType=\"begin\"/>") != body.npos);
  CHECK(body.find("</w:fldSimple><w:commentRangeEnd w:id=\"1\"/>") != body.npos);
}

TEST_CASE("links become relations, finished comments are finished, the same input gives the same bytes") {
  const auto docx = make_docx(p("共12次，3人"));
  const auto document = *read_docx_bytes(docx);
  auto first = on(document, "12"), second = on(document, "3");
  first.paragraphs = {{{"台账中为11 & 文中为12", "", true}},
                      {{"记录", "https://example.org/?a=1&b=\"2\"", false}}};
  second.resolved = true;
  const auto marked = mark_docx(docx, {}, {first, second}, "");
  REQUIRE(marked);
  CHECK(marked->bytes == mark_docx(docx, {}, {first, second}, "")->bytes);
  const auto links = unpacked(marked->bytes, "word/_rels/comments.xml.rels");
  CHECK(links.find("Target=\"https://example.org/?a=1&amp;b=&quot;2&quot;\" TargetMode=\"External\"") !=
        links.npos);
  const auto comments = unpacked(marked->bytes, "word/comments.xml");
  CHECK(comments.find("w14:paraId=\"59000000\"") != comments.npos);
  CHECK(unpacked(marked->bytes, "word/commentsExtended.xml").find("w15:paraId=\"59000000\" w15:done=\"1\"") !=
        std::string::npos);
  // Once more over the result: nothing is made twice.
  const auto again = mark_docx(marked->bytes, {}, {second}, "");
  REQUIRE(again);
  CHECK(again->changed_parts == Texts{"word/comments.xml", "word/commentsExtended.xml", "word/document.xml"});
  CHECK(unpacked(again->bytes, "word/commentsExtended.xml").find("59010000") != std::string::npos);
}

TEST_CASE("a document whose only namespace is the default one gets marks with a prefix of their own") {
  const std::string body =
      "<document "
      "xmlns=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><body><p><r><t>共12次</t></r></"
      "p></body></document>";
  const std::string types =
      "<ct:Types xmlns:ct=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
  const auto marked =
      comment(make_zip({{"[Content_Types].xml", types}, {"word/document.xml", body}}, true), {"12"});
  CHECK(commented(marked.bytes) == Texts{"0:12|说12"});
  CHECK(unpacked(marked.bytes, "[Content_Types].xml").find("<ct:Override PartName=\"/word/comments.xml\"") !=
        std::string::npos);
}

TEST_CASE("white space beside a cut is neither lost nor found") {
  const auto marked = comment(make_docx("<w:p><w:r><w:t>\n  开展 12 次\n</w:t></w:r></w:p><w:p><w:r><w:t "
                                        "xml:space=\"preserve\"> 走 34 户 </w:t></w:r></w:p>"),
                              {"34", "展"});
  CHECK(texts(*read_docx_bytes(marked.bytes)) == Texts{"paragraph:开展 12 次", "paragraph: 走 34 户 "});
  CHECK(commented(marked.bytes)[0] == "0:34|说34");
}

TEST_CASE("places outside of the document, other files and changed files are refused") {
  const auto docx = make_docx(p("共12次"));
  const auto document = *read_docx_bytes(docx);
  auto wrong = on(document, "12");
  wrong.end = 5;
  CHECK(mark_docx(docx, {}, {wrong}, "").error().message.word == "draft.no_such_place");
  wrong.block = 9;
  CHECK(mark_docx(docx, {}, {wrong}, "").error().message.word == "draft.no_such_place");
  CHECK(mark_docx(docx, {}, {on(document, "12")}, "other").error().code == Code::conflict);
  CHECK(mark_docx("text", {}, {}, "").error().message.word == "draft.not_docx");
}

TEST_CASE("through the parse process the same bytes come out, and a changed file is told") {
  const auto docx = make_docx(p("共12次"));
  const TempFile file("报告.docx", docx);
  const auto document = read(file);
  REQUIRE(document);
  const std::vector<Comment> comments = {on(*document, "12")};
  const auto marked = with_comments(file, comments, document->fingerprint);
  REQUIRE(marked);
  CHECK(marked->bytes == mark_docx(docx, {}, comments, "")->bytes);
  std::ofstream(static_cast<const std::filesystem::path&>(file), std::ios::binary) << make_docx(p("共13次"));
  CHECK(with_comments(file, comments, document->fingerprint).error().message.word ==
        "draft.changed_meanwhile");
}
