// SPDX-License-Identifier: Apache-2.0
// What is sealed, verified on request, and the checkpoint to take along.
#include <mutex>

#include "app/find.h"
#include "app/proof.h"
#include "view/proof.h"
#include "web/handlers_reports.h"
#include "web/proof_parts.h"

namespace youju::web {
namespace {
// Within a request only what is read in a few seconds; beyond that the nightly upkeep and the command line do it.
constexpr std::int64_t kMostVerifiedHere = 20'000;

bool may_verify(const Ask& ask) { return ask.may(people::Right::inspect) || ask.may(people::Right::sign) || ask.may(people::Right::back_up); }

Result<std::int64_t> put_sealed(Ask& ask, view::ProofPage& page) {
  std::int64_t size = 0;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(size, ask.office.ledger().size(session));
    TRY(const auto note, ask.office.ledger().last_checkpoint(session));
    std::int64_t sealed = 0;
    if (note) {
      TRY(const auto checkpoint, ask.office.ledger().keys().open(*note));
      sealed = static_cast<std::int64_t>(checkpoint.size);
      page.note = *note;
      page.sealed_size = std::to_string(sealed);
      page.origin = checkpoint.origin;
      if (sealed > 0) {
        TRY(const auto last, ask.office.ledger().read(session, sealed - 1, false));
        page.sealed_until = ask.here.moment(last.at.iso());
      }
    }
    page.entries = view::grouped(size), page.sealed = view::grouped(sealed), page.unsealed = view::grouped(size - sealed);
    return {};
  }));
  return size;
}

Result<void> put_signed(Ask& ask, view::ProofPage& page) {
  constexpr std::size_t kMostSigned = 50;
  TRY(const auto newest, app::newest_signed(ask.office, ask.readable, kMostSigned, {}, &page.more_reports, true));
  for (const auto& one : newest) {
    TRY(const auto made, app::find_report(ask.office, one.id));
    page.reports.push_back({one.id, one.title, ask.here.moment(one.signed_at.iso()), report::code_of(ask.office.settings().origin, made.template_digest, made.request.year, made.request.quarter, made.at), ask.here.say("proofpage.number_n", {{"n", std::to_string(one.number)}})});
  }
  return {};
}

struct HandedWrong {
  std::vector<view::Wrong> wrong;
  std::string kind, holder;
};
Result<Reply> proof_page(Ask& ask, std::optional<view::ProofResult> result, int status, HandedWrong handed = {}) {
  TRY(const auto frame, frame_of(ask, "proof", ask.here.say("proofpage.title")));
  view::ProofPage page;
  TRY(const auto size, put_sealed(ask, page));
  TRY_OK(put_signed(ask, page));
  TRY(page.anchors, anchors_shown(ask, page.sealed_size));
  page.anchors.wrong = std::move(handed.wrong), page.anchors.kind = std::move(handed.kind), page.anchors.holder = std::move(handed.holder);
  page.can_verify = may_verify(ask);
  page.too_long = size > kMostVerifiedHere;
  page.too_long_line = ask.here.say("proofpage.too_long", {{"n", view::grouped(size)}});
  page.result = std::move(result);
  return html(view::page(frame, view::proof(ask.here, page)), status);
}

view::ProofResult result_of(const Ask& ask, const app::Verified& done) {
  const auto& log = done.log;
  view::ProofResult out;
  out.good = done.good();
  out.counted = ask.here.say("proofpage.counted", {{"entries", view::grouped(log.entries)}, {"payloads", view::grouped(log.payloads)}, {"files", view::grouped(log.evidence_files)}, {"checkpoints", view::grouped(log.checkpoints)}});
  if (log.erased > 0) out.told.push_back(ask.here.say("proofpage.erased", {{"n", view::grouped(log.erased)}}));
  if (log.unsealed > 0) out.told.push_back(ask.here.say("proofpage.unsealed_n", {{"n", view::grouped(log.unsealed)}}));
  for (const auto& r : log.restores) out.told.push_back(ask.here.say("proofpage.restored", {{"entry", std::to_string(r.entry)}, {"size", std::to_string(r.size)}, {"had", std::to_string(r.had)}, {"reason", r.reason}}));
  for (const auto& k : log.key_changes) out.told.push_back(ask.here.say("proofpage.key_changed", {{"entry", std::to_string(k.entry)}}));
  for (const auto* list : {&log.findings, &done.tables, &done.security})
    for (const auto& finding : *list) out.findings.push_back({finding.where, ask.here.say(finding.message)});
  return out;
}
}  // namespace

Result<Reply> proof_reply(Ask& ask, std::vector<view::Wrong> wrong, std::string kind, std::string holder, int status) { return proof_page(ask, {}, status, {std::move(wrong), std::move(kind), std::move(holder)}); }

Result<Reply> show_proof(Ask& ask) { return proof_page(ask, {}, 200); }

Result<Reply> verify_now(Ask& ask) {
  if (!may_verify(ask)) return fail(Code::denied, "web.no_right", {{"right", "@web.right_inspect"}});
  view::ProofPage facts;
  TRY(const auto size, put_sealed(ask, facts));
  if (size > kMostVerifiedHere) return proof_page(ask, {}, 413);
  static std::mutex one_at_a_time;  // it reads every byte: not twice at once
  const std::unique_lock hold(one_at_a_time, std::try_to_lock);
  if (!hold.owns_lock()) return fail(Code::busy, "proofpage.busy");
  TRY(const auto done, app::verify_office(ask.office, {}, [](std::int64_t, std::int64_t) {}));
  note_event(ask, "verified", "web verify", {}, done.good() ? "ok" : "findings");
  return proof_page(ask, result_of(ask, done), 200);
}

Result<Reply> checkpoint_note(Ask& ask) {
  view::ProofPage page;
  TRY_OK(put_sealed(ask, page));
  if (page.note.empty()) return fail(Code::absent, "app.not_sealed");
  return download(page.note, "text/plain; charset=utf-8", ask.here.say("proofpage.note_file", {{"day", ask.here.today}}) + ".txt");
}
}  // namespace youju::web
