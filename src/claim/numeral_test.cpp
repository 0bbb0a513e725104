// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "claim/test_read.h"

using namespace youju;
using namespace youju::claim;

namespace {
// The numerals of a text: "一百零五=105".
std::string numbers_of(std::string_view text) {
  std::string out;
  for (const auto& n : read_text(text).numbers) out += (out.empty() ? "" : " ") + n.text + "=" + fmt::format("{:.15g}", n.value) + (n.percent ? "%" : "");
  return out;
}
}  // namespace

TEST_CASE("Chinese numerals are read with their sections") {
  CHECK(numbers_of("一百零五册") == "一百零五=105");
  CHECK(numbers_of("三千零二十一人") == "三千零二十一=3021");
  CHECK(numbers_of("二十八万六千元") == "二十八万六千=286000");
  CHECK(numbers_of("五十五万亿元") == "五十五万亿=55000000000000");
  CHECK(numbers_of("三亿五千万元") == "三亿五千万=350000000");
  CHECK(numbers_of("一百一十五人") == "一百一十五=115");
  CHECK(numbers_of("十二次") == "十二=12");
  CHECK(numbers_of("廿三人") == "廿三=23");
  CHECK(numbers_of("壹萬貳仟參佰肆拾伍元") == "壹萬貳仟參佰肆拾伍=12345");
}
TEST_CASE("A last place without its unit belongs to the unit above") {
  CHECK(numbers_of("二百五十人") == "二百五十=250");
  CHECK(numbers_of("三万五元") == "三万五=35000");
  CHECK(numbers_of("3万5千份") == "3万5千=35000");
  CHECK(numbers_of("一千零五人") == "一千零五=1005");
  CHECK(numbers_of("3万零5人") == "3万零5=30005");
}
TEST_CASE("Digit strings, decimals and mixed writings are read") {
  CHECK(numbers_of("二〇六件") == "二〇六=206");
  CHECK(numbers_of("二百二十点二公斤") == "二百二十点二=220.2");
  CHECK(numbers_of("十五点五亿元") == "十五点五亿=1550000000");
  CHECK(numbers_of("1.2万次") == "1.2万=12000");
  CHECK(numbers_of("5.6亿元") == "5.6亿=560000000");
  CHECK(numbers_of("１，２００张") == "１，２００=1200");
  CHECK(numbers_of("1，086人") == "1，086=1086");
  CHECK(numbers_of("1 086 人次") == "1 086=1086");
  CHECK(numbers_of("12,34人") == "12=12 34=34");
}
TEST_CASE("Shares and fractions are read") {
  CHECK(numbers_of("百分之九十八") == "百分之九十八=98%");
  CHECK(numbers_of("百分之三点五") == "百分之三点五=3.5%");
  CHECK(numbers_of("千分之五") == "千分之五=0.5%");
  CHECK(numbers_of("九成以上") == "九成=90%");
  CHECK(numbers_of("两成半") == "两成半=25%");
  CHECK(numbers_of("七五折") == "七五折=75%");
  CHECK(numbers_of("四分之三") == "四分之三=0.75");
  CHECK(numbers_of("一又四分之三") == "一又四分之三=1.75");
  CHECK(numbers_of("负三分之二") == "负三分之二=-0.666666666666667");
  CHECK(numbers_of("12.5％") == "12.5％=12.5%");
  CHECK(numbers_of("三成立") == "");
}
TEST_CASE("Neighbouring digits, tens with 几 and 上百 are intervals") {
  CHECK(interval_of("两三名同志发言") == "[2,3]");
  CHECK(interval_of("学员稳定在十七八人") == "[17,18]");
  CHECK(interval_of("来了三四百人") == "[300,400]");
  CHECK(interval_of("来了十几人") == "[11,19]");
  CHECK(interval_of("来了二十几人") == "[21,29]");
  CHECK(interval_of("来了几十人") == "[20,99]");
  CHECK(interval_of("来了数百人") == "[200,999]");
  CHECK(interval_of("来了上百人") == "[100,*]");
  CHECK(interval_of("来了成百上千人") == "[100,*]");
  CHECK(interval_of("投入十几万元") == "[110000,190000]");
}
TEST_CASE("Numbers with powers, letters and signs are read") {
  CHECK(numbers_of("2^5") == "2^5=32");
  CHECK(numbers_of("1e10") == "1e10=10000000000");
  CHECK(numbers_of("10 k") == "10 k=10000");
  CHECK(numbers_of("-5.2") == "-5.2=-5.2");
  CHECK(numbers_of("1/3") == "1/3=0.333333333333333");
}
TEST_CASE("A very long digit string is read once and stays finite") {
  const auto e = read_text(std::string(5000, '7') + "人");
  REQUIRE(e.numbers.size() == 1);
  CHECK(e.numbers[0].span.end == 5000);
}
