// SPDX-License-Identifier: Apache-2.0
// The year of a unit on one page.
#include "view/year.h"

namespace youju::view {
namespace {
Html year_line(const Here& here, const YearLine& line) {
  const bool bound = !line.required.empty();
  return tr(th(attr("scope", "row"), a(href(line.address), line.name)), td(cls(bound && line.missing != "0" ? "n lacks" : "n"), figure_number(here, line.expr, line.number, line.measure)),
            td(cls("n"), bound ? figure_number(here, line.required_expr, line.required, "") : Html()), td(cls(bound && line.missing != "0" ? "n lacks" : "n"), bound ? figure_number(here, line.missing_expr, line.missing, "") : Html()),
            td(cls("bar"), bound && line.required != "0" ? share_bar(line.share, line.missing == "0") : Html()), td(cls("n"), figure_number(here, line.before_expr, line.before, "")), td(cls("n soft"), line.change),
            td(cls("n"), line.late.empty() ? Html() : figure_number(here, line.late_expr, line.late, "%")));
}

Html year_table(const Here& here, const YearPage& page) {
  const auto n = [&](std::string_view text) { return th(cls("n"), attr("scope", "col"), text); };
  return div(cls("scroll"), table(cls("rows strip year"), thead(tr(th(here.say("calendar.kind")), n(here.say("calendar.held")), n(here.say("calendar.required")), n(here.say("calendar.lacking")), th(cls("bar"), span(cls("unseen"), here.say("figure.trend_bar"))),
                                                                   n(here.say("figure.column_year", {{"year", std::to_string(here.year - 1)}})), n(here.say("year.change")), n(here.say("figure.column_late")))),
                                  tbody(each(page.lines, [&](const YearLine& line) { return year_line(here, line); }))));
}
}  // namespace

Html year(const Here& here, const YearPage& page) {
  if (page.lines.empty()) {
    return div(cls("sheet"), empty_state(here.say("today.no_records", {{"year", std::to_string(here.year)}}), here.say("year.empty_text"), here.writes ? button_link(here.to("/records/new"), here.say("calendar.enter"), true) : Html()));
  }
  auto out = div(cls("sheet"), dl(cls("facts"), when(!page.summary.empty(), [&] { return row_of(dt(here.say("calendar.rules")), dd(page.summary)); }),
                                  when(!page.late_summary.empty(), [&] { return row_of(dt(here.say("year.late")), dd(page.late_summary)); }), dt(here.say("year.open")), dd(page.open_summary)));
  out += div(cls("sheet"), h2(here.say("year.done", {{"unit", page.unit}, {"year", std::to_string(here.year)}})), year_table(here, page));
  if (!page.open.empty()) {
    out += div(cls("sheet"), h2(here.say("year.open")), record_lines(here, page.open), when(page.open_left > 0, [&] { return p(cls("pager"), a(href(here.to("/records", {{"kind", "problem"}, {"when", "all"}})), here.say("year.open_left", {{"n", std::to_string(page.open_left)}}))); }));
  }
  if (!page.services.empty()) {
    const auto head = tr(th(attr("scope", "col"), here.say("year.service")), th(cls("n"), attr("scope", "col"), here.say("figure.column_year", {{"year", std::to_string(here.year)}})),
                         th(cls("n"), attr("scope", "col"), here.say("figure.column_year", {{"year", std::to_string(here.year - 1)}})));
    out += div(cls("sheet"), h2(here.say("year.services")), table(cls("rows"), thead(head), tbody(each(page.services, [&](const YearChoice& one) {
                 return tr(td(one.name), td(cls("n"), figure_number(here, one.expr, one.number, "")), td(cls("n"), figure_number(here, one.before_expr, one.before, "")));
               }))));
  }
  if (!page.below.empty()) {
    out += div(cls("sheet"), h2(here.say("year.below")), table(cls("rows"), tbody(each(page.below, [&](const YearSub& sub) {
                 return tr(td(a(href(sub.address), sub.name)), td(cls("n"), figure_number(here, sub.expr, sub.number, here.say("year.records"))));
               }))));
  }
  return out;
}
}  // namespace youju::view
