// SPDX-License-Identifier: Apache-2.0
#include "view/record_form.h"

namespace youju::view {
namespace {
Html label_with_mark(const Here& here, const Field& field) {
  return row_of(words_of(field.label), when(field.required, [&] { return span(cls("needed"), attr("title", here.say("view.needed")), attr("aria-hidden", "true"), "*"); }));
}

Html days_control(const Here& here, const RecordControl& control) {
  auto from = control.field, until = control.field;
  if (control.until.empty() && from.type != "date") return field_of(here, from);  // as it was typed
  from.label = here.say("records.first_day", {{"name", control.field.label}});
  until = Field{.name = control.field.name + "-until", .label = here.say("records.last_day"), .value = control.until, .type = "date", .hint = here.say("records.last_day_hint")};
  return div(cls("form-row"), field_of(here, from), field_of(here, until));
}

Html people_control(const Here& here, const RecordControl& control) {
  auto others = control.field;
  if (control.people.empty()) return field_of(here, others);
  std::size_t ticked = 0;
  for (const auto& person : control.people) ticked += person.ticked ? 1 : 0;
  others.label = here.say("records.others_of", {{"name", control.field.label}});
  others.hint = here.say("records.names_hint");
  others.required = false;
  return fieldset(cls("people"), legend(label_with_mark(here, control.field)), when(!control.field.hint.empty(), [&] { return p(cls("hint"), control.field.hint); }),
                  details(flag("open", control.people.size() <= 24 || ticked > 0), summary(here.say("records.from_roster", {{"n", std::to_string(control.people.size())}, {"ticked", std::to_string(ticked)}})),
                          div(cls("choices ticks"), each(control.people, [&](const PersonTick& person) {
                                return label(input(attr("type", "checkbox"), attr("name", control.field.name), attr("value", person.id), flag("checked", person.ticked)), person.name);
                              }))),
                  field_of(here, others));
}

Html control_html(const Here& here, const RecordControl& control) {
  switch (control.as) {
    case RecordControl::As::days: return days_control(here, control);
    case RecordControl::As::people: return people_control(here, control);
    default: return field_of(here, control.field);
  }
}

Html told_of_conflict(const Here& here, const RecordForm& form) {
  return div(cls("problems"), attr("role", "alert"), attr("tabindex", "-1"), h2(here.say("records.conflict_title")), p(form.saw_conflict),
             when(!form.changed_meanwhile.empty(), [&] {
               return dl(cls("facts"), each(form.changed_meanwhile, [](const auto& one) { return row_of(dt(one.first), dd(one.second.empty() ? std::string("—") : one.second)); }));
             }),
             p(here.say("records.conflict_what_now")));
}

Html where_and_state(const Here& here, const RecordForm& form) {
  const Field unit{.name = "unit", .label = here.say("records.unit"), .value = form.unit, .options = form.units, .required = true};
  const Field state{.name = "state", .label = here.say("records.state"), .value = form.state, .options = form.states, .required = true};
  std::string unit_problem, state_problem;
  auto with_problem = [&](Field field) {
    for (const auto& wrong : form.wrong)
      if (wrong.field == field.name) field.problem = wrong.text;
    return field_of(here, field);
  };
  if (form.units.size() < 2 && form.states.size() < 2) return {};
  return div(cls("form-row"), when(form.units.size() > 1, [&] { return with_problem(unit); }), when(form.states.size() > 1, [&] { return with_problem(state); }));
}
}  // namespace

Html record_form_page(const Frame& frame, const RecordForm& form) {
  const auto& here = frame.here;
  const auto hidden = [](const char* name, const std::string& value) { return input(attr("type", "hidden"), attr("name", name), attr("value", value)); };
  Field reason{.name = "reason", .label = here.say("records.reason"), .value = form.reason, .hint = here.say("records.reason_hint"), .required = form.asks_reason};
  for (const auto& wrong : form.wrong)
    if (wrong.field == "reason") reason.problem = wrong.text;
  const Field files{.name = "files", .label = here.say("records.files"), .type = "file", .hint = here.say("records.files_hint"), .multiple = true};
  const auto names = when(!form.roster.empty(), [&] { return element("datalist", {attr("id", "roster"), each(form.roster, [](const auto& name) { return option(attr("value", name)); })}); });
  const auto inside = row_of(hidden("kind", form.kind_id), when(form.expected != 0, [&] { return hidden("expected", std::to_string(form.expected)); }),
                             when(form.units.size() == 1, [&] { return hidden("unit", form.unit); }), when(form.states.size() == 1, [&] { return hidden("state", form.state); }),
                             each(form.controls, [&](const RecordControl& control) { return control_html(here, control); }), where_and_state(here, form),
                             when(form.takes_files, [&] { return field_of(here, files); }), when(form.expected != 0, [&] { return field_of(here, reason); }), names);
  const auto end = div(cls("form-end"), submit_button(here.say(form.expected == 0 ? "records.save" : "records.save_change")), a(cls("button quiet"), href(form.back), here.say("records.cancel")));
  const auto sent = form.takes_files ? post_form(here, form.address, attr("enctype", "multipart/form-data"), flag("novalidate"), inside, end)
                                     : post_form(here, form.address, flag("novalidate"), inside, end);
  return view::page(frame, row_of(when(!form.saw_conflict.empty(), [&] { return told_of_conflict(here, form); }), problem_box(here, form.wrong),
                                  section(cls("sheet record-form"), when(!form.description.empty(), [&] { return p(cls("soft"), form.description); }), sent)));
}
}  // namespace youju::view
