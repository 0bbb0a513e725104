// SPDX-License-Identifier: Apache-2.0
// Lines of Chinese text: what may not begin or end a line, what may not be torn, how lines are filled.
#include "paper/typeset.h"

#include <doctest/doctest.h>

#include "base/text.h"

using namespace youju;
using namespace youju::paper;

namespace {
const std::string kText =
    "对照《单位公众账号信息发布管理办法》（示老干〔2023〕15号）要求，2023年1月至12月共发布信息1,"
    "035条，“原创”67条；占比6.5%，比上年提高2.3个百分点——其中12月31日一天就有3条……"
    "第57次会议、第8次会议均已召开（详见附件：《2023年度台账补录情况说明》）。联系电话010-"
    "66668888，网址https://youju.example.cn/r/R7K2M9XDR7K2M9XDR7K2M9XD，共3.2万人次！";

std::vector<std::string> lines_of(const SetText& text) {
  std::vector<std::string> out;
  for (const auto& line : text.lines) {
    if (line.first == line.last) continue;
    const auto begin = text.shaped.clusters[line.first].begin, end = text.shaped.clusters[line.last - 1].end;
    out.push_back(text.text.substr(begin, end - begin));
  }
  return out;
}

SetText set_text(const std::string& words, double characters, Flow flow = Flow::both, double indent = 0) {
  auto in_use = fonts_in_use();
  Typesetter typesetter(*in_use.fonts);
  auto set = typesetter.set({Span{.text = words}}, {Face::fang, kSize3, kCharacter, false, flow, 0},
                            characters * kCharacter, indent * kCharacter);
  REQUIRE(set);
  return std::move(*set);
}
}  // namespace

TEST_CASE(
    "at any width no line begins with a closing mark or ends with an opening one, and digits stay whole") {
  const auto is_in = [](char32_t c, std::u32string_view set) {
    return set.find(c) != std::u32string_view::npos;
  };
  for (double characters = 8; characters <= 40; characters += 0.5) {
    const auto set = set_text(kText, characters);
    const auto lines = lines_of(set);
    std::string joined;
    for (const auto& line : lines) joined += line;
    CHECK(joined == kText);
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
      const char32_t last = to_code_points(lines[i]).back(), first = to_code_points(lines[i + 1]).front();
      CAPTURE(characters);
      CAPTURE(lines[i]);
      CAPTURE(lines[i + 1]);
      CHECK_FALSE(is_in(first, U"、，。；：！？）》”〕…%"));
      CHECK_FALSE(is_in(last, U"（《“〔"));
      const bool digit_last = last >= '0' && last <= '9', digit_first = first >= '0' && first <= '9';
      // The long address is cut where the line ends: nothing else can be done with it.
      if (lines[i].find("example") != std::string::npos || lines[i + 1].find("XD") != std::string::npos ||
          lines[i + 1].find("example") != std::string::npos)
        continue;
      CHECK_FALSE((digit_last && digit_first));
      CHECK_FALSE((digit_last && is_in(first, U"年月日次条人个万,.")));
      CHECK_FALSE((last == U'第' && digit_first));
      CHECK_FALSE((last == U'—' && first == U'—'));
    }
  }
}

TEST_CASE("a line of 28 Han fills the type area exactly, and so does every line that is not the last") {
  std::string han;
  for (int i = 0; i < 28 * 5; ++i) han += "全";
  const auto set = set_text(han, 28);
  REQUIRE(set.lines.size() == 5);
  for (const auto& line : set.lines) {
    CHECK(line.last - line.first == 28);
    CHECK(line.right == doctest::Approx(kWidth).epsilon(0.0005));
  }
  for (double characters = 12; characters <= 30; characters += 1) {
    const auto mixed = set_text(kText, characters);
    for (std::size_t i = 0; i + 1 < mixed.lines.size(); ++i) {
      const auto& line = mixed.lines[i];
      // The blank half of a closing mark may stand outside; nothing else may.
      CHECK(line.right <= characters * kCharacter + kCharacter * 0.55);
      CHECK(line.x.front() >= -0.001f);
      for (std::size_t k = 1; k < line.x.size(); ++k) CHECK(line.x[k] > line.x[k - 1]);
    }
  }
}

TEST_CASE("a first line is indented by two characters and holds 26") {
  std::string han;
  for (int i = 0; i < 60; ++i) han += "国";
  const auto set = set_text(han, 28, Flow::both, 2);
  REQUIRE(set.lines.size() == 3);
  CHECK(set.lines[0].last - set.lines[0].first == 26);
  CHECK(set.lines[0].x.front() == doctest::Approx(2 * kCharacter));
  CHECK(set.lines[1].x.front() == doctest::Approx(0));
}

TEST_CASE("a newline ends its line, also twice; a text of nothing has no lines") {
  CHECK(lines_of(set_text("甲\n乙\n\n丙", 28, Flow::left)) == std::vector<std::string>{"甲", "乙", "丙"});
  CHECK(set_text("甲\n乙\n\n丙", 28, Flow::left).lines.size() == 4);
  CHECK(set_text("", 28).lines.empty());
}

TEST_CASE("centred and right-aligned lines lie where they should") {
  const auto centred = set_text("国国国国", 28, Flow::centre), right = set_text("国国国国", 28, Flow::right);
  CHECK(centred.lines[0].x.front() == doctest::Approx(12 * kCharacter));
  CHECK(right.lines[0].right == doctest::Approx(kWidth));
}
