// SPDX-License-Identifier: Apache-2.0
// What is decided before a writer begins: lines of titles, places of name and date, fonts for rare
// characters, QR codes.
#include "paper/compose.h"

#include <doctest/doctest.h>

#include <set>

#include "paper/fonts.h"
#include "paper/qr.h"

using namespace youju;
using namespace youju::paper;

TEST_CASE("titles are cut between words, in lines that fit, as their author wrote when he cut them himself") {
  const double limit = kWidth / kSize2;
  const std::pair<std::string, std::vector<std::string>> cases[] = {
      {"2023年工作报告", {"2023年工作报告"}},
      {"示例市委老干部局\n2023年度工作报告", {"示例市委老干部局", "2023年度工作报告"}},
  };
  for (const auto& [title, lines] : cases) CHECK(title_lines(title, limit) == lines);
  for (const std::string title :
       {"关于2023年度老干部工作开展情况和责任落实情况的分析报告",
        "示例市委老干部局关于2023年度离退休干部党支部标准化规范化建设工作情况和2024年度重点工作安排的报告"}) {
    const auto lines = title_lines(title, limit);
    CHECK(lines.size() >= 2);
    std::string joined;
    for (const auto& line : lines) {
      CHECK(ems(line) <= limit);
      joined += line;
    }
    CHECK(joined == title);
    for (const std::string word : {"2023年", "2024年", "情况", "报告", "离退休", "干部", "工作"}) {
      std::size_t whole = 0;
      for (const auto& line : lines)
        for (auto at = line.find(word); at != std::string::npos; at = line.find(word, at + 1)) ++whole;
      std::size_t expected = 0;
      for (auto at = title.find(word); at != std::string::npos; at = title.find(word, at + 1)) ++expected;
      CHECK_MESSAGE(whole == expected, word << " torn in " << lines[0]);
    }
  }
}

TEST_CASE("name and date stand where the standard puts them") {
  // With a seal: the date four characters in, the name's middle over the date's middle (7.3.5.1).
  auto place = signature_place(8 * kCharacter, 5 * kCharacter, true);
  CHECK(place.date_right == doctest::Approx(4 * kCharacter));
  CHECK(place.name_right + 4 * kCharacter == doctest::Approx(place.date_right + 2.5 * kCharacter));
  // A very long name: still centred, still inside the type area.
  place = signature_place(20 * kCharacter, 5 * kCharacter, true);
  CHECK(place.name_right == doctest::Approx(0));
  CHECK(place.date_right == doctest::Approx(7.5 * kCharacter));
  // Without: name two characters in, the date begins two characters right of the name's beginning (7.3.5.2).
  place = signature_place(10 * kCharacter, 5 * kCharacter, false);
  CHECK(place.name_right == doctest::Approx(2 * kCharacter));
  CHECK(place.name_right + 10 * kCharacter - 2 * kCharacter ==
        doctest::Approx(place.date_right + 5 * kCharacter));
  // A date longer than the name: the date two characters in, the name moved inwards.
  place = signature_place(4 * kCharacter, 6 * kCharacter, false);
  CHECK(place.date_right == doctest::Approx(2 * kCharacter));
  CHECK(place.name_right + 4 * kCharacter ==
        doctest::Approx(place.date_right + 6 * kCharacter + 2 * kCharacter));
}

TEST_CASE("a QR code has the three finders and the size of its version") {
  const auto qr = make_qr("https://youju.example.cn/r/R7K2M9XD");
  REQUIRE(qr);
  CHECK((qr->size - 17) % 4 == 0);
  std::set<std::pair<int, int>> sevens;
  for (const auto& run : qr->runs)
    if (run.length == 7) sevens.insert({run.x, run.y});
  for (const auto& corner : {std::pair{0, 0}, std::pair{qr->size - 7, 0}, std::pair{0, qr->size - 7}})
    CHECK(sevens.contains(corner));
}

TEST_CASE(
    "rare characters of names find a font; a character no font has is named instead of printed as a box") {
  auto in_use = fonts_in_use();
  Shaped shaped;
  REQUIRE(in_use.fonts->shape("镕喆堃㛃䶮甲", Face::fang, false, 0, shaped));
  CHECK(shaped.clusters.size() == 6);
  for (const auto& cluster : shaped.clusters) CHECK(shaped.glyphs[cluster.glyph].id != 0);
  Shaped none;
  const auto result = in_use.fonts->shape("甲\U000F0000", Face::fang, false, 0, none);
  REQUIRE_FALSE(result);
  CHECK(result.error().message.word == "paper.no_glyph");
  CHECK(result.error().message.args.at("code") == "U+F0000");
}
