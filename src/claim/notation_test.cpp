// SPDX-License-Identifier: Apache-2.0
// How numerals are written: odd ends inside them, points first, spaces, pairs, what is no numeral at all; and ranges.
#include "claim/test_read.h"

using namespace youju;
using namespace youju::claim;

namespace {
std::string numbers_of(std::string_view text) {
  std::string out;
  for (const auto& n : read_text(text).numbers) out += (out.empty() ? "" : " ") + n.text + "=" + fmt::format("{:.15g}", n.value) + (n.percent ? "%" : "");
  return out;
}
}  // namespace

TEST_CASE("余 and 多 before 万 stand inside the number") {
  CHECK(numbers_of("300余万元") == "300余万=3000000");
  CHECK(numbers_of("三十多亿") == "三十多亿=3000000000");
  CHECK(numbers_of("六百 余万") == "六百 余万=6000000");
  CHECK(numbers_of("2万余亿") == "2万余亿=2000000000000");
  CHECK(numbers_of("三十几万") == "三十几万=300000");
  CHECK(numbers_of("二百零几万") == "二百零几万=2000000");
  CHECK(numbers_of("六百多") == "六百=600");
  CHECK(interval_of("下拨资金300余万元") == "(3000000,4000000)");
  CHECK(interval_of("服务群众二十多万人次") == "(200000,300000)");
  CHECK(interval_of("投入三十来万元") == "[250000,350000]");
  CHECK(first_of("下拨资金300余万元").text == "300余万");
}
TEST_CASE("万万 is 亿, and 万 by itself is no number") {
  CHECK(numbers_of("六万万人") == "六万万=600000000");
  CHECK(numbers_of("20万万") == "20万万=2000000000");
  CHECK(numbers_of("18亿亿粒") == "18亿亿=1.8e+17");
  CHECK(numbers_of("万") == "");
  CHECK(numbers_of("万萬") == "");
  CHECK(numbers_of("3.6万亿元") == "3.6万亿=3600000000000");
}
TEST_CASE("A point may come first, and a chain of points is no decimal") {
  CHECK(numbers_of(".75") == ".75=0.75");
  CHECK(numbers_of("-.25") == "-.25=-0.25");
  CHECK(numbers_of("......7") == "7=7");
  CHECK(numbers_of("--7") == "7=7");
  CHECK(numbers_of(" .11.2") == "11.2=11.2");
  CHECK(numbers_of("11.22.33.44") == "11=11 22=22 33=33 44=44");
  CHECK(numbers_of("五百 点 六") == "五百 点 六=500.6");
  CHECK(numbers_of("六千 二百 十一 点四四") == "六千 二百 十一 点四四=6211.44");
}
TEST_CASE("A comma with a space joins digits only when a word follows") {
  CHECK(numbers_of("2, 345, 678") == "2=2 345=345 678=678");
  CHECK(numbers_of("2, 345人") == "2, 345=2345");
  CHECK(numbers_of("2,345,678") == "2,345,678=2345678");
}
TEST_CASE("Fractions take whole numbers, minus signs and spaces") {
  CHECK(numbers_of("2 7/2") == "2 7/2=5.5");
  CHECK(numbers_of("负4分之负六") == "负4分之负六=1.5");
  CHECK(numbers_of("六 分之 一") == "六 分之 一=0.166666666666667");
  CHECK(numbers_of("二百六又四分之一") == "二百六又四分之一=260.25");
  CHECK(numbers_of("三百分之2") == "三百分之2=0.00666666666666667");
  CHECK(numbers_of("1.5^--2") == "1.5^--2=2.25");
}
TEST_CASE("Discounts and tenths are read with their spaces; ten is no discount") {
  CHECK(numbers_of("6 8 折") == "6 8 折=68%");
  CHECK(numbers_of("八 五 折") == "八 五 折=85%");
  CHECK(numbers_of("三八折") == "三八折=38%");
  CHECK(numbers_of("打对折") == "对折=50%");
  CHECK(numbers_of("对折") == "");
  CHECK(numbers_of("六成 四") == "六成 四=64%");
  CHECK(numbers_of("百分之4.5k") == "百分之4.5k=4500%");
  for (const auto* text : {"十折", "三四十个百分点", "百分之三四十"}) {
    INFO(text);
    for (const auto& n : read_text(text).numbers) CHECK(!n.percent);
  }
}
TEST_CASE("Percentage points are one percentage with their number") {
  CHECK(numbers_of("提高4.5个百分点") == "4.5个百分点=4.5%");
  CHECK(numbers_of("二百    个百分点") == "二百    个百分点=200%");
  CHECK(numbers_of("七   个 百 分点") == "七   个 百 分点=7%");
}
TEST_CASE("A pair is a measure word, in the list of numbers, too") {
  CHECK(numbers_of("七双") == "七=7");
  CHECK(numbers_of("二百对枕套") == "二百=200");
  CHECK(numbers_of("手套四双二点五元") == "四=4 二点五=2.5");
  CHECK(claims_of("发放棉鞋五十双。") == "五十=50双");
}
TEST_CASE("Dozens count twelve each") {
  CHECK(numbers_of("贰打") == "贰打=24");
  CHECK(numbers_of("三打鸡蛋") == "三打=36");
}
TEST_CASE("Shares of a thousand, of ten thousand and of more are percentages") {
  CHECK(numbers_of("千分之三") == "千分之三=0.3%");
  CHECK(numbers_of("差错率为万分之二") == "万分之二=0.02%");
  CHECK(numbers_of("萬分之柒") == "萬分之柒=0.07%");
  CHECK(numbers_of("十万分之八点五") == "十万分之八点五=0.0085%");
  CHECK(numbers_of("百万分之四") == "百万分之四=0.0004%");
  CHECK(numbers_of("万万分之九") == "万万分之九=9e-06%");
  CHECK(numbers_of("三万分之六") == "三万分之六=0.0002");
  CHECK(interval_of("全年差错率为万分之二。") == "[0.015,0.025)");
  CHECK(numbers_of("万分感谢") == "");
  CHECK(numbers_of("几百分之一") == "");
  CHECK(numbers_of("数万分之一") == "");
  CHECK(numbers_of("系数百分之六") == "百分之六=6%");
}
TEST_CASE("A thousand before a unit of measure belongs to the unit") {
  CHECK(numbers_of("六十千克") == "六十=60");
  CHECK(numbers_of("六十千") == "六十=60");
  CHECK(claims_of("全年运送大米60千克。") == "60千克");
  CHECK(claims_of("全年修路1.5千米。") == "1.5千米");
  CHECK(numbers_of("8千份") == "8千=8000");
  CHECK(others_of("全年发电70千瓦时。") == "");
}
TEST_CASE("A zero in front changes nothing") {
  CHECK(numbers_of("零十") == "零十=10");
  CHECK(numbers_of("零十六") == "零十六=16");
  CHECK(numbers_of("零点七") == "零点七=0.7");
  CHECK(read_text("零点三").numbers.front().value == 0.3);
  CHECK(read_text("六百四十四点三亿").numbers.front().value == 64430000000);
  CHECK(read_text("千分之三").numbers.front().value == 0.3);
}
TEST_CASE("What something is, is a number, although a word follows that is no measure") {
  CHECK(numbers_of("房号是七这没有错") == "七=7");
  CHECK(numbers_of("得数是六而不是八") == "六=6 八=8");
  CHECK(numbers_of("原因是一不小心") == "");
  CHECK(numbers_of("总分排名前四的单位") == "四=4");
}
TEST_CASE("Characters that only look like numerals are not listed") {
  CHECK(numbers_of("加强队伍名录管理") == "");
  CHECK(numbers_of("收拾桌子") == "");
  CHECK(numbers_of("拾起钱包") == "");
  CHECK(numbers_of("登陆部队") == "");
  CHECK(numbers_of("《拾穗》") == "");
  CHECK(numbers_of("拾余人") == "拾=10");
  CHECK(numbers_of("一一对应") == "");
  CHECK(numbers_of("两两组合") == "");
  CHECK(numbers_of("八一建军节") == "");
  CHECK(numbers_of("陆地") == "");
  CHECK(numbers_of("陆地上有动物") == "");
  CHECK(numbers_of("我一听就懂") == "");
  CHECK(numbers_of("老家在四川") == "");
  CHECK(numbers_of("陆佰伍拾元") == "陆佰伍拾=650");
  CHECK(numbers_of("打开 https://www.example.com/q=30%25%2040% 看看") == "");
}
TEST_CASE("Two bounds with joining words between them are one range") {
  CHECK(interval_of("人数大于三十的同时小于等于四十五") == "(30,45]");
  CHECK(interval_of("每组最多90最少30人") == "[30,90]");
  CHECK(interval_of("总数不大于60不小于30") == "[30,60]");
  CHECK(interval_of("数量在2000以上， 2500以下") == "[2000,2500]");
  CHECK(interval_of("比五分之一大， 比五分之二小") == "(20,40)");
  CHECK(interval_of("人数在20000与30000间") == "[20000,30000]");
  CHECK(interval_of("规模是一千到一千八百。") == "[1000,1800]");
  CHECK(interval_of("得分 >= 60") == "[60,*]");
}
TEST_CASE("Bounds on two different things stay two claims") {
  CHECK(read_text("优秀率大于30%，差错率小于5%。").claims.size() == 2);
  CHECK(read_text("甲组大于10件且乙组小于20件。").claims.size() == 2);
}
