// SPDX-License-Identifier: Apache-2.0
#include "view/tokens.h"

namespace youju::view {
namespace {
std::string token_problem(const TokensPage& page, std::string_view field) {
  for (const auto& one : page.wrong)
    if (one.field == field) return one.text;
  return {};
}

Html made_now(const Here& here, const TokensPage& page) {
  const auto& shown = page.feed_address.empty() ? page.secret : page.feed_address;
  return section(
      cls("sheet"), attr("role", "status"), header(h2(here.say("token.made_title", {{"name", page.secret_name}}))),
      p(here.say(page.feed_address.empty() ? "token.made_once" : "token.made_feed")), p(cls("code"), attr("id", "secret"), shown),
      p(button(attr("type", "button"), cls("quiet"), attr("data-copy", shown), attr("data-copied", here.say("token.copied")), flag("hidden"), here.say("token.copy"))));
}

Html token_row(const Here& here, const TokenLine& one) {
  return tr(td(cls("title"), one.name, when(one.over, [&] { return row_of(words_of(" "), span(cls("state"), here.say("token.over"))); })), td(cls("soft"), one.scopes),
            td(cls("day"), here.say("token.until", {{"day", here.moment(one.ends)}}), p(cls("hint"), here.say("token.made_on", {{"day", here.moment(one.made)}}))),
            td(cls("day"), one.used.empty() ? here.say("token.never_used") : here.say("token.used_on", {{"day", here.moment(one.used)}}),
               when(!one.used_from.empty(), [&] { return p(cls("hint"), one.used_from); })),
            td(cls("n"), post_form(here, "/account/tokens/withdraw", input(attr("type", "hidden"), attr("name", "id"), attr("value", one.id)),
                                   button(attr("type", "submit"), cls("quiet"), attr("aria-label", here.say("token.withdraw_named", {{"name", one.name}})),
                                          here.say("token.withdraw")))));
}

Html tokens_listed(const Here& here, const TokensPage& page) {
  if (page.tokens.empty()) return section(cls("sheet"), header(h2(here.say("token.list"))), empty_state(here.say("token.none_title"), here.say("token.none")));
  return section(cls("sheet"), header(h2(here.say("token.list"))), p(cls("hint"), here.say("token.list_hint")),
                 table(cls("rows stack"),
                       thead(tr(th(here.say("token.name")), th(here.say("token.scopes")), th(here.say("token.valid")), th(here.say("token.used")),
                                th(span(cls("unseen"), here.say("token.withdraw"))))),
                       tbody(each(page.tokens, [&](const TokenLine& one) { return token_row(here, one); }))));
}

Html scope_choice(const ScopeChoice& one) {
  return div(label(input(attr("type", "checkbox"), attr("name", "scope"), attr("value", one.id), flag("checked", one.chosen)),
                   span(b(one.name), " ", span(cls("soft"), one.about))));
}

Html new_token_form(const Here& here, const TokensPage& page) {
  const Field name{
      .name = "name", .label = here.say("token.name"), .value = page.name, .hint = here.say("token.name_hint"), .problem = token_problem(page, "name"), .required = true};
  const Field days{.name = "days",
                   .label = here.say("token.valid"),
                   .value = page.days,
                   .problem = token_problem(page, "days"),
                   .options = {{"30", here.say("token.days", {{"n", "30"}})}, {"90", here.say("token.days", {{"n", "90"}})}, {"366", here.say("token.a_year")}}};
  const Field password{.name = "password",
                       .label = here.say("token.password"),
                       .type = "password",
                       .hint = here.say("token.password_hint"),
                       .problem = token_problem(page, "password"),
                       .autocomplete = "current-password",
                       .required = true};
  const Field one_time{.name = "code",
                       .label = here.say("token.code"),
                       .problem = token_problem(page, "code"),
                       .autocomplete = "one-time-code",
                       .required = true,
                       .input_mode = "numeric"};
  const auto scopes_wrong = token_problem(page, "scope");
  return section(cls("sheet"), header(h2(here.say("token.new"))),
                 post_form(here, "/account/tokens", field_of(here, name),
                           fieldset(cls(scopes_wrong.empty() ? "field choices" : "field choices wrong"), attr("id", "scope"), legend(here.say("token.scopes")),
                                    when(!scopes_wrong.empty(), [&] { return p(cls("problem"), scopes_wrong); }), each(page.scopes, scope_choice),
                                    p(cls("hint"), here.say("token.never"))),
                           field_of(here, days), field_of(here, password), when(page.asks_code, [&] { return field_of(here, one_time); }),
                           div(cls("form-end"), submit_button(here.say("token.make")))));
}
}  // namespace

Html tokens(const Here& here, const TokensPage& page) {
  return row_of(problem_box(here, page.wrong), when(!page.secret.empty(), [&] { return made_now(here, page); }), tokens_listed(here, page), new_token_form(here, page));
}
}  // namespace youju::view
