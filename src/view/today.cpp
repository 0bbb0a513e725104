// SPDX-License-Identifier: Apache-2.0
// The page of the day.
#include "view/today.h"

namespace youju::view {
namespace {
Html today_quick(const Here& here, const TodayPage& page) {
  const Field line{.name = "line", .label = here.say("today.quick"), .placeholder = page.example};
  return div(cls("sheet today-quick"), post_form(here, "/records/new", cls("quick"), attr("data-preview", here.to("/records/preview")), attr("data-into", "understood"), field_of(here, line),
                                                 submit_button(here.say("today.note_down"))),
             div(attr("id", "understood"), attr("aria-live", "polite")));
}

Html today_waiting(const Here& here, const TodayPage& page) {
  return section(cls("sheet"), header(h2(here.say("today.waiting")), when(page.waiting_more, [&] { return span(cls("soft small"), here.say("today.waiting_first", {{"n", std::to_string(page.waiting.size())}})); })),
                 page.waiting.empty() ? p(cls("soft"), here.say("today.nothing_waiting"))
                                      : ul(cls("list due-short"), attr("data-rows", ""), each(page.waiting, [](const WaitingLine& line) {
                                             return li(div(cls("due-line"), a(href(line.address), line.step), span(line.title)), div(cls("soft small"), span(line.kind), when(!line.note.empty(), [&] { return span(line.note); }), span(line.day)));
                                           })));
}

Html today_due(const Here& here, const TodayPage& page) {
  const auto note = page.overdue == 0 ? Html() : span(cls("standing over"), here.say("today.overdue", {{"n", std::to_string(page.overdue)}}));
  return section(cls("sheet"), header(h2(here.say("today.due")), note), page.due.empty() ? p(cls("soft"), here.say("calendar.nothing_due")) : due_short(here, page.due),
                 when(page.provisional, [&] { return p(cls("hint"), here.say("figures.due_provisional")); }),
                 when(page.due_left > 0, [&] { return p(cls("pager"), a(href(here.to("/calendar")), here.say("today.due_left", {{"n", std::to_string(page.due_left)}}))); }));
}

Html today_year(const Here& here, const TodayPage& page) {
  return section(cls("sheet"), header(h2(here.say("today.year", {{"year", std::to_string(here.year)}})), a(href(here.to("/year")), here.say("year.whole")), a(href(here.to("/calendar")), here.say("today.to_calendar"))),
                 page.strip.empty() ? p(cls("soft"), here.say("today.no_records", {{"year", std::to_string(here.year)}})) : row_of(strip_of(here, page.strip), strip_legend(here)));
}

Html today_newest(const Here& here, const TodayPage& page) {
  if (page.newest.empty()) return {};
  return section(cls("sheet"), header(h2(here.say("today.newest")), a(href(here.to("/records")), here.say("today.to_records"))), record_lines(here, page.newest));
}
}  // namespace

Html today(const Here& here, const TodayPage& page) {
  auto out = when(page.can_write, [&] { return today_quick(here, page); });
  if (page.empty) {
    const auto actions = div(cls("actions"), when(page.can_import, [&] { return button_link(here.to("/import"), here.say("today.import"), true); }),
                             when(page.can_write, [&] { return button_link(here.to("/records/new"), here.say("today.full_form")); }));
    out += div(cls("sheet"), empty_state(here.say("today.empty"), here.say(page.can_write ? "today.empty_text" : "today.empty_read"), actions));
    return out;
  }
  return row_of(out, div(cls("columns today"), div(today_waiting(here, page), today_due(here, page)), div(today_year(here, page), today_newest(here, page))));
}
}  // namespace youju::view
