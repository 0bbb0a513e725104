// SPDX-License-Identifier: Apache-2.0
// Where the table begins and ends.
#include <doctest/doctest.h>

#include "base/text.h"
#include "sheet/test_files.h"

using namespace youju;
using namespace youju::sheet;
using namespace youju::sheet::test;

namespace {
double known(std::string_view text) {
  for (std::string_view name :
       {"日期", "主题", "应到", "实到", "地点", "主持人", "出席情况/应到", "序号", "姓名", "单位"})
    if (text == name) return 1;
  return 0;
}
struct Found {
  SheetHead head;
  std::vector<Row> rows;
  std::optional<Header> header;
};
Found find(std::string csv, std::vector<std::array<int, 4>> merged = {}) {
  const auto read = read_bytes(csv);
  Found out{{"", false, std::move(merged)}, read.rows.at(0), {}};
  out.header = find_header(out.head, out.rows, known);
  return out;
}
}  // namespace

TEST_CASE("a header below merged titles is found, and the title is kept") {
  const auto found = find(
      "2023年主题党日活动台账,,,\n单位：第一支部,,填表人：张三,\n日期,主题,地点,实到\n3月5日,参观纪念馆,县城,"
      "23\n",
      {{1, 0, 1, 3}});
  REQUIRE(found.header);
  CHECK(found.header->first_row == 3);
  CHECK(found.header->last_row == 3);
  CHECK(found.header->columns.at(0) == "日期");
  CHECK(found.header->columns.at(3) == "实到");
  CHECK(found.header->title.find("2023年主题党日活动台账") == 0);
}

TEST_CASE("two header rows are joined where cells are merged") {
  const auto found = find("日期,主题,出席情况,,地点\n,,应到,实到,\n3月5日,参观,25,23,县城\n",
                          {{1, 0, 2, 0}, {1, 1, 2, 1}, {1, 2, 1, 3}, {1, 4, 2, 4}});
  REQUIRE(found.header);
  CHECK(found.header->last_row == 2);
  CHECK(found.header->columns.at(2) == "出席情况/应到");
  CHECK(found.header->columns.at(3) == "出席情况/实到");
  CHECK(found.header->columns.at(4) == "地点");
  CHECK(found.header->columns.at(0) == "日期");
}

TEST_CASE("two header rows of a CSV are joined by the gaps they fill") {
  const auto found = find("日期,主题,出席情况,,地点\n,,应到,实到,\n3月5日,参观,25,23,县城\n");
  REQUIRE(found.header);
  CHECK(found.header->last_row == 2);
  CHECK(found.header->columns.at(3) == "出席情况/实到");
}

TEST_CASE("a header is found among rows of nothing but text") {
  const auto found = find("姓名,单位\n张三,办公室\n李四,老干部科\n");
  REQUIRE(found.header);
  CHECK(found.header->first_row == 1);
  CHECK(found.header->last_row == 1);
}

TEST_CASE("line ends inside a header cell are dropped") {
  const auto found = find("日期,\"实到\n人数\"\n3月5日,23\n");
  REQUIRE(found.header);
  CHECK(found.header->columns.at(1) == "实到人数");
}

TEST_CASE("a sheet without a header has none") {
  CHECK_FALSE(find("1,2,3\n4,5,6\n").header);
  CHECK_FALSE(find("只有一句话，没有表格。\n").header);
}

TEST_CASE("totals and notes under a table are no records") {
  const auto found = find(
      "日期,主题,地点,实到\n3月5日,参观,县城,23\n合计,,,23\n注：本表一式两份,,,\n填表人：张三,,审核人：李四,"
      "\n备注,3月8日 补课,县城,8\n");
  REQUIRE(found.header);
  CHECK_FALSE(is_foot_row(found.rows[1], *found.header));
  CHECK(is_foot_row(found.rows[2], *found.header));
  CHECK(is_foot_row(found.rows[3], *found.header));
  CHECK(is_foot_row(found.rows[4], *found.header));
  CHECK_FALSE(is_foot_row(found.rows[5], *found.header));
}
