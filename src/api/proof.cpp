// SPDX-License-Identifier: Apache-2.0
// What is sealed, and whether all is as it was written.
#include "app/proof.h"

#include <mutex>

#include "api/handlers.h"

namespace youju::api {
namespace {
// Within a request only what is read in a few seconds; beyond that the nightly upkeep and the command line do it.
constexpr std::int64_t kMostVerifiedInRequest = 20'000;

struct Sealed {
  std::int64_t entries = 0, sealed = 0;
  std::string note, origin;
};
Result<Sealed> sealed_now(Ask& ask) {
  Sealed out;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(out.entries, ask.office.ledger().size(session));
    TRY(const auto note, ask.office.ledger().last_checkpoint(session));
    if (!note) return {};
    TRY(const auto checkpoint, ask.office.ledger().keys().open(*note));
    out.sealed = static_cast<std::int64_t>(checkpoint.size);
    out.note = *note;
    out.origin = checkpoint.origin;
    return {};
  }));
  return out;
}
}  // namespace

Result<Reply> get_proof(Call& call) {
  TRY(const auto now, sealed_now(call.ask));
  return json_answer(
      Json{{"entries", now.entries}, {"sealed", now.sealed}, {"origin", call.ask.office.settings().origin}, {"checkpoint", or_nothing(now.note)}});
}

Result<Reply> checkpoint_note(Call& call) {
  TRY(const auto now, sealed_now(call.ask));
  if (now.note.empty()) return fail(Code::absent, "app.not_sealed");
  return web::download(now.note, "text/plain; charset=utf-8", "checkpoint.txt");
}

Result<Reply> verify_office(Call& call) {
  auto& ask = call.ask;
  if (!ask.may(people::Right::inspect) && !ask.may(people::Right::sign) && !ask.may(people::Right::back_up))
    return fail(Code::denied, "web.no_right", {{"right", "@web.right_inspect"}});
  TRY(const auto now, sealed_now(ask));
  if (now.entries > kMostVerifiedInRequest) return fail(Code::too_large, "proofpage.too_long", {{"n", std::to_string(now.entries)}});
  static std::mutex one_at_a_time;  // it reads every byte: not twice at once
  const std::unique_lock hold(one_at_a_time, std::try_to_lock);
  if (!hold.owns_lock()) return fail(Code::busy, "proofpage.busy");
  TRY(const auto done, app::verify_office(ask.office, {}, [](std::int64_t, std::int64_t) {}));
  web::note_event(ask, "verified", "api verify", {}, done.good() ? "ok" : "findings");
  Json out{{"good", done.good()},
           {"entries", done.log.entries},
           {"payloads", done.log.payloads},
           {"evidence_files", done.log.evidence_files},
           {"checkpoints", done.log.checkpoints},
           {"erased", done.log.erased},
           {"unsealed", done.log.unsealed},
           {"findings", Json::array()}};
  for (const auto* list : {&done.log.findings, &done.tables, &done.security})
    for (const auto& finding : *list)
      out["findings"].push_back(Json{{"where", finding.where}, {"detail", ask.here.say(finding.message)}, {"code", finding.message.word}});
  return json_answer(out);
}
}  // namespace youju::api
