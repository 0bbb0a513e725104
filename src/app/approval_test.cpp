// SPDX-License-Identifier: Apache-2.0
// The bypasses of approvals that others suffered (A1–A8 of the attack list), each tried here on both engines.
#include <thread>

#include "app/test_bureau.h"
#include "db/db.h"

using namespace youju;
using namespace youju::app;

namespace {

// A publication, submitted and waiting for another person.
struct Waiting {
  RecordId record;
  std::string shown;
};
std::string digest(Bureau& b, const RecordId& record, const char* transition = "approve") {
  std::string out;
  REQUIRE(b.office->read([&](db::Session& session) -> Result<void> {
    TRY(out, flow::digest_shown(session, b.office->ledger(), record, transition));
    return {};
  }));
  return out;
}
Waiting waiting(Bureau& b, const char* title = "致老同志的一封信") {
  const auto saved = b.save({{"happened", "3月6日"}, {"title", title}, {"important", "否"}}, "publication", "draft");
  auto moved = move_record(*b.office, b.clerk, saved.record, "submit", "", "");
  if (!moved) MESSAGE(moved.error().message.word);
  REQUIRE(moved);
  return {saved.record, digest(b, saved.record)};
}
std::string state_of(Bureau& b, const RecordId& record) {
  for (const auto& row : b.rows()) {
    if (row.record == record) return row.state;
  }
  return "";
}
std::string refusal(const Result<flow::Outcome>& outcome) { return outcome ? std::string("allowed") : outcome.error().message.word; }
}  // namespace

TEST_CASE("A1: an approval falls when the content, an attachment or the target changes after it was shown") {
  on_both([](Bureau& b) {
    const auto w = waiting(b);
    REQUIRE(edit_record(*b.office, b.clerk, w.record, {{"title", "改过的标题"}}, "错字"));
    CHECK(refusal(move_record(*b.office, b.leader, w.record, "approve", w.shown, "")) == "flow.changed_since_shown");
    const auto second = waiting(b, "第二条");
    const auto file = b.base / "a.txt";
    std::ofstream(file) << "附件";
    REQUIRE(attach_evidence(*b.office, b.clerk, second.record, file, "", {}));
    CHECK(refusal(move_record(*b.office, b.leader, second.record, "approve", second.shown, "")) == "flow.changed_since_shown");
    // The digest of one step does not serve for another.
    CHECK(refusal(move_record(*b.office, b.leader, second.record, "pass_up", digest(b, second.record, "approve"), "")) == "flow.changed_since_shown");
    CHECK(state_of(b, second.record) == "in_review");
    // And what was approved goes back to its beginning when it is edited.
    REQUIRE(move_record(*b.office, b.leader, second.record, "approve", digest(b, second.record), ""));
    const auto edited = edit_record(*b.office, b.clerk, second.record, {{"title", "审核后又改"}}, "补充");
    REQUIRE(edited);
    CHECK(std::get<Saved>(*edited).state == "draft");
    CHECK(std::get<Saved>(*edited).remarks.back().message.word == "app.approval_fell");
  });
}

TEST_CASE("A2: every option of a step changes an outcome: another person, a reason, a digest") {
  on_both([](Bureau& b) {
    const auto w = waiting(b);
    CHECK(refusal(move_record(*b.office, b.leader, w.record, "approve", "", "")) == "flow.shown_needed");
    CHECK(refusal(move_record(*b.office, b.clerk, w.record, "approve", w.shown, "")) == "people.no_right");
    const auto* kind = b.office->catalogue().find(KindId{"publication"});
    const auto* back = kind->transition("return");
    REQUIRE(back != nullptr);
    if (back->reason) CHECK(refusal(move_record(*b.office, b.leader, w.record, "return", "", "")) == "flow.reason_needed");
    CHECK(move_record(*b.office, b.leader, w.record, "return", "", "标题不妥"));
    CHECK(state_of(b, w.record) == "draft");
  });
}

TEST_CASE("A3: nobody approves their own work by any road: author, editor, submitter, attacher, second account, delegate") {
  on_both([](Bureau& b) {
    const auto persons = add_persons(*b.office, b.clerk, UnitId{"u1"}, {{"王小明", {}, {}}});
    REQUIRE(persons);
    const auto author = b.add_account("author", "clerk", (*persons)[0]);
    const auto reviewer = b.add_account("reviewer", "reviewer", (*persons)[0]);  // the same person
    kinds::Draft draft{KindId{"publication"}, UnitId{"u1"}, "draft", {{"happened", "3月6日"}, {"important", "否"}, {"title", "一"}}, false, 2023};
    auto saved = save_record(*b.office, author, draft);
    REQUIRE(saved);
    const auto record = std::get<Saved>(*saved).record;
    REQUIRE(move_record(*b.office, b.clerk, record, "submit", "", ""));
    CHECK(refusal(move_record(*b.office, reviewer, record, "approve", digest(b, record), "")) == "flow.own_work");
    // The author with the reviewer's role, too.
    REQUIRE(change_right(*b.office, b.clerk, {author.account, "reviewer", UnitId{"u1"}, {}, {}, false, false}));
    const auto both_roles = b.sign_in("author", "");
    CHECK(refusal(move_record(*b.office, both_roles, record, "approve", digest(b, record), "")) == "flow.own_work");
    // Whoever edited or attached after the author is a maker as well.
    const auto other = waiting(b, "二");
    const auto editor = b.add_account("editor", "clerk");
    REQUIRE(change_right(*b.office, b.clerk, {editor.account, "reviewer", UnitId{"u1"}, {}, {}, false, false}));
    const auto editing = b.sign_in("editor", "");
    REQUIRE(edit_record(*b.office, editing, other.record, {{"title", "改过"}}, "错字"));
    CHECK(refusal(move_record(*b.office, editing, other.record, "approve", digest(b, other.record), "")) == "flow.own_work");
    CHECK(move_record(*b.office, b.leader, other.record, "approve", digest(b, other.record), ""));
    // A role handed on by a maker does not help.
    const auto third = waiting(b, "三");
    REQUIRE(change_right(*b.office, b.leader, {b.clerk.account, "reviewer", UnitId{"u1"}, {}, {}, false, false}).error().code == Code::denied);
    const auto helper = b.add_account("helper", "inspector");
    REQUIRE(change_right(*b.office, both_roles, {helper.account, "reviewer", UnitId{"u1"}, Date::parse("2023-01-01"), Date::parse("2023-12-31"), false, true}));
    const auto helping = b.sign_in("helper", "");
    auto authors = save_record(*b.office, both_roles, draft);
    REQUIRE(authors);
    const auto own = std::get<Saved>(*authors).record;
    REQUIRE(move_record(*b.office, both_roles, own, "submit", "", ""));
    CHECK(refusal(move_record(*b.office, helping, own, "approve", digest(b, own), "")) == "flow.own_work");
    CHECK(state_of(b, third.record) == "in_review");
  });
}

TEST_CASE("A4: no road leads into an approved state past the gate") {
  on_both([](Bureau& b) {
    for (const auto* state : {"approved", "published"}) {
      kinds::Draft draft{KindId{"publication"}, UnitId{"u1"}, state, {{"happened", "3月6日"}, {"important", "否"}, {"title", "一"}, {"url", "https://example.cn/1"}}, false, 2023};
      const auto saved = save_record(*b.office, b.clerk, draft);
      REQUIRE(saved);
      REQUIRE(std::holds_alternative<Refused>(*saved));
      CHECK(std::get<Refused>(*saved).problems[0].message.word == "app.state_needs_approval");
    }
    const auto w = waiting(b);
    CHECK(refusal(move_record(*b.office, b.clerk, w.record, "publish", w.shown, "")) == "flow.wrong_state");
    const auto edited = edit_record(*b.office, b.clerk, w.record, {{"state", "published"}}, "x");
    const bool refused = !edited || std::holds_alternative<Refused>(*edited);
    CHECK(refused);
    CHECK(state_of(b, w.record) == "in_review");
  });
}

TEST_CASE("A5: after return and resubmission the count of approvals starts at nothing, and an old approval is no use") {
  on_both([](Bureau& b) {
    const auto w = waiting(b);
    REQUIRE(move_record(*b.office, b.leader, w.record, "return", "", "再改改"));
    REQUIRE(move_record(*b.office, b.clerk, w.record, "submit", "", ""));
    CHECK(refusal(move_record(*b.office, b.leader, w.record, "approve", w.shown, "")) == "flow.changed_since_shown");
    const auto view = view_record(*b.office, b.leader, w.record, "zh");
    REQUIRE(view);
    for (const auto& step : view->steps) CHECK(step.standing.approvals_have == 0);
    CHECK(move_record(*b.office, b.leader, w.record, "approve", digest(b, w.record), ""));
    CHECK(refusal(move_record(*b.office, b.leader, w.record, "approve", digest(b, w.record), "")) == "flow.wrong_state");
  });
}

TEST_CASE("A6: what is done to one record never moves another") {
  on_both([](Bureau& b) {
    const auto one = waiting(b, "一"), two = waiting(b, "一");
    REQUIRE(move_record(*b.office, b.leader, one.record, "return", "", "重复"));
    CHECK(state_of(b, two.record) == "in_review");
    CHECK(refusal(move_record(*b.office, b.leader, two.record, "approve", one.shown, "")) == "flow.changed_since_shown");
    CHECK(state_of(b, two.record) == "in_review");
  });
}

TEST_CASE("A7: only an outcome 'approved' of exactly this digest counts") {
  on_both([](Bureau& b) {
    const auto w = waiting(b);
    for (const auto* outcome : {"rejected", "withdrawn", "skipped", ""}) {
      REQUIRE(b.office->write([&](Office::Writer& writer) -> Result<void> {
        ledger::NewEntry entry;
        entry.type = ledger::EntryType::approval;
        entry.actor = AccountId{"a9" + std::to_string(std::string(outcome).size())};
        entry.object = w.record.text;
        entry.more = Json{{"transition", "approve"}, {"step", static_cast<std::int64_t>(std::string(outcome).size()) + 5}, {"for_version", 2}, {"outcome", outcome}};
        entry.open = Json{{"shown", w.shown}};
        TRY_OK(writer.append(entry));
        return {};
      }));
    }
    const auto view = view_record(*b.office, b.leader, w.record, "zh");
    REQUIRE(view);
    for (const auto& step : view->steps) CHECK(step.standing.approvals_have == 0);
  });
}

TEST_CASE("A8: what cannot be read in full cannot be approved") {
  on_both([](Bureau& b) {
    const auto w = waiting(b);
    REQUIRE(b.office->write([&](Office::Writer& writer) -> Result<void> {
      TRY(const auto row, index::current(writer.tx, w.record));
      return ledger::erase_payload(writer.tx, row->entry, true);
    }));
    const auto outcome = move_record(*b.office, b.leader, w.record, "approve", w.shown, "");
    CHECK_FALSE(outcome);
    CHECK(state_of(b, w.record) == "in_review");
    const auto big = b.base / "big.txt";
    std::ofstream(big) << "x";
    std::filesystem::resize_file(big, (100u << 20) + 1);
    CHECK(attach_evidence(*b.office, b.clerk, w.record, big, "", {}).error().code == Code::too_large);
  });
}

TEST_CASE("two approvals released at once give one outcome, and a replay gives none") {
  on_both([](Bureau& b) {
    const auto second = b.add_account("second", "reviewer");
    for (int round = 0; round < 5; ++round) {
      const auto w = waiting(b, ("第" + std::to_string(round) + "条").c_str());
      int done = 0;
      {
        Result<flow::Outcome> one = flow::Outcome{}, two = flow::Outcome{};
        std::jthread first([&] { one = move_record(*b.office, b.leader, w.record, "approve", w.shown, ""); });
        std::jthread other([&] { two = move_record(*b.office, second, w.record, "approve", w.shown, ""); });
        first.join();
        other.join();
        done = (one && one->moved ? 1 : 0) + (two && two->moved ? 1 : 0);
      }
      CHECK(done == 1);
      CHECK_FALSE(move_record(*b.office, b.leader, w.record, "approve", w.shown, ""));
      CHECK(state_of(b, w.record) == "approved");
    }
  });
}

TEST_CASE("control: without the unique keys the same approval written twice goes through, with them it is refused") {
  on_both([](Bureau& b) {
    const auto w = waiting(b);
    const auto twice = [&] {
      return b.office->write([&](Office::Writer& writer) -> Result<void> {
        for (int i = 0; i < 2; ++i) {
          ledger::NewEntry entry;
          entry.type = ledger::EntryType::approval;
          entry.actor = AccountId{"a2"};
          entry.object = w.record.text;
          entry.more = Json{{"transition", "approve"}, {"step", 1}, {"for_version", 2}, {"outcome", "approved"}};
          entry.open = Json{{"shown", w.shown}};
          TRY_OK(writer.append(entry));
        }
        return {};
      });
    };
    const auto refused = twice();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.word == "flow.approved_already");
    static const db::Query rename{"test.rename", "alter table ix_approval rename to kept_approval", "alter table ix_approval rename to kept_approval", 9001};
    static const db::Query without{"test.without", "create table ix_approval as select * from kept_approval", "create table ix_approval as select * from kept_approval", 9002};
    REQUIRE(b.office->write([&](Office::Writer& writer) -> Result<void> {
      TRY_OK(writer.tx.run(rename, {}));
      TRY_OK(writer.tx.run(without, {}));
      return {};
    }));
    CHECK(twice());
  });
}
