// SPDX-License-Identifier: Apache-2.0
// A step leads only to where the record may be: what its state asks for is filled in first, on both engines.
#include "app/test_bureau.h"
#include "words/words.h"

using namespace youju;
using namespace youju::app;

namespace {
Error refused(const Result<flow::Outcome>& outcome) {
  REQUIRE_FALSE(outcome);
  return outcome.error();
}
void edit(Bureau& b, const RecordId& record, std::map<std::string, std::string> changes) {
  const auto done = edit_record(*b.office, b.clerk, record, changes, "补填");
  REQUIRE(done);
  REQUIRE(std::holds_alternative<Saved>(*done));
}
}  // namespace

TEST_CASE("a step into a state whose fields are empty is refused, names them and says what to do") {
  on_both([](Bureau& b) {
    REQUIRE(add_persons(*b.office, b.clerk, UnitId{"u1"}, {{"张三", {}, {}}}));
    const auto record = b.save({{"happened", "2023-03-01"}, {"title", "台账不全"}, {"due", "2023-05-01"}}, "problem", "open").record;
    const auto error = refused(move_record(*b.office, b.clerk, record, "measure", "", ""));
    CHECK(error.code == Code::invalid);
    CHECK(error.message.word == "flow.fields_missing");
    const auto zh = words::say(words::Lang::zh, error.message), en = words::say(words::Lang::en, error.message);
    CHECK(zh.find("“整改措施”、“责任人”") != std::string::npos);
    CHECK(zh.find("record edit") != std::string::npos);
    CHECK(en.find("“Measure”, “Responsible”") != std::string::npos);
    CHECK(en.find("Being put right") != std::string::npos);
    CHECK(b.rows().front().state == "open");  // nothing was written
    CHECK(b.rows().front().number == 1);

    const auto view = view_record(*b.office, b.clerk, record, "zh");
    REQUIRE(view);
    REQUIRE(view->steps.size() >= 1);
    CHECK_FALSE(view->steps.front().standing.allowed);  // what is shown and what is done do not differ

    edit(b, record, {{"measure_text", "补记台账"}, {"responsible", "张三"}});
    REQUIRE(move_record(*b.office, b.clerk, record, "measure", "", ""));
    const auto closing = view_record(*b.office, b.leader, record, "zh");
    REQUIRE(closing);
    const auto close = std::find_if(closing->steps.begin(), closing->steps.end(), [](const Step& s) { return s.id == "close"; });
    REQUIRE(close != closing->steps.end());
    CHECK(close->standing.why_not.word == "flow.fields_missing");
    CHECK(refused(move_record(*b.office, b.leader, record, "close", close->shown, "")).message.word == "flow.fields_missing");
    edit(b, record, {{"closed_on", "2023-03-07"}});
    const auto again = view_record(*b.office, b.leader, record, "zh");
    REQUIRE(again);
    const auto ready = std::find_if(again->steps.begin(), again->steps.end(), [](const Step& s) { return s.id == "close"; });
    CHECK(move_record(*b.office, b.leader, record, "close", ready->shown, ""));
  });
}

TEST_CASE("a draft without its title cannot be entered, but can be given up; a meeting of tomorrow was not held") {
  on_both([](Bureau& b) {
    const auto draft = b.save({}, "theme_day", "draft").record;
    CHECK(refused(move_record(*b.office, b.clerk, draft, "hold", "", "")).message.word == "flow.fields_missing");
    REQUIRE(move_record(*b.office, b.clerk, draft, "cancel", "", "重复"));
    const auto later = b.save({{"happened", "2023-03-09"}, {"topic", "参观"}}, "theme_day", "planned").record;
    const auto error = refused(move_record(*b.office, b.clerk, later, "hold", "", ""));
    CHECK(error.message.word == "kinds.happened_in_future");
    CHECK(error.code == Code::invalid);
  });
}

TEST_CASE("an account comes with all the roles asked for, or not at all; units come all or none") {
  on_both([](Bureau& b) {
    const auto count = [&] {
      std::size_t n = 0;
      REQUIRE(b.office->read([&](db::Session& session) -> Result<void> {
        TRY(const auto accounts, people::read_accounts(session));
        TRY(const auto grants, people::read_grants(session));
        TRY(const auto tree, people::read_units(session));
        n = accounts.size() + grants.size() + tree.all().size();
        return {};
      }));
      return n;
    };
    const auto before = count();
    const auto wrong = add_account(*b.office, b.clerk, UnitId{"u1"}, {"li", "李四", "", {}, {"reviewer", "king"}});
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().message.word == "app.no_role");
    CHECK(count() == before);
    const auto twice = add_units(*b.office, b.clerk, UnitId{"u1"}, {"一支部", "一支部"});
    REQUIRE_FALSE(twice);
    CHECK(twice.error().message.word == "app.unit_exists");
    CHECK(count() == before);
    REQUIRE(add_account(*b.office, b.clerk, UnitId{"u1"}, {"li", "李四", "", {}, {"reviewer", "clerk"}}));
    REQUIRE(add_units(*b.office, b.clerk, UnitId{"u1"}, {"一支部", "二支部"}));
    CHECK(count() == before + 3 + 2);
  });
}
