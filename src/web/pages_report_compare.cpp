// SPDX-License-Identifier: Apache-2.0
// A report against that of the year before, figure by figure.
#include "app/report_changes.h"
#include "web/handlers_papers.h"

namespace youju::web {
namespace {
std::string signed_number(Decimal value) { return (value.scaled > 0 ? "+" : "") + value.text(); }
}  // namespace

Result<Reply> show_compare(Ask& ask) {
  TRY(const auto made, readable_report(ask, ask.part()));
  TRY(const auto compared, app::compare_with_year_before(ask.office, made, std::string(ask.query.get("with"))));
  TRY(const auto others, app::comparable_reports(ask.office, made));
  view::ComparePage page;
  page.report = made.id, page.title = made.title;
  page.stretch = stretch_of(ask, made.request.year, made.request.quarter);
  if (compared.before) {
    page.before = compared.before->id, page.before_title = compared.before->title;
    page.before_stretch = stretch_of(ask, compared.before->request.year, compared.before->request.quarter);
    page.before_note = ask.here.say(compared.before_signed ? "waypage.before_signed" : "waypage.before_unsigned", {{"on", ask.here.moment(compared.before->made_at.iso())}});
  }
  if (compared.not_compared) page.not_compared = ask.here.say(*compared.not_compared);
  for (const auto& one : others) page.others.emplace_back(one.id, one.title + " · " + ask.here.moment(one.made_at.iso()));
  for (const auto& row : compared.rows) page.rows.push_back({row.title, row.expr, row.is, row.was_expr, row.was, row.difference ? signed_number(*row.difference) : "", row.other_rule});
  TRY(auto frame, frame_of(ask, "reports", ask.here.say("waypage.compare_title", {{"title", made.title}})));
  frame.path = {{"/reports", ask.here.say("reportpage.title")}, {"/reports/" + made.id, made.title}};
  return html(view::page(frame, view::report_compare(ask.here, page)));
}
}  // namespace youju::web
