// SPDX-License-Identifier: Apache-2.0
// What became of a report: against the one before it, against last year's, edited and taken back, corrected by notices, shown to anybody.
#include "api/handlers.h"
#include "app/public_page.h"
#include "app/report_changes.h"
#include "app/scratch.h"

namespace youju::api {
namespace {
Json compared_json(const app::ComparedFigure& one) {
  return Json{{"key", one.key},
              {"title", one.title},
              {"was", or_nothing(one.was)},
              {"is", or_nothing(one.is)},
              {"was_expr", or_nothing(one.was_expr)},
              {"expr", or_nothing(one.expr)},
              {"difference", one.difference ? Json(one.difference->text()) : Json()},
              {"other_rule", one.other_rule}};
}

Json adopted_json(const std::vector<app::AdoptedFigure>& figures) {
  Json out = Json::array();
  for (const auto& one : figures) out.push_back(Json{{"key", one.key}, {"title", one.title}, {"was", one.was}, {"is", or_nothing(one.is)}});
  return out;
}

Result<Reply> public_answer(Call& call, const app::MadeReport& made) {
  auto& ask = call.ask;
  TRY(const auto level, app::shown_publicly(ask.office, made.id));
  const auto code = report::code_of(ask.office.settings().origin, made.template_digest, made.request.year, made.request.quarter, made.at);
  const auto base = app::public_address(ask.office.folder());
  return json_answer(Json{{"report", made.id}, {"level", std::string(app::shown_name(level))}, {"code", code}, {"address", base.empty() ? Json() : Json(base + "/r/" + code)}});
}
}  // namespace

Result<Reply> report_changes(Call& call) {
  auto& ask = call.ask;
  static constexpr const char* kSinceWhat[] = {"nothing", "seen", "before", "last_year"};
  TRY(const auto made, readable_report(ask, call.part()));
  TRY(const auto changes, app::report_changes(ask.office, ask.who, made));
  Json out{{"report", made.id},
           {"since", kSinceWhat[static_cast<int>(changes.since)]},
           {"before", changes.before ? Json(changes.before->id) : Json()},
           {"figures", Json::array()},
           {"unchanged", changes.unchanged},
           {"paragraphs", Json::array()},
           {"same_paragraphs", changes.same_paragraphs},
           {"other_template", changes.other_template},
           {"not_compared", changes.not_compared ? Json(ask.here.say(*changes.not_compared)) : Json()}};
  for (const auto& one : changes.figures) out["figures"].push_back(compared_json(one));
  for (const auto& one : changes.paragraphs) out["paragraphs"].push_back(Json{{"was", or_nothing(one.was)}, {"is", or_nothing(one.is)}});
  return json_answer(out);
}

Result<Reply> compare_report(Call& call) {
  auto& ask = call.ask;
  TRY(const auto made, readable_report(ask, call.part()));
  TRY(const auto compared, app::compare_with_year_before(ask.office, made, std::string(call.query("with"))));
  TRY(const auto others, app::comparable_reports(ask.office, made));
  Json out{{"report", made.id},
           {"before", compared.before ? Json(compared.before->id) : Json()},
           {"before_signed", compared.before_signed},
           {"figures", Json::array()},
           {"others", Json::array()},
           {"not_compared", compared.not_compared ? Json(ask.here.say(*compared.not_compared)) : Json()}};
  for (const auto& one : compared.rows) out["figures"].push_back(compared_json(one));
  for (const auto& one : others) out["others"].push_back(Json{{"id", one.id}, {"title", one.title}, {"made_at", one.made_at.iso()}});
  return json_answer(out);
}

Result<Reply> adopt_report(Call& call) {
  auto& ask = call.ask;
  TRY(const auto made, readable_report(ask, call.part()));
  const auto bytes = ask.request.body.view();
  if (bytes.empty()) return no_bytes(ask);
  TRY(const auto scratch, app::Scratch::beside(ask.office.folder() / "edited", ask.office.world()));
  const auto file = scratch.folder() / "edited.docx";
  TRY_OK(write_file(file, bytes, 0600));
  TRY(const auto done, app::adopt_report(ask.office, ask.who, made.id, file));
  const auto address = "/api/v1/reports/" + done.made.id;
  return answer_at(Json{{"report", done.made.id},
                        {"shown", done.made.shown},
                        {"found", done.found.size()},
                        {"changed", adopted_json(done.changed)},
                        {"missing", adopted_json(done.missing)},
                        {"other_numbers", done.other_numbers},
                        {"url", address}},
                   201, address);
}

Result<Reply> notice_file(Call& call) {
  TRY(const auto made, readable_report(call.ask, call.part()));
  return web::notice_sent(call.ask, made, call.part(1), call.part(2), "api");
}

Result<Reply> get_shown_publicly(Call& call) {
  TRY(const auto made, readable_report(call.ask, call.part()));
  return public_answer(call, made);
}

// Nothing is signed by it, but figures leave the office: the scope of what leaves, and of whoever has a second factor its code.
Result<Reply> show_publicly(Call& call) {
  auto& ask = call.ask;
  TRY(const auto made, readable_report(ask, call.part()));
  const auto level = app::shown_from(call.body["level"].get<std::string>()).value_or(app::Shown::nothing);
  auto done = app::show_publicly(ask.office, ask.who, made.id, level, app::with_code(call.body.value("code", std::string{})));
  web::note_event(ask, "exported", "api report public " + std::string(app::shown_name(level)), made.id, web::result_of(done));
  if (!done) return fail(std::move(done).error());
  return public_answer(call, made);
}
}  // namespace youju::api
