// SPDX-License-Identifier: Apache-2.0
// The way of a report to the superior and back, the superior's forms filled, last year's report as this year's draft.
#include "api/handlers.h"
#include "app/claims.h"
#include "app/forms.h"
#include "app/routing.h"
#include "app/scratch.h"
#include "base/media_types.h"

namespace youju::api {
namespace {
constexpr std::size_t kMostPaperBytes = 20 << 20;

Json way_json(const app::MadeReport& made, const app::Route& route) {
  const auto* holder = route.holder();
  Json out{{"report", made.id},
           {"state", std::string(app::route_state_name(route.state))},
           {"number", route.number},
           {"holder", holder == nullptr ? Json() : Json(holder->account.text)},
           {"part", holder == nullptr ? Json() : Json(holder->part)},
           {"due", holder == nullptr ? Json() : or_nothing(holder->due)},
           {"marks", Json::array()}};
  for (const auto& mark : route.marks) {
    Json one{{"what", mark.what}, {"by", mark.by.text}, {"at", mark.at.iso()}, {"entry", mark.entry}, {"text", or_nothing(mark.text)}, {"to", or_nothing(mark.to)},
             {"way", or_nothing(mark.way)}, {"receipt", or_nothing(mark.receipt)}, {"day", or_nothing(mark.day)}, {"files", Json::array()}};
    const bool to_superior = mark.what == "sent" || mark.what == "received" || mark.what == "sent_back";
    for (const auto& file : mark.files)
      if (to_superior && file.contains("digest"))
        one["files"].push_back(Json{{"role", file.value("role", std::string{})}, {"media_type", file.value("media_type", std::string{})}, {"url", "/api/v1/reports/" + made.id + "/way/" + file["digest"].get<std::string>()}});
    out["marks"].push_back(std::move(one));
  }
  return out;
}

// The body's day, or today.
Date day_said(const Call& call) {
  const auto day = call.body.contains("day") ? Date::parse(call.body["day"].get<std::string>()) : std::nullopt;
  return day.value_or(call.ask.office.today());
}
}  // namespace

Reply way_answer(const app::MadeReport& made, const app::Route& route, int status) {
  return answer_at(way_json(made, route), status, "/api/v1/reports/" + made.id + "/way");
}

Result<Reply> get_way(Call& call) {
  TRY(const auto made, readable_report(call.ask, call.part()));
  TRY(const auto route, app::read_route(call.ask.office, made.id));
  return way_answer(made, route, 200);
}

Result<Reply> dispatch_report(Call& call) {
  TRY(const auto made, readable_report(call.ask, call.part()));
  const app::Dispatch dispatch{day_said(call), call.body["to"].get<std::string>(), call.body.value("way", std::string{}), call.body.value("note", std::string{})};
  TRY(const auto route, app::send_report(call.ask.office, call.ask.who, made.id, dispatch));
  return way_answer(made, route, 201);
}

Result<Reply> note_answer(Call& call) {
  TRY(const auto made, readable_report(call.ask, call.part()));
  app::Answer answer;
  answer.day = day_said(call), answer.text = call.body["text"].get<std::string>();
  const auto noted = call.body["what"].get<std::string>() == "receipt" ? app::receive_receipt : app::sent_back;
  TRY(const auto route, noted(call.ask.office, call.ask.who, made.id, answer));
  return way_answer(made, route, 201);
}

Result<Reply> list_forms(Call& call) {
  auto& ask = call.ask;
  TRY(const auto all, app::layouts(ask.office, "xlsx"));
  Json out{{"forms", Json::array()}};
  for (const auto& one : all) {
    if (!ask.may(people::Right::read, one.facts.unit)) continue;
    const auto cells = one.facts.bound();
    out["forms"].push_back(Json{{"id", one.id}, {"version", one.version}, {"title", one.facts.title}, {"period", one.facts.period}, {"unit", one.facts.unit.text}, {"cells", cells}});
  }
  return json_answer(out);
}

Result<Reply> filled_form(Call& call) {
  auto& ask = call.ask;
  TRY(const auto layout, app::find_layout(ask.office, call.part()));
  if (layout.form != "xlsx" || !ask.may(people::Right::read, layout.facts.unit)) return fail(Code::absent, "api.no_form", {{"form", call.part().substr(0, 64)}});
  const app::FormRequest request{layout.name(), static_cast<int>(call.number("year", ask.here.this_year)), static_cast<int>(call.number("quarter", 0)), index::kOpen};
  TRY(auto filled, app::fill_form(ask.office, ask.who, request));
  web::note_event(ask, "exported", "api form filled", layout.name(), "ok");
  return web::download(std::move(filled.bytes), kXlsxType, layout.facts.title + ".xlsx");
}

Result<Reply> renew_paper(Call& call) {
  auto& ask = call.ask;
  const auto bytes = ask.request.body.view();
  if (bytes.empty()) return no_bytes(ask);
  if (bytes.size() > kMostPaperBytes) return fail(Code::too_large, "checkpage.too_large");
  TRY(const auto scratch, app::Scratch::beside(ask.office.folder() / "check", ask.office.world()));
  app::CheckRequest request;
  request.file = scratch.folder() / "last-year.docx";
  if (const auto unit = call.query("unit"); !unit.empty()) request.unit = std::string(unit);
  TRY_OK(write_file(request.file, bytes, 0600));
  TRY(auto renewed, app::renew_draft(ask.office, ask.who, request, static_cast<int>(call.number("for", ask.here.this_year)), ask.office.world().clock->now(), ask.here.lang));
  return web::download(std::move(renewed.marked.bytes), kDocxType, "renewed.docx");
}
}  // namespace youju::api
