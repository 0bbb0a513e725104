// SPDX-License-Identifier: Apache-2.0
// Measures the pages that come out: our PDF, and the DOCX as LibreOffice lays it out, with poppler's tools,
// against the numbers of GB/T 9704-2012. Slower than the unit tests (LibreOffice starts), hence a program of
// its own.
#include "paper/layout.h"

#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <sstream>

#include "base/text.h"
#include "paper/measure_pages.h"
#include "paper/sample_document.h"

using namespace youju;
using namespace youju::paper;
namespace fs = std::filesystem;

namespace {
// Nothing but Han: every line must be full.
Document grid_document() {
  Document d;
  d.made_at = "2024-01-05T03:04:05.678Z";
  static constexpr const char* kWords[] = {"全", "年", "工", "作", "扎", "实",
                                           "推", "进", "有", "序", "开", "展"};
  std::string text;
  for (int i = 0; i < 28 * 50; ++i) text += kWords[i % 12];
  for (int i = 0; i < 2; ++i) d.blocks.emplace_back(Paragraph{ParagraphStyle::body, {Run{.text = text}}});
  return d;
}

std::size_t body_lines(const std::vector<PageLine>& lines) {
  std::size_t n = 0;
  for (const auto& line : lines) n += line.y2 < kTop + kHeight + 6 && line.y1 > kTop - 8 ? 1u : 0u;
  return n;
}

void check_grid(const fs::path& pdf, double tolerance) {
  const auto pages = lines_of(pdf);
  REQUIRE(pages.size() >= 4);
  CHECK(pages.size() == 5);  // 102 lines of text
  for (std::size_t p = 0; p + 1 < pages.size(); ++p) {
    CAPTURE(p);
    CHECK(body_lines(pages[p]) == kLines);
    double above = 0;
    for (std::size_t i = 0; i < kLines && i < pages[p].size(); ++i) {
      const auto& line = pages[p][i];
      CAPTURE(line.text);
      const auto count = code_point_count(line.text);
      const bool last_of_paragraph = count < 20;
      if (!last_of_paragraph) {
        CHECK((count == 28 || count == 26));
        CHECK(line.x1 == doctest::Approx(count == 28 ? kLeft : kLeft + 2 * kCharacter).epsilon(0.004));
        CHECK(std::abs(line.x2 - (kLeft + kWidth)) < tolerance);
      }
      if (i > 0) CHECK(std::abs(line.y1 - above - kLine) < 0.2);
      above = line.y1;
    }
    // 37 mm above the first line and 35 mm below the last: the middles of these lines stand half a line
    // inside.
    const auto middle = [](const PageLine& line) { return (line.y1 + line.y2) / 2; };
    CHECK(std::abs(middle(pages[p][0]) - (kTop + kLine / 2)) < 4);
    CHECK(std::abs(middle(pages[p][kLines - 1]) - (kTop + kHeight - kLine / 2)) < 4);
  }
}

// Page number: dashes 7 mm below the type area, one character in from the outer edge (7.5).
void check_page_number(const fs::path& pdf, int page, double tolerance) {
  const auto ink = ink_of(pdf, page);
  REQUIRE(ink.width > 0);
  const bool odd = page % 2 == 1;
  // The middle of the outer dash, which is one character of 14 pt wide.
  const double x = odd ? kLeft + kWidth - 14 - 7 : kLeft + 14 + 7;
  const double dash = ink.middle(x, kTop + kHeight + 6, kTop + kHeight + 40);
  CAPTURE(page);
  REQUIRE(dash > 0);
  CAPTURE(dash - kTop - kHeight);
  CHECK(std::abs(dash - (kTop + kHeight + 7 * kMm)) < tolerance);
  // Nothing in the outermost character.
  CHECK(ink.count(odd ? kLeft + kWidth - 13 : kLeft, kTop + kHeight + 12, odd ? kLeft + kWidth : kLeft + 13,
                  kTop + kHeight + 28) == 0);
}

bool have_poppler() {
  static const bool have = run({"pdftotext", "-v"}).has_value();
  if (!have) MESSAGE("not run: poppler-utils");
  return have;
}

const std::string& sample_pdf() {
  static const std::string bytes = *write_pdf(sample_document());
  return bytes;
}
}  // namespace

TEST_CASE("our PDF has 22 lines of 28 characters on each page, in the type area") {
  if (!have_poppler()) return;
  check_grid(spill("grid.pdf", *write_pdf(grid_document())), 0.6);
}

TEST_CASE("our PDF is A4, embeds its fonts, keeps its text, and stays inside the type area") {
  if (!have_poppler()) return;
  const auto pdf = spill("sample.pdf", sample_pdf());
  const auto about = run({"pdfinfo", pdf.string()});
  REQUIRE(about);
  CHECK(about->find("595.276 x 841.89 pts (A4)") != std::string::npos);
  CHECK(about->find("Title:           关于2023年度") != std::string::npos);
  std::istringstream fonts(*run({"pdffonts", pdf.string()}));
  std::string row;
  int count = 0;
  while (std::getline(fonts, row)) {
    if (row.find("Identity-H") == std::string::npos && row.find("yes") == std::string::npos) continue;
    ++count;
    CHECK_MESSAGE(row.find("yes yes yes") != std::string::npos, row);
  }
  CHECK(count >= 5);
  const auto text = run({"pdftotext", pdf.string(), "-"});
  for (const auto* words :
       {"镕明远、喆文、堃山、㛃如、䶮清", "全年召开党员大会8次、支委会11次", "数据来源", "附件1"})
    CHECK_MESSAGE(text->find(words) != std::string::npos, words);
  for (int page = 1; page <= 6; ++page) {
    const auto ink = ink_of(pdf, page);
    CAPTURE(page);
    CHECK(ink.count(0, 0, kLeft - 1, kPageHeight) == 0);
    CHECK(ink.count(kLeft + kWidth + 1, 0, kPageWidth, kPageHeight) == 0);
    CHECK(ink.count(0, 0, kPageWidth, kTop - 0.5) == 0);
    CHECK(ink.count(0, kTop + kHeight + 1, kPageWidth, kTop + kHeight + 8) == 0);
  }
}

TEST_CASE("page numbers of our PDF stand outside, 7 mm below the type area, on odd and even pages") {
  if (!have_poppler()) return;
  const auto pdf = spill("sample.pdf", sample_pdf());
  for (int page = 1; page <= 4; ++page) check_page_number(pdf, page, 0.5);
}

TEST_CASE("title, recipient, signature and date of our PDF stand where the standard wants them") {
  if (!have_poppler()) return;
  const auto pages = lines_of(spill("sample.pdf", sample_pdf()));
  REQUIRE(pages.size() > 6);
  // The title's lines are centred; one empty line follows; the recipient is flush left.
  for (int i = 0; i < 2; ++i)
    CHECK(std::abs((pages[0][static_cast<std::size_t>(i)].x1 + pages[0][static_cast<std::size_t>(i)].x2) / 2 -
                   (kLeft + kWidth / 2)) < 1);
  const auto& recipient = pages[0][2];
  CHECK(recipient.text == "市委组织部：");
  CHECK(std::abs(recipient.x1 - kLeft) < 0.6);
  bool found = false;
  for (const auto& page : pages)
    for (std::size_t i = 0; i + 1 < page.size(); ++i) {
      if (page[i + 1].text != "2024年1月5日" || page[i].text != "示例市委老干部局") continue;
      found = true;
      CHECK(std::abs(kLeft + kWidth - page[i + 1].x2 - 4 * kCharacter) < 1);
      CHECK(std::abs((page[i].x1 + page[i].x2) / 2 - (page[i + 1].x1 + page[i + 1].x2) / 2) < 1);
    }
  CHECK(found);
  // 附件1 on line 1 flush left, its title on line 3.
  for (const auto& page : pages) {
    if (page.empty() || page[0].text != "附件1") continue;
    CHECK(std::abs(page[0].x1 - kLeft) < 0.6);
    CHECK(std::abs((page[1].y1 + page[1].y2) / 2 - (page[0].y1 + page[0].y2) / 2 - 2 * kLine) < 2);
  }
}

TEST_CASE("a table over several pages repeats its head, and no page of our PDF ends with a heading") {
  if (!have_poppler()) return;
  const auto pages = lines_of(spill("sample.pdf", sample_pdf()));
  int heads = 0;
  for (const auto& page : pages) {
    for (const auto& line : page)
      heads += line.text.find("序号") == 0 || line.text == "序号日期主题地点人数" ? 1 : 0;
    std::string last;
    for (const auto& line : page)
      if (line.y2 < kTop + kHeight + 6) last = line.text;
    CHECK_FALSE(last.starts_with("（一）"));
    CHECK_FALSE(last.starts_with("一、"));
    CHECK_FALSE(last.starts_with("（五）"));
  }
  CHECK(heads >= 3);
}

TEST_CASE("links and outline of our PDF: every figure is a link, headings make the tree") {
  const auto document = sample_document();
  const auto& bytes = sample_pdf();
  // cairo packs objects, so the counts are read by poppler from the HTML it makes of links and outline.
  if (!have_poppler()) return;
  const auto pdf = spill("sample.pdf", bytes);
  const auto xml = run({"pdftohtml", "-xml", "-i", "-stdout", pdf.string()});
  REQUIRE(xml);
  std::size_t links = 0, items = 0;
  for (auto at = xml->find("href=\"https://youju.example.cn/f/"); at != std::string::npos;
       at = xml->find("href=\"https://youju.example.cn/f/", at + 1))
    ++links;
  for (auto at = xml->find("<item "); at != std::string::npos; at = xml->find("<item ", at + 1)) ++items;
  CHECK(links >= 2 * document.figures.size());
  std::size_t headings = 3;  // two attachments and the sources
  for (const auto& block : document.blocks)
    if (const auto* p = std::get_if<Paragraph>(&block))
      headings += p->style == ParagraphStyle::heading1 || p->style == ParagraphStyle::heading2 ||
                          p->style == ParagraphStyle::heading3 || p->style == ParagraphStyle::heading4
                      ? 1u
                      : 0u;
  CHECK(items == headings);
}

namespace {
// The red head (7.2): upper edge of the office's mark 35 mm below the top of the type area, the rule 4 mm
// below the number and as wide as the type area, two empty lines between the rule and the title.
void check_red_head(const fs::path& pdf, double tolerance) {
  const auto ink = ink_of(pdf, 1);
  const auto lines = lines_of(pdf);
  REQUIRE(ink.width > 0);
  REQUIRE(lines.size() > 1);
  double top = kTop;
  while (top < kTop + 200 && ink.count(kLeft, top, kLeft + kWidth, top + 0.25) < 4) top += 0.25;
  CHECK(std::abs(top - (kTop + 35 * kMm)) < tolerance);
  const PageLine *number = nullptr, *title = nullptr;
  for (const auto& line : lines[0]) {
    if (line.text.find("5号") != std::string::npos && number == nullptr) number = &line;
    if (line.text.find("老干部工作开展") != std::string::npos && title == nullptr) title = &line;
  }
  REQUIRE(number != nullptr);
  REQUIRE(title != nullptr);
  const auto middle = [](const PageLine& line) { return (line.y1 + line.y2) / 2; };
  const double rule = ink.middle(kLeft + kWidth / 2, middle(*number) + 8, middle(*title) - 14);
  CHECK(std::abs(rule - (middle(*number) + 8 + 4 * kMm)) < tolerance);
  CHECK(std::abs(ink.middle(kLeft + 2, middle(*number) + 9, middle(*title) - 14) - rule) < 0.6);
  CHECK(std::abs(ink.middle(kLeft + kWidth - 2, middle(*number) + 9, middle(*title) - 14) - rule) < 0.6);
  CHECK(std::abs(middle(*title) - rule - 2.5 * kLine) < tolerance + kLine / 2);
  // Two empty lines between mark and number.
  CHECK(middle(*number) - top > 2.5 * kLine);
}
Document with_head() {
  auto document = sample_document();
  document.red_head = true;
  return document;
}
}  // namespace

TEST_CASE("the red head stands where the standard wants it, in our PDF and in LibreOffice") {
  if (!have_poppler()) return;
  check_red_head(spill("head.pdf", *write_pdf(with_head())), 1.5);
  const auto office = through_libreoffice("head", *write_docx(with_head()));
  if (office.empty()) {
    MESSAGE("not run: LibreOffice");
    return;
  }
  check_red_head(office, 6);
}

TEST_CASE("the DOCX in LibreOffice has 22 lines of 28 characters on each page") {
  if (!have_poppler()) return;
  const auto pdf = through_libreoffice("grid", *write_docx(grid_document()));
  if (pdf.empty()) {
    MESSAGE("not run: LibreOffice");
    return;
  }
  check_grid(pdf, 2.0);
}

TEST_CASE("the DOCX in LibreOffice: page, title, signature and page numbers as in our PDF") {
  if (!have_poppler()) return;
  const auto pdf = through_libreoffice("sample", *write_docx(sample_document()));
  if (pdf.empty()) {
    MESSAGE("not run: LibreOffice");
    return;
  }
  const auto about = run({"pdfinfo", pdf.string()});
  CHECK(about->find("A4") != std::string::npos);
  for (int page = 1; page <= 4; ++page) check_page_number(pdf, page, 2.0);
  const auto pages = lines_of(pdf);
  REQUIRE(pages.size() > 6);
  CHECK(std::abs((pages[0][0].x1 + pages[0][0].x2) / 2 - (kLeft + kWidth / 2)) < 2);
  bool found = false;
  for (const auto& page : pages)
    for (std::size_t i = 0; i + 1 < page.size(); ++i) {
      if (page[i].text != "示例市委老干部局" || !page[i + 1].text.starts_with("2024")) continue;
      found = true;
      CHECK(std::abs(kLeft + kWidth - page[i + 1].x2 - 4 * kCharacter) < 2);
      // LibreOffice puts its own space between Han and digits, which widens the date.
      CHECK(std::abs((page[i].x1 + page[i].x2) / 2 - (page[i + 1].x1 + page[i + 1].x2) / 2) < 10);
    }
  CHECK(found);
}
