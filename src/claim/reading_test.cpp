// SPDX-License-Identifier: Apache-2.0
// Subjects, modes, periods and units that are easily misread, with the words of the shipped packs at hand.
#include "base/text.h"
#include "claim/test_read.h"

using namespace youju;
using namespace youju::claim;

namespace {
const Lexicon& with_packs() {
  static const Lexicon made = [] {
    std::vector<kinds::Pack> packs;
    for (const auto* name : {"common", "retired-cadres"}) {
      auto pack = kinds::load_pack(std::filesystem::path(YOUJU_SOURCE_DIR) / "packs" / name);
      REQUIRE(std::holds_alternative<kinds::Pack>(pack));
      packs.push_back(std::get<kinds::Pack>(std::move(pack)));
    }
    auto all = kinds::Catalogue::make(std::move(packs));
    REQUIRE(std::holds_alternative<kinds::Catalogue>(all));
    return std::get<Lexicon>(Lexicon::with(std::get<kinds::Catalogue>(all).kinds(), {}));
  }();
  return made;
}
Extraction of_2023(const std::vector<Block>& blocks) {
  return extract(with_packs(), blocks, {Period::year(2023), Date::of(2023, 12, 31)});
}
std::string subjects_of(const std::string& text) {
  std::string out;
  for (const auto& c : of_2023({{BlockKind::paragraph, text}}).claims) out += (out.empty() ? "" : " ") + c.subject;
  return out;
}
std::string modes_of(const std::string& text) {
  std::string out;
  for (const auto& c : read_text(text).claims) out += (out.empty() ? "" : " ") + std::string(mode_name(c.mode));
  return out;
}
}  // namespace

TEST_CASE("A unit's word that opens the name of a kind is not cut from it") {
  CHECK(subjects_of("支部学习5次。") == "支部学习");
  CHECK(subjects_of("全局开展支部学习5次。") == "支部学习");
}
TEST_CASE("A longer verb is not cut for the shorter one it begins with") {
  CHECK(subjects_of("办理信访件6件。").find("理信访件") != 0);
}
TEST_CASE("The last of a list takes the measure word of its sibling") {
  CHECK(claims_of("发布信息25条，其中网站6条、视频号7。") == "25条 6条 7条");
}
TEST_CASE("What others counted is quoted, one's own statistics are not") {
  CHECK(modes_of("据市民政局通报，全市共有养老机构88家。") == "quoted");
  CHECK(modes_of("据统计，全年接待来访88人次。") == "done");
  CHECK(modes_of("据不完全统计，全年接待来访88人次。") == "done");
}
TEST_CASE("How it was in the beginning is history, unless the sentence comes to the present") {
  CHECK(modes_of("2015年建站之初，仅有工作人员5名。") == "history");
  CHECK(modes_of("从成立之初的5名发展到目前的20名。").find("history") == std::string::npos);
}
TEST_CASE("A table behind the plans is not planned") {
  const auto e = of_2023({{BlockKind::heading, "2023年工作总结", 0, 0, 0, 0}, {BlockKind::heading, "五、下一步打算", 0, 0, 0, 2}, {BlockKind::paragraph, "开展党员大会9次。"},
                          {BlockKind::cell, "项目", 1, 0, 0}, {BlockKind::cell, "次数", 1, 0, 1}, {BlockKind::cell, "党员大会", 1, 1, 0}, {BlockKind::cell, "8", 1, 1, 1}});
  REQUIRE(e.claims.size() == 2);
  CHECK(e.claims[0].mode == Mode::plan);
  CHECK(e.claims[1].mode == Mode::done);
}
TEST_CASE("A heading that compares two years gives its period to nothing") {
  const auto e = of_2023({{BlockKind::heading, "工作总结", 0, 0, 0, 0}, {BlockKind::heading, "（一）2022年与2023年对比情况", 0, 0, 0, 2}, {BlockKind::paragraph, "召开党员大会9次。"}});
  REQUIRE(e.claims.size() == 1);
  CHECK(e.claims[0].period.days == Period::year(2023));
}
TEST_CASE("A year and the half behind it, at the head of a paragraph, are one stretch") {
  const auto e = of_2023({{BlockKind::paragraph, "今年上半年开展主题党日4次。召开党员大会2次。"}});
  REQUIRE(e.claims.size() == 2);
  CHECK(e.claims[1].period.days == Period::half(2023, 1));
}
TEST_CASE("A table takes the period of its caption, and none that lies ahead of the report") {
  const std::vector<Block> cells{{BlockKind::cell, "项目", 1, 0, 0}, {BlockKind::cell, "次数", 1, 0, 1}, {BlockKind::cell, "计划次数", 1, 0, 2}, {BlockKind::cell, "党员大会", 1, 1, 0}, {BlockKind::cell, "8", 1, 1, 1}, {BlockKind::cell, "9", 1, 1, 2}};
  std::vector<Block> below{{BlockKind::heading, "2023年工作总结", 0, 0, 0, 0}, {BlockKind::heading, "五、2024年工作计划", 0, 0, 0, 2}, {BlockKind::paragraph, "开展培训2次。"}};
  below.insert(below.end(), cells.begin(), cells.end());
  const auto annex = of_2023(below);
  REQUIRE(annex.claims.size() == 3);
  CHECK(annex.claims[0].mode == Mode::plan);
  CHECK(annex.claims[0].period.days == Period::year(2024));
  CHECK(annex.claims[1].mode == Mode::done);
  CHECK(annex.claims[1].period.days == Period::year(2023));
  CHECK(annex.claims[2].mode == Mode::plan);
  std::vector<Block> titled{{BlockKind::paragraph, "2022年组织生活统计"}};
  titled.insert(titled.end(), cells.begin(), cells.end());
  const auto captioned = of_2023(titled);
  REQUIRE(captioned.claims.size() == 2);
  CHECK(captioned.claims[0].period.days == Period::year(2022));
}
TEST_CASE("A row is named by its words and not by the code before them; a bracket may say what was due") {
  const auto e = of_2023({{BlockKind::cell, "编码", 1, 0, 0}, {BlockKind::cell, "项目", 1, 0, 1}, {BlockKind::cell, "数值", 1, 0, 2},
                          {BlockKind::cell, "H6A25910", 1, 1, 0}, {BlockKind::cell, "支委会", 1, 1, 1}, {BlockKind::cell, "11", 1, 1, 2},
                          {BlockKind::cell, "CMQCH9GV", 1, 2, 0}, {BlockKind::cell, "支委会（应做）", 1, 2, 1}, {BlockKind::cell, "12", 1, 2, 2}});
  REQUIRE(e.claims.size() == 2);
  CHECK(e.claims[0].subject == "支委会");
  CHECK(e.claims[1].subject == "支委会应做");
}
TEST_CASE("A word among the numbers of a column is not its head") {
  const auto e = of_2023({{BlockKind::cell, "名称", 1, 0, 0}, {BlockKind::cell, "合计", 1, 0, 1}, {BlockKind::cell, "党员大会", 1, 1, 0}, {BlockKind::cell, "8", 1, 1, 1},
                          {BlockKind::cell, "主题党日", 1, 2, 0}, {BlockKind::cell, "缺", 1, 2, 1}, {BlockKind::cell, "支部学习", 1, 3, 0}, {BlockKind::cell, "14", 1, 3, 1}});
  REQUIRE(e.claims.size() == 2);
  CHECK(e.claims[1].subject.find("缺") == std::string::npos);
}
TEST_CASE("What is compared with lends its year to nothing behind it") {
  const auto years = [](const std::string& text) {
    std::string out;
    for (const auto& c : read_text(text).claims) out += (out.empty() ? "" : " ") + std::to_string(c.period.days->from.year());
    return out;
  };
  CHECK(years("与去年全年发布的信息21条相比，发布信息25条。") == "2022 2023");
  CHECK(years("发布信息由去年的21条增加到25条。") == "2022 2023");
  CHECK(years("去年发布信息21条、简报3期。") == "2022 2022");
}
TEST_CASE("A goal in a paper's name and a paper called plan are no intentions; a requirement ends where its own time begins") {
  CHECK(modes_of("全年签订目标责任书16份。") == "done");
  CHECK(modes_of("制定整改计划，整改问题6个。") == "done");
  CHECK(modes_of("计划整改问题6个。") == "plan");
  CHECK(modes_of("按规定党员大会每季度至少召开1次，全年召开8次。") == "requirement done");
  CHECK(modes_of("按规定党员大会每季度至少召开1次，全年应召开4次。") == "requirement requirement");
}
TEST_CASE("A kind's name is found in the other order, and for what follows it in the sentence") {
  const auto e = of_2023({{BlockKind::paragraph, "全年发布信息25条，其中视频号7条。主题党日7次，参加党员29人。"}});
  REQUIRE(e.claims.size() == 4);
  for (const std::size_t i : {0u, 1u, 2u, 3u}) {
    REQUIRE_FALSE(e.claims[i].kinds.empty());
    CHECK(e.claims[i].kinds[0].kind.text == (i < 2 ? "publication" : "theme_day"));
  }
}
TEST_CASE("Numbers given to several units know whose they are") {
  const auto e = of_2023({{BlockKind::paragraph, "机关支部、第二支部分别召开党员大会4次、5次，第一支部、第三支部各召开支委会3次。"}});
  REQUIRE(e.claims.size() == 4);
  CHECK(e.claims[0].scope == "机关支部");
  CHECK(e.claims[1].scope == "第二支部");
  CHECK(e.claims[2].scope == "第一支部");
  CHECK(e.claims[3].scope == "第三支部");
}
TEST_CASE("The same fact of a branch and of the whole office is not the same fact") {
  CHECK(checks_of("第一支部全年走访困难党员12人。\n全年走访困难党员35人。").empty());
  CHECK(checks_of("第一支部全年走访困难党员12人。\n第一支部全年走访困难党员15人。").find("same_fact no") == 0);
}
