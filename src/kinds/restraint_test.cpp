// SPDX-License-Identifier: Apache-2.0
// The forbidden packs: each is refused, for its own reason, at its own line (docs/not-built.md).
#include "kinds/refused_meanings.h"
#include "kinds/test_packs.h"

using namespace youju;
using namespace youju::kinds;
using namespace youju::kinds::test;

namespace {
bool has(const PackProblems& problems, const std::string& word, int line) {
  for (const auto& p : problems)
    if (p.message.word == word && (line == 0 || p.line == line)) return true;
  return false;
}

const char* kOwnPack =
    "id = \"own\"\nversion = \"1.0.0\"\nnames = { zh = \"本单位\", en = \"Our own\" }\nneeds = [\"common\", "
    "\"retired-cadres\"]\nlayer = true\n";

PackProblems refused_layer(const std::string& name, const std::string& kinds) {
  TempFolder own(name);
  own.write("pack.toml", kOwnPack);
  own.write("kinds/own.toml", kinds);
  auto loaded = load_pack(own.path);
  if (auto* wrong = std::get_if<PackProblems>(&loaded)) return *wrong;
  auto made = Catalogue::make({load(packs_folder() / "common"), load(packs_folder() / "retired-cadres"),
                               std::get<Pack>(std::move(loaded))});
  if (auto* wrong = std::get_if<PackProblems>(&made)) return *wrong;
  return {};
}
}  // namespace

TEST_CASE("every forbidden pack is refused for its own reason") {
  const struct {
    const char *folder, *word;
    int line;
  } cases[] = {
      {"public_opinion", "kinds.refused_purpose", 1},
      {"attitude_field", "kinds.refused_purpose", 9},
      {"person_number", "kinds.value_on_person", 9},
      {"person_text", "kinds.value_on_person", 9},
      {"person_choice", "kinds.value_on_person", 10},
      {"person_tag", "kinds.refused_type", 12},
      {"marks_beside_persons", "kinds.number_beside_persons", 9},
      {"feedback_mood", "kinds.refused_purpose", 8},
      {"feedback_stance", "kinds.refused_polarity", 8},
      {"feedback_person_concerned", "kinds.refused_purpose", 8},
      {"person_league", "kinds.refused_key", 4},
      {"account_members", "kinds.refused_purpose", 8},
      {"talk_with_content", "kinds.refused_talk", 1},
      {"review_with_result", "kinds.no_content_field", 10},
      {"political_vetting", "kinds.refused_purpose", 1},
      {"keyword_list", "kinds.refused_key", 4},
      {"no_content_with_file", "kinds.no_content_field", 10},
      {"person_without_role", "kinds.person_no_role", 4},
      {"person_with_foreign_role", "kinds.not_in_list", 8},
      {"illness_of_exempt", "kinds.refused_purpose", 9},
  };
  std::size_t folders = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(YOUJU_SOURCE_DIR) / "tests/packs/forbidden"))
    folders += entry.is_directory();
  CHECK(folders == std::size(cases));
  for (const auto& c : cases) {
    INFO(c.folder);
    auto loaded = load_pack(std::filesystem::path(YOUJU_SOURCE_DIR) / "tests/packs/forbidden" / c.folder);
    REQUIRE(std::holds_alternative<PackProblems>(loaded));
    const PackProblems& problems = std::get<PackProblems>(loaded);
    INFO(all_of(problems));
    check_filled(problems);
    CHECK(has(problems, c.word, c.line));
  }
}

TEST_CASE("a record about one person loads once nothing but dates and units hangs on the person") {
  const std::string head =
      "[[kind]]\nid = \"corps\"\nnames = { zh = \"志愿队\", en = \"Corps\" }\n  [[kind.field]]\n  id = "
      "\"who\"\n  names = { zh = \"姓名\", en = \"Who\" }\n  type = \"person\"\n  role = \"volunteer\"\n";
  for (const auto& [type, good] : {std::pair{"date", true},
                                   {"unit", true},
                                   {"text", false},
                                   {"choice", false},
                                   {"yes_no", false},
                                   {"number", false},
                                   {"money", false},
                                   {"url", false},
                                   {"file", false}}) {
    TempFolder folder("one-person");
    folder.write("pack.toml", "id = \"p\"\nversion = \"1.0.0\"\nnames = { zh = \"包\", en = \"Pack\" }\n");
    std::string more =
        "  [[kind.field]]\n  id = \"more\"\n  names = { zh = \"其他\", en = \"More\" }\n  type = \"" +
        std::string(type) + "\"\n";
    if (std::string(type) == "choice")
      more += "  choices = [{ id = \"a\", names = { zh = \"甲\", en = \"A\" } }]\n";
    if (std::string(type) == "number") more += "  measure = \"次\"\n";
    folder.write("kinds/k.toml", head + more);
    INFO(type);
    CHECK(std::holds_alternative<Pack>(load_pack(folder.path)) == good);
  }
}

TEST_CASE("an office's own layer cannot put content into a kind without content") {
  const auto problems =
      refused_layer("loosen",
                    "[[extend]]\nkind = \"heart_talk\"\n  [[extend.field]]\n  id = \"own_note\"\n  names = { "
                    "zh = \"说明\", en = \"Note\" }\n  type = \"text\"\n");
  CHECK(has(problems, "kinds.no_content_field", 3));
  const auto back = refused_layer("loosen2", "[[extend]]\nkind = \"heart_talk\"\nno_content = false\n");
  CHECK(has(back, "kinds.extend_cannot", 3));
  const auto own_like = refused_layer("loosen3",
                                      "[[kind]]\nid = \"own_talk\"\nnames = { zh = \"交心\", en = \"Word\" "
                                      "}\nlike = \"heart_talk\"\nno_content = false\n");
  CHECK(has(own_like, "kinds.no_content_loosened", 1));
  const auto score =
      refused_layer("loosen4",
                    "[[extend]]\nkind = \"theme_day\"\n  [[extend.field]]\n  id = \"own_marks\"\n  names = { "
                    "zh = \"表现分\", en = \"Marks given\" }\n  type = \"number\"\n  measure = \"分\"\n");
  CHECK(has(score, "kinds.number_beside_persons", 3));
  const auto words =
      refused_layer("loosen5", "[[extend]]\nkind = \"publication\"\nsynonyms = [\"舆情处置\"]\n");
  CHECK_FALSE(words.empty());
}

TEST_CASE("refused meanings hit a purpose and leave its neighbours alone") {
  for (const char* bad : {"舆情", "輿情", "网络 舆情", "Public Opinion", "思想动态", "群成员", "attitudes",
                          "KEYWORDS", "person_score", "政审", "敏感词", "病情"}) {
    INFO(bad);
    CHECK(refused_meaning(bad));
  }
  for (const char* good :
       {"健康讲座", "防诈骗宣讲", "服务", "fraud-prevention session", "工作群", "粉丝数", "阅读量", "讨论",
        "座谈会", "访谈", "宣传引导员", "人事管理", "moody street", "scoreless", "来信来访"}) {
    INFO(good);
    CHECK_FALSE(refused_meaning(good));
  }
  CHECK(is_polarity("负面"));
  CHECK(is_polarity(" Negative "));
  CHECK_FALSE(is_polarity("不满意"));
}
