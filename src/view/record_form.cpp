// SPDX-License-Identifier: Apache-2.0
#include "view/record_form.h"

namespace youju::view {
namespace {
Html days_control(const Here& here, const RecordControl& control) {
  auto from = control.field, until = control.field;
  if (control.until.empty() && from.type != "date") return field_of(here, from);  // as it was typed
  from.label = here.say("records.first_day", {{"name", control.field.label}});
  until = Field{.name = control.field.name + "-until",
                .label = here.say("records.last_day"),
                .value = control.until,
                .type = "date",
                .hint = here.say("records.last_day_hint")};
  return div(cls("form-row days"), field_of(here, from), field_of(here, until));
}

// Names are typed, or ticked from the roster; what was ticked and what was typed are taken together.
Html people_control(const Here& here, const RecordControl& control) {
  if (control.people.empty()) return field_of(here, control.field);
  std::size_t ticked = 0;
  for (const auto& person : control.people) ticked += person.ticked ? 1 : 0;
  return div(cls("people"), field_of(here, control.field),
             details(flag("open", ticked > 0),
                     summary(here.say("records.from_roster", {{"n", std::to_string(control.people.size())}, {"ticked", std::to_string(ticked)}})),
                     fieldset(cls("choices ticks"), legend(cls("unseen"), control.field.label), each(control.people, [&](const PersonTick& person) {
                                return label(
                                    input(attr("type", "checkbox"), attr("name", control.field.name), attr("value", person.id), flag("checked", person.ticked)),
                                    person.name);
                              }))));
}

Html control_html(const Here& here, const RecordControl& control) {
  switch (control.as) {
    case RecordControl::As::days: return days_control(here, control);
    case RecordControl::As::people: return people_control(here, control);
    default: return field_of(here, control.field);
  }
}

// Each with the name of its field, for several may say the same.
std::vector<Wrong> named_wrongs(const Here& here, const RecordForm& form) {
  auto out = form.wrong;
  for (auto& wrong : out)
    for (const auto& control : form.controls)
      if (control.field.name == wrong.field) wrong.text = control.field.label + (here.chinese() ? "：" : ": ") + wrong.text;
  return out;
}

Html told_of_conflict(const Here& here, const RecordForm& form) {
  return div(cls("problems"), attr("role", "alert"), attr("tabindex", "-1"), h2(here.say("records.conflict_title")), p(form.saw_conflict),
             when(!form.changed_meanwhile.empty(),
                  [&] {
                    return dl(cls("facts"), each(form.changed_meanwhile, [](const auto& one) {
                                return row_of(dt(one.first), dd(one.second.empty() ? std::string("—") : one.second));
                              }));
                  }),
             p(here.say("records.conflict_what_now")));
}

Html where_and_state(const Here& here, const RecordForm& form) {
  const Field unit{.name = "unit", .label = here.say("records.unit"), .value = form.unit, .options = form.units, .required = true};
  const Field state{.name = "state", .label = here.say("records.state"), .value = form.state, .options = form.states, .required = true};
  const auto with_problem = [&](Field field) {
    for (const auto& wrong : form.wrong)
      if (wrong.field == field.name) field.problem = wrong.text;
    return field_of(here, field);
  };
  return row_of(when(form.units.size() > 1, [&] { return with_problem(unit); }), when(form.states.size() > 1, [&] { return with_problem(state); }));
}
Html roll_html(const Here& here, const RecordForm& form) {
  if (!form.roll) {
    return when(form.offers_roll, [&] {
      return p(cls("roll-offer"), button(attr("type", "submit"), attr("name", "do"), attr("value", "roll"), flag("formnovalidate"), here.say("rollcall.open")),
               " ", span(cls("hint"), here.say("rollcall.open_hint")));
    });
  }
  const auto& roll = *form.roll;
  const auto again =
      button(cls("quiet"), attr("type", "submit"), attr("name", "do"), attr("value", "roll"), flag("formnovalidate"), here.say("rollcall.again"));
  const auto without =
      button(cls("quiet"), attr("type", "submit"), attr("name", "do"), attr("value", "no-roll"), flag("formnovalidate"), here.say("rollcall.without"));
  if (roll.people.empty())
    return div(cls("roll"), p(cls("note warn"), here.say(roll.too_many ? "rollcall.too_many" : "rollcall.nobody", {{"day", roll.day}})),
               p(again, " ", without));
  std::size_t there = 0;
  for (const auto& person : roll.people) there += person.mark == roll.marks.front().first ? 1 : 0;
  return fieldset(cls("roll"), attr("id", "roll"), attr("data-roll", ""), legend(here.say("rollcall.title", {{"day", roll.day}})),
                  input(attr("type", "hidden"), attr("name", "roll"), attr("value", "1")),
                  when(!roll.problem.empty(), [&] { return p(cls("problem"), attr("role", "alert"), roll.problem); }),
                  p(cls("hint"), here.say("rollcall.hint", {{"n", std::to_string(roll.people.size())}}), " ",
                    span(attr("data-roll-there", ""), std::to_string(there)), "/", std::to_string(roll.people.size())),
                  div(cls("roll-names"), each(roll.people,
                                              [&](const RollPerson& person) {
                                                return label(cls(person.mark == roll.marks.front().first ? "" : "away"), span(person.name),
                                                             select(attr("name", person.control), each(roll.marks, [&](const auto& mark) {
                                                                      return option(attr("value", mark.first), flag("selected", mark.first == person.mark),
                                                                                    mark.second);
                                                                    })));
                                              })),
                  p(again, " ", without));
}
}  // namespace

Html record_control(const Here& here, const RecordControl& control) { return control_html(here, control); }

Html record_form_page(const Frame& frame, const RecordForm& form) {
  const auto& here = frame.here;
  const auto hidden = [](const char* name, const std::string& value) { return input(attr("type", "hidden"), attr("name", name), attr("value", value)); };
  Field reason{
      .name = "reason", .label = here.say("records.reason"), .value = form.reason, .hint = here.say("records.reason_hint"), .required = form.asks_reason};
  for (const auto& wrong : form.wrong)
    if (wrong.field == "reason") reason.problem = wrong.text;
  const Field files{.name = "files", .label = here.say("records.files"), .type = "file", .hint = here.say("records.files_hint"), .multiple = true};
  const auto names = when(!form.roster.empty(), [&] {
    return element("datalist", {attr("id", "roster"), each(form.roster, [](const auto& name) { return option(attr("value", name)); })});
  });
  const auto saves = when(form.offers_roll || form.roll.has_value(), [&] {  // what Enter presses: the first button of a form
    return button(cls("unseen"), attr("type", "submit"), attr("tabindex", "-1"), here.say("records.save"));
  });
  const auto inside = row_of(saves, hidden("kind", form.kind_id), when(form.expected != 0, [&] { return hidden("expected", std::to_string(form.expected)); }),
                             when(form.units.size() == 1, [&] { return hidden("unit", form.unit); }),
                             when(form.states.size() == 1, [&] { return hidden("state", form.state); }),
                             div(cls("field-grid"),
                                 each(form.controls,
                                      [&](const RecordControl& control) {
                                        const bool first = &control == form.controls.data();
                                        return row_of(control_html(here, control), when(first, [&] { return where_and_state(here, form); }),
                                                      when(control.field.name == form.roll_behind, [&] { return roll_html(here, form); }));
                                      }),
                                 when(form.takes_files, [&] { return field_of(here, files); })),
                             when(form.expected != 0, [&] { return field_of(here, reason); }), names);
  const auto end = div(cls("form-end"), submit_button(here.say(form.expected == 0 ? "records.save" : "records.save_change")),
                       a(cls("button quiet"), href(form.back), here.say("records.cancel")));
  const auto sent = form.takes_files ? post_form(here, form.address, attr("enctype", "multipart/form-data"), flag("novalidate"), inside, end)
                                     : post_form(here, form.address, flag("novalidate"), inside, end);
  return view::page(
      frame, row_of(when(!form.saw_conflict.empty(), [&] { return told_of_conflict(here, form); }), problem_box(here, named_wrongs(here, form)),
                    section(cls("sheet record-form"), when(!form.description.empty(), [&] { return p(cls("soft"), form.description); }),
                            when(!form.copy_last.empty(), [&] { return p(cls("no-print"), a(href(form.copy_last), here.say("records.copy_last"))); }), sent)));
}
}  // namespace youju::view
