// SPDX-License-Identifier: Apache-2.0
// Records going out as files, made in the background for the person who asked: begun, looked at, fetched. Pages and the interface for
// programs do the same.
#pragma once
#include "app/export.h"
#include "web/site.h"
#include "web/uploads.h"

namespace youju::web {
struct ExportMade {
  Upload folder;
  Json note;                       // at, what, records, files
  bool done = false;
  std::optional<Message> problem;  // why nothing came of it
};
// Of the person who asks, as they lie in their folder.
std::vector<ExportMade> exports_made(const Ask& ask);
// `format`: xlsx, csv, jsonl; `what` is told in the list. Waits a moment, so that a small one is there and a wrong code is told at once.
// conflict while another is under way.
Result<void> begin_making_export(Ask& ask, app::ExportRequest request, const std::string& format, const std::string& what);
// The n-th file of one that is done.
Result<Reply> exported_file(const Ask& ask, std::string_view made, const std::string& n);
}  // namespace youju::web
