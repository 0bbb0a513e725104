// SPDX-License-Identifier: Apache-2.0
// Records as files, made in the background and fetched: what leaves the office as a whole has a scope of its own, and of whoever has a second
// factor its code.
#include "api/handlers.h"
#include "app/records.h"

namespace youju::api {
namespace {
Result<Reply> exports_answer(Ask& ask, int status) {
  Json out{{"exports", Json::array()}};
  for (const auto& one : web::exports_made(ask)) {
    Json files = Json::array();
    std::size_t n = 0;
    for (const auto& name : one.note["files"]) files.push_back(Json{{"name", name}, {"url", "/api/v1/exports/" + one.folder.id + "/" + std::to_string(n++)}});
    out["exports"].push_back(Json{{"id", one.folder.id},
                                  {"at", one.note.value("at", std::string{})},
                                  {"what", one.note.value("what", std::string{})},
                                  {"records", one.note.value("records", std::int64_t{0})},
                                  {"done", one.done},
                                  {"problem", one.problem ? Json(ask.here.say(*one.problem)) : Json()},
                                  {"files", files}});
  }
  return json_answer(out, status);
}
}  // namespace

Result<Reply> list_exports(Call& call) { return exports_answer(call.ask, 200); }

Result<Reply> begin_export(Call& call) {
  auto& ask = call.ask;
  const auto& body = call.body;
  app::ExportRequest request;
  std::string what;
  if (body.contains("kind")) {
    const auto* kind = kind_said(call);
    if (kind == nullptr) return no_such_kind(call);
    request.kinds = {kind->id.text};
    what = app::name_in(kind->names, ask.lang_id()) + " · ";
  }
  if (body.contains("unit")) {
    TRY(const auto unit, unit_asked(ask, body["unit"].get<std::string>()));
    request.unit = unit.text;
    what += ask.unit_name(unit) + " · ";
  }
  if (body.contains("year")) request.first_day = Period::year(body["year"].get<int>()), what += std::to_string(body["year"].get<int>()) + " · ";
  request.how = app::with_code(body.value("code", std::string{}));
  const auto format = body["format"].get<std::string>();
  what += format;
  TRY_OK(web::begin_making_export(ask, std::move(request), format, what));
  web::note_event(ask, "exported", "api records", what, "ok");
  return exports_answer(ask, 202);
}

Result<Reply> send_export(Call& call) { return web::exported_file(call.ask, call.part(), call.part(1)); }
}  // namespace youju::api
