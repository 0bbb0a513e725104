// SPDX-License-Identifier: Apache-2.0
// Drafts as people type them become typed records, or problems beside their fields, all at once.
#include "kinds/test_packs.h"
#include "kinds/values.h"

using namespace youju;
using namespace youju::kinds;
using namespace youju::kinds::test;

namespace {
const Kind& kind(const char* id) {
  return *shipped().find(KindId(id));
}
const Date kToday = day("2024-01-10");

Checked good(const Draft& draft) {
  auto result = validate(kind(draft.kind.text.c_str()), draft, roster(), kToday);
  if (auto* problems = std::get_if<Problems>(&result)) {
    std::string all;
    for (const auto& p : *problems)
      all += p.field + " " + p.message.word + " " +
             (p.message.args.count("read") ? p.message.args.at("read") : "") + "\n";
    FAIL(all);
  }
  for (const auto& remark : std::get<Checked>(result).remarks) check_filled(remark.message);
  return std::get<Checked>(std::move(result));
}
Problems bad(const Draft& draft) {
  auto result = validate(kind(draft.kind.text.c_str()), draft, roster(), kToday);
  const Problems problems =
      std::holds_alternative<Problems>(result) ? std::get<Problems>(result) : Problems{};
  for (const auto& p : problems) check_filled(p.message);
  return problems;
}
bool has(const Problems& problems, const std::string& field, const std::string& word) {
  for (const auto& p : problems)
    if (p.field == field && p.message.word == word) return true;
  return false;
}
}  // namespace

TEST_CASE("a line of an old ledger becomes a record") {
  Draft draft = draft_of("theme_day", {{"happened", "2023年3月5日上午"},
                                       {"topic", " 参观纪念馆 "},
                                       {"place", "市纪念馆"},
                                       {"headcount", "２３人"},
                                       {"chair", "王芳"},
                                       {"contains_lecture", "是"}});
  draft.imported = true;
  const Checked record = good(draft);
  CHECK(record.state == "held");
  CHECK(record.counts);
  CHECK(record.title == "参观纪念馆");
  CHECK(record.happened->from == day("2023-03-05"));
  CHECK(
      record.open ==
      Json::parse(
          R"({"topic":"参观纪念馆","place":"市纪念馆","headcount":"23","chair":"p-wang","contains_lecture":true,"time":"am"})"));
  CHECK(record.personal.is_null());
  CHECK(record.pack == "retired-cadres@1.0.0");
  REQUIRE(record.also.size() == 1);
  CHECK(record.also.front().text == "special_lecture");
}

TEST_CASE("a new record by hand is a draft and may be incomplete; it counts nowhere") {
  const Checked record = good(draft_of("theme_day", {}));
  CHECK(record.state == "draft");
  CHECK_FALSE(record.counts);
  CHECK_FALSE(record.happened);
  CHECK(record.title == "主题党日");
}

TEST_CASE("values of every type are read as people type them") {
  const struct {
    const char *type, *text, *kept;
  } cases[] = {
      {"date", "2023.3.5", "\"2023-03-05\""},
      {"date", "２０２３年３月５日", "\"2023-03-05\""},
      {"time_range", "9:00-11:00", "\"09:00-11:00\""},
      {"time_range", "上午9点至11点半", "\"09:00-11:30\""},
      {"time_range", "下午2:30—4:00", "\"14:30-16:00\""},
      {"time_range", "上午11点到下午1点", "\"11:00-13:00\""},
      {"time_range", "14时", "\"14:00\""},
      {"time_range", "晚上", "\"evening\""},
      {"time_range", "09:00-11:00", "\"09:00-11:00\""},
      {"number", "十二", "\"12\""},
      {"number", "1,200", "\"1200\""},
      {"number", "12.5", "\"12.5\""},
      {"number", "30名", "\"30\""},
      {"money", "1,200.50元", "120050"},
      {"money", "3.5万元", "3500000"},
      {"money", "￥80", "8000"},
      {"yes_no", "√", "true"},
      {"yes_no", "无", "false"},
      {"yes_no", "YES", "true"},
      {"url", "HTTPS://Example.org/A?b=1", "\"https://example.org/A?b=1\""},
      {"person", "王芳（副科长）", "\"p-wang\""},
      {"person", "p-li", "\"p-li\""},
      {"persons", "王芳、李四光，张伟", R"(["p-wang","p-li","p-zhang"])"},
      {"persons", "王 芳 李四光\n赵　敏", R"(["p-wang","p-li","p-zhao"])"},
      {"persons", "欧阳修 王芳", R"(["p-ouyang","p-wang"])"},
      {"unit", "第一支部", "\"u2\""},
      {"record", "安全自查", "\"r1\""},
      {"text", "两行\n标题", "\"两行 标题\""},
      {"long_text", "两行\n文字", "\"两行\\n文字\""},
  };
  const Lookups lookups = roster();
  for (const auto& c : cases) {
    INFO(c.type, " ", c.text);
    Field field;
    field.measure = std::string(c.type) == "number" ? "人" : "";
    for (int t = 0; t < 14; ++t)
      if (field_type_name(static_cast<FieldType>(t)) == c.type) field.type = static_cast<FieldType>(t);
    std::vector<Message> remarks;
    const auto value = read_value(field, c.text, {lookups, std::nullopt, kToday}, remarks);
    REQUIRE(std::holds_alternative<Json>(value));
    CHECK(std::get<Json>(value) == Json::parse(c.kept));
    // What was kept reads back unchanged.
    const auto again = read_value(field, value_as_text(field, std::get<Json>(value)),
                                  {lookups, std::nullopt, kToday}, remarks);
    REQUIRE(std::holds_alternative<Json>(again));
    CHECK(std::get<Json>(again) == std::get<Json>(value));
  }
}

TEST_CASE("what cannot be read is said beside its field, all at once") {
  const Problems problems = bad(draft_of("general_meeting",
                                         {{"happened", "2023.13.5"},
                                          {"headcount", "若干"},
                                          {"due_count", "23次"},
                                          {"chair", "钱七"},
                                          {"present", "陈静"},
                                          {"minutes_state", "已经定稿了"},
                                          {"hours", "-1"},
                                          {"time", "一会儿"},
                                          {"voted", "可能"},
                                          {"plan_item", "没有的事"},
                                          {"colour", "红"}},
                                         "held"));
  CHECK(has(problems, "happened", "kinds.value_no_date"));
  CHECK(has(problems, "headcount", "kinds.value_no_number"));
  CHECK(has(problems, "due_count", "kinds.value_measure"));
  CHECK(has(problems, "chair", "kinds.value_no_person"));
  CHECK(has(problems, "present", "kinds.value_namesakes"));
  CHECK(has(problems, "minutes_state", "kinds.value_no_choice"));
  CHECK(has(problems, "hours", "kinds.value_below"));
  CHECK(has(problems, "time", "kinds.value_no_time"));
  CHECK(has(problems, "voted", "kinds.value_no_yes_no"));
  CHECK(has(problems, "plan_item", "kinds.value_no_record"));
  CHECK(has(problems, "colour", "kinds.no_such_field"));
  CHECK(has(problems, "topic", "kinds.value_missing"));
  CHECK(problems.size() == 12);
}

TEST_CASE("the message quotes what was read and lists what may be written") {
  const Problems problems = bad(draft_of(
      "organisational_life", {{"happened", "2023-12-01"}, {"topic", "年度"}, {"form", "党员大汇"}}, "held"));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].message.word == "kinds.value_no_choice_near");
  CHECK(problems[0].message.args.at("read") == "党员大汇");
  CHECK(problems[0].message.args.at("near") == "党员大会");
  CHECK(problems[0].message.args.at("list") == "党员大会、支委会、党小组会");
}

TEST_CASE("invisible characters, broken bytes, overlong text and bad addresses are refused") {
  CHECK(has(bad(draft_of("theme_day", {{"happened", "2023-03-05"}, {"topic", "参观\xE2\x80\xAE馆"}}, "held")),
            "topic", "kinds.value_invisible"));
  CHECK(has(bad(draft_of("theme_day", {{"happened", "2023-03-05"}, {"topic", "a\xff"}}, "held")), "topic",
            "kinds.value_not_utf8"));
  std::string longer;
  for (int i = 0; i < 201; ++i) longer += "长";
  CHECK(has(bad(draft_of("theme_day", {{"happened", "2023-03-05"}, {"topic", longer}}, "held")), "topic",
            "kinds.value_too_long"));
  for (const char* url : {"www.example.org", "ftp://example.org/", "https://", "https://user:pw@example.org/",
                          "https://exa mple.org/"}) {
    INFO(url);
    CHECK(has(bad(draft_of("publication", {{"happened", "2023-03-05"}, {"title", "题"}, {"url", url}},
                           "published")),
              "url", "kinds.value_no_url"));
  }
}

TEST_CASE("nothing counts before it happened, and a single day is a single day") {
  CHECK(has(bad(draft_of("theme_day", {{"happened", "2024-01-11"}, {"topic", "甲"}}, "held")), "happened",
            "kinds.happened_in_future"));
  CHECK(good(draft_of("theme_day", {{"happened", "2024-01-11"}, {"topic", "甲"}}, "planned")).counts ==
        false);
  CHECK(good(draft_of("theme_day", {{"happened", "2024-01-10"}, {"topic", "甲"}}, "held")).counts);
  CHECK(has(bad(draft_of("theme_day", {{"topic", "甲"}}, "held")), "happened", "kinds.happened_missing"));
  CHECK(has(bad(draft_of("theme_day", {{"happened", "2023年3月"}, {"topic", "甲"}}, "held")), "happened",
            "kinds.value_not_one_day"));
  CHECK(good(draft_of("training", {{"happened", "2023年3月5日至3月9日"}, {"topic", "甲"}}, "held"))
            .happened->to == day("2023-03-09"));
}

TEST_CASE("what is planned or granted in advance counts before its day; what happened does not") {
  const Checked plan = good(draft_of("plan_item", {{"happened", "2024-03-01"}, {"title", "明年培训"}}, "planned"));
  CHECK(plan.counts);
  CHECK(has(bad(draft_of("problem", {{"happened", "2024-03-01"}, {"title", "乙"}}, "open")), "happened", "kinds.happened_in_future"));
}

TEST_CASE("what a record misses to reach a state is what validate would ask for there") {
  const Kind& problem = *shipped().find(KindId{"problem"});
  const Period days{day("2023-03-01"), day("2023-03-01")};
  const Json open{{"title", "甲"}, {"due", "2023-05-01"}};
  const auto fields = [&](const char* state, const Json& values, std::optional<Period> happened) {
    std::string out;
    for (const Problem& p : missing_in(problem, *problem.state(state), happened, values, Json(), day("2024-01-10"))) out += p.field + " ";
    return out;
  };
  CHECK(fields("open", open, days).empty());
  CHECK(fields("measured", open, days) == "measure_text responsible ");
  CHECK(fields("open", Json::object(), std::nullopt) == "happened title ");
  CHECK(fields("draft", Json::object(), std::nullopt).empty());
  CHECK(fields("void", Json::object(), std::nullopt).empty());  // what is given up need not be complete
  CHECK(fields("open", open, Period{day("2024-01-11"), day("2024-01-11")}) == "happened ");
}

TEST_CASE("a date without a year takes the year offered and says so") {
  Draft draft = draft_of("theme_day", {{"happened", "3月5日"}, {"topic", "甲"}}, "held");
  CHECK(has(bad(draft), "happened", "kinds.value_no_year"));
  draft.default_year = 2023;
  const Checked record = good(draft);
  CHECK(record.happened->from == day("2023-03-05"));
  REQUIRE(record.remarks.size() == 1);
  CHECK(record.remarks[0].field == "happened");
  CHECK(record.remarks[0].message.word == "kinds.year_assumed");
}

TEST_CASE("all who were due are present unless said otherwise, and the roster gives the head-count") {
  const Checked record = good(draft_of("general_meeting",
                                       {{"happened", "2023-03-05"},
                                        {"topic", "甲"},
                                        {"due", "王芳、李四光、张伟、赵敏"},
                                        {"excused", "张伟"},
                                        {"exempt", "赵敏"}},
                                       "held"));
  CHECK(record.open["present"] == Json::parse(R"(["p-wang","p-li"])"));
  CHECK(record.open["headcount"] == "2");
  CHECK(record.open["due_count"] == "4");
  const Checked typed = good(draft_of("general_meeting",
                                      {{"happened", "2023-03-05"},
                                       {"topic", "甲"},
                                       {"due", "王芳、李四光"},
                                       {"present", "王芳"},
                                       {"headcount", "5"}},
                                      "held"));
  CHECK(typed.open["present"] == Json::parse(R"(["p-wang"])"));
  CHECK(typed.open["headcount"] == "5");
  CHECK(has(
      bad(draft_of("general_meeting",
                   {{"happened", "2023-03-05"}, {"topic", "甲"}, {"present", "王芳"}, {"excused", "王芳"}},
                   "held")),
      "present", "kinds.roster_present_and_away"));
  CHECK(
      has(bad(draft_of("general_meeting",
                       {{"happened", "2023-03-05"}, {"topic", "甲"}, {"excused", "王芳"}, {"exempt", "王芳"}},
                       "held")),
          "exempt", "kinds.roster_twice"));
  const Checked planned = good(draft_of("general_meeting", {{"topic", "甲"}, {"due", "王芳"}}, "planned"));
  CHECK_FALSE(planned.open.contains("present"));
}

TEST_CASE("a field may be required by another field or by the state") {
  CHECK(has(bad(draft_of("general_meeting", {{"happened", "2023-03-05"}, {"topic", "甲"}, {"voted", "是"}},
                         "held")),
            "voters_due", "kinds.value_missing_because"));
  CHECK(
      bad(draft_of("general_meeting", {{"happened", "2023-03-05"}, {"topic", "甲"}, {"voted", "否"}}, "held"))
          .empty());
  CHECK(has(bad(draft_of("problem", {{"happened", "2023-03-05"}, {"title", "甲"}}, "closed")), "closed_on",
            "kinds.value_missing_in_state"));
  CHECK(bad(draft_of("problem", {{"happened", "2023-03-05"}, {"title", "甲"}}, "open")).empty());
}

TEST_CASE("personal fields are kept apart and persons only as ids") {
  const Checked record = good(draft_of("feedback",
                                       {{"happened", "2023-03-05"},
                                        {"matter", "活动室开放时间"},
                                        {"channel", "来电"},
                                        {"sender", "某某"},
                                        {"contact", "12345"},
                                        {"receipt_number", "A1"}},
                                       "received"));
  CHECK(record.personal == Json::parse(R"({"matter":"活动室开放时间","sender":"某某","contact":"12345"})"));
  CHECK(record.open == Json::parse(R"({"channel":"telephone","receipt_number":"A1"})"));
  CHECK(record.title == "A1");
}

TEST_CASE("a bound is said with its measure word in Chinese and as a number in English") {
  const auto problems = bad(draft_of("heart_talk", {{"happened", "2023-03-05"}, {"persons", "王芳"}}, "recorded"));
  const auto found = std::ranges::find_if(problems, [](const auto& p) { return p.field == "persons"; });
  REQUIRE(found != problems.end());
  CHECK(found->message.args.at("limit") == "2人");
  CHECK(found->message.args.at("limit_en") == "2");
}

TEST_CASE("an amount beyond a hundred thousand million is refused beside its field, with or without a bound of the kind") {
  const auto read_as = [](FieldType type, const char* text) {
    Field field;
    field.type = type;
    std::vector<Message> remarks;
    const Lookups lookups = roster();
    return read_value(field, text, {lookups, std::nullopt, kToday}, remarks);
  };
  for (const auto type : {FieldType::number, FieldType::money}) {
    CHECK(std::holds_alternative<Json>(read_as(type, "100000000000")));
    const auto above = read_as(type, "100000000000.01"), below = read_as(type, "-100000000000.01");
    REQUIRE(std::holds_alternative<Message>(above));
    CHECK(std::get<Message>(above).word == "kinds.value_above");
    REQUIRE(std::holds_alternative<Message>(below));
    CHECK(std::get<Message>(below).word == "kinds.value_below");
  }
}

TEST_CASE("a talk holds two persons and a date, and nothing else can be typed into it") {
  const Checked record =
      good(draft_of("heart_talk", {{"happened", "2023-03-05"}, {"persons", "王芳、李四光"}}, "recorded"));
  CHECK(record.open == Json::parse(R"({"persons":["p-wang","p-li"]})"));
  CHECK(has(bad(draft_of("heart_talk", {{"happened", "2023-03-05"}, {"persons", "王芳"}}, "recorded")),
            "persons", "kinds.value_below"));
  CHECK(has(bad(draft_of("heart_talk",
                         {{"happened", "2023-03-05"}, {"persons", "王芳、李四光"}, {"note", "谈了工作"}},
                         "recorded")),
            "note", "kinds.no_such_field"));
}

TEST_CASE("names of files in an import are remarked, typed by hand they are refused") {
  Draft draft =
      draft_of("theme_day", {{"happened", "2023-03-05"}, {"topic", "甲"}, {"sign_in", "签到.jpg"}}, "held");
  CHECK(has(bad(draft), "sign_in", "kinds.value_file"));
  draft.imported = true;
  const Checked record = good(draft);
  CHECK_FALSE(record.open.contains("sign_in"));
  CHECK(record.remarks.front().message.word == "kinds.file_named");
}

TEST_CASE("a kept record turned into texts validates to the same record again") {
  const Checked first = good(draft_of("general_meeting",
                                      {{"happened", "2023年3月5日上午"},
                                       {"topic", "甲"},
                                       {"due", "王芳、李四光"},
                                       {"chair", "王芳"},
                                       {"voted", "是"},
                                       {"voters_due", "2"},
                                       {"voters_present", "2"},
                                       {"minutes_state", "定稿"},
                                       {"minutes_date", "2023.3.6"},
                                       {"note", "第一行\n第二行"}},
                                      "held"));
  const auto texts = as_texts(kind("general_meeting"), first.open, first.personal, first.happened);
  const Checked second = good(draft_of("general_meeting", texts, first.state));
  CHECK(second.open == first.open);
  CHECK(second.happened == first.happened);
  const Checked span =
      good(draft_of("training", {{"happened", "2023年3月5日至4月2日"}, {"topic", "乙"}}, "held"));
  const Checked span_again =
      good(draft_of("training", as_texts(kind("training"), span.open, span.personal, span.happened), "held"));
  CHECK(span_again.happened == span.happened);
}

TEST_CASE("a state that does not exist is refused with the list of those that do") {
  const Problems problems =
      bad(draft_of("theme_day", {{"happened", "2023-03-05"}, {"topic", "甲"}}, "开完了"));
  REQUIRE(has(problems, "state", "kinds.no_such_state"));
  CHECK(problems.front().message.args.at("list").find("已召开") != std::string::npos);
  CHECK(good(draft_of("theme_day", {{"happened", "2023-03-05"}, {"topic", "甲"}}, "已召开")).state == "held");
}
