// SPDX-License-Identifier: Apache-2.0
// Numbers as people type them.
#include "base/number.h"

#include <doctest/doctest.h>

#include <tuple>

#include "base/text.h"

using namespace youju;

TEST_CASE("a decimal is read and written in its shortest form") {
  const std::pair<const char*, const char*> cases[] = {{"3", "3"}, {"-12.50", "-12.5"}, {"0.0001", "0.0001"}, {"+7", "7"},
      {"007.10", "7.1"}, {"-0.5", "-0.5"}, {"900000000000000", "900000000000000"}, {"-0", "0"}};
  for (auto [in, out] : cases) {
    CAPTURE(std::string(in));
    REQUIRE(Decimal::parse(in));
    CHECK(Decimal::parse(in)->text() == out);
  }
}

TEST_CASE("what is no decimal of four places is refused") {
  for (const char* in : {"", "-", ".5", "5.", "1.23456", "1e3", "1,000", " 3", "3 ", "９", "0x1", "9300000000000000", "--3", "1.2.3"}) {
    CAPTURE(std::string(in));
    CHECK_FALSE(Decimal::parse(in));
  }
}

TEST_CASE("quotients are rounded half away from zero, and nothing is divided by zero") {
  CHECK(divide(Decimal::of(2), Decimal::of(3))->text() == "0.6667");
  CHECK(divide(Decimal::of(1), Decimal::of(3))->text() == "0.3333");
  CHECK(divide(Decimal::of(-2), Decimal::of(3))->text() == "-0.6667");
  CHECK(divide(Decimal{1}, Decimal::of(2))->text() == "0.0001");
  CHECK(divide(Decimal{-1}, Decimal::of(2))->text() == "-0.0001");
  CHECK_FALSE(divide(Decimal::of(1), Decimal::of(0)));
  CHECK_FALSE(divide(Decimal{INT64_MAX}, Decimal{1}));
  CHECK(add(Decimal::of(2), Decimal{5000}).text() == "2.5");
  CHECK_THROWS(add(Decimal{INT64_MAX}, Decimal{1}));
}

TEST_CASE("numbers in cells are read with their measure") {
  const std::tuple<const char*, const char*, const char*> cases[] = {
      {"23人", "23", "人"}, {"１２．５", "12.5", ""}, {"1.2万元", "12000", "元"}, {"十二次", "12", "次"}, {"1,234", "1234", ""},
      {"¥1,200.50", "1200.5", "元"}, {"-5", "-5", ""}, {"6.31 亿元", "631000000", "元"}, {"3.2万名", "32000", "名"},
      {"50%", "50", "%"}, {"两次", "2", "次"}, {"一百零三", "103", ""}, {"二十", "20", ""}, {"三万五千元", "35000", "元"},
      {"一万亿", "1000000000000", ""}, {"二〇二三", "2023", ""}, {"壹拾贰", "12", ""}, {"1.23456万", "12345.6", ""},
      {"0", "0", ""}, {"零", "0", ""}, {"　8 场　", "8", "场"}, {"２３", "23", ""}, {"120人次", "120", "人次"}, {"3千米", "3", "千米"},
      {"5百人", "500", "人"}, {"2学时", "2", "学时"}, {"一千零一", "1001", ""}, {"一亿零三百", "100000300", ""}};
  for (auto [in, value, unit] : cases) {
    CAPTURE(std::string(in));
    const auto read = read_number(in);
    CHECK(read);
    if (!read) continue;
    CHECK(read->value.text() == value);
    CHECK(read->unit == unit);
  }
}

TEST_CASE("what is vague or holds two numbers is not read as one") {
  for (const char* in : {"", "人", "约20", "20余人", "百余名", "3-5人", "3、4", "12:30", "1/2", "一百五", "三万五", "百", "万元",
                         "1,23", "12,3456", "1.2.3", "五六人", "3月5日", "1.23456", "99999999999999999999", "几人", "十几人", "第3次", "一零百"}) {
    CAPTURE(std::string(in));
    const auto read = read_number(in);
    CHECK_FALSE(read);
  }
}

TEST_CASE("Chinese numerals up to ten thousand are read back from their usual spelling") {
  static const char* kDigits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  for (int n = 1; n < 10'000; n = n < 200 ? n + 1 : n + 7) {
    std::string text;
    bool gap = false;
    int unit = 1000;
    for (const char* name : {"千", "百", "十", ""}) {
      const int d = n / unit % 10;
      if (d == 0) {
        gap = gap || !text.empty();
      } else {
        if (gap) text += "零";
        gap = false;
        if (!(unit == 10 && d == 1 && n < 20)) text += kDigits[d];
        text += name;
      }
      unit /= 10;
    }
    CAPTURE(text);
    CHECK(chinese_numeral(to_code_points(text)) == std::optional<std::int64_t>(n));
  }
}
