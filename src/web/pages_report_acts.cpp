// SPDX-License-Identifier: Apache-2.0
// What is done with a report: signed, corrected, taken along, taken back edited.
#include "app/scratch.h"
#include "view/report.h"
#include "web/handlers_reports.h"
#include "web/handlers_trust.h"

namespace youju::web {
namespace {
// A name of strangers' making never reaches the file system.
Result<std::filesystem::path> kept_as(const app::Scratch& scratch, const SentFile& file, std::string_view name) {
  auto path = scratch.folder() / name;
  TRY_OK(write_file(path, file.bytes, 0600));
  return path;
}
}  // namespace

Result<Reply> sign_report(Ask& ask) {
  TRY(const auto made, readable_report(ask, ask.part()));
  auto done = app::sign_report(ask.office, ask.who, made.id, ask.form.get("shown"), act_of(ask));
  if (done) {
    note_event(ask, "key_used", "web report sign", made.id, "ok");
    return see_other(ask.here.to("/reports/" + made.id));
  }
  if (app::is_about_code(done.error())) return report_page(ask, made, {{"code", ask.here.say(done.error().message)}}, http_status(done.error().code));
  if (!can_be_told(done.error())) return fail(std::move(done).error());
  return report_page(ask, made, {{"", ask.here.say(done.error().message)}}, http_status(done.error().code));
}

Result<Reply> correct_report(Ask& ask) {
  TRY(const auto made, readable_report(ask, ask.part()));
  auto done = app::correct_report(ask.office, ask.who, made.id, act_of(ask));
  if (done) return see_other(ask.here.to("/reports/" + made.id));
  if (app::is_about_code(done.error())) return report_page(ask, made, {{"code", ask.here.say(done.error().message)}}, http_status(done.error().code));
  if (!can_be_told(done.error())) return fail(std::move(done).error());
  return report_page(ask, made, {{"", ask.here.say(done.error().message)}}, http_status(done.error().code));
}

Result<Reply> adopt_report(Ask& ask) {
  TRY(const auto made, readable_report(ask, ask.part()));
  if (ask.form.files.empty()) return report_page(ask, made, {{"file", ask.here.say("reportpage.adopt_needed")}}, 422);
  const auto& sent = ask.form.files.front();
  TRY(const auto scratch, app::Scratch::beside(ask.office.folder() / "edited", ask.office.world()));
  TRY(const auto path, kept_as(scratch, sent, "edited.docx"));
  auto done = app::adopt_report(ask.office, ask.who, made.id, path);
  if (!done) {
    if (!can_be_told(done.error())) return fail(std::move(done).error());
    return report_page(ask, made, {{"file", ask.here.say(done.error().message)}}, http_status(done.error().code));
  }
  view::AdoptedPage page{.report = done->made.id, .file = sent.name, .found = done->found.size(), .changed = {}, .missing = {}, .other_numbers = done->other_numbers};
  for (const auto& f : done->changed) page.changed.push_back({f.title, f.was, f.is, {}, {}});
  for (const auto& f : done->missing) page.missing.push_back({f.title, f.was, f.is, {}, {}});
  TRY(auto frame, frame_of(ask, "reports", ask.here.say("reportpage.adopted_title", {{"title", made.title}})));
  frame.path = {{"/reports", ask.here.say("reportpage.title")}, {"/reports/" + made.id, made.title}};
  return html(view::page(frame, view::adopted(ask.here, page)));
}

Result<Reply> report_file(Ask& ask) {
  TRY(const auto made, readable_report(ask, ask.part()));
  return report_sent(ask, made, ask.part(1), "web");
}

// The report as a web page, with its own style and nothing else: no script, no other address, in no stranger's frame.
Result<Reply> report_html(Ask& ask) {
  TRY(const auto made, readable_report(ask, ask.part()));
  TRY(auto bytes, app::report_bytes(ask.office, ask.who, made.id));
  const auto found = bytes.find("html");
  if (found == bytes.end()) return fail(Code::absent, "reportpage.no_such_form", {{"form", "html"}});
  Reply reply;
  reply.body = std::move(found->second);
  reply.headers.emplace_back("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox");
  return reply;
}

Result<Reply> notice_file(Ask& ask) {
  TRY(const auto made, readable_report(ask, ask.part()));
  return notice_sent(ask, made, ask.part(1), ask.part(2), "web");
}

namespace {
Result<Reply> bundle_code_page(Ask& ask, const app::MadeReport& made, std::string problem, int status) {
  TRY(auto frame, frame_of(ask, "reports", ask.here.say("second.bundle_title")));
  frame.path = {{"/reports", ask.here.say("reportpage.title")}, {"/reports/" + made.id, made.title}};
  const auto address = "/reports/" + made.id;
  if (code_asked(ask) == view::CodeAsked::set_up_first) return see_other(ask.here.to("/account/factor"));
  return html(view::page(frame, view::code_page(frame, {{}, ask.here.say("second.bundle_text", {{"title", made.title}}), address + "/bundle", ask.here.say("second.bundle_do"), std::move(problem), address})), status);
}
}  // namespace

Result<Reply> report_bundle(Ask& ask) {
  TRY(const auto made, readable_report(ask, ask.part()));
  TRY(const auto scratch, app::Scratch::beside(ask.office.folder() / "bundle", ask.office.world()));
  const auto file = scratch.folder() / "bundle.zip";
  auto written = app::bundle_report(ask.office, ask.who, made.id, file, act_of(ask));
  if (!written) {
    if (!app::is_about_code(written.error())) return fail(std::move(written).error());
    const bool first = ask.request.method != Method::post;  // the link was followed: the code is asked for on a page of its own
    return bundle_code_page(ask, made, first ? std::string{} : ask.here.say(written.error().message), first ? 200 : http_status(written.error().code));
  }
  TRY(auto bytes, read_file(file));
  note_event(ask, "exported", "web report bundle", made.id, "ok");
  return download(std::move(bytes), "application/zip", made.title + ".zip");
}
}  // namespace youju::web
