// SPDX-License-Identifier: Apache-2.0
// What a person teaches the check where a number stands: which figure was meant in this report, or which kind these words always mean.
#include "app/claims_learned.h"
#include "base/text.h"
#include "web/checked_drafts.h"

namespace youju::web {
namespace {
// What was taught, or why not, and where on the page it was typed.
struct Lesson {
  std::string field;
  std::string view::DraftFinding::*shown;  // where that field's text stands
  std::string typed;
  const char* told;  // what became of it
  Result<app::Taught> taught;
};

// The page as it is, with why it was not taken and what was typed.
Result<Reply> not_taught(Ask& ask, const CheckedByOne& draft, std::size_t claim, const Lesson& lesson, const std::string& text, int status) {
  auto page = checked_page(ask, draft, ask.query.get("show"));
  page.wrong.push_back({lesson.field + "-" + std::to_string(claim + 1), text});
  for (auto& finding : page.findings)
    if (finding.number == claim + 1) finding.*lesson.shown = lesson.typed;
  return checked_reply(ask, std::move(page), draft.name, status);
}

// Checked again with what was taught.
Result<Reply> taught_or_told(Ask& ask, const CheckedByOne& draft, std::size_t claim, const Lesson& lesson) {
  const auto& taught = lesson.taught;
  if (!taught) return can_be_told(taught.error()) ? not_taught(ask, draft, claim, lesson, ask.here.say(taught.error().message), http_status(taught.error().code)) : Result<Reply>(fail(Error(taught.error())));
  if (const auto* refused = std::get_if<app::Refused>(&taught->saved))
    return not_taught(ask, draft, claim, lesson, refused->problems.empty() ? taught->phrase : ask.here.say(refused->problems.front().message), 422);
  auto next = draft;
  next.added = std::get<app::Saved>(taught->saved).record.text, next.told = lesson.told;
  TRY_OK(check_once_more(ask, std::move(next)));
  return see_other(back_to_checked(ask, draft));
}
}  // namespace

Result<Reply> confirm_meaning(Ask& ask) {
  TRY(const auto draft, kept_draft(ask));
  const auto claim = claim_named(ask, draft->checked);
  if (!claim) return see_other(back_to_checked(ask, *draft));
  const std::string typed(trim(ask.form.get("meant")));
  auto taught = typed.empty() ? Result<app::Taught>(fail(Code::invalid, "checkpage.meant_needed")) : app::confirm_reading(ask.office, ask.who, draft->checked, *claim + 1, typed);
  return taught_or_told(ask, *draft, *claim, {"meant", &view::DraftFinding::likely, typed, "checkpage.meant_kept", std::move(taught)});
}

Result<Reply> propose_meaning(Ask& ask) {
  TRY(const auto draft, kept_draft(ask));
  const auto claim = claim_named(ask, draft->checked);
  const auto phrase = claim ? app::teachable(draft->checked)[*claim].phrase : std::string{};
  if (phrase.empty()) return see_other(back_to_checked(ask, *draft));
  const std::string typed(trim(ask.form.get("means")));
  auto taught = app::propose_phrase(ask.office, ask.who, draft->checked.whole, phrase, typed, ask.here.say("checkpage.means_ground", {{"name", draft->name}}));
  return taught_or_told(ask, *draft, *claim, {"means", &view::DraftFinding::means, typed, "checkpage.means_proposed", std::move(taught)});
}
}  // namespace youju::web
