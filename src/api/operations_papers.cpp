// SPDX-License-Identifier: Apache-2.0
// The way of reports, forms, views, lead times, health.
#include "api/handlers.h"
#include "api/schema.h"
#include "base/media_types.h"

namespace youju::api {
namespace {
constexpr auto kSees = needs(people::Right::read);

Parameter year_needed(std::string_view name, std::string_view told) { return {name, whole(1900, 2199), told, true}; }
}  // namespace

std::vector<Operation> paper_operations() {
  constexpr auto get = Method::get, post = Method::post, remove = Method::remove;
  constexpr auto run = answer_operation;
  using app::Scope;
  return {
      {{get, "/api/v1/reports/{id}/way", kSignedIn, Size::none, run}, Scope::read, "getWay", "reports", "api.op_get_way", kPlain, {}, "", "", {{200, "Way"}}, get_way},
      {{post, "/api/v1/reports/{id}/dispatches", needs(people::Right::submit), Size::form, run}, Scope::write, "dispatchReport", "reports", "api.op_dispatch", kPlain, {}, "DispatchWanted", "", {{201, "Way"}}, dispatch_report},
      {{post, "/api/v1/reports/{id}/answers", needs(people::Right::submit), Size::form, run}, Scope::write, "noteAnswer", "reports", "api.op_note_answer", kPlain, {}, "AnswerNoted", "", {{201, "Way"}}, note_answer},
      {{get, "/api/v1/forms", kSignedIn, Size::none, run}, Scope::read, "listForms", "reports", "api.op_list_forms", kPlain, {}, "", "", {{200, "FormList"}}, list_forms},
      {{get, "/api/v1/forms/{id}/filled", kSignedIn, Size::none, run}, Scope::read, "getFilledForm", "reports", "api.op_filled_form", kPlain,
       {year_needed("year", "api.told_form_year"), {"quarter", whole(1, 4), "api.told_form_quarter", false}}, "", "", {{200, "", kXlsxType}}, filled_form},
      {{post, "/api/v1/check/renewed", kSignedIn, Size::files, run}, Scope::read, "renewDraft", "check", "api.op_renew", kPlain, {year_needed("for", "api.told_renew_for"), of_unit()}, "", kDocxType, {{200, "", kDocxType}}, renew_paper},

      {{get, "/api/v1/figures/comments", kSees, Size::none, run}, Scope::read, "listFigureComments", "comments", "api.op_figure_comments", kPlain, {{"expr", text(1000), "api.told_expr_whole", true}}, "", "", {{200, "CommentList"}}, list_figure_comments},
      {{post, "/api/v1/figures/comments", kSees, Size::form, run}, Scope::write, "commentOnFigure", "comments", "api.op_comment_figure", kPlain, {{"expr", text(1000), "api.told_expr_whole", true}}, "CommentSaid", "", {{201, "Comment"}}, comment_on_figure},

      {{get, "/api/v1/views", kSees, Size::none, run}, Scope::read, "listViews", "records", "api.op_list_views", kPlain, {of_unit()}, "", "", {{200, "ViewList"}}, list_views},
      {{post, "/api/v1/views", kSees, Size::form, run}, Scope::write, "keepView", "records", "api.op_keep_view", kPlain, {}, "ViewWanted", "", {{201, "ViewList"}}, keep_view},
      {{remove, "/api/v1/views/{id}", kSees, Size::none, run}, Scope::write, "dropView", "records", "api.op_drop_view", kPlain, {of_unit()}, "", "", {{204, ""}}, drop_view},
      {{get, "/api/v1/reminders", kSees, Size::none, run}, Scope::read, "listLeads", "calendar", "api.op_list_leads", kPlain, {of_unit()}, "", "", {{200, "LeadList"}}, list_leads},
      {{post, "/api/v1/reminders", needs(people::Right::approve), Size::form, run}, Scope::write, "setLead", "calendar", "api.op_set_lead", kPlain, {}, "LeadWanted", "", {{200, "LeadList"}}, set_lead},
      {{get, "/api/v1/health", needs(people::Right::back_up), Size::none, run}, Scope::read, "getHealth", "about", "api.op_health", kPlain, {}, "", "", {{200, "Health"}}, get_health},
  };
}
}  // namespace youju::api
