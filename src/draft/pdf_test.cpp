// SPDX-License-Identifier: Apache-2.0
// Pages of a PDF, as pdftotext lays them out.
#include <doctest/doctest.h>

#include "draft/test_files.h"

using namespace youju;
using namespace youju::draft;
using namespace youju::draft::test;

namespace {
using Texts = std::vector<std::string>;
struct L {
  double left, top, right;
  std::string text;
  double size = 12;
};
std::string box(const char* name, double l, double t, double r, double b) {
  return std::string("<") + name + " xMin=\"" + std::to_string(l) + "\" yMin=\"" + std::to_string(t) +
         "\" xMax=\"" + std::to_string(r) + "\" yMax=\"" + std::to_string(b) + "\">";
}
std::string block(const std::vector<L>& lines) {
  double l = 1e9, t = 1e9, r = 0, b = 0;
  std::string inside;
  for (const auto& line : lines) {
    l = std::min(l, line.left), t = std::min(t, line.top), r = std::max(r, line.right),
    b = std::max(b, line.top + line.size);
    inside += box("line", line.left, line.top, line.right, line.top + line.size) +
              box("word", line.left, line.top, line.right, line.top + line.size) + line.text +
              "</word></line>";
  }
  return "<flow>" + box("block", l, t, r, b) + inside + "</block></flow>";
}
std::string page(const std::string& inside) {
  return "<page width=\"595\" height=\"842\">" + inside + "</page>";
}
Document layout(const std::string& pages) {
  const auto document = read_pdf_layout("<!DOCTYPE html><html><body><doc>" + pages + "</doc></body></html>");
  REQUIRE_MESSAGE(document, document.error().message.word << " " << document.error().detail);
  return *document;
}
}  // namespace

TEST_CASE(
    "lines become paragraphs by indent and by room left at the end; words are joined as they are written") {
  const auto document = layout(page(block({{100, 100, 300, "关于工作的总结", 24}}) +
                                    block({{74, 150, 500, "召开大会12次，走访困难职工及家属"},
                                           {50, 170, 500, "共15户，发放慰问金"},
                                           {50, 190, 200, "3万元。"},
                                           {74, 210, 500, "We held twelve meet-"},
                                           {50, 230, 500, "ings and"},
                                           {50, 250, 200, "more."},
                                           {50, 280, 200, "（一）学习情况"},
                                           {50, 300, 200, "1. 走访3户"}})));
  CHECK(texts(document) ==
        Texts{"title:关于工作的总结", "paragraph:召开大会12次，走访困难职工及家属共15户，发放慰问金3万元。",
              "paragraph:We held twelve meetings and more.", "heading:（一）学习情况", "list_item:走访3户"});
}

namespace {
std::string cells_of(const Document& document) {
  std::string out;
  for (const auto& b : document.blocks)
    if (b.place) out += std::to_string(b.place->table) + "." + std::to_string(b.place->row) + "." + std::to_string(b.place->column) + " " + b.text + "; ";
  return out;
}
}  // namespace

TEST_CASE("a head may leave its corner free") {
  const auto free = page(block({{50, 100, 500, "两年对比如下表所示，数字均来自台账。"}}) + block({{192, 130, 230, "2023年"}, {192, 146, 206, "11"}, {192, 162, 206, "34"}}) +
                         block({{312, 130, 350, "2022年"}, {312, 146, 319, "6"}, {312, 162, 326, "28"}}) + block({{72, 146, 124, "宣传报道"}, {72, 162, 114, "意见建议"}}));
  CHECK(cells_of(layout(free)) == "0.0.1 2023年; 0.0.2 2022年; 0.1.0 宣传报道; 0.1.1 11; 0.1.2 6; 0.2.0 意见建议; 0.2.1 34; 0.2.2 28; ");
}

TEST_CASE("a head may leave its corner free over cells of several lines") {
  const auto head = block({{240, 100, 264, "数值"}, {340, 100, 364, "口径"}});
  const auto rows = block({{80, 130, 140, "专题党课"}, {252, 130, 273, "15"}, {290, 130, 420, "专题党课的条数，"}, {290, 144, 380, "已召开的。"}}) +
                    block({{80, 186, 140, "账号发布内"}, {80, 200, 92, "容"}, {252, 193, 273, "114"}, {290, 186, 420, "已发布的"}, {290, 200, 330, "条数。"}});
  CHECK(cells_of(layout(page(head + rows))) ==
        "0.0.1 数值; 0.0.2 口径; 0.1.0 专题党课; 0.1.1 15; 0.1.2 专题党课的条数，已召开的。; 0.2.0 账号发布内容; 0.2.1 114; 0.2.2 已发布的条数。; ");
}

TEST_CASE("a head alone at the foot of a page belongs to the rows of the next") {
  const auto text = block({{50, 100, 500, "全年工作情况如下表所示，数字均来自台账。"}, {50, 120, 500, "各支部活动正常，未发生问题，特此说明。"}});
  const auto head = block({{72, 734, 93, "项目"}}) + block({{192, 734, 244, "次数（次）"}}) + block({{312, 734, 396, "参加人次（人次）"}});
  const auto rows = block({{72, 75, 124, "防诈骗宣讲"}, {72, 91, 114, "主题党日"}}) + block({{192, 75, 200, "4"}, {192, 91, 200, "9"}}) + block({{312, 75, 333, "314"}, {312, 91, 326, "70"}});
  const std::string whole = "0.0.0 项目; 0.0.1 次数（次）; 0.0.2 参加人次（人次）; 0.1.0 防诈骗宣讲; 0.1.1 4; 0.1.2 314; 0.2.0 主题党日; 0.2.1 9; 0.2.2 70; ";
  CHECK(cells_of(layout(page(text + head) + page(rows))) == whole);
  // A row of dashes is no head.
  const auto dashes = block({{72, 59, 114, "主题宣讲"}}) + block({{192, 59, 204, "—"}}) + block({{312, 59, 324, "—"}});
  CHECK(cells_of(layout(page(text + head) + page(dashes + rows))).starts_with("0.0.0 项目; 0.0.1 次数（次）; 0.0.2 参加人次（人次）; 0.1.0 主题宣讲; 0.1.1 —; 0.1.2 —; 0.2.0 防诈骗宣讲; 0.2.1 4; "));
  CHECK(cells_of(layout(page(text + head) + page(text) + page(rows))).find("项目") == std::string::npos);  // not over a page between
}

TEST_CASE("columns under a head of two levels are not read: the lower words alone would say too little") {
  const auto upper = block({{150, 116, 190, "2023年"}}) + block({{350, 116, 390, "2022年"}});
  const auto lower = block({{60, 130, 84, "项目"}, {60, 146, 108, "主题党日"}, {60, 162, 108, "宣传报道"}}) + block({{120, 130, 144, "次数"}, {120, 146, 134, "11"}, {120, 162, 134, "34"}}) +
                     block({{220, 130, 244, "人次"}, {220, 146, 240, "206"}, {220, 162, 240, "134"}}) + block({{320, 130, 344, "次数"}, {320, 146, 334, "12"}, {320, 162, 334, "30"}}) +
                     block({{420, 130, 444, "人次"}, {420, 146, 440, "199"}, {420, 162, 440, "128"}});
  CHECK(cells_of(layout(page(lower))).find("0.1.2 206") != std::string::npos);
  CHECK(cells_of(layout(page(upper + lower))).empty());
}

TEST_CASE("short lines in rows and columns of numbers are the cells of a table, and go on over the page without a head") {
  const auto one = page(block({{50, 100, 500, "全年工作情况如下表所示，数字均来自台账。"}}) + block({{72, 734, 93, "项目"}, {72, 750, 114, "支部学习"}}) +
                        block({{192, 734, 244, "次数（次）"}, {192, 748, 206, "11"}}) + block({{312, 734, 396, "参加人次（人次）"}, {312, 748, 319, "6"}}));
  const auto two = page(block({{192, 74, 200, "4"}, {192, 90, 200, "9"}}) + block({{72, 75, 124, "防诈骗宣讲"}, {72, 91, 114, "主题党日"}}) + block({{312, 74, 333, "314"}, {312, 90, 326, "70"}}));
  CHECK(cells_of(layout(one + two)) ==
        "0.0.0 项目; 0.0.1 次数（次）; 0.0.2 参加人次（人次）; 0.1.0 支部学习; 0.1.1 11; 0.1.2 6; "
        "0.2.0 防诈骗宣讲; 0.2.1 4; 0.2.2 314; 0.3.0 主题党日; 0.3.1 9; 0.3.2 70; ");
  // Two columns of sentences, and names beside dates, are no table of numbers.
  CHECK(cells_of(layout(page(block({{50, 100, 280, "左栏第一行文字"}, {50, 120, 280, "左栏第二行文字"}}) + block({{310, 100, 540, "右栏第一行文字"}, {310, 120, 540, "右栏第二行文字"}})))).empty());
}

TEST_CASE("cells of several lines are one cell: by the room between rows, under the words of a head") {
  const auto rows_of = [](const Document& document) {
    std::string out;
    for (const auto& b : document.blocks)
      if (b.place) out += std::to_string(b.place->row) + "." + std::to_string(b.place->column) + " " + b.text + "; ";
    return out;
  };
  const auto head = block({{100, 100, 124, "项目"}, {240, 100, 264, "数值"}, {340, 100, 364, "口径"}});
  // In the middle of rows with room between; the 5 stands under no word of the head until the 114 has made its column wide.
  const auto spaced = page(head + block({{80, 136, 128, "专题党课"}, {266, 136, 273, "5"}, {290, 130, 420, "专题党课的条数，"}, {290, 144, 380, "已召开的。"}}) +
                           block({{80, 186, 140, "账号发布内"}, {80, 200, 92, "容"}, {252, 193, 273, "114"}, {290, 186, 420, "已发布的"}, {290, 200, 330, "条数。"}}));
  CHECK(rows_of(layout(spaced)) == "0.0 项目; 0.1 数值; 0.2 口径; 1.0 专题党课; 1.1 5; 1.2 专题党课的条数，已召开的。; 2.0 账号发布内容; 2.1 114; 2.2 已发布的条数。; ");
  // Words beside words are no table, whatever stands over them.
  CHECK(rows_of(layout(page(block({{80, 100, 104, "左栏"}, {300, 100, 324, "右栏"}}) + block({{80, 120, 280, "左栏第一行文字"}, {80, 140, 280, "左栏第二行"}}) +
                            block({{300, 120, 500, "右栏第一行文字"}, {300, 140, 500, "右栏第二行"}})))).empty());
}

TEST_CASE("a number in the cell beside a text of several lines does not stand in the middle of its sentence") {
  const auto document = layout(page(block({{275, 297, 410, "召开。另计入：防诈骗宣讲同时计", 9},
                                           {258, 303, 267, "16", 9},
                                           {275, 309, 410, "入活动（本单位年度工作要点（示", 9},
                                           {275, 321, 340, "例，可改））。", 9}})));
  REQUIRE(texts(document).size() >= 2);
  CHECK(texts(document)[0] == "paragraph:16");
  for (const auto& text : texts(document)) CHECK(text.find("同时计16") == text.npos);
  // Indented or to the right, but one under the other: as it stands.
  const auto letter = layout(page(block({{50, 100, 200, "特此报告。"}, {350, 130, 500, "云岭市委老干部局"}, {360, 150, 480, "2024年1月10日"}})));
  CHECK(texts(letter)[0] == "paragraph:特此报告。");
}

TEST_CASE("running heads, feet and numbers of pages are set apart, and a sentence goes on over the page") {
  const auto edges = [](int number) {
    return block({{50, 30, 200, "内部资料 第" + std::to_string(number) + "期"}}) +
           block({{280, 800, 310, "— " + std::to_string(number) + " —"}});
  };
  const auto document =
      layout(page(edges(1) + block({{74, 150, 500, "全年共召开"}, {50, 700, 500, "支部党员大"}})) +
             page(edges(2) + block({{50, 150, 500, "会12次，同比"}, {50, 170, 300, "增长两成。"}})));
  CHECK(document.pages == 2);
  Texts body;
  for (const auto& text : texts(document))
    if (text.starts_with("paragraph")) body.push_back(text);
  CHECK(texts(document)[0] == "header:内部资料 第1期");
  CHECK(texts(document)[1] == "page_number:— 1 —");
  CHECK(body.back().find("支部党员大会12次，同比") != std::string::npos);
}

TEST_CASE("a number of a page above the edge is told by its dashes; bare digits there are a cell") {
  const auto document = layout(page(block({{50, 150, 500, "全年共召开支部党员大会。"}}) +
                                    block({{280, 745, 310, "— 3 —"}}) + block({{400, 745, 410, "12"}})));
  CHECK(texts(document) == Texts{"paragraph:全年共召开支部党员大会。", "page_number:— 3 —", "paragraph:12"});
}

TEST_CASE("a sentence that ends in the middle of the page ends its paragraph, and the caption of a table stands apart") {
  const auto document = layout(page(block({{50, 100, 500, "全年各支部按照要求开展组织生活，没有遗漏，台账齐全。"}}) +
                                    block({{50, 150, 290, "明年计划开展主题党日10次、专题党课8次。"}, {50, 170, 150, "各支部组织生活统计"}})));
  CHECK(texts(document) == Texts{"paragraph:全年各支部按照要求开展组织生活，没有遗漏，台账齐全。", "paragraph:明年计划开展主题党日10次、专题党课8次。", "paragraph:各支部组织生活统计"});
}

TEST_CASE("two columns are read one after the other") {
  const auto document =
      layout(page(block({{50, 150, 280, "左栏第一行没有完"}, {50, 170, 280, "接着左栏第二行"}}) +
                  block({{300, 150, 530, "右栏接着左栏走访"}, {300, 170, 430, "15户。"}})));
  CHECK(texts(document) == Texts{"paragraph:左栏第一行没有完接着左栏第二行右栏接着左栏走访15户。"});
}

TEST_CASE("marks of notes are no numbers, cells stay apart, a title may stand in the middle") {
  const std::string line = box("line", 50, 190, 500, 206) + box("word", 50, 190, 100, 206) +
                           "走访15户</word>" + box("word", 100, 190, 104, 199) + "1</word>" +
                           box("word", 104, 190, 500, 206) + "，慰问金</word></line>";
  const auto document = layout(page(block({{200, 150, 350, "关于工作的报告", 16}}) + "<flow>" +
                                    box("block", 50, 190, 500, 206) + line + "</block></flow>" +
                                    block({{50, 212, 120, "3万元。", 16}}) +
                                    block({{50, 300, 90, "支部", 16}, {50, 320, 90, "一支部", 16}})));
  CHECK(texts(document) == Texts{"title:关于工作的报告", "paragraph:走访15户，慰问金3万元。",
                                 "paragraph:支部", "paragraph:一支部"});
}

TEST_CASE("scanned pages are told, and pages without text among others are counted") {
  const auto scanned = read_pdf_layout("<doc>" + page("") + page(block({{50, 150, 60, "3"}})) + "</doc>");
  CHECK(scanned.error().message.word == "draft.pdf_scanned");
  const auto some = layout(page(block({{50, 150, 500, "全年共召开支部党员大会12次。"}})) + page(""));
  REQUIRE(some.notes.size() == 1);
  CHECK(some.notes[0].args.at("count") == "1");
  CHECK(read_pdf_layout("nothing").error().message.word == "draft.pdf_damaged");
}
