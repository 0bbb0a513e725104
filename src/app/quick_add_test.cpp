// SPDX-License-Identifier: Apache-2.0
// A line of text becomes a record.
#include "app/quick_add.h"

#include "app/import_bureau.h"

using namespace youju;
using namespace youju::app;
using namespace youju::app::test;

namespace {
Result<Understood> understand(Bureau& bureau, const std::string& line) {
  Result<Understood> out = fail(Code::absent, "x");
  REQUIRE(bureau.office->read([&](db::Session& session) -> Result<void> {
    out = understand_line(bureau.office->catalogue(), line, UnitId{"u1"},
                          lookups_in(session, *bureau.office, UnitId{"u1"}), bureau.office->today());
    return {};
  }));
  return out;
}
}  // namespace

TEST_CASE("a line is taken apart into date, kind, numbers, people and title") {
  Bureau bureau;  // today is 2024-01-08
  struct Case {
    const char* line;
    const char* kind;
    std::map<std::string, std::string> values;
  };
  const Case cases[] = {
      {"3月5日 主题党日 参观纪念馆 23人",
       "theme_day",
       {{"happened", "2024-03-05"}, {"topic", "参观纪念馆"}, {"headcount", "23人"}}},
      {"2023年3月5日主题党日参观纪念馆23人",
       "theme_day",
       {{"happened", "2023-03-05"}, {"topic", "参观纪念馆"}, {"headcount", "23人"}}},
      {"12月28日 主题党日，慰问老同志，张三主持，实到18名",
       "theme_day",
       {{"happened", "2023-12-28"}, {"topic", "慰问老同志"}, {"chair", "张三"}, {"headcount", "18名"}}},
      {"昨天 支委会 议题：研究工作要点 主持人：李四 ５人",
       "committee_meeting",
       {{"happened", "2024-01-07"}, {"topic", "研究工作要点"}, {"chair", "李四"}, {"headcount", "5人"}}},
      {"2023-03-05 主题党日 植树 地点：西山",
       "theme_day",
       {{"happened", "2023-03-05"}, {"topic", "植树"}, {"place", "西山"}}},
  };
  for (const auto& c : cases) {
    CAPTURE(std::string(c.line));
    const auto understood = understand(bureau, c.line);
    REQUIRE(understood);
    CHECK(understood->draft.kind.text == c.kind);
    for (const auto& [field, value] : c.values) {
      CAPTURE(field);
      const auto found = understood->draft.values.find(field);
      CHECK((found != understood->draft.values.end() && found->second == value));
    }
    CHECK(understood->draft.values.size() == c.values.size());
  }
}

TEST_CASE("a day that has been counts, one to come is planned") {
  Bureau bureau;
  CHECK(understand(bureau, "1月5日 主题党日 学习")->draft.state ==
        bureau.office->catalogue().find(KindId{"theme_day"})->import_state);
  CHECK(understand(bureau, "2月5日 主题党日 学习")->draft.state == "");
}

TEST_CASE("somebody the roster does not know is kept beside the field, never in the title") {
  Bureau bureau;  // 张三 and 李四 are on the roster, 赵六 is not
  const auto chair = understand(bureau, "2023年3月5日 支委会 赵六主持 研究工作");
  REQUIRE(chair);
  CHECK(chair->draft.values.at("chair") == "赵六");
  CHECK(chair->draft.values.at("topic") == "研究工作");
  const auto came = understand(bureau, "2023年3月5日 支委会 李四、赵六 研究工作");
  REQUIRE(came);
  CHECK(came->draft.values.at("present") == "李四、赵六");
  // Words that end like a role and are no names stay words.
  const auto words = understand(bureau, "2023年3月5日 支委会 研究会议记录");
  REQUIRE(words);
  CHECK(words->draft.values.at("topic") == "研究会议记录");
}

TEST_CASE("a line without a kind is refused with the nearest names") {
  Bureau bureau;
  CHECK(understand(bureau, "   ").error().message.word == "import.line_empty");
  CHECK(understand(bureau, "3月5日 主提党日 参观").error().message.word == "import.line_no_kind_near");
  CHECK(understand(bureau, "3月5日 主提党日 参观").error().message.args.at("near").find("主题党日") !=
        std::string::npos);
}

TEST_CASE("what was understood can be saved as it stands") {
  Bureau bureau;
  const auto understood = understand(bureau, "2023年3月5日 主题党日 参观纪念馆 23人");
  REQUIRE(understood);
  const auto saved = save_record(*bureau.office, bureau.clerk, understood->draft);
  REQUIRE(saved);
  REQUIRE(std::holds_alternative<Saved>(*saved));
  CHECK(bureau.rows().at(0).title == "参观纪念馆");
  CHECK(bureau.rows().at(0).counts);
}
