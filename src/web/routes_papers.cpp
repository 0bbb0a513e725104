// SPDX-License-Identifier: Apache-2.0
// Addresses of the office's own documents, forms of the superior, and the way of a report.
#include "web/handlers_papers.h"

namespace youju::web {
std::vector<Route> paper_routes() {
  constexpr auto get = Method::get, post = Method::post;
  using people::Right;
  return {
      {get, "/templates", kSignedIn, Size::none, show_templates},
      {post, "/templates", needs(Right::write), Size::files, upload_template},
      {get, "/templates/drafts/{draft}", needs(Right::write), Size::none, show_paper_draft},
      {post, "/templates/drafts/{draft}", needs(Right::write), Size::form, bind_paper_draft},
      {post, "/templates/drafts/{draft}/places", needs(Right::write), Size::form, add_paper_place},
      {post, "/templates/drafts/{draft}/forget", needs(Right::write), Size::form, forget_paper_draft},
      {get, "/templates/{id}", kSignedIn, Size::none, show_paper},
      {get, "/templates/{id}/file", kSignedIn, Size::none, paper_file},
      {post, "/templates/{id}/change", needs(Right::write), Size::form, change_paper},
      {post, "/templates/{id}/withdraw", needs(Right::write), Size::form, withdraw_paper},
      {get, "/forms", kSignedIn, Size::none, show_forms},
      {post, "/forms", needs(Right::write), Size::files, upload_form},
      {get, "/forms/{id}", kSignedIn, Size::none, show_form},
      {get, "/forms/{id}/filled", kSignedIn, Size::none, filled_form},
      {get, "/reports/{id}/compare", kSignedIn, Size::none, show_compare},
      {post, "/reports/{id}/round", needs(Right::submit), Size::form, ask_for_review},
      {post, "/reports/{id}/review", kSignedIn, Size::form, decide_on_report},
      {post, "/reports/{id}/take-back", needs(Right::submit), Size::form, take_report_back},
      {post, "/reports/{id}/dispatch", needs(Right::submit), Size::form, send_report_on},
      {post, "/reports/{id}/receipt", needs(Right::submit), Size::files, receive_answer},
      {post, "/reports/{id}/sent-back", needs(Right::submit), Size::files, report_sent_back},
      {get, "/reports/{id}/way/{digest}", kSignedIn, Size::none, report_way_file},
  };
}
}  // namespace youju::web
