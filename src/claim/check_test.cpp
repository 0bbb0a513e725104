// SPDX-License-Identifier: Apache-2.0
#include "claim/test_read.h"

using namespace youju;
using namespace youju::claim;

TEST_CASE("A total and its parts are added up") {
  CHECK(checks_of("共开展活动30场，其中文艺演出12场、健康讲座10场、书画展8场。") == "sum ok 12 + 10 + 8 = 30");
  CHECK(checks_of("全年发放慰问金5.6万元，其中春节3.2万元、重阳节2.6万元。") == "sum no 32000 + 26000 = 58000 ≠ 56000");
  CHECK(checks_of("推送稿件126篇，其中原创58篇。") == "part_of ok 58 ≤ 126");
  CHECK(checks_of("推送稿件56篇，其中原创58篇。") == "part_of no 58 > 56");
  CHECK(checks_of("春节15户、七一12、重阳18，合计46户。") == "sum no 15 + 12 + 18 = 45 ≠ 46");
  CHECK(checks_of("共有党员45名，其中女性12名、男性30名。") == "part_of ok 12 + 30 = 42 ≤ 45");
}
TEST_CASE("Persons counted by different things need not add up, and none is more than all") {
  CHECK(checks_of("共评出先进个人36名，其中女同志15名，基层一线同志28名。") == "");
  CHECK(checks_of("共评出先进个人36名，其中女同志15名，基层一线同志48名。") == "part_of no 48 > 36");
  CHECK(checks_of("共评出先进个人36名，其中女同志15名，男同志28名。") == "sum no 15 + 28 = 43 ≠ 36");
}
TEST_CASE("Sub-periods give the longer period") {
  CHECK(checks_of("前三季度推送信息90条，四季度推送30条，全年共推送130条。") == "sum_period no 90 + 30 = 120 ≠ 130");
  CHECK(checks_of("一季度开会4次，二季度比一季度多2次，上半年合计10次。") == "sum_derived ok 4 + 6 = 10");
}
TEST_CASE("What remains, averages, persons and visits are checked") {
  CHECK(checks_of("全年12项重点任务已完成11项，剩余1项正在推进。") == "difference ok 12 − 11 = 1");
  CHECK(checks_of("全年12项重点任务已完成11项，剩余2项正在推进。") == "difference no 12 − 11 = 1 ≠ 2");
  CHECK(checks_of("举办健康讲座12期480人次，平均每期40人。") == "product ok 12 × 40 = 480");
  CHECK(checks_of("举办健康讲座12期580人次，平均每期40人。") == "product no 12 × 40 = 480 ≠ 580");
  CHECK(checks_of("参加人员86人、共计132人次。") == "persons_le_visits ok 86 ≤ 132");
  CHECK(checks_of("参加人员186人、共计132人次。") == "persons_le_visits no 186 > 132");
}
TEST_CASE("Growth is computed again") {
  CHECK(checks_of("今年以来接访58件，去年同期为73件，同比下降20.5%。") == "growth ok (58 − 73) ÷ 73 = -20.55%");
  CHECK(checks_of("今年以来接访58件，去年同期为73件，同比下降25%。").find("growth no") == 0);
  CHECK(checks_of("办结率由70%提高到78%，提高8%。").find("percent_or_points no") == 0);
  CHECK(checks_of("办结率由70%提高到78%，提高8个百分点。").find("change ok") == 0);
}
TEST_CASE("Shares stand against their whole") {
  CHECK(checks_of("现有教职工163人，其中高级职称41人，占25.2%。").find("share ok") != std::string::npos);
  CHECK(checks_of("现有教职工163人，其中高级职称41人，占35.2%。").find("share no") != std::string::npos);
  CHECK(checks_of("老年人占32.1%、中年人占40.2%、青年人占27.7%。") == "partition ok 32.1 + 40.2 + 27.7 = 100");
  CHECK(checks_of("老年人占42.1%、中年人占40.2%、青年人占27.7%。").find("partition no") == 0);
}
TEST_CASE("A list is counted") {
  CHECK(checks_of("修订学习、考勤、档案、财务三项制度。") == "list_count no 4 ≠ 3");
  CHECK(checks_of("修订学习、考勤、档案三项制度。") == "list_count ok 3 = 3");
  CHECK(checks_of("修订学习、考勤等5项制度。").empty());
}
TEST_CASE("The same fact twice is compared") {
  CHECK(checks_of("全年走访困难党员12人。\n各项工作有序。\n全年走访困难党员15人。").find("same_fact no") == 0);
  CHECK(checks_of("全年走访困难党员12人。上半年走访困难党员5人。").empty());
}
TEST_CASE("A table's numbers are named by row and column, added up and held against the text") {
  const std::string text =
      "全年召开党员大会6次、支委会12次。\n| 类别 | 次数 | 参加人次 |\n|---|---|---|\n| 党员大会 | 6 | 210 |\n| 支委会 | 11 | 66 |\n| 合计 | 18 | 276 |\n";
  const auto e = read_text(text);
  REQUIRE(e.claims.size() == 8);
  CHECK(e.claims[2].subject == "党员大会");
  CHECK(e.claims[2].measure == "次");
  CHECK(e.claims[3].measure == "人次");
  const auto checks = checks_of(text);
  CHECK(checks.find("text_and_table ok 6 = 6") != std::string::npos);
  CHECK(checks.find("text_and_table no 12 ≠ 11") != std::string::npos);
  CHECK(checks.find("table_sum no 6 + 11 = 17 ≠ 18") != std::string::npos);
  CHECK(checks.find("table_sum ok 210 + 66 = 276") != std::string::npos);
  const auto cells = extract(Lexicon::standard(), {{BlockKind::cell, "项目", 0, 0, 0}, {BlockKind::cell, "金额（万元）", 0, 0, 1}, {BlockKind::cell, "慰问", 0, 1, 0}, {BlockKind::cell, "5.6", 0, 1, 1}});
  REQUIRE(cells.claims.size() == 1);
  CHECK(cells.claims[0].value == 56000);
  CHECK(cells.claims[0].measure == "元");
  CHECK(cells.claims[0].subject == "慰问");
}
