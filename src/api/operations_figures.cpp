// SPDX-License-Identifier: Apache-2.0
// Kinds, units, figures, the calendar, reports.
#include "api/handlers.h"
#include "api/schema.h"

namespace youju::api {
namespace {
constexpr auto kReadRight = needs(people::Right::read), kWriteRight = needs(people::Right::write);

Parameter asked_year() { return in_query("year", whole(1900, 2199), "api.told_year_figure"); }
std::vector<Parameter> figure_asked(bool with_set = false) {
  std::vector<Parameter> out{{"expr", text(1000), "api.told_expr", true}, asked_year(), of_unit(), in_query("at", text(20), "api.told_at")};
  if (with_set) out.push_back(in_query("set", one_of_words({"of", "base"}), "api.told_set"));
  return out;
}
}  // namespace

std::vector<Operation> figure_operations() {
  constexpr auto get = Method::get, post = Method::post;
  constexpr auto run = answer_operation;
  using app::Scope;
  return {
      {{get, "/api/v1/kinds", kSignedIn, Size::none, run}, Scope::read, "listKinds", "kinds", "api.op_list_kinds", kPlain, {}, "", "", {{200, "KindList"}}, list_kinds},
      {{get, "/api/v1/kinds/{kind}", kSignedIn, Size::none, run}, Scope::read, "getKind", "kinds", "api.op_get_kind", kPlain, {}, "", "", {{200, "Kind"}}, get_kind},
      {{get, "/api/v1/units", kSignedIn, Size::none, run}, Scope::read, "listUnits", "kinds", "api.op_list_units", kPlain, {}, "", "", {{200, "UnitList"}}, list_units},

      {{get, "/api/v1/figures", kReadRight, Size::none, run}, Scope::read, "listCounts", "figures", "api.op_list_counts", kPlain, {asked_year(), of_unit()}, "", "", {{200, "CountList"}}, list_counts},
      {{get, "/api/v1/figures/value", kReadRight, Size::none, run}, Scope::read, "getFigure", "figures", "api.op_get_figure", kPlain, figure_asked(), "", "", {{200, "Figure"}}, get_figure},
      {{get, "/api/v1/figures/records", kReadRight, Size::none, run}, Scope::read, "listFigureRecords", "figures", "api.op_figure_records", kPaged, figure_asked(true), "", "", {{200, "FigureRecords"}}, figure_records},
      {{get, "/api/v1/figures/nearly", kReadRight, Size::none, run}, Scope::read, "listNearlyCounted", "figures", "api.op_figure_nearly", kPlain, figure_asked(), "", "", {{200, "NearlyCounted"}}, figure_nearly},
      {{get, "/api/v1/calendar", kReadRight, Size::none, run}, Scope::read, "getCalendar", "calendar", "api.op_calendar", kPlain, {asked_year(), of_unit()}, "", "", {{200, "CalendarYear"}}, get_calendar},
      {{get, "/api/v1/due", kReadRight, Size::none, run}, Scope::read, "listDue", "calendar", "api.op_due", kPlain, {of_unit(), in_query("on", day(), "api.told_on"), in_query("within", whole(0, 366), "api.told_within")}, "", "", {{200, "DueList"}}, list_due},

      {{get, "/api/v1/reports", kSignedIn, Size::none, run}, Scope::read, "listReports", "reports", "api.op_list_reports", kPaged, {}, "", "", {{200, "ReportPage"}}, list_reports},
      {{post, "/api/v1/reports", kWriteRight, Size::form, run}, Scope::write, "makeReport", "reports", "api.op_make_report", kPlain, {}, "ReportWanted", "", {{201, "Report"}}, make_report},
      {{get, "/api/v1/reports/templates", kSignedIn, Size::none, run}, Scope::read, "listTemplates", "reports", "api.op_list_templates", kPlain, {}, "", "", {{200, "TemplateList"}}, list_templates},
      {{get, "/api/v1/reports/{id}", kSignedIn, Size::none, run}, Scope::read, "getReport", "reports", "api.op_get_report", kPlain, {}, "", "", {{200, "Report"}}, get_report},
      {{get, "/api/v1/reports/{id}/files/{form}", kSignedIn, Size::none, run}, Scope::read, "getReportFile", "reports", "api.op_report_file", kPlain, {}, "", "", {{200, "", "application/octet-stream"}}, report_file},
      {{get, "/api/v1/reports/{id}/drift", kSignedIn, Size::none, run}, Scope::read, "getDrift", "reports", "api.op_report_drift", kPlain, {}, "", "", {{200, "DriftList"}}, report_drift},
      {{post, "/api/v1/reports/{id}/bundle", kSignedIn, Size::form, run}, Scope::export_, "exportBundle", "reports", "api.op_report_bundle", kPlain, {}, "BundleWanted", "", {{200, "", "application/zip"}}, report_bundle},
  };
}
}  // namespace youju::api
