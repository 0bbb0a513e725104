// SPDX-License-Identifier: Apache-2.0
#include "view/sign_in.h"

#include "view/frame.h"

namespace youju::view {
namespace {
std::string at(const std::vector<Wrong>& wrong, std::string_view field) {
  for (const auto& one : wrong)
    if (one.field == field) return one.text;
  return {};
}
}  // namespace

Html sign_in(const Here& here, const SignIn& page) {
  Field login{.name = "login", .label = here.say("sign.login"), .value = page.login, .problem = at(page.wrong, "login"), .autocomplete = "username", .required = true, .autofocus = page.login.empty()};
  Field secret{.name = "secret", .label = here.say(page.first_time ? "sign.code" : "sign.password"), .type = page.first_time ? "text" : "password",
               .hint = page.first_time ? here.say("sign.code_hint") : "", .problem = at(page.wrong, "secret"), .autocomplete = page.first_time ? "one-time-code" : "current-password", .required = true,
               .autofocus = !page.login.empty()};
  Field fresh{.name = "fresh", .label = here.say("sign.new_password"), .type = "password", .hint = here.say("sign.new_password_hint"), .problem = at(page.wrong, "fresh"), .autocomplete = "new-password", .required = true};
  const auto address = page.first_time ? "/sign-in/first" : "/sign-in";
  const auto content = row_of(
      problem_box(here, page.wrong), when(!page.secure, [&] { return p(cls("note warn"), here.say("sign.not_secure")); }),
      post_form(here, address, input(attr("type", "hidden"), attr("name", "next"), attr("value", page.next)), field_of(here, login), field_of(here, secret),
                when(page.first_time, [&] { return field_of(here, fresh); }), div(cls("form-end"), submit_button(here.say(page.first_time ? "sign.set_and_enter" : "sign.enter")))),
      hr(), page.first_time ? p(a(href(here.to("/sign-in")), here.say("sign.have_password"))) : p(cls("soft"), here.say("sign.first_time"), " ", a(href(here.to("/sign-in/first")), here.say("sign.use_code"))));
  return bare_page(here, page.office.empty() ? here.say("sign.title") : here.say("sign.title_of", {{"office", page.office}}), content);
}
}  // namespace youju::view
