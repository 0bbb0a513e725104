// SPDX-License-Identifier: Apache-2.0
// The ledger: list, record, entry, evidence, proof.
#include "web/handlers_records.h"

namespace youju::web {
std::vector<Route> record_routes() {
  constexpr auto get = Method::get, post = Method::post;
  constexpr auto read = needs(people::Right::read), write = needs(people::Right::write);
  return {
      {get, "/records", read, Size::none, show_records, true},
      {post, "/records", write, Size::files, create_record},
      {get, "/records/new", write, Size::none, show_entry},
      {post, "/records/new", write, Size::form, enter_line},
      {post, "/records/preview", write, Size::form, preview_line},
      {post, "/records/many", read, Size::form, step_for_many},
      {get, "/records/{id}", read, Size::none, show_record},
      {get, "/records/{id}/edit", write, Size::none, show_change},
      {post, "/records/{id}/edit", write, Size::form, change_record},
      {post, "/records/{id}/steps", read, Size::form, take_record_step},
      {post, "/records/{id}/evidence", write, Size::files, attach_files},
      {get, "/records/{id}/evidence/{entry}", read, Size::none, send_evidence},
      {get, "/records/{id}/sheet", read, Size::none, show_sheet_to_sign},
      {get, "/records/{id}/proof", read, Size::none, send_record_proof},
  };
}
}  // namespace youju::web
