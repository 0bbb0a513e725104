// SPDX-License-Identifier: Apache-2.0
// Numbers that name something and count nothing.
#include "claim/test_read.h"

using namespace youju;
using namespace youju::claim;

TEST_CASE("Numbers to be dialled claim nothing, in a list neither") {
  CHECK(claims_of("遇险请拨打95119。") == "");
  CHECK(claims_of("咨询电话为96123、12399，报警110、119。") == "");
  CHECK(claims_of("服务台分机6021，传真：6022。") == "");
  CHECK(claims_of("热线受理诉求320件。") == "320件");
  CHECK(claims_of("电话回访120户。") == "120户");
}
TEST_CASE("Versions, clauses and names with a number claim nothing") {
  CHECK(claims_of("系统由6.2升级到7.0。") == "");
  CHECK(claims_of("支持Android 9及以上版本。") == "");
  CHECK(claims_of("请对照3.1、3.2、4.1.2各节检查。") == "");
  CHECK(claims_of("要求见4.3。") == "");
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
TEST_CASE("Which group is no count") {
  CHECK(claims_of("一组在大厅，二组在305室。") == "");
  CHECK(claims_of("共编成二组。") != "");
}
