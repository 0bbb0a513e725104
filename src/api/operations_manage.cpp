// SPDX-License-Identifier: Apache-2.0
// Administration: units, the roster, accounts, posts that change hands, packs, days off, retention, back-ups, the security log, mail, anchors.
#include "api/handlers.h"
#include "api/schema.h"

namespace youju::api {
namespace {
constexpr auto kGets = Method::get, kPosts = Method::post, kPatches = Method::patch, kDeletes = Method::remove;
constexpr auto kRuns = answer_operation;
using app::Scope;

std::vector<Operation> people_rows() {
  constexpr auto units = needs(people::Right::manage_units), staff = needs(people::Right::manage_people), writes = needs(people::Right::write);
  return {
      {{kGets, "/api/v1/units/{id}", units, Size::none, kRuns}, Scope::read, "getUnit", "units", "api.op_get_unit", kPlain, {}, "", "", {{200, "UnitPast"}}, get_unit},
      {{kPosts, "/api/v1/units", units, Size::form, kRuns}, Scope::manage, "addUnit", "units", "api.op_add_unit", kPlain, {}, "UnitAdded", "", {{201, "UnitPast"}}, add_unit},
      {{kPosts, "/api/v1/units/{id}/changes", units, Size::form, kRuns}, Scope::manage, "changeUnit", "units", "api.op_change_unit", kPlain, {}, "UnitWish", "", {{200, "UnitChanged"}}, change_unit},
      {{kPosts, "/api/v1/roster", writes, Size::form, kRuns}, Scope::write, "addToRoster", "people", "api.op_add_roster", kPlain, {}, "RosterAdded", "", {{201, "Roster"}}, add_to_roster},
      {{kGets, "/api/v1/roster/{person}", writes, Size::none, kRuns}, Scope::read, "getPerson", "people", "api.op_get_person", kPlain, {}, "", "", {{200, "Person"}}, get_person},
      {{kPatches, "/api/v1/roster/{person}", writes, Size::form, kRuns}, Scope::write, "changePerson", "people", "api.op_change_person", kPlain, {}, "PersonWish", "", {{200, "Person"}}, change_person},

      {{kGets, "/api/v1/roles", kSignedIn, Size::none, kRuns}, Scope::read, "listRoles", "people", "api.op_list_roles", kPlain, {}, "", "", {{200, "RoleList"}}, list_roles},
      {{kPosts, "/api/v1/accounts", staff, Size::form, kRuns}, Scope::manage, "addAccount", "people", "api.op_add_account", kPlain, {}, "AccountAdded", "", {{201, "AccountMade"}}, add_account},
      {{kGets, "/api/v1/accounts/{id}", staff, Size::none, kRuns}, Scope::read, "getAccount", "people", "api.op_get_account", kPlain, {}, "", "", {{200, "Account"}}, get_account},
      {{kPosts, "/api/v1/accounts/{id}/roles", staff, Size::form, kRuns}, Scope::manage, "giveRole", "people", "api.op_give_role", kPlain, {}, "RoleGiven", "", {{200, "Account"}}, give_role},
      {{kPosts, "/api/v1/accounts/{id}/withdrawals", staff, Size::form, kRuns}, Scope::manage, "withdrawRole", "people", "api.op_withdraw_role", kPlain, {}, "RoleGiven", "", {{204, ""}}, withdraw_role},
      {{kPosts, "/api/v1/accounts/{id}/disabling", staff, Size::form, kRuns}, Scope::manage, "disableAccount", "people", "api.op_disable_account", kPlain, {}, "DisableWanted", "", {{204, ""}}, disable_account},

      {{kGets, "/api/v1/handovers", staff, Size::none, kRuns}, Scope::read, "listHandovers", "people", "api.op_list_handovers", kPlain, {{"within", whole(0, 366), "api.told_leaving_within", false}}, "", "", {{200, "HeldList"}}, list_handovers},
      {{kGets, "/api/v1/handovers/{person}", kSignedIn, Size::none, kRuns}, Scope::read, "getHandover", "people", "api.op_get_handover", kPlain, {}, "", "", {{200, "HeldByPerson"}}, get_handover},
      {{kPosts, "/api/v1/handovers/{person}", kSignedIn, Size::form, kRuns}, Scope::write, "writeHandover", "people", "api.op_write_handover", kOnce, {}, "HandoverWanted", "", {{201, "SavedRecord"}}, write_handover},
      {{kPosts, "/api/v1/handovers/{person}/carrying-out", kSignedIn, Size::form, kRuns}, Scope::manage, "carryOutHandover", "people", "api.op_carry_out", kPlain, {}, "SheetNamed", "", {{200, "HandoverDone"}}, carry_out_handover},
      {{kGets, "/api/v1/delegations", kSignedIn, Size::none, kRuns}, Scope::read, "listDelegations", "people", "api.op_list_delegations", kPlain, {}, "", "", {{200, "DelegationList"}}, list_delegations},
      {{kPosts, "/api/v1/delegations", kSignedIn, Size::form, kRuns}, Scope::manage, "delegateRole", "people", "api.op_delegate", kPlain, {}, "DelegationWanted", "", {{201, "DelegationList"}}, delegate_role},
      {{kPosts, "/api/v1/delegations/ended", kSignedIn, Size::form, kRuns}, Scope::manage, "endDelegation", "people", "api.op_end_delegation", kPlain, {}, "DelegationEnded", "", {{200, "DelegationList"}}, end_delegation},
  };
}

std::vector<Operation> pack_rows() {
  constexpr auto packs = needs(people::Right::manage_packs);
  return {
      {{kGets, "/api/v1/packs", kSignedIn, Size::none, kRuns}, Scope::read, "listPacks", "packs", "api.op_list_packs", kPlain, {}, "", "", {{200, "PackList"}}, list_packs},
      {{kGets, "/api/v1/packs/own", packs, Size::none, kRuns}, Scope::read, "getOwnLayer", "packs", "api.op_get_own_layer", kPlain, {}, "", "", {{200, "OwnLayer"}}, get_own_layer},
      {{kPosts, "/api/v1/packs/own", packs, Size::form, kRuns}, Scope::manage, "writeOwnLayer", "packs", "api.op_write_own_layer", kPlain, {}, "FilesWritten", "", {{201, "PackChange"}}, write_own_layer},
      {{kGets, "/api/v1/packs/carried/{pack}", packs, Size::none, kRuns}, Scope::read, "getCarriedPack", "packs", "api.op_get_carried", kPlain, {}, "", "", {{200, "CarriedPack"}}, get_carried_pack},
      {{kPosts, "/api/v1/packs/carried/{pack}", packs, Size::none, kRuns}, Scope::manage, "askForCarriedPack", "packs", "api.op_ask_carried", kPlain, {}, "", "", {{201, "PackChange"}}, ask_for_carried_pack},
      {{kGets, "/api/v1/packs/changes/{id}", kSignedIn, Size::none, kRuns}, Scope::read, "getPackChange", "packs", "api.op_get_pack_change", kPlain, {}, "", "", {{200, "PackChange"}}, get_pack_change},
      {{kPosts, "/api/v1/packs/changes/{id}/submission", packs, Size::form, kRuns}, Scope::manage, "submitPackChange", "packs", "api.op_submit_pack_change", kPlain, {}, "NoteSaid", "", {{200, "PackChange"}}, submit_pack_change},
      {{kPosts, "/api/v1/packs/changes/{id}/refusal", kSignedIn, Size::form, kRuns}, Scope::manage, "declinePackChange", "packs", "api.op_decline_pack_change", kPlain, {}, "PackDeclined", "", {{200, "PackChange"}}, decline_pack_change},
      {{kDeletes, "/api/v1/packs/changes/{id}", packs, Size::none, kRuns}, Scope::manage, "dropPackChange", "packs", "api.op_drop_pack_change", kPlain, {}, "", "", {{204, ""}}, drop_pack_change},
      {{kGets, "/api/v1/holidays", kSignedIn, Size::none, kRuns}, Scope::read, "listHolidays", "packs", "api.op_list_holidays", kPlain, {{"year", whole(1949, 2199), "api.told_holiday_year", false}}, "", "", {{200, "HolidayList"}}, list_holidays},
      {{kPosts, "/api/v1/holidays", packs, Size::form, kRuns}, Scope::manage, "addHolidays", "packs", "api.op_add_holidays", kPlain, {}, "DaysWanted", "", {{201, "PackChange"}}, add_holidays},
  };
}

std::vector<Parameter> audit_filters() {
  return {{"account", text(64), "api.told_audit_account", false}, {"event", text(60), "api.told_audit_event", false}, {"object", text(200), "api.told_audit_object", false}, {"from", day(), "api.told_audit_from", false}, {"to", day(), "api.told_audit_to", false}};
}

std::vector<Operation> keeping_rows() {
  constexpr auto erases = needs(people::Right::erase), keeps = needs(people::Right::back_up), staff = needs(people::Right::manage_people);
  auto paged_audit = audit_filters();
  paged_audit.push_back({"before", count(), "api.told_audit_before", false});
  return {
      {{kGets, "/api/v1/retention", kSignedIn, Size::none, kRuns}, Scope::read, "getRetention", "keeping", "api.op_get_retention", kPlain, {}, "", "", {{200, "Retention"}}, get_retention},
      {{kGets, "/api/v1/retention/records", kSignedIn, Size::none, kRuns}, Scope::read, "listRetentionDue", "keeping", "api.op_retention_due", kPlain, {{"kind", text(200), "api.told_kind", true}}, "", "", {{200, "DueForErasure"}}, list_retention_due},
      {{kPosts, "/api/v1/retention/holds", erases, Size::form, kRuns}, Scope::manage, "holdRecord", "keeping", "api.op_hold_record", kPlain, {}, "HoldWanted", "", {{204, ""}}, hold_record},
      {{kPosts, "/api/v1/erasures", erases, Size::form, kRuns}, Scope::manage, "askErasure", "keeping", "api.op_ask_erasure", kPlain, {}, "ErasureWanted", "", {{201, "Erasure"}}, ask_erasure},
      {{kGets, "/api/v1/erasures/{id}", kSignedIn, Size::none, kRuns}, Scope::read, "getErasure", "keeping", "api.op_get_erasure", kPlain, {}, "", "", {{200, "Erasure"}}, get_erasure},
      {{kPosts, "/api/v1/erasures/{id}/refusal", kSignedIn, Size::none, kRuns}, Scope::manage, "declineErasure", "keeping", "api.op_decline_erasure", kPlain, {}, "", "", {{200, "Erasure"}}, decline_erasure},
      {{kGets, "/api/v1/erasures/{id}/proof", kSignedIn, Size::none, kRuns}, Scope::read, "getErasureProof", "keeping", "api.op_erasure_proof", kPlain, {}, "", "", {{200, "", "application/octet-stream"}}, erasure_proof_file},
      {{kGets, "/api/v1/audit", kSignedIn, Size::none, kRuns}, Scope::read, "listAudit", "keeping", "api.op_list_audit", kPlain, paged_audit, "", "", {{200, "AuditPage"}}, list_audit},
      {{kGets, "/api/v1/audit/csv", kSignedIn, Size::none, kRuns}, Scope::read, "getAuditCsv", "keeping", "api.op_audit_csv", kPlain, audit_filters(), "", "", {{200, "", "text/csv"}}, audit_csv},
      {{kGets, "/api/v1/inquiries", kSignedIn, Size::none, kRuns}, Scope::read, "listInquiries", "keeping", "api.op_list_inquiries", kPlain, {}, "", "", {{200, "InquiryList"}}, list_inquiries},
      {{kPosts, "/api/v1/inquiries", kSignedIn, Size::form, kRuns}, Scope::manage, "askInquiry", "keeping", "api.op_ask_inquiry", kPlain, {}, "InquiryWanted", "", {{201, "InquiryList"}}, ask_inquiry},
      {{kPosts, "/api/v1/inquiries/{id}/refusal", kSignedIn, Size::none, kRuns}, Scope::manage, "declineInquiry", "keeping", "api.op_decline_inquiry", kPlain, {}, "", "", {{200, "InquiryList"}}, decline_inquiry},
      {{kGets, "/api/v1/backups", keeps, Size::none, kRuns}, Scope::read, "listBackUps", "keeping", "api.op_list_back_ups", kPlain, {}, "", "", {{200, "Keeping"}}, list_back_ups},
      {{kPosts, "/api/v1/backups", keeps, Size::form, kRuns}, Scope::manage, "startBackUp", "keeping", "api.op_start_back_up", kPlain, {}, "BackUpWanted", "", {{202, "Keeping"}}, start_back_up},
      {{kGets, "/api/v1/mail", staff, Size::none, kRuns}, Scope::read, "getMail", "mail", "api.op_get_mail", kPlain, {}, "", "", {{200, "Mail"}}, get_mail},
      {{kPosts, "/api/v1/mail", staff, Size::form, kRuns}, Scope::manage, "setMail", "mail", "api.op_set_mail", kPlain, {}, "MailWanted", "", {{200, "Mail"}}, set_mail},
      {{kPosts, "/api/v1/mail/test", staff, Size::form, kRuns}, Scope::manage, "testMail", "mail", "api.op_test_mail", kPlain, {}, "TestMailWanted", "", {{204, ""}}, test_mail},
      {{kGets, "/api/v1/me/mail", kSignedIn, Size::none, kRuns}, Scope::read, "getOwnMail", "mail", "api.op_get_own_mail", kPlain, {}, "", "", {{200, "OwnMail"}}, get_own_mail},
      {{kPosts, "/api/v1/me/mail", kSignedIn, Size::form, kRuns}, Scope::write, "setOwnMail", "mail", "api.op_set_own_mail", kPlain, {}, "OwnMailWanted", "", {{200, "OwnMail"}}, set_own_mail},
      {{kGets, "/api/v1/proof/anchors", kSignedIn, Size::none, kRuns}, Scope::read, "listAnchors", "proof", "api.op_list_anchors", kPlain, {}, "", "", {{200, "AnchorList"}}, list_anchors},
      {{kPosts, "/api/v1/proof/anchors", kSignedIn, Size::form, kRuns}, Scope::write, "handOverAnchor", "proof", "api.op_hand_over_anchor", kPlain, {}, "AnchorHanded", "", {{201, "AnchorList"}}, hand_over_anchor},
  };
}
}  // namespace

std::vector<Operation> manage_operations() {
  std::vector<Operation> out;
  for (const auto part : {people_rows, pack_rows, keeping_rows})
    for (auto& one : part()) out.push_back(std::move(one));
  return out;
}
}  // namespace youju::api
