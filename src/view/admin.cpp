// SPDX-License-Identifier: Apache-2.0
#include "view/admin.h"

#include <algorithm>

namespace youju::view {
namespace {
std::string admin_problem(const std::vector<Wrong>& wrong, std::string_view field) {
  for (const auto& one : wrong)
    if (one.field == field) return one.text;
  return {};
}
Html code_once(const Here& here, const AdminAccounts& content) {
  return section(cls("sheet between"), attr("role", "status"), h2(here.say("admin.made", {{"login", content.new_login}})), p(cls("once"), content.code), p(cls("hint"), here.say("admin.code_once")));
}

Html account_table(const Here& here, const AdminAccounts& content) {
  return section(cls("sheet"), table(cls("rows stack"), thead(tr(th(here.say("admin.name")), th(here.say("admin.login")), th(here.say("admin.roles")), th(here.say("admin.state")))),
                                     tbody(each(content.accounts, [&](const AdminAccount& one) {
                                       return tr(td(cls("title"), a(href(here.to("/admin/accounts/" + percent_encoded(one.id))), one.name.empty() ? one.login : one.name)), td(code(one.login)),
                                                 td(each(one.roles, [](const std::string& role) { return div(role); }), when(one.roles.empty(), [&] { return span(cls("soft"), here.say("admin.no_role")); })),
                                                 td(when(one.disabled, [&] { return span(cls("state void"), here.say("admin.disabled")); })));
                                     }))));
}
}  // namespace

std::string depth_class(int depth) { return "level" + std::to_string(std::min(depth, 5)); }

Html admin_tabs(const Here& here, const Choices& places, std::string_view current) {
  return ul(cls("tabs"), each(places, [&](const auto& place) { return li(a(href(here.to(place.first)), attr_if("aria-current", place.first == current ? "page" : ""), place.second)); }));
}

Html admin_accounts(const Frame& frame, const AdminAccounts& content) {
  const auto& here = frame.here;
  const Field login{.name = "login", .label = here.say("admin.login"), .value = content.login, .hint = here.say("admin.login_hint"), .problem = admin_problem(content.wrong, "login"), .required = true};
  const Field name{.name = "name", .label = here.say("admin.name"), .value = content.name, .problem = admin_problem(content.wrong, "name"), .required = true};
  const Field role{.name = "role", .label = here.say("admin.role"), .value = content.role, .problem = admin_problem(content.wrong, "role"), .options = content.roles};
  const Field unit{.name = "in", .label = here.say("admin.unit"), .value = content.unit, .hint = here.say("admin.unit_hint"), .problem = admin_problem(content.wrong, "in"), .options = content.units};
  const auto add = section(cls("sheet"), header(h2(here.say("admin.add_account"))), p(cls("hint"), here.say("admin.add_account_hint")),
                           post_form(here, "/admin/accounts", div(cls("form-row even"), field_of(here, name), field_of(here, login)), div(cls("form-row even"), field_of(here, role), field_of(here, unit)), div(cls("form-end"), submit_button(here.say("admin.add_account_button")))));
  return row_of(problem_box(here, content.wrong), when(!content.code.empty(), [&] { return code_once(here, content); }), account_table(here, content), add);
}

Html admin_one(const Frame& frame, const AdminOne& content) {
  const auto& here = frame.here;
  const auto& who = content.account;
  const auto base = "/admin/accounts/" + percent_encoded(who.id);
  const auto held = content.held.empty() ? p(cls("soft"), here.say("admin.no_role")) : table(cls("rows stack"), thead(tr(th(here.say("admin.role")), th(here.say("admin.unit")), th(here.say("admin.when")), th(span(cls("unseen"), here.say("admin.withdraw"))))),
    tbody(each(content.held, [&](const AdminOne::Held& one) {
      return tr(td(cls("title"), one.role_name), td(one.unit_name), td(cls("soft"), one.when), td(cls("n"), when(!content.own, [&] {
        return post_form(here, base + "/withdraw", input(attr("type", "hidden"), attr("name", "role"), attr("value", one.role)), input(attr("type", "hidden"), attr("name", "in"), attr("value", one.unit)),
                         button(attr("type", "submit"), cls("quiet"), attr("aria-label", here.say("admin.withdraw_named", {{"role", one.role_name}, {"unit", one.unit_name}})), here.say("admin.withdraw")));
      })));
    })));
  const Field role{.name = "role", .label = here.say("admin.role"), .value = content.role, .problem = admin_problem(content.wrong, "role"), .options = content.roles};
  const Field unit{.name = "in", .label = here.say("admin.unit"), .value = content.unit, .problem = admin_problem(content.wrong, "in"), .options = content.units};
  const Field from{.name = "from", .label = here.say("admin.from"), .value = content.from, .type = "date", .problem = admin_problem(content.wrong, "from")};
  const Field to{.name = "to", .label = here.say("admin.to"), .value = content.to, .type = "date", .problem = admin_problem(content.wrong, "to")};
  const auto give = section(cls("sheet"), header(h2(here.say("admin.give"))), post_form(here, base + "/roles", div(cls("form-row"), field_of(here, role), field_of(here, unit)), div(cls("form-row"), field_of(here, from), field_of(here, to)), p(cls("hint"), here.say("admin.days_hint")),
                                                                                     div(cls("form-end"), submit_button(here.say("admin.give_button")))));
  const auto handing = content.person.empty() ? Html() : p(a(href(here.to("/admin/handover/" + percent_encoded(content.person))), here.say("admin.to_handover")));
  const auto known = label(cls("check"), input(attr("type", "checkbox"), attr("name", "known"), attr("value", "1"), flag("required")), here.say("admin.disable_known"));
  const auto disable = section(cls("sheet"), header(h2(here.say("admin.disable"))), p(cls("hint"), here.say(content.elsewhere ? "admin.disable_elsewhere" : "admin.disable_hint")),
                               when(content.open > 0, [&] { return row_of(p(cls("note warn"), here.say("admin.holds", {{"n", grouped(content.open)}})), handing); }), when(!content.elsewhere, [&] {
                                 return post_form(here, base + "/disable", when(content.open > 0, [&] { return known; }), div(cls("form-end"), button(attr("type", "submit"), cls("danger"), here.say("admin.disable_button"))));
                               }));
  return row_of(problem_box(here, content.wrong), when(who.disabled, [&] { return row_of(p(cls("note warn"), here.say("admin.is_disabled")), when(content.open > 0, [&] { return row_of(p(cls("note warn"), here.say("admin.holds", {{"n", grouped(content.open)}})), handing); })); }), when(content.own, [&] { return p(cls("note"), here.say("admin.own")); }),
                section(cls("sheet"), header(h2(here.say("admin.roles")), span(cls("soft"), code(who.login))), held, when(content.elsewhere, [&] { return p(cls("hint"), here.say("admin.more_elsewhere")); })), when(!content.own && !who.disabled, [&] { return row_of(give, disable); }));
}
}  // namespace youju::view
