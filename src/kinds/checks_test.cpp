// SPDX-License-Identifier: Apache-2.0
// Checks of records as they stand: what the shipped packs find, and what they leave alone.
#include <set>

#include "kinds/test_packs.h"

using namespace youju;
using namespace youju::kinds;
using namespace youju::kinds::test;

namespace {
const Calendar& calendar() {
  static const Calendar loaded = *Calendar::load(packs_folder() / "common");
  return loaded;
}
CheckFacts meeting() {
  CheckFacts facts;
  facts.state = "held";
  facts.counts = true;
  facts.happened = Period{day("2023-03-05"), day("2023-03-05")};
  facts.open = Json::parse(
      R"({"topic":"甲","headcount":"2","due_count":"3","present":["a","b"],"minutes_state":"final","minutes_date":"2023-03-06"})");
  for (const char* role : {"sign_in", "photos", "minutes", "notice"})
    facts.files.push_back({role, day("2023-03-05"), 1});
  return facts;
}
std::set<std::string> found(const char* kind, const CheckFacts& facts, const char* today = "2023-04-01") {
  std::set<std::string> out;
  for (const auto& finding : run_checks(*shipped().find(KindId(kind)), facts, calendar(), day(today))) {
    check_filled(finding.reason);
    out.insert(finding.check->id);
  }
  return out;
}
using Ids = std::set<std::string>;
}  // namespace

TEST_CASE("a meeting in order has no findings") {
  CHECK(found("committee_meeting", meeting()) == Ids{});
}

TEST_CASE("each thing out of order is found, and only that") {
  auto facts = meeting();
  facts.files.erase(facts.files.begin());
  CHECK(found("committee_meeting", facts) == Ids{"no_sign_in"});
  facts = meeting();
  facts.open["headcount"] = "23";
  CHECK(found("committee_meeting", facts) == Ids{"headcount_differs"});
  facts = meeting();
  facts.open["minutes_date"] = "2023-03-04";
  CHECK(found("committee_meeting", facts) == Ids{"minutes_before"});
  facts = meeting();
  facts.open["minutes_date"] = "2023-03-05";
  CHECK(found("committee_meeting", facts) == Ids{});
  facts = meeting();
  facts.files[1].made_on = day("2023-02-20");
  CHECK(found("committee_meeting", facts) == Ids{"file_older"});
  facts = meeting();
  facts.files[0].records = 2;
  CHECK(found("committee_meeting", facts) == Ids{"file_shared"});
  facts = meeting();
  facts.open.erase("headcount");
  CHECK(found("committee_meeting", facts) == Ids{"no_headcount"});
}

TEST_CASE("more than half means more than half") {
  auto facts = meeting();
  facts.open["due_count"] = "4";
  CHECK(found("committee_meeting", facts) == Ids{"committee_quorum"});  // 2 of 4 is half
  CHECK(found("general_meeting", facts) == Ids{});                      // no vote was taken
  facts.open["voted"] = true;
  facts.open["voters_due"] = "4";
  facts.open["voters_present"] = "2";
  CHECK(found("general_meeting", facts) == Ids{"vote_quorum"});
  facts.open["voters_present"] = "3";
  CHECK(found("general_meeting", facts) == Ids{});
}

TEST_CASE("what does not count yet is not nagged about") {
  CheckFacts facts;
  facts.state = "planned";
  CHECK(found("committee_meeting", facts) == Ids{});
}

TEST_CASE("a problem closed late or without evidence is found") {
  CheckFacts facts;
  facts.state = "closed";
  facts.counts = true;
  facts.happened = Period{day("2023-03-05"), day("2023-03-05")};
  facts.open = Json::parse(R"({"title":"甲","due":"2023-04-01","closed_on":"2023-04-02"})");
  CHECK(found("problem", facts) == Ids{"closed_without_evidence", "closed_late"});
  facts.files.push_back({"", std::nullopt, 1});
  facts.open["closed_on"] = "2023-03-31";
  CHECK(found("problem", facts) == Ids{});
}

TEST_CASE("deadlines run from receipt until the state is reached") {
  CheckFacts facts;
  facts.state = "received";
  facts.counts = true;
  facts.happened = Period{day("2023-03-01"), day("2023-03-01")};
  facts.open = Json::object();
  facts.reached["received"] = day("2023-03-01");
  CHECK(found("feedback", facts, "2023-03-16") == Ids{});
  CHECK(found("feedback", facts, "2023-03-17") == Ids{"not_taken"});
  facts.state = "in_hand";
  facts.reached["in_hand"] = day("2023-03-20");
  CHECK(found("feedback", facts, "2023-03-21") == Ids{"not_taken"});
  facts.reached["in_hand"] = day("2023-03-10");
  CHECK(found("feedback", facts, "2023-04-30") == Ids{});
  CHECK(found("feedback", facts, "2023-05-01") == Ids{"not_settled"});
  facts.state = "answered";
  facts.reached["answered"] = day("2023-04-28");
  CHECK(found("feedback", facts, "2024-05-01") == Ids{});
}

TEST_CASE("an account needs two different holders and a review each year") {
  CheckFacts facts;
  facts.state = "in_use";
  facts.counts = true;
  facts.open = Json::parse(
      R"({"name":"甲","holder":"a","second_holder":"b","recovery":"找回","reviewed_on":"2023-01-10"})");
  CHECK(found("account", facts, "2024-01-10") == Ids{});
  CHECK(found("account", facts, "2024-01-11") == Ids{"review_due"});
  facts.open["second_holder"] = "a";
  CHECK(found("account", facts, "2023-06-01") == Ids{"one_holder"});
  facts.open.erase("second_holder");
  facts.open.erase("reviewed_on");
  CHECK(found("account", facts, "2023-06-01") == Ids{"one_holder", "review_due"});
}
