// SPDX-License-Identifier: Apache-2.0
// Addresses of administration.
#include "web/handlers_admin.h"
#include "web/handlers_office.h"

namespace youju::web {
std::vector<Route> admin_routes() {
  constexpr auto get = Method::get, post = Method::post;
  using people::Right;
  constexpr auto people_right = needs(Right::manage_people), units_right = needs(Right::manage_units), write = needs(Right::write), packs_right = needs(Right::manage_packs), back_up = needs(Right::back_up);
  return {
      {get, "/admin", kSignedIn, Size::none, show_accounts},
      {post, "/admin/accounts", people_right, Size::form, add_account_asked},
      {get, "/admin/accounts/{account}", people_right, Size::none, show_one_account},
      {post, "/admin/accounts/{account}/roles", people_right, Size::form, give_role},
      {post, "/admin/accounts/{account}/withdraw", people_right, Size::form, withdraw_role},
      {post, "/admin/accounts/{account}/disable", people_right, Size::form, disable_account_asked},

      {get, "/admin/units", units_right, Size::none, show_units_tree},
      {post, "/admin/units", units_right, Size::form, add_unit_asked},
      {get, "/admin/units/{unit}", units_right, Size::none, show_one_unit},
      {post, "/admin/units/{unit}", units_right, Size::form, change_unit_asked},
      {get, "/units", kSignedIn, Size::none, choose_unit},

      {get, "/roster", write, Size::none, show_roster},
      {post, "/roster", write, Size::form, add_to_roster},
      {get, "/roster/{person}", write, Size::none, show_person},
      {post, "/roster/{person}", write, Size::form, change_person_asked},

      {get, "/admin/handover", people_right, Size::none, show_handovers},
      {get, "/admin/handover/{person}", kSignedIn, Size::none, show_handover},
      {post, "/admin/handover/{person}", kSignedIn, Size::form, write_handover_asked},
      {post, "/admin/handover/{person}/carry-out", kSignedIn, Size::form, carry_out_asked},
      {get, "/delegations", kSignedIn, Size::none, show_delegations},
      {post, "/delegations", kSignedIn, Size::form, delegate_asked},
      {post, "/delegations/end", kSignedIn, Size::form, end_delegation_asked},

      // Whoever signs may be the second person: what they may do is asked in app.
      {get, "/admin/packs", kSignedIn, Size::none, show_packs},
      {get, "/admin/packs/changes/{id}", kSignedIn, Size::none, show_pack_change},
      {post, "/admin/packs/changes/{id}/submit", packs_right, Size::form, submit_change_asked},
      {post, "/admin/packs/changes/{id}/decide", kSignedIn, Size::form, decide_change_asked},
      {post, "/admin/packs/changes/{id}/drop", packs_right, Size::form, drop_change_asked},
      {get, "/admin/packs/carried/{pack}", packs_right, Size::none, show_carried},
      {post, "/admin/packs/carried/{pack}", packs_right, Size::form, ask_for_carried_asked},
      {get, "/admin/own", packs_right, Size::none, show_own_layer},
      {get, "/admin/own/text", packs_right, Size::none, show_own_text},
      {post, "/admin/own/text", packs_right, Size::form, write_own_text},
      {get, "/admin/own/{what}", packs_right, Size::none, show_own_form},
      {post, "/admin/own/{what}", packs_right, Size::form, add_to_own_layer},
      {get, "/admin/holidays", kSignedIn, Size::none, show_holidays},
      {post, "/admin/holidays", packs_right, Size::form, add_holidays},

      {get, "/admin/backup", back_up, Size::none, show_back_up},
      {post, "/admin/backup", back_up, Size::form, start_back_up},
      {get, "/admin/health", back_up, Size::none, show_health},
      {get, "/health", kAnyone, Size::none, answer_health},

      {get, "/admin/retention", kSignedIn, Size::none, show_retention},
      {post, "/admin/retention", needs(Right::erase), Size::form, ask_erasure_asked},
      {post, "/admin/retention/hold", needs(Right::erase), Size::form, hold_asked},
      {get, "/admin/erasures/{id}", kSignedIn, Size::none, show_erasure},
      {post, "/admin/erasures/{id}", kSignedIn, Size::form, decide_erasure_asked},
      {get, "/admin/erasures/{id}/proof", kSignedIn, Size::none, erasure_proof_file},

      {get, "/admin/audit", kSignedIn, Size::none, show_audit},
      {get, "/admin/audit/csv", kSignedIn, Size::none, audit_copy},
      {post, "/admin/audit/inquiries", kSignedIn, Size::form, ask_inquiry_asked},
      {post, "/admin/audit/inquiries/{id}", kSignedIn, Size::form, decide_inquiry_asked},

      {get, "/kinds", kSignedIn, Size::none, show_kinds},
  };
}
}  // namespace youju::web
