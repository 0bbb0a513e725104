// SPDX-License-Identifier: Apache-2.0
// Dates as people type them.
#include "base/date_text.h"

#include <doctest/doctest.h>

#include "base/text.h"

using namespace youju;

namespace {
struct Case {
  const char* text;
  const char* from;
  const char* to;
  const char* time;
  bool assumed;
};
}  // namespace

TEST_CASE("a cell that holds a date is read, in every spelling offices use") {
  const Case cases[] = {
      {"3月5日", "2023-03-05", "2023-03-05", "", true},
      {"2023.3.5", "2023-03-05", "2023-03-05", "", false},
      {"2023/3/5", "2023-03-05", "2023-03-05", "", false},
      {"2023-03-05", "2023-03-05", "2023-03-05", "", false},
      {"20230305", "2023-03-05", "2023-03-05", "", false},
      {"2023年3月5日上午", "2023-03-05", "2023-03-05", "上午", false},
      {"2023年3月5日 下午3点", "2023-03-05", "2023-03-05", "15:00", false},
      {"3月5日-7日", "2023-03-05", "2023-03-07", "", true},
      {"3月5-7日", "2023-03-05", "2023-03-07", "", true},
      {"3月5日—4月2日", "2023-03-05", "2023-04-02", "", true},
      {"2023年3月5日至4月2日", "2023-03-05", "2023-04-02", "", false},
      {"2023年12月30日至1月2日", "2023-12-30", "2024-01-02", "", false},
      {"2023.3.5-3.7", "2023-03-05", "2023-03-07", "", false},
      {"2023.3.5-7", "2023-03-05", "2023-03-07", "", false},
      {"2023.3.5-2023.3.7", "2023-03-05", "2023-03-07", "", false},
      {"3.5", "2023-03-05", "2023-03-05", "", true},
      {"3/5", "2023-03-05", "2023-03-05", "", true},
      {"44990", "2023-03-05", "2023-03-05", "", false},
      {"44990.375", "2023-03-05", "2023-03-05", "09:00", false},
      {"２０２３．３．５", "2023-03-05", "2023-03-05", "", false},
      {"２０２３年３月５日", "2023-03-05", "2023-03-05", "", false},
      {"二〇二三年三月五日", "2023-03-05", "2023-03-05", "", false},
      {"二○二三年十二月三十一日", "2023-12-31", "2023-12-31", "", false},
      {"2023年3月", "2023-03-01", "2023-03-31", "", false},
      {"2023年3月份", "2023-03-01", "2023-03-31", "", false},
      {"2023-03", "2023-03-01", "2023-03-31", "", false},
      {"2023年3月-5月", "2023-03-01", "2023-05-31", "", false},
      {"23年3月5日", "2023-03-05", "2023-03-05", "", true},
      {"2023 年 3 月 5 日", "2023-03-05", "2023-03-05", "", false},
      {"3月5号", "2023-03-05", "2023-03-05", "", true},
      {"2023年3月5日（星期日）", "2023-03-05", "2023-03-05", "", false},
      {"2023-03-05 09:30", "2023-03-05", "2023-03-05", "09:30", false},
      {"2023-03-05T09:30", "2023-03-05", "2023-03-05", "09:30", false},
      {"2023-03-05 09:30:00", "2023-03-05", "2023-03-05", "09:30", false},
      {"3月5日9:30-11:00", "2023-03-05", "2023-03-05", "09:30–11:00", true},
      {"3月5日下午2时30分至4时", "2023-03-05", "2023-03-05", "14:30–16:00", true},
      {"　2023.3.5　", "2023-03-05", "2023-03-05", "", false},
      {"2024年2月29日", "2024-02-29", "2024-02-29", "", false},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.text));
    const auto read = read_date(c.text, 2023);
    CHECK(read);
    if (!read) continue;
    CHECK(read->days.from.iso() == c.from);
    CHECK(read->days.to.iso() == c.to);
    CHECK(read->time_of_day == c.time);
    CHECK(read->year_assumed == c.assumed);
  }
}

TEST_CASE("what is no date, or a day that does not exist, is not read") {
  for (const char* text : {"", "2月30日", "2023.2.29", "13月5日", "3月", "3月上旬", "2023", "19999", "99999", "20231305", "主题党日", "2023.3",
                           "3月5日、8日", "2023年第一季度", "3月5日 主题党日", "1899.1.1", "2023-3/5", "3月7日-5日", "0月5日", "3月0日", "12345678",
                           "2023.3.5.6", "2023年3月5日-", "〇月五日", "二月三十日", "\xff"}) {
    CAPTURE(std::string(text));
    CHECK_FALSE(read_date(text, 2023));
  }
}

TEST_CASE("without a default year a day without a year is no date") {
  for (const char* text : {"3月5日", "3.5", "三月五日"}) CHECK_FALSE(read_date(text));
  CHECK(read_date("2023年3月5日"));
}

TEST_CASE("the first date of a line is found with its place") {
  const std::string line = "　3月5日 主题党日 参观纪念馆 23人";
  const auto found = find_date(line, 2023);
  REQUIRE(found);
  CHECK(found->days.from.iso() == "2023-03-05");
  CHECK(line.substr(found->begin, found->end - found->begin) == "3月5日");

  const std::string second = "支部于2023年3月5日上午召开党员大会，4月6日整改";
  const auto in_text = find_date(second, std::nullopt);
  REQUIRE(in_text);
  CHECK(second.substr(in_text->begin, in_text->end - in_text->begin) == "2023年3月5日上午");
  CHECK(in_text->time_of_day == "上午");
}

TEST_CASE("serials, decimals and broken numbers inside a line are not taken for dates") {
  for (const char* line : {"共44990元", "完成3.5万元", "13月5日", "第3月5日", "2023年", "1-10月", "比例3/5", "编号120230305", "32月5日", "2月30日"}) {
    CAPTURE(std::string(line));
    CHECK_FALSE(find_date(line, 2023));
  }
  CHECK(find_date("归档20230305会议", 2023));
}
