// SPDX-License-Identifier: Apache-2.0
// Reports on their way and after it; statements.
#include "api/handlers.h"
#include "api/schema.h"
#include "base/media_types.h"

namespace youju::api {
namespace {
constexpr auto kSubmits = needs(people::Right::submit), kWrites = needs(people::Right::write), kSigns = needs(people::Right::sign);
constexpr std::string_view kBytes = "application/octet-stream";
}  // namespace

std::vector<Operation> way_operations() {
  constexpr auto get = Method::get, post = Method::post;
  constexpr auto run = answer_operation;
  using app::Scope;
  return {
      {{get, "/api/v1/rounds", kSignedIn, Size::none, run}, Scope::read, "listRounds", "reports", "api.op_list_rounds", kPlain, {}, "", "", {{200, "RoundList"}}, list_rounds},
      {{get, "/api/v1/reports/{id}/people", kSignedIn, Size::none, run}, Scope::read, "listRoundPeople", "reports", "api.op_round_people", kPlain, {}, "", "", {{200, "RoundPeople"}}, list_round_people},
      {{post, "/api/v1/reports/{id}/rounds", kSubmits, Size::form, run}, Scope::write, "askRound", "reports", "api.op_ask_round", kPlain, {}, "RoundWanted", "", {{201, "Way"}}, ask_round},
      {{post, "/api/v1/reports/{id}/returns", kSignedIn, Size::form, run}, Scope::write, "returnReport", "reports", "api.op_return_round", kPlain, {}, "ReturnWanted", "", {{201, "Way"}}, return_round},
      {{post, "/api/v1/reports/{id}/withdrawals", kSubmits, Size::form, run}, Scope::write, "takeReportBack", "reports", "api.op_take_back", kPlain, {}, "Reason", "", {{201, "Way"}}, take_back_round},
      {{post, "/api/v1/reports/{id}/answers/scanned", kSubmits, Size::files, run}, Scope::write, "noteScannedAnswer", "reports", "api.op_scanned_answer", kPlain,
       {{"what", one_of_words({"receipt", "return"}), "api.told_answer_what", true}, {"text", text(2000), "api.told_answer_text", true}, {"day", day(), "api.told_answer_day", false}}, "", kBytes, {{201, "Way"}}, note_scanned_answer},
      {{get, "/api/v1/reports/{id}/way/{digest}", kSignedIn, Size::none, run}, Scope::read, "getWayFile", "reports", "api.op_way_file", kPlain, {}, "", "", {{200, "", kBytes}}, way_file},

      {{get, "/api/v1/reports/{id}/changes", kSignedIn, Size::none, run}, Scope::read, "getReportChanges", "reports", "api.op_report_changes", kPlain, {}, "", "", {{200, "ReportChanges"}}, report_changes},
      {{get, "/api/v1/reports/{id}/comparison", kSignedIn, Size::none, run}, Scope::read, "compareReport", "reports", "api.op_compare_report", kPlain, {{"with", text(64), "api.told_compare_with", false}}, "", "", {{200, "ReportComparison"}}, compare_report},
      {{post, "/api/v1/reports/{id}/edited", kWrites, Size::files, run}, Scope::write, "adoptReport", "reports", "api.op_adopt_report", kPlain, {}, "", kDocxType, {{201, "AdoptedReport"}}, adopt_report},
      {{get, "/api/v1/reports/{id}/notices/{no}/{form}", kSignedIn, Size::none, run}, Scope::read, "getNoticeFile", "reports", "api.op_notice_file", kPlain, {}, "", "", {{200, "", kBytes}}, notice_file},
      {{get, "/api/v1/reports/{id}/public", kSigns, Size::none, run}, Scope::read, "getShownPublicly", "reports", "api.op_get_public", kPlain, {}, "", "", {{200, "ShownPublicly"}}, get_shown_publicly},
      {{post, "/api/v1/reports/{id}/public", kSigns, Size::form, run}, Scope::export_, "showPublicly", "reports", "api.op_show_public", kPlain, {}, "PublicWanted", "", {{200, "ShownPublicly"}}, show_publicly},

      {{post, "/api/v1/calendar/explanations", kWrites, Size::form, run}, Scope::write, "explainGap", "calendar", "api.op_explain_gap", kOnce, {}, "GapExplained", "", {{201, "SavedRecord"}}, explain_gap},
      {{post, "/api/v1/calendar/zero-statements", kWrites, Size::form, run}, Scope::write, "stateZero", "calendar", "api.op_state_zero", kOnce, {}, "ZeroStated", "", {{201, "SavedRecord"}}, state_zero},
      {{post, "/api/v1/check/phrases", kWrites, Size::form, run}, Scope::write, "proposePhrase", "check", "api.op_propose_phrase", kOnce, {}, "PhraseProposed", "", {{201, "SavedRecord"}}, propose_phrase},
      {{post, "/api/v1/check/readings", kWrites, Size::files, run}, Scope::write, "confirmReading", "check", "api.op_confirm_reading", kOnce,
       {{"claim", Json{{"type", "integer"}, {"minimum", 1}, {"maximum", 200'000}}, "api.told_claim", true}, {"expression", text(1000), "api.told_meant", false}, {"name", text(100), "api.told_report_name", true}, {"period", text(8), "api.told_period", false}, of_unit()}, "", kBytes, {{201, "SavedRecord"}}, confirm_reading},
      {{post, "/api/v1/check/corrected", kSignedIn, Size::files, run}, Scope::read, "correctDraft", "check", "api.op_correct_draft", kPlain,
       {{"claims", text(2000), "api.told_claims", true}, {"period", text(8), "api.told_period", false}, of_unit()}, "DraftText", kDocxType, {{200, "", kDocxType}, {200, "", "text/plain"}}, correct_draft},
  };
}
}  // namespace youju::api
