// SPDX-License-Identifier: Apache-2.0
// A figure, opened.
#include "view/figure.h"
#include "words/measure.h"

#include <algorithm>

namespace youju::view {
namespace {
std::string figure_n(std::int64_t n) { return std::to_string(n); }

// What keeps year and unit in a form that is sent by GET.
Html figure_kept(const Here& here) {
  const auto hidden = [](std::string_view name, std::string value) { return input(attr("type", "hidden"), attr("name", std::string(name)), attr("value", std::move(value))); };
  return row_of(when(here.year != here.this_year, [&] { return hidden("year", std::to_string(here.year)); }),
                when(here.unit != here.home_unit, [&] { return hidden("unit", here.unit); }));
}

Html figure_copy_button(const Here& here, const std::string& text, std::string_view name) {
  return button(attr("type", "button"), cls("quiet"), attr("data-copy", text), attr("data-copied", here.say("figure.copied")), flag("hidden"), name);
}

Html figure_value(const Here& here, const FigureOpened& f) {
  const auto number = f.value.empty() ? p(cls("value"), "—") : p(cls("value"), f.value, span(cls("measure"), words::say_measure(here.lang, f.measure)));
  return div(cls("figure-head"), number, p(cls("figure-of"), f.period, span(cls("soft"), " · "), f.unit),
             when(!f.why_none.empty(), [&] { return p(cls("note"), f.why_none); }),
             when(f.provisional, [&] { return p(cls("soft"), here.say("figure.provisional")); }),
             when(!f.as_of.empty(), [&] { return p(cls("note"), here.say(f.now == f.value ? "figure.as_of_same" : "figure.as_of_now", {{"at", f.at}, {"now", f.now}})); }));
}

Html figure_lateness(const Here& here, const FigureOpened& f) {
  if (f.of == 0 && f.taken_over == 0) return {};
  std::string text;
  if (f.of > 0 && f.late == 0) text = here.say("figure.none_late", {{"of", figure_n(f.of)}});
  else if (f.of > 0) text = here.say("figure.some_late", {{"late", figure_n(f.late)}, {"of", figure_n(f.of)}, {"share", figure_n((f.late * 100 + f.of / 2) / f.of)}});
  if (f.taken_over > 0) text += (text.empty() || here.chinese() ? "" : " ") + here.say("figure.taken_over", {{"n", figure_n(f.taken_over)}});
  return p(text);
}

Html figure_rule(const Here& here, const FigureOpened& f) {
  std::string text;
  for (const auto& sentence : f.rule) text += (text.empty() || here.chinese() ? "" : " ") + sentence;
  return section(cls("between rule"), h2(here.say("figure.rule")), p(text), figure_lateness(here, f));
}

Html figure_records(const Here& here, const FigureOpened& f) {
  auto out = each(f.sets, [&](const FigureSet& set) {
    return section(h2(set.title), record_lines(here, set.lines), when(!set.more.empty(), [&] {
                     return p(cls("pager"), a(href(set.more), attr("data-drawer", ""), set.left == 0 ? here.say("figure.next") : here.say("figure.more", {{"n", grouped(set.left)}})));
                   }));
  });
  if (f.closed > 0) out += p(cls("soft"), here.say(f.closed_at_least ? "figure.closed_at_least" : "figure.closed", {{"n", figure_n(f.closed)}}));
  return out;
}

Html figure_nearly(const Here& here, const FigureOpened& f) {
  if (f.nearly.empty() && f.nearly_closed == 0) return {};
  const auto n = static_cast<std::int64_t>(f.nearly.size()) + f.nearly_closed;
  return section(h2(here.say(f.nearly_more ? "figure.nearly_first" : "figure.nearly", {{"n", figure_n(n)}})), record_lines(here, f.nearly),
                 when(f.nearly_closed > 0, [&] { return p(cls("soft"), here.say("figure.closed", {{"n", figure_n(f.nearly_closed)}})); }));
}

Html figure_trend(const Here& here, const FigureOpened& f) {
  if (f.trend.size() < 2) return {};
  return section(h2(here.say("figure.trend")), table(cls("rows trend"), thead(cls("unseen"), tr(th(here.say("figure.trend_period")), th(here.say("figure.trend_number")), th(here.say("figure.trend_bar")))),
                                                     tbody(each(f.trend, [&](const TrendRow& row) {
                                                       return tr(cls(row.current ? "current" : ""), td(cls("day"), row.label), td(cls("n"), figure_number(here, row.expr, row.number, row.measure)),
                                                                 td(cls("bar"), share_bar(row.share, row.current)));
                                                     }))));
}

Html figure_asked(const Here& here, const FigureOpened& f) {
  const Field day{.name = "at", .label = here.say("figure.as_of"), .value = f.as_of.size() == 10 ? f.as_of : "", .type = "date"};
  return section(h2(here.say("figure.asked")), div(cls("expression"), code(cls("code"), f.expr), figure_copy_button(here, f.expr, here.say("figure.copy_expression"))),
                 dl(cls("facts"), dt(here.say("figure.taken_at")), dd(here.say("figure.log_size", {{"n", f.at}}))),
                 form(cls("filters"), attr("method", "get"), attr("action", "/figures/show"), input(attr("type", "hidden"), attr("name", "expr"), attr("value", f.typed)), figure_kept(here),
                      field_of(here, day), submit_button(here.say("figure.ask_as_of"), false),
                      when(!f.as_of.empty(), [&] { return button_link(here.to("/figures/show", {{"expr", f.typed}}), here.say("figure.ask_now")); })));
}
}  // namespace

Html share_bar(int share, bool strong) {
  const auto width = std::to_string(std::clamp(share, 0, 1000));
  return raw_html("<svg class=\"" + std::string(strong ? "share strong" : "share") + "\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\"><rect width=\"" + width +
                  "\" height=\"10\"/></svg>");
}

Html record_lines(const Here& here, const std::vector<RecordLine>& lines) {
  if (lines.empty()) return {};
  const auto differs = [&](auto member) { return std::any_of(lines.begin(), lines.end(), [&](const RecordLine& line) { return line.*member != lines.front().*member; }); };
  const bool kinds = differs(&RecordLine::kind), units = differs(&RecordLine::unit), states = differs(&RecordLine::state);
  const bool notes = std::any_of(lines.begin(), lines.end(), [](const RecordLine& line) { return !line.note.empty(); });
  const auto column = [](bool yes, const std::string& text) { return when(yes, [&] { return td(cls("soft"), text); }); };
  const auto head = [&](bool yes, std::string_view word) { return when(yes, [&] { return th(here.say(word)); }); };
  return table(cls("rows stack record-lines"),
               thead(tr(th(here.say("figure.column_day")), th(here.say("figure.column_title")), head(kinds, "figure.column_kind"), head(units, "figure.column_unit"), head(states, "figure.column_state"),
                        head(notes, "figure.column_note"))),
               tbody(each(lines, [&](const RecordLine& line) {
                 return tr(td(cls("day"), line.day), td(cls("title"), a(href(line.address), line.title)), column(kinds, line.kind), column(units, line.unit), column(states, line.state), column(notes, line.note));
               })));
}

Html figure_opened(const Here& here, const FigureOpened& f) {
  if (f.continued) return div(cls("sheet"), figure_records(here, f), p(cls("pager"), a(href(here.to("/figures/show", {{"expr", f.typed}, {"at", f.as_of}})), attr("data-drawer", ""), here.say("figure.whole"))));
  return div(cls("sheet figure-page"), figure_value(here, f), div(cls("figure-copy"), figure_copy_button(here, f.copied, here.say("figure.copy"))), figure_rule(here, f), figure_trend(here, f),
             figure_records(here, f), figure_nearly(here, f), figure_asked(here, f));
}

Html figure_refused(const Here& here, const FigureRefused& r) {
  const Field expr{.name = "expr", .label = here.say("figure.expression"), .value = r.typed, .problem = r.message, .autofocus = r.as_of_problem.empty()};
  const Field day{.name = "at", .label = here.say("figure.as_of"), .value = r.as_of, .type = "date", .problem = r.as_of_problem};
  return div(cls("sheet"), form(attr("method", "get"), attr("action", "/figures/show"), figure_kept(here), field_of(here, expr), when(!r.as_of.empty(), [&] { return field_of(here, day); }),
                                when(!r.nearest.empty(), [&] {
                                  return p(here.say("figure.try"), " ", a(href(here.to("/figures/show", {{"expr", r.nearest}})), attr("data-drawer", ""), code(r.nearest)));
                                }),
                                div(cls("form-end"), submit_button(here.say("figure.ask")), a(href(here.to("/figures")), here.say("figure.build")))));
}
}  // namespace youju::view
