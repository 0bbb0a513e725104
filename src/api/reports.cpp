// SPDX-License-Identifier: Apache-2.0
// Reports: made, read, taken along. Signing one, and issuing a correction, want the person at the screen.
#include "api/handlers.h"
#include "app/layouts.h"
#include "app/scratch.h"
#include "app/signing.h"

namespace youju::api {
namespace {
Result<Json> report_json(Ask& ask, const app::MadeReport& made) {
  Json out{{"id", made.id},
           {"title", made.title},
           {"template", made.template_id},
           {"year", made.request.year},
           {"quarter", made.request.quarter == 0 ? Json() : Json(made.request.quarter)},
           {"unit", made.unit},
           {"unit_name", ask.unit_name(UnitId{made.unit})},
           {"day", made.day.iso()},
           {"at", made.at},
           {"made_at", made.made_at.iso()},
           {"adopted", !made.adopted.empty()},
           {"sha256", Json::object()},
           {"shown", made.shown},
           {"signed", nullptr},
           {"url", "/api/v1/reports/" + made.id}};
  for (const auto& [form, digest] : made.files) out["sha256"][form] = digest;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto history, ask.office.ledger().history(session, made.id, false));
    for (const auto& entry : history)
      if (entry.head.type == ledger::EntryType::signoff) out["signed"] = Json{{"at", entry.at.iso()}, {"number", entry.head.number}, {"entry", entry.index}};
    return {};
  }));
  return out;
}

// A document of the office, of a unit its reader may read.
bool is_own_document(const Ask& ask, const std::string& name) {
  if (!app::is_layout_name(name)) return false;
  const auto layout = app::find_layout(ask.office, name);
  return layout && layout->form == "docx" && ask.may(people::Right::read, layout->facts.unit);
}
}  // namespace

Result<Reply> list_templates(Call& call) {
  Json out{{"templates", Json::array()}};
  for (const auto& [id, file] : app::templates_of(call.ask.office)) {
    const auto loaded = report::load_template(file);
    const auto* good = std::get_if<std::shared_ptr<const report::Template>>(&loaded);
    if (good == nullptr) continue;  // `youju report make` names its line
    const auto facts = report::facts_of(**good);
    out["templates"].push_back(Json{{"id", id}, {"names", names_json(facts.names)}, {"period", facts.period}});
  }
  TRY(const auto own, app::layouts(call.ask.office, "docx"));
  for (const auto& one : own)
    if (call.ask.may(people::Right::read, one.facts.unit)) out["templates"].push_back(Json{{"id", one.id}, {"names", {{"zh", one.facts.title}}}, {"period", one.facts.period}});
  return json_answer(out);
}

Result<Reply> list_reports(Call& call) {
  auto& ask = call.ask;
  const auto limit = static_cast<std::size_t>(call.number("limit", kPageRows));
  TRY(const auto place, place_asked(call));
  TRY(const auto all, app::list_reports(ask.office));
  Json out{{"reports", Json::array()}, {"next", nullptr}};
  bool reached = !place;
  for (const auto& made : all) {
    const auto passed = std::exchange(reached, reached || made.id == place->id);
    if (!passed || !ask.may(people::Right::read, UnitId{made.unit})) continue;
    if (out["reports"].size() == limit) {
      out["next"] = cursor_of("", out["reports"].back()["id"].get<std::string>());
      break;
    }
    TRY(auto one, report_json(ask, made));
    out["reports"].push_back(std::move(one));
  }
  if (!reached) return fail(Code::invalid, "api.bad_cursor");
  auto reply = json_answer(out);
  if (out["next"].is_string()) link_next(call, reply, out["next"]);
  return reply;
}

Result<Reply> make_report(Call& call) {
  auto& ask = call.ask;
  const auto& body = call.body;
  app::ReportRequest request;
  request.templ = body["template"].get<std::string>();
  const bool own = is_own_document(ask, request.templ);
  const auto known = app::templates_of(ask.office);  // a path is for the command line alone
  if (std::none_of(known.begin(), known.end(), [&](const auto& one) { return one.first == request.templ; }) && !own)
    return body_wrong(ask, {{"template", {"api.no_template", {{"template", request.templ.substr(0, 60)}}}}});
  request.year = body["year"].get<int>();
  request.quarter = body.value("quarter", 0);
  request.revisions = own && body.value("revisions", false);
  if (body.contains("unit")) request.unit = body["unit"].get<std::string>();
  if (body.contains("day")) request.day = Date::parse(body["day"].get<std::string>());
  TRY(const auto made, app::make_report(ask.office, ask.who, request));
  TRY(const auto out, report_json(ask, made.made));
  return answer_at(out, 201, "/api/v1/reports/" + made.made.id);
}

Result<Reply> get_report(Call& call) {
  TRY(const auto made, readable_report(call.ask, call.part()));
  TRY(const auto out, report_json(call.ask, made));
  return json_answer(out);
}

Result<Reply> report_file(Call& call) {
  TRY(const auto made, readable_report(call.ask, call.part()));
  return web::report_sent(call.ask, made, call.part(1), "api");
}

Result<Reply> report_drift(Call& call) {
  auto& ask = call.ask;
  TRY(const auto made, readable_report(ask, call.part()));
  TRY(const auto drifted, app::report_drift(ask.office, made.id));
  Json out{{"report", made.id}, {"drift", Json::array()}};
  for (const auto& one : drifted) {
    Json causes = Json::array();
    for (const auto& cause : one.causes) causes.push_back(ask.here.say(cause));
    out["drift"].push_back(Json{{"key", one.key},
                                {"title", one.title},
                                {"was", one.was},
                                {"is", one.is},
                                {"added", one.added},
                                {"removed", one.removed},
                                {"changed", one.changed},
                                {"causes", causes}});
  }
  return json_answer(out);
}

// What leaves the office as a whole: a scope of its own, and of whoever has a second factor its code.
Result<Reply> report_bundle(Call& call) {
  auto& ask = call.ask;
  TRY(const auto made, readable_report(ask, call.part()));
  TRY(const auto scratch, app::Scratch::beside(ask.office.folder() / "bundle", ask.office.world()));
  const auto file = scratch.folder() / "bundle.zip";
  TRY_OK(app::bundle_report(ask.office, ask.who, made.id, file, app::with_code(call.body.value("code", std::string{}))));
  TRY(auto bytes, read_file(file));
  web::note_event(ask, "exported", "api report bundle", made.id, "ok");
  return web::download(std::move(bytes), "application/zip", made.title + ".zip");
}
}  // namespace youju::api
