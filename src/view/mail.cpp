// SPDX-License-Identifier: Apache-2.0
#include "view/mail.h"

namespace youju::view {
namespace {
Html tick(const std::string& name, bool on, const std::string& text) {
  return p(label(input(attr("type", "checkbox"), attr("name", name), attr("value", "1"), flag("checked", on)), text));
}

Html mail_queue(const Here& here, const MailSettingsPage& page) {
  const auto fact = [&](const char* word, const std::string& text) { return row_of(dt(here.say(word)), dd(text)); };
  return section(cls("sheet"), h2(here.say("mail.queue")),
                 dl(cls("facts"), fact("mail.waiting", std::to_string(page.waiting)), fact("mail.sent_lately", std::to_string(page.sent_lately)), fact("mail.given_up", std::to_string(page.given_up)),
                    fact("mail.last_sent", page.last_sent.empty() ? here.say("mail.never") : page.last_sent), when(!page.last_error.empty(), [&] { return row_of(dt(here.say("mail.last_error")), dd(cls("lacks"), page.last_error)); })));
}

Html mail_test(const Here& here, const MailSettingsPage& page) {
  const Field to{.name = "to", .label = here.say("mail.test_to"), .value = page.test_to, .type = "email", .problem = page.test_problem, .autocomplete = "email", .required = true};
  return section(cls("sheet"), attr("id", "test"), h2(here.say("mail.test")), when(page.test_sent, [&] { return p(cls("note"), attr("role", "status"), here.say("mail.test_sent", {{"to", page.test_to}})); }),
                 post_form(here, "/admin/mail/test", field_of(here, to), submit_button(here.say("mail.test_send"), false)));
}
}  // namespace

Html mail_settings(const Here& here, const MailSettingsPage& page) {
  const auto field = [&](const char* name, const char* word, const std::string& value, const char* hint = nullptr, const char* type = "text") {
    Field out{.name = name, .label = here.say(word), .value = value, .type = type};
    for (const auto& wrong : page.wrong)
      if (wrong.field == name) out.problem = wrong.text;
    if (hint != nullptr) out.hint = here.say(hint);
    return out;
  };
  auto security = field("security", "mail.security", page.security);
  security.options = {{"starttls", "STARTTLS"}, {"tls", "TLS"}, {"none", here.say("mail.security_none")}};
  auto password = field("password", "mail.password", "", page.has_password ? "mail.password_kept" : "mail.password_none", "password");
  password.autocomplete = "new-password";
  auto port = field("port", "mail.port", page.port);
  port.input_mode = "numeric";
  auto hour = field("hour", "mail.hour", page.hour, "mail.hour_hint");
  hour.input_mode = "numeric";
  const auto form_part = post_form(here, "/admin/mail", field_of(here, field("host", "mail.host", page.host)), div(cls("form-row"), field_of(here, port), field_of(here, security)), field_of(here, field("login", "mail.login", page.login, "mail.login_hint")),
                                   field_of(here, password), when(page.has_password, [&] { return tick("no_password", false, here.say("mail.forget_password")); }), field_of(here, field("from", "mail.from", page.from, nullptr, "email")),
                                   field_of(here, field("origin", "mail.origin", page.origin, "mail.origin_hint", "url")), field_of(here, hour), tick("on", page.on, here.say("mail.on")), div(cls("form-end"), submit_button(here.say("mail.keep"))));
  const auto settings = section(cls("sheet"), h2(here.say("mail.server")), when(page.kept, [&] { return p(cls("note"), attr("role", "status"), here.say("mail.kept")); }),
                                when(page.set, [&] { return p(cls("soft"), here.say("mail.set_by", {{"by", page.set_by}, {"at", page.set_at}})); }), problem_box(here, page.wrong), form_part);
  return div(cls("columns main-aside"), div(settings), div(when(page.set, [&] { return row_of(mail_queue(here, page), mail_test(here, page)); }), p(cls("hint"), here.say("mail.what_is_sent"))));
}

Html own_mail(const Here& here, const OwnMailPage& page) {
  const Field address{.name = "address", .label = here.say("mail.own_address"), .value = page.address, .type = "email", .problem = page.problem, .autocomplete = "email"};
  return section(cls("sheet"), h2(here.say("mail.own")), when(page.kept, [&] { return p(cls("note"), attr("role", "status"), here.say("mail.kept")); }), p(here.say(page.office_sends ? "mail.own_text" : "mail.own_office_not", {{"hour", page.hour}})),
                 post_form(here, "/account/mail", field_of(here, address), tick("digest", page.digest, here.say("mail.own_digest")), submit_button(here.say("mail.keep"))));
}
}  // namespace youju::view
