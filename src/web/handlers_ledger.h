// SPDX-License-Identifier: Apache-2.0
// Handlers of what goes with the ledger's list and entry: tables to type in, one field of many records, saved views, photos, scans, export.
#pragma once
#include "view/records.h"
#include "web/handlers.h"

namespace youju::web {
std::vector<Route> ledger_routes();
// pages_grid.cpp
Result<Reply> show_grid(Ask& ask);
Result<Reply> fill_grid(Ask& ask);
// pages_edit_many.cpp
Result<Reply> change_many(Ask& ask);
// pages_views.cpp
Result<Reply> keep_view(Ask& ask);
Result<Reply> forget_view(Ask& ask);
Result<std::vector<view::LedgerView>> ledger_views(Ask& ask);
// pages_import.cpp
Result<Reply> correct_columns(Ask& ask);
// pages_photos.cpp
Result<Reply> show_photos(Ask& ask);
Result<Reply> take_photos(Ask& ask);
Result<Reply> show_photo_groups(Ask& ask);
Result<Reply> place_photos(Ask& ask);
Result<Reply> send_photo(Ask& ask);
// pages_scans.cpp
Result<Reply> show_scans(Ask& ask);
Result<Reply> take_scans(Ask& ask);
Result<Reply> show_scan_stack(Ask& ask);
Result<Reply> sort_scans(Ask& ask);
Result<Reply> send_scan_preview(Ask& ask);
// pages_export.cpp
Result<Reply> show_export(Ask& ask);
Result<Reply> begin_export(Ask& ask);
Result<Reply> send_export(Ask& ask);
}  // namespace youju::web
