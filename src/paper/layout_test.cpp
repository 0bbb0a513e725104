// SPDX-License-Identifier: Apache-2.0
// Measures the pages that come out: our PDF, and the DOCX as LibreOffice lays it out, with poppler's tools,
// against the numbers of GB/T 9704-2012. Slower than the unit tests (LibreOffice starts), hence a program of
// its own.
#include "paper/layout.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <pugixml.hpp>
#include <sstream>

#include "base/text.h"
#include "paper/sample_document.h"

using namespace youju;
using namespace youju::paper;
namespace fs = std::filesystem;

namespace {

struct Folder {
  fs::path path = fs::temp_directory_path() / ("youju-layout-" + std::to_string(::getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() {
    if (!std::getenv("YOUJU_TEST_KEEP")) fs::remove_all(path);
  }
};
const fs::path& folder() {
  static const Folder kept;
  return kept.path;
}

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
fs::path spill(const std::string& name, const std::string& bytes) {
  std::ofstream(folder() / name, std::ios::binary) << bytes;
  return folder() / name;
}

// Runs a program with its output in a file; nothing when there is no such program.
std::optional<std::string> run(std::vector<std::string> words,
                               const std::vector<std::string>& settings = {}) {
  std::vector<char*> argv, env;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  auto all = settings;
  for (char** e = environ; *e; ++e) all.emplace_back(*e);
  for (auto& e : all) env.push_back(e.data());
  env.push_back(nullptr);
  const auto out = folder() / "out.txt";
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  pid_t pid = 0;
  const int started = posix_spawnp(&pid, argv[0], &actions, nullptr, argv.data(), env.data());
  posix_spawn_file_actions_destroy(&actions);
  if (started != 0) return std::nullopt;
  int status = 0;
  ::waitpid(pid, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return std::nullopt;
  return slurp(out);
}

struct PageLine {
  double x1, y1, x2, y2;
  std::string text;
};
// Lines of each page, from top to bottom.
std::vector<std::vector<PageLine>> lines_of(const fs::path& pdf) {
  const auto boxes = folder() / "boxes.html";
  if (!run({"pdftotext", "-bbox-layout", pdf.string(), boxes.string()})) return {};
  pugi::xml_document xml;
  xml.load_string(slurp(boxes).c_str(), pugi::parse_default | pugi::parse_doctype);
  std::vector<std::vector<PageLine>> pages;
  for (const auto& page : xml.select_nodes("//page")) {
    auto& lines = pages.emplace_back();
    for (const auto& found : page.node().select_nodes(".//line")) {
      const auto line = found.node();
      PageLine out{line.attribute("xMin").as_double(),
                   line.attribute("yMin").as_double(),
                   line.attribute("xMax").as_double(),
                   line.attribute("yMax").as_double(),
                   {}};
      for (const auto& word : line.children("word")) out.text += word.text().get();
      lines.push_back(std::move(out));
    }
    std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.y1 < b.y1; });
  }
  return pages;
}

// A page as grey pixels, 4 a point.
struct Ink {
  int width = 0, height = 0;
  std::string pixels;
  bool dark(double x, double y) const {
    const int px = static_cast<int>(x * 4), py = static_cast<int>(y * 4);
    return px >= 0 && py >= 0 && px < width && py < height &&
           static_cast<unsigned char>(pixels[static_cast<std::size_t>(py) * static_cast<std::size_t>(width) +
                                             static_cast<std::size_t>(px)]) < 140;
  }
  // The middle of the dark stretch at `x` between two heights; −1 when there is none.
  double middle(double x, double from, double to) const {
    double first = -1, last = -1;
    for (double y = from; y < to; y += 0.25)
      if (dark(x, y)) {
        if (first < 0) first = y;
        last = y + 0.25;
      }
    return first < 0 ? -1 : (first + last) / 2;
  }
  int count(double x1, double y1, double x2, double y2) const {
    int n = 0;
    for (double y = y1; y < y2; y += 0.25)
      for (double x = x1; x < x2; x += 0.25) n += dark(x, y) ? 1 : 0;
    return n;
  }
};
Ink ink_of(const fs::path& pdf, int page) {
  const auto out = folder() / "ink";
  const auto number = std::to_string(page);
  if (!run({"pdftoppm", "-gray", "-r", "288", "-singlefile", "-f", number, "-l", number, pdf.string(),
            out.string()}))
    return {};
  std::istringstream in(slurp(out.string() + ".pgm"));
  std::string magic;
  int most = 0;
  Ink ink;
  in >> magic >> ink.width >> ink.height >> most;
  in.get();
  ink.pixels.assign(std::istreambuf_iterator<char>(in), {});
  return ink;
}

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

// LibreOffice's PDF of a DOCX, with the fonts that offices own standing for by ours; empty path when there is
// no LibreOffice.
fs::path through_libreoffice(const std::string& name, const std::string& docx) {
  const auto fonts = fs::path(YOUJU_SOURCE_DIR) / "build/fonts";
  std::string conf = "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig><dir>" +
                     fonts.string() + "</dir><dir>/usr/share/fonts</dir><cachedir>" +
                     (folder() / "fontcache").string() + "</cachedir>";
  const std::pair<const char*, const char*> same[] = {{"仿宋_GB2312", "FandolFang R"},
                                                      {"楷体_GB2312", "FandolKai"},
                                                      {"黑体", "FandolHei"},
                                                      {"宋体", "FandolSong"},
                                                      {"方正小标宋简体", "FandolSong"}};
  for (const auto& [theirs, ours] : same)
    conf += std::string("<match target=\"pattern\"><test name=\"family\"><string>") + theirs +
            "</string></test><edit name=\"family\" mode=\"assign\" binding=\"strong\"><string>" + ours +
            "</string></edit></match>";
  const auto conf_path = spill("fonts.conf", conf + "</fontconfig>");
  const auto in = spill(name + ".docx", docx), out = folder() / "office";
  const auto done = run({"soffice", "-env:UserInstallation=file://" + (folder() / "profile").string(),
                         "--headless", "--convert-to", "pdf", "--outdir", out.string(), in.string()},
                        {"FONTCONFIG_FILE=" + conf_path.string()});
  return done && fs::exists(out / (name + ".pdf")) ? out / (name + ".pdf") : fs::path();
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
