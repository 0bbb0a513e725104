// SPDX-License-Identifier: Apache-2.0
// From state to state, and how a record came to be. What a second person decides, and what a leader signs, wants that person at the screen.
#include "api/handlers.h"
#include "app/proof.h"
#include "app/records.h"

namespace youju::api {
// No token takes such a step, whatever its scopes (docs/decisions/0210-tokens.md). Sending back needs the right to approve, but decides nothing
// in favour, so it may.
bool needs_person(const kinds::Transition& step) {
  const bool decides = step.right == "approve" || step.right == "sign";
  return flow::is_signed(step) || !step.by.empty() || (decides && !step.reason);
}

Reply person_needed(Ask& ask, const std::string& action, const std::string& object) {
  web::note_event(ask, "refused", action, object, "denied");
  return problem(ask, Error{Code::denied, {"api.needs_person", {}}, {}});
}

Result<Reply> list_steps(Call& call) {
  auto& ask = call.ask;
  TRY(const auto record, app::view_record(ask.office, ask.who, RecordId(call.part()), ask.lang_id()));
  Json out{{"state", record.row.state}, {"version", record.row.number}, {"steps", Json::array()}};
  for (const auto& step : record.steps) {
    const auto* transition = record.kind->transition(step.id);
    if (transition == nullptr) continue;
    const bool person = needs_person(*transition);
    Json one{{"id", step.id},
             {"name", step.name},
             {"to", transition->to},
             {"needs_person", person},
             {"needs_reason", transition->reason},
             {"allowed", step.standing.allowed && !person},
             {"why_not", nullptr}};
    if (person) one["why_not"] = ask.here.say("api.needs_person");
    else if (!step.standing.allowed) one["why_not"] = ask.here.say(step.standing.why_not);
    out["steps"].push_back(std::move(one));
  }
  return json_answer(out);
}

Result<Reply> take_step(Call& call) {
  auto& ask = call.ask;
  TRY(const auto row, readable_row(ask, RecordId(call.part())));
  const auto* kind = ask.office.catalogue().find(row.kind);
  if (kind == nullptr) return fail(Code::absent, "app.no_kind", {{"kind", row.kind.text}});
  const auto wanted = call.body["step"].get<std::string>();
  const auto* step = kind->transition(wanted);
  if (step == nullptr || step->id != wanted)
    return body_wrong(ask, {{"step", {"flow.no_transition", {{"transition", wanted.substr(0, 60)}}}}});
  if (needs_person(*step)) return person_needed(ask, "api step " + step->id, row.record.text);
  TRY(const auto who, asking_once(call));
  auto done = app::move_record(ask.office, who, row.record, step->id, {}, call.body.value("reason", std::string{}));
  if (!done && done.error().message.word == "flow.reason_needed") return problem(ask, done.error(), 0, {{"reason", done.error().message}});
  if (!done) return fail(std::move(done).error());
  return json_answer(
      Json{{"id", row.record.text}, {"moved", done->moved}, {"state", done->state}, {"entry", done->entry}, {"url", "/api/v1/records/" + row.record.text}});
}

Result<Reply> record_history(Call& call) {
  auto& ask = call.ask;
  TRY(const auto record, app::view_record(ask.office, ask.who, RecordId(call.part()), ask.lang_id()));
  std::map<std::string, std::string> accounts;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto all, people::read_accounts(session));
    for (const auto& account : all) accounts[account.id.text] = account.name.empty() ? account.login : account.name;
    return {};
  }));
  Json out{{"id", record.row.record.text}, {"entries", Json::array()}};
  for (const auto& entry : record.history) {
    const auto& head = entry.head;
    const auto who = accounts.find(head.actor.text);
    Json one{{"entry", entry.index},
             {"type", std::string(ledger::type_name(head.type))},
             {"at", entry.at.iso()},
             {"by", who == accounts.end() ? head.actor.text : who->second},
             {"version", nullptr},
             {"state", nullptr},
             {"step", nullptr},
             {"reason", nullptr},
             {"erased", entry.open_erased},
             {"leaf", crypto::hex(merkle::leaf_hash(entry.bytes))}};
    if (head.type == ledger::EntryType::version) one["version"] = head.number, one["state"] = head.state;
    if (head.more.contains("transition")) one["step"] = head.more["transition"];
    if (head.open.is_object() && head.open.contains("reason") && !is_sealed(*record.kind)) one["reason"] = head.open["reason"];
    out["entries"].push_back(std::move(one));
  }
  return json_answer(out);
}

Result<Reply> record_proof(Call& call) {
  TRY(const auto row, readable_row(call.ask, RecordId(call.part())));
  TRY(auto proof, app::record_proof(call.ask.office, row.record));
  return web::download(std::move(proof), "application/octet-stream", row.record.text + ".tlog-proof");
}
}  // namespace youju::api
