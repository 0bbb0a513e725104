// SPDX-License-Identifier: Apache-2.0
// Records go out as files that are made while their person does something else.
#include <algorithm>
#include <chrono>
#include <condition_variable>

#include "app/export.h"
#include "app/records.h"
#include "view/export.h"
#include "web/handlers_ledger.h"
#include "web/handlers_trust.h"
#include "web/uploads.h"

namespace youju::web {
namespace {
constexpr auto kWaitForStart = std::chrono::milliseconds(1'500);  // a small export is there at once, and a wrong code is told at once
constexpr std::int64_t kTellEvery = 5'000;                        // records
constexpr std::int64_t kSilentMs = 120'000;                       // a making that said nothing for so long was cut off

// What the thread that makes it and the page that asked for it share.
struct Making {
  std::mutex lock;
  std::condition_variable changed;
  bool over = false;
  std::optional<Error> error;
};

Json export_note(std::int64_t records, bool done) { return Json{{"records", records}, {"done", done}, {"files", Json::array()}, {"problem", nullptr}}; }

void make_export(app::Office& office, const people::Who& who, app::ExportRequest request, const Upload& folder, const std::shared_ptr<Making>& making,
                 Json note) {
  std::int64_t told = 0;
  request.progress = [&](std::int64_t records) {
    if (records - told < kTellEvery) return;
    told = records;
    note["records"] = records;
    auto kept = keep_upload_notes(folder, note);
    static_cast<void>(kept);
  };
  const auto made = app::export_records(office, who, request);
  std::int64_t records = 0;
  if (made) {
    for (const auto& [kind, n] : made->records) records += n;
    for (const auto& file : made->files) note["files"].push_back(file.filename().string());
  } else {
    note["problem"] = Json{{"word", made.error().message.word}, {"args", made.error().message.args}};
  }
  note["records"] = records;
  note["done"] = true;
  auto kept = keep_upload_notes(folder, note);
  const std::lock_guard hold(making->lock);
  making->over = true;
  if (!made) making->error = made.error();
  else if (!kept) making->error = kept.error();
  making->changed.notify_all();
}

std::string file_size_text(const std::filesystem::path& file) {
  std::error_code wrong;
  const auto bytes = std::filesystem::file_size(file, wrong);
  if (wrong) return {};
  return bytes < 1024 * 1024 ? std::to_string((bytes + 1023) / 1024) + " KB" : std::to_string(bytes / (1024 * 1024)) + " MB";
}

view::ExportMade made_shown(Ask& ask, const Upload& folder, const Json& note) {
  view::ExportMade out;
  out.when = ask.here.moment(note.value("at", std::string{}));
  out.what = note.value("what", std::string{});
  out.records = note.value("records", std::int64_t{0});
  out.done = note.value("done", false);
  if (const auto problem = note.find("problem"); problem != note.end() && problem->is_object())
    out.problem = ask.here.say((*problem)["word"].get<std::string>(), (*problem)["args"].get<Args>());
  std::size_t n = 0;
  for (const auto& name : note["files"]) {
    const auto text = name.get<std::string>();
    out.files.emplace_back("/export/" + folder.id + "/" + std::to_string(n++), text + " · " + file_size_text(folder.folder / text));
  }
  std::error_code wrong;
  const auto told = std::filesystem::last_write_time(folder.folder / "notes", wrong);
  const auto silent = std::chrono::duration_cast<std::chrono::milliseconds>(std::filesystem::file_time_type::clock::now() - told).count();
  if (!out.done && !wrong && silent > kSilentMs) out.problem = ask.here.say("exportpage.cut_off");
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
  for (const auto& one : uploads_of(ask.office, ask.who.account, UploadFor::exports)) {
    const auto note = upload_notes(one);
    if (!note.is_object()) continue;
    page.made.push_back(made_shown(ask, one, note));
    working = working || (!page.made.back().done && page.made.back().problem.empty());
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
  static constexpr std::string_view kFormats[] = {"xlsx", "csv", "jsonl"};
  if (std::find(std::begin(kFormats), std::end(kFormats), page.format) == std::end(kFormats))
    return fail(Code::unsupported, "import.export_format", {{"file", page.format}});
  if (page.asked == view::CodeAsked::set_up_first) return see_other(ask.here.to("/account/factor"));
  for (const auto& one : uploads_of(ask.office, ask.who.account, UploadFor::exports))
    if (const auto shown = made_shown(ask, one, upload_notes(one)); !shown.done && shown.problem.empty()) {
      page.problem = ask.here.say("exportpage.one_at_a_time");
      return export_reply(ask, std::move(page), 409);
    }
  TRY(const auto folder, make_folder_for(ask.office, ask.who.account, UploadFor::exports));
  app::ExportRequest request;
  auto office_name = ask.units->all().empty() ? std::string("youju") : ask.units->all().front().name;
  std::replace(office_name.begin(), office_name.end(), '/', ' ');
  request.out = folder.folder / (office_name + " " + ask.here.today + "." + page.format);
  if (!page.kind.empty()) request.kinds = {page.kind};
  request.unit = page.unit;
  if (!page.when.empty()) request.first_day = Period::year(ask.here.year);
  request.how = act_of(ask);
  auto note = export_note(0, false);
  note["at"] = ask.office.world().clock->now().iso();
  note["what"] = what_is_exported(ask, page);
  TRY_OK(keep_upload_notes(folder, note));
  const auto making = std::make_shared<Making>();
  ask.site.in_background([&office = ask.office, who = ask.who, request, folder, making, note] { make_export(office, who, request, folder, making, note); });
  std::unique_lock hold(making->lock);
  making->changed.wait_for(hold, kWaitForStart, [&] { return making->over; });
  if (making->over && making->error) {
    drop_upload_files(folder);
    const bool about_code = app::is_about_code(*making->error);
    if (!about_code && !can_be_told(*making->error)) return fail(*making->error);
    (about_code ? page.code_problem : page.problem) = ask.here.say(making->error->message);
    return export_reply(ask, std::move(page), http_status(making->error->code));
  }
  note_event(ask, "exported", "web records", note["what"].get<std::string>(), "ok");
  return see_other(ask.here.to("/export"));
}

Result<Reply> send_export(Ask& ask) {
  TRY(const auto folder, find_upload(ask.office, ask.who.account, ask.part(), UploadFor::exports));
  const auto note = upload_notes(folder);
  if (!note.is_object() || !note.value("done", false)) return fail(Code::absent, "importpage.upload_gone");
  std::size_t n = 0;
  for (const auto& name : note["files"]) {
    if (std::to_string(n++) != ask.part(1)) continue;
    Reply out;
    out.file = folder.folder / name.get<std::string>();
    out.type = "application/octet-stream";
    out.headers.emplace_back("Content-Disposition", "attachment; filename*=UTF-8''" + view::percent_encoded(name.get<std::string>()));
    return out;
  }
  return fail(Code::absent, "importpage.upload_gone");
}
}  // namespace youju::web
