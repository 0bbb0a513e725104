// SPDX-License-Identifier: Apache-2.0
// Workbooks as offices keep them.
#include <doctest/doctest.h>

#include "sheet/number_format.h"
#include "sheet/test_files.h"

using namespace youju;
using namespace youju::sheet;
using namespace youju::sheet::test;

TEST_CASE("every kind of cell is read as it is shown") {
  Xlsx x;
  x.strings =
      "<si><t>主题党日</t></si><si><r><t>参观</t></r><r><rPr><b/></rPr><t>纪念馆</t></r><rPh sb=\"0\" "
      "eb=\"1\"><t>拼音</t></rPh></si>"
      "<si><t xml:space=\"preserve\"> 两行_x000A_文字 </t></si>";
  x.cell_formats = "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>";
  x.sheet =
      "<sheetData><row r=\"1\">"
      "<c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c>"
      "<c r=\"D1\"><v>23</v></c><c r=\"E1\"><v>0.30000000000000004</v></c><c r=\"F1\"><v>1.5E-3</v></c><c "
      "r=\"G1\" t=\"b\"><v>1</v></c>"
      "<c r=\"H1\" t=\"e\"><v>#REF!</v></c><c r=\"I1\" s=\"1\"><v>44990</v></c><c r=\"J1\" "
      "t=\"inlineStr\"><is><t>内</t><t>联</t></is></c>"
      "<c r=\"K1\" t=\"str\"><f>A1</f><v>公式文字</v></c><c r=\"L1\"><f>1+1</f></c><c r=\"M1\" s=\"1\"/>"
      "<c r=\"N1\" t=\"d\"><v>2023-03-05T09:30:00</v></c><c r=\"AA1\"><v>110101199003070000</v></c></row>"
      "<row r=\"3\"><c><v>7</v></c><c><v>8</v></c></row></sheetData>";
  const auto read = read_bytes(make_xlsx(x));
  REQUIRE(read.error == "");
  CHECK(read.sheets[0].name == "台账");
  CHECK(read.cell(0, 1, 0) == "主题党日");
  CHECK(read.cell(0, 1, 1) == "参观纪念馆");
  CHECK(read.cell(0, 1, 2) == "两行\n文字");
  CHECK(read.cell(0, 1, 3) == "23");
  CHECK(read.cell(0, 1, 4) == "0.3");
  CHECK(read.cell(0, 1, 5) == "0.0015");
  CHECK(read.type(0, 1, 6) == CellType::boolean);
  CHECK(read.cell(0, 1, 6) == "TRUE");
  CHECK(read.type(0, 1, 7) == CellType::error);
  CHECK(read.cell(0, 1, 8) == "2023-03-05");
  CHECK(read.type(0, 1, 8) == CellType::date);
  CHECK(read.cell(0, 1, 9) == "内联");
  CHECK(read.cell(0, 1, 10) == "公式文字");
  CHECK(read.type(0, 1, 11) == CellType::error);
  CHECK(read.type(0, 1, 12) == CellType::empty);
  CHECK(read.cell(0, 1, 13) == "2023-03-05T09:30");
  CHECK(read.cell(0, 1, 26) == "110101199003070000");
  CHECK(read.cell(0, 3, 1) == "8");
}

TEST_CASE("a number format decides whether a number is a date") {
  const std::pair<const char*, Shape> cases[] = {{"General", Shape::number},
                                                 {"0.00", Shape::number},
                                                 {"#,##0", Shape::number},
                                                 {"[Red]0.00", Shape::number},
                                                 {"@", Shape::number},
                                                 {"0.00E+00", Shape::number},
                                                 {"yyyy\"年\"m\"月\"d\"日\"", Shape::date},
                                                 {"m\"月\"d\"日\"", Shape::date},
                                                 {"yyyy\"年\"m\"月\"", Shape::month},
                                                 {"yyyy年m月d日", Shape::date},
                                                 {"[$-804]yyyy\"年\"m\"月\"d\"日\";@", Shape::date},
                                                 {"yyyy/m/d h:mm", Shape::date_time},
                                                 {"h:mm", Shape::time},
                                                 {"mm:ss.0", Shape::time},
                                                 {"[h]:mm", Shape::elapsed},
                                                 {"[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\"", Shape::date},
                                                 {"0\"d\"", Shape::number},
                                                 {"_-* #,##0.00_-", Shape::number},
                                                 {"d-mmm-yy", Shape::date},
                                                 {"\"y\"0", Shape::number},
                                                 {"mmm-yy", Shape::month},
                                                 {"General\"日\"", Shape::number}};
  for (const auto& [code, shape] : cases) {
    CAPTURE(std::string(code));
    CHECK(shape_of(code) == shape);
  }
  for (int id : {14, 15, 16, 28, 29, 30, 31, 51, 53, 54, 58}) CHECK(builtin_shape(id) == Shape::date);
  for (int id : {17, 27, 36, 50, 52, 57}) CHECK(builtin_shape(id) == Shape::month);
  for (int id : {0, 1, 2, 9, 10, 37, 49, 59, 164}) CHECK(builtin_shape(id) == Shape::number);
  CHECK(builtin_shape(22) == Shape::date_time);
}

TEST_CASE("serial numbers become days on both bases, and the day that never was stays a number") {
  CHECK(number_cell("44990", Shape::date, false).text == "2023-03-05");
  CHECK(number_cell("43528", Shape::date, true).text == "2023-03-05");
  CHECK(number_cell("1", Shape::date, false).text == "1900-01-01");
  CHECK(number_cell("59", Shape::date, false).text == "1900-02-28");
  CHECK(number_cell("61", Shape::date, false).text == "1900-03-01");
  CHECK(number_cell("60", Shape::date, false).type == CellType::number);
  CHECK(number_cell("44990.395833333336", Shape::date_time, false).text == "2023-03-05T09:30");
  CHECK(number_cell("44990.99999999", Shape::date, false).text == "2023-03-06");
  CHECK(number_cell("0.395833333333", Shape::time, false).text == "09:30");
  CHECK(number_cell("1.5", Shape::elapsed, false).text == "36:00");
  CHECK(number_cell("44986", Shape::month, false).text == "2023-03");
  CHECK(number_cell("44990", Shape::month, false).text == "2023-03-05");
  CHECK(number_cell("-5", Shape::date, false).type == CellType::number);
  CHECK(number_cell("9e99", Shape::date, false).type == CellType::text);
}

TEST_CASE("numbers are written plainly, without the noise of binary fractions") {
  const std::pair<const char*, const char*> cases[] = {
      {"23", "23"},     {"1E3", "1000"},       {"1.2345678901234567E+19", "12345678901234600000"},
      {"-0.1", "-0.1"}, {"1E-7", "0.0000001"}, {"100", "100"},
      {"0", "0"},       {"-0", "0"},           {"12.340", "12.34"},
      {"+5", "5"}};
  for (const auto& [in, out] : cases) {
    CAPTURE(std::string(in));
    REQUIRE(plain_number(in));
    CHECK(*plain_number(in) == out);
  }
  for (const char* in : {"", "abc", "1 ", "nan", "inf", "1e999", "0x10", "1e50"})
    CHECK_FALSE(plain_number(in));
}

TEST_CASE("merged cells, hidden sheets and the 1904 base are told") {
  Xlsx x;
  x.workbook =
      "<workbookPr date1904=\"1\"/><sheets><sheet name=\"一季度\" sheetId=\"1\" r:id=\"rId1\"/>"
      "<sheet name=\"旧\" sheetId=\"2\" state=\"hidden\" r:id=\"rId2\"/><sheet name=\"图\" sheetId=\"3\" "
      "r:id=\"rId9\"/></sheets>";
  x.cell_formats = "<xf numFmtId=\"58\"/>";
  x.sheet =
      "<sheetData><row r=\"1\"><c r=\"A1\" s=\"0\"><v>43528</v></c></row></sheetData>"
      "<mergeCells count=\"2\"><mergeCell ref=\"A1:F1\"/><mergeCell ref=\"B2:C3\"/></mergeCells>";
  const auto read = read_bytes(make_xlsx(x));
  REQUIRE(read.error == "");
  REQUIRE(read.sheets.size() == 2);
  CHECK(read.sheets[0].merged == std::vector<std::array<int, 4>>{{1, 0, 1, 5}, {2, 1, 3, 2}});
  CHECK_FALSE(read.sheets[0].hidden);
  CHECK(read.sheets[1].hidden);
  CHECK(read.cell(0, 1, 0) == "2023-03-05");
}

TEST_CASE("a sheet the reader does not want is passed over, and a reader who stops is left alone") {
  Xlsx x;
  x.workbook =
      "<sheets><sheet name=\"甲\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"乙\" sheetId=\"2\" "
      "r:id=\"rId2\"/></sheets>";
  x.sheet =
      "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c "
      "r=\"A2\"><v>2</v></c></row></sheetData>";
  int rows = 0;
  Sink sink{[](const SheetHead& head) { return head.name == "乙"; }, [&](Row&&) { return ++rows < 2; }};
  CHECK(read_table_here(make_xlsx(x), Limits{}, sink).has_value());
  CHECK(rows == 2);
  rows = 0;
  sink.on_row = [&](Row&&) { return ++rows, false; };
  CHECK(read_table_here(make_xlsx(x), Limits{}, sink).has_value());
  CHECK(rows == 1);
}
