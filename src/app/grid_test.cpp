// SPDX-License-Identifier: Apache-2.0
// Tables that are typed or pasted, one field of many records, saved views.
#include "app/grid.h"

#include "app/edit_many.h"
#include "app/test_bureau.h"
#include "app/views.h"

namespace youju::app {
namespace {
const kinds::Kind& theme_day(Bureau& bureau) { return *bureau.office->catalogue().find(KindId{"theme_day"}); }

Grid grid_of(Bureau& bureau, std::string_view pasted) {
  return {KindId{"theme_day"}, UnitId{"u1"}, 2023, into_grid(theme_day(bureau), read_pasted(pasted)), false};
}

std::size_t place_of(Bureau& bureau, const std::string& field) {
  const auto fields = grid_fields(theme_day(bureau));
  return static_cast<std::size_t>(std::find(fields.begin(), fields.end(), field) - fields.begin());
}
}  // namespace

TEST_CASE("what a spreadsheet puts on the clipboard is read cell by cell, and CSV likewise") {
  CHECK(read_pasted("a\tb\r\n\"c\nd\"\t\"say \"\"x\"\"\"\n") == GridCells{{"a", "b"}, {"c\nd", "say \"x\""}});
  CHECK(read_pasted("\xEF\xBB\xBF日期,主题\n2023-03-05,\"参观, 座谈\"\n") == GridCells{{"日期", "主题"}, {"2023-03-05", "参观, 座谈"}});
  CHECK(read_pasted("a;b\nc;d") == GridCells{{"a", "b"}, {"c", "d"}});
  CHECK(read_pasted("\t\n \n").empty());
  CHECK(read_pasted("\"never closed\ta").size() == 1);
}

TEST_CASE("pasted rows find their columns by headers, or come as the table has them") {
  on_both([](Bureau& bureau) {
    const auto named = into_grid(theme_day(bureau), read_pasted("活动主题\t人数\t日期\n参观纪念馆\t23\t3月5日\n"));
    REQUIRE(named.size() == 1);
    CHECK(named[0][0] == "3月5日");
    CHECK(named[0][1] == "参观纪念馆");
    CHECK(named[0][place_of(bureau, "headcount")] == "23");
    const auto plain = into_grid(theme_day(bureau), read_pasted("2023-03-05\t参观纪念馆\n2023-04-05\t扫墓\n"));
    REQUIRE(plain.size() == 2);
    CHECK(plain[1][1] == "扫墓");
  });
}

TEST_CASE("a table is written whole as one batch or not at all, and its problems stand at their cells") {
  on_both([](Bureau& bureau) {
    auto grid = grid_of(bureau, "日期\t主题\t人数\n3月5日\t参观纪念馆\t23\n\n4月31日\t扫墓\t很多\n");
    const auto judged = judge_grid(*bureau.office, bureau.clerk, grid);
    REQUIRE(judged);
    CHECK(judged->good == 1);
    CHECK(judged->bad == 1);
    std::set<std::string> fields;
    for (const auto& problem : judged->rows[1].problems) fields.insert(problem.field);
    CHECK(fields == std::set<std::string>{"happened", "headcount"});
    const auto refused = save_grid(*bureau.office, bureau.clerk, grid);
    REQUIRE(refused);
    CHECK(refused->batch.empty());
    CHECK(bureau.rows().empty());
    grid.rows[1][0] = "2023-03-01";
    grid.rows[1][place_of(bureau, "headcount")] = "18";
    auto once = bureau.clerk;
    once.idempotency_key = "one page";
    const auto saved = save_grid(*bureau.office, once, grid), again = save_grid(*bureau.office, once, grid);
    REQUIRE(saved);
    REQUIRE(again);
    CHECK(!saved->batch.empty());
    CHECK(again->batch == saved->batch);  // the same form sent twice
    REQUIRE(bureau.rows().size() == 2);
    CHECK(bureau.rows().front().batch == saved->batch);
    const auto other = save_grid(*bureau.office, bureau.clerk, grid);
    REQUIRE(other);
    CHECK(other->batch.empty());  // they are there already
    CHECK(other->rows[0].fate == RowFate::duplicate);
    const auto voided = void_batch(*bureau.office, bureau.clerk, saved->batch, "试录");
    REQUIRE(voided);
    CHECK(voided->records == 2);
    const auto read = bureau.add_account("looker", "inspector");
    CHECK_FALSE(save_grid(*bureau.office, read, grid_of(bureau, "3月1日\t参观\n")).has_value());
  });
}

TEST_CASE("one field of many records is shown old and new, and written for all in one go or for none") {
  on_both([](Bureau& bureau) {
    const auto a = bureau.save({{"happened", "2023-03-05"}, {"topic", "甲"}, {"place", "东会议室"}}),
               b = bureau.save({{"happened", "2023-03-06"}, {"topic", "乙"}});
    EditOfMany edit{{{a.record, 1}, {b.record, 1}}, KindId{"theme_day"}, "place", "西会议室", {}};
    const auto judged = judge_edit_of_many(*bureau.office, bureau.clerk, edit, "zh");
    REQUIRE(judged);
    CHECK((*judged)[0].before == "东会议室");
    CHECK((*judged)[0].after == "西会议室");
    CHECK((*judged)[1].before.empty());
    CHECK(bureau.rows().front().number == 1);
    auto once = bureau.clerk;
    once.idempotency_key = "one page";
    for (int turn = 0; turn < 2; ++turn) {
      const auto changed = edit_many(*bureau.office, once, edit);
      REQUIRE(changed);
      CHECK(*changed == 2);
    }
    for (const auto& row : bureau.rows()) CHECK(row.number == 2);
    // One of them moved on meanwhile: none is changed.
    edit.text = "礼堂";
    edit.records = {{a.record, 2}, {b.record, 1}};
    CHECK_FALSE(edit_many(*bureau.office, bureau.clerk, edit).has_value());
    edit.records = {{a.record, 2}, {b.record, 2}};
    edit.field = "headcount", edit.text = "许多";
    const auto wrong = judge_edit_of_many(*bureau.office, bureau.clerk, edit, "zh");
    REQUIRE(wrong);
    CHECK((*wrong)[0].why_not);
    CHECK_FALSE(edit_many(*bureau.office, bureau.clerk, edit).has_value());
    for (const auto& row : bureau.rows()) CHECK(row.number == 2);
    const auto read = bureau.add_account("looker", "inspector");
    edit.field = "place", edit.text = "礼堂";
    CHECK_FALSE(edit_many(*bureau.office, read, edit).has_value());
  });
}

TEST_CASE("an approved record that a table or many at once change has to be approved again") {
  on_both([](Bureau& bureau) {
    const auto saved = bureau.save({{"happened", "2023-03-05"}, {"title", "总结"}, {"important", "否"}}, "publication", "draft");
    REQUIRE(move_record(*bureau.office, bureau.clerk, saved.record, "submit", {}, {}));
    const auto view = view_record(*bureau.office, bureau.leader, saved.record, "zh");
    REQUIRE(view);
    std::string shown;
    for (const auto& step : view->steps)
      if (step.id == "approve") shown = step.shown;
    REQUIRE(move_record(*bureau.office, bureau.leader, saved.record, "approve", shown, {}));
    EditOfMany edit{{{saved.record, 0}}, KindId{"publication"}, "title", "年度总结", {}};
    const auto judged = judge_edit_of_many(*bureau.office, bureau.clerk, edit, "zh");
    REQUIRE(judged);
    CHECK((*judged)[0].falls);
    CHECK((*judged)[0].needs_reason);
    CHECK_FALSE(edit_many(*bureau.office, bureau.clerk, edit).has_value());
    edit.reason = "题目写错";
    REQUIRE(edit_many(*bureau.office, bureau.clerk, edit));
    CHECK(bureau.rows().front().state == bureau.office->catalogue().find(KindId{"publication"})->states.front().id);
  });
}

TEST_CASE("a view is seen by its owner, or by all who read the unit when it is shared, and given up by its owner") {
  on_both([](Bureau& bureau) {
    const auto other = bureau.add_account("other", "clerk"), reads = bureau.add_account("looker", "inspector");
    REQUIRE(save_view(*bureau.office, bureau.clerk, UnitId{"u1"}, "没开的会", "kind=theme_day&state=x", false));
    REQUIRE(save_view(*bureau.office, bureau.clerk, UnitId{"u1"}, "共用的", "kind=theme_day", true));
    CHECK(views_of(*bureau.office, bureau.clerk, UnitId{"u1"})->size() == 2);
    const auto seen = views_of(*bureau.office, other, UnitId{"u1"});
    REQUIRE(seen->size() == 1);
    CHECK(seen->front().name == "共用的");
    CHECK_FALSE(seen->front().own);
    CHECK_FALSE(drop_view(*bureau.office, other, UnitId{"u1"}, seen->front().id).has_value());
    CHECK_FALSE(save_view(*bureau.office, reads, UnitId{"u1"}, "共用", "", true).has_value());
    CHECK_FALSE(save_view(*bureau.office, bureau.clerk, UnitId{"u1"}, " ", "", false).has_value());
    REQUIRE(save_view(*bureau.office, bureau.clerk, UnitId{"u1"}, "共用的", "kind=theme_day&when=all", true));  // the same name again
    const auto own = views_of(*bureau.office, bureau.clerk, UnitId{"u1"});
    CHECK(own->size() == 2);
    for (const auto& view : *own) REQUIRE(drop_view(*bureau.office, bureau.clerk, UnitId{"u1"}, view.id));
    CHECK(views_of(*bureau.office, bureau.clerk, UnitId{"u1"})->empty());
  });
}
}  // namespace youju::app
