// SPDX-License-Identifier: Apache-2.0
// Numbers that name something and count nothing.
#include "claim/test_read.h"

using namespace youju;
using namespace youju::claim;

TEST_CASE("Numbers to be dialled claim nothing, in a list neither") {
  CHECK(claims_of("遇险请拨打95119。") == "");
  CHECK(claims_of("咨询电话为96123、12399，报警110、119。") == "");
  CHECK(claims_of("服务台分机6021，传真：6022。") == "");
  CHECK(claims_of("报警110，法律咨询12348，办结320件。") == "320件");
  CHECK(claims_of("热线受理诉求320件。") == "320件");
  CHECK(claims_of("电话回访120户。") == "120户");
}
TEST_CASE("Versions, clauses and names with a number claim nothing") {
  CHECK(claims_of("系统由6.2升级到7.0。") == "");
  CHECK(claims_of("支持Android 9及以上版本。") == "");
  CHECK(claims_of("请对照3.1、3.2、4.1.2各节检查。") == "");
  CHECK(claims_of("要求见4.3。") == "");
  CHECK(claims_of("按照图1所示装订。") == "");
  CHECK(claims_of("检查学校186所。对86所学校复查。") == "186所 86所");
  CHECK(claims_of("范围\n3.1 件：归档的单位。\n3.2 卷：由件组成。\n") == "");
  CHECK(claims_of("登录App 3.2版查询。") == "");
  CHECK(claims_of("支持macOS 13、鸿蒙系统。") == "");
  CHECK(claims_of("代码11330100MB1234567X。") == "");
  CHECK(claims_of("信用代码：91110108MA01K5XY2B。") == "");
  CHECK(claims_of("得分由6.2提高到7.5。") != "");
}
TEST_CASE("A congress has a number and counts none") {
  CHECK(claims_of("学习贯彻十八届四中全会精神。") == "");
  CHECK(claims_of("十三届全国人大代表3名。") == "3名");
}
TEST_CASE("一 between the same verbs and in pairs is no number") {
  CHECK(claims_of("遇事议一议、查一查。") == "");
  CHECK(claims_of("要做一件成一件。") == "");
  CHECK(claims_of("学一行、爱一行。") == "");
  CHECK(claims_of("市级获奖一名、省级获奖一名。") == "一=1名 一=1名");
}
TEST_CASE("Small numbers of a story count no work; those of a report do")  {
  CHECK(claims_of("从前有一户人家，养了四个儿子。") == "");
  CHECK(claims_of("两位老人坐在树下，身边放着三根竹竿。") == "");
  CHECK(claims_of("夜空划成八十八个星座的故事，要说上三五遍。") == "");
  CHECK(claims_of("评选先进个人二十五名。") == "二十五=25名");
  CHECK(claims_of("全校有三百一十二名学生。") == "三百一十二=312名");
  CHECK(claims_of("亭子只剩下四根石柱，数完总要添一句：早。") == "");
  CHECK(claims_of("反馈问题28个，其余三个正在推进。") == "28个 三=3个");
  CHECK(others_of("三只羊在吃草。") == "三只:narrated");
  CHECK(claims_of("召开支委会四次。") == "四=4次");
  CHECK(claims_of("两名同志被评为先进。") == "两=2名");
  CHECK(claims_of("全年有三个支部换届。") == "三=3个");
  CHECK(claims_of("收到三面锦旗、5封感谢信。") == "三=3面 5封");
}
TEST_CASE("Lengths and hours of a rule are no counts; those of work are") {
  CHECK(claims_of("与前车保持80米以上的距离。") == "");
  CHECK(claims_of("间距不得少于60米。") == "");
  CHECK(claims_of("单位应当支付二倍的工资，不得低于百分之八十。") == "");
  CHECK(claims_of("参学率达百分之九十八。") == "百分之九十八=98%");
  CHECK(claims_of("最年长的101岁。") == "101岁");
  CHECK(claims_of("新建道路12公里。") == "12公里");
  CHECK(claims_of("全年完成造林1.2万亩。") == "1.2万=12000亩");
  CHECK(claims_of("连续驾驶不得超过5小时。") == "");
  CHECK(claims_of("每人志愿服务不少于20小时。") == "20小时");
  CHECK(claims_of("改上十遍八遍，一遍不行两遍。") == "");
  CHECK(claims_of("每隔三四天检查。") == "");
  CHECK(claims_of("人均绿地由12平方米增加到13平方米。") == "12平方米 13平方米");
  CHECK(claims_of("完成了一半的任务。") != "");
}
TEST_CASE("Aspects are how a text is arranged, in digits too") {
  CHECK(claims_of("抓好4个方面工作。") == "");
  CHECK(claims_of("帮扶4个村。") == "4个");
  CHECK(interval_of("支部书记每年至少讲1次党课。") == "[1,*]");
}
TEST_CASE("How many it takes is no claim of how many there were") {
  CHECK(claims_of("理事会须有三分之二以上理事出席方能召开。") == "");
  CHECK(claims_of("经到会会员半数以上同意方为有效。") == "");
  CHECK(claims_of("三分之二以上党员参加了学习。") != "");
}
TEST_CASE("Titles, alternatives, houses and children by order are names")  {
  CHECK(claims_of("表演小品《四个伙计》。") == "");
  CHECK(claims_of("出现403或者500，请刷新。") == "");
  CHECK(claims_of("住在5幢1单元301室。") == "");
  CHECK(claims_of("地点在3号楼205，请准时。") == "");
  CHECK(claims_of("清单一式两份。") == "");
  CHECK(claims_of("万一对不上，马上退出。") == "");
  CHECK(claims_of("Our office is at 168 Wenchang Road.") == "");
  CHECK(claims_of("老四回家了。") == "");
  CHECK(claims_of("值班室二十四小时有人。") == "");
  CHECK(claims_of("本合同一式四份。") == "");
  CHECK(claims_of("一字一句地改。") == "");
}
TEST_CASE("Places in a number and minutes before something are no counts") {
  CHECK(claims_of("编号为14位数字。") == "");
  CHECK(claims_of("座位号为第5至6位。") == "");
  CHECK(claims_of("报证件后四位。") == "");
  CHECK(claims_of("开会前30分钟签到。") == "");
  CHECK(claims_of("平均用时30分钟。") == "30分钟");
  CHECK(claims_of("志愿服务360小时。") == "360小时");
}
TEST_CASE("Which group is no count") {
  CHECK(claims_of("一组在大厅，二组在305室。") == "");
  CHECK(claims_of("共有二组。") != "");
}
