// SPDX-License-Identifier: Apache-2.0
// Turned pages, 版记 and what a PDF says to those who listen, measured on the pages that come out.
#include <doctest/doctest.h>

#include <cmath>

#include "paper/layout.h"
#include "paper/measure_pages.h"
#include "paper/paper.h"

using namespace youju;
using namespace youju::paper;

namespace {
Document document_with(int paragraphs) {
  Document d;
  d.title = "宽表";
  d.made_at = "2024-01-05T03:04:05.678Z";
  for (int i = 0; i < paragraphs; ++i)
    d.blocks.emplace_back(Paragraph{ParagraphStyle::body, {Run{.text = "全年工作有序开展，各项任务按期完成。"}}});
  return d;
}
Table wide_table(int rows) {
  Table table;
  table.title = "各月开展情况表";
  table.landscape = true;
  for (int r = 0; r <= rows; ++r) {
    auto& row = table.rows.emplace_back();
    for (int c = 0; c < 14; ++c)
      row.push_back({{Run{.text = r == 0 ? "第" + std::to_string(c + 1) + "栏" : std::to_string(r * 100 + c)}}});
  }
  return table;
}
std::vector<std::string> words_of(const Document& d, const char* name) {
  const auto pdf = write_pdf(d);
  REQUIRE(pdf);
  const auto text = run({"pdftotext", "-layout", spill(name, *pdf).string(), "-"});
  REQUIRE(text);
  std::vector<std::string> pages(1);
  for (const char c : *text) {
    if (c == '\f') pages.emplace_back();
    else pages.back() += c;
  }
  pages.pop_back();
  return pages;
}
bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }
}  // namespace

TEST_CASE("a turned table has sheets of its own; its head lies at the left edge, the page number where it always is") {
  auto d = document_with(2);
  d.blocks.emplace_back(wide_table(28));
  d.blocks.emplace_back(Paragraph{ParagraphStyle::body, {Run{.text = "表后的文字。"}}});
  const auto bytes = write_pdf(d);
  REQUIRE(bytes);
  const auto pdf = spill("turned.pdf", *bytes);
  const auto sizes = run({"pdfinfo", "-f", "1", "-l", "9", pdf.string()});
  REQUIRE(sizes);
  CHECK(holds(*sizes, "Pages:           4"));
  CHECK_FALSE(holds(*sizes, "841.89 x 595"));  // every sheet is upright
  for (int page = 2; page <= 3; ++page) {
    CAPTURE(page);
    const auto ink = ink_of(pdf, page);
    REQUIRE(ink.width > 0);
    // The title stands in the first 29 pt from the left edge of the type area, in the middle of its height, on the first of
    // them; on both the rules of the table reach from end to end of the 225 mm.
    if (page == 2) {
      CHECK(ink.count(kLeft, kTop + kHeight / 2 - 60, kLeft + kLine, kTop + kHeight / 2 + 60) > 100);
      CHECK(ink.count(kLeft, kTop, kLeft + kLine, kTop + 150) == 0);
    }
    const double right = kLeft + (page == 2 ? 120 : 30);
    CHECK(ink.count(right - 60, kTop - 1, right, kTop + 1) > 0);
    CHECK(ink.count(right - 60, kTop + kHeight - 1, right, kTop + kHeight + 1) > 0);
    CHECK(ink.count(0, kTop, kLeft - 2, kTop + kHeight) == 0);
    const double number = page % 2 == 1 ? kLeft + kWidth - 14 - 7 : kLeft + 14 + 7;
    const double dash = ink.middle(number, kTop + kHeight + 6, kTop + kHeight + 40);
    CHECK(std::abs(dash - (kTop + kHeight + 7 * kMm)) < 1.5);
  }
  const auto pages = words_of(d, "turned-words.pdf");
  REQUIRE(pages.size() == 4);
  CHECK(holds(pages[3], "表后的文字"));
}

TEST_CASE("a turned table in the DOCX is a section of its own between upright ones") {
  auto d = document_with(1);
  d.blocks.emplace_back(wide_table(3));
  d.blocks.emplace_back(wide_table(3));
  d.blocks.emplace_back(PageBreak{});
  d.blocks.emplace_back(Paragraph{ParagraphStyle::body, {Run{.text = "表后的文字。"}}});
  const auto docx = write_docx(d);
  REQUIRE(docx);
  const auto pdf = through_libreoffice("turned", *docx);
  if (pdf.empty()) {
    MESSAGE("not run: LibreOffice");
    return;
  }
  const auto sizes = run({"pdfinfo", "-f", "1", "-l", "9", pdf.string()});
  REQUIRE(sizes);
  CHECK(holds(*sizes, "Pages:           3"));
  CHECK(holds(*sizes, "Page    1 size:  595"));
  CHECK(holds(*sizes, "Page    2 size:  841"));
  CHECK(holds(*sizes, "Page    3 size:  595"));
}

TEST_CASE("版记 stands at the foot of the last page, an even one; an empty page before it has no number") {
  auto d = document_with(3);
  d.copies = "市直机关工委，各县（市、区）委老干部局，市直各单位离退休干部党总支、党支部，局机关各科室，市老年大学，市老干部活动中心";
  d.printed_by = "示例市委老干部局办公室";
  d.printed_on = "2024年1月5日";
  auto pages = words_of(d, "imprint.pdf");
  REQUIRE(pages.size() == 2);
  CHECK_FALSE(holds(pages[0], "印发"));
  CHECK(holds(pages[1], "抄送：市直机关工委，各县（市、区）"));
  CHECK(holds(pages[1], "老干部活动中心。"));
  CHECK(holds(pages[1], "2024年1月5日印发"));
  CHECK(holds(pages[1], "—2—"));
  const auto ink = ink_of(folder() / "imprint.pdf", 2);
  const double foot = kTop + kHeight;
  CHECK(std::abs(ink.middle(kLeft + 5, foot - 4, foot + 4) - (foot - kThickRule / 2)) < 0.3);
  // Room on the back: no further page.
  auto two = document_with(24);
  two.printed_by = d.printed_by;
  pages = words_of(two, "imprint-room.pdf");
  REQUIRE(pages.size() == 2);
  CHECK(holds(pages[1], "示例市委老干部局办公室"));
  // No room there: the next sheet's front stays empty.
  auto full = document_with(44);
  full.printed_by = d.printed_by;
  pages = words_of(full, "imprint-full.pdf");
  REQUIRE(pages.size() == 4);
  CHECK(pages[2].find_first_not_of(" \n") == std::string::npos);
  CHECK(holds(pages[3], "示例市委老干部局办公室"));
  CHECK_FALSE(holds(pages[3], "—4—"));
}

TEST_CASE("版记 of the DOCX stands at the foot of the last page in LibreOffice too") {
  auto d = document_with(3);
  d.copies = "市直机关工委，各县（市、区）委老干部局，市直各单位离退休干部党总支、党支部，局机关各科室，市老年大学，市老干部活动中心";
  d.printed_by = "示例市委老干部局办公室";
  d.printed_on = "2024年1月5日";
  const auto docx = write_docx(d);
  REQUIRE(docx);
  const auto pdf = through_libreoffice("imprint", *docx);
  if (pdf.empty()) {
    MESSAGE("not run: LibreOffice");
    return;
  }
  const auto text = run({"pdftotext", "-layout", pdf.string(), "-"});
  REQUIRE(text);
  CHECK(holds(*text, "抄送：市直机关工委"));
  const int last = static_cast<int>(std::count(text->begin(), text->end(), '\f'));
  const auto ink = ink_of(pdf, last);
  const double foot = kTop + kHeight;
  CHECK(std::abs(ink.middle(kLeft + 5, foot - 14, foot + 4) - foot) < 10);  // its last rule is the lower edge of the type area
}

TEST_CASE("a PDF says its language, shows its title, and names headings, paragraphs and tables") {
  auto d = document_with(1);
  d.blocks.emplace(d.blocks.begin(), Paragraph{ParagraphStyle::title, {Run{.text = "报告"}}});
  d.blocks.emplace_back(Paragraph{ParagraphStyle::heading1, {Run{.text = "一、总体情况"}}});
  auto table = wide_table(2);
  table.landscape = false;
  d.blocks.emplace_back(table);
  const auto bytes = write_pdf(d);
  REQUIRE(bytes);
  CHECK(*bytes == *write_pdf(d));
  CHECK(holds(*bytes, "/Lang (zh-CN)"));
  CHECK(holds(*bytes, "/DisplayDocTitle true"));
  const auto pdf = spill("tagged.pdf", *bytes);
  const auto facts = run({"pdfinfo", pdf.string()});
  REQUIRE(facts);
  CHECK(holds(*facts, "Tagged:          yes"));
  CHECK(holds(*facts, "Title:           宽表"));
  const auto structure = run({"pdfinfo", "-struct-text", pdf.string()});
  REQUIRE(structure);
  for (const char* part : {"H1", "H2", "P", "Table", "TR", "TH", "TD", "总体情况", "第1栏", "213"})
    CHECK_MESSAGE(holds(*structure, part), part);
}
