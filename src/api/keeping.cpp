// SPDX-License-Identifier: Apache-2.0
// What has been kept long enough, orders of erasure, back-ups, the security log. An erasure and an inquiry are asked for here; the second
// person agrees at the screen, and may decline here.
#include "app/keeping.h"

#include "api/handlers.h"
#include "app/audit.h"
#include "app/people.h"
#include "app/retention.h"

namespace youju::api {
namespace {
const char* order_state(app::EraseOrder::State state) { return state == app::EraseOrder::State::waiting ? "waiting" : state == app::EraseOrder::State::done ? "done" : "declined"; }

Json order_json(const app::EraseOrder& one) {
  return Json{{"id", one.id},
              {"object", one.object},
              {"number", one.order},
              {"basis", one.basis},
              {"content", one.open},
              {"state", order_state(one.state)},
              {"asked_by", one.asked_by.text},
              {"asked_at", one.asked_at.iso()},
              {"decided_by", or_nothing(one.decided_by.text)},
              {"entry", one.state == app::EraseOrder::State::done ? Json(one.entry) : Json()},
              {"url", "/api/v1/erasures/" + one.id}};
}

Result<Reply> erasure_answer(Ask& ask, const std::string& id, int status) {
  TRY(const auto proof, app::erasure_proof(ask.office, ask.who, id));
  auto out = order_json(proof.order);
  out["good"] = proof.good;
  out["targets"] = Json::array();
  for (const auto& one : proof.targets)
    out["targets"].push_back(Json{{"entry", one.entry}, {"type", one.type}, {"at", one.at.iso()}, {"content_gone", one.open_gone}, {"personal_gone", one.personal_gone}});
  return answer_at(out, status, "/api/v1/erasures/" + id);
}

bool over_whole(const Ask& ask, people::Right right) { return !ask.units->all().empty() && ask.may(right, ask.units->all().front().id); }

app::AuditFilter filter_said(const Call& call) {
  const auto& ask = call.ask;
  app::AuditFilter out;
  const bool sees_all = over_whole(ask, people::Right::inspect) || over_whole(ask, people::Right::manage_people);
  out.account = sees_all ? AccountId{std::string(call.query("account"))} : ask.who.account;
  out.event = std::string(call.query("event")), out.object = std::string(call.query("object"));
  out.from = Date::parse(call.query("from")), out.to = Date::parse(call.query("to"));
  if (!call.query("before").empty()) out.before = call.number("before", 0);
  return out;
}

Json inquiry_json(const app::Inquiry& one) {
  const char* state = one.state == app::Inquiry::State::waiting ? "waiting" : one.state == app::Inquiry::State::declined ? "declined" : one.over ? "over" : "open";
  return Json{{"id", one.id}, {"incident", one.incident}, {"reason", one.reason}, {"account", one.account.text}, {"from", one.from.iso()}, {"to", one.to.iso()}, {"asked_by", one.asked_by.text}, {"asked_at", one.asked_at.iso()}, {"state", state}};
}

Result<Reply> inquiries_answer(Ask& ask, int status) {
  TRY(const auto all, app::inquiries(ask.office, ask.who));
  Json out{{"inquiries", Json::array()}};
  for (const auto& one : all) out["inquiries"].push_back(inquiry_json(one));
  return answer_at(out, status, "/api/v1/inquiries");
}

Result<Reply> keeping_answer(Ask& ask, int status) {
  if (!over_whole(ask, people::Right::back_up)) return fail(Code::denied, "web.no_right", {{"right", "@web.right_back_up"}});
  TRY(const auto place, app::keeping_place(ask.office));
  TRY(const auto kept, app::kept_lately(ask.office));
  TRY(const auto files, app::archives(ask.office));
  Json out{{"at", or_nothing(place.at)}, {"passphrase_kept", !place.passphrase_file.empty()}, {"doing", nullptr}, {"lately", Json::array()}, {"archives", Json::array()}};
  if (const auto doing = ask.site.keeper().doing()) out["doing"] = Json{{"what", std::string(app::kept_name(doing->what))}, {"since", doing->since.iso()}, {"done", doing->done}, {"of", doing->of}};
  for (const auto& one : kept)
    out["lately"].push_back(Json{{"what", std::string(app::kept_name(one.what))}, {"started", one.started.iso()}, {"ended", or_nothing(one.ended)}, {"good", one.good}, {"archive", one.archive.filename().string()}});
  for (const auto& one : files) out["archives"].push_back(Json{{"name", one.file.filename().string()}, {"bytes", one.bytes}, {"at", one.at.iso()}});
  return json_answer(out, status);
}
}  // namespace

Result<Reply> get_retention(Call& call) {
  auto& ask = call.ask;
  Json out{{"kinds", Json::array()}, {"orders", Json::array()}};
  if (ask.may(people::Right::erase)) {
    TRY(const auto kinds, app::retention_by_kind(ask.office, ask.who));
    for (const auto& one : kinds) out["kinds"].push_back(Json{{"kind", one.kind->id.text}, {"keep_years", one.kind->keep_years}, {"until", one.until.iso()}, {"due", one.due}});
  }
  TRY(const auto orders, app::erase_orders(ask.office, ask.who));
  for (const auto& one : orders) out["orders"].push_back(order_json(one));
  return json_answer(out);
}

Result<Reply> list_retention_due(Call& call) {
  auto& ask = call.ask;
  TRY(const auto records, app::retention_due(ask.office, ask.who, KindId{std::string(call.query("kind"))}));
  Json out{{"records", Json::array()}};
  for (const auto& one : records) out["records"].push_back(Json{{"record", one.row.record.text}, {"title", one.row.title}, {"held", one.held ? Json(*one.held) : Json()}});
  return json_answer(out);
}

Result<Reply> hold_record(Call& call) {
  auto& ask = call.ask;
  TRY_OK(app::hold_record(ask.office, ask.who, RecordId{call.body["record"].get<std::string>()}, call.body["reason"].is_null() ? std::string{} : call.body["reason"].get<std::string>()));
  return nothing_to_say();
}

Result<Reply> ask_erasure(Call& call) {
  auto& ask = call.ask;
  TRY(const auto id, app::ask_erasure(ask.office, ask.who, {call.body["object"].get<std::string>(), call.body["number"].get<std::string>(), call.body["basis"].get<std::string>(), call.body.value("content", true)}));
  return erasure_answer(ask, id, 201);
}

Result<Reply> get_erasure(Call& call) { return erasure_answer(call.ask, call.part(), 200); }

Result<Reply> decline_erasure(Call& call) {
  auto& ask = call.ask;
  auto done = app::decide_erasure(ask.office, ask.who, call.part(), false);
  web::note_event(ask, "erased", "api erase declined", call.part(), web::result_of(done));
  if (!done) return fail(std::move(done).error());
  return erasure_answer(ask, call.part(), 200);
}

Result<Reply> erasure_proof_file(Call& call) {
  auto& ask = call.ask;
  TRY(const auto proof, app::erasure_proof(ask.office, ask.who, call.part()));
  if (proof.order.state != app::EraseOrder::State::done) return fail(Code::absent, "retention.no_order", {{"id", call.part().substr(0, 64)}});
  std::string file;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(file, ask.office.ledger().proof_file(session, proof.order.entry));
    return {};
  }));
  return web::download(std::move(file), "application/octet-stream", "erasure-" + std::to_string(proof.order.entry) + ".tlog-proof");
}

Result<Reply> list_audit(Call& call) {
  TRY(const auto page, app::read_audit(call.ask.office, call.ask.who, filter_said(call)));
  Json out{{"events", Json::array()}, {"next", page.next ? Json(*page.next) : Json()}};
  for (const auto& line : page.lines) {
    const auto& event = line.entry.event;
    const auto who = !event.actor.empty() ? event.actor : !event.login.empty() ? event.login : event.os_user;
    out["events"].push_back(Json{{"index", line.entry.index}, {"at", line.entry.at.iso()}, {"event", event.event}, {"who", or_nothing(who)}, {"closed", line.closed}, {"action", event.action}, {"object", event.object}, {"result", event.result}});
  }
  return json_answer(out);
}

Result<Reply> audit_csv(Call& call) {
  TRY(auto csv, app::audit_csv(call.ask.office, call.ask.who, filter_said(call)));
  return web::download(std::move(csv), "text/csv; charset=utf-8", "security-" + call.ask.here.today + ".csv");
}

Result<Reply> list_inquiries(Call& call) { return inquiries_answer(call.ask, 200); }

Result<Reply> ask_inquiry(Call& call) {
  auto& ask = call.ask;
  const auto& body = call.body;
  TRY(const auto account, app::find_account(ask.office, body["login"].get<std::string>()));
  TRY(const auto id, app::ask_inquiry(ask.office, ask.who, account, body["incident"].get<std::string>(), body["reason"].get<std::string>(), *Date::parse(body["from"].get<std::string>()), *Date::parse(body["to"].get<std::string>())));
  return inquiries_answer(ask, 201);
}

Result<Reply> decline_inquiry(Call& call) {
  auto& ask = call.ask;
  auto done = app::decide_inquiry(ask.office, ask.who, call.part(), false);
  web::note_event(ask, "audit_read", "api inquiry declined", call.part(), web::result_of(done));
  if (!done) return fail(std::move(done).error());
  return inquiries_answer(ask, 200);
}

Result<Reply> list_back_ups(Call& call) { return keeping_answer(call.ask, 200); }

Result<Reply> start_back_up(Call& call) {
  auto& ask = call.ask;
  const bool rehearse = call.body["what"].get<std::string>() == "rehearse";
  const auto archive = call.body.value("archive", std::string{});
  auto started = ask.site.keeper().start(ask.who, rehearse ? app::Kept::What::rehearse : app::Kept::What::back_up, call.body.value("passphrase", std::string{}), archive);
  web::note_event(ask, rehearse ? "restored" : "exported", rehearse ? "api rehearse" : "api backup", archive, web::result_of(started));
  if (!started) return fail(std::move(started).error());
  return keeping_answer(ask, 202);
}
}  // namespace youju::api
