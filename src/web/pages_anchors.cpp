// SPDX-License-Identifier: Apache-2.0
// A checkpoint on paper, and the note of whom it was handed to.
#include "app/anchors.h"

#include "crypto/crypto.h"
#include "web/handlers_reports.h"
#include "web/handlers_trust.h"
#include "web/proof_parts.h"

namespace youju::web {
namespace {
std::string age_text(const Ask& ask, std::int64_t ms) {
  constexpr std::int64_t kHour = 3600 * 1000, kDay = 24 * kHour;
  if (ms < kHour) return ask.here.say("anchor.under_an_hour");
  if (ms < 2 * kDay) return ask.here.say("anchor.hours", {{"n", std::to_string(ms / kHour)}});
  return ask.here.say("anchor.days", {{"n", std::to_string(ms / kDay)}});
}
std::string kind_text(const Ask& ask, const std::string& kind) { return ask.here.say(kind == "printed" ? "anchor.kind_printed" : kind == "mailed" ? "anchor.kind_mailed" : "anchor.kind_copied"); }
}  // namespace

Result<view::AnchorPart> anchors_shown(Ask& ask, const std::string& size) {
  view::AnchorPart out;
  TRY(const auto anchors, app::anchors_handed(ask.office));
  std::map<std::string, std::string> names;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto accounts, people::read_accounts(session));
    for (const auto& account : accounts) names[account.id.text] = account.name;
    return {};
  }));
  for (const auto& one : anchors) out.rows.push_back({ask.here.moment(one.at.iso()), kind_text(ask, one.kind), one.holder, names[one.account.text], view::grouped(one.size)});
  if (!anchors.empty()) {
    const auto age = ask.office.world().clock->now().ms - anchors.front().at.ms;
    out.age = age_text(ask, age);
    out.old = age > app::kAnchorOldMs;
  }
  out.may_hand_over = app::may_handle_anchors(ask.office, ask.who, *ask.units);
  out.size = size;
  return out;
}

Result<Reply> show_checkpoint_paper(Ask& ask) {
  view::CheckpointPaper paper;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto note, ask.office.ledger().last_checkpoint(session));
    if (!note) return {};
    TRY(const auto checkpoint, ask.office.ledger().keys().open(*note));
    paper.note = *note;
    paper.origin = checkpoint.origin;
    paper.size = view::grouped(static_cast<std::int64_t>(checkpoint.size));
    paper.root = crypto::hex(checkpoint.root);
    paper.vkey = ask.office.ledger().keys().at(static_cast<std::int64_t>(checkpoint.size)).vkey();
    if (checkpoint.size == 0) return {};
    TRY(const auto last, ask.office.ledger().read(session, static_cast<std::int64_t>(checkpoint.size) - 1, false));
    paper.until = ask.here.moment(last.at.iso());
    return {};
  }));
  if (paper.note.empty()) return see_other(ask.here.to("/proof"));
  paper.office = ask.office.settings().name;
  paper.printed_on = ask.here.moment(ask.office.world().clock->now().iso());
  TRY(paper.qr, qr_of(paper.note));
  TRY(auto frame, frame_of(ask, "proof", ask.here.say("anchor.paper_title")));
  frame.path = {{"/proof", ask.here.say("proofpage.title")}};
  return html(view::page(frame, view::checkpoint_paper(frame, paper)));
}

Result<Reply> hand_over_checkpoint(Ask& ask) {
  const auto size = std::string(ask.form.get("size"));
  const bool number = !size.empty() && size.size() <= 12 && size.find_first_not_of("0123456789") == size.npos;
  auto done = number ? app::hand_over_anchor(ask.office, ask.who, std::stoll(size), ask.form.get("kind"), ask.form.get("holder")) : Result<void>(fail(Code::invalid, "anchor.no_kind"));
  note_event(ask, "exported", "web checkpoint handed over", size, result_of(done));
  if (done) return see_other(ask.here.to("/proof") + "#anchors");
  if (!can_be_told(done.error())) return fail(std::move(done).error());
  return proof_reply(ask, {{"holder", ask.here.say(done.error().message)}}, std::string(ask.form.get("kind")), std::string(ask.form.get("holder")), http_status(done.error().code));
}
}  // namespace youju::web
