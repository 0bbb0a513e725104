// SPDX-License-Identifier: Apache-2.0
// Every kind of damage to a derived row is named, and only that row.
#include <algorithm>

#include "index/test_office.h"

using namespace youju;
using namespace youju::index;

namespace {
constexpr const char* kOne = "018cd7a1-5b2e-7c3d-8e4f-000000000001";
constexpr const char* kTwo = "018cd7a1-5b2e-7c3d-8e4f-000000000002";
constexpr const char* kThree = "018cd7a1-5b2e-7c3d-8e4f-000000000004";

// Three records, the first with three versions (entries 0, 1, 3), the second with two files (entries 4, 5), the third planned (6).
void fill(TestOffice& office) {
  office.put({.record = kOne, .state = "planned", .title = "计划参观", .values = {{"headcount", "20"}}});
  office.put({.record = kOne, .title = "参观纪念馆", .also = {"lecture"}, .values = {{"headcount", "23"}}});
  office.put(
      {.record = kTwo, .unit = "u2", .day = "2023-04-05", .title = "座谈", .values = {{"form", "talk"}}});
  office.put(
      {.record = kOne, .title = "参观纪念馆并听党课", .also = {"lecture"}, .values = {{"headcount", "24"}}});
  const auto scan = office.attach(kTwo, std::string(64, 'a'), "签到.jpg");
  office.attach(kTwo, std::string(64, 'b'), "签到.png", scan);
  office.put({.record = kThree, .unit = "u2", .state = "planned", .day = "2023-06-05", .title = "计划座谈"});
  office.catch_up();
}
}  // namespace

TEST_CASE("a changed, missing or surplus row is named, and only that one") {
  struct Case {
    const char* damage;
    std::vector<std::string> where;
  };
  const std::string copy =
      "insert into ix_version select 100, to_index, 'x', number, kind, also, unit, state, first_day, "
      "last_day, counts, timing, title, batch, first_entered from ix_version where from_index = 2";
  const auto planned = "ix_clock " + std::string(kThree) + " plan";
  const Case cases[] = {
      {"update ix_version set title = '别的' where from_index = 3", {"ix_version 3"}},
      {"update ix_version set state = 'held' where from_index = 0", {"ix_version 0"}},
      {"update ix_version set first_entered = '2022-01-01T00:00:00.000Z' where from_index = 0",
       {"ix_version 0"}},
      {"update ix_version set to_index = 9223372036854775807 where from_index = 1", {"ix_version 1"}},
      {"update ix_version set to_index = 2 where from_index = 3", {"ix_version 3"}},
      {"update ix_version set number = 7 where from_index = 1", {"ix_version 1"}},
      {"delete from ix_version where from_index = 1", {"ix_version 1"}},
      {"delete from ix_version where from_index = 3", {"ix_version 3"}},
      {copy.c_str(), {"ix_version 100"}},
      {"update ix_under set counts = 0 where kind = 'lecture' and from_index = 3",
       {"ix_under lecture u1 2023-03-05 3"}},
      {"update ix_under set to_index = 9223372036854775807 where kind = 'theme_day' and from_index = 1",
       {"ix_under theme_day u1 2023-03-05 1"}},
      {"update ix_under set first_day = '2023-03-06' where kind = 'theme_day' and from_index = 3",
       {"ix_under theme_day u1 2023-03-05 3", "ix_under theme_day u1 2023-03-06 3"}},
      {"delete from ix_under where kind = 'theme_day' and from_index = 2",
       {"ix_under theme_day u2 2023-04-05 2"}},
      {"insert into ix_under select 'visit', unit, first_day, from_index, to_index, 0, counts, timing, "
       "state, look from ix_under where from_index = 2",
       {"ix_under visit u2 2023-04-05 2"}},
      {"update ix_value set num = 250000 where from_index = 3", {"ix_value 3 headcount 0"}},
      {"update ix_value set text = 'visit' where from_index = 2", {"ix_value 2 form 0"}},
      {"delete from ix_value where from_index = 0", {"ix_value 0 headcount 0"}},
      {"insert into ix_value (from_index, field, ord, num) values (3, 'headcount', 1, 1)",
       {"ix_value 3 headcount 1"}},
      {"insert into ix_value (from_index, field, ord, num) values (77, 'headcount', 0, 1)",
       {"ix_value 77 headcount 0"}},
      {"update ix_tally set n = 2 where kind = 'lecture' and month = 202303", {"ix_tally 202303 lecture u1"}},
      {"delete from ix_tally where kind = 'lecture'", {"ix_tally 2023 lecture u1", "ix_tally 202303 lecture u1"}},
      {"insert into ix_tally (month, kind, unit, state, n, late, taken_over) values (202301, 'lecture', 'u9', "
       "'planned', 1, 0, 0)",
       {"ix_tally 202301 lecture u9 planned"}},
      {"update ix_sum set total = 1 where kind = 'lecture' and unit = 'u1'", {"ix_sum lecture.headcount 202303 u1"}},
      {"update ix_sum set least = 1 where kind = 'theme_day' and unit = ''",
       {"ix_sum theme_day.headcount 202303 *"}},
      {"delete from ix_sum where kind = 'theme_day' and unit = 'u1'", {"ix_sum theme_day.headcount 202303 u1"}},
      {"update ix_sum set month = 202302 where kind = 'lecture' and unit = 'u1'",
       {"ix_sum lecture.headcount 202302 u1", "ix_sum lecture.headcount 202303 u1"}},
      {"update ix_evidence set digest = 'x' where from_index = 4", {"ix_evidence 4"}},
      {"update ix_evidence set to_index = 9223372036854775807 where from_index = 4", {"ix_evidence 4"}},
      {"delete from ix_evidence where from_index = 5", {"ix_evidence 5"}},
      {"insert into ix_evidence (from_index, to_index, record, digest, name, media_type, role, size) values "
       "(50, 51, 'x', '', '', '', '', 0)",
       {"ix_evidence 50"}},
      {"delete from ix_search_doc where source = '2'", {"ix_search_doc 2"}},
      {"update ix_clock set day = '2023-06-06'", {planned}},
      {"update ix_clock set clock = 'step:hold'", {planned, "ix_clock " + std::string(kThree) + " step:hold"}},
      {"delete from ix_clock", {planned}},
      {"insert into ix_clock (record, clock, kind, unit, day, of_field, pack) values ('x', 'plan', 'theme_day', 'u1', '2023-01-01', 0, 'test@1.0.0')", {"ix_clock x plan"}},
      {"insert into ix_signoff (from_index, report, unit, number, signed_at, title) values (9, 'r', 'u1', 1, '', '')", {"ix_signoff 9"}},
  };
  for_each_office([&](TestOffice& office) {
    fill(office);
    REQUIRE(office.wrong().empty());
    for (const auto& c : cases) {
      CAPTURE(c.damage);
      office.sql(c.damage);
      CHECK(office.wrong() == c.where);
      office.rebuild();
      office.catch_up();
      CHECK(office.wrong().empty());
    }
  });
}

TEST_CASE("a text that search should not know is named") {
  for_each_office([](TestOffice& office) {
    fill(office);
    const auto doc = office.rows("select cast(doc as text) from ix_search_doc where source = '2'").at(0);
    office.sql("update ix_search_doc set text = '别的' where doc = " + doc);
    CHECK(office.wrong() == std::vector<std::string>{"ix_search_doc " + doc});
    office.rebuild();
    office.catch_up();
    office.sql(
        "insert into ix_search_doc (doc, record, unit, source, text) values (5, 'x', 'u1', '88', '多余')");
    CHECK(office.wrong() == std::vector<std::string>{"ix_search_doc 5"});
  });
}

TEST_CASE("while search trails, what it knows is judged as of where it stands") {
  for_each_office([](TestOffice& office) {
    fill(office);
    office.put({.record = kOne, .title = "又改了"});
    office.put({.record = "018cd7a1-5b2e-7c3d-8e4f-000000000003", .title = "新的"});
    CHECK(office.wrong().empty());
  });
}

TEST_CASE("the number of findings is bounded") {
  for_each_office([](TestOffice& office) {
    fill(office);
    office.sql("delete from ix_value");
    office.sql("delete from ix_under");
    office.read([&](db::Session& session) -> Result<void> {
      TRY(const auto some, index::verify(session, *office.ledger, office.context(), 3));
      CHECK(some.size() == 3);
      return {};
    });
  });
}
