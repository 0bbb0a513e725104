// SPDX-License-Identifier: Apache-2.0
// How the office sends mail, where the owner of the token wants it; checkpoints handed to others.
#include "app/mail.h"

#include "api/handlers.h"
#include "app/anchors.h"

namespace youju::api {
namespace {
Result<Reply> way_of_mail(Ask& ask) {
  TRY(const auto kept, app::mail_way(ask.office));
  TRY(const auto health, app::mail_health(ask.office));
  Json out{{"way", nullptr},
           {"waiting", health.waiting},
           {"given_up", health.given_up},
           {"sent_lately", health.sent_lately},
           {"last_sent", or_nothing(health.last_sent)},
           {"last_error", or_nothing(health.last_error)}};
  if (!kept) return json_answer(out);
  const auto& way = kept->way;
  out["way"] = Json{{"host", way.host}, {"port", way.port}, {"security", std::string(app::mail_security_name(way.security))}, {"login", way.login}, {"has_password", kept->has_password}, {"from", way.from}, {"origin", way.origin}, {"hour", way.hour}, {"on", way.on}, {"set_by", kept->set_by.text}, {"set_at", kept->set_at.iso()}};
  return json_answer(out);
}

Result<Reply> own_mail(Ask& ask) {
  TRY(const auto own, app::mail_person(ask.office, ask.who.account));
  TRY(const auto way, app::mail_way(ask.office));
  return json_answer(Json{{"address", or_nothing(own.address)}, {"digest", own.digest}, {"office_sends", way && way->way.on}});
}

Result<Reply> anchors_answer(Ask& ask, int status) {
  TRY(const auto all, app::anchors_handed(ask.office));
  Json out{{"anchors", Json::array()}};
  for (const auto& one : all) out["anchors"].push_back(Json{{"size", one.size}, {"root", one.root}, {"kind", one.kind}, {"holder", one.holder}, {"by", one.account.text}, {"at", one.at.iso()}});
  return answer_at(out, status, "/api/v1/proof/anchors");
}
}  // namespace

Result<Reply> get_mail(Call& call) { return way_of_mail(call.ask); }

Result<Reply> set_mail(Call& call) {
  auto& ask = call.ask;
  const auto& body = call.body;
  app::MailWay way;
  way.host = body["host"].get<std::string>(), way.port = body["port"].get<int>(), way.from = body["from"].get<std::string>(), way.origin = body["origin"].get<std::string>();
  way.security = app::mail_security_from(body["security"].get<std::string>()).value_or(way.security);
  way.login = body.value("login", std::string{}), way.hour = body.value("hour", way.hour), way.on = body.value("on", way.on);
  std::optional<std::string> password;
  if (body.contains("password")) password = body["password"].is_null() ? std::string{} : body["password"].get<std::string>();
  TRY(const auto done, app::set_mail_way(ask.office, ask.who, way, password));
  if (const auto* wrong = std::get_if<Problems>(&done)) return body_wrong(ask, *wrong);
  web::note_event(ask, "account_changed", "api mail settings", way.host, "ok");
  return way_of_mail(ask);
}

Result<Reply> test_mail(Call& call) {
  TRY_OK(app::send_test_mail(call.ask.office, call.ask.who, call.body["to"].get<std::string>()));
  return nothing_to_say();
}

Result<Reply> get_own_mail(Call& call) { return own_mail(call.ask); }

Result<Reply> set_own_mail(Call& call) {
  auto& ask = call.ask;
  TRY(const auto wrong, app::set_mail_person(ask.office, ask.who, {call.body["address"].get<std::string>(), call.body["digest"].get<bool>()}, ask.lang_id()));
  if (wrong) return body_wrong(ask, {*wrong});
  return own_mail(ask);
}

Result<Reply> list_anchors(Call& call) { return anchors_answer(call.ask, 200); }

Result<Reply> hand_over_anchor(Call& call) {
  auto& ask = call.ask;
  const auto size = call.body["size"].get<std::int64_t>();
  auto done = app::hand_over_anchor(ask.office, ask.who, size, call.body["kind"].get<std::string>(), call.body["holder"].get<std::string>());
  web::note_event(ask, "exported", "api checkpoint handed over", std::to_string(size), web::result_of(done));
  if (!done) return fail(std::move(done).error());
  return anchors_answer(ask, 201);
}
}  // namespace youju::api
