// SPDX-License-Identifier: Apache-2.0
// The shipped packs: they load, speak both languages, name their sources, and a new kind needs no C++.
#include <algorithm>
#include <set>

#include "kinds/pack_source.h"
#include "kinds/test_packs.h"

using namespace youju;
using namespace youju::kinds;
using namespace youju::kinds::test;

namespace {
void both(const Names& names, const std::string& what) {
  INFO(what);
  REQUIRE(names.count("zh") == 1);
  REQUIRE(names.count("en") == 1);
  CHECK_FALSE(names.at("zh").empty());
  CHECK_FALSE(names.at("en").empty());
}
}  // namespace

TEST_CASE("the shipped packs load and have every kind of the model bureau") {
  for (const char* id : {"topical_study",
                         "seminar",
                         "theme_day",
                         "general_meeting",
                         "committee_meeting",
                         "group_meeting",
                         "special_lecture",
                         "branch_study",
                         "centre_group_study",
                         "organisational_life",
                         "democratic_review",
                         "heart_talk",
                         "publication",
                         "responsibility_letter",
                         "regulation",
                         "activity",
                         "fraud_prevention",
                         "speakers_session",
                         "speaker_roster",
                         "problem",
                         "plan_item",
                         "key_date",
                         "feedback",
                         "channel_statistics",
                         "account",
                         "device",
                         "incident",
                         "training",
                         "duty",
                         "handover",
                         "visit",
                         "receipt",
                         "submission",
                         "analysis",
                         "security_review",
                         "reading_activity"}) {
    INFO(id);
    CHECK(shipped().find(KindId(id)) != nullptr);
  }
  CHECK(shipped().find(KindId("gathering")) == nullptr);  // a pattern is no kind
}

TEST_CASE("everything in the shipped packs has a name in both languages and every cadence a source") {
  for (const Kind& kind : shipped().kinds()) {
    INFO(kind.id.text);
    both(kind.names, "kind");
    both(kind.description, "describes");
    both(kind.happened_names, "happened");
    CHECK_FALSE(kind.synonyms.empty());
    for (const Field& field : kind.fields) {
      both(field.names, field.id);
      for (const Choice& choice : field.choices) both(choice.names, choice.id);
    }
    for (const State& state : kind.states) both(state.names, state.id);
    for (const Transition& transition : kind.transitions) both(transition.names, transition.id);
    for (const Check& check : kind.checks) both(check.message, check.id);
    for (const Choice& reason : kind.exemption_reasons) both(reason.names, reason.id);
    for (const Cadence& cadence : kind.cadences) CHECK_FALSE(cadence.source.empty());
    for (const Deadline& deadline : kind.deadlines) CHECK_FALSE(deadline.source.empty());
    for (const AlsoCounts& also : kind.also_counts) {
      CHECK_FALSE(also.rule.empty());
      CHECK_FALSE(also.rule_en.empty());
      CHECK_FALSE(also.source.empty());
    }
  }
}

TEST_CASE("every kind can be voided with a reason, and a record can reach a counting state") {
  for (const Kind& kind : shipped().kinds()) {
    INFO(kind.id.text);
    const State* gone = kind.state("void");
    REQUIRE(gone);
    CHECK_FALSE(gone->counts);
    CHECK(gone->final);
    const Transition* away = kind.transition("void");
    REQUIRE(away);
    CHECK(away->reason);
    CHECK(away->right == "void_records");
    const State* imported = kind.state(kind.import_state);
    REQUIRE(imported);
    CHECK(imported->id != "void");
  }
}

TEST_CASE("kinds are found by id, name and synonym in both languages, and the nearest is offered") {
  const struct {
    const char *text, *id;
  } cases[] = {
      {"主题党日", "theme_day"},           {"主题党日活动", "theme_day"}, {"theme day", "theme_day"},
      {"Theme-Day", "theme_day"},          {"theme_day", "theme_day"},    {"党课", "special_lecture"},
      {"支部委员会", "committee_meeting"}, {"公众号推送", "publication"}, {"來信來訪", "feedback"}};
  for (const auto& c : cases) {
    INFO(c.text);
    const Kind* kind = shipped().find_by_name(c.text);
    REQUIRE(kind);
    CHECK(kind->id.text == c.id);
  }
  CHECK(shipped().find_by_name("不存在的类别") == nullptr);
  const auto near = shipped().nearest("主题党曰");
  REQUIRE_FALSE(near.empty());
  CHECK(near.front() == "主题党日");
  CHECK(shipped().nearest("general meting").front() == "General meeting");
  CHECK(shipped().nearest("qqqqqqqq").empty());
}

TEST_CASE("column headers of old spreadsheets find their field") {
  const Kind& meeting = *shipped().find(KindId("general_meeting"));
  const struct {
    const char *header, *field;
  } cases[] = {{"召开时间", "happened"},  {"时 间", "happened"},
               {"日期", "happened"},      {"主题", "topic"},
               {"会议议题", "topic"},     {"题目", "topic"},
               {"出席人数", "headcount"}, {"出席人数（人）", "headcount"},
               {"实到", "headcount"},     {"应到", "due_count"},
               {"参加人员", "present"},   {"主持人", "chair"},
               {"地点", "place"},         {"支部", "unit"},
               {"状态", "state"},         {"记录人", "minute_taker"},
               {"备注", "note"},          {"天气", ""}};
  for (const auto& c : cases) {
    INFO(c.header);
    CHECK(meeting.column(c.header) == c.field);
  }
  const Kind& item = *shipped().find(KindId("publication"));
  CHECK(item.column("链接") == "url");
  CHECK(item.column("网址") == "url");
  CHECK(item.column("发布时间") == "happened");
  CHECK(item.column("审核人") == "approver");
  CHECK(item.column("标题") == "title");
}

TEST_CASE("what counts under another heading says by which rule") {
  const auto under = shipped().counted_under(KindId("general_meeting"));
  REQUIRE(under.size() == 1);
  CHECK(under.front()->id.text == "organisational_life");
  CHECK(under.front()->also_counts.front().source.find("第十七条") != std::string::npos);
}

TEST_CASE("the five roles are data") {
  std::set<std::string> ids;
  for (const PackRole& role : shipped().roles()) ids.insert(role.id);
  CHECK(ids == std::set<std::string>{"clerk", "reviewer", "leader", "inspector", "administrator"});
}

TEST_CASE("an office adds a kind of its own without any program code") {
  TempFolder own("own-kind");
  own.write("pack.toml",
            "id = \"own\"\nversion = \"1.0.0\"\nnames = { zh = \"本单位\", en = \"Our own\" }\nneeds = "
            "[\"common\"]\nlayer = true\n");
  own.write("kinds/garden.toml", R"(
[[kind]]
id = "own_garden_day"
names = { zh = "庭院劳动日", en = "Garden day" }
like = "gathering"
  [[kind.field]]
  id = "own_trees"
  names = { zh = "植树棵数", en = "Trees planted" }
  type = "number"
  measure = "个"
  [[kind.cadence]]
  id = "yearly"
  every = "year"
  level = "own"
  source = "本单位年度计划"
)");
  const Catalogue catalogue =
      make({load(packs_folder() / "common"), load(packs_folder() / "retired-cadres"), load(own.path)});
  const Kind* kind = catalogue.find_by_name("庭院劳动日");
  REQUIRE(kind);
  CHECK(kind->pack == "own@1.0.0");
  const auto checked = validate(
      *kind,
      draft_of(
          "own_garden_day",
          {{"happened", "2023年3月12日"}, {"topic", "植树"}, {"own_trees", "三十"}, {"headcount", "23人"}},
          "held"),
      roster(), day("2023-04-01"));
  REQUIRE(std::holds_alternative<Checked>(checked));
  const Checked& record = std::get<Checked>(checked);
  CHECK(record.open["own_trees"] == "30");
  CHECK(record.open["headcount"] == "23");
  CHECK(record.title == "植树");
  CHECK(record.counts);
  CHECK(record.happened->from == day("2023-03-12"));
}

TEST_CASE("one changed byte anywhere in a pack changes its digest") {
  TempFolder copy("digest");
  std::filesystem::copy(packs_folder() / "common", copy.path / "common",
                        std::filesystem::copy_options::recursive);
  const std::string before = load(copy.path / "common").digest;
  CHECK(before == load(packs_folder() / "common").digest);
  std::ofstream(copy.path / "common" / "kinds" / "plan.toml", std::ios::app) << "\n";
  CHECK(load(copy.path / "common").digest != before);
}

TEST_CASE("no kind of the shipped packs lets anything but attendance hang on a person") {
  for (const Kind& kind : shipped().kinds()) {
    if (!kind.no_content) continue;
    INFO(kind.id.text);
    for (const Field& field : kind.fields)
      CHECK((field.type == FieldType::date || field.type == FieldType::person ||
             field.type == FieldType::persons || field.type == FieldType::unit));
  }
  CHECK(shipped().find(KindId("heart_talk"))->no_content);
  CHECK(shipped().find(KindId("democratic_review"))->no_content);
}

TEST_CASE("the page on the format names every type, role, right and check of the program") {
  std::ifstream in(std::filesystem::path(YOUJU_SOURCE_DIR) / "docs/format/pack.md", std::ios::binary);
  const std::string page((std::istreambuf_iterator<char>(in)), {});
  REQUIRE(page.size() > 1000);
  std::vector<std::string> words = field_type_names();
  for (const auto* list : {&person_role_names(), &right_names(), &check_rules()})
    words.insert(words.end(), list->begin(), list->end());
  for (const auto& word : words) {
    INFO(word);
    CHECK(page.find(word) != std::string::npos);
  }
}
