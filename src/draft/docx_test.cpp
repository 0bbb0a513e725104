// SPDX-License-Identifier: Apache-2.0
// What is read of a DOCX.
#include <doctest/doctest.h>

#include "draft/test_files.h"

using namespace youju;
using namespace youju::draft;
using namespace youju::draft::test;

namespace {
using Texts = std::vector<std::string>;
Document read_body(const std::string& body) {
  const auto document = read_docx_bytes(make_docx(body));
  REQUIRE_MESSAGE(document, document.error().message.word << " " << document.error().detail);
  return *document;
}
std::string run(const std::string& inside) {
  return "<w:r>" + inside + "</w:r>";
}
std::string t(const std::string& text) {
  return "<w:t>" + text + "</w:t>";
}
}  // namespace

TEST_CASE("a number split over runs is one number; tabs, breaks and symbols are characters") {
  CHECK(texts(read_body(
            "<w:p>" + run(t("共1")) + "<w:proofErr w:type=\"spellStart\"/>" + run(t("0")) +
            run(t("86") + "<w:tab/>" + t("次")) +
            run("<w:br/><w:sym w:font=\"Wingdings\" w:char=\"F083\"/><w:noBreakHyphen/><w:softHyphen/>") +
            run("<w:sym w:font=\"Other\" w:char=\"F041\"/>") + "</w:p>")) ==
        Texts{"paragraph:共1086\t次\n③-\xEF\xBF\xBC"});
}

TEST_CASE("deleted text is gone, inserted text is there, and both are counted") {
  const auto document = read_body(
      "<w:p><w:r><w:t>开展</w:t></w:r><w:del w:id=\"1\" "
      "w:author=\"a\"><w:r><w:delText>5</w:delText></w:r></w:del>"
      "<w:ins w:id=\"2\" w:author=\"a\"><w:r><w:t>7</w:t></w:r></w:ins><w:moveFrom "
      "w:id=\"3\"><w:r><w:t>X</w:t></w:r></w:moveFrom>"
      "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish "
      "w:val=\"0\"/></w:rPr><w:t>次</w:t></w:r></w:p>");
  CHECK(texts(document) == Texts{"paragraph:开展7次"});
  CHECK(document.revisions == 3);
}

TEST_CASE("fields show their result, not their code; numbers of pages are left out") {
  const auto field = [](const std::string& code, const std::string& result) {
    return "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>" + code +
           "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>" + result +
           "</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
  };
  CHECK(texts(read_body("<w:p>" + field(" =SUM(ABOVE) ", "12") + run(t("人，第")) + field(" PAGE ", "3") +
                        run(t("页")) +
                        "<w:fldSimple w:instr=\" NUMPAGES \"><w:r><w:t>9</w:t></w:r></w:fldSimple>"
                        "<w:fldSimple w:instr=\" REF a \"><w:r><w:t>8</w:t></w:r></w:fldSimple></w:p>")) ==
        Texts{"paragraph:12人，第页8"});
  // A field that never ends swallows its own paragraph at most.
  CHECK(texts(read_body("<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:t>a</w:t></w:r></w:p>" +
                        p("共3次"))) == Texts{"paragraph:共3次"});
}

TEST_CASE("a text box is read once, after the paragraph that holds it") {
  const std::string box = "<w:txbxContent>" + p("框内12件") + "</w:txbxContent>";
  CHECK(
      texts(read_body(
          "<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent><mc:Choice "
          "Requires=\"wps\"><w:drawing><wps:txbx>" +
          box + "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>" + box +
          "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>后</w:t></w:r></w:p>")) ==
      Texts{"paragraph:前后", "text_box:框内12件"});
  CHECK(texts(read_body("<w:p><w:r><w:pict><v:textbox>" + box + "</v:textbox></w:pict></w:r></w:p>")) ==
        Texts{"text_box:框内12件"});
}

TEST_CASE("cells know their row, their column as seen, their spans and what heads them") {
  const auto cell = [](const std::string& text, const std::string& properties = "") {
    return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + p(text) + "</w:tc>";
  };
  const auto document =
      read_body("<w:tbl><w:tr>" + cell("支部") + cell("会议", "<w:gridSpan w:val=\"2\"/>") + cell("备注") +
                "</w:tr><w:tr>" + cell("一支部", "<w:vMerge w:val=\"restart\"/>") + cell("大会") + cell("5") +
                cell("") + "</w:tr><w:tr>" + cell("", "<w:vMerge/>") + cell("党课") + cell("4") +
                "<w:tc><w:tbl><w:tr><w:tc>" + p("内") + "</w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>");
  REQUIRE(document.blocks.size() == 9);
  const auto& blocks = document.blocks;
  const auto at = [&](std::size_t i) { return *blocks[i].place; };
  CHECK(at(1).column_span == 2);
  CHECK(at(2).column == 3);
  CHECK((at(3).row_span == 2 && at(3).row == 1 && at(3).column == 0));
  CHECK((at(7).row == 2 && at(7).column == 2 && blocks[7].text == "4"));
  CHECK((at(8).table == 1 && at(8).outer == 0 && at(8).row == 0));
  CHECK((at(0).header_row && at(1).header_row && !at(4).header_row));
  CHECK((at(3).header_column && !at(4).header_column));
}

TEST_CASE(
    "headings come by style, by outline level and by form; lists by numbering; the title by style or place") {
  Parts parts;
  parts.styles =
      "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/></w:style>"
      "<w:style w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"a\"/></w:style>"
      "<w:style w:styleId=\"X\"><w:name w:val=\"我的标题\"/><w:basedOn w:val=\"1\"/></w:style>"
      "<w:style w:styleId=\"L\"><w:name w:val=\"List\"/><w:pPr><w:numPr><w:numId "
      "w:val=\"2\"/></w:numPr></w:pPr></w:style>"
      "<w:style w:styleId=\"T1\"><w:name w:val=\"toc 1\"/></w:style>";
  const auto styled = [](const std::string& style, const std::string& more, const std::string& text) {
    return "<w:p><w:pPr>" + (style.empty() ? "" : "<w:pStyle w:val=\"" + style + "\"/>") + more +
           "</w:pPr><w:r><w:t>" + text + "</w:t></w:r></w:p>";
  };
  parts.body = styled("", "<w:jc w:val=\"center\"/>", "2023年工作总结") + styled("T1", "", "一、概况 1") +
               styled("1", "", "概况") + styled("X", "", "会议") +
               styled("", "<w:outlineLvl w:val=\"2\"/>", "细目") + p("（一）学习情况") +
               p("一是召开会议3次。") + styled("L", "", "项") +
               styled("L", "<w:numPr><w:numId w:val=\"0\"/></w:numPr>", "非项") +
               styled("", "<w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr>", "子项");
  const auto document = *read_docx_bytes(make_docx(parts));
  CHECK(texts(document) == Texts{"title:2023年工作总结", "contents:一、概况 1", "heading:概况",
                                 "heading:会议", "heading:细目", "heading:（一）学习情况",
                                 "paragraph:一是召开会议3次。", "list_item:项", "paragraph:非项",
                                 "list_item:子项"});
  CHECK((document.blocks[3].level == 1 && document.blocks[4].level == 3 && document.blocks[5].level == 2));
  CHECK((document.blocks[5].by_form && document.blocks[0].by_form && !document.blocks[2].by_form));
  CHECK(document.blocks[9].level == 1);
}

TEST_CASE("footnotes say where they belong; headers and footers come last") {
  Parts parts;
  parts.body =
      p("前言") + "<w:p><w:r><w:t>走访15户</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>";
  parts.footnotes = "<w:footnote w:type=\"separator\" w:id=\"0\">" + p("线") +
                    "</w:footnote><w:footnote w:id=\"2\">" + p("含重访3户") + "</w:footnote>";
  parts.header = p("内部资料");
  parts.footer = p("第页");
  const auto document = *read_docx_bytes(make_docx(parts));
  CHECK(texts(document) == Texts{"paragraph:前言", "paragraph:走访15户", "footnote:含重访3户",
                                 "header:内部资料", "footer:第页"});
  CHECK((document.blocks[2].refers_to == 1 && document.blocks[2].refers_at == 5));
}

TEST_CASE("white space that XML keeps for itself is no text; entities, controls and ruby are") {
  CHECK(texts(read_body(
            "<w:p><w:r><w:t>\n   甲 &amp; &#20057;\n "
            "</w:t></w:r><w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>" +
            run(t("3次")) + "</w:sdtContent></w:sdt><w:smartTag>" + run(t("丙")) + "</w:smartTag>" +
            run("<w:ruby><w:rt>" + run(t("pin")) + "</w:rt><w:rubyBase>" + run(t("丁")) +
                "</w:rubyBase></w:ruby>") +
            "<m:oMath><m:r><m:t>=50%</m:t></m:r></m:oMath></w:p>")) == Texts{"paragraph:甲 & 乙3次丙丁=50%"});
}

TEST_CASE("pages are counted where Word left a trace of them") {
  const auto document =
      read_body(p("一页") + "<w:p>" + run("<w:lastRenderedPageBreak/>" + t("二页")) + "</w:p>");
  CHECK(document.pages == 2);
  CHECK((document.blocks[0].page == 1 && document.blocks[1].page == 2));
  CHECK(read_body(p("甲")).blocks[0].page == 0);
}

TEST_CASE("the strict form of the standard and other prefixes are read") {
  const std::string body =
      "<d:document "
      "xmlns:d=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><d:body><d:p><d:r><d:t>7次</d:t></d:r></"
      "d:p></d:body></d:document>";
  CHECK(texts(*read_docx_bytes(make_zip({{"word/document.xml", body}}))) == Texts{"paragraph:7次"});
}
