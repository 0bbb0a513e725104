// SPDX-License-Identifier: Apache-2.0
// What columns and titles mean.
#include "app/import_plan.h"

#include "app/import_bureau.h"

using namespace youju;
using namespace youju::app;
using namespace youju::app::test;

TEST_CASE("a year is found in titles, sheet names and file names, and nowhere else") {
  const std::pair<const char*, std::optional<int>> cases[] = {{"2023年主题党日台账", 2023},
                                                              {"主题党日2023", 2023},
                                                              {"二〇二三年度", 2023},
                                                              {"２０２３年", 2023},
                                                              {"一季度", {}},
                                                              {"电话12345", {}},
                                                              {"20230305", {}},
                                                              {"1988年", {}},
                                                              {"第2023期", 2023},
                                                              {"", {}}};
  for (const auto& [text, year] : cases) {
    CAPTURE(std::string(text));
    CHECK(year_in(text) == year);
  }
}

TEST_CASE("columns are matched by name, synonym and part, and no field is given twice") {
  Bureau bureau;
  const auto* kind = bureau.office->catalogue().find(KindId{"theme_day"});
  REQUIRE(kind);
  const auto guesses = guess_columns(*kind, {{0, "序号"},
                                             {1, "活动时间"},
                                             {2, "活动主题"},
                                             {3, "活动内容"},
                                             {4, "出席情况/应到"},
                                             {5, "出席情况/实到"},
                                             {6, "主持人"},
                                             {7, "天气"},
                                             {8, "活动地点（详细）"}});
  std::map<std::string, std::string> by_header;
  std::set<std::string> fields;
  for (const auto& guess : guesses) {
    by_header[guess.header] = guess.field;
    if (!guess.field.empty()) CHECK(fields.insert(guess.field).second);
    CHECK(guess.confidence <= 1.0);
  }
  CHECK(by_header["序号"] == "");
  CHECK(by_header["活动时间"] == "happened");
  CHECK(by_header["活动主题"] == "topic");
  CHECK(by_header["出席情况/应到"] == "due_count");
  CHECK(by_header["出席情况/实到"] == "headcount");
  CHECK(by_header["主持人"] == "chair");
  CHECK(by_header["天气"] == "");
  CHECK(by_header["活动地点（详细）"] == "place");
}

TEST_CASE("the headers offices write are understood") {
  Bureau bureau;
  const std::pair<const char*, std::map<std::string, std::string>> cases[] = {
      {"topical_study", {{"学习时间", "happened"}, {"学习主题", "topic"}, {"学习地点", "place"}, {"参学人数", "headcount"}, {"授课老师", "speaker"}}},
      {"seminar", {{"研讨时间", "happened"}, {"研讨主题", "topic"}, {"中心发言人", "speaker"}, {"参与人数", "headcount"}}},
      {"training", {{"培训时间", "happened"}, {"培训主题", "topic"}, {"培训人数", "headcount"}, {"培训地点", "place"}}},
      {"speakers_session", {{"宣讲时间", "happened"}, {"宣讲题目", "topic"}, {"听众人数", "headcount"}}},
      {"special_lecture", {{"授课时间", "happened"}, {"党课题目", "topic"}, {"听课人数", "headcount"}}}};
  for (const auto& [kind, headers] : cases) {
    const auto* found = bureau.office->catalogue().find(KindId{kind});
    REQUIRE(found);
    for (const auto& [header, field] : headers) {
      INFO(kind << " " << header);
      CHECK(found->column(header) == field);
    }
  }
}

TEST_CASE("a sheet titled with the office and a branch belongs to the branch, however short its name") {
  Bureau bureau;
  REQUIRE(add_unit(*bureau.office, bureau.clerk, UnitId{"u1"}, "一支部"));
  const auto root = bureau.office->settings().name;
  ImportRequest request;
  request.dry_run = true;
  request.files = {bureau.put("党日.csv", root + "一支部2023年主题党日台账\n活动时间,活动主题\n2023-03-05,参观\n")};
  const auto report = bureau.import(request).at(0);
  REQUIRE_FALSE(report.error);
  CHECK(report.sheets.at(0).unit.text == "u2");
}

TEST_CASE("a profile is kept, read back, and a broken one names what is wrong") {
  Bureau bureau;
  SheetPlan plan;
  plan.kind = "theme_day";
  plan.columns = {
      {0, "序号", "", 0}, {1, "啥时候", "happened", 1}, {2, "干啥", "topic", 1}, {3, "天气", "", 0}};
  const auto profile = profile_of(plan);
  REQUIRE(save_profile(bureau.base / "profiles", profile));
  const auto read = read_profile(bureau.base / "profiles" / (profile.name + ".json"));
  REQUIRE(read);
  CHECK(read->headers == std::vector<std::string>{"啥时候", "干啥", "天气"});
  CHECK(read->columns.at("干啥") == "topic");
  CHECK(read->columns.at("天气") == "-");
  CHECK(read_profile(bureau.put("a.json", "{\"kind\":\"x\"}")).error().message.args.at("why") == "columns");
  CHECK(read_profile(bureau.put("b.json", "nonsense")).error().message.word == "import.profile_broken");
}

TEST_CASE("a profile given by hand reads a table whose headers say nothing") {
  Bureau bureau;
  ImportRequest request;
  request.files = {
      bureau.put("怪表.csv", "啥时候,干啥,几个人\n2023年3月5日,参观,23\n2023年4月5日,植树,20\n")};
  request.profile =
      bureau
          .put(
              "mine.json",
              R"({"kind":"主题党日","year":2023,"columns":[{"header":"啥时候","field":"happened"},{"header":"干啥","field":"topic"},{"header":"几个人","field":"headcount"}]})")
          .string();
  const auto report = bureau.import(request).at(0);
  REQUIRE_FALSE(report.error);
  REQUIRE(report.sheets.size() == 1);
  CHECK(report.sheets[0].profile == "mine");
  CHECK(count(report, RowFate::accepted) == 2);
  CHECK(bureau.rows().size() == 2);
}
