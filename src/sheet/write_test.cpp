// SPDX-License-Identifier: Apache-2.0
// What is written is read back the same, byte for byte the same each time, and starts no formula.
#include <doctest/doctest.h>

#include "base/io.h"
#include "base/text.h"
#include "sheet/formula_guard.h"
#include "sheet/test_files.h"

using namespace youju;
using namespace youju::sheet;
using namespace youju::sheet::test;

namespace {
const std::vector<std::string> kHeader = {"日期", "活动", "人数", "记录号"};
const std::vector<std::vector<Cell>> kRows = {
    {{CellType::date, "2023-03-05", 0},
     {CellType::text, "参观纪念馆", 1},
     {CellType::number, "23", 2},
     {CellType::text, "=1+1", 3}},
    {{CellType::date, "2023-03", 0},
     {CellType::text, "引\"号\",逗号", 1},
     {CellType::number, "-12.5", 2},
     {CellType::text, "＝恶意", 3}},
    {{CellType::date, "2023-03-05T09:30", 0},
     {CellType::text, "两行\n文字", 1},
     {CellType::number, "123456789012345678", 2},
     {CellType::text, "'=x", 3}},
    {{CellType::empty, "", 0},
     {CellType::text, "-5", 1},
     {CellType::boolean, "TRUE", 2},
     {CellType::text, "00123", 3}},
};
void write(TableWriter& writer) {
  REQUIRE(writer.sheet("一/季度:台账*的很长很长很长很长很长很长很长很长很长的名字", kHeader));
  for (const auto& row : kRows) REQUIRE(writer.row(row));
  REQUIRE(writer.close());
}
}  // namespace

TEST_CASE("an XLSX is read back cell by cell, with types") {
  TempFolder folder;
  auto writer = write_xlsx(folder / "a.xlsx");
  REQUIRE(writer);
  write(**writer);
  const auto read = read_bytes(*read_file(folder / "a.xlsx"));
  REQUIRE(read.error == "");
  CHECK(read.cell(0, 1, 1) == "活动");
  for (std::size_t r = 0; r < kRows.size(); ++r)
    for (std::size_t c = 0; c < 4; ++c) {
      CAPTURE(r);
      CAPTURE(c);
      CHECK(read.cell(0, static_cast<int>(r) + 2, static_cast<int>(c)) == kRows[r][c].text);
    }
  CHECK(read.type(0, 2, 0) == CellType::date);
  CHECK(read.type(0, 2, 2) == CellType::number);
  CHECK(read.type(0, 4, 2) == CellType::text);  // eighteen digits would lose three as a number
  CHECK(read.type(0, 2, 3) == CellType::text);
}

TEST_CASE("a CSV is read back the same, begins with a mark and keeps formulas asleep") {
  TempFolder folder;
  auto writer = write_csv(folder / "a.csv");
  REQUIRE(writer);
  write(**writer);
  const auto bytes = *read_file(folder / "a.csv");
  CHECK(bytes.starts_with("\xEF\xBB\xBF"));
  CHECK(bytes.find(",'=1+1") != bytes.npos);
  CHECK(bytes.find(",=1+1") == bytes.npos);
  CHECK(bytes.find(",'-5,") != bytes.npos);
  const auto read = read_bytes(bytes);
  REQUIRE(read.error == "");
  for (std::size_t r = 0; r < kRows.size(); ++r)
    for (std::size_t c = 0; c < 4; ++c)
      CHECK(read.cell(0, static_cast<int>(r) + 2, static_cast<int>(c)) == kRows[r][c].text);
}

TEST_CASE("the same table gives the same bytes") {
  TempFolder folder;
  for (const char* name : {"a.xlsx", "b.xlsx"}) {
    auto writer = write_xlsx(folder / name);
    REQUIRE(writer);
    write(**writer);
  }
  CHECK(*read_file(folder / "a.xlsx") == *read_file(folder / "b.xlsx"));
}

TEST_CASE("a writer that is given up leaves no file") {
  TempFolder folder;
  {
    auto writer = write_xlsx(folder / "a.xlsx");
    REQUIRE((*writer)->sheet("s", {"x"}));
    auto csv = write_csv(folder / "a.csv");
    REQUIRE((*csv)->sheet("s", {"x"}));
  }
  CHECK_FALSE(std::filesystem::exists(folder / "a.xlsx"));
  CHECK_FALSE(std::filesystem::exists(folder / "a.csv"));
  CHECK(std::filesystem::is_empty(folder / ""));
}

TEST_CASE("what cannot be written is refused with its reason") {
  TempFolder folder;
  CHECK(write_csv(folder / "no/such/a.csv").error().code == Code::absent);
  auto csv = write_csv(folder / "a.csv");
  REQUIRE((*csv)->sheet("s", {"x"}));
  CHECK((*csv)->sheet("t", {"x"}).error().message.word == "sheet.csv_one_table");
  auto xlsx = write_xlsx(folder / "a.xlsx");
  REQUIRE((*xlsx)->sheet("s", {"x"}));
  CHECK((*xlsx)->row({{CellType::text, std::string(40'000, 'x'), 0}}).error().message.word ==
        "sheet.cell_too_long_to_write");
}

TEST_CASE("forty ways to begin a formula are all guarded, and guarding is undone exactly") {
  std::vector<std::string> texts;
  for (const char* trigger : {"=", "+", "-", "@", "＝", "＋", "－", "＠"})
    for (const char* lead : {"", " ", "\xEF\xBB\xBF", "\xE2\x80\x8B", "\xC2\xA0", "'", "\xE3\x80\x80"})
      texts.push_back(std::string(lead) + trigger + "cmd|' /C calc'!A0");
  for (const char* text : {"\t=1", "\r=1", "\tx", "''=1", "−5"}) texts.push_back(text);
  CHECK(texts.size() >= 40);
  for (const auto& text : texts) {
    CAPTURE(text);
    CHECK(is_formula_like(text));
    CHECK(guard_formula(text) == "'" + text);
    CHECK(unguard_formula(guard_formula(text)) == text);
  }
  for (const char* text : {"", "'", "'x", "x=1", "3月5日", "a@b", "主题-党日"}) {
    CHECK_FALSE(is_formula_like(text));
    CHECK(unguard_formula(guard_formula(text)) == text);
  }
}
