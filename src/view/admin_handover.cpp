// SPDX-License-Identifier: Apache-2.0
#include "view/admin_handover.h"

namespace youju::view {
namespace {
std::string handover_problem(const std::vector<Wrong>& wrong, std::string_view field) {
  for (const auto& one : wrong)
    if (one.field == field) return one.text;
  return {};
}
Html handover_hidden(std::string_view name, const std::string& value) { return input(attr("type", "hidden"), attr("name", std::string(name)), attr("value", value)); }
std::string handover_address(const std::string& person) { return "/admin/handover/" + percent_encoded(person); }

Html left_table(const Here& here, const std::vector<AdminHandovers::Line>& lines) {
  return table(cls("rows stack"), thead(tr(th(here.say("admin.name")), th(here.say("admin.unit")), th(here.say("handover.left")), th(cls("n"), here.say("handover.open")), th(cls("n"), here.say("handover.roles")))), tbody(each(lines, [&](const AdminHandovers::Line& one) {
                 return tr(td(cls("title"), a(href(here.to(handover_address(one.person))), one.name)), td(one.unit), td(cls("day"), one.left), td(cls("n"), grouped(one.open)), td(cls("n"), grouped(one.roles)));
               })));
}

Html items_table(const Here& here, const AdminHandover& content) {
  if (content.items.empty()) return p(cls("soft"), here.say("handover.nothing_open"));
  return table(cls("rows stack"), thead(tr(th(here.say("handover.what")), th(here.say("handover.kind")), th(here.say("handover.title")), th(here.say("handover.day")), th(here.say("handover.as")))), tbody(each(content.items, [&](const AdminHandover::Item& item) {
                 return tr(td(item.what), td(item.kind), td(cls("title"), a(href(here.to(item.address)), item.title)), td(cls("day"), item.day), td(item.role));
               })));
}

Html roles_table(const Here& here, const AdminHandover& content) {
  if (content.roles.empty()) return {};
  return section(cls("sheet"), header(h2(here.say("handover.roles_open"))), p(cls("hint"), here.say("handover.roles_hint")), table(cls("rows stack"), thead(tr(th(here.say("admin.role")), th(here.say("admin.unit")), th(here.say("admin.when")), th(span(cls("unseen"), here.say("admin.withdraw"))))),
                 tbody(each(content.roles, [&](const AdminHandover::Role& one) {
                   return tr(td(cls("title"), one.role_name), td(one.unit_name), td(cls("soft"), one.when), td(cls("n"), when(one.may_withdraw, [&] {
                               return post_form(here, "/admin/accounts/" + percent_encoded(one.account) + "/withdraw", handover_hidden("role", one.role), handover_hidden("in", one.unit),
                                                button(attr("type", "submit"), cls("quiet"), attr("aria-label", here.say("admin.withdraw_named", {{"role", one.role_name}, {"unit", one.unit_name}})), here.say("admin.withdraw")));
                             })));
                 }))));
}

Html sheets_of(const Here& here, const AdminHandover& content) {
  if (content.sheets.empty()) return {};
  return section(cls("sheet"), header(h2(here.say("handover.sheets"))), table(cls("rows stack"), thead(tr(th(here.say("handover.post")), th(here.say("handover.to")), th(here.say("admin.state")), th(span(cls("unseen"), here.say("handover.carry_out"))))), tbody(each(content.sheets, [&](const AdminHandover::Sheet& sheet) {
                 return tr(td(cls("title"), a(href(here.to(sheet.address)), sheet.title)), td(sheet.to), td(sheet.state), td(cls("n"), when(sheet.signed_by_both && content.may_act, [&] {
                             return post_form(here, handover_address(content.person) + "/carry-out", handover_hidden("sheet", sheet.id), button(attr("type", "submit"), here.say("handover.carry_out")));
                           })));
               }))));
}

Html done_box(const Here& here, const AdminHandover& content) {
  const auto& done = *content.done;
  return section(cls("sheet between"), attr("role", "status"), header(h2(here.say("handover.done", {{"n", std::to_string(done.changed.size())}}))), ul(cls("list"), each(done.changed, [](const std::string& title) { return li(title); })), when(!done.refused.empty(), [&] {
                   return row_of(p(cls("note warn"), here.say("handover.refused", {{"n", std::to_string(done.refused.size())}})), ul(cls("list"), each(done.refused, [](const auto& one) { return li(one.first, " ", span(cls("soft"), one.second)); })));
                 }));
}
}  // namespace

Html admin_handovers(const Frame& frame, const AdminHandovers& content) {
  const auto& here = frame.here;
  const auto left = section(cls("sheet"), header(h2(here.say("handover.gone"))), content.left.empty() ? p(cls("soft"), here.say("handover.none_gone")) : left_table(here, content.left));
  const Field person{.name = "person", .label = here.say("handover.whose"), .options = content.persons};
  return row_of(left, when(!content.leaving.empty(), [&] { return section(cls("sheet"), header(h2(here.say("handover.leaving"))), left_table(here, content.leaving)); }), when(!content.persons.empty(), [&] {
                  return section(cls("sheet"), header(h2(here.say("handover.look"))), p(cls("hint"), here.say("handover.look_hint")), form(attr("method", "get"), attr("action", here.to("/admin/handover")), field_of(here, person), div(cls("form-end"), submit_button(here.say("handover.look_button")))));
                }));
}

Html admin_handover(const Frame& frame, const AdminHandover& content) {
  const auto& here = frame.here;
  const Field to{.name = "to", .label = here.say("handover.to"), .value = content.to, .problem = handover_problem(content.wrong, "to"), .options = content.persons};
  const Field post{.name = "post", .label = here.say("handover.post"), .value = content.post, .hint = here.say("handover.post_hint"), .problem = handover_problem(content.wrong, "post"), .required = true};
  const Field day{.name = "day", .label = here.say("handover.on"), .value = content.day, .type = "date", .problem = handover_problem(content.wrong, "day"), .required = true};
  const auto write = section(cls("sheet"), header(h2(here.say("handover.write"))), p(cls("hint"), here.say("handover.write_hint")), post_form(here, handover_address(content.person), field_of(here, to), field_of(here, post), field_of(here, day), div(cls("form-end"), submit_button(here.say("handover.write_button")))));
  const auto held = section(cls("sheet"), header(h2(here.say("handover.holds")), span(cls("soft"), content.left)), items_table(here, content));
  const auto rest = div(held, roles_table(here, content), sheets_of(here, content));
  return row_of(problem_box(here, content.wrong), when(content.done.has_value(), [&] { return done_box(here, content); }), div(cls("columns main-aside"), rest, when(!content.persons.empty(), [&] { return write; })));
}

Html delegations_page(const Frame& frame, const Delegations& content) {
  const auto& here = frame.here;
  const auto lines = [&](const std::vector<Delegations::Line>& all, bool own) {
    return table(cls("rows stack"), thead(tr(th(here.say("admin.role")), th(here.say("admin.unit")), th(here.say(own ? "handover.given_to" : "handover.given_by")), th(here.say("admin.when")), th(span(cls("unseen"), here.say("handover.end"))))), tbody(each(all, [&](const Delegations::Line& one) {
                   return tr(td(cls("title"), one.role), td(one.unit), td(one.who), td(cls("day"), one.when, when(one.over, [&] { return row_of(words_of(" "), span(cls("state"), here.say("handover.over"))); })), td(cls("n"), when(own && !one.over, [&] {
                               return post_form(here, "/delegations/end", handover_hidden("account", one.account), handover_hidden("role", one.role_id), handover_hidden("in", one.unit_id), handover_hidden("from", one.from), handover_hidden("to", one.to),
                                                button(attr("type", "submit"), cls("quiet"), attr("aria-label", here.say("handover.end_named", {{"role", one.role}, {"name", one.who}})), here.say("handover.end")));
                             })));
                 })));
  };
  const Field what{.name = "what", .label = here.say("handover.own_role"), .value = content.what, .problem = handover_problem(content.wrong, "what"), .options = content.roles};
  const Field login{.name = "login", .label = here.say("handover.to_login"), .value = content.login, .hint = here.say("handover.to_login_hint"), .problem = handover_problem(content.wrong, "login"), .required = true};
  const Field from{.name = "from", .label = here.say("admin.from"), .value = content.from, .type = "date", .problem = handover_problem(content.wrong, "from"), .required = true};
  const Field to{.name = "to", .label = here.say("admin.to"), .value = content.to, .type = "date", .problem = handover_problem(content.wrong, "to"), .required = true};
  const auto give = section(cls("sheet"), header(h2(here.say("handover.delegate"))), p(cls("hint"), here.say("handover.delegate_hint")),
                            content.roles.empty() ? p(cls("soft"), here.say("handover.no_own_role")) : post_form(here, "/delegations", field_of(here, what), field_of(here, login), div(cls("form-row even"), field_of(here, from), field_of(here, to)), div(cls("form-end"), submit_button(here.say("handover.delegate_button")))));
  const auto list = [&](const char* title, const std::vector<Delegations::Line>& all, bool own, const char* none) { return section(cls("sheet"), header(h2(here.say(title))), all.empty() ? p(cls("soft"), here.say(none)) : lines(all, own)); };
  return row_of(problem_box(here, content.wrong), div(cls("columns main-aside"), div(list("handover.given", content.given, true, "handover.none_given"), list("handover.received", content.received, false, "handover.none_received")), give));
}
}  // namespace youju::view
