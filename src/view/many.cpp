// SPDX-License-Identifier: Apache-2.0
#include "view/many.h"

namespace youju::view {
namespace {
Html one_of_many(const Here& here, const StepForMany& page, const OneOfMany& one) {
  const auto answer = one.why_not.empty() ? row_of(mark_of(here, page.done ? Mark::done : Mark::due), words_of(" "),
                                                   words_of(here.say(page.done ? "records.many_done" : "records.many_will")))
                                          : words_of(one.why_not);
  return tr(td(cls("day"), one.day), td(cls("title"), a(href(here.to("/records/" + one.id)), one.title)), td(cls("tight"), span(cls("state"), one.state)),
            td(cls(one.why_not.empty() ? "" : "late-text"), answer));
}
}  // namespace

Html step_for_many_page(const Frame& frame, const StepForMany& page) {
  const auto& here = frame.here;
  std::size_t able = 0;
  for (const auto& one : page.records) able += one.why_not.empty() ? 1 : 0;
  const auto left = page.records.size() - able;
  const auto list =
      table(cls("rows stack"),
            thead(tr(th(here.say("records.day")), th(here.say("records.record")), th(here.say("records.state")), th(here.say("records.many_result")))),
            tbody(each(page.records, [&](const auto& one) { return one_of_many(here, page, one); })));
  const Field reason{.name = "reason", .label = here.say("record.reason"), .value = page.reason, .problem = page.problem, .required = page.asks_reason};
  const auto confirm = when(!page.done && able > 0, [&] {
    return post_form(here, "/records/many", cls("many-end"), flag("novalidate"),
                     input(attr("type", "hidden"), attr("name", "kind"), attr("value", page.kind_id)),
                     input(attr("type", "hidden"), attr("name", "step"), attr("value", page.step_id)),
                     input(attr("type", "hidden"), attr("name", "sure"), attr("value", "1")),
                     each(page.records,
                          [&](const OneOfMany& one) {
                            return when(one.why_not.empty(), [&] { return input(attr("type", "hidden"), attr("name", "record"), attr("value", one.id)); });
                          }),
                     when(page.asks_reason, [&] { return field_of(here, reason); }), submit_button(here.say("records.many_do") + " " + page.step),
                     a(cls("button quiet"), href(page.back), here.say("records.cancel")));
  });
  return view::page(frame,
                    row_of(when(!page.done,
                                [&] {
                                  return p(here.say("records.many_what", {{"n", std::to_string(able)}, {"step", page.step}}));
                                }),
                           when(left > 0,
                                [&] {
                                  return p(cls("soft"), here.say("records.many_left", {{"n", std::to_string(left)}}));
                                }),
                           list, confirm, when(page.done, [&] { return p(cls("many-end"), a(cls("button"), href(page.back), here.say("records.title"))); })));
}
}  // namespace youju::view
