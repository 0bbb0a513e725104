// SPDX-License-Identifier: Apache-2.0
// Opening a figure: each reason why a record was nearly counted, and the rule card word for word.
#include <doctest/doctest.h>

#include "figures/ledger_fixture.h"
#include "tests/fresh_database.h"
#include "words/words.h"

namespace youju::figures {
namespace {

using fixture::Book;
using youju::testing::for_each_engine;

Context context_of(const char* unit) {
  Context context;
  context.catalogue = &fixture::catalogue();
  context.units = &fixture::units();
  context.unit = UnitId(unit);
  context.period = Period::year(2023);
  context.today = *Date::of(2024, 6, 1);
  return context;
}

Expression parsed(const std::string& text) {
  auto read = parse(text, fixture::catalogue(), fixture::units(), 2023);
  REQUIRE_MESSAGE(read.has_value(), text);
  return *read;
}

fixture::Version theme_day(const char* unit, const char* state, Date from, Date to) {
  fixture::Version v;
  v.kind = "theme_day";
  v.unit = unit;
  v.state = state;
  v.happened = Period{from, to};
  v.texts["form"] = {"visit"};
  v.numbers["headcount"] = Decimal::of(23);
  return v;
}

Date day(int year, int month, int d) {
  return *Date::of(year, month, d);
}

template <class Work>
void with_session(db::Database& database, const Work& work) {
  const auto read = database.read([&](db::Session& session) -> Result<void> {
    work(session);
    return {};
  });
  REQUIRE(read.has_value());
}

// A year of the first branch with one record for each reason.
struct Year {
  explicit Year(db::Database& database) {
    const auto put = [&](fixture::Version v) { return book.add(database, std::move(v), day(2023, 12, 31)); };
    good = put(theme_day("u2", "held", day(2023, 3, 5), day(2023, 3, 5)));
    archived = put(theme_day("u4", "archived", day(2023, 12, 20), day(2023, 12, 20)));
    draft = put(theme_day("u2", "draft", day(2023, 4, 5), day(2023, 4, 5)));
    planned = put(theme_day("u2", "planned", day(2023, 5, 5), day(2023, 5, 5)));
    cancelled = put(theme_day("u2", "cancelled", day(2023, 6, 5), day(2023, 6, 5)));
    fixture::Version gone = theme_day("u2", "held", day(2023, 7, 5), day(2023, 7, 5));
    gone.record = voided = put(gone);
    gone.number = 2;
    gone.state = "void";
    put(gone);
    spanning = put(theme_day("u2", "held", day(2022, 10, 20), day(2023, 1, 8)));
    before = put(theme_day("u2", "held", day(2022, 12, 20), day(2022, 12, 20)));
    after = put(theme_day("u2", "held", day(2024, 1, 31), day(2024, 1, 31)));
    too_far = put(theme_day("u2", "held", day(2024, 2, 1), day(2024, 2, 1)));
    sister = put(theme_day("u3", "held", day(2023, 3, 6), day(2023, 3, 6)));
    above = put(theme_day("u1", "held", day(2023, 3, 7), day(2023, 3, 7)));
    fixture::Version other_form = theme_day("u2", "held", day(2023, 8, 5), day(2023, 8, 5));
    other_form.texts["form"] = {"study"};
    study = put(other_form);
    fixture::Version empty = theme_day("u2", "held", day(2023, 9, 5), day(2023, 9, 5));
    empty.numbers.clear();
    no_headcount = put(empty);
    fixture::Version twice = theme_day("u3", "draft", day(2023, 9, 6), day(2023, 9, 6));
    two_faults = put(twice);
  }
  Book book;
  std::string good, archived, draft, planned, cancelled, voided, spanning, before, after, too_far, sister,
      above, study, no_headcount, two_faults;
};

std::map<std::string, NearlyCounted> nearly(db::Session& session, const char* text) {
  std::map<std::string, NearlyCounted> out;
  auto found = nearly_counted(session, parsed(text), context_of("u2"));
  REQUIRE(found.has_value());
  for (auto& near : *found) out[near.row.record.text] = std::move(near);
  return out;
}
}  // namespace

TEST_CASE("each reason why a record is nearly counted has its code and its sentence") {
  for_each_engine([](db::Database& database) {
    REQUIRE(database.migrate().has_value());
    const Year year(database);
    with_session(database, [&](db::Session& session) {
      const auto found = nearly(session, "sum(主题党日.出席人数; 形式=参观)");
      const struct {
        const std::string& record;
        const char* reason;
        const char* zh;
        const char* en;
      } rows[] = {
          {year.draft, "state:draft", "状态是“草稿”，不计数", "its state “草稿” does not count"},
          {year.planned, "state:planned", "状态是“已计划”，不计数", "its state “已计划” does not count"},
          {year.cancelled, "state:cancelled", "状态是“已取消”，不计数", "its state “已取消” does not count"},
          {year.voided, "void", "已作废", "it is void"},
          {year.spanning, "out_of_period", "延续到统计期内，但开始于 2022-10-20",
           "reaches into the period, but began on 2022-10-20"},
          {year.before, "out_of_period", "早于统计期 12 天", "12 days before the period"},
          {year.after, "out_of_period", "晚于统计期 31 天", "31 days after the period"},
          {year.sister, "other_unit", "属于第二支部", "belongs to 第二支部"},
          {year.above, "other_unit", "属于老干部局", "belongs to 老干部局"},
          {year.study, "filter:form", "不符合对“形式”的条件", "does not meet the condition on “形式”"},
          {year.no_headcount, "filter:headcount", "“出席人数”没有填写", "“出席人数” is not filled"},
      };
      for (const auto& row : rows) {
        CAPTURE(row.reason);
        REQUIRE(found.count(row.record) == 1);
        const auto& near = found.at(row.record);
        CHECK(near.reason == row.reason);
        CHECK(words::say(words::Lang::zh, near.message) == row.zh);
        CHECK(words::say(words::Lang::en, near.message) == row.en);
      }
      CHECK(found.size() == std::size(rows));
      for (const auto* counted : {&year.good, &year.archived, &year.too_far, &year.two_faults})
        CHECK(found.count(*counted) == 0);
    });
  });
}

TEST_CASE(
    "a state that was not asked for is a reason too, and units below it when only this level was asked") {
  for_each_engine([](db::Database& database) {
    REQUIRE(database.migrate().has_value());
    const Year year(database);
    with_session(database, [&](db::Session& session) {
      CHECK(nearly(session, "count(主题党日; 状态=已召开)").at(year.archived).reason == "state:archived");
      CHECK(nearly(session, "count(主题党日; 仅本级)").at(year.archived).reason == "other_unit");
    });
  });
}

TEST_CASE("no more than the limit are named") {
  for_each_engine([](db::Database& database) {
    REQUIRE(database.migrate().has_value());
    const Year year(database);
    with_session(database, [&](db::Session& session) {
      for (const int limit : {0, 1, 5}) {
        const auto found = nearly_counted(session, parsed("count(主题党日)"), context_of("u2"), limit);
        REQUIRE(found.has_value());
        CHECK(found->size() == static_cast<std::size_t>(limit));
      }
    });
  });
}

// clang-format off
TEST_CASE("the rule card says what, where, when, which states, what else counts and what was left out") {
  for_each_engine([](db::Database& database) {
    REQUIRE(database.migrate().has_value());
    const Year year(database);
    with_session(database, [&](db::Session& session) {
      const struct {
        const char* asked;
        const char* zh;
        const char* en;
      } rows[] = {
          {"count(主题党日)",
           "“主题党日”的记录条数。"
           "范围：第一支部及其下级。"
           "时间：2023年，按开始那天计。"
           "状态：已召开、已归档。"
           "同期未计入：已取消1条、草稿1条、已计划1条、作废1条。",
           "The number of records of “Theme day”."
           " Where: 第一支部 and the units below it."
           " When: 2023, by the day it began."
           " States: Held, Archived."
           " Left out in the same period: Cancelled 1, Draft 1, Planned 1, void 1."},
          {"count(专题党课; 2023Q1; 仅本级)",
           "“专题党课”的记录条数。"
           "范围：第一支部，仅本级。"
           "时间：2023年第一季度，按开始那天计。"
           "状态：已召开、已归档。"
           "另计入：含党课的主题党日同时计入专题党课（支部工作条例第十六条）。",
           "The number of records of “Lecture”."
           " Where: 第一支部 alone, without the units below it."
           " When: the first quarter of 2023, by the day it began."
           " States: Held, Archived."
           " Also counted: A theme day with a lecture counts as a lecture too (支部工作条例第十六条)."},
          {"sum(主题党日.出席人数; 形式=参观,志愿; 出席人数>=10)",
           "“主题党日”各条记录的“出席人数”相加。"
           "范围：第一支部及其下级。"
           "时间：2023年，按开始那天计。"
           "状态：已召开、已归档。"
           "条件：“形式”为志愿服务或参观，并且“出席人数”不小于10。"
           "同期未计入：已取消1条、草稿1条、已计划1条、作废1条。",
           "The sum of “Attendance” over the records of “Theme day”."
           " Where: 第一支部 and the units below it."
           " When: 2023, by the day it began."
           " States: Held, Archived."
           " Only where “Form” is Voluntary service or Visit, and “Attendance” is at least 10."
           " Left out in the same period: Cancelled 1, Draft 1, Planned 1, void 1."},
          {"distinct(主题党日.出席)",
           "“主题党日”各条记录“出席”中的人，同一人只数一次。"
           "范围：第一支部及其下级。"
           "时间：2023年，按开始那天计。"
           "状态：已召开、已归档。"
           "同期未计入：已取消1条、草稿1条、已计划1条、作废1条、“出席”没有填写的4条。",
           "The persons in “Present” of the records of “Theme day”, each once."
           " Where: 第一支部 and the units below it."
           " When: 2023, by the day it began."
           " States: Held, Archived."
           " Left out in the same period: Cancelled 1, Draft 1, Planned 1, void 1, without “Present” 4."},
          {"average(主题党日.经费; 单位=第二党小组)",
           "“主题党日”各条记录“经费”的平均值，没有填写的不参加平均。"
           "范围：第二党小组。"
           "时间：2023年，按开始那天计。"
           "状态：已召开、已归档。"
           "没有可以计算的基数，因此没有数值。",
           "The mean of “Cost” over the records of “Theme day” in which it is filled."
           " Where: 第二党小组."
           " When: 2023, by the day it began."
           " States: Held, Archived."
           " There is nothing to compute with, hence no value."},
          {"ratio(主题党日; 形式=参观 / 主题党日; 单位=老干部局)",
           "百分比：以“主题党日”的记录条数（“形式”为参观）为分子，以“主题党日”的记录条数为分母。"
           "范围：第一支部及其下级。"
           "时间：2023年，按开始那天计。"
           "分母的范围：老干部局及其下级。"
           "状态：已召开、已归档。"
           "同期未计入：已取消1条、草稿1条、已计划1条、作废1条。",
           "A percentage: the number of records of “Theme day” (where “Form” is Visit), divided by the number of records of “Theme day”."
           " Where: 第一支部 and the units below it."
           " When: 2023, by the day it began."
           " Where, for the divisor: 老干部局 and the units below it."
           " States: Held, Archived."
           " Left out in the same period: Cancelled 1, Draft 1, Planned 1, void 1."},
          {"growth(主题党日; 2023Q2)",
           "增长百分比：“主题党日”的记录条数，与2023年第一季度相比。"
           "范围：第一支部及其下级。"
           "时间：2023年第二季度，按开始那天计。"
           "状态：已召开、已归档。"
           "同期未计入：已取消1条、草稿1条、已计划1条。",
           "The change in percent: the number of records of “Theme day”, against the first quarter of 2023."
           " Where: 第一支部 and the units below it."
           " When: the second quarter of 2023, by the day it began."
           " States: Held, Archived."
           " Left out in the same period: Cancelled 1, Draft 1, Planned 1."},
          {"late(主题党日)",
           "百分比：“主题党日”的记录中，在发生后30天以后才录入的；上线前接收的旧台账不参加计算。"
           "范围：第一支部及其下级。"
           "时间：2023年，按开始那天计。"
           "状态：已召开、已归档。"
           "同期未计入：已取消1条、草稿1条、已计划1条、作废1条。",
           "A percentage: of the records of “Theme day”, those entered more than 30 days after they happened; what was taken over from before the start stands apart."
           " Where: 第一支部 and the units below it."
           " When: 2023, by the day it began."
           " States: Held, Archived."
           " Left out in the same period: Cancelled 1, Draft 1, Planned 1, void 1."},
          {"on_time(全部)",
           "百分比：全部类别的记录中，在发生后本类别规定的天数以内录入的；上线前接收的旧台账不参加计算。"
           "范围：第一支部及其下级。"
           "时间：2023年，按开始那天计。"
           "状态：各类别中计数的状态。"
           "同期未计入：已取消1条、草稿1条、已计划1条、作废1条。",
           "A percentage: of the records of all kinds, those entered within the days its kind allows after they happened; what was taken over from before the start stands apart."
           " Where: 第一支部 and the units below it."
           " When: 2023, by the day it began."
           " States: those that count in each kind."
           " Left out in the same period: Cancelled 1, Draft 1, Planned 1, void 1."},
          {"missing(主题党日)",
           "“主题党日”应做而没有做的次数。"
           "范围：第一支部及其下级。"
           "时间：2023年，按开始那天计。"
           "状态：已召开、已归档。"
           "依据：支部工作条例第十六条，每月至少1次，按2个单位分别计算（另有1个下级没有这类记录，不在其内）；应做24次，缺20次。"
           "同期未计入：已取消1条、草稿1条、已计划1条、作废1条。",
           "How many of the required times “Theme day” was not held."
           " Where: 第一支部 and the units below it."
           " When: 2023, by the day it began."
           " States: Held, Archived."
           " Rule: 支部工作条例第十六条, at least once a month, for each of 2 units (1 more below it have no such record and are not among them); required 24, missing 20."
           " Left out in the same period: Cancelled 1, Draft 1, Planned 1, void 1."},
          {"required(党员大会)",
           "“支部党员大会”应做的次数。"
           "范围：第一支部及其下级。"
           "时间：2023年，按开始那天计。"
           "状态：已召开、已归档。"
           "依据：支部工作条例第十一条，每季度至少1次；应做4次，缺4次。",
           "How often “General meeting” was required."
           " Where: 第一支部 and the units below it."
           " When: 2023, by the day it began."
           " States: Held, Archived."
           " Rule: 支部工作条例第十一条, at least once a quarter; required 4, missing 4."},
      };
      for (const auto& row : rows) {
        const auto figure = evaluate(session, parsed(row.asked), context_of("u2"));
        REQUIRE(figure.has_value());
        CAPTURE(row.asked);
        CHECK(figure->rule.zh == row.zh);
        CHECK(figure->rule.en == row.en);
      }
    });
  });
}

// clang-format on
TEST_CASE("measure words come from the pack") {
  for_each_engine([](db::Database& database) {
    REQUIRE(database.migrate().has_value());
    with_session(database, [&](db::Session& session) {
      const std::pair<const char*, const char*> rows[] = {{"count(主题党日)", "次"},
                                                          {"count(推文)", "篇"},
                                                          {"count(全部)", "条"},
                                                          {"sum(主题党日.出席人数)", "人次"},
                                                          {"sum(主题党日.经费)", "元"},
                                                          {"distinct(专题学习.出席)", "人"},
                                                          {"average(专题学习.学时)", "学时"},
                                                          {"distinct(主题党日.形式)", "个"},
                                                          {"share(支委会)", "%"},
                                                          {"missing(支委会)", "次"}};
      for (const auto& [asked, measure] : rows) {
        const auto figure = evaluate(session, parsed(asked), context_of("u2"));
        REQUIRE(figure.has_value());
        CAPTURE(asked);
        CHECK(figure->measure == measure);
      }
    });
  });
}

TEST_CASE("an answer spells out the unit and the period it was asked with") {
  for_each_engine([](db::Database& database) {
    REQUIRE(database.migrate().has_value());
    with_session(database, [&](db::Session& session) {
      const auto figure = evaluate(session, parsed("ratio(主题党日; 2023Q1 / 主题党日)"), context_of("u2"));
      REQUIRE(figure.has_value());
      CHECK(figure->expr == "ratio(count(theme_day; unit=u2; 2023Q1) / count(theme_day; unit=u2; 2023))");
      CHECK(!figure->provisional);
      Context early = context_of("u2");
      early.today = day(2023, 12, 31);
      const auto unfinished = evaluate(session, parsed("count(主题党日)"), early);
      REQUIRE(unfinished.has_value());
      CHECK(unfinished->provisional);
    });
  });
}

TEST_CASE("a record counted under another heading says so") {
  for_each_engine([](db::Database& database) {
    REQUIRE(database.migrate().has_value());
    Book book;
    fixture::Version v = theme_day("u2", "held", day(2023, 3, 5), day(2023, 3, 5));
    v.texts["contains_lecture"] = {"yes"};
    v.also = {"lecture"};
    const auto record = book.add(database, v, day(2023, 3, 6));
    with_session(database, [&](db::Session& session) {
      const auto rows = [&](const char* text) {
        auto read = records_behind(session, parsed(text), context_of("u2"), Which::of, 10);
        REQUIRE(read.has_value());
        REQUIRE(read->size() == 1);
        CHECK(read->front().row.record.text == record);
        return read->front().under;
      };
      CHECK(rows("count(专题党课)") == "lecture");
      CHECK(rows("count(主题党日)") == "");
      CHECK(rows("count(全部)") == "");
    });
  });
}
}  // namespace youju::figures
