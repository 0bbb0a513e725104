// SPDX-License-Identifier: Apache-2.0
#include "view/admin_packs.h"

#include <algorithm>

namespace youju::view {
namespace {
Html packs_hidden(std::string_view name, const std::string& value) { return input(attr("type", "hidden"), attr("name", std::string(name)), attr("value", value)); }
std::string change_address(const std::string& id) { return "/admin/packs/changes/" + percent_encoded(id); }

Html packs_table(const Here& here, const AdminPacks& content) {
  return table(cls("rows stack"), thead(tr(th(here.say("packs.name")), th(here.say("packs.version")), th(here.say("packs.since")), th(here.say("packs.by")), th(here.say("packs.digest")))), tbody(each(content.packs, [&](const AdminPacks::Pack& pack) {
                 return tr(td(cls("title"), pack.own && content.may_edit ? a(href(here.to("/admin/own")), pack.name) : span(pack.name), " ", span(cls("soft"), code(pack.id))), td(pack.version), td(cls("day"), pack.since), td(pack.by), td(code(pack.digest)));
               })));
}

Html changes_table(const Here& here, const std::vector<AdminPacks::Change>& changes) {
  return table(cls("rows stack"), thead(tr(th(here.say("packs.change")), th(here.say("packs.state")), th(here.say("packs.when")), th(here.say("packs.asked_by")), th(here.say("packs.why")))), tbody(each(changes, [&](const AdminPacks::Change& change) {
                 return tr(td(cls("title"), a(href(here.to(change_address(change.id))), change.what)), td(span(cls(change.open ? "state counts" : "state"), change.state)), td(cls("day"), change.when), td(change.by), td(cls("soft"), change.note));
               })));
}

Html files_shown(const Here& here, const std::vector<PackFileShown>& files, bool open) {
  return each(files, [&](const PackFileShown& file) {
    return details(flag("open", open && file.path != "pack.toml"), summary(code(file.path), " ", span(cls("soft"), here.say("packs.lines", {{"n", std::to_string(std::count(file.text.begin(), file.text.end(), '\n'))}}))), pre(cls("toml"), attr("tabindex", "0"), file.text));
  });
}
}  // namespace

Html admin_packs(const Frame& frame, const AdminPacks& content) {
  const auto& here = frame.here;
  const auto newer = each(content.newer, [&](const AdminPacks::Newer& one) {
    return p(cls("note"), here.say("packs.newer", {{"pack", one.name}, {"was", one.in_force}, {"is", one.carried}}), " ", a(href(here.to("/admin/packs/carried/" + percent_encoded(one.id))), here.say("packs.look")));
  });
  const auto ways = when(content.may_edit, [&] { return section(cls("sheet"), header(h2(here.say("packs.own"))), p(here.say("packs.own_hint")), div(cls("form-end"), button_link(here.to("/admin/own"), here.say("packs.own_open"), true), button_link(here.to("/admin/holidays"), here.say("admin.holidays")))); });
  const auto changes = content.changes.empty() ? p(cls("soft"), here.say("packs.no_changes")) : changes_table(here, content.changes);
  return row_of(when(content.may_edit, [&] { return newer; }), section(cls("sheet"), header(h2(here.say("packs.in_force"))), packs_table(here, content)), ways,
                when(content.may_look, [&] { return section(cls("sheet"), header(h2(here.say("packs.changes"))), changes); }));
}

Html pack_effect(const Here& here, const PackEffect& effect) {
  if (!effect.problems.empty()) {
    return div(cls("problems"), attr("role", "alert"), h2(here.say("packs.refused", {{"n", std::to_string(effect.problems.size())}})), ul(each(effect.problems, [](const PackEffect::Problem& one) { return li(code(one.place), " ", one.text); })));
  }
  const auto differences = effect.differences.empty() ? p(cls("soft"), here.say("packs.no_difference")) : ul(cls("list"), each(effect.differences, [](const std::string& line) { return li(line); }));
  const auto figures = effect.figures.empty() ? p(cls("soft"), here.say("packs.no_figure_changes", {{"n", grouped(effect.unchanged)}}))
                                              : row_of(table(cls("rows stack"), thead(tr(th(here.say("units.figure")), th(cls("n"), here.say("units.before")), th(cls("n"), here.say("units.after")))), tbody(each(effect.figures, [&](const PackEffect::Figure& one) {
                                                               return tr(td(cls("title"), one.name), td(cls("n"), one.before == "—" ? span(one.before) : figure_number(here, one.expr, one.before, "")), td(cls("n"), strong(one.after)));
                                                             }))),
                                                       p(cls("soft"), here.say("packs.others_stay", {{"n", grouped(effect.unchanged)}})));
  const auto deadlines = section(cls("sheet"), header(h2(here.say("packs.deadlines"))), table(cls("rows stack"), thead(tr(th(here.say("packs.record")), th(here.say("units.before")), th(here.say("units.after")))), tbody(each(effect.deadlines, [&](const PackEffect::Deadline& one) {
                                   return tr(td(cls("title"), a(href(here.to(one.address)), one.title)), td(cls("day"), one.before), td(cls("day"), strong(one.after)));
                                 }))),
                                 when(effect.deadlines_closed > 0, [&] { return p(cls("soft"), here.say("packs.deadlines_closed", {{"n", grouped(effect.deadlines_closed)}})); }));
  return row_of(section(cls("sheet"), header(h2(here.say("packs.differences"))), differences), section(cls("sheet"), header(h2(here.say("packs.figures"))), figures),
                when(!effect.deadlines.empty() || effect.deadlines_closed > 0, [&] { return deadlines; }));
}

namespace {
Html decide_forms(const Here& here, const PackChangePage& content) {
  const auto address = change_address(content.id);
  const Field note{.name = "note", .label = here.say("packs.why"), .value = content.note, .type = "area", .hint = here.say("packs.why_hint"), .required = true, .rows = 2};
  const Field reason{.name = "reason", .label = here.say("packs.why_not"), .type = "area", .rows = 2};
  const auto submit = section(cls("sheet"), header(h2(here.say("packs.submit"))), post_form(here, address + "/submit", field_of(here, note), div(cls("form-end"), submit_button(here.say("packs.submit_button")))));
  const auto decide = section(cls("sheet"), header(h2(here.say("packs.decide"))), p(cls("hint"), here.say("packs.decide_hint")),
                              post_form(here, address + "/decide", packs_hidden("digest", content.digest), field_of(here, reason), div(cls("form-end"), submit_button(here.say("packs.adopt"), true, "adopt", "1"), submit_button(here.say("packs.decline"), false, "adopt", "0"))));
  const auto drop = section(cls("sheet"), post_form(here, address + "/drop", div(cls("form-end"), button(attr("type", "submit"), cls("danger"), here.say("packs.drop")))));
  const auto ask = section(cls("sheet"), header(h2(here.say("packs.ask"))), p(cls("hint"), here.say("packs.ask_hint")), post_form(here, "/admin/packs/carried/" + percent_encoded(content.carried), div(cls("form-end"), submit_button(here.say("packs.ask_button")))));
  return row_of(when(!content.carried.empty(), [&] { return ask; }), when(content.may_submit, [&] { return submit; }), when(content.may_decide, [&] { return decide; }),
                when(content.state == "waiting" && !content.may_decide, [&] { return p(cls("note"), here.say("packs.waits_for_other")); }), when(content.may_drop, [&] { return drop; }));
}
}  // namespace

Html pack_change_page(const Frame& frame, const PackChangePage& content) {
  const auto& here = frame.here;
  const auto facts = section(cls("sheet"), dl(cls("facts"), each(content.facts, [](const auto& fact) { return row_of(dt(fact.first), dd(fact.second)); })),
                             when(content.own_layer && content.state == "draft", [&] { return p(a(href(here.to("/admin/own")), here.say("packs.go_on_editing"))); }));
  const auto done = content.state == "adopted" || content.state == "declined" || content.state == "dropped";
  return row_of(problem_box(here, content.wrong), div(cls("columns main-aside"), div(when(!done, [&] { return pack_effect(here, content.effect); }), section(cls("sheet"), header(h2(here.say("packs.files"))), files_shown(here, content.files, content.own_layer))),
                                                    div(facts, decide_forms(here, content))));
}

Html own_layer_page(const Frame& frame, const OwnLayerPage& content) {
  const auto& here = frame.here;
  const auto way = [&](const char* address, const char* word, const char* hint) { return li(a(href(here.to(address)), here.say(word)), " ", span(cls("soft"), here.say(hint))); };
  const auto ways = section(cls("sheet"), header(h2(here.say("packs.add"))), ul(cls("list"), way("/admin/own/field", "packs.add_field", "packs.add_field_hint"), way("/admin/own/kind", "packs.add_kind", "packs.add_kind_hint"), way("/admin/own/rule", "packs.add_rule", "packs.add_rule_hint"),
                                                                                   way("/admin/own/words", "packs.add_words", "packs.add_words_hint"), way("/admin/holidays", "admin.holidays", "packs.add_days_hint"), way("/admin/own/text", "packs.edit_text", "packs.edit_text_hint")));
  const auto state = content.waiting ? p(cls("note"), here.say("packs.one_waits"), " ", a(href(here.to(change_address(content.draft))), here.say("packs.look")))
                     : !content.draft.empty() ? p(cls("note"), here.say("packs.is_draft"), " ", a(href(here.to(change_address(content.draft))), here.say("packs.see_effect")))
                                              : p(cls("soft"), here.say(content.empty ? "packs.own_empty" : "packs.own_in_force"));
  return row_of(state, div(cls("columns main-aside"), section(cls("sheet"), header(h2(here.say("packs.files"))), files_shown(here, content.files, true)), when(!content.waiting, [&] { return ways; })));
}

Html own_form(const Frame& frame, const OwnForm& content) {
  const auto& here = frame.here;
  int n = 0;
  const auto rows = each(content.rows, [&](const OwnForm::Row& row) {
    ++n;
    return fieldset(cls("own-field"), legend(here.say("packs.field_n", {{"n", std::to_string(n)}})), div(cls("form-row even"), each(row.fields, [&](const Field& field) { return field_of(here, field); })));
  });
  return row_of(problem_box(here, content.wrong), when(!content.effect.problems.empty(), [&] { return pack_effect(here, content.effect); }),
                section(cls("sheet"), p(cls("hint"), content.hint), post_form(here, content.address, div(cls("own-grid"), each(content.fields, [&](const Field& field) { return field_of(here, field); })), rows, div(cls("form-end"), submit_button(here.say("packs.put_into_draft")), a(cls("button"), href(here.to("/admin/own")), here.say("units.leave_it"))))));
}

Html holidays_page(const Frame& frame, const HolidaysPage& content) {
  const auto& here = frame.here;
  const auto& year = content.shown;
  const auto years = ul(cls("tabs"), each(content.years, [&](int one) { return li(a(href(here.to("/admin/holidays", {{"of", std::to_string(one)}})), attr_if("aria-current", one == year.year ? "page" : ""), std::to_string(one))); }));
  const auto days = year.days.empty() ? empty_state(here.say("holidays.none"), here.say("holidays.none_text"))
                                      : table(cls("rows stack"), thead(tr(th(here.say("holidays.day")), th(here.say("holidays.name")), th(here.say("holidays.what")), th(here.say("holidays.from")))), tbody(each(year.days, [&](const HolidaysPage::Day& day) {
                                                return tr(td(cls("day"), day.date), td(cls("title"), day.name), td(span(cls(day.works ? "state" : "state counts"), here.say(day.works ? "holidays.works" : "holidays.off"))), td(cls("soft"), here.say(day.own ? "holidays.own" : "holidays.official")));
                                              })));
  const auto sources = ul(cls("list soft"), each(year.sources, [](const std::string& source) { return li(source); }));
  const auto add = section(cls("sheet"), header(h2(here.say("holidays.add"))), p(cls("hint"), here.say("holidays.add_hint")), post_form(here, "/admin/holidays", each(content.fields, [&](const Field& field) { return field_of(here, field); }), div(cls("form-end"), submit_button(here.say("packs.put_into_draft")))));
  return row_of(problem_box(here, content.wrong), when(!content.effect.problems.empty(), [&] { return pack_effect(here, content.effect); }), years,
                when(year.provisional, [&] { return p(cls("note warn"), here.say("holidays.provisional", {{"year", std::to_string(year.year)}})); }),
                div(cls("columns main-aside"), section(cls("sheet"), header(h2(here.say("holidays.of", {{"year", std::to_string(year.year)}}))), days, sources), when(content.may_edit, [&] { return add; })));
}
}  // namespace youju::view
