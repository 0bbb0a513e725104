// SPDX-License-Identifier: Apache-2.0
// Addresses of reports, checks of drafts, proof and search.
#include "web/checked_drafts.h"
#include "web/handlers.h"
#include "web/handlers_reports.h"

namespace youju::web {
std::vector<Route> report_routes() {
  constexpr auto get = Method::get, post = Method::post;
  using people::Right;
  return {
      {get, "/reports", kSignedIn, Size::none, show_reports},
      {post, "/reports", needs(Right::write), Size::form, make_report},
      {get, "/reports/{id}", kSignedIn, Size::none, show_report},
      {get, "/reports/{id}/html", kSignedIn, Size::none, report_html},
      {get, "/reports/{id}/files/{form}", kSignedIn, Size::none, report_file},
      {get, "/reports/{id}/notices/{no}/{form}", kSignedIn, Size::none, notice_file},
      {get, "/reports/{id}/bundle", kSignedIn, Size::none, report_bundle},
      {post, "/reports/{id}/bundle", kSignedIn, Size::form, report_bundle},
      {post, "/reports/{id}/signature", needs(Right::sign), Size::form, sign_report},
      {post, "/reports/{id}/notices", needs(Right::sign), Size::form, correct_report},
      {post, "/reports/{id}/edited", needs(Right::write), Size::files, adopt_report},
      {get, "/check", kSignedIn, Size::none, show_check},
      {post, "/check", kSignedIn, Size::files, check_draft},
      {get, "/check/{draft}", kSignedIn, Size::none, show_checked},
      {get, "/check/{draft}/reviewed", kSignedIn, Size::none, reviewed_file},
      {get, "/check/{draft}/renewed", kSignedIn, Size::none, renewed_file},
      {get, "/check/{draft}/corrected", kSignedIn, Size::none, corrected_file},
      {post, "/check/{draft}/correct", kSignedIn, Size::form, correct_checked},
      {post, "/check/{draft}/records", needs(Right::write), Size::form, add_missing_record},
      {post, "/check/{draft}/meaning", needs(Right::write), Size::form, confirm_meaning},
      {post, "/check/{draft}/phrase", needs(Right::write), Size::form, propose_meaning},
      {post, "/check/{draft}/again", kSignedIn, Size::form, check_again},
      {post, "/check/{draft}/forget", kSignedIn, Size::form, forget_draft},
      {get, "/proof", kSignedIn, Size::none, show_proof},
      {post, "/proof", kSignedIn, Size::form, verify_now},
      {get, "/proof/checkpoint", kSignedIn, Size::none, checkpoint_note},
      {get, "/search", kSignedIn, Size::none, show_search},
  };
}
}  // namespace youju::web
