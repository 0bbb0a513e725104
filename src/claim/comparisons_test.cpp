// SPDX-License-Identifier: Apache-2.0
// What is compared with what: differences said by 多办 and 少发, shares of a whole, the other side of a comparison.
#include "claim/test_read.h"

using namespace youju;
using namespace youju::claim;

namespace {
// "讲座 diff 3 2022": subject, what kind of value, value, year compared with.
std::string last_of(std::string_view text) {
  const auto e = read_text(text);
  REQUIRE(!e.claims.empty());
  const auto& c = e.claims.back();
  return fmt::format("{} {} {} {}", c.subject, aggregate_name(c.aggregate), c.value, c.base ? std::to_string(c.base->from.year()) : "-");
}
}  // namespace

TEST_CASE("比上年多办讲座3场 is a difference of lectures, not three lectures") {
  CHECK(last_of("全年举办讲座15场，比上年多办讲座3场。") == "讲座 diff 3 2022");
  CHECK(last_of("比去年同期多召开会议2次、少发文件5件。") == "文件 diff -5 2022");
  CHECK(last_of("今年共接访58件，比上年减少5件。") == "接访 diff -5 2022");
  CHECK(last_of("全年举办讲座15场，多办讲座也有3场。").find("count") != std::string::npos);
}
TEST_CASE("The share of a whole is named by what was counted before it") {
  CHECK(last_of("现有职工120人，其中女职工45人，占职工总数的37.5%。") == "女职工占职工总数 ratio 37.5 -");
  CHECK(last_of("党员38人，占职工总数的30%。") == "党员占职工总数 ratio 30 -");
  CHECK(last_of("有5个科室被评为先进，占科室总数的三分之一。").starts_with("科室占比 ratio"));
}
TEST_CASE("What is compared with something that is no time has no year to compare with") {
  CHECK(last_of("经费支出42.7万元，比预算减少3.1万元。") == "经费支出 diff -31000 -");
  CHECK(last_of("满意率98%，较全市平均水平高2.1个百分点。") == "满意率 diff_pp 2.1 -");
  CHECK(last_of("第一支部比第二支部多召开2次。").ends_with("diff 2 -"));
  CHECK(last_of("二季度比一季度多2次。").ends_with("diff 2 2023"));
}
TEST_CASE("分别下降 holds for both shares") {
  CHECK(last_of("接待群众215批806人次，分别下降12%、9.4%。") == "接待群众 growth -9.4 2022");
  CHECK(last_of("接待群众215批，下降12%，满意率9.4%。").find("growth") == std::string::npos);
}
TEST_CASE("The parts of a bracket end with it") {
  CHECK(checks_of("公开规章13件（其中新制定5件、修改4件、废止4件），规范性文件42件。") == "sum ok 5 + 4 + 4 = 13");
}
TEST_CASE("Plans behind a rule are plans; a plan that is followed and a goal that was reached are none") {
  const auto modes = [](std::string_view text) {
    std::string out;
    for (const auto& c : read_text(text).claims) out += (out.empty() ? "" : " ") + std::string(mode_name(c.mode));
    return out;
  };
  CHECK(modes("按规定党员大会每季度至少召开一次，2024年计划召开4次。") == "requirement plan");
  CHECK(modes("按规定2024年计划召开党员大会12次。") == "plan");
  CHECK(modes("按照年度计划，组织学习12次。") == "done");
  CHECK(modes("2024年工作计划：组织学习12次。") == "plan");
  CHECK(modes("新增就业6812人，完成年度目标的113.5%，失业率控制在3.2%以内。") == "done done done");
  CHECK(modes("按照要求，领导干部每年接访不少于4次。") == "requirement");
  CHECK(modes("按照上级要求，我局开展主题党日12次。") == "done");
}
TEST_CASE("A sentence in a cell speaks of what its row is about; the year of a law is no period") {
  const std::vector<Block> row{{BlockKind::cell, "支委会（应做）", 0, 1, 0}, {BlockKind::cell, "12", 0, 1, 1},
                               {BlockKind::cell, "依据：支部工作条例（2018年）第十二条，每月至少1次；应做12次，缺1次。", 0, 1, 2}};
  const auto e = extract(Lexicon::standard(), row, {Period::year(2023), Date::of(2023, 12, 31)});
  std::string said;
  for (const auto& c : e.claims) said += fmt::format("{} {} {}; ", c.subject, mode_name(c.mode), c.period.days->from.year());
  CHECK(said == "支委会应做 done 2023; 支委会 requirement 2023; 支委会应做 requirement 2023; 支委会缺 done 2023; ");
}
TEST_CASE("A row that begins with a period speaks of it; what is done one by one counts nothing") {
  const std::vector<Block> row{{BlockKind::cell, "下一年工作要点", 0, 1, 0}, {BlockKind::cell, "12", 0, 1, 1}};
  const auto e = extract(Lexicon::standard(), row, {Period::year(2023), Date::of(2023, 12, 31)});
  REQUIRE(e.claims.size() == 1);
  CHECK(e.claims[0].period.days->from.year() == 2024);
  CHECK(claims_of("对照清单逐项整改，整改一项、销号一项。") == "");
  CHECK(claims_of("全年立项一项、结项两项。") != "");
}
TEST_CASE("Half a year, what is carried over, and one person who was honoured") {
  CHECK(period_of("半年来，共组织学习5次。") == "2023-01-01..2023-06-30");
  CHECK(period_of("上年结转1件。") == "2023-01-01..2023-12-31");
  CHECK(claims_of("两名同志获评先进，一人荣立三等功。") == "两=2名 一=1人");
  CHECK(claims_of("提供利用925人次、2,310卷次。") == "925人次 2,310=2310卷次");
  CHECK(claims_of("每次不少于2天。") == "");
}
