// SPDX-License-Identifier: Apache-2.0
// The way of a report under the eight ways around an approval (asvs.md A1–A8), and on to the superior.
#include <fstream>

#include "app/report_changes.h"
#include "app/routing.h"
#include "app/test_bureau.h"

using namespace youju;
using namespace youju::app;

namespace {
struct Round {
  Bureau& b;
  people::Who reviewer = b.add_account("reviewer", "reviewer");
  MadeReport report = make(2023);

  MadeReport make(int year) {
    b.clock.advance_ms(1'000);
    ReportRequest request;
    request.templ = "activity-statistics", request.year = year;
    auto made = make_report(*b.office, b.clerk, request);
    if (!made) MESSAGE(made.error().message.word << " " << made.error().detail);
    REQUIRE(made);
    return made->made;
  }
  RoutePerson person(const people::Who& who, const char* part) const { return {who.account, part, {}}; }
  Result<Route> ask(const std::vector<RoutePerson>& people) { return ask_round(*b.office, b.clerk, report.id, {people, ""}); }
  void asked() {
    const auto route = ask({person(reviewer, "review"), person(b.leader, "sign")});
    if (!route) MESSAGE(route.error().message.word);
    REQUIRE(route);
    REQUIRE(route->state == RouteState::review);
  }
  Result<Signed> sign(const people::Who& who) { return sign_report(*b.office, who, report.id, report.shown); }
  Route now() { return *read_route(*b.office, report.id); }
};
std::string word_of(const Error& error) { return error.message.word; }
}  // namespace

TEST_CASE("a report goes to its reviewer, then to its signer, and who has it is said; nobody signs before") {
  on_both([](Bureau& b) {
    Round round{b};
    round.asked();
    CHECK(round.now().holder()->account == round.reviewer.account);
    CHECK(rounds_held_by(*b.office, round.reviewer)->size() == 1);
    CHECK(rounds_held_by(*b.office, b.leader)->empty());
    CHECK(word_of(round.sign(b.leader).error()) == "app.route_in_review");
    CHECK(word_of(approve_round(*b.office, b.leader, round.report.id, round.report.shown).error()) == "app.route_not_your_turn");
    const auto next = approve_round(*b.office, round.reviewer, round.report.id, round.report.shown);
    REQUIRE(next);
    CHECK(next->state == RouteState::sign);
    CHECK(rounds_held_by(*b.office, b.leader)->front().state == "sign");
    REQUIRE(round.sign(b.leader));
    CHECK(round.now().state == RouteState::signed_);
    CHECK(rounds_held_by(*b.office, b.leader)->empty());
    REQUIRE(b.office->rebuild({}));
    CHECK(rounds(*b.office)->at(round.report.id).state == "signed");
  });
}

TEST_CASE("A1: an approval holds for the bytes that were shown; an edited report is another one with none") {
  on_both([](Bureau& b) {
    Round round{b};
    round.asked();
    CHECK(word_of(approve_round(*b.office, round.reviewer, round.report.id, std::string(64, '0')).error()) == "flow.changed_since_shown");
    CHECK(word_of(approve_round(*b.office, round.reviewer, round.report.id, "").error()) == "flow.shown_needed");
    REQUIRE(approve_round(*b.office, round.reviewer, round.report.id, round.report.shown));
    b.save({{"happened", "2023-03-01"}, {"topic", "参观"}, {"headcount", "12"}});
    const auto other = round.make(2023);
    CHECK(other.shown != round.report.shown);
    CHECK(read_route(*b.office, other.id)->state == RouteState::none);
    // The digest of the one does not sign the other.
    CHECK(word_of(sign_report(*b.office, b.leader, other.id, round.report.shown).error()) == "flow.changed_since_shown");
  });
}

TEST_CASE("A2: every choice of the form changes what happens: who, in which order, until when") {
  on_both([](Bureau& b) {
    Round round{b};
    const auto second = b.add_account("second", "reviewer");
    const auto day = [&](int days) { return b.office->today().plus_days(days); };
    CHECK(word_of(round.ask({round.person(round.reviewer, "review")}).error()) == "app.route_no_signer");
    CHECK(word_of(round.ask({round.person(b.leader, "sign"), round.person(round.reviewer, "review")}).error()) == "app.route_no_signer");
    CHECK(word_of(round.ask({{round.reviewer.account, "review", day(-1)}, round.person(b.leader, "sign")}).error()) == "app.route_due_past");
    CHECK(word_of(round.ask({{round.reviewer.account, "review", day(5)}, {b.leader.account, "sign", day(4)}}).error()) == "app.route_due_order");
    REQUIRE(round.ask({{second.account, "review", day(2)}, {round.reviewer.account, "review", day(3)}, {b.leader.account, "sign", day(4)}}));
    CHECK(word_of(approve_round(*b.office, round.reviewer, round.report.id, round.report.shown).error()) == "app.route_not_your_turn");
    REQUIRE(approve_round(*b.office, second, round.report.id, round.report.shown));
    CHECK(rounds_held_by(*b.office, round.reviewer)->front().due == day(3));
    REQUIRE(approve_round(*b.office, round.reviewer, round.report.id, round.report.shown));
    REQUIRE(round.sign(b.leader));
  });
}

TEST_CASE("A3: who made it neither reviews nor signs it, under no role and by nobody's delegation") {
  on_both([](Bureau& b) {
    const auto administrator = b.clerk;
    b.clerk = b.add_account("maker", "clerk");
    REQUIRE(change_right(*b.office, administrator, {b.clerk.account, "leader", UnitId{"u1"}, {}, {}, false, false}));
    REQUIRE(b.office->read([&](db::Session& session) -> Result<void> {
      TRY(b.clerk, people::who_of(session, b.clerk.account));
      return {};
    }));
    const auto reader = [&] {
      const auto maker = std::exchange(b.clerk, administrator);
      auto who = b.add_account("reader", "inspector");
      b.clerk = maker;
      return who;
    }();
    const auto reviewer = [&] {
      const auto maker = std::exchange(b.clerk, administrator);
      auto who = b.add_account("reviewer", "reviewer");
      b.clerk = maker;
      return who;
    }();
    Round round{b, reviewer};
    CHECK(word_of(round.ask({round.person(b.clerk, "review"), round.person(b.leader, "sign")}).error()) == "app.route_to_maker");
    CHECK(word_of(round.ask({round.person(b.clerk, "sign")}).error()) == "app.route_to_maker");
    CHECK(word_of(round.ask({round.person(b.leader, "review"), round.person(b.leader, "sign")}).error()) == "app.route_twice");
    round.asked();
    CHECK(word_of(approve_round(*b.office, b.clerk, round.report.id, round.report.shown).error()) == "app.route_not_your_turn");
    CHECK(!round.sign(b.clerk));
    for (const auto& one : *may_be_asked(*b.office, round.report)) CHECK(one.account != b.clerk.account);
    // Neither may somebody without the right, whoever names them.
    CHECK(word_of(take_back_round(*b.office, reader, round.report.id, "").error()) == "app.route_not_yours");
    REQUIRE(take_back_round(*b.office, b.clerk, round.report.id, "改一处"));
    CHECK(word_of(round.ask({round.person(reader, "review"), round.person(b.leader, "sign")}).error()) == "app.route_may_not_review");
    CHECK(word_of(round.ask({round.person(round.reviewer, "sign")}).error()) == "app.route_may_not_sign");
  });
}

TEST_CASE("A4: one place in the program writes a signature, behind the one gate") {
  int places = 0;
  for (const auto& item : std::filesystem::recursive_directory_iterator(std::filesystem::path(YOUJU_SOURCE_DIR) / "src")) {
    const auto name = item.path().filename().string();
    if (item.path().extension() != ".cpp" || name.find("_test") != std::string::npos || item.path().string().find("/proof/") != std::string::npos) continue;
    std::ifstream in(item.path());
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    const auto at = text.find(".type = ledger::EntryType::signoff");
    if (at == std::string::npos) continue;
    ++places;
    const auto gate = text.find("route_lets_sign("), approval = text.find("flow::approve(");
    CHECK_MESSAGE((gate < at && approval < at), name);
  }
  CHECK(places == 1);
}

TEST_CASE("A5: taken back or returned and sent round again, everything starts at zero") {
  on_both([](Bureau& b) {
    Round round{b};
    round.asked();
    REQUIRE(approve_round(*b.office, round.reviewer, round.report.id, round.report.shown));
    CHECK(word_of(round.ask({round.person(b.leader, "sign")}).error()) == "app.route_under_way");
    REQUIRE(take_back_round(*b.office, b.clerk, round.report.id, ""));
    CHECK(word_of(round.sign(b.leader).error()) == "app.route_was_taken_back");
    round.asked();
    CHECK(word_of(round.sign(b.leader).error()) == "app.route_in_review");
    CHECK(word_of(return_round(*b.office, round.reviewer, round.report.id, round.report.shown, " ").error()) == "flow.reason_needed");
    const auto back = return_round(*b.office, round.reviewer, round.report.id, round.report.shown, "第二段的数不对");
    REQUIRE(back);
    CHECK(back->state == RouteState::returned);
    CHECK(back->marks.back().text == "第二段的数不对");
    CHECK(word_of(round.sign(b.leader).error()) == "app.route_was_returned");
    round.asked();
    REQUIRE(approve_round(*b.office, round.reviewer, round.report.id, round.report.shown));
    REQUIRE(return_round(*b.office, b.leader, round.report.id, round.report.shown, "缓签"));
  });
}

TEST_CASE("A6: two reports of one slot; taking back the one never moves the other") {
  on_both([](Bureau& b) {
    Round round{b};
    round.asked();
    const auto other = round.make(2023);
    REQUIRE(ask_round(*b.office, b.clerk, other.id, {{round.person(round.reviewer, "review"), round.person(b.leader, "sign")}, ""}));
    REQUIRE(take_back_round(*b.office, b.clerk, other.id, ""));
    CHECK(round.now().state == RouteState::review);
    REQUIRE(approve_round(*b.office, round.reviewer, round.report.id, round.report.shown));
    CHECK(read_route(*b.office, other.id)->state == RouteState::taken_back);
    CHECK(word_of(sign_report(*b.office, b.leader, other.id, other.shown).error()) == "app.route_was_taken_back");
  });
}

TEST_CASE("A7: only an approval moves the way on: not a return, not a decision about an earlier round, not another step's") {
  on_both([](Bureau& b) {
    Round round{b};
    round.asked();
    std::vector<ledger::Entry> history;
    REQUIRE(b.office->read([&](db::Session& session) -> Result<void> {
      TRY(history, b.office->ledger().history(session, round.report.id, true));
      return {};
    }));
    ledger::Entry decision;
    decision.head.type = ledger::EntryType::approval;
    decision.head.actor = round.reviewer.account;
    const auto state_after = [&](const char* step, std::int64_t version, const char* outcome, const std::string& shown) {
      auto with = history;
      decision.head.more = Json{{"transition", step}, {"for_version", version}, {"outcome", outcome}};
      decision.head.open = Json{{"shown", shown}};
      with.push_back(decision);
      return route_of(with).state;
    };
    const auto number = route_of(history).number;
    CHECK(state_after("review", number, "approved", round.report.shown) == RouteState::sign);
    CHECK(state_after("review", number, "rejected", round.report.shown) == RouteState::returned);
    for (const auto* outcome : {"withdrawn", "skipped", "failed", "timed_out", ""}) CHECK(state_after("review", number, outcome, round.report.shown) == RouteState::review);
    CHECK(state_after("sign", number, "approved", round.report.shown) == RouteState::review);
    CHECK(state_after("review", number - 1, "approved", round.report.shown) == RouteState::review);
    CHECK(state_after("review", number, "approved", std::string(64, 'a')) == RouteState::review);
  });
}

TEST_CASE("A8: what cannot be made again or read is not signed, whoever has reviewed it") {
  on_both([](Bureau& b) {
    Round round{b};
    const auto file = b.folder / "templates" / "own.report";
    std::filesystem::create_directories(file.parent_path());
    const std::string head = "+++\nid = \"own\"\nnames = { zh = \"自己的\", en = \"Own\" }\ntitle = \"{year}年\"\n[figures]\nc = \"count(支委会)\"\n+++\n";
    REQUIRE(write_file(file, head + "支委会{c}次。\n"));
    ReportRequest request;
    request.templ = "own", request.year = 2023;
    const auto made = make_report(*b.office, b.clerk, request);
    REQUIRE(made);
    round.report = made->made;
    round.asked();
    REQUIRE(approve_round(*b.office, round.reviewer, round.report.id, round.report.shown));
    REQUIRE(write_file(file, head + "召开支委会{c}次。\n"));
    CHECK(word_of(round.sign(b.leader).error()) == "app.report_differs");
    std::filesystem::remove(file);
    CHECK(!round.sign(b.leader));
    CHECK(round.now().state == RouteState::sign);
  });
}

TEST_CASE("each sees what is new since the version they decided on themselves") {
  on_both([](Bureau& b) {
    Round round{b};
    round.asked();
    REQUIRE(return_round(*b.office, round.reviewer, round.report.id, round.report.shown, "补一次主题党日"));
    b.save({{"happened", "2023-03-01"}, {"topic", "参观"}, {"headcount", "12"}});
    const auto second = round.make(2023);
    b.save({{"happened", "2023-03-02"}, {"topic", "走访"}, {"headcount", "9"}});
    const auto third = round.make(2023);
    const auto seen = report_changes(*b.office, round.reviewer, third), before = report_changes(*b.office, b.leader, third);
    REQUIRE(seen);
    REQUIRE(before);
    CHECK(seen->since == ReportChanges::Since::seen);
    CHECK(seen->before->id == round.report.id);
    CHECK(before->since == ReportChanges::Since::before);
    CHECK(before->before->id == second.id);
    CHECK(!seen->figures.empty());
    CHECK(!seen->paragraphs.empty());
    const auto next_year = round.make(2024);
    CHECK(report_changes(*b.office, b.leader, next_year)->since == ReportChanges::Since::last_year);
    const auto compared = compare_with_year_before(*b.office, next_year);
    REQUIRE(compared);
    CHECK(compared->before->id == third.id);
    CHECK(std::any_of(compared->rows.begin(), compared->rows.end(), [](const ComparedFigure& row) { return row.difference && row.difference->scaled < 0 && !row.other_rule; }));
  });
}

TEST_CASE("a signed report is submitted with its exact files, received, returned with a reason, corrected and submitted again") {
  on_both([](Bureau& b) {
    Round round{b};
    const auto today = b.office->today();
    const Dispatch dispatch{today, "市委老干部局", "公文交换", ""};
    CHECK(word_of(send_report(*b.office, b.clerk, round.report.id, dispatch).error()) == "app.route_unsigned");
    REQUIRE(round.sign(b.leader));
    CHECK(word_of(send_report(*b.office, b.clerk, round.report.id, {today.plus_days(1), "市委老干部局", "", ""}).error()) == "app.route_day_future");
    CHECK(word_of(send_report(*b.office, b.clerk, round.report.id, {today.plus_days(-1), "市委老干部局", "", ""}).error()) == "app.route_day_before");
    CHECK(word_of(send_report(*b.office, b.clerk, round.report.id, {today, " ", "", ""}).error()) == "app.route_to_whom");
    const auto sent = send_report(*b.office, b.clerk, round.report.id, dispatch);
    REQUIRE(sent);
    CHECK(sent->state == RouteState::sent);
    REQUIRE(sent->marks.back().files.size() == 3);
    const auto kept = signed_report(*b.office, round.report.id);
    for (const auto& file : sent->marks.back().files) {
      const auto& of = kept->signoff.head.open["files"];
      CHECK(std::any_of(of.begin(), of.end(), [&](const Json& f) { return f["digest"] == file["digest"]; }));
    }
    CHECK(word_of(send_report(*b.office, b.clerk, round.report.id, dispatch).error()) == "app.route_sent_already");
    CHECK(word_of(receive_receipt(*b.office, b.clerk, round.report.id, {today, "", {}, ""}).error()) == "app.route_receipt_needed");
    const auto scan = b.base / "receipt.pdf";
    REQUIRE(write_file(scan, "%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"));
    const auto received = receive_receipt(*b.office, b.clerk, round.report.id, {today, "收字〔2024〕12号", scan, ""});
    if (!received) MESSAGE(received.error().message.word);
    REQUIRE(received);
    CHECK(received->state == RouteState::received);
    const auto digest = received->marks.back().files[0]["digest"].get<std::string>();
    CHECK(route_file(*b.office, b.clerk, round.report.id, digest)->starts_with("%PDF"));
    CHECK(!route_file(*b.office, b.clerk, round.report.id, std::string(64, '0')));
    CHECK(word_of(sent_back(*b.office, b.clerk, round.report.id, {today, "", {}, ""}).error()) == "flow.reason_needed");
    const auto back = sent_back(*b.office, b.clerk, round.report.id, {today, "第三项与去年不衔接", {}, ""});
    REQUIRE(back);
    CHECK(back->state == RouteState::sent_back);
    b.save({{"happened", "2023-03-01"}, {"topic", "参观"}, {"headcount", "12"}});
    REQUIRE(correct_report(*b.office, b.leader, round.report.id));
    const auto again = send_report(*b.office, b.clerk, round.report.id, dispatch);
    REQUIRE(again);
    const auto& files = again->marks.back().files;
    CHECK(std::count_if(files.begin(), files.end(), [](const Json& f) { return f.value("notice", 0) == 1; }) == 3);
    CHECK(files.size() == 6);
  });
}
