// SPDX-License-Identifier: Apache-2.0
#include "app/number_style.h"

#include <doctest/doctest.h>

namespace youju::app {

TEST_CASE("a new number is written as the old one was") {
  CHECK(written_like("8", 8, 12, Rounding::none) == "12");
  CHECK(written_like("八", 8, 12, Rounding::none) == "十二");
  CHECK(written_like("两", 2, 3, Rounding::none) == "三");
  CHECK(written_like("两", 2, 2, Rounding::none) == "两");
  CHECK(written_like("１２", 12, 8, Rounding::none) == "８");
  CHECK(written_like("1,086", 1086, 12345, Rounding::none) == "12,345");
  CHECK(written_like("12.5%", 12.5, 8, Rounding::none) == "8.0%");
  CHECK(written_like("1.2万", 12000, 15600, Rounding::none) == "1.6万");
  CHECK(written_like("百分之九十", 90, 95, Rounding::none) == "百分之九十五");
}

TEST_CASE("rounded words keep their truth") {
  CHECK(written_like("200", 200, 345, Rounding::down_strict) == "300");   // 余
  CHECK_FALSE(written_like("200", 200, 300, Rounding::down_strict));      // exactly 300 is not 300余
  CHECK(written_like("300", 300, 345, Rounding::up) == "400");            // 近
  CHECK(written_like("300", 300, 345, Rounding::nearest) == "300");       // 约
  CHECK(written_like("12", 12, 17, Rounding::down) == "17");              // 不少于
}

TEST_CASE("what cannot be written in the old style is not written") {
  CHECK_FALSE(written_like("八", 8, 12.5, Rounding::none));
  CHECK_FALSE(written_like("8", 8, 12.5, Rounding::none));
}

TEST_CASE("Chinese numerals") {
  CHECK(chinese_number(0) == "零");
  CHECK(chinese_number(10) == "十");
  CHECK(chinese_number(105) == "一百零五");
  CHECK(chinese_number(110) == "一百一十");
  CHECK(chinese_number(1086) == "一千零八十六");
  CHECK(chinese_number(10'010) == "一万零一十");
  CHECK(chinese_number(305'000) == "三十万五千");
}
}  // namespace youju::app
