// SPDX-License-Identifier: Apache-2.0
#include "view/factor.h"

namespace youju::view {
namespace {
std::string problem_of_field(const std::vector<Wrong>& wrong, std::string_view field) {
  for (const auto& one : wrong)
    if (one.field == field) return one.text;
  return {};
}
Field code_input(const Here& here, std::string problem, std::string id = "code") {
  return {.name = "code", .label = here.say("second.code"), .hint = here.say("second.code_hint"), .problem = std::move(problem), .autocomplete = "one-time-code", .required = true, .id = std::move(id), .input_mode = "numeric"};
}
Field password_input(const Here& here, std::string problem, std::string id) {
  return {.name = "password", .label = here.say("second.password"), .type = "password", .problem = std::move(problem), .autocomplete = "current-password", .required = true, .id = std::move(id)};
}
// Password managers want to know whose password it is.
Html hidden_login(const std::string& login) { return input(attr("type", "text"), attr("name", "login"), attr("value", login), attr("autocomplete", "username"), flag("hidden"), flag("readonly")); }

Html off_part(const Here& here, const FactorPage& page) {
  return section(cls("sheet spaced"), header(h2(here.say("second.off"))), p(here.say("second.what")), ul(cls("list"), li(here.say("second.what_1")), li(here.say("second.what_2")), li(here.say("second.what_3"))),
                 when(page.required && page.concerned, [&] { return p(cls("note warn"), here.say("second.required_note")); }),
                 when(!page.required && page.concerned, [&] { return p(cls("note"), here.say("second.recommended_note")); }),
                 post_form(here, "/account/factor/begin", div(cls("form-end"), submit_button(here.say("second.begin")))));
}

// The forms that need the password and a code; only the one that was refused shows why.
Html with_password_and_code(const Here& here, const FactorPage& page, std::string_view which, const char* title, const char* hint, const char* button_word, bool danger) {
  const bool mine = page.problem_of == which;
  const std::string tail = "-" + std::string(which);
  const auto problem = [&](std::string_view field) { return mine ? problem_of_field(page.wrong, std::string(field) + tail) : std::string{}; };
  return details(flag("open", mine), summary(here.say(title)), p(cls("hint"), here.say(hint)),
                 post_form(here, "/account/factor/" + std::string(which), hidden_login(page.login), field_of(here, password_input(here, problem("password"), "password" + tail)),
                           field_of(here, code_input(here, problem("code"), "code" + tail)), div(cls("form-end"), button(attr("type", "submit"), cls(danger ? "danger" : ""), here.say(button_word)))));
}

Html on_part(const Here& here, const FactorPage& page) {
  return section(cls("sheet spaced"), header(h2(here.say("second.on"))),
                 dl(cls("facts"), dt(here.say("second.since")), dd(page.since), dt(here.say("second.recovery")), dd(here.say("second.recovery_left", {{"n", std::to_string(page.recovery_left)}}))),
                 when(page.recovery_left <= 3, [&] { return p(cls("note warn"), here.say("second.recovery_few")); }), p(cls("hint"), here.say("second.on_hint")),
                 div(cls("second-changes"), with_password_and_code(here, page, "recovery", "second.renew", "second.renew_hint", "second.renew_do", false),
                     with_password_and_code(here, page, "remove", "second.remove", "second.remove_hint", "second.remove_do", true)));
}
}  // namespace

Html qr_picture(const QrPicture& qr, std::string_view spoken) {
  constexpr int kQuiet = 4;  // modules of white around it, as the standard asks
  std::string path;
  for (const auto& [x, y, length] : qr.runs)
    path += "M" + std::to_string(x + kQuiet) + " " + std::to_string(y + kQuiet) + "h" + std::to_string(length) + "v1h-" + std::to_string(length) + "z";
  const auto side = std::to_string(qr.size + 2 * kQuiet);
  return element("svg", {cls("qr"), attr("xmlns", "http://www.w3.org/2000/svg"), attr("viewBox", "0 0 " + side + " " + side), attr("role", "img"), attr("aria-label", std::string(spoken)), attr("shape-rendering", "crispEdges"),
                         element("rect", {attr("width", side), attr("height", side), attr("fill", "#fff")}), element("path", {attr("d", path), attr("fill", "#000")})});
}

Html code_field(const Here& here, CodeAsked asked, std::string_view problem, std::string_view id) {
  if (asked == CodeAsked::code) return div(cls("code-asked"), field_of(here, code_input(here, std::string(problem), std::string(id))));
  if (asked == CodeAsked::set_up_first) return p(cls("note warn"), here.say("second.required_note"), " ", a(href(here.to("/account/factor")), here.say("second.to_set_up")));
  if (asked == CodeAsked::recommended) return p(cls("hint"), here.say("second.recommended_short"), " ", a(href(here.to("/account/factor")), here.say("second.to_set_up")));
  return {};
}

Html code_page(const Frame& frame, const CodePage& page) {
  const auto& here = frame.here;
  std::vector<Wrong> wrong;
  if (!page.problem.empty()) wrong.push_back({"code", page.problem});
  return row_of(problem_box(here, wrong), section(cls("sheet narrow spaced"), p(page.text), post_form(here, page.action, code_field(here, CodeAsked::code, page.problem), div(cls("form-end"), submit_button(page.button), a(href(here.to(page.back)), here.say("second.back"))))));
}

Html second_step(const Here& here, const SecondStep& page) {
  auto code = code_input(here, problem_of_field(page.wrong, "code"));
  code.autofocus = true;
  const auto content = row_of(problem_box(here, page.wrong), p(here.say("second.step_text")),
                              post_form(here, "/sign-in/second", input(attr("type", "hidden"), attr("name", "next"), attr("value", page.next)), field_of(here, code),
                                        div(cls("field"), label(cls("check-line"), input(attr("type", "checkbox"), attr("name", "trust"), attr("value", "1")), " ", here.say("second.trust")), p(cls("hint"), here.say("second.trust_hint"))),
                                        div(cls("form-end"), submit_button(here.say("second.go_on")))),
                              hr(), p(cls("soft"), here.say("second.lost"), " ", a(href(here.to("/sign-in")), here.say("second.other_person"))));
  return bare_page(here, page.office.empty() ? here.say("second.step_title") : here.say("sign.title_of", {{"office", page.office}}), content);
}

Html factor_page(const Frame& frame, const FactorPage& page) {
  const auto& here = frame.here;
  const auto told = when(!page.reset_by.empty(), [&] {
    return div(cls("note warn"), attr("role", "status"), p(here.say("second.was_reset", {{"by", page.reset_by}, {"at", page.reset_at}})), post_form(here, "/account/factor/noted", submit_button(here.say("second.noted"), false)));
  });
  return row_of(problem_box(here, page.wrong), told, div(cls("narrow"), page.set ? on_part(here, page) : off_part(here, page)));
}

Html factor_set_up(const Frame& frame, const FactorSetUpPage& page) {
  const auto& here = frame.here;
  const auto scan = section(cls("sheet spaced"), header(h2(here.say("second.scan"))), p(here.say("second.scan_text")), div(cls("qr-box"), qr_picture(page.qr, here.say("second.qr_spoken"))),
                            details(summary(here.say("second.type_instead")), p(cls("hint"), here.say("second.type_hint")), p(code(cls("typed-secret"), page.typed))));
  auto first_code = code_input(here, problem_of_field(page.wrong, "code"));
  first_code.hint.clear();  // there is no recovery code yet
  const auto prove = section(cls("sheet spaced"), header(h2(here.say("second.prove"))), p(cls("hint"), here.say("second.prove_text")),
                             post_form(here, "/account/factor/confirm", hidden_login(page.login), field_of(here, first_code),
                                       field_of(here, password_input(here, problem_of_field(page.wrong, "password"), "password")), div(cls("form-end"), submit_button(here.say("second.switch_on")), a(href(here.to("/account/factor")), here.say("second.back")))));
  return row_of(problem_box(here, page.wrong), div(cls("columns"), scan, prove));
}

Html recovery_codes(const Frame& frame, const RecoveryPage& page) {
  const auto& here = frame.here;
  return section(cls("sheet narrow spaced recovery"), header(h2(here.say(page.renewed ? "second.codes_renewed" : "second.codes_title"))), p(here.say("second.codes_text")),
                 ol(cls("recovery-codes"), each(page.codes, [](const std::string& one) { return li(code(one)); })),
                 dl(cls("facts"), dt(here.say("second.codes_office")), dd(page.office), dt(here.say("second.codes_person")), dd(page.name + " (" + page.login + ")"), dt(here.say("second.codes_day")), dd(page.day)),
                 p(cls("note warn no-print"), here.say("second.codes_once")),
                 div(cls("form-end no-print"), button(attr("type", "button"), cls("main"), attr("data-print", ""), flag("hidden"), here.say("second.print")), button_link(here.to("/account/factor"), here.say("second.kept"))));
}

Html factors_page(const Frame& frame, const FactorsPage& page) {
  const auto& here = frame.here;
  const auto choice = [&](const char* value, bool checked, const char* word, const char* hint) {
    return div(cls("field"), label(cls("check-line"), input(attr("type", "radio"), attr("name", "policy"), attr("value", value), flag("checked", checked)), " ", here.say(word)), p(cls("hint"), here.say(hint)));
  };
  const auto policy = section(cls("sheet spaced"), header(h2(here.say("second.policy"))), when(page.changed, [&] { return p(cls("note"), attr("role", "status"), here.say("second.policy_changed")); }),
                              post_form(here, "/admin/factors", fieldset(cls("plain"), legend(here.say("second.policy_legend")), choice("recommended", !page.required, "second.policy_recommended", "second.policy_recommended_hint"), choice("required", page.required, "second.policy_required", "second.policy_required_hint")),
                                        div(cls("form-end"), submit_button(here.say("second.policy_save"), false))));
  const auto row = [&](const FactorRow& one) {
    const auto reset = one.since.empty() || one.own ? Html() : a(href(here.to("/admin/factors/" + percent_encoded(one.account))), attr("aria-label", here.say("second.reset_named", {{"name", one.name}})), here.say("second.reset"));
    return tr(td(cls("title"), one.name, " ", span(cls("soft"), one.login)), td(here.say(one.concerned ? "second.concerned" : "second.not_concerned")),
              td(one.since.empty() ? here.say("second.none") : here.say("second.since_day", {{"day", one.since}})), td(cls("n"), reset));
  };
  const auto head = [&](const char* word) { return th(attr("scope", "col"), here.say(word)); };
  const auto list = section(cls("sheet spaced"), header(h2(here.say("second.accounts"))), p(cls("hint"), here.say("second.accounts_hint")),
                            table(cls("rows stack"), thead(tr(head("second.column_name"), head("second.column_concerned"), head("second.column_factor"), th(attr("scope", "col"), span(cls("unseen"), here.say("second.reset"))))), tbody(each(page.rows, row))));
  return row_of(policy, list);
}

Html factor_reset(const Frame& frame, const FactorResetPage& page) {
  const auto& here = frame.here;
  const auto problem = [&](std::string_view field) { return problem_of_field(page.wrong, field); };
  const Field login{.name = "second", .label = here.say("second.second_login"), .value = page.second, .problem = problem("second"), .required = true};
  const Field password{.name = "second-password", .label = here.say("second.second_password"), .type = "password", .problem = problem("second-password"), .required = true};
  const Field second_code{.name = "second-code", .label = here.say("second.second_code"), .hint = here.say("second.second_code_hint"), .problem = problem("second-code"), .autocomplete = "one-time-code", .input_mode = "numeric"};
  return row_of(problem_box(here, page.wrong),
                section(cls("sheet narrow spaced"), p(here.say("second.reset_text", {{"name", page.row.name}, {"login", page.row.login}})), p(cls("hint"), here.say("second.reset_how")),
                        post_form(here, "/admin/factors/" + percent_encoded(page.row.account), code_field(here, page.asked, problem("code")),
                                  fieldset(cls("plain"), legend(here.say("second.second_person")), field_of(here, login), field_of(here, password), field_of(here, second_code)),
                                  div(cls("form-end"), button(attr("type", "submit"), cls("danger"), here.say("second.reset_do")), a(href(here.to("/admin/factors")), here.say("second.back"))))));
}
}  // namespace youju::view
