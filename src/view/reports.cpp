// SPDX-License-Identifier: Apache-2.0
#include "view/reports.h"

namespace youju::view {
namespace {
std::string wrong_at(const std::vector<Wrong>& wrong, std::string_view field) {
  for (const auto& one : wrong)
    if (one.field == field) return one.text;
  return {};
}

Html make_form(const Here& here, const ReportsPage& page) {
  std::vector<std::pair<std::string, std::string>> templates, quarters{{"", here.say("reportpage.whole_year")}};
  for (const auto& one : page.templates) templates.emplace_back(one.id, one.name);
  for (int q = 1; q <= 4; ++q) quarters.emplace_back(std::to_string(q), here.say("reportpage.quarter_n", {{"n", std::to_string(q)}}));
  const auto choice = [&](std::string name, const char* word, const std::string& value, std::vector<std::pair<std::string, std::string>> options) {
    return field_of(here, Field{.name = name, .label = here.say(word), .value = value, .problem = wrong_at(page.wrong, name), .options = std::move(options)});
  };
  return section(cls("sheet report-make"), attr("aria-labelledby", "make"), h2(attr("id", "make"), here.say("reportpage.make")), problem_box(here, page.wrong),
                 post_form(here, "/reports",
                           div(cls("form-row"), choice("template", "reportpage.template", page.templ, std::move(templates)), choice("for_year", "reportpage.year", page.year, page.years),
                               choice("quarter", "reportpage.quarter", page.quarter, std::move(quarters)), choice("of_unit", "reportpage.unit", page.unit, page.units),
                               div(cls("field go"), submit_button(here.say("reportpage.make_now")))),
                           when(page.has_own, [&] { return p(input(attr("type", "checkbox"), attr("id", "revisions"), attr("name", "revisions"), attr("value", "yes"), flag("checked", page.revisions)), " ", label(attr("for", "revisions"), here.say("paperpage.as_revisions"))); })),
                 p(cls("hint"), here.say("reportpage.make_hint"), " ", a(href(here.to("/templates")), here.say("paperpage.own_templates")), " · ", a(href(here.to("/forms")), here.say("paperpage.forms"))));
}

Html report_row(const Here& here, const ReportLine& line) {
  return tr(td(cls("title"), a(href(here.to("/reports/" + line.id)), line.title), when(line.adopted, [&] { return span(cls("aside-word"), here.say("reportpage.adopted_short")); })),
            td(cls("tight"), line.stretch), td(line.unit), td(cls("day"), line.made_on), td(cls("tight"), line.made_by),
            td(cls("tight"), report_state(here, line.state, line.drifted), when(!line.signed_on.empty(), [&] { return span(cls("aside-word"), line.signed_on); }),
               when(!line.where.empty(), [&] { return p(cls(line.overdue ? "hint late-day" : "hint"), line.where); })));
}
}  // namespace

Html report_state(const Here& here, ReportState state, int drifted) {
  switch (state) {
    case ReportState::made: return span(cls("state"), here.say("reportpage.state_made"));
    case ReportState::drifted: return span(cls("state drifted"), here.say("reportpage.state_drifted", {{"n", std::to_string(drifted)}}));
    default: return span(cls("state counts"), here.say("reportpage.state_signed"));
  }
}

Html reports(const Here& here, const ReportsPage& page) {
  const auto head = [&](const char* word) { return th(attr("scope", "col"), here.say(word)); };
  const auto list = page.reports.empty()
                        ? empty_state(here.say("reportpage.none"), here.say(page.can_make ? "reportpage.none_make" : "reportpage.none_wait"))
                        : div(cls("scroll"), table(cls("rows stack"), thead(tr(head("reportpage.column_title"), head("reportpage.column_stretch"), head("reportpage.column_unit"),
                                                                             head("reportpage.column_made"), head("reportpage.column_by"), head("reportpage.column_state"))),
                                                   tbody(each(page.reports, [&](const ReportLine& line) { return report_row(here, line); }))));
  return row_of(when(page.can_make && !page.templates.empty(), [&] { return make_form(here, page); }),
                section(cls("sheet"), attr("aria-labelledby", "made"), h2(attr("id", "made"), here.say("reportpage.made")), list,
                        when(!page.older.empty(), [&] { return p(cls("pager"), a(href(page.older), here.say("reportpage.older"))); })));
}
}  // namespace youju::view
