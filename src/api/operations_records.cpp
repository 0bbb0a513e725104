// SPDX-License-Identifier: Apache-2.0
// Records, their steps, their files.
#include "api/handlers.h"
#include "api/schema.h"

namespace youju::api {
namespace {
constexpr auto kGet = Method::get, kPost = Method::post, kPatch = Method::patch;
constexpr auto kRead = needs(people::Right::read), kWrite = needs(people::Right::write);
using app::Scope;

Parameter needed(std::string_view name, Json schema, std::string_view told = {}) { return {name, std::move(schema), told, true}; }

std::vector<Parameter> list_filters() {
  return {in_query("kind", text(200), "api.told_kind"), of_unit(), in_query("state", list_of(text(60)), "api.told_state"), in_query("year", whole(1900, 2199), "api.told_year"),
          in_query("from", day(), "api.told_from"), in_query("to", day(), "api.told_to"), in_query("batch", text(100), "api.told_batch"), in_query("at", text(20), "api.told_at")};
}
}  // namespace

std::vector<Operation> record_operations() {
  constexpr auto run = answer_operation;
  return {
      {{kGet, "/api/v1/records", kRead, Size::none, run}, Scope::read, "listRecords", "records", "api.op_list_records", kPaged, list_filters(), "", "", {{200, "RecordPage"}}, list_records},
      {{kPost, "/api/v1/records", kWrite, Size::form, run}, Scope::write, "createRecord", "records", "api.op_create_record", kOnce, {}, "NewRecord", "", {{201, "SavedRecord"}}, create_record},
      {{kPost, "/api/v1/records/understood", kWrite, Size::form, run}, Scope::write, "understandLine", "records", "api.op_understand_line", kPlain, {}, "Line", "", {{200, "UnderstoodLine"}}, understand_line},
      {{kGet, "/api/v1/records/{id}", kRead, Size::none, run}, Scope::read, "getRecord", "records", "api.op_get_record", kTagged, {}, "", "", {{200, "Record"}, {304, ""}}, get_record},
      {{kPatch, "/api/v1/records/{id}", kWrite, Size::form, run}, Scope::write, "changeRecord", "records", "api.op_change_record", kMatched | kOnce, {}, "RecordChange", "", {{200, "SavedRecord"}}, change_record},
      {{kGet, "/api/v1/records/{id}/steps", kRead, Size::none, run}, Scope::read, "listSteps", "records", "api.op_list_steps", kPlain, {}, "", "", {{200, "Steps"}}, list_steps},
      {{kPost, "/api/v1/records/{id}/steps", kRead, Size::form, run}, Scope::write, "takeStep", "records", "api.op_take_step", kOnce, {}, "StepWanted", "", {{200, "StepTaken"}}, take_step},
      {{kGet, "/api/v1/records/{id}/history", kRead, Size::none, run}, Scope::read, "getHistory", "records", "api.op_history", kPlain, {}, "", "", {{200, "History"}}, record_history},
      {{kGet, "/api/v1/records/{id}/proof", kRead, Size::none, run}, Scope::read, "getRecordProof", "records", "api.op_record_proof", kPlain, {}, "", "", {{200, "", "application/octet-stream"}}, record_proof},
      {{kGet, "/api/v1/records/{id}/evidence", kRead, Size::none, run}, Scope::read, "listEvidence", "evidence", "api.op_list_evidence", kPlain, {}, "", "", {{200, "EvidenceList"}}, list_evidence},
      {{kPost, "/api/v1/records/{id}/evidence", kWrite, Size::files, run}, Scope::write, "attachEvidence", "evidence", "api.op_attach_evidence", kOnce,
       {needed("name", text(1000), "api.told_name"), in_query("role", text(60), "api.told_role"), in_query("supersedes", count(), "api.told_supersedes")}, "", "application/octet-stream", {{201, "AttachedEvidence"}}, attach_evidence},
      {{kGet, "/api/v1/records/{id}/evidence/{entry}", kRead, Size::none, run}, Scope::read, "getEvidence", "evidence", "api.op_get_evidence", kTagged, {}, "", "", {{200, "", "application/octet-stream"}, {206, "", "application/octet-stream"}, {304, ""}}, send_evidence},
  };
}
}  // namespace youju::api
