// SPDX-License-Identifier: Apache-2.0
// The way of a report: to those who review it, one after the other, then to who signs it; from there to the superior and back. All of
// it stands in the log; who has it now is read from there (docs/decisions/0232-the-way-of-a-report.md).
#pragma once
#include "app/signing.h"

namespace youju::app {

struct RoutePerson {
  AccountId account;
  std::string part;            // review, sign
  std::optional<Date> due;
};
enum class RouteState { none, review, sign, returned, taken_back, signed_, sent, received, sent_back };
std::string_view route_state_name(RouteState state);
struct RouteMark {             // one thing that happened
  std::string what;            // asked, approved, returned, taken_back, signed, notice, sent, received, sent_back
  AccountId by;
  Instant at;
  std::int64_t entry = 0, number = 0;
  std::string text;            // reason, note
  std::string to, way, receipt;
  std::optional<Date> day;
  Json files = Json::array();
};
struct Route {
  RouteState state = RouteState::none;
  std::int64_t number = 0;     // of the last time it was sent round
  std::vector<RoutePerson> people;
  std::size_t turn = 0;        // whose of them it is
  std::string shown;           // digest of what is to be decided
  AccountId asked_by;
  std::int64_t signoff = -1;   // entry of the last sign-off
  std::vector<RouteMark> marks;  // oldest first
  const RoutePerson* holder() const { return (state == RouteState::review || state == RouteState::sign) && turn < people.size() ? &people[turn] : nullptr; }
  bool may_be_sent() const { return state == RouteState::signed_ || state == RouteState::sent_back; }
};
// What the log says of a report; `history` with payloads, oldest first.
Route route_of(const std::vector<ledger::Entry>& history);
Result<Route> read_route(Office& office, const std::string& report);

// Sends a report round: reviewers in their order, a signer last. Not to who made it, to nobody twice, to nobody without the right.
struct RouteRequest {
  std::vector<RoutePerson> people;
  std::string note;
};
Result<Route> ask_round(Office& office, const people::Who& who, const std::string& report, const RouteRequest& request);
// The decision of a reviewer on exactly what was shown: on to the next.
Result<Route> approve_round(Office& office, const people::Who& who, const std::string& report, std::string_view shown);
// Of a reviewer or the signer: back to who sent it, with a reason.
Result<Route> return_round(Office& office, const people::Who& who, const std::string& report, std::string_view shown, const std::string& reason);
// Of who sent it or who made it: the way ends, and what was approved counts no more.
Result<Route> take_back_round(Office& office, const people::Who& who, const std::string& report, const std::string& reason);
// Whether the report may be signed by this person as its way stands. The one gate in front of every signature.
Result<void> route_lets_sign(Office& office, db::Session& session, const people::Who& who, const Route& route);

// ---- to the superior ----
struct Dispatch {
  Date day;
  std::string to, way, note;
};
// Marks a signed report as submitted, with the files as signed and the correction notices issued since.
Result<Route> send_report(Office& office, const people::Who& who, const std::string& report, const Dispatch& dispatch);
struct Answer {
  Date day;
  std::string text;                           // number of the receipt; reason of the return
  std::optional<std::filesystem::path> file;  // its scan
  std::string file_name;
};
Result<Route> receive_receipt(Office& office, const people::Who& who, const std::string& report, const Answer& answer);
Result<Route> sent_back(Office& office, const people::Who& who, const std::string& report, const Answer& answer);
// A file of a dispatch or of an answer to it, by its digest.
Result<std::string> route_file(Office& office, const people::Who& who, const std::string& report, const std::string& digest);

// ---- lists ----
struct RouteRow {
  std::string report, state;
  AccountId holder;
  std::optional<Date> due;
};
// Reports that wait for this person, soonest due first.
Result<std::vector<RouteRow>> rounds_held_by(Office& office, const people::Who& who);
Result<std::map<std::string, RouteRow>> rounds(Office& office);
// People who may be asked for a part of a report of this unit, its maker left out.
struct MayBeAsked {
  AccountId account;
  std::string name;
  bool review = false, sign = false;
};
Result<std::vector<MayBeAsked>> may_be_asked(Office& office, const MadeReport& made);

// ---- inside ----
// The account itself, or who stands for it by a delegation that runs that day.
bool acts_for(const people::Who& who, const AccountId& account, Date today);
Result<void> follow_route(Office& office, db::Tx& tx, const ledger::Entry& entry);
}  // namespace youju::app
