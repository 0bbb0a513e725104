// SPDX-License-Identifier: Apache-2.0
// Files somebody sent to be imported, filed or put beside records, kept while they look at what was understood: in the office's folder for
// unfinished uploads, for their sender alone, swept an hour after they came.
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
// What they were sent for. An upload of one sort is not found as another.
enum class UploadFor { import, photos, scans, exports };
// invalid: no file.
Result<std::string> keep_upload(app::Office& office, const AccountId& owner, const std::vector<http::SentFile>& files, UploadFor what = UploadFor::import);
// A folder for files that are made for this person.
Result<Upload> make_folder_for(app::Office& office, const AccountId& owner, UploadFor what);
// absent when it is not there, or another's.
Result<Upload> find_upload(const app::Office& office, const AccountId& owner, std::string_view id, UploadFor what = UploadFor::import);
std::vector<Upload> uploads_of(const app::Office& office, const AccountId& owner, UploadFor what = UploadFor::import);
void drop_upload_files(const Upload& upload);
// What is known of its files, kept beside them; null when nothing is.
Json upload_notes(const Upload& upload);
Result<void> keep_upload_notes(const Upload& upload, const Json& notes);
// What a person said of columns, kept beside the files: path and sheet → column → field id ("-" left out), as app/import.h takes it.
using ColumnsSaid = std::map<std::pair<std::string, std::string>, std::map<int, std::string>>;
ColumnsSaid columns_said(const Upload& upload);
Result<void> keep_columns_said(const Upload& upload, const ColumnsSaid& said);
// A name as sent that names a file alone: no folders, no control characters, no dot before it.
bool is_plain_name(std::string_view name);
// "image/jpeg", "image/png", "image/webp", "application/pdf" by its first bytes; "" for anything else.
std::string picture_type(const std::filesystem::path& file);
}  // namespace youju::web
