// SPDX-License-Identifier: Apache-2.0
// What is done about findings where they stand: the number corrected in the draft, the record that is missing added, all of it checked
// again against the ledger as it is now.
#include "app/quick_add.h"
#include "app/records.h"
#include "base/media_types.h"
#include "base/text.h"
#include "web/checked_drafts.h"
#include "web/handlers_reports.h"

namespace youju::web {
Result<void> check_once_more(Ask& ask, CheckedByOne draft) {
  TRY(const auto scratch, app::Scratch::beside(ask.office.folder() / "check", ask.office.world()));
  TRY(auto request, laid_out(scratch, draft));
  request.at = index::kOpen;
  TRY(draft.checked, app::check_draft(ask.office, ask.who, request));
  draft.request.at = draft.checked.log_size;
  draft.at = ask.office.world().clock->now();
  draft_shelf().put(std::make_shared<CheckedByOne>(std::move(draft)));
  return {};
}

std::optional<std::size_t> claim_named(const Ask& ask, const app::CheckedDraft& checked) {
  const auto text = ask.form.get("claim");
  if (text.empty() || text.size() > 6 || text.find_first_not_of("0123456789") != text.npos) return std::nullopt;
  const auto n = static_cast<std::size_t>(std::stoi(std::string(text)));
  return n >= 1 && n <= checked.judged.size() ? std::optional(n - 1) : std::nullopt;
}

std::string back_to_checked(const Ask& ask, const CheckedByOne& draft) { return ask.here.to("/check/" + draft.id, {{"show", std::string(ask.query.get("show"))}}); }

Result<Reply> correct_checked(Ask& ask) {
  TRY(const auto draft, kept_draft(ask));
  std::vector<std::size_t> claims;
  if (const auto one = claim_named(ask, draft->checked)) claims.push_back(*one);
  for (std::size_t i = 0; ask.form.get("claim") == "all" && i < draft->checked.judged.size(); ++i)
    if (!app::fixes_of(draft->checked, i).new_text.empty()) claims.push_back(i);
  if (claims.empty()) return see_other(back_to_checked(ask, *draft));
  TRY(const auto scratch, app::Scratch::beside(ask.office.folder() / "check", ask.office.world()));
  TRY(const auto request, laid_out(scratch, *draft));
  auto corrected = app::corrected_draft(draft->checked, request, claims, ask.office.world().clock->now(), ask.here.lang);
  if (!corrected) {
    if (!can_be_told(corrected.error())) return fail(std::move(corrected).error());
    auto page = checked_page(ask, *draft, ask.query.get("show"));
    page.wrong.push_back({"", ask.here.say(corrected.error().message)});
    return checked_reply(ask, std::move(page), draft->name, http_status(corrected.error().code));
  }
  auto next = *draft;
  (next.bytes.empty() ? next.request.pasted : next.bytes) = std::move(corrected->bytes);
  next.corrected += corrected->done.size();
  TRY_OK(check_once_more(ask, std::move(next)));
  return see_other(back_to_checked(ask, *draft));
}

Result<Reply> add_missing_record(Ask& ask) {
  TRY(const auto draft, kept_draft(ask));
  const std::string line(trim(ask.form.get("line"))), claim(ask.form.get("claim"));
  const auto refused = [&](const std::string& text, int status) {
    auto page = checked_page(ask, *draft, ask.query.get("show"));
    page.wrong.push_back({"line-" + claim, text});
    for (auto& finding : page.findings)
      if (std::to_string(finding.number) == claim) finding.add_line = line;
    return checked_reply(ask, std::move(page), draft->name, status);
  };
  if (line.empty() || line.find("__") != line.npos) return refused(ask.here.say("checkpage.fill_blanks"), 422);
  UnitId unit{std::string(ask.form.get("of_unit"))};
  if (ask.units->find(unit) == nullptr) unit = UnitId(ask.here.unit);
  app::Understood understood;
  std::optional<Error> unread;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    const auto lookups = app::lookups_in(session, ask.office, unit);
    auto read = app::understand_line(ask.office.catalogue(), line, unit, lookups, ask.office.today());
    if (read) understood = std::move(*read);
    else unread = read.error();
    return {};
  }));
  if (unread) return refused(ask.here.say(unread->message), http_status(unread->code));
  const auto saved = app::save_record(ask.office, ask.who, understood.draft);
  if (!saved) return can_be_told(saved.error()) ? refused(ask.here.say(saved.error().message), http_status(saved.error().code)) : Result<Reply>(fail(Error(saved.error())));
  if (const auto* problems = std::get_if<app::Refused>(&*saved)) return refused(problems->problems.empty() ? line : ask.here.say(problems->problems.front().message), 422);
  auto next = *draft;
  next.added = std::get<app::Saved>(*saved).record.text, next.told = "checkpage.added";
  TRY_OK(check_once_more(ask, std::move(next)));
  return see_other(back_to_checked(ask, *draft));
}

Result<Reply> check_again(Ask& ask) {
  TRY(const auto draft, kept_draft(ask));
  TRY_OK(check_once_more(ask, *draft));
  return see_other(back_to_checked(ask, *draft));
}

Result<Reply> corrected_file(Ask& ask) {
  TRY(const auto draft, kept_draft(ask));
  if (draft->corrected == 0) return fail(Code::absent, "checkpage.gone");
  const auto dot = draft->name.rfind('.');
  const bool pasted = draft->bytes.empty();
  const auto name = ask.here.say("checkpage.corrected_name", {{"name", pasted ? draft->name : draft->name.substr(0, dot)}}) + (pasted || dot == std::string::npos ? ".txt" : draft->name.substr(dot));
  const bool docx = draft->checked.document.format == "docx";
  return download(pasted ? draft->request.pasted : draft->bytes, docx ? kDocxType : std::string_view("text/plain; charset=utf-8"), name);
}
}  // namespace youju::web
