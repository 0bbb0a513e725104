// SPDX-License-Identifier: Apache-2.0
// The forms that reports of offices use, one by one: what was asked for by name, and what each must be read as.
#include "claim/test_read.h"

using namespace youju;
using namespace youju::claim;

namespace {
// "20..99 户; 20..99 人次": the interval and the measure word of every claim, * for an open end.
std::string read_as(std::string_view text) {
  std::string out;
  const auto end = [](std::optional<double> x) { return x ? fmt::format("{}", *x) : std::string("*"); };
  for (const auto& c : read_text(text).claims) {
    const bool exact = c.interval.lo && c.interval.hi && *c.interval.lo == *c.interval.hi;
    out += (out.empty() ? "" : "; ") + (exact ? end(c.interval.lo) : end(c.interval.lo) + ".." + end(c.interval.hi)) + (c.measure.empty() ? "" : " " + c.measure);
  }
  return out;
}
std::string periods_of(std::string_view text) {
  std::string out;
  for (const auto& c : read_text(text).claims) {
    out += (out.empty() ? "" : " ") + (c.period.days ? c.period.days->from.iso() + ".." + c.period.days->to.iso() : std::string("none"));
  }
  return out;
}
}  // namespace

TEST_CASE("Vague amounts are intervals") {
  CHECK(read_as("全年走访几十户、数十人次。") == "20..99 户; 20..99 人次");
  CHECK(read_as("推送信息上百条，接待群众十几批。") == "100..* 条; 11..19 批");
  CHECK(read_as("志愿者成百上千。") == "100..*");
  CHECK(read_as("发放资料万余份。") == "10000..20000 份");
  CHECK(read_as("参加活动的党员过半。") == "50..* %");
  CHECK(read_as("近七成的支部完成换届。") == "63..70 %");
  CHECK(read_as("大半党员参加了活动。") == "50..* %");
}
TEST_CASE("Measure words of two parts, and two numbers in one phrase") {
  CHECK(read_as("受理信访55批904人次。") == "55 批; 904 人次");
  CHECK(read_as("受理来信120件（人）次。") == "120 件（人）次");
  CHECK(read_as("发放图书300篇（册）次。") == "300 篇（册）次");
}
TEST_CASE("A count that looks like a year, and a year before a count") {
  CHECK(read_as("公开信息2017条，2017年共有栏目12个。") == "2017 条; 12 个");
  CHECK(periods_of("公开信息2017条，2017年共有栏目12个。") == "2023-01-01..2023-12-31 2017-01-01..2017-12-31");
  CHECK(read_as("2023年6次会议形成纪要。") == "6 次");
}
TEST_CASE("A stretch inside the year, and what was reached by its end in brackets") {
  CHECK(periods_of("2023年全年推送稿件120篇，其中上半年50篇。") == "2023-01-01..2023-12-31 2023-01-01..2023-06-30");
  CHECK(periods_of("上半年召开会议6次（累计18次）。") == "2023-01-01..2023-06-30 2023-01-01..2023-06-30");
}
TEST_CASE("Every way to name a period") {
  CHECK(periods_of("前三季度接待来访30批，一季度8批，截至9月底累计30批，截至目前38批，今年以来38批。") ==
        "2023-01-01..2023-09-30 2023-01-01..2023-03-31 2023-01-01..2023-09-30 2023-01-01..2023-12-31 2023-01-01..2023-12-31");
  CHECK(periods_of("去年同期受理20件，近三年受理60件，“十四五”期间受理90件。") == "2022-01-01..2022-12-31 2021-01-01..2023-12-31 2021-01-01..2025-12-31");
}
TEST_CASE("What was issued in a quarter of the report does not take the quarter from what follows") {
  CHECK(periods_of("会议听取了汇报，三季度印发文件42份，报送信息63篇。") == "2023-07-01..2023-09-30 2023-07-01..2023-09-30");
  CHECK(periods_of("按照2018年印发的办法，召开会议6次。") == "2023-01-01..2023-12-31");
}
TEST_CASE("Respectively gives each its number") {
  const auto read = read_text("第一支部、第二支部、第三支部分别召开会议3次、4次、5次。");
  REQUIRE(read.claims.size() == 3);
  CHECK(read.claims[1].subject == "第二支部会议");
  CHECK(read.claims[1].value == 4);
}
TEST_CASE("Growth below zero; less by and less to") {
  CHECK(first_of("信访量实现负增长3.5%。").value == -3.5);
  CHECK(claims_of("办件量由50件减少到30件。") == "50件 30件");
  CHECK(first_of("办件量减少了20件。").value == -20);
}
TEST_CASE("Traditional and formal characters, full width, circled marks, blanks and line ends inside numbers") {
  CHECK(read_as("走訪慰問廿五戶，發放慰問金壹萬元，其中叁拾户、卅人。") == "25 户; 10000 元; 30 户; 30 人");
  CHECK(read_as("全年开展活动１２次。") == "12 次");
  CHECK(read_as("共①召开会议12次②走访15户。") == "12 次; 15 户");
  CHECK(read_as("全年推送稿件1 086篇，接待群众1，086人次。") == "1086 篇; 1086 人次");
  CHECK(read_as("全年推送稿件12\n6篇，阅读量很高。") == "126 篇");
}
TEST_CASE("Names that hold numerals claim nothing") {
  CHECK(claims_of("拨打12345热线，红十字会、四川省、下一代、一体机。") == "");
}
TEST_CASE("What others counted, what once was and what somebody said") {
  CHECK(first_of("据市统计局通报，全市接待游客120万人次。").mode == Mode::quoted);
  CHECK(first_of("建局之初只有干部8名。").mode == Mode::history);
}
TEST_CASE("English: numerals, percentages and simple bounds") {
  CHECK(read_as("We held 12 meetings, up 8% on 2022, at least 30 persons came.") == "12; 7.5..8.5 %; 30..*");
}
TEST_CASE("Controls that show a number in another order make it unreadable, never another value") {
  CHECK(others_of("全年\u202E21\u202C次会议。").find("unreadable") != std::string::npos);
  CHECK(claims_of("走访1\u200F2户。") == "");
}
