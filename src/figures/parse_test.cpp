// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "base/text.h"
#include "figures/fixture.h"
#include "figures/period_text.h"
#include "words/words.h"

namespace youju::figures {
namespace {

struct Good {
  const char* text;
  const char* canonical;
};

// Both languages, ids, names and synonyms, full and half width; the default year is 2023.
const Good kGood[] = {
    {"count(主题党日)", "count(theme_day)"},
    {"count(theme_day)", "count(theme_day)"},
    {"COUNT( Theme Day )", "count(theme_day)"},
    {"计数（主题党日）", "count(theme_day)"},
    {"次数(党员活动日)", "count(theme_day)"},
    {"count(\"主题党日\")", "count(theme_day)"},
    {"count(「主题党日」)", "count(theme_day)"},
    {"count(all)", "count(all)"},
    {"计数(全部;2023)", "count(all; 2023)"},
    {"count(*; unit=u2)", "count(all; unit=u2)"},
    {"count(主题党日; 单位=第一支部; 状态=已召开; 2023Q1)", "count(theme_day; unit=u2; state=held; 2023Q1)"},
    {"count(主题党日；单位＝第一支部；状态＝已召开；2023年第一季度)",
     "count(theme_day; unit=u2; state=held; 2023Q1)"},
    {"count(theme_day; 2023Q1; status=held; unit=u2)", "count(theme_day; unit=u2; state=held; 2023Q1)"},
    {"count(主题党日; 状态=已召开,已归档)", "count(theme_day; state=archived,held)"},
    {"count(主题党日; 状态=已归档、已召开、已召开)", "count(theme_day; state=archived,held)"},
    {"count(主题党日; 仅本级)", "count(theme_day; this_level)"},
    {"count(主题党日; this level only; 单位=老干部局)", "count(theme_day; unit=u1; this_level)"},
    {"count(主题党日; 形式=参观)", "count(theme_day; form=visit)"},
    {"count(主题党日; 形式=志愿，实地参观)", "count(theme_day; form=service,visit)"},
    {"count(主题党日; form!=visit)", "count(theme_day; form!=visit)"},
    {"count(主题党日; 形式<>参观)", "count(theme_day; form!=visit)"},
    {"count(主题党日; 形式≠参观)", "count(theme_day; form!=visit)"},
    {"count(主题党日; 出席人数>=10)", "count(theme_day; headcount>=10)"},
    {"count(主题党日; 实到≥10人)", "count(theme_day; headcount>=10)"},
    {"count(主题党日; 出席人数＞２０)", "count(theme_day; headcount>20)"},
    {"count(主题党日; 出席人数<二十)", "count(theme_day; headcount<20)"},
    {"count(主题党日; 经费<=1.2万元)", "count(theme_day; cost<=12000)"},
    {"count(主题党日; 出席人数=10,12)", "count(theme_day; headcount=10,12)"},
    {"count(主题党日; 含党课=是)", "count(theme_day; contains_lecture=yes)"},
    {"count(主题党日; 含党课==no)", "count(theme_day; contains_lecture=no)"},
    {"count(主题党日; 纪要日期>=2023年3月5日)", "count(theme_day; minutes_on>=2023-03-05)"},
    {"count(主题党日; 出席人数>=10; 形式=参观; 2023)", "count(theme_day; form=visit; headcount>=10; 2023)"},
    {"count(主题党日;)", "count(theme_day)"},
    {"count(主题党日; 2023年)", "count(theme_day; 2023)"},
    {"count(主题党日; 二〇二三年)", "count(theme_day; 2023)"},
    {"count(主题党日; 2023年上半年)", "count(theme_day; 2023H1)"},
    {"count(主题党日; 2023-H2)", "count(theme_day; 2023H2)"},
    {"count(主题党日; 2023-03)", "count(theme_day; 2023-03)"},
    {"count(主题党日; 2023年3月)", "count(theme_day; 2023-03)"},
    {"count(主题党日; 2023年十二月份)", "count(theme_day; 2023-12)"},
    {"count(主题党日; 2023-03-05)", "count(theme_day; 2023-03-05)"},
    {"count(主题党日; 2023-01..2023-06)", "count(theme_day; 2023H1)"},
    {"count(主题党日; 2023年1月至4月)", "count(theme_day; 2023-01-01..2023-04-30)"},
    {"count(主题党日; 2023年前三季度)", "count(theme_day; 2023-01-01..2023-09-30)"},
    {"count(主题党日; 2022-12..2023-02)", "count(theme_day; 2022-12-01..2023-02-28)"},
    {"count(主题党日; 2023-03-05..2023-04-02)", "count(theme_day; 2023-03-05..2023-04-02)"},
    {"count(主题党日; 至2023-08-31)", "count(theme_day; 2023-01-01..2023-08-31)"},
    {"count(主题党日; 截至2023年8月底)", "count(theme_day; 2023-01-01..2023-08-31)"},
    {"count(theme_day; to 2023-06-30)", "count(theme_day; 2023H1)"},
    {"count(主题党日; 今年)", "count(theme_day; 2023)"},
    {"count(主题党日; 去年上半年)", "count(theme_day; 2022H1)"},
    {"count(主题党日; 本年3月)", "count(theme_day; 2023-03)"},
    {"count(主题党日; 第二季度)", "count(theme_day; 2023Q2)"},
    {"count(主题党日; Q4)", "count(theme_day; 2023Q4)"},
    {"count(主题党日; 3月)", "count(theme_day; 2023-03)"},
    {"sum(主题党日.出席人数)", "sum(theme_day.headcount)"},
    {"合计（主题党日．出席人数）", "sum(theme_day.headcount)"},
    {"合计(主题党日的出席人数; 2023)", "sum(theme_day.headcount; 2023)"},
    {"人次(主题党日.实到)", "sum(theme_day.headcount)"},
    {"平均(主题党日.经费)", "average(theme_day.cost)"},
    {"max(publication.reads)", "max(publication.reads)"},
    {"最小(推文.阅读量)", "min(publication.reads)"},
    {"distinct(专题学习.出席)", "distinct(special_study.present)"},
    {"人数(专题学习.出席; 单位=第二支部)", "distinct(special_study.present; unit=u3)"},
    {"distinct(主题党日.形式)", "distinct(theme_day.form)"},
    {"ratio(主题党日; 形式=参观 / 主题党日)", "ratio(count(theme_day; form=visit) / count(theme_day))"},
    {"占比(count(推文)÷count(全部))", "ratio(count(publication) / count(all))"},
    {"ratio(sum(主题党日.出席人数)/count(主题党日))", "ratio(sum(theme_day.headcount) / count(theme_day))"},
    {"ratio(主题党日; 2023/3/5 / 主题党日; 2023)",
     "ratio(count(theme_day; 2023-03-05) / count(theme_day; 2023))"},
    {"growth(count(推文; 2023))", "growth(count(publication; 2023))"},
    {"增长(推文)", "growth(count(publication))"},
    {"同比(推文; 2023Q1)", "growth_year(count(publication; 2023Q1))"},
    {"环比(合计(推文.阅读量))", "growth(sum(publication.reads))"},
    {"share(支委会)", "share(committee_meeting)"},
    {"达标率(支委会; 单位=第一支部; 2023)", "share(committee_meeting; unit=u2; 2023)"},
    {"required(主题党日)", "required(theme_day)"},
    {"应做(支部党员大会; 2023)", "required(general_meeting; 2023)"},
    {"缺(主题党日; 仅本级)", "missing(theme_day; this_level)"},
    {"on_time(主题党日)", "on_time(theme_day)"},
    {"补录率(全部)", "late(all)"},
};

Result<Expression> read(std::string_view text, std::optional<int> year = 2023) {
  return parse(text, fixture::catalogue(), fixture::units(), year);
}

struct Bad {
  const char* text;
  const char* word;
  int column;
  const char* try_this;  // nullptr: any valid expression
};

const Bad kBad[] = {
    {"", "figures.empty", 1, nullptr},
    {"   ", "figures.empty", 4, nullptr},
    {"主题党日", "figures.no_function", 1, "count(主题党日)"},
    {"count", "figures.no_open", 1, nullptr},
    {"cuont(主题党日)", "figures.no_function", 1, "count(主题党日)"},
    {"记数(主题党日)", "figures.no_function", 1, "计数(主题党日)"},
    {"median(主题党日)", "figures.no_function", 1, nullptr},
    {"count(主题党日", "figures.no_close", 6, "count(主题党日)"},
    {"count(主题党日) 次", "figures.after_close", 13, "count(主题党日)"},
    {"count()", "figures.no_target", 7, "count(主题党日)"},
    {"count(主题档日)", "figures.unknown_kind", 7, "count(主题党日)"},
    {"计数（ 主题档日；2023）", "figures.unknown_kind", 5, "计数（ 主题党日；2023）"},
    {"count(主题党日; 单位=第一只部)", "figures.unknown_unit", 16, "count(主题党日; 单位=第一支部)"},
    {"count(主题党日; 状态=已召幵)", "figures.unknown_state", 16, "count(主题党日; 状态=已召开)"},
    {"count(主题党日; 状态=草稿)", "figures.state_never_counts", 16, "count(主题党日; 状态=已召开)"},
    {"count(主题党日; 状态=作废)", "figures.state_never_counts", 16, nullptr},
    {"count(主题党日; 状态>已召开)", "figures.equals_only", 15, "count(主题党日; 状态=已召开)"},
    {"count(主题党日; 形式=参观学习)", "figures.unknown_choice", 16, nullptr},
    {"count(主题党日; 形势=参观)", "figures.unknown_filter", 13, "count(主题党日; 形式=参观)"},
    {"count(主题党日; 形式=)", "figures.no_value", 13, nullptr},
    {"count(主题党日; 形式>参观)", "figures.no_order", 13, "count(主题党日; 形式=参观)"},
    {"count(主题党日; 联系电话=1)", "figures.not_filterable", 13, nullptr},
    {"count(主题党日; 主题=学习)", "figures.not_filterable", 13, nullptr},
    {"count(主题党日; 活动内容=学习)", "figures.not_filterable", 13, nullptr},
    {"count(主题党日; 出席人数>很多)", "figures.not_a_number", 18, nullptr},
    {"count(主题党日; 出席人数>10,20)", "figures.one_value", 18, "count(主题党日; 出席人数>10)"},
    {"count(主题党日; 含党课=也许)", "figures.not_yes_no", 17, nullptr},
    {"count(主题党日; 纪要日期>某天)", "figures.not_a_date", 18, nullptr},
    {"count(主题党日; 出席=张三)", "figures.no_person_filter", 13, nullptr},
    {"count(主题党日; 主持人=李四)", "figures.no_person_filter", 13, nullptr},
    {"count(主题党日; 录入人=王五)", "figures.no_person_filter", 13, nullptr},
    {"count(主题党日; approved_by=a1)", "figures.no_person_filter", 13, nullptr},
    {"count(all; 经办人=a1)", "figures.no_person_filter", 12, nullptr},
    {"count(all; 形式=参观)", "figures.filter_needs_kind", 12, nullptr},
    {"sum(主题党日)", "figures.field_missing", 5, "sum(主题党日.出席人数)"},
    {"sum(主题党日.出席仁数)", "figures.unknown_field", 10, "sum(主题党日.出席人数)"},
    {"sum(主题党日.出席)", "figures.person_only_distinct", 10, "distinct(主题党日.出席)"},
    {"max(主题党日.主持人)", "figures.person_only_distinct", 10, nullptr},
    {"sum(主题党日.主题)", "figures.not_number_field", 10, "sum(主题党日.出席人数)"},
    {"sum(支委会)", "figures.no_such_fields", 5, "count(支委会)"},
    {"sum(all.出席人数)", "figures.kind_needed", 5, nullptr},
    {"count(主题党日.出席人数)", "figures.field_not_wanted", 12, "sum(主题党日.出席人数)"},
    {"count(主题党日.出席)", "figures.field_not_wanted", 12, "distinct(主题党日.出席)"},
    {"distinct(主题党日.出席人数)", "figures.not_distinct_field", 15, "distinct(主题党日.出席)"},
    {"distinct(主题党日)", "figures.field_missing", 10, "distinct(主题党日.出席)"},
    {"ratio(主题党日)", "figures.ratio_needs_two", 7, nullptr},
    {"ratio(average(主题党日.经费) / 主题党日)", "figures.inner_function", 7, nullptr},
    {"growth(share(支委会))", "figures.inner_function", 8, "growth(count(支委会))"},
    {"share(推文)", "figures.no_cadence", 7, nullptr},
    {"share(全部)", "figures.no_cadence", 7, nullptr},
    {"required(主题党日; 形式=参观)", "figures.cadence_takes_no_filter", 16, nullptr},
    {"count(主题党日; 2023-13)", "figures.no_such_day", 13, nullptr},
    {"count(主题党日; 2023-02-30)", "figures.no_such_day", 13, nullptr},
    {"count(主题党日; 2023-06..2023-01)", "figures.period_backwards", 13, nullptr},
    {"count(主题党日; 2023Q5)", "figures.unreadable_period", 13, nullptr},
    {"count(主题党日; 2023; 2022)", "figures.twice", 19, "count(主题党日; 2023;)"},
    {"count(主题党日; 单位=u1; 单位=u2)", "figures.twice", 23, nullptr},
    {"count(主题党日; 第一支部)", "figures.unknown_part", 13, "count(主题党日; 单位=第一支部)"},
    {"count(主题党日; 已召开)", "figures.unknown_part", 13, "count(主题党日; 状态=已召开)"},
    {"count(主题党日; 参观)", "figures.unknown_part", 13, "count(主题党日; 形式=参观)"},
    {"count(主题党日; 仅本極)", "figures.unknown_part", 13, "count(主题党日; 仅本级)"},
    {"count(主题党日; 随便)", "figures.unknown_part", 13, nullptr},
    {"count(主题\xE2\x80\x8B党日)", "figures.invisible", 9, "count(主题党日)"},
};
}  // namespace

TEST_CASE("good expressions in both languages have one canonical spelling") {
  for (const auto& good : kGood) {
    CAPTURE(good.text);
    const auto parsed = read(good.text);
    if (!parsed) CAPTURE(words::say(words::Lang::zh, parsed.error().message));
    REQUIRE(parsed.has_value());
    CHECK(parsed->canonical == good.canonical);
  }
}

TEST_CASE("a canonical spelling read again is itself") {
  for (const auto& good : kGood) {
    const auto parsed = read(good.text);
    if (!parsed) continue;
    const auto again = read(parsed->canonical, std::nullopt);
    CAPTURE(parsed->canonical);
    REQUIRE(again.has_value());
    CHECK(again->canonical == parsed->canonical);
  }
}

TEST_CASE("bad expressions say the column and offer an expression that is valid") {
  for (const auto& bad : kBad) {
    CAPTURE(bad.text);
    const auto parsed = read(bad.text);
    REQUIRE(!parsed.has_value());
    const auto& message = parsed.error().message;
    CHECK(message.word == bad.word);
    CHECK(parsed.error().code == Code::invalid);
    REQUIRE(message.args.count("column") == 1);
    CHECK(message.args.at("column") == std::to_string(bad.column));
    if (bad.try_this != nullptr) {
      // Blanks around a part that was taken away do not matter.
      const auto tried = read(message.args.at("try"));
      const auto wanted = read(bad.try_this);
      CAPTURE(message.args.at("try"));
      REQUIRE(tried.has_value());
      REQUIRE(wanted.has_value());
      CHECK(tried->canonical == wanted->canonical);
    } else {
      CAPTURE(message.args.at("try"));
      const auto tried = read(message.args.at("try"));
      CHECK(tried.has_value());
    }
    for (const auto lang : {words::Lang::zh, words::Lang::en}) {
      const std::string said = words::say(lang, message);
      CHECK(said.find("⟦") == said.npos);
      CHECK(said.find('{') == said.npos);
    }
  }
}

TEST_CASE("periods without a year need the year that was asked with") {
  const auto parsed = read("count(主题党日; 第二季度)", std::nullopt);
  REQUIRE(!parsed.has_value());
  CHECK(parsed.error().message.word == "figures.period_needs_year");
  CHECK(!read("count(主题党日; 今年)", std::nullopt).has_value());
}

TEST_CASE("an expression over the limit is refused before it is read") {
  const auto parsed = read("count(" + std::string(3000, 'x') + ")");
  REQUIRE(!parsed.has_value());
  CHECK(parsed.error().code == Code::too_large);
}

TEST_CASE("any cut of a good expression is read or refused with a column inside it") {
  for (const auto& good : kGood) {
    const std::u32string points = to_code_points(good.text);
    for (std::size_t n = 0; n < points.size(); ++n) {
      const auto parsed = read(from_code_points(std::u32string_view(points).substr(0, n)));
      if (parsed) continue;
      const int column = std::stoi(parsed.error().message.args.at("column"));
      CHECK(column >= 1);
      CHECK(column <= static_cast<int>(n) + 1);
    }
  }
}

TEST_CASE("the period before a period") {
  struct Row {
    Period of, before;
    bool year;
  };
  const auto day = [](int y, int m, int d) { return *Date::of(y, m, d); };
  const Row rows[] = {
      {Period::year(2023), Period::year(2022), false},
      {Period::half(2023, 1), Period::half(2022, 2), false},
      {Period::quarter(2023, 1), Period::quarter(2022, 4), false},
      {Period::quarter(2023, 1), Period::quarter(2022, 1), true},
      {Period::month(2023, 3), Period::month(2023, 2), false},
      {Period::month(2024, 2), Period::month(2023, 2), true},
      {Period::month(2025, 2), Period::month(2024, 2), true},
      {{day(2023, 1, 1), day(2023, 8, 15)}, {day(2022, 1, 1), day(2022, 8, 15)}, false},
      {{day(2023, 3, 10), day(2023, 3, 19)}, {day(2023, 2, 28), day(2023, 3, 9)}, false},
      {{day(2023, 1, 1), day(2023, 9, 30)}, {day(2022, 1, 1), day(2022, 9, 30)}, false},
      {{day(2023, 2, 1), day(2023, 5, 31)}, {day(2022, 10, 1), day(2023, 1, 31)}, false},
  };
  for (const auto& row : rows) {
    CAPTURE(period_spelling(row.of));
    CHECK(period_spelling(previous_period(row.of, row.year)) == period_spelling(row.before));
  }
}

TEST_CASE("periods are said in both languages") {
  CHECK(say_period_zh(Period::quarter(2023, 1)) == "2023年第一季度");
  CHECK(say_period_en(Period::quarter(2023, 1)) == "the first quarter of 2023");
  CHECK(say_period_zh(Period::half(2023, 2)) == "2023年下半年");
  CHECK(say_period_zh({*Date::of(2023, 1, 1), *Date::of(2023, 8, 31)}) == "2023年1月1日至2023年8月31日");
  CHECK(say_period_en(Period::month(2023, 3)) == "March 2023");
}
}  // namespace youju::figures
