// SPDX-License-Identifier: Apache-2.0
// Mail: the office's server (administration), and whether a person wants the daily digest.
#include <charconv>

#include "app/mail.h"
#include "base/text.h"
#include "view/mail.h"
#include "web/handlers_reports.h"
#include "web/handlers_tell.h"

namespace youju::web {
namespace {
int whole_number(std::string_view text) {
  int out = -1;
  const auto typed = trim(text);
  const auto [end, wrong] = std::from_chars(typed.data(), typed.data() + typed.size(), out);
  return wrong == std::errc{} && end == typed.data() + typed.size() ? out : -1;
}

void put_way(const app::MailWay& way, view::MailSettingsPage& page) {
  page.host = way.host, page.port = std::to_string(way.port), page.security = std::string(app::mail_security_name(way.security)), page.login = way.login, page.from = way.from, page.origin = way.origin;
  page.hour = std::to_string(way.hour), page.on = way.on;
}

Result<Reply> mail_page(Ask& ask, view::MailSettingsPage page, bool typed, int status) {
  TRY(const auto kept, app::mail_way(ask.office));
  if (kept) {
    if (!typed) put_way(kept->way, page);
    page.set = true, page.has_password = kept->has_password, page.set_at = ask.here.moment(kept->set_at.iso());
    TRY(const auto names, account_names(ask));
    if (const auto by = names.find(kept->set_by.text); by != names.end()) page.set_by = by->second;
    TRY(const auto health, app::mail_health(ask.office));
    page.waiting = health.waiting, page.given_up = health.given_up, page.sent_lately = health.sent_lately, page.last_error = health.last_error;
    if (health.last_sent) page.last_sent = ask.here.moment(health.last_sent->iso());
  } else if (!typed) {
    put_way({}, page);
    page.origin = (ask.request.secure ? "https://" : "http://") + std::string(ask.request.header("host"));
  }
  TRY(auto frame, frame_of(ask, "admin", ask.here.say("mail.title")));
  frame.path = {{"/admin", ask.here.say("view.admin")}};
  return html(view::page(frame, view::mail_settings(ask.here, page)), status);
}
}  // namespace

Result<Reply> show_mail_settings(Ask& ask) {
  view::MailSettingsPage page;
  page.kept = ask.query.get("kept") == "1", page.test_sent = ask.query.get("sent") == "1", page.test_to = std::string(ask.query.get("to"));
  return mail_page(ask, std::move(page), false, 200);
}

Result<Reply> keep_mail_settings(Ask& ask) {
  const auto& form = ask.form;
  app::MailWay way;
  way.host = trim(form.get("host")), way.port = whole_number(form.get("port")), way.login = trim(form.get("login")), way.from = trim(form.get("from")), way.origin = trim(form.get("origin"));
  way.security = app::mail_security_from(form.get("security")).value_or(app::MailSecurity::starttls), way.hour = whole_number(form.get("hour")), way.on = form.get("on") == "1";
  std::optional<std::string> password;
  if (!form.get("password").empty()) password = std::string(form.get("password"));
  if (form.get("no_password") == "1") password = "";
  TRY(const auto done, app::set_mail_way(ask.office, ask.who, way, password));
  if (std::holds_alternative<app::MailWayKept>(done)) {
    note_event(ask, "account_changed", "web mail settings", way.host, "ok");
    return see_other(ask.here.to("/admin/mail", {{"kept", "1"}}));
  }
  view::MailSettingsPage page;
  put_way(way, page);
  page.port = std::string(form.get("port")), page.hour = std::string(form.get("hour"));
  page.wrong = wrong_of(ask, std::get<Problems>(done));
  return mail_page(ask, std::move(page), true, 422);
}

Result<Reply> test_mail_asked(Ask& ask) {
  const std::string to{trim(ask.form.get("to"))};
  const auto sent = app::send_test_mail(ask.office, ask.who, to);
  if (sent) return see_other(ask.here.to("/admin/mail", {{"sent", "1"}, {"to", to}}) + "#test");
  if (sent.error().code == Code::denied || sent.error().code == Code::corrupt) return fail(sent.error());
  view::MailSettingsPage page;
  page.test_to = to, page.test_problem = ask.here.say(sent.error().message);
  return mail_page(ask, std::move(page), false, 422);
}

namespace {
Result<Reply> own_mail_page(Ask& ask, view::OwnMailPage page, int status) {
  TRY(const auto way, app::mail_way(ask.office));
  page.office_sends = way && way->way.on;
  if (way) page.hour = std::to_string(way->way.hour);
  TRY(auto frame, frame_of(ask, "", ask.here.say("mail.own")));
  frame.path = {{"/account", ask.here.say("view.account")}};
  return html(view::page(frame, view::own_mail(ask.here, page)), status);
}
}  // namespace

Result<Reply> show_own_mail(Ask& ask) {
  TRY(const auto own, app::mail_person(ask.office, ask.who.account));
  view::OwnMailPage page;
  page.address = own.address, page.digest = own.digest, page.kept = ask.query.get("kept") == "1";
  return own_mail_page(ask, std::move(page), 200);
}

Result<Reply> keep_own_mail(Ask& ask) {
  const app::MailPerson wish{std::string(trim(ask.form.get("address"))), ask.form.get("digest") == "1"};
  TRY(const auto wrong, app::set_mail_person(ask.office, ask.who, wish, ask.lang_id()));
  if (!wrong) return see_other(ask.here.to("/account/mail", {{"kept", "1"}}));
  view::OwnMailPage page;
  page.address = wish.address, page.digest = wish.digest, page.problem = ask.here.say(wrong->message);
  return own_mail_page(ask, std::move(page), 422);
}
}  // namespace youju::web
