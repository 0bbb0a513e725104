// SPDX-License-Identifier: Apache-2.0
// The bureau of this room's tests.
#include "figures/fixture.h"

#include <unistd.h>

#include <filesystem>

#include "base/io.h"

namespace youju::figures::fixture {
namespace {

constexpr std::string_view kPack = R"(id = "bureau"
version = "1.0.0"
names = { zh = "测试", en = "Test" }
)";

constexpr std::string_view kKinds = R"(
[[pattern]]
id = "gathering"
names = { zh = "会议", en = "Meeting" }
late_after = 30
measures = [ { word = "次", counts = "records" }, { word = "人次", counts = "sum:headcount" } ]
  [[pattern.field]]
  id = "headcount"
  names = { zh = "出席人数", en = "Attendance" }
  synonyms = ["实到"]
  type = "number"
  measure = "人"
  [[pattern.state]]
  id = "draft"
  names = { zh = "草稿", en = "Draft" }
  draft = true
  [[pattern.state]]
  id = "planned"
  names = { zh = "已计划", en = "Planned" }
  [[pattern.state]]
  id = "held"
  names = { zh = "已召开", en = "Held" }
  counts = true
  [[pattern.state]]
  id = "archived"
  names = { zh = "已归档", en = "Archived" }
  counts = true
  [[pattern.state]]
  id = "cancelled"
  names = { zh = "已取消", en = "Cancelled" }
  [[pattern.transition]]
  id = "plan"
  names = { zh = "列入计划", en = "Plan" }
  from = ["draft"]
  to = "planned"
  right = "write"
  [[pattern.transition]]
  id = "hold"
  names = { zh = "确认召开", en = "Confirm as held" }
  from = ["draft", "planned"]
  to = "held"
  right = "submit"
  [[pattern.transition]]
  id = "archive"
  names = { zh = "归档", en = "Archive" }
  from = ["held"]
  to = "archived"
  right = "submit"
  [[pattern.transition]]
  id = "cancel"
  names = { zh = "取消", en = "Cancel" }
  from = ["planned"]
  to = "cancelled"
  right = "submit"
  reason = true

[[kind]]
id = "theme_day"
names = { zh = "主题党日", en = "Theme day" }
synonyms = ["党员活动日", "theme party day"]
like = "gathering"
title = "topic"
period = true
  [[kind.field]]
  id = "topic"
  names = { zh = "主题", en = "Topic" }
  type = "text"
  [[kind.field]]
  id = "form"
  names = { zh = "形式", en = "Form" }
  type = "choice"
  choices = [ { id = "visit", names = { zh = "参观", en = "Visit" }, synonyms = ["实地参观"] },
              { id = "study", names = { zh = "学习", en = "Study" } },
              { id = "service", names = { zh = "志愿服务", en = "Voluntary service" }, synonyms = ["志愿"] } ]
  [[kind.field]]
  id = "present"
  names = { zh = "出席", en = "Present" }
  synonyms = ["出席人员"]
  type = "persons"
  role = "present"
  [[kind.field]]
  id = "chair"
  names = { zh = "主持人", en = "Chair" }
  type = "person"
  role = "chair"
  [[kind.field]]
  id = "contains_lecture"
  names = { zh = "含党课", en = "Contains a lecture" }
  type = "yes_no"
  [[kind.field]]
  id = "cost"
  names = { zh = "经费", en = "Cost" }
  type = "money"
  [[kind.field]]
  id = "minutes_on"
  names = { zh = "纪要日期", en = "Minutes dated" }
  type = "date"
  in_figures = true
  [[kind.field]]
  id = "summary"
  names = { zh = "活动内容", en = "What was done" }
  type = "long_text"
  [[kind.field]]
  id = "phone"
  names = { zh = "联系电话", en = "Telephone" }
  type = "text"
  personal = true
  [[kind.also_counts]]
  kind = "lecture"
  when = { field = "contains_lecture", values = ["yes"] }
  rule = { zh = "含党课的主题党日同时计入专题党课", en = "A theme day with a lecture counts as a lecture too" }
  source = "支部工作条例第十六条"
  [[kind.cadence]]
  id = "monthly"
  every = "month"
  level = "central"
  source = "支部工作条例第十六条"

[[kind]]
id = "lecture"
names = { zh = "专题党课", en = "Lecture" }
synonyms = ["党课"]
like = "gathering"
title = "topic"
  [[kind.field]]
  id = "topic"
  names = { zh = "题目", en = "Topic" }
  type = "text"
  [[kind.field]]
  id = "present"
  names = { zh = "听课人员", en = "Present" }
  type = "persons"
  role = "present"

[[kind]]
id = "general_meeting"
names = { zh = "支部党员大会", en = "General meeting" }
synonyms = ["党员大会"]
like = "gathering"
  [[kind.cadence]]
  id = "quarterly"
  every = "quarter"
  level = "central"
  source = "支部工作条例第十一条"

[[kind]]
id = "committee_meeting"
names = { zh = "支委会", en = "Committee meeting" }
synonyms = ["支部委员会会议"]
measures = [ { word = "次", counts = "records" } ]
  [[kind.field]]
  id = "agenda"
  names = { zh = "议题", en = "Agenda" }
  type = "text"
  [[kind.cadence]]
  id = "monthly"
  every = "month"
  level = "central"
  source = "支部工作条例第十二条"

[[kind]]
id = "special_study"
names = { zh = "专题学习", en = "Topical study" }
synonyms = ["集中学习"]
measures = [ { word = "次", counts = "records" } ]
  [[kind.field]]
  id = "present"
  names = { zh = "出席", en = "Present" }
  type = "persons"
  role = "present"
  [[kind.field]]
  id = "hours"
  names = { zh = "学时", en = "Hours" }
  type = "number"
  measure = "学时"

[[kind]]
id = "publication"
names = { zh = "推文", en = "Publication" }
synonyms = ["公众号文章"]
measures = [ { word = "篇", counts = "records" } ]
  [[kind.field]]
  id = "reads"
  names = { zh = "阅读量", en = "Reads" }
  type = "number"
  measure = "次"
)";

kinds::Pack read_pack() {
  const auto folder =
      std::filesystem::temp_directory_path() / ("youju-figures-pack-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder / "kinds");
  expect_true(write_file(folder / "pack.toml", kPack).has_value() &&
                  write_file(folder / "kinds" / "kinds.toml", kKinds).has_value(),
              "the fixture's pack can be written");
  auto read = kinds::load_pack(folder);
  std::filesystem::remove_all(folder);
  if (const auto* problems = std::get_if<kinds::PackProblems>(&read))
    expect_true(false, problems->front().file + ":" + std::to_string(problems->front().line) + " " +
                           problems->front().message.word);
  return std::move(std::get<kinds::Pack>(read));
}
}  // namespace

const kinds::Catalogue& catalogue() {
  static const kinds::Catalogue made = [] {
    auto read = kinds::Catalogue::make({read_pack()});
    if (const auto* problems = std::get_if<kinds::PackProblems>(&read))
      expect_true(false, problems->front().message.word);
    return std::move(std::get<kinds::Catalogue>(read));
  }();
  return made;
}

const people::UnitTree& units() {
  const auto unit = [](const char* id, const char* parent, const char* name, std::int64_t place) {
    return people::Unit{UnitId(id), UnitId(parent), name, place};
  };
  static const people::UnitTree made({unit("u1", "", "老干部局", 0), unit("u2", "u1", "第一支部", 0),
                                      unit("u4", "u2", "第一党小组", 0), unit("u5", "u2", "第二党小组", 1),
                                      unit("u3", "u1", "第二支部", 1), unit("u6", "u1", "退休干部科", 2)});
  return made;
}
}  // namespace youju::figures::fixture
