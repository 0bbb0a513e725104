// SPDX-License-Identifier: Apache-2.0
// Readings by words alone, over the shipped packs: `bind` is given no ledger.
#include <doctest/doctest.h>

#include "judge/judge.h"

namespace youju::judge {
namespace {

const kinds::Catalogue& catalogue() {
  static const kinds::Catalogue made = [] {
    std::vector<kinds::Pack> packs;
    for (const auto* name : {"common", "retired-cadres"}) {
      auto loaded = kinds::load_pack(std::filesystem::path(YOUJU_SOURCE_DIR) / "packs" / name);
      REQUIRE(std::holds_alternative<kinds::Pack>(loaded));
      packs.push_back(std::get<kinds::Pack>(std::move(loaded)));
    }
    auto all = kinds::Catalogue::make(std::move(packs));
    REQUIRE(std::holds_alternative<kinds::Catalogue>(all));
    return std::get<kinds::Catalogue>(std::move(all));
  }();
  return made;
}

const people::UnitTree& units() {
  static const people::UnitTree tree({{UnitId("u1"), UnitId(), "云岭市委老干部局", 0}, {UnitId("u2"), UnitId("u1"), "机关党支部", 0}, {UnitId("u3"), UnitId("u1"), "第二党支部", 1}});
  return tree;
}

std::vector<Binding> bound(const std::string& text, const std::vector<Synonym>& synonyms = {}, const std::vector<Confirmed>& confirmed = {}) {
  static const auto lexicon = std::get<claim::Lexicon>(claim::Lexicon::with(catalogue().kinds(), {}));
  const std::vector<claim::Block> blocks{{claim::BlockKind::paragraph, text}};
  const auto extraction = claim::extract(lexicon, blocks, {Period::year(2023), {}});
  const Book book(catalogue(), units(), UnitId("u1"), synonyms, confirmed);
  return judge::bind(book, extraction, blocks, std::optional<Period>(Period::year(2023)));
}

// The reading of the first claim, or why there is none.
std::string first(const std::string& text) {
  const auto all = bound(text);
  REQUIRE(!all.empty());
  return all[0].accepted ? all[0].readings[0].expr : "none: " + all[0].reason;
}
}  // namespace

TEST_CASE("a name, its measure word, unit and period make a figure") {
  CHECK(first("全年召开党员大会8次。") == "count(general_meeting; unit=u1; 2023)");
  CHECK(first("上半年召开支委会6次。") == "count(committee_meeting; unit=u1; 2023H1)");
  CHECK(first("机关支部开展主题党日7次。") == "count(theme_day; unit=u2; 2023)");
  CHECK(first("全年组织支部学习14次。") == "count(branch_study; unit=u1; 2023)");
}

TEST_CASE("blanks of the typesetter beside the words change no reading") {
  CHECK(first("2023年发布信息26条。") == "count(publication; unit=u1; 2023)");
  CHECK(first("2023年 发布信息 26 条。") == "count(publication; unit=u1; 2023)");
}

TEST_CASE("the measure word decides what is counted: visits are a sum, and never persons") {
  CHECK(first("全年参加主题党日200人次。") == "sum(theme_day.headcount; unit=u1; 2023)");
  CHECK(first("全年开展防诈骗宣讲4场。") == "count(fraud_prevention; unit=u1; 2023)");
  CHECK(first("全年参加防诈骗宣讲120人。").find("sum(") == std::string::npos);
}

TEST_CASE("growth of a sum compares the sum with the sum of the year before") {
  const auto all = bound("全年走访慰问176人次，较上年上升225.9%。");
  REQUIRE(all.size() == 2);
  REQUIRE(all[1].accepted);
  const auto& grown = all[1].readings[0].expression;
  CHECK(grown.aggregate == figures::Aggregate::growth);
  CHECK(grown.of_inner == figures::Aggregate::sum);
  CHECK(grown.base_inner == figures::Aggregate::sum);
}

TEST_CASE("a word for a type narrows its kind") {
  CHECK(first("全年通过微信公众号推送推文90篇。") == "count(publication; unit=u1; channel=wechat; 2023)");
  CHECK(first("全年整改问题4个。") == "count(problem; unit=u1; state=closed; 2023)");
}

TEST_CASE("what is missing is what the rules ask for and was not held; a rate named after a state is its share") {
  CHECK(first("支委会缺1次。") == "missing(committee_meeting; unit=u1; 2023)");
  const auto all = bound("本年度登记问题6个，已整改4个，整改率66.7%。");
  REQUIRE(all.size() == 3);
  REQUIRE(all[2].accepted);
  CHECK(all[2].readings[0].expr == "ratio(count(problem; unit=u1; state=closed; 2023) / count(problem; unit=u1; 2023))");
  CHECK(first("经费支出比预算减少3万元。").starts_with("none"));
}

TEST_CASE("how a thing was done narrows nothing") {
  for (const auto* text : {"层层签订责任书16份。", "分批签订责任书16份。"}) {
    const auto all = bound(text);
    REQUIRE(!all.empty());
    REQUIRE(!all[0].readings.empty());
    CHECK(all[0].readings[0].narrower.empty());
  }
  CHECK(!bound("银龄签订责任书16份。")[0].readings[0].narrower.empty());
}

TEST_CASE("an elided subject is that of the claim before; the measure word says what of it") {
  const auto all = bound("全年组织支部学习5次，累计14学时。");
  REQUIRE(all.size() == 2);
  REQUIRE(all[1].accepted);
  CHECK(all[1].readings[0].expr == "sum(branch_study.hours; unit=u1; 2023)");
  const auto parts = bound("全年发布信息25条，其中网站6条。");
  REQUIRE(parts.size() == 2);
  REQUIRE(parts[1].accepted);
  CHECK(parts[1].readings[0].expr == "count(publication; unit=u1; channel=website; 2023)");
}

TEST_CASE("a cell is read with the heads of its row and column") {
  static const auto lexicon = std::get<claim::Lexicon>(claim::Lexicon::with(catalogue().kinds(), {}));
  std::vector<claim::Block> cells;
  const std::vector<std::vector<std::string>> rows{{"支部", "党员大会（次）"}, {"机关党支部", "8"}, {"第二党支部", "5"}};
  for (int r = 0; r < 3; ++r) {
    for (int c = 0; c < 2; ++c) cells.push_back({claim::BlockKind::cell, rows[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)], 0, r, c});
  }
  const auto extraction = claim::extract(lexicon, cells, {Period::year(2023), {}});
  const Book book(catalogue(), units(), UnitId("u1"));
  const auto all = judge::bind(book, extraction, cells, std::optional<Period>(Period::year(2023)));
  REQUIRE(all.size() == 2);
  REQUIRE(all[1].accepted);
  CHECK(all[0].readings[0].expr == "count(general_meeting; unit=u2; 2023)");
  CHECK(all[1].readings[0].expr == "count(general_meeting; unit=u3; 2023)");
}

TEST_CASE("a column headed by a month speaks of that month") {
  static const auto lexicon = std::get<claim::Lexicon>(claim::Lexicon::with(catalogue().kinds(), {}));
  const std::vector<claim::Block> cells{{claim::BlockKind::cell, "类别", 0, 0, 0}, {claim::BlockKind::cell, "3月", 0, 0, 1}, {claim::BlockKind::cell, "党员大会", 0, 1, 0}, {claim::BlockKind::cell, "1", 0, 1, 1}};
  const auto extraction = claim::extract(lexicon, cells, {Period::year(2023), {}});
  const Book book(catalogue(), units(), UnitId("u1"));
  const auto all = judge::bind(book, extraction, cells, std::optional<Period>(Period::year(2023)));
  REQUIRE(all.size() == 1);
  REQUIRE(all[0].accepted);
  CHECK(all[0].readings[0].expr == "count(general_meeting; unit=u1; 2023-03)");
}

TEST_CASE("what should have been held is asked of the rule, not of the records") {
  static const auto lexicon = std::get<claim::Lexicon>(claim::Lexicon::with(catalogue().kinds(), {}));
  const std::vector<claim::Block> cells{{claim::BlockKind::cell, "类别", 0, 0, 0}, {claim::BlockKind::cell, "应做", 0, 0, 1}, {claim::BlockKind::cell, "已做", 0, 0, 2},
                                        {claim::BlockKind::cell, "支委会", 0, 1, 0}, {claim::BlockKind::cell, "12", 0, 1, 1}, {claim::BlockKind::cell, "11", 0, 1, 2}};
  const auto extraction = claim::extract(lexicon, cells, {Period::year(2023), {}});
  const Book book(catalogue(), units(), UnitId("u1"));
  const auto all = judge::bind(book, extraction, cells, std::optional<Period>(Period::year(2023)));
  REQUIRE(all.size() == 2);
  CHECK(all[0].readings[0].expr == "required(committee_meeting; unit=u1; 2023)");
  CHECK(all[1].readings[0].expr == "count(committee_meeting; unit=u1; 2023)");
}

TEST_CASE("columns headed 1 to 12 are the months, too") {
  static const auto lexicon = std::get<claim::Lexicon>(claim::Lexicon::with(catalogue().kinds(), {}));
  std::vector<claim::Block> cells{{claim::BlockKind::cell, "类别", 0, 0, 0}};
  for (int month = 1; month <= 12; ++month) cells.push_back({claim::BlockKind::cell, std::to_string(month), 0, 0, month});
  cells.push_back({claim::BlockKind::cell, "党员大会", 0, 1, 0});
  cells.push_back({claim::BlockKind::cell, "2", 0, 1, 4});
  const auto extraction = claim::extract(lexicon, cells, {Period::year(2023), {}});
  const Book book(catalogue(), units(), UnitId("u1"));
  const auto all = judge::bind(book, extraction, cells, std::optional<Period>(Period::year(2023)));
  REQUIRE_FALSE(all.empty());
  REQUIRE(all.back().accepted);
  CHECK(all.back().readings[0].expr == "count(general_meeting; unit=u1; 2023-04)");
}

TEST_CASE("numbers of two units together are the sum of their figures") {
  CHECK(first("机关支部和第二党支部共召开党员大会8次。") == "count(general_meeting; unit=u2; 2023) + count(general_meeting; unit=u3; 2023)");
  const auto each = bound("机关支部、第二支部分别召开党员大会4次、5次。");
  REQUIRE(each.size() == 2);
  REQUIRE(each[0].accepted);
  REQUIRE(each[1].accepted);
  CHECK(each[0].readings[0].expr == "count(general_meeting; unit=u2; 2023)");
  CHECK(each[1].readings[0].expr == "count(general_meeting; unit=u3; 2023)");
}

TEST_CASE("two units of which one is unknown are not added up") {
  const auto all = bound("机关支部和第九支部共召开党员大会8次。");
  REQUIRE(all.size() == 1);
  CHECK_FALSE(all[0].accepted);
  CHECK(all[0].scope.source == UnitSource::several);
}

TEST_CASE("a total without a noun of its own is the sum of its list, not the last of it") {
  const auto all = bound("召开党员大会8次、支委会12次、专题党课4次，合计24次。");
  REQUIRE(all.size() == 4);
  REQUIRE(all[3].accepted);
  CHECK(all[3].readings[0].expr == "count(general_meeting; unit=u1; 2023) + count(committee_meeting; unit=u1; 2023) + count(special_lecture; unit=u1; 2023)");
  const auto branches = bound("党员大会：机关党支部4次、第二党支部5次，合计9次。");
  REQUIRE(branches.size() == 3);
  REQUIRE(branches[2].accepted);
  CHECK(branches[2].readings[0].expr == "count(general_meeting; unit=u1; 2023)");
}

TEST_CASE("what remains is the whole less what was told of it") {
  const auto all = bound("全年查找问题8个，已整改6个，其余2个正在整改。");
  REQUIRE(all.size() == 3);
  REQUIRE(all[2].accepted);
  CHECK(all[2].readings[0].expr == "count(problem; unit=u1; 2023) - count(problem; unit=u1; state=closed; 2023)");
}

TEST_CASE("a monthly average is the year's figure over twelve") {
  CHECK(first("全年平均每月发布信息约2条。") == "count(publication; unit=u1; 2023) / 12");
  CHECK(first("月均发布信息2条。") == "count(publication; unit=u1; 2023) / 12");
}

TEST_CASE("persons are those of the list that the verb names; visits stay a sum") {
  const auto all = bound("全年组织主题党日7次，参加党员29人、70人次。");
  REQUIRE(all.size() == 3);
  REQUIRE(all[1].accepted);
  CHECK(all[1].readings[0].expr == "distinct(theme_day.present; unit=u1; 2023)");
  REQUIRE(all[2].accepted);
  CHECK(all[2].readings[0].expr == "sum(theme_day.headcount; unit=u1; 2023)");
}

TEST_CASE("persons of the sentence before are carried on, and only within the paragraph") {
  const auto all = bound("全年组织主题党日7次。参加党员29人。");
  REQUIRE(all.size() == 2);
  REQUIRE(all[1].accepted);
  CHECK(all[1].readings[0].expr == "distinct(theme_day.present; unit=u1; 2023)");
  const auto trees = bound("全年组织主题党日7次。种植树木29棵。");
  CHECK_FALSE(trees.at(1).accepted);
}

TEST_CASE("persons that stand before what they came to are read with it") {
  CHECK(first("全年29名党员参加主题党日。") == "distinct(theme_day.present; unit=u1; 2023)");
  CHECK(first("全年70人次参加主题党日。") == "sum(theme_day.headcount; unit=u1; 2023)");
}

TEST_CASE("a part is read with its type word, also where that is a piece of the whole's name") {
  const auto all = bound("全年受理来信来访20件，其中来信11件、来访9件。");
  REQUIRE(all.size() == 3);
  REQUIRE(all[1].accepted);
  CHECK(all[1].readings[0].expr == "count(feedback; unit=u1; channel=paper; 2023)");
  REQUIRE(all[2].accepted);
  CHECK(all[2].readings[0].expr == "count(feedback; unit=u1; channel=visit; 2023)");
}

TEST_CASE("the number of a list item narrows nothing") {
  CHECK(bound("三是签订责任书28份。").at(0).readings.at(0).narrower.empty());
}

TEST_CASE("an average over events is of those who came, also where a list of persons is named") {
  CHECK(first("全年组织专题学习平均每次参加12人。") == "average(topical_study.headcount; unit=u1; 2023)");
}

TEST_CASE("two names of one kind that overlap leave no type word over") {
  CHECK(first("全年办理群众来信来访12件。") == "count(feedback; unit=u1; 2023)");
}

TEST_CASE("a number that opens its clause speaks only of those its predicate tells of") {
  CHECK(bound("两个账号没有开双重验证。").at(0).readings.at(0).narrower == "没有开双重验证");
  CHECK(bound("全年召开8次党员大会研究重要工作。").at(0).readings.at(0).narrower.empty());
}

TEST_CASE("a field written out behind its kind is that field") {
  static const auto lexicon = std::get<claim::Lexicon>(claim::Lexicon::with(catalogue().kinds(), {}));
  const std::vector<claim::Block> cells{{claim::BlockKind::cell, "数据项", 0, 0, 0}, {claim::BlockKind::cell, "数值", 0, 0, 1}, {claim::BlockKind::cell, "主题党日·出席人数", 0, 1, 0}, {claim::BlockKind::cell, "147", 0, 1, 1}};
  const auto extraction = claim::extract(lexicon, cells, {Period::year(2023), {}});
  const Book book(catalogue(), units(), UnitId("u1"));
  const auto all = judge::bind(book, extraction, cells, std::optional<Period>(Period::year(2023)));
  REQUIRE(all.size() == 1);
  REQUIRE(all[0].accepted);
  CHECK(all[0].readings[0].expr == "sum(theme_day.headcount; unit=u1; 2023)");
}

TEST_CASE("a requirement over a whole time is what the rules ask for then") {
  CHECK(first("按规定全年支委会应召开12次。") == "required(committee_meeting; unit=u1; 2023)");
  CHECK(first("按规定支委会每月召开1次。").find("required") == std::string::npos);
}

TEST_CASE("only words that touch a name or say where and for whom narrow it") {
  const auto narrower = [](const std::string& text) { return bound(text)[0].readings.at(0).narrower; };
  CHECK(narrower("全年召开党员大会8次。").empty());
  CHECK(narrower("今年以来稳步推进召开党员大会8次。").empty());
  CHECK(narrower("全年实际召开党员大会8次。").empty());
  CHECK(narrower("全年开展红色主题党日8次。") == "红色");
  CHECK(narrower("在幸福社区开展主题党日8次。") == "幸福社区");
  CHECK(bound("全年走访慰问老党员20户，发放慰问金5万元。").at(1).readings.at(0).narrower.empty());
}

TEST_CASE("a field that the text names goes before what the measure word usually adds up") {
  CHECK(first("全年活动覆盖300人次。") == "sum(activity.reach; unit=u1; 2023)");
  CHECK(first("全年参加活动300人次。") == "sum(activity.headcount; unit=u1; 2023)");
}

TEST_CASE("the same number of a branch and of the office is no contradiction") {
  static const auto lexicon = std::get<claim::Lexicon>(claim::Lexicon::with(catalogue().kinds(), {}));
  const std::vector<claim::Block> blocks{{claim::BlockKind::paragraph, "机关党支部全年召开支部党员大会4次。"}, {claim::BlockKind::paragraph, "全年召开支部党员大会9次。"}, {claim::BlockKind::paragraph, "全年召开支部党员大会8次。"}};
  auto extraction = claim::extract(lexicon, blocks, {Period::year(2023), {}});
  const Book book(catalogue(), units(), UnitId("u1"));
  const auto bindings = judge::bind(book, extraction, blocks, std::optional<Period>(Period::year(2023)));
  settle_checks(extraction, bindings);
  REQUIRE(extraction.checks.size() == 1);
  CHECK(extraction.checks[0].claims == std::vector<std::size_t>{1, 2});
}

TEST_CASE("a unit nobody knows is not taken for the whole office") {
  const auto all = bound("第九支部召开党员大会3次。");
  REQUIRE(all.size() == 1);
  CHECK(all[0].scope.source == UnitSource::unknown);
}

TEST_CASE("words that name no kind are bound to nothing") {
  const auto all = bound("全年种植树木300棵。");
  REQUIRE(all.size() == 1);
  CHECK_FALSE(all[0].accepted);
  CHECK(all[0].reason == "not_bound");
}

TEST_CASE("an approved wording is used as a name") {
  const std::string text = "全年组织红色讲堂6次。";
  CHECK_FALSE(bound(text)[0].accepted);
  const auto all = bound(text, {{"红色讲堂", KindId("special_lecture")}});
  REQUIRE(all[0].accepted);
  CHECK(all[0].readings[0].expr == "count(special_lecture; unit=u1; 2023)");
  CHECK(all[0].readings[0].points[0].rule == "approved");
}

TEST_CASE("the number of a claim is no part of its signature and never changes its reading") {
  const auto a = bound("全年召开党员大会8次。"), b = bound("全年召开党员大会9次。");
  CHECK(a[0].readings[0].expr == b[0].readings[0].expr);
  CHECK(a[0].readings[0].score == b[0].readings[0].score);
}
}  // namespace youju::judge
