// SPDX-License-Identifier: Apache-2.0
// What a person teaches the check where a number stands: which figure was meant in this report, or which kind these words always mean.
#include "app/claims_learned.h"
#include "base/text.h"
#include "web/checked_drafts.h"

namespace youju::web {
namespace {
// The page as it is, with why it was not taken and what was typed.
Result<Reply> not_taught(Ask& ask, const CheckedByOne& draft, const std::string& field, const std::string& text, int status) {
  auto page = checked_page(ask, draft, ask.query.get("show"));
  page.wrong.push_back({field, text});
  for (auto& finding : page.findings) {
    if (std::to_string(finding.number) != ask.form.get("claim")) continue;
    (field.starts_with("meant") ? finding.likely : finding.means) = std::string(ask.form.get(field.substr(0, 5)));
  }
  return checked_reply(ask, std::move(page), draft.name, status);
}

// Checked again with what was taught.
Result<Reply> taught_or_told(Ask& ask, const CheckedByOne& draft, const std::string& field, const Result<app::Taught>& taught, const char* told) {
  if (!taught) return can_be_told(taught.error()) ? not_taught(ask, draft, field, ask.here.say(taught.error().message), http_status(taught.error().code)) : Result<Reply>(fail(Error(taught.error())));
  if (const auto* refused = std::get_if<app::Refused>(&taught->saved))
    return not_taught(ask, draft, field, refused->problems.empty() ? taught->phrase : ask.here.say(refused->problems.front().message), 422);
  auto next = draft;
  next.added = std::get<app::Saved>(taught->saved).record.text, next.told = told;
  TRY_OK(check_once_more(ask, std::move(next)));
  return see_other(back_to_checked(ask, draft));
}
}  // namespace

Result<Reply> confirm_meaning(Ask& ask) {
  TRY(const auto draft, kept_draft(ask));
  const auto claim = claim_named(ask, draft->checked);
  if (!claim) return see_other(back_to_checked(ask, *draft));
  const std::string expression(trim(ask.form.get("meant")));
  const auto field = "meant-" + std::to_string(*claim + 1);
  if (expression.empty() || draft->bytes.empty() || !app::can_be_confirmed(draft->checked, *claim)) return not_taught(ask, *draft, field, ask.here.say("checkpage.meant_needed"), 422);
  TRY(const auto scratch, app::Scratch::beside(ask.office.folder() / "check", ask.office.world()));
  auto request = draft->request;
  TRY(request.file, laid_out(scratch, *draft));
  return taught_or_told(ask, *draft, field, app::confirm_reading(ask.office, ask.who, request, *claim + 1, expression), "checkpage.meant_kept");
}

Result<Reply> propose_meaning(Ask& ask) {
  TRY(const auto draft, kept_draft(ask));
  const auto claim = claim_named(ask, draft->checked);
  if (!claim) return see_other(back_to_checked(ask, *draft));
  const auto phrase = app::teachable_phrase(draft->checked, *claim);
  const auto field = "means-" + std::to_string(*claim + 1);
  if (phrase.empty()) return see_other(back_to_checked(ask, *draft));
  return taught_or_told(ask, *draft, field, app::propose_phrase(ask.office, ask.who, draft->checked.whole, phrase, std::string(ask.form.get("means")), ask.here.say("checkpage.means_ground", {{"name", draft->name}})), "checkpage.means_proposed");
}
}  // namespace youju::web
