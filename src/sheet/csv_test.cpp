// SPDX-License-Identifier: Apache-2.0
// CSV as Excel, WPS and other programs write it.
#include <doctest/doctest.h>

#include "base/text.h"
#include "sheet/test_files.h"

using namespace youju;
using namespace youju::sheet;
using namespace youju::sheet::test;

TEST_CASE("encodings are found out") {
  const std::string text = "日期,活动,人数\n3月5日,主题党日,23\n";
  const auto gb = encode_gb18030(text);
  REQUIRE(gb);
  std::string utf16 = "\xFF\xFE";
  for (char32_t c : to_code_points(text))
    utf16.push_back(static_cast<char>(c & 0xFF)), utf16.push_back(static_cast<char>(c >> 8));
  const std::pair<std::string, std::string> cases[] = {
      {text, "UTF-8"}, {"\xEF\xBB\xBF" + text, "UTF-8"}, {*gb, "GB18030"}, {utf16, "UTF-16LE"}};
  for (const auto& [bytes, encoding] : cases) {
    CAPTURE(encoding);
    const auto read = read_bytes(bytes);
    REQUIRE(read.error == "");
    CHECK(read.facts.encoding == encoding);
    CHECK(read.facts.format == "csv");
    CHECK(read.cell(0, 1, 0) == "日期");
    CHECK(read.cell(0, 2, 1) == "主题党日");
    CHECK(read.cell(0, 2, 2) == "23");
  }
}

TEST_CASE("the delimiter is found out") {
  const std::pair<const char*, char> cases[] = {
      {"a,b,c\n1,2,3\n", ','}, {"a;b;c\n1,5;2;3\n", ';'}, {"a\tb\tc\n1\t2,5\t3\n", '\t'},
      {"一列\n甲\n乙\n", ','}, {"sep=;\na;b,c\n", ';'},   {"\"a,b\";c\n\"d,e\";f\n", ';'}};
  for (const auto& [text, delimiter] : cases) {
    CAPTURE(std::string(text));
    const auto read = read_bytes(text);
    REQUIRE(read.error == "");
    CHECK(read.facts.delimiter == delimiter);
  }
}

TEST_CASE("quotes hold delimiters, line ends and quotes") {
  const auto read =
      read_bytes("名称,说明\r\n\"甲,乙\",\"第一行\r\n第二行 \"\"引\"\"\"\r\n丙,\"\"\r\n, \r\n末,尾");
  REQUIRE(read.error == "");
  CHECK(read.cell(0, 2, 0) == "甲,乙");
  CHECK(read.cell(0, 2, 1) == "第一行\n第二行 \"引\"");
  CHECK(read.cell(0, 3, 0) == "丙");
  CHECK(read.cell(0, 3, 1) == "");
  CHECK(read.rows[0].size() == 4);  // the line of blanks is no row
  CHECK(read.cell(0, 5, 1) == "尾");
}

TEST_CASE("a CSV that cannot be understood says why") {
  CHECK(read_bytes("a,b\n\"open,1\n2,3\n").error == "sheet.csv_open_quote");
  CHECK(read_bytes("").error == "sheet.file_empty");
  CHECK(read_bytes("a,\"" + std::string(2u << 20, 'x') + "\"\n").error == "sheet.cell_too_large");
  CHECK(read_bytes("a," + std::string(10u << 20, 'x') + "\n").error == "sheet.cell_too_large");
  Limits limits;
  limits.rows = 3;
  CHECK(read_bytes("a\nb\nc\nd\n", limits).error == "sheet.too_many_rows");
  limits.columns = 2;
  CHECK(read_bytes("a,b,c\n", limits).error == "sheet.too_many_columns");
  CHECK(read_bytes(std::string("\x80\xFF\xFF\x00\x01", 5)).code == Code::unsupported);
}
