// SPDX-License-Identifier: Apache-2.0
// Plain text and Markdown.
#include "base/text.h"

#include <doctest/doctest.h>

#include "draft/test_files.h"

using namespace youju;
using namespace youju::draft;
using namespace youju::draft::test;

namespace {
using Texts = std::vector<std::string>;
}

TEST_CASE("a line of plain text is a paragraph; title, headings and lists are told by their form") {
  const auto document = *read_text_bytes(
      "2023年工作总结\r\n\r\n一、学习情况\r\n　　召开大会12次。\r\n1.走访15户\r\n（2）慰问3.5万元\r\n3."
      "5万元到位\r\n");
  CHECK(texts(document) == Texts{"title:2023年工作总结", "heading:一、学习情况", "paragraph:召开大会12次。",
                                 "list_item:走访15户", "list_item:慰问3.5万元", "paragraph:3.5万元到位"});
  CHECK((document.blocks[3].label == "1." && document.blocks[4].label == "（2）"));
  CHECK((document.blocks[2].line == 4 && document.encoding == "UTF-8"));
}

TEST_CASE("lines with the same number of tabs are a table") {
  const auto document = *read_text_bytes("支部\t会议\t人数\n一支部\t5\t\n二支部\t4\t30\n合计9次\n");
  REQUIRE(document.blocks.size() == 9);
  CHECK(texts(document).back() == "paragraph:合计9次");
  CHECK((document.blocks[7].place->row == 2 && document.blocks[7].place->column == 2));
  CHECK((document.blocks[0].place->header_row && document.blocks[3].place->header_column));
}

TEST_CASE("columns that stand apart by blanks are a table") {
  const auto document = *read_text_bytes("支部      会议    人数\n第一支部    5    30\n第二支部    4    28\n合计  9次\n");
  REQUIRE(document.blocks.size() == 10);
  CHECK((document.blocks[5].text == "30" && document.blocks[5].place->column == 2));
  CHECK(texts(document).back() == "paragraph:合计  9次");
}

TEST_CASE("lines cut at one width are put together again") {
  const auto document = *read_text_bytes(
      "全年共召开支部党员大会十二次、支部委员会会议二十四次，组织主题党\n"
      "日活动12次，走访慰问离退休老同志和困难党员家庭1\n36人次，大家普遍反映良好。\n"
      "一、下一步打算\n继续努力。\n");
  CHECK(texts(document) == Texts{"paragraph:全年共召开支部党员大会十二次、支部委员会会议二十四次，组织主题党"
                                 "日活动12次，走访慰问离退休老同志和困难党员家庭136人次，大家普遍反映良好。",
                                 "heading:一、下一步打算", "paragraph:继续努力。"});
  // A line of its own for each: nothing to put together.
  CHECK(texts(*read_text_bytes("召开大会12次\n走访15户\n慰问3.5万元\n")).size() == 3);
}

TEST_CASE("encodings are found out, and what is none is told") {
  const auto gb = encode_gb18030("召开大会12次。\n走访15户。");
  CHECK(texts(*read_text_bytes(*gb)) == Texts{"paragraph:召开大会12次。", "paragraph:走访15户。"});
  CHECK(read_text_bytes(*gb)->encoding == "GB18030");
  CHECK(texts(*read_text_bytes(std::string_view("\xFF\xFE\x31\x00\x32\x00", 6))) == Texts{"paragraph:12"});
  CHECK(read_text_bytes(" \n").error().message.word == "draft.file_empty");
  CHECK(read_text_bytes(std::string_view("a\0b", 3)).error().message.word == "draft.encoding_unknown");
}

TEST_CASE("Markdown gives words, headings, lists, tables") {
  const auto document = *read_markdown_bytes(
      "# 2023年**总结**\n\n## 会议\n召开[大会](https://example.org/1)\n`12`次\\*\n\n- 走访15户\n  - "
      "其中3户\n1. 慰问\n\n细目\n---\n\n> 引用7次\n\n"
      "| 支部 | 次数 |\n|---|--:|\n| 一 | 5 |\n| | 4 |\n\n```\ncode 9\n```\nsnake_case_1 [x] two\nlines\n");
  CHECK(texts(document) == Texts{"title:2023年总结", "heading:会议", "paragraph:召开大会12次*",
                                 "list_item:走访15户", "list_item:其中3户", "list_item:慰问", "heading:细目",
                                 "paragraph:引用7次", "cell:支部", "cell:次数", "cell:一", "cell:5", "cell:4",
                                 "paragraph:code 9", "paragraph:snake_case_1 [x] two lines"});
  CHECK((document.blocks[7].style == "quote" && document.blocks[13].style == "code"));
  CHECK((document.blocks[8].place->header_row && document.blocks[12].place->row == 2 &&
         document.blocks[12].place->column == 1));
  CHECK(document.blocks[4].level == 1);
}

TEST_CASE("pasted text goes the same way, in the parse process") {
  const auto document = read_pasted("召开大会12次。");
  REQUIRE(document);
  CHECK(texts(*document) == Texts{"paragraph:召开大会12次。"});
  CHECK(read_pasted("").error().message.word == "draft.file_empty");
}
