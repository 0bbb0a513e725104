// SPDX-License-Identifier: Apache-2.0
#include "view/set_up.h"

namespace youju::view {
namespace {
std::string set_up_problem(const SetUpPage& page, std::string_view field) {
  for (const auto& one : page.wrong)
    if (one.field == field) return one.text;
  return {};
}
}  // namespace

Html set_up(const Here& here, const SetUpPage& page) {
  const auto field = [&](const char* name, const char* word, const std::string& value, const char* hint = nullptr) {
    return Field{.name = name, .label = here.say(word), .value = value, .hint = hint == nullptr ? "" : here.say(hint), .problem = set_up_problem(page, name), .required = true};
  };
  auto code = field("code", "start.code", page.code, "start.code_hint");
  code.autofocus = page.code.empty();
  auto pack = field("pack", "start.pack", page.pack, "start.pack_hint");
  pack.options = page.packs;
  auto day = field("go_live", "start.go_live", page.go_live, "start.go_live_hint");
  day.type = "date", day.required = false;
  auto login = field("login", "sign.login", page.login, "start.login_hint");
  login.autocomplete = "username";
  auto password = field("password", "sign.new_password", {}, "sign.new_password_hint"), again = field("again", "start.again", {});
  password.type = again.type = "password", password.autocomplete = again.autocomplete = "new-password";
  auto second_password = field("second_password", "start.second_password", {}, "start.second_password_hint");
  second_password.type = "password", second_password.autocomplete = "new-password", second_password.required = false;
  return bare_page(here, here.say("start.title"),
                   row_of(problem_box(here, page.wrong), p(here.say("start.intro")), p(cls("hint"), here.say("start.folder", {{"folder", page.folder}})),
                          form(cls("set-up"), attr("method", "post"), attr("action", "/set-up"), attr("accept-charset", "utf-8"), field_of(here, code),
                               fieldset(legend(here.say("start.office_part")), field_of(here, field("office", "start.office", page.office, "start.office_hint")), field_of(here, pack), field_of(here, day)),
                               fieldset(legend(here.say("start.first_part")), field_of(here, field("name", "account.name", page.name)), field_of(here, login), field_of(here, password), field_of(here, again)),
                               fieldset(legend(here.say("start.second_part")), p(cls("hint"), here.say("start.second_why")), field_of(here, field("second_name", "account.name", page.second_name)),
                                        field_of(here, field("second_login", "sign.login", page.second_login)), field_of(here, second_password)),
                               div(cls("form-end"), submit_button(here.say("start.make"))))));
}

Html set_up_done(const Here& here, const SetUpDone& page) {
  return bare_page(here, here.say("start.done_title", {{"office", page.office}}),
                   row_of(when(!page.second_code.empty(), [&] {
                            return div(cls("note"), p(here.say("start.second_code", {{"name", page.second_name}, {"login", page.second_login}})), p(code(cls("once"), page.second_code)), p(cls("hint"), here.say("start.second_code_hint")));
                          }),
                          p(here.say("start.done_text")), p(button_link("/records/new", here.say("start.first_record"), true)), p(cls("hint"), here.say("start.done_more"))));
}

Html set_up_closed(const Here& here) { return bare_page(here, here.say("start.title"), row_of(p(here.say("start.only_here")), p(cls("hint"), here.say("start.only_here_more")))); }
}  // namespace youju::view
