// SPDX-License-Identifier: Apache-2.0
// Rows follow the log: stories, tallies against counting, counts as of every size against a replay by hand.
#include <algorithm>
#include <map>
#include <set>

#include "index/test_office.h"

using namespace youju;
using namespace youju::index;
using Wish = TestOffice::Wish;

namespace {
// The tallies as they should be, counted from the rows.
const std::string kCounted =
    "select case when first_day = '' then '0' else substr(first_day, 1, 4) || substr(first_day, 6, 2) end || "
    "' ' || kind || ' ' || unit || ' ' || "
    "cast(count(*) as text) || ' ' || cast(sum(case when timing = 1 then 1 else 0 end) as text) || ' ' || "
    "cast(sum(case when timing = 2 then 1 else 0 end) as text) "
    "from ix_under where counts = 1 and to_index = 9223372036854775807 "
    "group by case when first_day = '' then '0' else substr(first_day, 1, 4) || substr(first_day, 6, 2) end, "
    "kind, unit order by 1";
const std::string kTallied =
    "select cast(month as text) || ' ' || kind || ' ' || unit || ' ' || cast(n as text) || ' ' || cast(late "
    "as text) || ' ' || cast(taken_over as text) from ix_tally where state = '' and (month = 0 or month > 9999) order by 1";
// Rows of the tallies that are not what they should be: years that are not their months, states that do not count.
const std::string kWrongTallies =
    "select cast(y as text) || kind || unit || state from (select month / 100 as y, kind, unit, state, sum(n) as n, "
    "sum(late) as late, sum(taken_over) as taken_over from ix_tally where month > 9999 group by 1, 2, 3, 4 "
    "union all select month, kind, unit, state, -n, -late, -taken_over from ix_tally where month between 1 and 9999) b "
    "group by y, kind, unit, state having sum(n) <> 0 or sum(late) <> 0 or sum(taken_over) <> 0 or count(*) <> 2 "
    "union all select 'left out ' || kind || unit || state from (select kind, unit, state, count(*) as n from ix_under "
    "where counts = 0 and to_index = 9223372036854775807 group by kind, unit, state union all select kind, unit, state, "
    "-sum(n) from ix_tally where state > '' and (month = 0 or month > 9999) group by kind, unit, state) c "
    "group by kind, unit, state having sum(n) <> 0";

std::int64_t count(TestOffice& office, const std::string& kind, const std::string& unit,
                   const std::string& from, const std::string& to, std::int64_t at = kOpen) {
  const auto n = office.rows(
      "select cast(count(*) as text) from ix_under where kind = $1 and unit = $2 and first_day >= $3 and "
      "first_day <= $4 and counts = 1 and from_index < $5 and to_index >= $5",
      {std::string_view(kind), std::string_view(unit), std::string_view(from), std::string_view(to), at});
  return std::stoll(n.at(0));
}

// Thirty records of one year: theme days monthly, some edited, some also lectures, two void, some late, some
// taken over.
std::vector<std::string> thirty_records(TestOffice& office) {
  office.go_live = day("2023-02-01");
  office.clock.set(*Instant::parse("2023-07-15T01:00:00.000Z"));
  std::vector<std::string> records;
  for (int i = 0; i < 30; ++i) {
    Wish wish;
    wish.record = office.record();
    wish.unit = i % 3 == 0 ? "u2" : "u1";
    const int month = i % 6 + 1;
    wish.day = "2023-0" + std::to_string(month) + "-1" + std::to_string(i % 9);
    wish.title = "第" + std::to_string(i) + "次活动";
    wish.state = i % 5 == 4 ? "planned" : "held";
    if (i % 4 == 0) wish.also = {"lecture"};
    wish.values = {{"headcount", std::to_string(20 + i)},
                   {"cost", 12'050},
                   {"form", "visit"},
                   {"outside", i % 2 == 0},
                   {"present", {"p1", "p2"}}};
    if (i >= 20) wish.batch = "b1";
    office.put(wish);
    records.push_back(wish.record);
  }
  return records;
}
}  // namespace

TEST_CASE("a year of thirty records counts by unit, kind and month, late and taken over apart") {
  for_each_office([](TestOffice& office) {
    const auto records = thirty_records(office);
    // 24 are held; January is before the go-live day, what happened up to 14 June was entered more than 30
    // days later.
    CHECK(count(office, "theme_day", "u1", "2023-01-01", "2023-12-31") +
              count(office, "theme_day", "u2", "2023-01-01", "2023-12-31") ==
          24);
    CHECK(count(office, "theme_day", "u1", "2023-05-01", "2023-05-31") == 4);
    CHECK(office.rows(kTallied) == office.rows(kCounted));
    CHECK(office.rows("select cast(sum(taken_over) as text) from ix_tally where kind = 'theme_day' and month = 2023") ==
          std::vector<std::string>{"4"});
    CHECK(office.rows(
              "select cast(sum(late) as text) from ix_tally where kind = 'theme_day' and month = 202302") ==
          std::vector<std::string>{"4"});
    // Also counted as lectures: 8 records, of which 24 % 5 == 4 and 4 are only planned.
    CHECK(office.rows("select cast(sum(n) as text) from ix_tally where kind = 'lecture' and state = '' and month = 2023") ==
          std::vector<std::string>{"6"});
    CHECK(office.rows("select cast(count(*) as text) from ix_under where own = 1 and counts = 1") ==
          std::vector<std::string>{"24"});
  });
}

TEST_CASE("a new version takes the place of the old one in every table, and the old one stays for the past") {
  for_each_office([](TestOffice& office) {
    const auto record = office.record();
    const auto first = office.put({.record = record, .state = "planned", .title = "一"});
    CHECK(count(office, "theme_day", "u1", "2023-01-01", "2023-12-31") == 0);
    CHECK(office.rows(kTallied).empty());
    const auto second =
        office.put({.record = record, .unit = "u2", .day = "2023-04-01", .title = "二", .also = {"lecture"}});
    const auto third = office.put({.record = record, .unit = "u2", .day = "2023-05-01", .title = "三"});
    CHECK(count(office, "theme_day", "u2", "2023-04-01", "2023-04-30") == 0);
    CHECK(count(office, "theme_day", "u2", "2023-04-01", "2023-04-30", third) == 1);
    CHECK(count(office, "lecture", "u2", "2023-04-01", "2023-04-30", third) == 1);
    CHECK(count(office, "theme_day", "u2", "2023-05-01", "2023-05-31") == 1);
    CHECK(office.rows(kTallied) == std::vector<std::string>{"202305 theme_day u2 1 0 0"});
    office.read([&](db::Session& session) -> Result<void> {
      TRY(const auto now, current(session, RecordId(record)));
      REQUIRE(now);
      CHECK(now->title == "三");
      CHECK(now->number == 3);
      CHECK(now->entry == third);
      TRY(const auto then, current(session, RecordId(record), second));
      REQUIRE(then);
      CHECK(then->entry == first);
      CHECK(then->state == "planned");
      TRY(const auto never, current(session, RecordId(record), first));
      CHECK(!never);
      return {};
    });
    office.put({.record = record, .unit = "u2", .state = "void", .day = "2023-05-01", .title = "三"});
    CHECK(office.rows(kTallied).empty());
    CHECK(office.verify().empty());
  });
}

TEST_CASE("late is told from the first entry and the last day, and stays late when corrected") {
  for_each_office([](TestOffice& office) {
    struct Case {
      const char *what, *kind, *entered, *from, *to;
      Timing timing;
    };
    const Case cases[] = {
        {"on the last day allowed", "theme_day", "2023-04-04T15:59:59.000Z", "2023-03-05", "2023-03-05",
         Timing::on_time},
        {"one day later in Shanghai", "theme_day", "2023-04-04T16:00:00.000Z", "2023-03-05", "2023-03-05",
         Timing::late},
        {"counted from the last day", "theme_day", "2023-04-04T16:00:00.000Z", "2023-03-05", "2023-03-06",
         Timing::on_time},
        {"a kind of ten days", "lecture", "2023-04-04T16:00:00.000Z", "2023-03-25", "2023-03-25",
         Timing::late},
        {"before the go-live day", "theme_day", "2023-04-05T00:00:00.000Z", "2022-12-30", "2022-12-31",
         Timing::taken_over},
        {"on the go-live day", "theme_day", "2023-04-05T00:00:00.000Z", "2022-12-30", "2023-01-01",
         Timing::late},
        {"day unknown", "theme_day", "2023-04-06T00:00:00.000Z", "", "", Timing::on_time},
    };
    office.go_live = day("2023-01-01");
    for (const auto& c : cases) {
      CAPTURE(c.what);
      office.clock.set(*Instant::parse(c.entered));
      const auto record = office.record();
      const std::string state = std::string(c.kind) == "lecture" ? "recorded" : "held";
      office.put({.record = record, .kind = c.kind, .state = state, .day = c.from, .last_day = c.to});
      for (int again = 0; again < 2; ++again) {
        office.read([&](db::Session& session) -> Result<void> {
          TRY(const auto row, current(session, RecordId(record)));
          REQUIRE(row);
          CHECK(row->timing == c.timing);
          CHECK(row->first_entered.iso() == c.entered);
          return {};
        });
        // A correction months later changes nothing about when it was first entered.
        if (again == 0)
          office.put({.record = record,
                      .kind = c.kind,
                      .state = state,
                      .day = c.from,
                      .last_day = c.to,
                      .title = "改"});
      }
    }
    CHECK(office.rows(kTallied) == office.rows(kCounted));
  });
}

TEST_CASE("values of fields that figures may use are unfolded, others are not") {
  for_each_office([](TestOffice& office) {
    const auto index = office.put({.record = office.record(),
                                   .values = {{"headcount", "23.5"},
                                              {"cost", 120'050},
                                              {"form", "talk"},
                                              {"outside", true},
                                              {"present", {"p2", "p1"}},
                                              {"notes", "不进入数据项"}}});
    const auto values = office.rows(
        "select field || ' ' || cast(ord as text) || ' ' || coalesce(cast(num as text), '-') || ' ' || "
        "coalesce(text, '-') from ix_value where from_index = $1 order by field, ord",
        {index});
    CHECK(values == std::vector<std::string>{"cost 0 12005000 -", "form 0 - talk", "headcount 0 235000 -",
                                             "outside 0 10000 yes", "present 0 - p2", "present 1 - p1"});
  });
}

TEST_CASE("tallies equal counting and counts as of every size equal a replay, whatever was done") {
  for_each_office([](TestOffice& office) {
    office.go_live = day("2023-02-15");
    struct Version {
      std::int64_t index;
      Wish wish;
    };
    std::map<std::string, std::vector<Version>> replay;
    SeededRandom& random = office.random;
    std::vector<std::string> records;
    for (int step = 0; step < 160; ++step) {
      Wish wish;
      const bool fresh = records.size() < 5 || random.below(3) == 0;
      wish.record = fresh ? office.record() : records[random.below(records.size())];
      if (fresh) records.push_back(wish.record);
      wish.kind = random.below(4) == 0 ? "lecture" : "theme_day";
      wish.unit = "u" + std::to_string(1 + random.below(3));
      wish.state = std::vector<std::string>{"held", "held", "held", "planned", "void"}[random.below(5)];
      if (wish.kind == "lecture" && wish.state != "void")
        wish.state = wish.state == "held" ? "recorded" : "draft";
      wish.day = random.below(10) == 0
                     ? ""
                     : Date{day("2023-01-01").days + static_cast<int>(random.below(90))}.iso();
      wish.title = "题" + std::to_string(random.below(4));
      if (wish.kind == "theme_day" && random.below(3) == 0) wish.also = {"lecture"};
      if (wish.kind == "theme_day") wish.values["headcount"] = std::to_string(random.below(6));
      office.clock.advance_ms(static_cast<std::int64_t>(random.below(86'400'000)));
      replay[wish.record].push_back({office.put(wish), wish});
      if (step % 8 == 0) CHECK(office.rows(kTallied) == office.rows(kCounted));
      if (step % 8 == 0) CHECK(office.rows(kWrongTallies).empty());
      if (step % 32 == 0) CHECK(office.verify().empty());
    }
    CHECK(office.rows(kTallied) == office.rows(kCounted));
    const auto size = office.size();
    for (std::int64_t at = 0; at <= size; ++at) {
      for (const std::string kind : {"theme_day", "lecture"}) {
        for (const std::string unit : {"u1", "u2", "u3"}) {
          std::int64_t wanted = 0;
          for (const auto& [record, versions] : replay) {
            const Version* then = nullptr;
            for (const auto& v : versions) {
              if (v.index < at) then = &v;
            }
            if (then == nullptr || then->wish.unit != unit || then->wish.day < "2023-02-01" ||
                then->wish.day > "2023-02-28")
              continue;
            const bool under =
                then->wish.kind == kind || (!then->wish.also.empty() && then->wish.also[0] == kind);
            if (under && (then->wish.state == "held" || then->wish.state == "recorded")) ++wanted;
          }
          const auto got = count(office, kind, unit, "2023-02-01", "2023-02-28", at);
          if (got != wanted)
            FAIL("at " << at << " " << kind << " " << unit << ": " << got << " instead of " << wanted);
        }
      }
    }
    const auto before = office.all_rows();
    CHECK(office.verify().empty());
    office.rebuild();
    CHECK(office.all_rows() == before);
  });
}

TEST_CASE("first and later versions written together are tallied and summed as the records stand") {
  for_each_office([](TestOffice& office) {
    office.go_live = day("2023-02-15");
    SeededRandom& random = office.random;
    std::vector<std::string> records;
    for (int round = 0; round < 12; ++round) {
      std::vector<Wish> wishes;
      for (auto left = 1 + random.below(60); left > 0; --left) {
        Wish wish;
        const bool fresh = records.size() < 5 || random.below(2) == 0;
        wish.record = fresh ? office.record() : records[random.below(records.size())];
        if (fresh) records.push_back(wish.record);
        wish.kind = "theme_day";
        wish.unit = "u" + std::to_string(1 + random.below(2));
        wish.state = random.below(4) == 0 ? "void" : "held";
        wish.day = Date{day("2023-01-01").days + static_cast<int>(random.below(60))}.iso();
        wish.title = "题";
        if (random.below(3) == 0) wish.also = {"lecture"};
        wish.values["headcount"] = std::to_string(random.below(50));
        wishes.push_back(std::move(wish));
      }
      office.put_all(wishes);
      CHECK(office.rows(kTallied) == office.rows(kCounted));
      CHECK(office.rows(kWrongTallies).empty());
      CHECK(office.verify().empty());  // sums, their least and greatest as well
    }
  });
}

TEST_CASE("dropped tables come back the same, erased content and files included") {
  for_each_office([](TestOffice& office) {
    const auto records = thirty_records(office);
    const auto edited = office.put({.record = records[3], .day = "2023-06-20", .title = "改过", .values = {{"headcount", "9"}}});
    const auto scan = office.attach(records[3], std::string(64, 'a'), "签到表.jpg");
    office.attach(records[3], std::string(64, 'b'), "签到表 2.jpg", scan);
    const auto gone = office.attach(records[4], std::string(64, 'c'), "身份证.jpg");
    office.put({.record = records[5], .state = "void", .day = "2023-06-15"});
    office.catch_up();
    office.erase({edited, gone});
    const auto before = office.all_rows();
    CHECK(before.find("改过") == std::string::npos);
    CHECK(before.find("身份证") == std::string::npos);
    CHECK(office.found("改过").empty());
    CHECK(office.verify().empty());
    office.rebuild();
    CHECK(office.all_rows() == before);
    office.catch_up();
    CHECK(office.verify().empty());
  });
}

TEST_CASE("a database of an older program gets its sums and years when it is opened") {
  for_each_office([](TestOffice& office) {
    const auto records = thirty_records(office);
    for (int i = 0; i < 6; ++i)
      office.put({.record = office.record(), .day = "2023-07-0" + std::to_string(i + 1), .title = "活动", .values = {{"headcount", std::to_string(i)}}});
    office.put({.record = records[5], .state = "void", .day = "2023-06-15"});
    office.put({.record = office.record(), .day = "", .title = "日期不详"});
    const auto before = office.all_rows();
    office.sql("drop table ix_sum");
    office.sql("delete from ix_tally");
    office.sql("delete from op_version where number = 21");
    REQUIRE(office.database->migrate().has_value());
    CHECK(office.all_rows() == before);
    office.catch_up();
    CHECK(office.verify().empty());
  });
}

TEST_CASE("files of a record are listed with what stands for them, and the same file elsewhere is known") {
  for_each_office([](TestOffice& office) {
    const auto one = office.record(), two = office.record();
    office.put({.record = one});
    office.put({.record = two});
    const auto scan = office.attach(one, std::string(64, 'a'), "签到.jpg");
    office.attach(two, std::string(64, 'a'), "copy.jpg");
    const auto better = office.attach(one, std::string(64, 'b'), "签到（清晰）.jpg", scan);
    office.read([&](db::Session& session) -> Result<void> {
      TRY(const auto files, evidence_of(session, RecordId(one)));
      REQUIRE(files.size() == 2);
      CHECK(files[0].superseded_by == std::string(64, 'b'));
      CHECK(files[1].superseded_by.empty());
      CHECK(files[1].entry == better);
      CHECK(files[0].name == "签到.jpg");
      CHECK(files[0].size == 123);
      TRY(const auto both, records_with_evidence(session, std::string(64, 'a')));
      CHECK(both.size() == 2);
      TRY(const auto row, current(session, RecordId(one)));
      CHECK(row->files == 1);
      TRY(const auto then, current(session, RecordId(one), scan));
      CHECK(then->files == 0);
      return {};
    });
  });
}

TEST_CASE("records that look the same have one kind, unit, period and folded title") {
  for_each_office([](TestOffice& office) {
    const auto one = office.record(), other = office.record();
    office.put({.record = one, .title = "參觀 紀念館ＡＢ"});
    office.put({.record = other, .title = "参观别处"});
    office.put({.record = office.record(), .last_day = "2023-03-06", .title = "参观 纪念馆ab"});
    const auto look = [&](const char* unit, const char* title, const char* from = "2023-03-05") {
      std::vector<RecordId> same;
      office.read([&](db::Session& session) -> Result<void> {
        TRY(same,
            same_looking(session, KindId("theme_day"), UnitId(unit), Period{day(from), day(from)}, title));
        return {};
      });
      return same;
    };
    CHECK(look("u1", "参观 纪念馆ab") == std::vector<RecordId>{RecordId(one)});
    CHECK(look("u2", "参观 纪念馆ab").empty());
    CHECK(look("u1", "参观 纪念馆").empty());
    CHECK(look("u1", "参观 纪念馆ab", "2023-03-04").empty());
    office.put({.record = one, .title = "改名"});
    CHECK(look("u1", "参观 纪念馆ab").empty());
  });
}

TEST_CASE("a list comes newest day first, page by page, the same as sorting everything") {
  for_each_office([](TestOffice& office) {
    auto records = thirty_records(office);
    office.put({.record = records[0], .unit = "u1", .day = "", .title = "没有日期"});
    office.put({.record = records[1], .state = "planned", .day = "2023-02-11"});
    office.put({.record = office.record(), .kind = "lecture", .state = "recorded", .day = "2023-03-13"});
    struct Case {
      const char* what;
      Filter filter;
      std::string where;
    };
    std::vector<Case> cases{{"everything", {}, "1 = 1"}};
    Case c{"one unit", {}, "unit = 'u2'"};
    c.filter.units = {UnitId("u2")};
    cases.push_back(c);
    c = {"one kind in a quarter",
         {},
         "kind = 'theme_day' and first_day >= '2023-01-01' and first_day <= '2023-03-31'"};
    c.filter.kinds = {KindId("theme_day")};
    c.filter.first_day = Period::quarter(2023, 1);
    cases.push_back(c);
    c = {"planned ones", {}, "state = 'planned'"};
    c.filter.states = {"planned", "cancelled"};
    cases.push_back(c);
    c = {"one batch", {}, "batch = 'b1'"};
    c.filter.batch = "b1";
    cases.push_back(c);
    c = {"one batch in one unit", {}, "batch = 'b1' and unit = 'u1' and state = 'held'"};
    c.filter.batch = "b1";
    c.filter.units = {UnitId("u1")};
    c.filter.states = {"held"};
    cases.push_back(c);
    // More units than are looked at one by one.
    std::vector<UnitId> many{UnitId("u1")};
    for (int n = 0; n < 300; ++n) many.emplace_back("none" + std::to_string(n));
    c = {"many units", {}, "unit = 'u1'"};
    c.filter.units = many;
    cases.push_back(c);
    c = {"many units, one kind, one state", {}, "unit = 'u1' and kind = 'theme_day' and state = 'held'"};
    c.filter.units = many;
    c.filter.kinds = {KindId("theme_day")};
    c.filter.states = {"held"};
    cases.push_back(c);
    c = {"many units as of twenty entries", {}, "unit = 'u1'"};
    c.filter.units = many;
    c.filter.at = 20;
    cases.push_back(c);
    c = {"as of twenty entries", {}, "1 = 1"};
    c.filter.at = 20;
    cases.push_back(c);
    for (const auto& one : cases) {
      CAPTURE(one.what);
      const auto at = std::to_string(one.filter.at);
      const auto wanted =
          office.rows("select record from ix_version where from_index < " + at + " and to_index >= " + at +
                      " and " + one.where + " order by coalesce(first_day, '') desc, record");
      REQUIRE(!wanted.empty());
      for (const int limit : {1, 2, 7, 100}) {
        CAPTURE(limit);
        std::vector<std::string> got;
        office.read([&](db::Session& session) -> Result<void> {
          std::optional<RecordRow> after;
          while (got.size() <= wanted.size()) {
            TRY(const auto page, list(session, one.filter, limit, after));
            CHECK(page.size() <= static_cast<std::size_t>(limit));
            for (const auto& row : page) got.push_back(row.record.text);
            if (page.size() < static_cast<std::size_t>(limit)) break;
            after = page.back();
          }
          return {};
        });
        CHECK(got == wanted);
      }
    }
  });
}

TEST_CASE("an entry whose kind or state no pack defines is refused, not guessed") {
  for_each_office([](TestOffice& office) {
    struct Case {
      std::string kind, pack, state, word;
    };
    for (const auto& c : std::vector<Case>{{"theme_day", "test@2.0.0", "held", "index.unknown_kind"},
                                           {"no_such", "test@1.0.0", "held", "index.unknown_kind"},
                                           {"theme_day", "test@1.0.0", "no_such", "index.unknown_state"}}) {
      const auto done = office.database->write([&](db::Tx& tx) -> Result<void> {
        ledger::NewEntry entry;
        entry.object = office.record();
        entry.number = 1;
        entry.unit = UnitId("u1");
        entry.kind = KindId(c.kind);
        entry.pack = c.pack;
        entry.state = c.state;
        TRY(const auto stored, office.ledger->append(tx, entry));
        return apply(tx, stored, office.context());
      });
      REQUIRE(!done.has_value());
      CHECK(done.error().message.word == c.word);
    }
    CHECK(office.size() == 0);
  });
}
