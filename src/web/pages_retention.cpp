// SPDX-License-Identifier: Apache-2.0
// What has been kept long enough, what is held back, orders of erasure with their second person, and the proof afterwards.
#include <algorithm>

#include "app/records.h"
#include "app/retention.h"
#include "view/admin_keeping.h"
#include "web/handlers_admin.h"

namespace youju::web {
namespace {
using OrderState = app::EraseOrder::State;
using people::Right;

std::string order_word(const Ask& ask, OrderState state) { return ask.here.say(state == OrderState::waiting ? "packs.state_waiting" : state == OrderState::done ? "retention.state_done" : "packs.state_declined"); }
std::string person_or_id(const std::map<std::string, std::string>& names, const std::string& id) {
  const auto found = names.find(id);
  return found == names.end() ? id : found->second;
}

Result<void> put_due(Ask& ask, view::RetentionPage& content) {
  TRY(const auto kinds, app::retention_by_kind(ask.office, ask.who));
  for (const auto& one : kinds) {
    const auto more = one.due >= app::kMostDue ? "+" : "";
    content.kinds.push_back({one.kind->id.text, app::name_in(one.kind->names, ask.lang_id()), ask.here.say("retention.years", {{"n", std::to_string(one.kind->keep_years)}}), ask.here.day(one.until.iso()), view::grouped(one.due) + more});
  }
  content.shown = std::string(ask.form.has("kind") ? ask.form.get("kind") : ask.query.get("kind"));
  if (content.shown.empty()) return {};
  TRY(const auto records, app::retention_due(ask.office, ask.who, KindId{content.shown}));
  content.shown_name = kind_name(ask, KindId{content.shown});
  for (const auto& one : records)
    content.records.push_back({one.row.record.text, one.row.title.empty() ? one.row.record.text : one.row.title, one.row.happened ? ask.here.days(one.row.happened->from.iso(), one.row.happened->to.iso()) : "—", one.held ? (one.held->empty() ? ask.here.say("retention.held") : *one.held) : ""});
  return {};
}

Result<Reply> retention(Ask& ask, view::RetentionPage content, int status) {
  content.may_ask = ask.may(Right::erase);
  if (content.may_ask) TRY_OK(put_due(ask, content));
  if (content.object.empty()) content.object = std::string(ask.query.get("object"));
  TRY(const auto orders, app::erase_orders(ask.office, ask.who));
  TRY(const auto names, names_of_accounts(ask));
  for (const auto& one : orders) content.orders.push_back({one.id, one.order, one.object, order_word(ask, one.state), ask.here.moment(one.asked_at.iso()), person_or_id(names, one.asked_by.text), one.state == OrderState::waiting, one.asked_by == ask.who.account, one.state == OrderState::done});
  TRY(const auto frame, admin_frame(ask, "/admin/retention", ask.here.say("admin.title")));
  return html(view::page(frame, view::retention_page(frame, content)), status);
}

Result<Reply> proof_of(Ask& ask, std::vector<view::Wrong> wrong, int status) {
  TRY(const auto proof, app::erasure_proof(ask.office, ask.who, ask.part()));
  TRY(const auto names, names_of_accounts(ask));
  const auto& order = proof.order;
  view::ErasureProofPage content;
  content.wrong = std::move(wrong);
  content.id = order.id, content.number = order.order, content.basis = order.basis, content.object = order.object, content.state = order_word(ask, order.state);
  content.by = person_or_id(names, order.asked_by.text), content.second = order.decided_by.empty() ? "" : person_or_id(names, order.decided_by.text);
  content.when = order.state == OrderState::done ? ask.here.moment(proof.at.iso()) : ask.here.moment(order.asked_at.iso());
  content.done = order.state == OrderState::done, content.good = proof.good, content.sealed = content.done && proof.sealed > order.entry;
  content.may_decide = order.state == OrderState::waiting && order.asked_by != ask.who.account && (ask.may(Right::erase, order.unit) || ask.may(Right::sign, order.unit));
  if (content.done) content.entry = std::to_string(order.entry);
  for (const auto& one : proof.targets) {
    const bool good = (!one.had_open || one.open_gone) && (!one.had_personal || one.personal_gone);
    content.targets.push_back({std::to_string(one.entry), ask.here.say("retention.type_" + one.type), ask.here.moment(one.at.iso()), ask.here.say(!good ? "retention.still_there" : one.had_open ? "retention.content_gone" : "retention.personal_gone"), good});
  }
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto row, index::current(session, RecordId{order.object}));
    if (row && ask.may(Right::read, row->unit)) content.record = "/records/" + order.object;
    return {};
  }));
  if (content.done) {
    content.stays = {ask.here.say("retention.stays_entries"), ask.here.say("retention.stays_counts")};
    if (order.erased.kept > 0) content.stays.push_back(ask.here.say("retention.stays_files", {{"n", view::grouped(order.erased.kept)}}));
    for (const auto& report : order.erased.signed_after) content.stays.push_back(ask.here.say("retention.stays_report", {{"report", report}}));
    content.stays.push_back(ask.here.say("retention.stays_back_ups"));
  }
  TRY(auto frame, admin_frame(ask, "/admin/retention", ask.here.say("retention.order_of", {{"number", order.order}})));
  frame.path = {{"/admin/retention", ask.here.say("admin.retention")}};
  return html(view::page(frame, view::erasure_proof_page(frame, content)), status);
}
}  // namespace

Result<Reply> show_retention(Ask& ask) { return retention(ask, {}, 200); }

Result<Reply> ask_erasure_asked(Ask& ask) {
  view::RetentionPage content;
  content.object = std::string(ask.form.get("object")), content.number = std::string(ask.form.get("number")), content.basis = std::string(ask.form.get("basis")), content.open = ask.form.get("open") != "no";
  auto asked = app::ask_erasure(ask.office, ask.who, {content.object, content.number, content.basis, content.open});
  if (asked) return see_other(ask.here.to("/admin/erasures/" + *asked));
  if (!can_be_told(asked.error())) return fail(std::move(asked).error());
  const auto& word = asked.error().message.word;
  content.wrong.push_back({word == "erase.basis_needed" ? "basis" : word == "erase.order_needed" || word == "retention.number_used" ? "number" : "object", ask.here.say(asked.error().message)});
  return retention(ask, std::move(content), 422);
}

Result<Reply> hold_asked(Ask& ask) {
  const bool lift = ask.form.get("lift") == "1";
  auto done = !lift && ask.form.get("reason").empty() ? Result<void>(fail(Code::invalid, "retention.reason_needed")) : app::hold_record(ask.office, ask.who, RecordId{std::string(ask.form.get("record"))}, lift ? "" : std::string(ask.form.get("reason")));
  if (done) return see_other(ask.here.to("/admin/retention", {{"kind", std::string(ask.form.get("kind"))}}));
  if (!can_be_told(done.error())) return fail(std::move(done).error());
  view::RetentionPage content;
  content.wrong.push_back({"", ask.here.say(done.error().message)});
  return retention(ask, std::move(content), 422);
}

Result<Reply> show_erasure(Ask& ask) { return proof_of(ask, {}, 200); }

Result<Reply> decide_erasure_asked(Ask& ask) {
  const bool erase = ask.form.get("erase") == "1";
  auto done = app::decide_erasure(ask.office, ask.who, ask.part(), erase);
  note_event(ask, "erased", erase ? "web erase" : "web erase declined", ask.part(), result_of(done));
  if (done) return see_other(ask.here.to("/admin/erasures/" + view::percent_encoded(ask.part())));
  if (!can_be_told(done.error())) return fail(std::move(done).error());
  return proof_of(ask, {{"", ask.here.say(done.error().message)}}, http_status(done.error().code));
}

// The entry that says so, against the newest checkpoint: checked by anybody with `youju verify` or the page without upload.
Result<Reply> erasure_proof_file(Ask& ask) {
  TRY(const auto proof, app::erasure_proof(ask.office, ask.who, ask.part()));
  if (proof.order.state != OrderState::done) return fail(Code::absent, "retention.no_order", {{"id", ask.part()}});
  std::string file;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(file, ask.office.ledger().proof_file(session, proof.order.entry));
    return {};
  }));
  return download(std::move(file), "text/plain; charset=utf-8", "erasure-" + std::to_string(proof.order.entry) + ".tlog-proof");
}
}  // namespace youju::web
