// SPDX-License-Identifier: Apache-2.0
// Checking a draft: sent once, read in a process of its own, shown to who sent it, gone after half an hour.
#include "app/scratch.h"
#include "base/media_types.h"
#include "base/text.h"
#include "view/frame.h"
#include "web/checked_drafts.h"
#include "web/handlers_reports.h"
#include "web/uploads.h"

namespace youju::web {
namespace {
std::vector<std::pair<std::string, std::string>> period_choices(const Ask& ask) {
  std::vector<std::pair<std::string, std::string>> out{{"", ask.here.say("checkpage.period_as_said")}};
  const auto year = std::to_string(ask.here.year);
  out.emplace_back(year, stretch_of(ask, ask.here.year, 0));
  for (int half = 1; half <= 2; ++half) out.emplace_back(year + "H" + std::to_string(half), ask.here.say(half == 1 ? "checkpage.first_half" : "checkpage.second_half", {{"year", year}}));
  for (int q = 1; q <= 4; ++q) out.emplace_back(year + "Q" + std::to_string(q), stretch_of(ask, ask.here.year, q));
  return out;
}

Result<Reply> form_page(Ask& ask, std::vector<view::Wrong> wrong, int status) {
  TRY(const auto frame, frame_of(ask, "check", ask.here.say("checkpage.title")));
  view::CheckForm page;
  page.pasted = std::string(ask.form.get("pasted")), page.period = std::string(ask.form.get("for")), page.unit = std::string(ask.form.get("of_unit"));
  if (page.unit.empty()) page.unit = ask.here.unit;
  page.periods = period_choices(ask);
  for (const auto& unit : ask.readable) page.units.emplace_back(unit.text, ask.unit_name(unit));
  page.wrong = std::move(wrong);
  const auto now = ask.office.world().clock->now();
  for (const auto& one : draft_shelf().of(ask.who.account, now))
    page.kept.push_back({ask.here.to("/check/" + one->id), one->name, ask.here.say("checkpage.findings_n", {{"n", std::to_string(app::coverage_of(one->checked).findings)}}), one->minutes_left(now)});
  return html(view::page(frame, view::check_form(ask.here, page)), status);
}

// The name as sent where it is a plain one: what is read goes by its ending, and messages name it.
std::string plain_name(const std::string& sent) {
  if (sent.size() <= 200 && is_plain_name(sent)) return sent;
  const auto dot = sent.rfind('.');
  const auto ending = dot == sent.npos ? std::string{} : sent.substr(dot + 1);
  for (const auto* known : {"docx", "pdf", "txt", "md"})
    if (ending == known) return "draft." + ending;
  return "draft";
}
}  // namespace

Result<app::CheckRequest> laid_out(const app::Scratch& scratch, const CheckedByOne& draft) {
  auto request = draft.request;
  if (!request.pasted.empty()) return request;
  request.file = scratch.folder() / draft.name;
  TRY_OK(write_file(request.file, draft.bytes, 0600));
  return request;
}

Result<std::shared_ptr<const CheckedByOne>> kept_draft(Ask& ask) {
  auto found = draft_shelf().find(ask.part(), ask.who.account, ask.office.world().clock->now());
  if (!found) return fail(Code::absent, "checkpage.gone");
  return found;
}
Result<Reply> show_check(Ask& ask) { return form_page(ask, {}, 200); }

Result<Reply> check_draft(Ask& ask) {
  auto draft = std::make_shared<CheckedByOne>();
  draft->request.pasted = std::string(ask.form.get("pasted"));
  draft->request.period = app::whole_period(ask.form.get("for"));
  if (const auto unit = ask.form.get("of_unit"); !unit.empty()) draft->request.unit = std::string(unit);
  const bool has_file = !ask.form.files.empty();
  if (!has_file && trim(draft->request.pasted).empty()) return form_page(ask, {{"file", ask.here.say("checkpage.needed")}}, 422);
  if (has_file && ask.form.files.front().bytes.size() > kMostDraft) return form_page(ask, {{"file", ask.here.say("checkpage.too_large")}}, 413);
  TRY(const auto scratch, app::Scratch::beside(ask.office.folder() / "check", ask.office.world()));
  if (has_file) {
    draft->name = plain_name(ask.form.files.front().name);
    draft->bytes = std::string(ask.form.files.front().bytes);
    draft->request.pasted.clear();
  } else {
    draft->name = ask.here.say("judge.pasted");
  }
  TRY(const auto request, laid_out(scratch, *draft));
  auto checked = app::check_draft(ask.office, ask.who, request);
  if (!checked) {
    const auto code = checked.error().code;
    if (code == Code::corrupt) return fail(std::move(checked).error());
    return form_page(ask, {{has_file ? "file" : "pasted", ask.here.say(checked.error().message)}}, http_status(code));
  }
  draft->checked = std::move(*checked);
  draft->request.at = draft->checked.log_size;
  draft->owner = ask.who.account;
  draft->at = ask.office.world().clock->now();
  draft->id = random_hex(ask.office.world(), 16);
  const auto address = ask.here.to("/check/" + draft->id);
  draft_shelf().put(std::move(draft));
  return see_other(address);
}

Result<Reply> checked_reply(Ask& ask, view::CheckedPage page, const std::string& name, int status) {
  TRY(auto frame, frame_of(ask, "check", name));
  frame.path = {{"/check", ask.here.say("checkpage.title")}};
  frame.wide = true;
  return html(view::page(frame, view::checked(ask.here, page)), status);
}

Result<Reply> show_checked(Ask& ask) {
  TRY(const auto draft, kept_draft(ask));
  return checked_reply(ask, checked_page(ask, *draft, ask.query.get("show")), draft->name, 200);
}

namespace {
std::string without_ending(const std::string& name) { return name.substr(0, name.rfind('.')); }
}  // namespace

Result<Reply> reviewed_file(Ask& ask) {
  TRY(const auto draft, kept_draft(ask));
  if (draft->checked.document.format != "docx") return fail(Code::unsupported, "checkpage.only_docx");
  TRY(const auto scratch, app::Scratch::beside(ask.office.folder() / "check", ask.office.world()));
  TRY(const auto request, laid_out(scratch, *draft));
  TRY(auto marked, app::reviewed_docx(draft->checked, request.file, ask.office.world().clock->now(), ask.here.lang));
  return download(std::move(marked.bytes), kDocxType, ask.here.say("checkpage.reviewed_name", {{"name", without_ending(draft->name)}}) + ".docx");
}

Result<Reply> renewed_file(Ask& ask) {
  TRY(const auto draft, kept_draft(ask));
  if (draft->checked.document.format != "docx") return fail(Code::unsupported, "checkpage.only_docx");
  const auto year = ask.query.get("for");
  if (year.size() != 4 || year.find_first_not_of("0123456789") != year.npos) return fail(Code::invalid, "reportpage.year_needed");
  TRY(const auto scratch, app::Scratch::beside(ask.office.folder() / "check", ask.office.world()));
  TRY(auto request, laid_out(scratch, *draft));
  request.at = index::kOpen;
  TRY(auto renewed, app::renew_draft(ask.office, ask.who, request, std::stoi(std::string(year)), ask.office.world().clock->now(), ask.here.lang));
  return download(std::move(renewed.marked.bytes), kDocxType, ask.here.say("checkpage.renewed_name", {{"name", without_ending(draft->name)}, {"year", std::string(year)}}) + ".docx");
}

Result<Reply> forget_draft(Ask& ask) {
  draft_shelf().forget(ask.part(), ask.who.account);
  return see_other(ask.here.to("/check"));
}
}  // namespace youju::web
