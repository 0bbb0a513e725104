// SPDX-License-Identifier: Apache-2.0
// Months × kinds as a table of marks; what is due; what the rules ask.
#include "view/calendar.h"

#include "words/month.h"

#include <algorithm>

namespace youju::view {
namespace {
Html strip_cell(const Here& here, const StripCell& cell) {
  if (cell.mark == Mark::none) return td(cls("cell"));
  const auto drawn = mark_of(here, cell.mark, cell.inside, cell.more);
  return td(cls("cell"), cell.address.empty() ? drawn : a(href(cell.address), drawn));
}

// Who may not enter anything has nowhere to go from what is due.
Html linked_due(const DueLine& line, const std::string& text) { return line.address.empty() ? b(text) : a(href(line.address), text); }
Html due_standing(const DueLine& line) { return span(cls(line.overdue ? "standing over" : line.pressing ? "standing soon" : "standing"), line.standing); }
}  // namespace

Html strip_of(const Here& here, const std::vector<StripLine>& lines) {
  const bool any_rule = std::any_of(lines.begin(), lines.end(), [](const StripLine& line) { return !line.required.empty(); });
  Html months;
  for (int month = 1; month <= 12; ++month) months += th(cls("cell"), attr("scope", "col"), span(cls("unseen"), words::say_month(here.lang, month)), span(attr("aria-hidden", "true"), std::to_string(month)));
  return div(cls("scroll"), table(cls("rows strip"), caption(cls("unseen"), here.say("calendar.strip_caption", {{"year", std::to_string(here.year)}})),
                                  thead(tr(th(here.say("calendar.kind")), months, th(cls("n"), here.say("calendar.held")), when(any_rule, [&] { return th(cls("n"), here.say("calendar.required")); }))),
                                  tbody(each(lines, [&](const StripLine& line) {
                                    return tr(th(attr("scope", "row"), a(href(line.address), line.name)), each(line.cells, [&](const StripCell& cell) { return strip_cell(here, cell); }),
                                              td(cls(line.lacks ? "n lacks" : "n"), figure_number(here, line.expr, line.number, line.measure)),
                                              when(any_rule, [&] { return td(cls("n"), line.required.empty() ? Html() : figure_number(here, line.required_expr, line.required, "")); }));
                                  }))));
}

Html strip_legend(const Here& here) {
  static constexpr std::pair<Mark, const char*> kLegend[] = {{Mark::done, "view.mark_done"},           {Mark::late, "view.mark_late"},     {Mark::missing, "view.mark_missing"},
                                                             {Mark::explained, "view.mark_explained"}, {Mark::exempt, "view.mark_exempt"}, {Mark::due, "view.mark_due"}};
  return ul(cls("legend"), each(kLegend, [&](const auto& one) { return li(mark_of(here, one.first), here.say(one.second)); }));
}

Html due_table(const Here& here, const std::vector<DueLine>& lines) {
  const bool units = std::any_of(lines.begin(), lines.end(), [&](const DueLine& line) { return line.unit != lines.front().unit; });
  return table(cls("rows stack due"), thead(tr(th(here.say("calendar.due")), th(here.say("calendar.what")), th(here.say("calendar.kind")), when(units, [&] { return th(here.say("calendar.unit")); }), th(here.say("calendar.which")),
                                               th(here.say("calendar.start_by")))),
               tbody(each(lines, [&](const DueLine& line) {
                 return tr(td(cls("day"), line.day, " ", due_standing(line)), td(cls("title"), linked_due(line, line.what)), td(line.kind), when(units, [&] { return td(cls("soft"), line.unit); }),
                           td(cls("soft"), line.which), td(cls("day"), line.start_by));
               })));
}

Html due_short(const Here& here, const std::vector<DueLine>& lines) {
  return ul(cls("list due-short"), attr("data-rows", ""), each(lines, [&](const DueLine& line) {
              return li(div(cls("due-line"), linked_due(line, line.kind), span(line.what), due_standing(line)),
                        div(cls("soft small"), span(line.of_record ? line.which : ""), span(line.overdue ? here.say("calendar.was_due", {{"day", line.day}}) : here.say("calendar.by", {{"day", line.day}, {"start", line.start_by}}))));
            }));
}

Html rule_table(const Here& here, const std::vector<RuleLine>& lines) {
  return div(cls("scroll"),
             table(cls("rows rules"),
                   thead(tr(th(here.say("calendar.kind")), th(here.say("calendar.rule")), th(cls("n"), here.say("calendar.required")), th(cls("n"), here.say("calendar.held")), th(cls("n"), here.say("calendar.lacking")),
                            th(here.say("calendar.lacking_when")), th(here.say("calendar.source")))),
                   tbody(each(lines, [&](const RuleLine& line) {
                     return tr(td(cls("tight"), line.kind), td(cls("tight"), line.rule), td(cls("n"), figure_number(here, line.required_expr, line.required, "")),
                               td(cls("n"), figure_number(here, line.held_expr, line.held, line.measure)), td(cls(line.missing == "0" ? "n" : "n lacks"), figure_number(here, line.missing_expr, line.missing, "")),
                               td(line.lacking), td(cls("soft small"), line.level, here.chinese() ? "：" : ": ", line.source));
                   }))));
}

Html calendar(const Here& here, const CalendarPage& page) {
  auto out = div(cls("sheet calendar"), header(h2(here.say("calendar.strip_of", {{"unit", page.unit}, {"year", std::to_string(here.year)}})), p(cls("soft"), page.summary)),
                 page.strip.empty() ? empty_state(here.say("calendar.empty"), here.say("calendar.empty_text"), here.writes ? button_link(here.to("/records/new"), here.say("calendar.first"), true) : Html()) : strip_of(here, page.strip),
                 when(!page.strip.empty(), [&] { return strip_legend(here); }));
  if (!page.rules.empty()) out += div(cls("sheet"), h2(here.say("calendar.rules")), rule_table(here, page.rules));
  if (!page.now) return out;
  out += div(cls("sheet"), attr("id", "due"), h2(here.say("calendar.due_now")), page.due.empty() ? p(cls("soft"), here.say("calendar.nothing_due")) : due_table(here, page.due),
             when(!page.due_next.empty(), [&] { return p(cls("pager"), a(href(page.due_next), here.say("calendar.due_more", {{"n", grouped(page.due_left)}}))); }),
             when(page.provisional, [&] { return p(cls("hint"), here.say("figures.due_provisional")); }));
  return out;
}
}  // namespace youju::view
