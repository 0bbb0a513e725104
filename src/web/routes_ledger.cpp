// SPDX-License-Identifier: Apache-2.0
// What goes with the ledger's list and entry. These stand before the records themselves, whose addresses are /records/{id}.
#include "web/handlers_ledger.h"

namespace youju::web {
std::vector<Route> ledger_routes() {
  constexpr auto get = Method::get, post = Method::post;
  constexpr auto read = needs(people::Right::read), write = needs(people::Right::write), import = needs(people::Right::import);
  return {
      {get, "/records/grid", import, Size::none, show_grid},
      {post, "/records/grid", import, Size::form, fill_grid},
      {post, "/records/many/edit", write, Size::form, change_many},
      {post, "/records/views", read, Size::form, keep_view},
      {post, "/records/views/{id}/drop", read, Size::form, forget_view},
      {get, "/records/photos", write, Size::none, show_photos},
      {post, "/records/photos", write, Size::files, take_photos},
      {get, "/records/photos/{upload}", write, Size::none, show_photo_groups},
      {post, "/records/photos/{upload}", write, Size::form, place_photos},
      {get, "/records/photos/{upload}/{n}", write, Size::none, send_photo},
      {get, "/records/scans", write, Size::none, show_scans},
      {post, "/records/scans", write, Size::files, take_scans},
      {get, "/records/scans/{upload}", write, Size::none, show_scan_stack},
      {post, "/records/scans/{upload}", write, Size::form, sort_scans},
      {get, "/records/scans/{upload}/{n}", write, Size::none, send_scan_preview},
      {get, "/export", read, Size::none, show_export},
      {post, "/export", read, Size::form, begin_export},
      {get, "/export/{made}/{n}", read, Size::none, send_export},
      {post, "/import/{upload}/columns", import, Size::form, correct_columns},
  };
}
}  // namespace youju::web
