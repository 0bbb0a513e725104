// SPDX-License-Identifier: Apache-2.0
// Photos are sent, grouped by day, and put beside the records that a person chooses.
#include <algorithm>

#include "app/photos.h"
#include "view/photos.h"
#include "web/handlers_ledger.h"
#include "web/handlers_records.h"
#include "web/uploads.h"

namespace youju::web {
namespace {
// Notes of an upload of photos: one for each file {"day","from","place","record"}.
Json look_at_photos(const Upload& upload, const Form& form) {
  std::map<std::string, std::string> changed;  // name → when its sender's disk says it was changed
  constexpr std::size_t kTime = 19;
  for (const auto& told : form.all("time"))
    if (told.size() > kTime + 1) changed[told.substr(kTime + 1)] = told.substr(0, kTime);
  Json out = Json::array();
  for (const auto& file : upload.files) {
    const auto photo = app::read_photo(file, changed[file.filename().string()]);
    static constexpr const char* kFrom[] = {"", "camera", "name", "file"};
    out.push_back(Json{{"day", photo.day ? photo.day->iso() : ""}, {"from", kFrom[static_cast<int>(photo.from)]}, {"place", photo.has_place}, {"record", ""}});
  }
  return out;
}

std::string record_called(Ask& ask, const index::RecordRow& row) {
  auto text = kind_name(ask, row.kind);
  if (!row.title.empty()) text += " · " + row.title;
  if (row.happened && row.happened->from != row.happened->to) text += " · " + days_of(ask.here, row);
  return ask.readable.size() > 1 ? text + " · " + ask.unit_name(row.unit) : text;
}

view::PhotoTile photo_tile_of(Ask& ask, const Upload& upload, const Json& notes, std::size_t n) {
  view::PhotoTile out{std::to_string(n), upload.files[n].filename().string(), {}, {}, {}, {}, notes[n].value("place", false)};
  if (const auto type = picture_type(upload.files[n]); type.starts_with("image/")) out.address = "/records/photos/" + upload.id + "/" + out.number;
  if (const auto from = notes[n].value("from", std::string{}); !from.empty()) out.told_by = ask.here.say("photos.from_" + from);
  out.placed = notes[n].value("record", std::string{});
  if (!out.placed.empty()) {
    const auto row = readable_record(ask, RecordId(out.placed));
    out.placed_title = row ? record_called(ask, *row) : ask.here.say("photos.placed");
  }
  return out;
}

Result<Reply> photos_reply(Ask& ask, const Upload& upload, const std::string& problem_in, const std::string& problem, int status) {
  const auto notes = upload_notes(upload);
  if (!notes.is_array() || notes.size() != upload.files.size()) return fail(Code::absent, "importpage.upload_gone");
  view::PhotoPage page;
  page.address = "/records/photos/" + upload.id;
  std::map<std::string, std::vector<std::size_t>> days;
  for (std::size_t n = 0; n < upload.files.size(); ++n) days[notes[n].value("day", std::string{})].push_back(n);
  for (const auto& [iso, members] : days) {
    view::PhotoGroup group;
    group.day_iso = iso;
    if (const auto day = Date::parse(iso)) {
      group.day = words::say_date(ask.here.lang, iso);
      TRY(const auto rows, app::records_of_day(ask.office, ask.who, *day));
      for (const auto& row : rows) group.records.emplace_back(row.record.text, record_called(ask, row));
    }
    if (problem_in == (iso.empty() ? "none" : iso)) group.problem = problem;
    for (const auto n : members) {
      group.photos.push_back(photo_tile_of(ask, upload, notes, n));
      page.left += group.photos.back().placed.empty() ? 1 : 0;
      page.places += group.photos.back().has_place ? 1 : 0;
    }
    page.groups.push_back(std::move(group));
  }
  TRY(auto frame, frame_of(ask, "records", ask.here.say("photos.title")));
  frame.path = {{"/records", ask.here.say("records.title")}, {"/records/photos", ask.here.say("photos.title")}};
  return html(view::photo_page(frame, page), status);
}

Result<Reply> photo_start_reply(Ask& ask, std::string problem, int status) {
  view::PhotoStart page;
  page.problem = std::move(problem);
  for (const auto& one : uploads_of(ask.office, ask.who.account, UploadFor::photos)) {
    std::size_t left = 0;
    const auto notes = upload_notes(one);
    for (const auto& note : notes) left += note.value("record", std::string{}).empty() ? 1 : 0;
    if (left > 0) page.open.emplace_back(ask.here.to("/records/photos/" + one.id), ask.here.say("photos.count", {{"n", std::to_string(left)}}));
  }
  TRY(auto frame, frame_of(ask, "records", ask.here.say("photos.title")));
  frame.path = {{"/records", ask.here.say("records.title")}};
  return html(view::photo_start_page(frame, page), status);
}

std::vector<std::size_t> photos_ticked(const Form& form, std::size_t count) {
  std::vector<std::size_t> out;
  for (const auto& text : form.all("photo"))
    if (!text.empty() && text.size() < 5 && text.find_first_not_of("0123456789") == text.npos && std::stoul(text) < count) out.push_back(std::stoul(text));
  return out;
}

// Each becomes evidence of the record, its bytes as they came; what was put there already stays.
Result<std::string> attach_photos(Ask& ask, const Upload& upload, const RecordId& record, Json& notes) {
  TRY(const auto row, readable_record(ask, record));
  const auto* kind = ask.office.catalogue().find(row.kind);
  const auto role = kind == nullptr ? std::string() : app::photo_role(*kind);
  for (const auto n : photos_ticked(ask.form, upload.files.size())) {
    if (!notes[n].value("record", std::string{}).empty()) continue;
    const auto kept = app::attach_evidence(ask.office, asking_once(ask, "photo " + std::to_string(n)), record, upload.files[n], role, {});
    if (!kept && !can_be_told(kept.error())) return fail(kept.error());
    if (!kept) return upload.files[n].filename().string() + (ask.here.chinese() ? "：" : ": ") + ask.here.say(kept.error().message);
    notes[n]["record"] = record.text;
    TRY_OK(keep_upload_notes(upload, notes));
  }
  return std::string();
}
}  // namespace

Result<Reply> show_photos(Ask& ask) { return photo_start_reply(ask, {}, 200); }

Result<Reply> take_photos(Ask& ask) {
  const auto kept = keep_upload(ask.office, ask.who.account, ask.form.files, UploadFor::photos);
  if (!kept && can_be_told(kept.error())) return photo_start_reply(ask, ask.here.say(kept.error().message), 422);
  if (!kept) return fail(kept.error());
  TRY(const auto upload, find_upload(ask.office, ask.who.account, *kept, UploadFor::photos));
  TRY_OK(keep_upload_notes(upload, look_at_photos(upload, ask.form)));
  return see_other(ask.here.to("/records/photos/" + *kept));
}

Result<Reply> show_photo_groups(Ask& ask) {
  TRY(const auto upload, find_upload(ask.office, ask.who.account, ask.part(), UploadFor::photos));
  return photos_reply(ask, upload, {}, {}, 200);
}

Result<Reply> place_photos(Ask& ask) {
  TRY(const auto upload, find_upload(ask.office, ask.who.account, ask.part(), UploadFor::photos));
  if (ask.form.get("do") == "drop") {
    drop_upload_files(upload);
    return see_other(ask.here.to("/records/photos"));
  }
  auto notes = upload_notes(upload);
  if (!notes.is_array() || notes.size() != upload.files.size()) return fail(Code::absent, "importpage.upload_gone");
  const std::string group(ask.form.get("group"));
  const auto ticked = photos_ticked(ask.form, upload.files.size());
  if (ticked.empty()) return photos_reply(ask, upload, group, ask.here.say("photos.none_ticked"), 422);
  if (ask.form.get("do") == "day") {
    const auto day = Date::parse(ask.form.get("day"));
    if (!day) return photos_reply(ask, upload, group, ask.here.say("records.no_day", {{"read", std::string(ask.form.get("day").substr(0, 40))}}), 422);
    for (const auto n : ticked) notes[n]["day"] = day->iso(), notes[n]["from"] = "hand";
    TRY_OK(keep_upload_notes(upload, notes));
    return see_other(ask.here.to("/records/photos/" + upload.id));
  }
  const RecordId record{std::string(ask.form.get("record"))};
  if (record.empty()) return photos_reply(ask, upload, group, ask.here.say("photos.no_record_chosen"), 422);
  TRY(const auto problem, attach_photos(ask, upload, record, notes));
  if (!problem.empty()) return photos_reply(ask, upload, group, problem, 422);
  return see_other(ask.here.to("/records/photos/" + upload.id));
}

Result<Reply> send_photo(Ask& ask) {
  TRY(const auto upload, find_upload(ask.office, ask.who.account, ask.part(), UploadFor::photos));
  for (std::size_t n = 0; n < upload.files.size(); ++n) {
    if (std::to_string(n) != ask.part(1)) continue;
    const auto type = picture_type(upload.files[n]);
    if (!type.starts_with("image/")) break;
    Reply out;
    out.file = upload.files[n];
    out.type = type;
    out.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
    out.headers.emplace_back("Cache-Control", "private, max-age=3600");
    return out;
  }
  return fail(Code::absent, "importpage.upload_gone");
}
}  // namespace youju::web
