// SPDX-License-Identifier: Apache-2.0
// Files somebody sent to be imported, kept while they look at what was understood: in the office's folder for unfinished uploads, for
// their sender alone, swept an hour after they came.
#pragma once
#include "app/app.h"
#include "http/http.h"

namespace youju::web {
inline constexpr std::int64_t kUploadKeptMs = 3'600'000;
inline constexpr std::size_t kMostUploads = 5;  // of one person; the oldest goes

struct Upload {
  std::string id;
  std::filesystem::path folder;
  std::vector<std::filesystem::path> files;  // in the order sent
  bool done = false;                         // written; `done` is in the folder
};
// invalid: no file.
Result<std::string> keep_upload(app::Office& office, const AccountId& owner, const std::vector<http::SentFile>& files);
// absent when it is not there, or another's.
Result<Upload> find_upload(const app::Office& office, const AccountId& owner, std::string_view id);
std::vector<Upload> uploads_of(const app::Office& office, const AccountId& owner);
void drop_upload_files(const Upload& upload);
}  // namespace youju::web
