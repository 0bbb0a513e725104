// SPDX-License-Identifier: Apache-2.0
// What is due, told from the clocks of the index, is what every open record says when it is read with all its history.
#include "app/due.h"

#include "app/due_words.h"
#include "app/gaps.h"
#include "app/test_bureau.h"

using namespace youju;
using namespace youju::app;

namespace {
Date due_day(int year, int month, int day) { return *Date::of(year, month, day); }

std::optional<Date> open_date(const kinds::CheckFacts& facts, const std::string& field) {
  const auto found = facts.open.find(field);
  return found != facts.open.end() && found->is_string() ? Date::parse(found->get<std::string>()) : std::nullopt;
}

// The long way: every record of the office, its history, the rules of its kind.
// A letter that came in as answered was in hand, though nobody said so.
bool is_behind(const kinds::Kind& kind, const std::string& until, const std::string& state) {
  return kind.id.text == "feedback" && until == "in_hand" && state == "answered";
}

struct LongWay {
  Bureau& bureau;
  DueRequest request;
  std::vector<std::string> out;

  void add(const char* what, const index::RecordRow& row, Date due, const std::string& id = {}) { out.push_back(due.iso() + " " + what + " " + row.record.text + " " + id); }
  void record(const index::RecordRow& row, const RecordFacts& read) {
    const auto& kind = *read.kind;
    const auto* state = kind.state(row.state);
    if (row.state == "void" || state == nullptr || state->draft || state->final) return;
    const auto& calendar = bureau.office->calendar();
    if (!row.counts && row.happened && kind.deadlines.empty() && row.happened->to >= request.on.plus_days(-60) && row.happened->to <= request.on.plus_days(request.within)) add("planned", row, row.happened->to);
    for (const auto& deadline : kind.deadlines) {
      const auto start = deadline.from_field.empty() ? (row.happened ? std::optional(row.happened->from) : std::nullopt) : open_date(read.facts, deadline.from_field);
      if (start && !read.facts.reached.contains(deadline.until_state) && !is_behind(kind, deadline.until_state, row.state)) add("deadline", row, kinds::deadline_day(deadline, *start, calendar), deadline.id);
    }
    for (const auto& step : kind.transitions)
      if (step.deadline_working_days && std::find(step.from.begin(), step.from.end(), row.state) != step.from.end())
        add("step", row, calendar.plus_working_days(read.facts.reached.at(row.state), *step.deadline_working_days), step.id);
    for (const auto& check : kind.checks) {
      if (!check.parameters.is_object()) continue;
      const auto field = check.parameters.value("field", std::string{}), than = check.parameters.value("than", std::string{});
      std::optional<Date> due;
      if (check.rule == "not_after" && !than.empty() && !open_date(read.facts, field)) due = open_date(read.facts, than);
      if (const auto last = open_date(read.facts, field); check.rule == "review_within" && last) due = last->plus_days(check.parameters.value("days", 0));
      if (due && *due <= request.on.plus_days(request.within)) add("field", row, *due, check.rule == "review_within" ? field : than);
    }
  }
  std::vector<std::string> all() {
    REQUIRE(bureau.office->read([&](db::Session& session) -> Result<void> {
      TRY(const auto rows, index::list(session, {}, 1000));
      for (const auto& row : rows) {
        TRY(const auto facts, facts_of(session, *bureau.office, row));
        record(row, facts);
      }
      return {};
    }));
    std::sort(out.begin(), out.end());
    return out;
  }
};

std::vector<std::string> short_way(Bureau& bureau, const DueRequest& request) {
  static constexpr const char* kNames[] = {"cadence", "deadline", "step", "field", "planned"};
  const auto found = find_due(*bureau.office, bureau.clerk, request);
  REQUIRE(found);
  std::vector<std::string> out;
  for (const auto& item : *found) {
    if (!item.row) continue;
    CHECK(item.row->record == item.record);
    out.push_back(item.due.iso() + " " + kNames[static_cast<int>(item.what)] + " " + item.record.text + " " + (item.deadline ? item.deadline->id : item.step ? item.step->id : item.field));
  }
  std::sort(out.begin(), out.end());
  return out;
}

void move(Bureau& bureau, const people::Who& who, const RecordId& record, const char* verb) {
  const auto moved = move_record(*bureau.office, who, record, verb, {}, "原因");
  if (!moved) MESSAGE(std::string(verb) << " " << moved.error().message.word << " " << (moved.error().message.args.contains("fields") ? moved.error().message.args.at("fields") : ""));
  REQUIRE(moved);
}

void fill_due(Bureau& bureau) {
  const auto save = [&](const char* kind, const char* state, std::map<std::string, std::string> values) { return bureau.save(std::move(values), kind, state).record; };
  REQUIRE(add_persons(*bureau.office, bureau.clerk, UnitId{"u1"}, {{"王华", {}, {}}}));
  bureau.save({{"happened", "2023-03-01"}, {"topic", "开过了"}, {"headcount", "12"}});
  save("theme_day", "planned", {{"happened", "2023-03-20"}, {"topic", "要开的"}});
  save("theme_day", "planned", {{"happened", "2023-08-20"}, {"topic", "还早"}});
  const auto cancelled = save("theme_day", "planned", {{"happened", "2023-03-21"}, {"topic", "不开了"}});
  move(bureau, bureau.clerk, cancelled, "cancel");
  for (int n = 0; n < 4; ++n) {
    const auto letter = save("feedback", "received", {{"happened", "2023-02-0" + std::to_string(n + 1)}, {"channel", "paper"}, {"matter", "第" + std::to_string(n) + "封"}, {"answered_on", "2023-02-20"}, {"outcome", "done"}, {"handler", "王华"}});
    if (n >= 1) move(bureau, bureau.clerk, letter, "take");
    if (n >= 2) move(bureau, bureau.leader, letter, "answer");
    if (n == 3) move(bureau, bureau.clerk, letter, "reopen");  // answered once: nothing runs any more
  }
  const auto old = save_record(*bureau.office, bureau.clerk,
                               {KindId{"feedback"}, UnitId{"u1"}, "answered", {{"happened", "2023-01-09"}, {"channel", "paper"}, {"matter", "旧台账"}, {"answered_on", "2023-01-20"}, {"outcome", "done"}, {"handler", "王华"}}, true, 2023});
  REQUIRE(old);
  REQUIRE(std::holds_alternative<Saved>(*old));
  const auto gone = save("feedback", "received", {{"happened", "2023-02-09"}, {"channel", "paper"}, {"matter", "录错了"}});
  move(bureau, bureau.leader, gone, "void");
  const auto open = save("problem", "open", {{"happened", "2023-02-01"}, {"title", "要整改"}, {"source", "self"}, {"due", "2023-03-15"}});
  save("problem", "open", {{"happened", "2023-02-02"}, {"title", "没有期限"}, {"source", "self"}});
  const auto solved = save("problem", "open", {{"happened", "2023-02-03"}, {"title", "改好了"}, {"source", "self"}, {"due", "2023-03-01"}});
  REQUIRE(edit_record(*bureau.office, bureau.clerk, solved, {{"closed_on", "2023-02-20"}}, "", 0));
  REQUIRE(edit_record(*bureau.office, bureau.clerk, open, {{"due", "2023-03-25"}}, "延期", 0));
  const auto item = save("publication", "draft", {{"happened", "2023-03-01"}, {"title", "一篇"}, {"channel", "wechat"}, {"author", "王华"}, {"important", "no"}});
  move(bureau, bureau.clerk, item, "submit");
  bureau.clock.set(Instant::parse("2023-03-20T01:00:00.000Z").value());
}
}  // namespace

TEST_CASE("what is due is what every open record says, read with its whole history") {
  on_both([](Bureau& bureau) {
    fill_due(bureau);
    for (const auto on : {due_day(2023, 3, 8), due_day(2023, 3, 20), due_day(2023, 8, 1)}) {
      const DueRequest request{UnitId{}, on, 30};
      const auto expected = LongWay{bureau, request, {}}.all();
      CHECK(expected.size() >= 5);
      CHECK(short_way(bureau, request) == expected);
    }
  });
}

TEST_CASE("a rebuild starts the same clocks, and so does opening an office that an older program filled") {
  on_both([](Bureau& bureau) {
    fill_due(bureau);
    const DueRequest request{UnitId{}, due_day(2023, 3, 20), 30};
    const auto before = short_way(bureau, request);
    CHECK(before.size() >= 5);
    REQUIRE(bureau.office->rebuild({}));
    CHECK(short_way(bureau, request) == before);
    REQUIRE(bureau.office->database().write([](db::Tx& tx) -> Result<void> {
      TRY_OK(tx.each_text("delete from ix_clock", {}, [](const db::Row&) { return true; }));
      return tx.each_text("update ix_clock_filled set rules = ''", {}, [](const db::Row&) { return true; });
    }));
    CHECK(short_way(bureau, request).empty());
    bureau.open();
    CHECK(short_way(bureau, request) == before);
    REQUIRE(bureau.office->read([&](db::Session& session) -> Result<void> {
      TRY(const auto wrong, index::verify(session, bureau.office->ledger(), bureau.office->index_context()));
      for (const auto& one : wrong) MESSAGE(one.where);
      CHECK(wrong.empty());
      return {};
    }));
  });
}

TEST_CASE("the first of what is due are the same, and all are counted") {
  on_both([](Bureau& bureau) {
    fill_due(bureau);
    const DueRequest request{UnitId{}, due_day(2023, 6, 20), 30};
    auto all = find_due(*bureau.office, bureau.clerk, request);
    REQUIRE(all);
    std::erase_if(*all, [](const DueItem& item) { return item.what == DueItem::What::cadence && item.lacking == 0; });
    const auto overdue = std::count_if(all->begin(), all->end(), [&](const DueItem& item) { return item.due < request.on; });
    const auto shown = find_due_first(*bureau.office, bureau.clerk, request, 4, 2);
    REQUIRE(shown);
    CHECK(shown->all == static_cast<std::int64_t>(all->size()));
    CHECK(shown->overdue == overdue);
    CHECK(overdue > 2);
    REQUIRE(shown->items.size() == 4);
    CHECK(shown->items[0].record == all->at(0).record);
    CHECK(shown->items[1].record == all->at(1).record);
    CHECK(shown->items[2].due == all->at(static_cast<std::size_t>(overdue)).due);
  });
}

TEST_CASE("a review that is due again is told apart from a day by which something is to happen") {
  on_both([](Bureau& bureau) {
    const auto* account = bureau.office->catalogue().find_by_name("账号台账");
    const auto* problem = bureau.office->catalogue().find_by_name("问题");
    REQUIRE(account != nullptr);
    REQUIRE(problem != nullptr);
    DueItem item;
    item.what = DueItem::What::date_field;
    item.kind = account, item.field = "reviewed_on", item.again_after = 365;
    CHECK(due_text(words::Lang::zh, item) == "上次检查满 365 天，该再来一次");
    CHECK(due_text(words::Lang::en, item) == "Last review: due again after 365 days");
    item.kind = problem, item.field = "due", item.again_after = 0;
    CHECK(due_text(words::Lang::zh, item) == app::name_in(problem->field("due")->names, "zh"));
  });
}
