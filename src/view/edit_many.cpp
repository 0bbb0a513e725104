// SPDX-License-Identifier: Apache-2.0
#include "view/edit_many.h"

namespace youju::view {
namespace {
Html edited_row(const Here& here, const EditManyPage& page, const EditManyRow& row) {
  Html change;
  if (!row.why_not.empty()) change = row_of(words_of(row.before), p(cls("problem"), row.why_not));
  else if (!page.looked) change = words_of(row.before.empty() ? "—" : row.before);
  else if (!row.any) change = row_of(words_of(row.before.empty() ? "—" : row.before), p(cls("hint"), here.say("manyedit.same")));
  else
    change = row_of(row.before.empty() ? span(cls("soft"), "—") : del(row.before), words_of(" → "),
                    row.after.empty() ? span(cls("soft"), here.say("manyedit.cleared")) : ins(row.after),
                    when(row.falls, [&] { return p(cls("hint"), here.say("manyedit.falls")); }));
  return tr(td(cls("day"), row.day), td(cls("title"), a(href(here.to("/records/" + row.id)), row.title)), td(cls("change-cell"), change));
}

Html edited_hidden(const EditManyPage& page) {
  const auto hidden = [](const std::string& name, const std::string& value) { return input(attr("type", "hidden"), attr("name", name), attr("value", value)); };
  return row_of(hidden("kind", page.kind),
                each(page.rows, [&](const EditManyRow& row) { return row_of(hidden("record", row.id), hidden("number-" + row.id, row.number)); }));
}
}  // namespace

Html edit_many_page(const Frame& frame, const EditManyPage& page) {
  const auto& here = frame.here;
  std::size_t able = 0, stuck = 0;
  for (const auto& row : page.rows) (row.why_not.empty() ? able : stuck) += row.why_not.empty() && !row.any ? 0 : 1;
  const auto keep = edited_hidden(page);
  const Field field{.name = "field", .label = here.say("manyedit.field"), .value = page.field, .options = page.fields};
  const auto choose =
      post_form(here, "/records/many/edit", cls("filters keep"), keep, field_of(here, field), submit_button(here.say("manyedit.choose"), page.field.empty()));
  const auto names = when(!page.roster.empty(), [&] {
    return element("datalist", {attr("id", "roster"), each(page.roster, [](const auto& name) { return option(attr("value", name)); })});
  });
  const auto value = when(page.control.has_value(), [&] {
    return post_form(here, "/records/many/edit", cls("many-value"), flag("novalidate"), keep,
                     input(attr("type", "hidden"), attr("name", "field"), attr("value", page.field)),
                     input(attr("type", "hidden"), attr("name", "look"), attr("value", "1")), record_control(here, *page.control), names,
                     p(cls("hint"), here.say("manyedit.empty_clears")), submit_button(here.say("records.many_preview"), !page.looked));
  });
  const Field reason{.name = "reason",
                     .label = here.say("records.reason"),
                     .value = page.reason,
                     .hint = here.say("records.reason_hint"),
                     .problem = page.asks_reason ? page.problem : "",
                     .required = page.asks_reason};
  const auto confirm = when(page.looked && able > 0 && stuck == 0, [&] {
    return post_form(here, "/records/many/edit", cls("many-end"), flag("novalidate"), keep,
                     input(attr("type", "hidden"), attr("name", "field"), attr("value", page.field)),
                     input(attr("type", "hidden"), attr("name", "sure"), attr("value", "1")),
                     each(page.sent, [](const auto& one) { return input(attr("type", "hidden"), attr("name", one.first), attr("value", one.second)); }),
                     field_of(here, reason), submit_button(here.say("manyedit.write", {{"n", std::to_string(able)}})),
                     a(cls("button quiet"), href(page.back), here.say("records.cancel")));
  });
  const auto list = scrolled(
      here.say("manyedit.list"),
      table(cls("rows stack"),
            thead(tr(th(here.say("records.day")), th(here.say("records.record")), th(page.field_name.empty() ? here.say("manyedit.now") : page.field_name))),
            tbody(each(page.rows, [&](const auto& row) { return edited_row(here, page, row); }))));
  return view::page(frame,
                    row_of(when(!page.problem.empty() && !page.asks_reason, [&] { return p(cls("note warn"), attr("role", "alert"), page.problem); }),
                           p(cls("soft"), here.say("manyedit.intro", {{"n", std::to_string(page.rows.size())}})), choose, value,
                           when(page.looked && stuck > 0,
                                [&] {
                                  return p(cls("note warn"), attr("role", "alert"), here.say("manyedit.stuck", {{"n", std::to_string(stuck)}}));
                                }),
                           when(page.looked && stuck == 0 && able == 0, [&] { return p(cls("note"), here.say("manyedit.none_differs")); }), list, confirm));
}
}  // namespace youju::view
