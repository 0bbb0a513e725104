// SPDX-License-Identifier: Apache-2.0
#include "web/exports.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>

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

// A making that said nothing for long was cut off with its program.
bool was_cut_off(const Upload& folder) {
  std::error_code wrong;
  const auto told = std::filesystem::last_write_time(folder.folder / "notes", wrong);
  const auto silent = std::chrono::duration_cast<std::chrono::milliseconds>(std::filesystem::file_time_type::clock::now() - told).count();
  return !wrong && silent > kSilentMs;
}
}  // namespace

std::vector<ExportMade> exports_made(const Ask& ask) {
  std::vector<ExportMade> out;
  for (auto& folder : uploads_of(ask.office, ask.who.account, UploadFor::exports)) {
    auto note = upload_notes(folder);
    if (!note.is_object()) continue;
    ExportMade one{folder, std::move(note), false, {}};
    one.done = one.note.value("done", false);
    if (const auto problem = one.note.find("problem"); problem != one.note.end() && problem->is_object())
      one.problem = Message{(*problem)["word"].get<std::string>(), (*problem)["args"].get<Args>()};
    else if (!one.done && was_cut_off(folder)) one.problem = Message{"exportpage.cut_off", {}};
    out.push_back(std::move(one));
  }
  return out;
}

Result<void> begin_making_export(Ask& ask, app::ExportRequest request, const std::string& format, const std::string& what) {
  static constexpr std::string_view kFormats[] = {"xlsx", "csv", "jsonl"};
  if (std::find(std::begin(kFormats), std::end(kFormats), format) == std::end(kFormats)) return fail(Code::unsupported, "import.export_format", {{"file", format}});
  for (const auto& one : exports_made(ask))
    if (!one.done && !one.problem) return fail(Code::conflict, "exportpage.one_at_a_time");
  TRY(const auto folder, make_folder_for(ask.office, ask.who.account, UploadFor::exports));
  auto office_name = ask.units->all().empty() ? std::string("youju") : ask.units->all().front().name;
  std::replace(office_name.begin(), office_name.end(), '/', ' ');
  request.out = folder.folder / (office_name + " " + ask.office.today().iso() + "." + format);
  auto note = export_note(0, false);
  note["at"] = ask.office.world().clock->now().iso();
  note["what"] = what;
  TRY_OK(keep_upload_notes(folder, note));
  const auto making = std::make_shared<Making>();
  ask.site.in_background([&office = ask.office, who = ask.who, request, folder, making, note] { make_export(office, who, request, folder, making, note); });
  std::unique_lock hold(making->lock);
  making->changed.wait_for(hold, kWaitForStart, [&] { return making->over; });
  if (!making->over || !making->error) return {};
  drop_upload_files(folder);
  return fail(Error(*making->error));
}

Result<Reply> exported_file(const Ask& ask, std::string_view made, const std::string& n) {
  TRY(const auto folder, find_upload(ask.office, ask.who.account, made, UploadFor::exports));
  const auto note = upload_notes(folder);
  if (!note.is_object() || !note.value("done", false)) return fail(Code::absent, "importpage.upload_gone");
  std::size_t at = 0;
  for (const auto& name : note["files"]) {
    if (std::to_string(at++) != n) continue;
    Reply out;
    out.file = folder.folder / name.get<std::string>();
    out.type = "application/octet-stream";
    out.headers.emplace_back("Content-Disposition", "attachment; filename*=UTF-8''" + view::percent_encoded(name.get<std::string>()));
    return out;
  }
  return fail(Code::absent, "importpage.upload_gone");
}
}  // namespace youju::web
