// SPDX-License-Identifier: Apache-2.0
#include "claim/test_read.h"

using namespace youju;
using namespace youju::claim;

TEST_CASE("Counts are claims with value, measure word and subject") {
  CHECK(claims_of("本支部2023年开了6次党员大会、12次支委会，组织主题党日9次。") == "6次 12次 9次");
  CHECK(first_of("上半年走访老同志二十三人。").subject == "走访老同志");
  CHECK(first_of("举办两期骨干培训班。").subject == "骨干培训班");
  CHECK(claims_of("参观学习5批，共计132人次。") == "5批 132人次");
  CHECK(claims_of("接待55批904人次。") == "55批 904人次");
  CHECK(claims_of("信访58件（人）次，走访12批（次），借阅300篇（册）次。") == "58件（人）次 12批次 300篇（册）次");
  CHECK(claims_of("受理诉求2017条，其中2017年以前15条。") == "2017条 15条");
  CHECK(claims_of("走访慰问：春节15户、七一12、重阳18，合计45户。") == "15户 12户 18户 45户");
  CHECK(claims_of("发布图文88篇，短视频17，直播2场。") == "88篇 17 2场");
}
TEST_CASE("Bound words give intervals") {
  CHECK(interval_of("收到留言百余条") == "(100,200)");
  CHECK(interval_of("三百余份") == "(300,400)");
  CHECK(interval_of("服务1.2万余人次") == "(12000,13000)");
  CHECK(interval_of("服务20多万人次") == "(200000,300000)");
  CHECK(interval_of("播放量达1.2万次") == "[11500,12500)");
  CHECK(interval_of("近百名老同志") == "[90,100)");
  CHECK(interval_of("约150人次") == "[135,165]");
  CHECK(interval_of("平均用时3天左右") == "[2.5,3.5]");
  CHECK(interval_of("订阅用户突破五千，") == "(5000,*]");
  CHECK(interval_of("满意度在95%以上") == "[95,*]");
  CHECK(interval_of("不少于40人次") == "[40,*]");
  CHECK(interval_of("不超过6批次") == "[*,6]");
  CHECK(interval_of("不足30人") == "[*,30)");
  CHECK(interval_of("每场20—30人") == "[20,30]");
  CHECK(interval_of("3—5万元") == "[30000,50000]");
  CHECK(interval_of("过半党员参加") == "(50,*]");
  CHECK(interval_of("半数以上的支部") == "[50,*]");
  CHECK(interval_of("近七成群众满意") == "[63,70)");
  CHECK(interval_of("每季度至少召开一次") == "[1,*]");
}
TEST_CASE("Words that only look like bounds are none") {
  CHECK(interval_of("附近3家单位") == "[3,3]");
  CHECK(interval_of("预约3次") == "[3,3]");
  CHECK(interval_of("会议通过5项制度") == "[5,5]");
}
TEST_CASE("Dates, ordinals, ranks, codes and list marks claim nothing") {
  for (const auto* text : {"2023年3月15日上午9:30，在301会议室召开动员会。", "第三季度我局在全市信息报送排名中位列第二。", "按照市办发〔2023〕12号文件第五条要求办理。",
                           "报告按GB/T 9704-2012排版，群众可拨打12345热线咨询。", "一是抓学习，二是抓活动，三是抓服务。", "（一）主要做法。1.建章立制；2.狠抓落实。",
                           "“十四五”期间（2021—2025年）成效明显。", "从2020年至今，老年大学已连续四年扩班。", "三八妇女节和八一建军节期间，到第二人民医院看望。",
                           "进一步统一思想，推出一系列举措，千方百计解决一批实际困难。", "严格落实“三会一课”制度，学习党的二十大精神，开展“两优一先”评选。",
                           "推进5G应用和数字化，PM2.5达标。", "电话：010-88886666，邮编100000。", "坚持“1+3+N”工作模式。", "建党102周年之际，看望80岁以上老人。"}) {
    INFO(text);
    CHECK(claims_of(text).empty());
  }
  CHECK(others_of("位列第二。") == "第二:rank");
  CHECK(others_of("已连续四年扩班。") == "连续四年:duration");
  CHECK(others_of("按照第五条要求") == "第五条:ordinal");
}
TEST_CASE("A mask gives way to a real number") {
  CHECK(claims_of("十一人参加。") == "十一=11人");
  CHECK(claims_of("投入十一万元。") == "十一万=110000元");
  CHECK(claims_of("接待110人。") == "110人");
  CHECK(claims_of("用时十分钟。") == "十=10分钟");
}
TEST_CASE("Periods come from the clause, the sentence, the paragraph, the heading, the document") {
  CHECK(period_of("上半年走访23人。") == "2023-01-01..2023-06-30");
  CHECK(period_of("前三季度推送90条。") == "2023-01-01..2023-09-30");
  CHECK(period_of("截至9月底，时长1200小时。") == "2023-01-01..2023-09-30");
  CHECK(period_of("去年办结18件。") == "2022-01-01..2022-12-31");
  CHECK(period_of("去年一季度办结18件。") == "2022-01-01..2022-03-31");
  CHECK(period_of("明年计划举办2届。") == "2024-01-01..2024-12-31");
  CHECK(period_of("1—11月，受理58件。") == "2023-01-01..2023-11-30");
  CHECK(period_of("近三年，培训120人。") == "2021-01-01..2023-12-31");
  CHECK(period_of("2022年3月5日，走访3户。") == "2022-03-05..2022-03-05");
  CHECK(period_of("走访3户。") == "2023-01-01..2023-12-31");
  const auto e = read_text("今年以来接访58件，去年同期为73件，同比下降20.5%。");
  REQUIRE(e.claims.size() == 3);
  CHECK(e.claims[1].period.days->from.iso() == "2022-01-01");
  CHECK(e.claims[2].value == -20.5);
  CHECK(e.claims[2].base->from.iso() == "2022-01-01");
  const auto headed = extract(Lexicon::standard(), "2021年工作总结\n走访慰问12户。");
  CHECK(headed.claims[0].period.source == PeriodSource::heading);
  CHECK(headed.claims[0].period.days->from.iso() == "2021-01-01");
  const auto half = extract(Lexicon::standard(), "示例局2023年上半年工作总结\n走访慰问12户。\n“十四五”期间建成活动室3个。4名同志被评为先进个人。");
  CHECK(half.claims[0].period.days->to.iso() == "2023-06-30");
  CHECK(half.claims[1].period.days->from.iso() == "2021-01-01");
  CHECK(half.claims[2].period.days->to.iso() == "2023-06-30");
  CHECK(extract(Lexicon::standard(), "2023年第三季度工作情况报告\n走访慰问12户。").claims[0].period.days->from.iso() == "2023-07-01");
}
TEST_CASE("Plans, requirements and quotations are no facts") {
  CHECK(first_of("明年计划举办老年运动会2届").mode == Mode::plan);
  CHECK(first_of("力争新增学习点5个").mode == Mode::plan);
  CHECK(first_of("按规定党员大会每季度至少召开一次").mode == Mode::requirement);
  CHECK(first_of("完成重点任务12项").mode == Mode::done);
  const auto e = read_text("年初计划开展12次，实际完成15次。");
  CHECK(e.claims[0].mode == Mode::plan);
  CHECK(e.claims[1].mode == Mode::done);
  CHECK(first_of("他说：“那年我们修了3座水库，吃了不少苦。”").mode == Mode::quoted);
}
TEST_CASE("Growth, points, multiples and doublings are told apart") {
  CHECK(first_of("同比增长12.5%").aggregate == Aggregate::growth);
  CHECK(first_of("同比下降8.6%").value == -8.6);
  CHECK(first_of("采用率比上年提高8个百分点").aggregate == Aggregate::diff_points);
  CHECK(first_of("减少了3次").value == -3);
  CHECK(first_of("减少到3次").value == 3);
  CHECK(first_of("是2020年的2.3倍").aggregate == Aggregate::multiple);
  CHECK(first_of("志愿者人数翻了两番").value == 300);
  CHECK(first_of("负增长5.2%").value == -5.2);
}
TEST_CASE("Nothing happened is a claim of zero") {
  CHECK(claims_of("全年未发生安全责任事故，实现零投诉。") == "未发生安全责任事故=0起 零=0件");
  CHECK(first_of("没有一名党员缺席").value == 0);
  CHECK(claims_of("坚持零距离服务、零容忍态度。").empty());
}
TEST_CASE("Numbers given to several are given to each") {
  const auto e = read_text("学习组、文体组各开展活动3次。");
  REQUIRE(e.claims.size() == 2);
  CHECK(e.claims[0].subject == "学习组活动");
  CHECK(e.claims[1].subject == "文体组活动");
  const auto r = read_text("第一、第二、第三支部分别召开党员大会4次、5次和4次。");
  REQUIRE(r.claims.size() == 3);
  CHECK(r.claims[1].subject == "第二支部党员大会");
}
TEST_CASE("Spaces, line ends and scripts of the typesetting do not matter") {
  CHECK(claims_of("累计服务老同志 1 086 人 次") == "1 086=1086人次");
  CHECK(claims_of("全局全年推送稿件12\n6篇，其中原创58篇。") == "12\n6=126篇 58篇");
  CHECK(claims_of("貳拾個支部參加") == "貳拾=20个");
  CHECK(claims_of("①走访3户②慰问5人") == "3户 5人");
}
TEST_CASE("Invisible characters are read over; what may be shown in another order is unreadable") {
  CHECK(claims_of("全年12\u200b6篇") == "12\u200b6=126篇");
  CHECK(claims_of("全年\u202e621\u202c篇").empty());
  CHECK(others_of("全年\u202e621\u202c篇") == "621:unreadable");
  CHECK(others_of("全年1\u03362篇") .find("unreadable") != std::string::npos);
}
TEST_CASE("A lexicon's mistakes are named with their lines") {
  const auto bad = Lexicon::with({}, {{"own.toml", "[[words]]\nclass = \"fixed_phrases\"\nlist = [\"四项机制\"]\n"}});
  REQUIRE(std::holds_alternative<kinds::PackProblems>(bad));
  const auto& problem = std::get<kinds::PackProblems>(bad).front();
  CHECK(problem.line == 2);
  CHECK(problem.message.word == "claim.lexicon_choice");
  CHECK(problem.message.args.at("near") == "fixed_phrase");
}
TEST_CASE("A pack's own phrase is masked") {
  const std::string text = "落实七项机制，走访3户。";
  CHECK(read_text(text).claims.size() == 2);
  const auto own = Lexicon::with({}, {{"own.toml", "[[words]]\nclass = \"fixed_phrase\"\nlist = [\"七项机制\"]\n"}});
  CHECK(extract(std::get<Lexicon>(own), text).claims.size() == 1);
}
