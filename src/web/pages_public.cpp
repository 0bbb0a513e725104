// SPDX-License-Identifier: Apache-2.0
// In the office: how much of a signed report anybody may see by its code.
#include "app/public_page.h"
#include "view/public.h"
#include "web/handlers_reports.h"
#include "web/handlers_trust.h"

namespace youju::web {
namespace {
Result<Reply> choice_page(Ask& ask, const app::MadeReport& made, std::string level, std::string problem, int status) {
  view::PublicChoice page;
  page.report = made.id, page.title = made.title;
  page.code = report::code_of(ask.office.settings().origin, made.template_digest, made.request.year, made.request.quarter, made.at);
  if (const auto base = app::public_address(ask.office.folder()); !base.empty()) {
    page.address = base + "/r/" + page.code;
    TRY(page.qr, qr_of(page.address));
  }
  TRY(const auto now, app::shown_publicly(ask.office, made.id));
  page.level = level.empty() ? std::string(app::shown_name(now)) : std::move(level);
  page.asked = code_asked(ask);
  page.problem = std::move(problem);
  if (ask.query.get("changed") == "1") page.changed = ask.here.say("public.changed");
  TRY(auto frame, frame_of(ask, "reports", ask.here.say("public.choice_title")));
  frame.path = {{"/reports", ask.here.say("reportpage.title")}, {"/reports/" + made.id, made.title}};
  return html(view::page(frame, view::public_choice(frame, page)), status);
}
}  // namespace

Result<Reply> show_public_choice(Ask& ask) {
  TRY(const auto made, readable_report(ask, ask.part()));
  return choice_page(ask, made, {}, {}, 200);
}

Result<Reply> change_public_choice(Ask& ask) {
  TRY(const auto made, readable_report(ask, ask.part()));
  const auto level = app::shown_from(ask.form.get("level"));
  if (!level) return choice_page(ask, made, {}, {}, 422);
  auto done = app::show_publicly(ask.office, ask.who, made.id, *level, act_of(ask));
  note_event(ask, "exported", "web report public " + std::string(app::shown_name(*level)), made.id, result_of(done));
  if (done) return see_other(ask.here.to("/reports/" + made.id + "/public", {{"changed", "1"}}));
  if (!app::is_about_code(done.error())) return fail(std::move(done).error());
  return choice_page(ask, made, std::string(ask.form.get("level")), ask.here.say(done.error().message), http_status(done.error().code));
}
}  // namespace youju::web
