// SPDX-License-Identifier: Apache-2.0
// Mistakes in packs: each is named with its line, in words that say what to write; additions only add and
// tighten.
#include "kinds/test_packs.h"

using namespace youju;
using namespace youju::kinds;
using namespace youju::kinds::test;

namespace {
const std::string kPack = "id = \"p\"\nversion = \"1.0.0\"\nnames = { zh = \"包\", en = \"Pack\" }\n";
const std::string kKind = "[[kind]]\nid = \"k\"\nnames = { zh = \"类\", en = \"Kind\" }\n";
const std::string kField = "  [[kind.field]]\n  id = \"f\"\n  names = { zh = \"栏\", en = \"Field\" }\n";
const std::string kStep =
    "  [[kind.transition]]\n  id = \"t\"\n  names = { zh = \"乙\", en = \"B\" }\n  from = [\"draft\"]\n  to = \"recorded\"\n  right = \"write\"\n";
const std::string kStates = "  [[kind.state]]\n  id = \"s\"\n  names = { zh = \"甲\", en = \"A\" }\n  counts = true\n";

PackProblems problems_of(const std::string& kinds, const std::string& pack = kPack) {
  TempFolder folder("mistake");
  folder.write("pack.toml", pack);
  folder.write("kinds/k.toml", kinds);
  auto loaded = load_pack(folder.path);
  PackProblems problems;
  if (auto* wrong = std::get_if<PackProblems>(&loaded)) {
    problems = std::move(*wrong);
  } else {
    auto made = Catalogue::make({std::get<Pack>(std::move(loaded))});
    if (auto* apart = std::get_if<PackProblems>(&made)) problems = std::move(*apart);
  }
  check_filled(problems);
  return problems;
}

bool has(const PackProblems& problems, const std::string& word, int line, const std::string& arg = "",
         const std::string& value = "") {
  for (const auto& p : problems) {
    if (p.message.word != word || p.line != line) continue;
    if (arg.empty()) return true;
    const auto found = p.message.args.find(arg);
    if (found != p.message.args.end() && found->second == value) return true;
  }
  return false;
}

std::variant<Catalogue, PackProblems> with_layer(const std::string& kinds,
                                                 const std::string& version = "1.0.0") {
  TempFolder own("layer");
  own.write("pack.toml",
            "id = \"own\"\nversion = \"" + version +
                "\"\nnames = { zh = \"本单位\", en = \"Our own\" }\nneeds = [\"common\"]\nlayer = true\n");
  own.write("kinds/own.toml", kinds);
  auto loaded = load_pack(own.path);
  if (auto* wrong = std::get_if<PackProblems>(&loaded)) return *wrong;
  return Catalogue::make({load(packs_folder() / "common"), load(packs_folder() / "retired-cadres"),
                          std::get<Pack>(std::move(loaded))});
}
}  // namespace

TEST_CASE("the smallest kind loads and gets its states, its date and its measure") {
  CHECK(all_of(problems_of(kKind)) == "");
  TempFolder folder("small");
  folder.write("pack.toml", kPack);
  folder.write("kinds/k.toml", kKind);
  const Pack pack = load(folder.path);
  REQUIRE(pack.kinds.size() == 1);
  const Kind& kind = pack.kinds.front();
  CHECK(kind.pack == "p@1.0.0");
  CHECK(kind.import_state == "recorded");
  CHECK(kind.states.front().draft);
  CHECK(kind.happened_names.at("zh") == "日期");
  CHECK(kind.measures.front().word == "件");
}

TEST_CASE("each mistake in a pack is named with its line") {
  const struct {
    std::string kinds, word;
    int line;
    std::string arg, value;
  } cases[] = {
      {kKind + "synonms = []\n", "kinds.key_unknown_near", 4, "near", "synonyms"},
      {kKind + "colour = \"red\"\n", "kinds.key_unknown", 4, "key", "colour"},
      {"[[kind]]\nid = \"K 1\"\nnames = { zh = \"类\", en = \"Kind\" }\n", "kinds.id_form", 2, "read", "K 1"},
      {"[[kind]]\nid = \"k\"\nnames = { zh = \"类\" }\n", "kinds.name_missing_language", 3, "lang", "en"},
      {"[[kind]]\nid = \"k\"\n", "kinds.names_missing", 1, "", ""},
      {"[[kind]]\nid = “k”\n", "kinds.toml_wide_sign", 2, "", ""},
      {"[[kind]]\nid = \n", "kinds.toml_broken", 2, "", ""},
      {"[[kind]]\nid = \"k\xE2\x80\x8B\"\nnames = { zh = \"类\", en = \"Kind\" }\n", "kinds.key_invisible", 2,
       "", ""},
      {"id = \"\xff\"\n", "kinds.toml_not_utf8", 1, "", ""},
      {kKind + kKind, "kinds.id_twice", 4, "id", "k"},
      {kKind + kField + "  type = \"nummer\"\n", "kinds.not_in_list_near", 7, "near", "number"},
      {kKind + kField, "kinds.field_no_type", 4, "", ""},
      {kKind + kField + "  type = \"choice\"\n", "kinds.choices_missing", 4, "", ""},
      {kKind + kField + "  type = \"text\"\n  measure = \"人\"\n", "kinds.key_not_for_type", 4, "key",
       "measure"},
      {kKind + kField + "  type = \"number\"\n  minimum = 0.5\n", "kinds.key_decimal", 8, "", ""},
      {kKind + kField + "  type = \"number\"\n  minimum = 5\n  maximum = 1\n", "kinds.minimum_above_maximum",
       8, "", ""},
      {kKind + kField + "  type = \"record\"\n", "kinds.link_missing", 4, "", ""},
      {kKind + kField + "  type = \"record\"\n  link = \"nothing\"\n", "kinds.kind_unknown", 4, "read",
       "nothing"},
      {kKind + kField + "  type = \"file\"\n  required = true\n", "kinds.file_required", 4, "", ""},
      {kKind + kField + "  type = \"text\"\n  required_when = { field = \"g\", values = [\"x\"] }\n",
       "kinds.field_unknown_near", 4, "near", "f"},
      {kKind + kField + "  type = \"text\"\n  required_when = { field = \"state\", values = [\"hold\"] }\n",
       "kinds.state_unknown", 4, "read", "hold"},
      {kKind + kField + "  type = \"text\"\n" + kField + "  type = \"text\"\n", "kinds.id_twice", 8, "id",
       "f"},
      {kKind + kField + "  synonyms = [\"日期\"]\n  type = \"text\"\n", "kinds.word_twice", 4, "word",
       "日期"},
      {"[[kind]]\nid = \"k\"\ntitle = \"topik\"\nnames = { zh = \"类\", en = \"Kind\" }\n" + kField +
           "  type = \"text\"\n",
       "kinds.field_unknown", 1, "read", "topik"},
      {kKind + "measures = [{ word = \"次\", counts = \"total:f\" }]\n", "kinds.measure_form", 1, "read",
       "total:f"},
      {kKind + "like = \"gathring\"\n", "kinds.like_unknown", 1, "read", "gathring"},
      {kKind + "like = \"k\"\n", "kinds.like_circle", 1, "", ""},
      {kKind + "  [[kind.cadence]]\n  id = \"c\"\n  every = \"month\"\n  level = \"own\"\n",
       "kinds.key_missing", 4, "key", "source"},
      {kKind + "  [[kind.cadence]]\n  id = \"c\"\n  every = \"days\"\n  level = \"own\"\n  source = \"甲\"\n",
       "kinds.cadence_days", 4, "", ""},
      {kKind +
           "  [[kind.cadence]]\n  id = \"c\"\n  every = \"monthly\"\n  level = \"own\"\n  source = \"甲\"\n",
       "kinds.not_in_list_near", 6, "near", "month"},
      {kKind + "  [[kind.state]]\n  id = \"s\"\n  names = { zh = \"甲\", en = \"A\" }\n",
       "kinds.no_counting_state", 1, "", ""},
      {kKind + "  [[kind.state]]\n  id = \"s\"\n  names = { zh = \"甲\", en = \"A\" }\n  counts = true\n  "
               "[[kind.state]]\n  id = \"t\"\n  names = { zh = \"乙\", en = \"B\" }\n",
       "kinds.state_unreachable", 8, "state", "t"},
      {kKind + "  [[kind.transition]]\n  id = \"t\"\n  names = { zh = \"乙\", en = \"B\" }\n  from = "
               "[\"draft\"]\n  to = \"gone\"\n  right = \"write\"\n",
       "kinds.state_unknown", 4, "read", "gone"},
      {kKind + "  [[kind.transition]]\n  id = \"t\"\n  names = { zh = \"乙\", en = \"B\" }\n  from = "
               "[\"draft\"]\n  to = \"recorded\"\n  right = \"aprove\"\n",
       "kinds.not_in_list_near", 9, "near", "approve"},
      {kKind + "  [[kind.transition]]\n  id = \"t\"\n  names = { zh = \"乙\", en = \"B\" }\n  from = "
               "[\"draft\"]\n  to = \"recorded\"\n  right = \"approve\"\n  approvals = 2\n",
       "kinds.approvals_need_other", 10, "", ""},
      {kKind + kStep + "  when = { field = \"gone\", values = [\"yes\"] }\n", "kinds.field_unknown", 4, "read", "gone"},
      {kKind + kStep + "  when = { field = \"state\", values = [\"draft\"] }\n", "kinds.when_state", 4, "", ""},
      {kKind + kField + "  type = \"yes_no\"\n" + kStep + "  when = { field = \"f\", values = [\"maybe\"] }\n",
       "kinds.not_in_list", 8, "read", "maybe"},
      {kKind + kField + "  type = \"text\"\n" + kStep + "  by = \"f\"\n", "kinds.field_wrong_type", 8, "field", "f"},
      {kKind + kStates + "  says = \"exempt\"\n", "kinds.says_about", 4, "state", "s"},
      {kKind + kField + "  type = \"kind\"\n  required = true\n" + kStates + "  says = \"exempt\"\n", "kinds.says_period", 9,
       "state", "s"},
      {kKind + kStates + "  says = \"excused\"\n", "kinds.not_in_list", 8, "read", "excused"},
      {kKind + "  [[kind.check]]\n  id = \"c\"\n  rule = \"needs_field\"\n  severity = \"hint\"\n  message = "
               "{ zh = \"甲\", en = \"A\" }\n",
       "kinds.key_missing", 4, "key", "field"},
      {kKind + "  [[kind.check]]\n  id = \"c\"\n  rule = \"needs_field\"\n  field = \"f\"\n  severity = "
               "\"hint\"\n  message = { zh = \"甲\", en = \"A\" }\n",
       "kinds.field_unknown", 4, "read", "f"},
      {kKind + "  [[kind.also_counts]]\n  kind = \"k\"\n  rule = { zh = \"甲\", en = \"A\" }\n  source = "
               "\"乙\"\n",
       "kinds.also_itself", 4, "", ""},
      {kKind + "late_after = \"30\"\n", "kinds.key_type", 4, "key", "late_after"},
      {kKind + "happened = \"日期\"\n", "kinds.happened_form", 4, "", ""},
      {kKind + "synonyms = [\"\"]\n", "kinds.key_empty", 4, "key", "synonyms"},
      {kKind + "measures = \"次\"\n", "kinds.key_tables", 4, "key", "measures"},
      {kKind + "zero_statement = true\nno_content = true\n", "kinds.no_content_zero", 1, "", ""},
      {"[[pattern]]\nid = \"base\"\nnames = { zh = \"样式\", en = \"Base\" }\n" +
           std::string("  [[pattern.field]]\n  id = \"f\"\n  names = { zh = \"栏\", en = \"Field\" }\n") +
           "  type = \"text\"\n[[kind]]\nid = \"k\"\nnames = { zh = \"类\", en = \"Kind\" }\nlike = "
           "\"base\"\n" +
           kField + "  type = \"date\"\n",
       "kinds.type_changed", 12, "was", "text"},
      {"[[pattern]]\nid = \"base\"\nnames = { zh = \"样式\", en = \"Base\" }\n" + kKind + "like = \"bass\"\n",
       "kinds.like_unknown_near", 4, "near", "base"},
      {kKind + "  [[kind.field]]\n  id = \"unit\"\n  names = { zh = \"栏\", en = \"Field\" }\n  type = "
               "\"text\"\n",
       "kinds.field_reserved", 4, "field", "unit"},
      {kKind + kField + "  type = \"number\"\n  fills_from = \"f\"\n", "kinds.fills_from_persons", 4, "", ""},
      {kKind + kField + "  type = \"text\"\n  personal = true\n  in_figures = true\n",
       "kinds.personal_in_figures", 4, "", ""},
      {kKind + kField + "  type = \"text\"\n  required_when = \"always\"\n", "kinds.condition_form", 8, "",
       ""},
      {kKind + kField + "  type = \"text\"\n  required_when = { field = \"f\", values = [\"x\"] }\n",
       "kinds.condition_type", 4, "", ""},
      {kKind + "title = \"f\"\n" + kField + "  type = \"date\"\n", "kinds.title_text", 1, "", ""},
      {kKind + "title = \"f\"\n" + kField + "  type = \"text\"\n  personal = true\n", "kinds.title_personal",
       1, "", ""},
      {kKind + kField + "  type = \"persons\"\n  role = \"chair\"\n  in_figures = true\n",
       "kinds.person_in_figures", 4, "", ""},
      {kKind + "  [[kind.state]]\n  id = \"s\"\n  names = { zh = \"甲\", en = \"A\" }\n  counts = true\n  "
               "draft = true\n",
       "kinds.draft_counts", 4, "state", "s"},
      {kKind + "  [[kind.cadence]]\n  id = \"c\"\n  every = \"month\"\n  level = \"own\"\n  source = "
               "\"甲\"\n  from = \"2023-02-01\"\n  until = \"2023-01-01\"\n",
       "kinds.cadence_until_before_from", 10, "", ""},
      {kKind + "  [[kind.cadence]]\n  id = \"c\"\n  every = \"month\"\n  level = \"own\"\n  source = "
               "\"甲\"\n  from = \"2023-02-30\"\n",
       "kinds.key_date", 9, "read", "2023-02-30"},
      {kKind + "  [[kind.check]]\n  id = \"c\"\n  rule = \"within_deadline\"\n  deadline = \"d\"\n  severity "
               "= \"hint\"\n  message = { zh = \"甲\", en = \"A\" }\n",
       "kinds.deadline_unknown", 4, "read", "d"},
      {kKind + "no_content = true\n  [[kind.check]]\n  id = \"c\"\n  rule = \"file_once\"\n  severity = "
               "\"hint\"\n  message = { zh = \"甲\", en = \"A\" }\n",
       "kinds.no_content_file", 5, "", ""},
      {kKind + kField +
           "  type = \"number\"\n  [[kind.check]]\n  id = \"c\"\n  rule = \"quorum\"\n  present = \"f\"\n  "
           "due = \"f\"\n  more_than = \"half\"\n  severity = \"hint\"\n  message = { zh = \"甲\", en = "
           "\"A\" }\n",
       "kinds.share_form", 8, "", ""},
      {kKind + kField +
           "  type = \"text\"\n  [[kind.check]]\n  id = \"c\"\n  rule = \"not_before\"\n  field = \"f\"\n  "
           "severity = \"hint\"\n  message = { zh = \"甲\", en = \"A\" }\n",
       "kinds.field_wrong_type", 8, "", ""},
      {kKind + "[[extend]]\nkind = \"k\"\n", "kinds.extend_own", 4, "", ""},
      {kKind + "keep_years = 1000\n", "kinds.key_range", 4, "", ""},
  };
  for (const auto& c : cases) {
    INFO(c.kinds);
    const auto problems = problems_of(c.kinds);
    INFO(all_of(problems));
    CHECK(has(problems, c.word, c.line, c.arg, c.value));
  }
}

TEST_CASE("all mistakes of a pack come at once") {
  const auto problems = problems_of(kKind + "colour = 1\nlate_after = \"x\"\n");
  CHECK(problems.size() == 2);
}

TEST_CASE("pack.toml and the folder itself are checked") {
  CHECK(has(problems_of(kKind, "id = \"P\"\nversion = \"1.0.0\"\nnames = { zh = \"包\", en = \"Pack\" }\n"),
            "kinds.pack_id_form", 1));
  CHECK(has(problems_of(kKind, "id = \"p\"\nversion = \"1\"\nnames = { zh = \"包\", en = \"Pack\" }\n"),
            "kinds.pack_version_form", 2));
  CHECK(has(problems_of(kKind, kPack + "needs = [\"q\"]\n"), "kinds.pack_need_missing", 1, "need", "q"));
  TempFolder folder("folder");
  auto loaded = load_pack(folder.path / "none");
  CHECK(has(std::get<PackProblems>(loaded), "kinds.pack_no_folder", 0));
  loaded = load_pack(folder.path);
  CHECK(has(std::get<PackProblems>(loaded), "kinds.pack_toml_missing", 0));
  folder.write("pack.toml", kPack);
  folder.write("notes.doc", "x");
  loaded = load_pack(folder.path);
  CHECK(has(std::get<PackProblems>(loaded), "kinds.pack_stray_file", 0, "file", "notes.doc"));
  folder.write("kinds/big.toml", std::string((1u << 20) + 1, '#'));
  loaded = load_pack(folder.path);
  CHECK(has(std::get<PackProblems>(loaded), "base.file_too_large", 0));
}

TEST_CASE("a pack may hold at most two hundred files and no links") {
  TempFolder folder("many");
  folder.write("pack.toml", kPack);
  std::filesystem::create_symlink("/etc/hostname", folder.path / "README.md");
  auto loaded = load_pack(folder.path);
  CHECK(has(std::get<PackProblems>(loaded), "kinds.pack_link", 0));
  std::filesystem::remove(folder.path / "README.md");
  for (int i = 0; i < 200; ++i) folder.write("templates/t" + std::to_string(i) + ".txt", "x");
  loaded = load_pack(folder.path);
  CHECK(has(std::get<PackProblems>(loaded), "kinds.pack_too_many_files", 0));
}

TEST_CASE("a layer adds fields, words, checks and stricter rules, and the kind says so") {
  auto made = with_layer(R"(
[[extend]]
kind = "theme_day"
synonyms = ["红色星期五"]
require = ["place"]
late_after = 15
  [[extend.field]]
  id = "own_bus"
  names = { zh = "是否乘车", en = "By coach" }
  type = "yes_no"
  [[extend.field_words]]
  field = "headcount"
  synonyms = ["到场人数"]
  [[extend.cadence]]
  id = "fortnightly"
  every = "month"
  times = 2
  level = "own"
  source = "本支部计划"
  [[extend.transition]]
  id = "hold"
  other_person = true
  approvals = 2
)");
  REQUIRE(std::holds_alternative<Catalogue>(made));
  const Catalogue& catalogue = std::get<Catalogue>(made);
  const Kind* kind = catalogue.find_by_name("红色星期五");
  REQUIRE(kind);
  CHECK(kind->id.text == "theme_day");
  CHECK(kind->pack == "retired-cadres@1.0.0+own@1.0.0");
  CHECK(kind->field("own_bus")->type == FieldType::yes_no);
  CHECK(kind->column("到场人数") == "headcount");
  CHECK(kind->field("place")->required);
  CHECK(kind->late_after == 15);
  CHECK(kind->transition("hold")->approvals == 2);
  CHECK(kind->cadences.size() == 2);
  // The kind as it was before the layer stays reachable for records entered then.
  const Kind* before = catalogue.find(KindId("theme_day"), "retired-cadres@1.0.0");
  REQUIRE(before);
  CHECK(before->field("own_bus") == nullptr);
  CHECK(catalogue.find(KindId("theme_day"), "retired-cadres@0.9.0") == nullptr);
}

TEST_CASE("a layer cannot loosen, retype, rename or take the place of anything") {
  const struct {
    std::string kinds, word;
    int line;
  } cases[] = {
      {"[[extend]]\nkind = \"theme_day\"\nlate_after = 90\n", "kinds.layer_loosens", 1},
      {"[[extend]]\nkind = \"theme_day\"\nkeep_years = 5\n", "kinds.layer_loosens", 1},
      {"[[extend]]\nkind = \"regulation\"\nkeep_years = 30\n", "kinds.layer_loosens", 1},
      {"[[extend]]\nkind = \"theme_day\"\nnames = { zh = \"新\", en = \"New\" }\n", "kinds.extend_cannot", 3},
      {"[[extend]]\nkind = \"theme_dya\"\n", "kinds.kind_unknown_near", 1},
      {"[[extend]]\nkind = \"theme_day\"\n  [[extend.field]]\n  id = \"headcount\"\n  names = { zh = \"人\", "
       "en = \"N\" }\n  type = \"text\"\n",
       "kinds.type_changed", 3},
      {"[[extend]]\nkind = \"theme_day\"\n  [[extend.field]]\n  id = \"bus\"\n  names = { zh = \"车\", en = "
       "\"Bus\" }\n  type = \"text\"\n",
       "kinds.own_prefix", 3},
      {"[[extend]]\nkind = \"theme_day\"\n  [[extend.transition]]\n  id = \"hold\"\n  other_person = false\n",
       "kinds.layer_loosens", 5},
      {"[[extend]]\nkind = \"theme_day\"\n  [[extend.cadence]]\n  id = \"c\"\n  every = \"year\"\n  level = "
       "\"central\"\n  source = \"甲\"\n",
       "kinds.extend_central", 3},
      {"[[extend]]\nkind = \"theme_day\"\nrequire = [\"plaice\"]\n", "kinds.field_unknown_near", 1},
      {"[[extend]]\nkind = \"theme_day\"\n  [[extend.transition]]\n  id = \"sign\"\n  reason = true\n",
       "kinds.transition_unknown", 3},
      {"[[extend]]\nkind = \"theme_day\"\n  [[extend.field]]\n  id = \"place\"\n  names = { zh = \"地\", en "
       "= \"P\" }\n  type = \"text\"\n",
       "kinds.extend_field_exists", 3},
      {"[[extend]]\nkind = \"publication\"\n  [[extend.field_words]]\n  field = \"channel\"\n  choice = "
       "\"radio\"\n  synonyms = [\"广播\"]\n",
       "kinds.choice_unknown", 3},
      {"[[kind]]\nid = \"theme_day\"\nnames = { zh = \"党日\", en = \"Day\" }\n", "kinds.own_prefix", 1},
      {"[[kind]]\nid = \"own_day\"\nnames = { zh = \"主题党日\", en = \"Own day\" }\n", "kinds.word_twice",
       1},
  };
  for (const auto& c : cases) {
    INFO(c.kinds);
    auto made = with_layer(c.kinds);
    REQUIRE(std::holds_alternative<PackProblems>(made));
    const auto& problems = std::get<PackProblems>(made);
    INFO(all_of(problems));
    check_filled(problems);
    CHECK(has(problems, c.word, c.line));
  }
}

TEST_CASE("a new version of a pack replaces the old one, and old records keep their rule") {
  TempFolder folder("versions");
  folder.write("1/pack.toml", kPack);
  folder.write("1/kinds/k.toml", kKind);
  folder.write("2/pack.toml", "id = \"p\"\nversion = \"1.1.0\"\nnames = { zh = \"包\", en = \"Pack\" }\n");
  folder.write("2/kinds/k.toml", kKind + kField + "  type = \"text\"\n");
  const Catalogue catalogue = make({load(folder.path / "1"), load(folder.path / "2")});
  CHECK(catalogue.kinds().size() == 1);
  CHECK(catalogue.find(KindId("k"))->pack == "p@1.1.0");
  CHECK(catalogue.find(KindId("k"))->field("f"));
  CHECK_FALSE(catalogue.find(KindId("k"), "p@1.0.0")->field("f"));
}

TEST_CASE("the reader of packs survives any bytes") {
  // Cut the longest shipped file at many places: every cut gives a pack or named problems, never a crash.
  std::ifstream in(packs_folder() / "common/kinds/patterns.toml", std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(in)), {});
  REQUIRE(whole.size() > 1000);
  for (std::size_t cut = 1; cut < whole.size(); cut += whole.size() / 60) {
    TempFolder folder("cut");
    folder.write("pack.toml", kPack);
    folder.write("kinds/k.toml", whole.substr(0, cut));
    auto loaded = load_pack(folder.path);
    if (auto* wrong = std::get_if<PackProblems>(&loaded)) CHECK_FALSE(wrong->empty());
  }
}
