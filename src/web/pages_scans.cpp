// SPDX-License-Identifier: Apache-2.0
// A scanned stack is sent, read page by page while its sender looks on or goes elsewhere, corrected by hand, and filed.
#include <algorithm>
#include <chrono>

#include "app/scans.h"
#include "view/scans.h"
#include "web/handlers_ledger.h"
#include "web/handlers_records.h"
#include "web/uploads.h"

namespace youju::web {
namespace {
constexpr auto kLookFor = std::chrono::milliseconds(1'500);  // at pages in one request; the page asks for more by itself
constexpr std::size_t kMostOffered = 80;
constexpr std::size_t kMarkSize = 8;  // of an id, behind a record's name

// Notes of a stack: one for each page {"file","page","of","record","kind","by","problem","filed"}; read = false while it was not looked at.
Json new_notes(Ask& ask, const Upload& upload) {
  Json out = Json::array();
  for (std::size_t n = 0; n < upload.files.size(); ++n) {
    const auto pages = app::scan_page_count(upload.files[n]);
    for (int page = 1; page <= (pages ? *pages : 1); ++page)
      out.push_back(Json{{"file", n},
                         {"page", page},
                         {"of", pages ? *pages : 1},
                         {"record", ""},
                         {"kind", "C"},
                         {"by", ""},
                         {"problem", pages ? std::string{} : ask.here.say(pages.error().message)},
                         {"read", !pages.has_value()},
                         {"filed", false}});
  }
  return out;
}

// A page without a code goes to the page before it in the same file, or of the same run of pictures.
void follow_page_before(Json& notes, std::size_t n) {
  if (n == 0 || !notes[n]["record"].get<std::string>().empty() || !notes[n]["problem"].get<std::string>().empty()) return;
  const auto& before = notes[n - 1];
  const bool same = before["file"] == notes[n]["file"] || (before["of"] == 1 && notes[n]["of"] == 1);
  if (!same || before["record"].get<std::string>().empty()) return;
  notes[n]["record"] = before["record"], notes[n]["kind"] = before["kind"], notes[n]["by"] = "before";
}

Result<void> read_page(Ask& ask, const Upload& upload, Json& notes, std::size_t n) {
  auto& note = notes[n];
  note["read"] = true;
  const auto page = app::read_scan_page(upload.files[note["file"].get<std::size_t>()], note["page"].get<int>());
  if (!page) {
    note["problem"] = ask.here.say(page.error().message);
    return {};
  }
  if (!page->preview.empty()) TRY_OK(write_file(upload.folder / ("preview-" + std::to_string(n)), page->preview, 0600));
  if (page->codes.size() > 1) note["problem"] = ask.here.say("scans.two_codes");
  if (page->codes.size() == 1) {
    const auto& code = page->codes.front();
    const auto row = readable_record(ask, code.record);
    if (row) note["record"] = code.record.text, note["kind"] = code.kind == app::PaperKind::sheet ? "S" : "C", note["by"] = "code";
    else note["problem"] = ask.here.say("scans.other_office");
  } else {
    follow_page_before(notes, n);
  }
  return {};
}

// How many pages were looked at; goes on for a moment when some were not.
Result<int> look_on(Ask& ask, const Upload& upload, Json& notes) {
  const auto until = std::chrono::steady_clock::now() + kLookFor;
  int looked = 0;
  bool any = false;
  for (std::size_t n = 0; n < notes.size(); ++n) {
    if (!notes[n]["read"].get<bool>()) {
      if (any && std::chrono::steady_clock::now() > until) break;
      TRY_OK(read_page(ask, upload, notes, n));
      any = true;
    }
    ++looked;
  }
  if (any) TRY_OK(keep_upload_notes(upload, notes));
  return looked;
}

std::string offered_name(Ask& ask, const index::RecordRow& row) {
  const auto title = row.title.empty() ? std::string() : " " + row.title;
  return days_of(ask.here, row) + " " + kind_name(ask, row.kind) + title + " #" + row.record.text.substr(row.record.text.size() - kMarkSize);
}

// Records a page may be given to: those found in the stack, then the newest that may be written to.
Result<std::map<std::string, index::RecordRow>> records_offered(Ask& ask, const Json& notes) {
  std::map<std::string, index::RecordRow> out;
  for (const auto& note : notes)
    if (const auto id = note["record"].get<std::string>(); !id.empty())
      if (const auto row = readable_record(ask, RecordId(id))) out.emplace(id, *row);
  index::Filter filter;
  for (const auto& unit : ask.units->all())
    if (ask.may(people::Right::write, unit.id)) filter.units.push_back(unit.id);
  if (filter.units.empty()) return out;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto rows, index::list(session, filter, static_cast<int>(kMostOffered)));
    for (const auto& row : rows) {
      const auto* kind = ask.office.catalogue().find(row.kind);
      if (kind != nullptr && !kind->no_content && row.state != "void") out.emplace(row.record.text, row);
    }
    return {};
  }));
  return out;
}

view::ScanTile scan_tile_of(Ask& ask, const Upload& upload, const Json& note, std::size_t n, const std::map<std::string, index::RecordRow>& offered) {
  const auto file = upload.files[note["file"].get<std::size_t>()].filename().string();
  view::ScanTile out;
  out.number = std::to_string(n);
  out.name = note["of"].get<int>() > 1 ? file + " · " + ask.here.say("scans.page", {{"n", std::to_string(note["page"].get<int>())}}) : file;
  std::error_code wrong;
  if (std::filesystem::exists(upload.folder / ("preview-" + out.number), wrong)) out.preview = "/records/scans/" + upload.id + "/" + out.number;
  out.found_by = note["by"].get<std::string>();
  out.problem = note["problem"].get<std::string>();
  out.filed = note["filed"].get<bool>();
  if (const auto found = offered.find(note["record"].get<std::string>()); found != offered.end()) out.belongs = offered_name(ask, found->second);
  return out;
}

Result<Reply> stack_reply(Ask& ask, const Upload& upload, Json notes, std::string problem, int status) {
  view::ScanStack page;
  page.address = "/records/scans/" + upload.id;
  page.all = static_cast<int>(notes.size());
  page.problem = std::move(problem);
  TRY(page.looked, look_on(ask, upload, notes));
  TRY(auto frame, frame_of(ask, "records", ask.here.say("scans.title")));
  frame.path = {{"/records", ask.here.say("records.title")}, {"/records/scans", ask.here.say("scans.title")}};
  if (page.looked < page.all) {
    auto reply = html(view::scan_stack_page(frame, page), 200);
    reply.headers.emplace_back("Refresh", "0");  // works without script
    return reply;
  }
  TRY(const auto offered, records_offered(ask, notes));
  for (const auto& [id, row] : offered) page.offers.push_back(offered_name(ask, row));
  view::ScanGroup unclear;
  for (std::size_t n = 0; n < notes.size(); ++n) {
    const auto record = notes[n]["record"].get<std::string>();
    auto tile = scan_tile_of(ask, upload, notes[n], n, offered);
    page.filed += tile.filed ? 1 : 0;
    if (!tile.filed) (record.empty() ? page.unclear : page.ready) += 1;
    if (record.empty()) {
      unclear.pages.push_back(std::move(tile));
      continue;
    }
    auto group = std::find_if(page.groups.begin(), page.groups.end(), [&](const auto& one) { return one.record == record; });
    if (group == page.groups.end()) {
      const auto found = offered.find(record);
      const auto title =
          found == offered.end() ? record : kind_name(ask, found->second.kind) + (found->second.title.empty() ? "" : " · " + found->second.title);
      const auto facts = found == offered.end() ? std::string() : days_of(ask.here, found->second) + " · " + ask.unit_name(found->second.unit);
      group = page.groups.insert(page.groups.end(), {record, title, facts, {}});
    }
    group->pages.push_back(std::move(tile));
  }
  if (!unclear.pages.empty()) page.groups.insert(page.groups.begin(), std::move(unclear));
  return html(view::scan_stack_page(frame, page), status);
}

// What a person wrote beside the pages: a name that was offered, an id, or nothing. Gives what was not understood.
Result<std::string> hear_assignments(Ask& ask, Json& notes) {
  TRY(const auto offered, records_offered(ask, notes));
  std::string not_understood;
  for (std::size_t n = 0; n < notes.size(); ++n) {
    const auto name = "r-" + std::to_string(n);
    if (!ask.form.has(name) || notes[n]["filed"].get<bool>()) continue;
    const std::string said(ask.form.get(name));
    const auto mark = said.rfind('#');
    std::string record;
    for (const auto& [id, row] : offered)
      if (said == id || offered_name(ask, row) == said || (mark != said.npos && id.ends_with(said.substr(mark + 1)) && said.size() - mark - 1 == kMarkSize))
        record = id;
    if (record.empty() && !said.empty()) {
      if (const auto row = readable_record(ask, RecordId(said.substr(said.rfind('/') + 1)))) record = row->record.text;
      else not_understood = said;
    }
    if (record == notes[n]["record"].get<std::string>() || (record.empty() && !said.empty())) continue;
    notes[n]["record"] = record, notes[n]["by"] = record.empty() ? "" : "hand";
    if (!record.empty()) notes[n]["problem"] = "", notes[n]["kind"] = "C";
  }
  return not_understood;
}

Result<std::string> file_run(Ask& ask, const Upload& upload, Json& notes, std::size_t from, std::size_t to) {
  const auto& first = notes[from];
  const RecordId record{first["record"].get<std::string>()};
  const auto& file = upload.files[first["file"].get<std::size_t>()];
  TRY(const auto row, readable_record(ask, record));
  const auto* kind = ask.office.catalogue().find(row.kind);
  const auto part = app::pages_as_file(file, first["page"].get<int>(), notes[to]["page"].get<int>(), first["of"].get<int>(), upload.folder);
  const auto problem = [&](const Error& error) -> Result<std::string> {
    if (!can_be_told(error)) return fail(error);
    return ask.here.say(error.message);
  };
  if (!part) return problem(part.error());
  const auto role = kind == nullptr ? std::string() : app::paper_role(*kind, first["kind"] == "S" ? app::PaperKind::sheet : app::PaperKind::cover);
  const auto kept = app::attach_evidence(ask.office, asking_once(ask, "pages " + std::to_string(from)), record, *part, role, {});
  if (!kept) return problem(kept.error());
  return std::string();
}

// Neighbouring pages of one file and one record are one piece of evidence.
Result<void> file_pages(Ask& ask, const Upload& upload, Json& notes) {
  for (std::size_t n = 0; n < notes.size();) {
    std::size_t last = n;
    while (last + 1 < notes.size() && notes[last + 1]["file"] == notes[n]["file"] && notes[last + 1]["record"] == notes[n]["record"] &&
           !notes[last + 1]["filed"].get<bool>())
      ++last;
    const bool ready = !notes[n]["filed"].get<bool>() && !notes[n]["record"].get<std::string>().empty();
    if (ready) {
      TRY(const auto problem, file_run(ask, upload, notes, n, last));
      for (std::size_t page = n; page <= last; ++page) notes[page]["problem"] = problem, notes[page]["filed"] = problem.empty();
      TRY_OK(keep_upload_notes(upload, notes));
    }
    n = last + 1;
  }
  return {};
}

Result<Reply> scan_start_reply(Ask& ask, std::string problem, int status) {
  view::ScanStart page;
  page.problem = std::move(problem);
  for (const auto& one : uploads_of(ask.office, ask.who.account, UploadFor::scans)) {
    std::size_t left = 0;
    const auto notes = upload_notes(one);
    for (const auto& note : notes) left += note.value("filed", false) ? 0 : 1;
    if (left > 0) page.open.emplace_back(ask.here.to("/records/scans/" + one.id), ask.here.say("scans.pages_left", {{"n", std::to_string(left)}}));
  }
  TRY(auto frame, frame_of(ask, "records", ask.here.say("scans.title")));
  frame.path = {{"/records", ask.here.say("records.title")}};
  return html(view::scan_start_page(frame, page), status);
}
}  // namespace

Result<Reply> show_scans(Ask& ask) { return scan_start_reply(ask, {}, 200); }

Result<Reply> take_scans(Ask& ask) {
  const auto kept = keep_upload(ask.office, ask.who.account, ask.form.files, UploadFor::scans);
  if (!kept && can_be_told(kept.error())) return scan_start_reply(ask, ask.here.say(kept.error().message), 422);
  if (!kept) return fail(kept.error());
  TRY(const auto upload, find_upload(ask.office, ask.who.account, *kept, UploadFor::scans));
  TRY_OK(keep_upload_notes(upload, new_notes(ask, upload)));
  return see_other(ask.here.to("/records/scans/" + *kept));
}

Result<Reply> show_scan_stack(Ask& ask) {
  TRY(const auto upload, find_upload(ask.office, ask.who.account, ask.part(), UploadFor::scans));
  auto notes = upload_notes(upload);
  if (!notes.is_array()) return fail(Code::absent, "importpage.upload_gone");
  return stack_reply(ask, upload, std::move(notes), {}, 200);
}

Result<Reply> sort_scans(Ask& ask) {
  TRY(const auto upload, find_upload(ask.office, ask.who.account, ask.part(), UploadFor::scans));
  if (ask.form.get("do") == "drop") {
    drop_upload_files(upload);
    return see_other(ask.here.to("/records/scans"));
  }
  auto notes = upload_notes(upload);
  if (!notes.is_array()) return fail(Code::absent, "importpage.upload_gone");
  TRY(const auto not_understood, hear_assignments(ask, notes));
  TRY_OK(keep_upload_notes(upload, notes));
  if (!not_understood.empty())
    return stack_reply(ask, upload, std::move(notes), ask.here.say("scans.no_such_record", {{"read", not_understood.substr(0, 60)}}), 422);
  if (ask.form.get("do") == "file") TRY_OK(file_pages(ask, upload, notes));
  return see_other(ask.here.to("/records/scans/" + upload.id));
}

Result<Reply> send_scan_preview(Ask& ask) {
  TRY(const auto upload, find_upload(ask.office, ask.who.account, ask.part(), UploadFor::scans));
  const auto& number = ask.part(1);
  const auto file = upload.folder / ("preview-" + number);
  std::error_code wrong;
  if (number.empty() || number.size() > 4 || number.find_first_not_of("0123456789") != number.npos || !std::filesystem::exists(file, wrong))
    return fail(Code::absent, "importpage.upload_gone");
  Reply out;
  out.file = file;
  out.type = "image/bmp";
  out.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
  out.headers.emplace_back("Cache-Control", "private, max-age=3600");
  return out;
}
}  // namespace youju::web
