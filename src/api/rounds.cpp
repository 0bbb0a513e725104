// SPDX-License-Identifier: Apache-2.0
// A report sent round: to whom, sent back, taken back, the scans of the superior's answers. That it is good, a reviewer says at the screen.
#include "api/handlers.h"
#include "app/routing.h"
#include "app/scratch.h"

namespace youju::api {
namespace {
Result<Reply> scanned(Call& call, const app::MadeReport& made) {
  auto& ask = call.ask;
  const auto bytes = ask.request.body.view();
  if (bytes.empty()) return no_bytes(ask);
  TRY(const auto scratch, app::Scratch::beside(ask.office.folder() / "answer", ask.office.world()));
  app::Answer answer;
  answer.day = Date::parse(call.query("day")).value_or(ask.office.today());
  answer.text = std::string(call.query("text"));
  answer.file = scratch.folder() / "answer";
  TRY_OK(write_file(*answer.file, bytes, 0600));
  const auto noted = call.query("what") == "receipt" ? app::receive_receipt : app::sent_back;
  TRY(const auto route, noted(ask.office, ask.who, made.id, answer));
  return way_answer(made, route, 201);
}
}  // namespace

Result<Reply> ask_round(Call& call) {
  TRY(const auto made, readable_report(call.ask, call.part()));
  app::RouteRequest request;
  request.note = call.body.value("note", std::string{});
  for (const auto& one : call.body["people"]) {
    app::RoutePerson person{AccountId{one["account"].get<std::string>()}, one["part"].get<std::string>(), {}};
    if (one.contains("due")) person.due = Date::parse(one["due"].get<std::string>());
    request.people.push_back(std::move(person));
  }
  TRY(const auto route, app::ask_round(call.ask.office, call.ask.who, made.id, request));
  return way_answer(made, route, 201);
}

Result<Reply> return_round(Call& call) {
  TRY(const auto made, readable_report(call.ask, call.part()));
  auto route = app::return_round(call.ask.office, call.ask.who, made.id, call.body["shown"].get<std::string>(), call.body["reason"].get<std::string>());
  if (!route && route.error().code == Code::denied) web::note_event(call.ask, "refused", "api report return", made.id, route.error().message.word);
  if (!route) return fail(std::move(route).error());
  return way_answer(made, *route, 201);
}

Result<Reply> take_back_round(Call& call) {
  TRY(const auto made, readable_report(call.ask, call.part()));
  TRY(const auto route, app::take_back_round(call.ask.office, call.ask.who, made.id, call.body["reason"].get<std::string>()));
  return way_answer(made, route, 201);
}

Result<Reply> list_round_people(Call& call) {
  TRY(const auto made, readable_report(call.ask, call.part()));
  if (!call.ask.may(people::Right::submit, UnitId{made.unit})) return fail(Code::denied, "web.no_right", {{"right", "@web.right_submit"}});
  TRY(const auto people, app::may_be_asked(call.ask.office, made));
  Json out{{"people", Json::array()}};
  for (const auto& one : people) out["people"].push_back(Json{{"account", one.account.text}, {"name", one.name}, {"review", one.review}, {"sign", one.sign}});
  return json_answer(out);
}

Result<Reply> list_rounds(Call& call) {
  auto& ask = call.ask;
  TRY(const auto rounds, app::rounds(ask.office));
  TRY(const auto reports, app::list_reports(ask.office));
  Json out{{"rounds", Json::array()}};
  for (const auto& made : reports) {
    const auto found = rounds.find(made.id);
    if (found == rounds.end() || !ask.may(people::Right::read, UnitId{made.unit})) continue;
    const auto& row = found->second;
    const bool mine = !row.holder.empty() && app::acts_for(ask.who, row.holder, ask.office.today());
    out["rounds"].push_back(Json{{"report", made.id},
                                 {"title", made.title},
                                 {"state", row.state},
                                 {"holder", or_nothing(row.holder.text)},
                                 {"due", or_nothing(row.due)},
                                 {"mine", mine},
                                 {"url", "/api/v1/reports/" + made.id + "/way"}});
  }
  return json_answer(out);
}

Result<Reply> way_file(Call& call) {
  TRY(const auto made, readable_report(call.ask, call.part()));
  return web::file_of_way_sent(call.ask, made, call.part(1), "api");
}

Result<Reply> note_scanned_answer(Call& call) {
  TRY(const auto made, readable_report(call.ask, call.part()));
  return scanned(call, made);
}
}  // namespace youju::api
