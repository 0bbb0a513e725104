// SPDX-License-Identifier: Apache-2.0
#include "view/admin_units.h"

namespace youju::view {
namespace {
std::string units_problem(const std::vector<Wrong>& wrong, std::string_view field) {
  for (const auto& one : wrong)
    if (one.field == field) return one.text;
  return {};
}
Html units_hidden(std::string_view name, std::string value) { return input(attr("type", "hidden"), attr("name", std::string(name)), attr("value", std::move(value))); }

Html effect_table(const Here& here, const std::vector<AdminUnit::Line>& lines) {
  return table(cls("rows stack"), thead(tr(th(here.say("units.whose")), th(here.say("units.figure")), th(cls("n"), here.say("units.before")), th(cls("n"), here.say("units.after")))),
               tbody(each(lines, [&](const AdminUnit::Line& line) {
                 return tr(td(line.unit), td(cls("title"), here.say(line.required ? "units.figure_required" : "units.figure_count", {{"kind", line.kind}, {"year", line.year}})), td(cls("n"), figure_number(here, line.expr, line.before, "")),
                           td(cls("n"), strong(line.after)));
               })));
}

Html asked_box(const Here& here, const AdminUnit& content) {
  const auto& asked = *content.asked;
  return section(cls("sheet between"), attr("role", "status"), header(h2(asked.title)), p(asked.hint), when(!asked.left.empty(), [&] { return ul(cls("list"), each(asked.left, [](const std::string& line) { return li(line); })); }),
                 asked.lines.empty() ? p(cls("soft"), here.say("units.no_figure_changes")) : effect_table(here, asked.lines), when(asked.possible, [&] {
                   return post_form(here, "/admin/units/" + percent_encoded(content.id), units_hidden("what", asked.what), units_hidden("sure", "1"), each(asked.fields, [](const auto& f) { return units_hidden(f.first, f.second); }),
                                    div(cls("form-end"), submit_button(here.say("units.do_it")), a(cls("button"), href(here.to("/admin/units/" + percent_encoded(content.id))), here.say("units.leave_it"))));
                 }));
}

Html unit_forms(const Here& here, const AdminUnit& content) {
  const auto address = "/admin/units/" + percent_encoded(content.id);
  const Field name{.name = "name", .label = here.say("admin.unit_name"), .value = content.new_name, .problem = units_problem(content.wrong, "name"), .required = true};
  const Field parent{.name = "parent", .label = here.say("units.move_to"), .value = content.parent, .problem = units_problem(content.wrong, "parent"), .options = content.parents};
  const Field last{.name = "last_day", .label = here.say("units.last_day"), .value = content.last_day, .type = "date", .problem = units_problem(content.wrong, "last_day"), .required = true};
  const auto rename = section(cls("sheet"), header(h2(here.say("units.rename"))), p(cls("hint"), here.say("units.rename_hint")), post_form(here, address, units_hidden("what", "rename"), field_of(here, name), div(cls("form-end"), submit_button(here.say("units.rename_button")))));
  const auto move = section(cls("sheet"), header(h2(here.say("units.move"))), p(cls("hint"), here.say("units.move_hint")), post_form(here, address, units_hidden("what", "move"), field_of(here, parent), div(cls("form-end"), submit_button(here.say("units.look")))));
  const auto close = section(cls("sheet"), header(h2(here.say("units.close"))), p(cls("hint"), here.say("units.close_hint")), post_form(here, address, units_hidden("what", "close"), field_of(here, last), div(cls("form-end"), submit_button(here.say("units.look")))));
  const auto reopen = section(cls("sheet"), header(h2(here.say("units.reopen"))), p(cls("hint"), here.say("units.reopen_hint")), post_form(here, address, units_hidden("what", "reopen"), div(cls("form-end"), submit_button(here.say("units.look")))));
  return row_of(rename, when(!content.root && !content.is_closed && !content.parents.empty(), [&] { return move; }), when(!content.root && !content.is_closed, [&] { return close; }), when(content.is_closed, [&] { return reopen; }));
}
}  // namespace

Html admin_units(const Frame& frame, const AdminUnits& content) {
  const auto& here = frame.here;
  const Field name{.name = "name", .label = here.say("admin.unit_name"), .value = content.name, .problem = units_problem(content.wrong, "name"), .required = true};
  const Field parent{.name = "parent", .label = here.say("admin.parent"), .value = content.parent, .problem = units_problem(content.wrong, "parent"), .options = content.parents};
  const auto tree = section(cls("sheet"), ul(cls("list tree"), each(content.units, [&](const AdminUnits::Unit& unit) {
                      return li(cls(depth_class(unit.depth)), unit.managed ? a(href(here.to("/admin/units/" + percent_encoded(unit.id))), unit.name) : span(cls("soft"), unit.name), " ",
                                when(!unit.closed.empty(), [&] { return span(cls("state"), unit.closed); }));
                    })));
  return row_of(problem_box(here, content.wrong), div(cls("columns main-aside"), tree, section(cls("sheet"), header(h2(here.say("admin.add_unit"))), post_form(here, "/admin/units", field_of(here, name), field_of(here, parent), p(cls("hint"), here.say("admin.unit_stays")), div(cls("form-end"), submit_button(here.say("admin.add_unit_button")))))));
}

Html admin_unit(const Frame& frame, const AdminUnit& content) {
  const auto& here = frame.here;
  const auto past = table(cls("rows stack"), thead(tr(th(here.say("units.since")), th(here.say("admin.unit_name")), th(here.say("admin.parent")), th(here.say("admin.state")), th(here.say("units.by")))), tbody(each(content.past, [](const AdminUnit::Past& one) {
                            return tr(td(cls("day"), one.when), td(cls("title"), one.name), td(one.parent), td(one.state), td(one.by));
                          })));
  const auto facts = dl(cls("facts"), each(content.facts, [](const auto& fact) { return row_of(dt(fact.first), dd(fact.second)); }));
  return row_of(problem_box(here, content.wrong), when(content.asked.has_value(), [&] { return asked_box(here, content); }),
                div(cls("columns main-aside"), div(section(cls("sheet"), facts), section(cls("sheet"), header(h2(here.say("units.history"))), past)), div(unit_forms(here, content))));
}

Html admin_roster(const Frame& frame, const AdminRoster& content) {
  const auto& here = frame.here;
  const Field names{.name = "names", .label = here.say("admin.names"), .value = content.names, .type = "area", .hint = here.say("admin.names_hint"), .problem = units_problem(content.wrong, "names"), .required = true, .rows = 6};
  const Field unit{.name = "in", .label = here.say("admin.unit"), .value = content.unit, .problem = units_problem(content.wrong, "in"), .options = content.units};
  const auto list = content.persons.empty() ? empty_state(here.say("admin.roster_empty"), here.say("admin.roster_empty_text"), button_link(here.to("/import"), here.say("importpage.title")))
                                            : table(cls("rows stack"), thead(tr(th(here.say("admin.name")), th(here.say("admin.unit")), th(here.say("admin.from")), th(here.say("admin.to")))), tbody(each(content.persons, [&](const AdminRoster::Person& one) {
                                                return tr(td(cls("title"), one.mine ? a(href(here.to("/roster/" + percent_encoded(one.id))), one.name) : span(one.name)), td(one.unit), td(cls("day"), one.from.empty() ? "" : here.day(one.from)),
                                                          td(cls("day"), one.to.empty() ? "" : here.day(one.to)));
                                              })));
  return row_of(problem_box(here, content.wrong), div(cls("columns main-aside"), section(cls("sheet"), header(h2(here.say("admin.roster_of", {{"n", grouped(static_cast<std::int64_t>(content.persons.size()))}}))), list),
                                                    section(cls("sheet"), header(h2(here.say("admin.add_persons"))), post_form(here, "/roster", field_of(here, names), field_of(here, unit), div(cls("form-end"), submit_button(here.say("admin.add_persons_button")))))));
}

Html admin_person(const Frame& frame, const AdminPerson& content) {
  const auto& here = frame.here;
  const Field name{.name = "name", .label = here.say("admin.name"), .value = content.name, .problem = units_problem(content.wrong, "name"), .required = true};
  const Field unit{.name = "in", .label = here.say("admin.unit"), .value = content.unit, .hint = here.say("units.person_unit_hint"), .problem = units_problem(content.wrong, "in"), .options = content.units};
  const Field from{.name = "from", .label = here.say("units.joined"), .value = content.from, .type = "date", .problem = units_problem(content.wrong, "from")};
  const Field to{.name = "to", .label = here.say("units.leaves"), .value = content.to, .type = "date", .hint = here.say("units.leaves_hint"), .problem = units_problem(content.wrong, "to")};
  const auto address = "/roster/" + percent_encoded(content.id);
  const auto handing = section(cls("sheet"), header(h2(here.say("admin.handover"))), p(here.say(content.open > 0 ? "admin.holds" : "handover.nothing_open", {{"n", grouped(content.open)}})),
                               div(cls("form-end"), button_link(here.to("/admin/handover/" + percent_encoded(content.id)), here.say("admin.to_handover"))));
  return row_of(problem_box(here, content.wrong), div(cls("columns main-aside"), section(cls("sheet"), post_form(here, address, div(cls("form-row even"), field_of(here, name), field_of(here, unit)), div(cls("form-row even"), field_of(here, from), field_of(here, to)), p(cls("hint"), here.say("units.person_hint")),
                                                                                                                    div(cls("form-end"), submit_button(here.say("units.save"))))),
                                                    when(content.may_hand_over, [&] { return handing; })));
}

Html unit_choice(const Frame& frame, const std::vector<UnitChoice>& units) {
  return section(cls("sheet"), ul(cls("list tree"), each(units, [&](const UnitChoice& unit) { return li(cls(depth_class(unit.depth)), a(href(frame.here.to("/", {{"unit", unit.id}})), attr_if("aria-current", unit.id == frame.here.unit ? "true" : ""), unit.name)); })));
}
}  // namespace youju::view
