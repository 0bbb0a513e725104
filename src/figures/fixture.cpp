// SPDX-License-Identifier: Apache-2.0
// The bureau of this room's tests.
#include "figures/fixture.h"

namespace youju::figures::fixture {
namespace {

using kinds::FieldType;

kinds::Names names(std::string zh, std::string en) { return {{"zh", std::move(zh)}, {"en", std::move(en)}}; }

kinds::Field field(std::string id, kinds::Names its_names, FieldType type, std::vector<std::string> synonyms = {}) {
  kinds::Field f;
  f.id = std::move(id);
  f.names = std::move(its_names);
  f.type = type;
  f.synonyms = std::move(synonyms);
  return f;
}

kinds::State state(std::string id, kinds::Names its_names, bool counts, std::string why_not = "") {
  kinds::State s;
  s.id = std::move(id);
  s.names = std::move(its_names);
  s.counts = counts;
  s.why_not = std::move(why_not);
  return s;
}

std::vector<kinds::State> meeting_states() {
  std::vector<kinds::State> states = {state("draft", names("草稿", "Draft"), false, "draft"), state("planned", names("已计划", "Planned"), false, "planned"),
                                      state("held", names("已召开", "Held"), true), state("archived", names("已归档", "Archived"), true),
                                      state("cancelled", names("已取消", "Cancelled"), false, "cancelled"), state("void", names("作废", "Void"), false, "void")};
  states.front().draft = true;
  return states;
}

kinds::Kind kind(std::string id, kinds::Names its_names, std::vector<std::string> synonyms) {
  kinds::Kind k;
  k.id = KindId(std::move(id));
  k.pack = "bureau@1.0.0";
  k.names = std::move(its_names);
  k.synonyms = std::move(synonyms);
  k.states = meeting_states();
  k.import_state = "held";
  k.measures = {{"次", "records"}, {"人次", "sum:headcount"}};
  return k;
}

kinds::Cadence cadence(std::string id, kinds::Every every, int times, std::string source) {
  kinds::Cadence c;
  c.id = std::move(id);
  c.every = every;
  c.times = times;
  c.source = std::move(source);
  return c;
}

kinds::Kind theme_day() {
  auto k = kind("theme_day", names("主题党日", "Theme day"), {"党员活动日", "theme party day"});
  k.title_field = "topic";
  k.has_period = true;
  auto form = field("form", names("形式", "Form"), FieldType::choice);
  form.choices = {{"visit", names("参观", "Visit"), {"实地参观"}}, {"study", names("学习", "Study"), {}}, {"service", names("志愿服务", "Voluntary service"), {"志愿"}}};
  auto headcount = field("headcount", names("出席人数", "Attendance"), FieldType::number, {"实到", "出席人次"});
  headcount.measure = "人";
  auto minutes = field("minutes_on", names("纪要日期", "Minutes dated"), FieldType::date);
  minutes.in_figures = true;
  k.fields = {field("topic", names("主题", "Topic"), FieldType::text), std::move(form), std::move(headcount),
              field("present", names("出席", "Present"), FieldType::persons, {"出席人员"}), field("chair", names("主持人", "Chair"), FieldType::person),
              field("contains_lecture", names("含党课", "Contains a lecture"), FieldType::yes_no), field("cost", names("经费", "Cost"), FieldType::money),
              std::move(minutes), field("summary", names("活动内容", "What was done"), FieldType::long_text)};
  k.also_counts = {{KindId("lecture"), "contains_lecture", {"yes"}, "含党课的主题党日同时计入专题党课", "A theme day with a lecture counts as a lecture too"}};
  k.cadences = {cadence("monthly", kinds::Every::month, 1, "支部工作条例第十六条")};
  return k;
}
}  // namespace

kinds::Catalogue catalogue() {
  kinds::Pack pack;
  pack.id = "bureau";
  pack.version = "1.0.0";
  pack.names = names("测试", "Test");
  pack.kinds.push_back(theme_day());
  auto lecture = kind("lecture", names("专题党课", "Lecture"), {"党课"});
  lecture.fields = {field("topic", names("题目", "Topic"), FieldType::text), field("headcount", names("听课人数", "Attendance"), FieldType::number),
                    field("present", names("听课人员", "Present"), FieldType::persons)};
  lecture.title_field = "topic";
  pack.kinds.push_back(std::move(lecture));
  auto general = kind("general_meeting", names("支部党员大会", "General meeting"), {"党员大会"});
  general.fields = {field("headcount", names("到会人数", "Attendance"), FieldType::number)};
  general.cadences = {cadence("quarterly", kinds::Every::quarter, 1, "支部工作条例第十一条")};
  pack.kinds.push_back(std::move(general));
  auto committee = kind("committee_meeting", names("支委会", "Committee meeting"), {"支部委员会会议"});
  committee.cadences = {cadence("monthly", kinds::Every::month, 1, "支部工作条例第十二条")};
  pack.kinds.push_back(std::move(committee));
  auto study = kind("special_study", names("专题学习", "Topical study"), {"学习"});
  study.fields = {field("present", names("出席", "Present"), FieldType::persons), field("hours", names("学时", "Hours"), FieldType::number)};
  pack.kinds.push_back(std::move(study));
  auto post = kind("publication", names("推文", "Publication"), {"公众号文章", "信息"});
  post.measures = {{"篇", "records"}};
  post.fields = {field("reads", names("阅读量", "Reads"), FieldType::number)};
  pack.kinds.push_back(std::move(post));
  auto made = kinds::Catalogue::make({std::move(pack)});
  auto* good = std::get_if<kinds::Catalogue>(&made);
  expect_true(good != nullptr, "the fixture's pack is valid");
  return std::move(*good);
}

people::UnitTree units() {
  const auto unit = [](const char* id, const char* parent, const char* name, std::int64_t place) { return people::Unit{UnitId(id), UnitId(parent), name, place}; };
  return people::UnitTree({unit("u1", "", "老干部局", 0), unit("u2", "u1", "第一支部", 0), unit("u3", "u1", "第二支部", 1), unit("u4", "u2", "第一党小组", 0),
                           unit("u5", "u2", "第二党小组", 1), unit("u6", "u1", "退休干部科", 2)});
}

Period year_2023() { return Period::year(2023); }
}  // namespace youju::figures::fixture
