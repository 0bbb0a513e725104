// SPDX-License-Identifier: Apache-2.0
// Records go out as files that are made while their person does something else.
#include "app/records.h"
#include "view/export.h"
#include "web/exports.h"
#include "web/handlers_ledger.h"
#include "web/handlers_trust.h"

namespace youju::web {
namespace {
std::string file_size_text(const std::filesystem::path& file) {
  std::error_code wrong;
  const auto bytes = std::filesystem::file_size(file, wrong);
  if (wrong) return {};
  return bytes < 1024 * 1024 ? std::to_string((bytes + 1023) / 1024) + " KB" : std::to_string(bytes / (1024 * 1024)) + " MB";
}

view::ExportMade made_shown(Ask& ask, const ExportMade& made) {
  view::ExportMade out;
  out.when = ask.here.moment(made.note.value("at", std::string{}));
  out.what = made.note.value("what", std::string{});
  out.records = made.note.value("records", std::int64_t{0});
  out.done = made.done;
  if (made.problem) out.problem = ask.here.say(*made.problem);
  std::size_t n = 0;
  for (const auto& name : made.note["files"]) {
    const auto text = name.get<std::string>();
    out.files.emplace_back("/export/" + made.folder.id + "/" + std::to_string(n++), text + " · " + file_size_text(made.folder.folder / text));
  }
  return out;
}

view::ExportPage export_choices(Ask& ask, const Form& form) {
  view::ExportPage page;
  page.format = form.get("format").empty() ? "xlsx" : std::string(form.get("format"));
  page.kind = std::string(form.get("kind"));
  page.unit = std::string(form.get("of_unit"));
  page.when = form.get("when") == "year" ? "year" : "";
  page.kinds = {{"", ask.here.say("records.all")}};
  for (const auto& kind : ask.office.catalogue().kinds()) page.kinds.emplace_back(kind.id.text, app::name_in(kind.names, ask.lang_id()));
  page.units = {{"", ask.here.say("exportpage.all_units")}};
  for (const auto& id : ask.readable) page.units.emplace_back(id.text, ask.unit_name(id));
  page.asked = code_asked(ask);
  if (ask.may(people::Right::back_up)) page.back_up = ask.here.to("/admin/backup");
  return page;
}

Result<Reply> export_reply(Ask& ask, view::ExportPage page, int status) {
  bool working = false;
  for (const auto& one : exports_made(ask)) {
    page.made.push_back(made_shown(ask, one));
    working = working || (!one.done && !one.problem);
  }
  TRY(auto frame, frame_of(ask, "records", ask.here.say("exportpage.title")));
  frame.path = {{"/records", ask.here.say("records.title")}};
  auto reply = html(view::export_page(frame, page), status);
  if (working) reply.headers.emplace_back("Refresh", "2");  // works without script
  return reply;
}

std::string what_is_exported(Ask& ask, const view::ExportPage& page) {
  auto out = page.kind.empty() ? ask.here.say("exportpage.all_kinds") : kind_name(ask, KindId(page.kind));
  if (!page.unit.empty()) out += " · " + ask.unit_name(UnitId(page.unit));
  out += " · " + (page.when.empty() ? ask.here.say("exportpage.all_years") : std::to_string(ask.here.year));
  return out + " · " + page.format;
}
}  // namespace

Result<Reply> show_export(Ask& ask) { return export_reply(ask, export_choices(ask, ask.query), 200); }

Result<Reply> begin_export(Ask& ask) {
  auto page = export_choices(ask, ask.form);
  if (page.asked == view::CodeAsked::set_up_first) return see_other(ask.here.to("/account/factor"));
  app::ExportRequest request;
  if (!page.kind.empty()) request.kinds = {page.kind};
  request.unit = page.unit;
  if (!page.when.empty()) request.first_day = Period::year(ask.here.year);
  request.how = act_of(ask);
  const auto what = what_is_exported(ask, page);
  const auto begun = begin_making_export(ask, std::move(request), page.format, what);
  if (!begun) {
    const auto& error = begun.error();
    const bool about_code = app::is_about_code(error);
    if ((!about_code && !can_be_told(error)) || error.code == Code::unsupported) return fail(Error(error));
    (about_code ? page.code_problem : page.problem) = ask.here.say(error.message);
    return export_reply(ask, std::move(page), http_status(error.code));
  }
  note_event(ask, "exported", "web records", what, "ok");
  return see_other(ask.here.to("/export"));
}

Result<Reply> send_export(Ask& ask) { return exported_file(ask, ask.part(), ask.part(1)); }
}  // namespace youju::web
