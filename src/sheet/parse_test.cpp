// SPDX-License-Identifier: Apache-2.0
// The parse process from outside: tables and text come through it, its deaths are told, and none of them
// leaves anything.
#include <dirent.h>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <fstream>

#include "base/io.h"
#include "sheet/parse_process.h"
#include "sheet/test_files.h"

using namespace youju;
using namespace youju::sheet;
using namespace youju::sheet::test;

namespace {
int open_files() {
  int count = 0;
  DIR* folder = opendir("/proc/self/fd");
  while (readdir(folder)) ++count;
  closedir(folder);
  return count;
}
bool has_children() {
  int status;
  return ::waitpid(-1, &status, WNOHANG) >= 0 || errno != ECHILD;
}
std::string small_pdf(const std::string& text) {
  std::string out = "%PDF-1.4\n";
  std::vector<std::size_t> at;
  const auto object = [&](const std::string& body) {
    at.push_back(out.size());
    out += std::to_string(at.size()) + " 0 obj\n" + body + "\nendobj\n";
  };
  object("<</Type/Catalog/Pages 2 0 R>>");
  object("<</Type/Pages/Kids[3 0 R]/Count 1>>");
  object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 100]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>");
  const std::string stream = "BT /F1 24 Tf 10 40 Td (" + text + ") Tj ET";
  object("<</Length " + std::to_string(stream.size()) + ">>stream\n" + stream + "\nendstream");
  object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
  const auto xref = out.size();
  out += "xref\n0 6\n0000000000 65535 f \n";
  for (auto offset : at) out += fmt::format("{:010} 00000 n \n", offset);
  return out + "trailer<</Size 6/Root 1 0 R>>\nstartxref\n" + std::to_string(xref) + "\n%%EOF\n";
}
}  // namespace

TEST_CASE("a table read through the process equals the table read here") {
  TempFolder folder;
  Xlsx x;
  x.workbook =
      "<sheets><sheet name=\"甲\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"乙\" state=\"hidden\" "
      "sheetId=\"2\" r:id=\"rId2\"/></sheets>";
  x.sheet = "<sheetData>";
  for (int r = 1; r <= 3000; ++r)
    x.sheet += "<row r=\"" + std::to_string(r) + "\"><c t=\"inlineStr\"><is><t>活动" + std::to_string(r) +
               "</t></is></c><c><v>" + std::to_string(r * 1.5) + "</v></c></row>";
  x.sheet += "</sheetData><mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>";
  const auto bytes = make_xlsx(x);
  const auto here = read_bytes(bytes);
  const auto there = read_through_process(folder.put("a.xlsx", bytes));
  REQUIRE(there.error == "");
  CHECK(there.facts.format == "xlsx");
  REQUIRE(there.sheets.size() == 2);
  CHECK(there.sheets[1].hidden);
  CHECK(there.sheets[0].merged == here.sheets[0].merged);
  REQUIRE(there.rows[1].size() == 3000);
  for (int r : {1, 2, 1500, 3000})
    for (int c : {0, 1}) CHECK(there.cell(1, r, c) == here.cell(1, r, c));
  CHECK_FALSE(has_children());
}

TEST_CASE("errors come through the process with the name of the file") {
  TempFolder folder;
  const Sink nothing{[](const SheetHead&) { return true; }, [](Row&&) { return true; }};
  const auto cut = read_table(folder.put("cut.xlsx", "PK\x03\x04 cut"), Limits{}, nothing);
  REQUIRE_FALSE(cut);
  CHECK(cut.error().message.word == "sheet.zip_damaged");
  CHECK(cut.error().message.args.at("file") == "cut.xlsx");
  CHECK(read_table(folder / "absent.xlsx", Limits{}, nothing).error().code == Code::absent);
  CHECK(read_table(folder / "", Limits{}, nothing).error().message.word == "sheet.no_regular_file");
  ::mkfifo((folder / "pipe").c_str(), 0600);
  CHECK(read_table(folder / "pipe", Limits{}, nothing).error().message.word == "sheet.no_regular_file");
  CHECK(read_table(folder.put("empty.csv", ""), Limits{}, nothing).error().message.word ==
        "sheet.file_empty");
}

TEST_CASE("text of PDF, DOCX and plain files comes through the process") {
  TempFolder folder;
  CHECK(*extract_text(folder.put("a.docx", make_docx("<w:p><w:r><w:t>会议纪要</w:t></w:r></w:p>")), "") ==
        "会议纪要\n");
  CHECK(*extract_text(folder.put("a.txt", "通知"), "text/plain") == "通知");
  CHECK(*docx_as_json(folder.put("b.docx", make_docx("<w:p><w:r><w:t>甲</w:t></w:r></w:p>"))) ==
        R"({"bookmarks":[],"links":[],"paragraphs":[{"style":"","text":"甲"}]})");
  CHECK(extract_text(folder.put("a.png", "\x89PNG\r\n\x1a\n0000000000"), "image/png").error().code ==
        Code::unsupported);
  if (find_tool("pdftotext").empty()) {
    CHECK(extract_text(folder.put("a.pdf", small_pdf("Hello")), "application/pdf").error().message.word ==
          "sheet.no_pdf_reader");
  } else {
    const auto text = extract_text(folder.put("a.pdf", small_pdf("Theme day 23")), "application/pdf");
    REQUIRE(text);
    CHECK(*text == "Theme day 23");
    CHECK(extract_text(folder.put("b.pdf", "%PDF-1.4 broken"), "application/pdf").error().message.word ==
          "sheet.tool_refused");
  }
  CHECK_FALSE(has_children());
}

TEST_CASE(
    "helpers killed in the middle of their work leave no zombie, no descriptor, and an error that says so") {
  TempFolder folder;
  std::string csv;
  for (int i = 0; i < 200'000; ++i) csv += "日期,主题,地点\n";
  const auto file = folder.put("a.csv", csv);
  const int before = open_files();
  for (int i = 0; i < 20; ++i) {
    const auto fd = open_for_parsing(file);
    REQUIRE(fd);
    auto process = ParseProcess::start({"table"}, *fd);
    REQUIRE(process);
    REQUIRE(process->next());
    process->answer(true);
    REQUIRE(process->next());
    ::kill(process->pid(), SIGKILL);
    Result<Frame> frame = process->next();
    while (frame) frame = process->next();
    CHECK(frame.error().code == Code::outside);
    ::close(*fd);
  }
  CHECK_FALSE(has_children());
  CHECK(open_files() == before);
}

TEST_CASE("a reader that stops early ends the helper") {
  TempFolder folder;
  std::string csv;
  for (int i = 0; i < 200'000; ++i) csv += "日期,主题,地点\n";
  int rows = 0;
  const Sink sink{[](const SheetHead&) { return true; }, [&](Row&&) { return ++rows < 10; }};
  CHECK(read_table(folder.put("a.csv", csv), Limits{}, sink));
  CHECK(rows == 10);
  CHECK_FALSE(has_children());
}

TEST_CASE("a bomb costs the parse process only") {
  TempFolder folder;
  const std::string spaces(300u << 20, ' ');
  const auto file =
      folder.put("bomb.xlsx", make_zip({{"xl/workbook.xml", "<workbook>" + spaces + "</workbook>"}}));
  rusage before{}, after{};
  getrusage(RUSAGE_SELF, &before);
  CHECK(read_through_process(file).error == "sheet.packed_too_well");
  getrusage(RUSAGE_SELF, &after);
  CHECK(after.ru_maxrss - before.ru_maxrss < 64 * 1024);
}

TEST_CASE("100,000 rows of 12 columns are read within the limits of the cage") {
  TempFolder folder;
  {
    auto writer = write_xlsx(folder / "large.xlsx");
    REQUIRE(writer);
    REQUIRE((*writer)->sheet("台账", std::vector<std::string>(12, "列")));
    for (int r = 0; r < 100'000; ++r) {
      std::vector<Cell> cells;
      for (int c = 0; c < 12; ++c)
        cells.push_back(c == 0  ? Cell{CellType::date, "2023-03-05", c}
                        : c < 4 ? Cell{CellType::number, std::to_string(r + c), c}
                                : Cell{CellType::text, "第一支部参观纪念馆" + std::to_string(r % 977), c});
      REQUIRE((*writer)->row(cells));
    }
    REQUIRE((*writer)->close());
  }
  int rows = 0;
  const Sink sink{[](const SheetHead&) { return true; },
                  [&](Row&& row) { return rows += row.cells.size() == 12, true; }};
  const auto began = std::chrono::steady_clock::now();
  const auto read = read_table(folder / "large.xlsx", Limits{}, sink);
  const auto took =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
  REQUIRE(read);
  CHECK(rows == 100'001);
  MESSAGE("100,000 × 12 cells through the parse process: " << took.count() << " ms");
}
