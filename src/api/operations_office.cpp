// SPDX-License-Identifier: Apache-2.0
// Drafts, search, import, proof, people, and the description of all this.
#include "api/handlers.h"
#include "api/schema.h"
#include "base/media_types.h"

namespace youju::api {
namespace {
constexpr auto kImport = needs(people::Right::import), kReads = needs(people::Right::read);

}  // namespace

std::vector<Operation> office_operations() {
  constexpr auto get = Method::get, post = Method::post, remove = Method::remove;
  constexpr auto run = answer_operation;
  using app::Scope;
  return {
      {{post, "/api/v1/check", kSignedIn, Size::files, run}, Scope::read, "checkDraft", "check", "api.op_check", kPlain, {in_query("period", text(8), "api.told_period"), of_unit()}, "DraftText", kDocxType,
       {{200, "CheckedDraft"}, {200, "", kDocxType}}, check_draft},
      {{get, "/api/v1/search", kSignedIn, Size::none, run}, Scope::read, "search", "search", "api.op_search", kPaged, {in_query("q", text(200), "api.told_q", true)}, "", "", {{200, "SearchPage"}}, search_records},

      {{get, "/api/v1/records/{id}/comments", kReads, Size::none, run}, Scope::read, "listRecordComments", "comments", "api.op_record_comments", kPlain, {}, "", "", {{200, "CommentList"}}, list_record_comments},
      {{post, "/api/v1/records/{id}/comments", kReads, Size::form, run}, Scope::write, "commentOnRecord", "comments", "api.op_comment_record", kPlain, {}, "CommentSaid", "", {{201, "Comment"}}, comment_on_record},
      {{get, "/api/v1/reports/{id}/comments", kReads, Size::none, run}, Scope::read, "listReportComments", "comments", "api.op_report_comments", kPlain, {}, "", "", {{200, "CommentList"}}, list_report_comments},
      {{post, "/api/v1/reports/{id}/comments", kReads, Size::form, run}, Scope::write, "commentOnReport", "comments", "api.op_comment_report", kPlain, {}, "CommentSaid", "", {{201, "Comment"}}, comment_on_report},
      {{remove, "/api/v1/comments/{id}", kReads, Size::none, run}, Scope::write, "withdrawComment", "comments", "api.op_withdraw_comment", kPlain, {}, "", "", {{200, "Comment"}}, withdraw_comment},
      {{get, "/api/v1/inbox", kSignedIn, Size::none, run}, Scope::read, "listInbox", "comments", "api.op_inbox", kPlain, {of_unit()}, "", "", {{200, "Inbox"}}, list_inbox},
      {{post, "/api/v1/inbox/read", kSignedIn, Size::form, run}, Scope::write, "markInbox", "comments", "api.op_mark_inbox", kPlain, {}, "InboxMark", "", {{204, ""}}, mark_inbox},

      {{get, "/api/v1/imports", kImport, Size::none, run}, Scope::import, "listImports", "imports", "api.op_list_imports", kPlain, {}, "", "", {{200, "UploadList"}}, list_uploads},
      {{post, "/api/v1/imports", kImport, Size::files, run}, Scope::import, "uploadFiles", "imports", "api.op_take_files", kPlain, {in_query("name", text(1000), "api.told_name")}, "", "application/octet-stream", {{201, "Upload"}}, take_files},
      {{get, "/api/v1/imports/{id}", kImport, Size::none, run}, Scope::import, "tryImport", "imports", "api.op_try_import", kPlain,
       {in_query("kind", text(200), "api.told_kind"), of_unit(), in_query("year", whole(1900, 2199), "api.told_year_import"), in_query("allow_duplicates", flag(), "api.told_duplicates")}, "", "", {{200, "ImportResult"}}, try_import},
      {{post, "/api/v1/imports/{id}", kImport, Size::form, run}, Scope::import, "commitImport", "imports", "api.op_commit_import", kPlain, {}, "ImportWanted", "", {{200, "ImportResult"}}, commit_import},
      {{remove, "/api/v1/imports/{id}", kImport, Size::none, run}, Scope::import, "dropImport", "imports", "api.op_drop_import", kPlain, {}, "", "", {{204, ""}}, drop_import},
      {{get, "/api/v1/batches/{batch}", kReads, Size::none, run}, Scope::read, "getBatch", "imports", "api.op_get_batch", kPlain, {}, "", "", {{200, "Batch"}}, get_batch},
      {{post, "/api/v1/batches/{batch}/void", kReads, Size::form, run}, Scope::import, "voidBatch", "imports", "api.op_void_batch", kPlain, {}, "Reason", "", {{200, "Batch"}}, void_batch},

      {{get, "/api/v1/proof", kSignedIn, Size::none, run}, Scope::read, "getProof", "proof", "api.op_proof", kPlain, {}, "", "", {{200, "Proof"}}, get_proof},
      {{post, "/api/v1/proof/verification", kSignedIn, Size::none, run}, Scope::read, "verify", "proof", "api.op_verify", kPlain, {}, "", "", {{200, "Verification"}}, verify_office},
      {{get, "/api/v1/proof/checkpoint", kSignedIn, Size::none, run}, Scope::read, "getCheckpoint", "proof", "api.op_checkpoint", kPlain, {}, "", "", {{200, "", "text/plain"}}, checkpoint_note},

      {{get, "/api/v1/me", kSignedIn, Size::none, run}, Scope::read, "getMe", "people", "api.op_me", kPlain, {}, "", "", {{200, "Me"}}, get_me},
      {{get, "/api/v1/accounts", needs(people::Right::manage_people), Size::none, run}, Scope::read, "listAccounts", "people", "api.op_list_accounts", kPlain, {}, "", "", {{200, "AccountList"}}, list_accounts},
      {{get, "/api/v1/roster", needs(people::Right::write), Size::none, run}, Scope::read, "listRoster", "people", "api.op_list_roster", kPlain, {of_unit()}, "", "", {{200, "Roster"}}, list_persons},
      {{get, "/api/v1/openapi.json", kSignedIn, Size::none, run}, Scope::read, "getDescription", "about", "api.op_description", kPlain, {}, "", "", {{200, "Description"}}, send_description},
  };
}
}  // namespace youju::api
