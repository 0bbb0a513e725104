// SPDX-License-Identifier: Apache-2.0
// What a back-up or restore leaves when it is killed: scratch folders, and on a server the schema that was being filled. Both go
// together; nothing goes that may be somebody's office.
#pragma once
#include "app/app.h"

namespace youju::app {

// Lies in a scratch folder while what is in it belongs to nobody yet, locked by whoever works there.
class Unfinished {
 public:
  static Result<Unfinished> mark(const std::filesystem::path& scratch);
  // Makes the schema that is about to be filled. Only one that was not there before is ours to clear away.
  Result<void> fills(const db::Settings& database) const;
  // From here on the folder may hold an office: it is no longer cleared away.
  Result<void> done();

 private:
  Unfinished(std::filesystem::path file, FileLock lock) : file_(std::move(file)), lock_(std::move(lock)) {}
  std::filesystem::path file_;
  FileLock lock_;
};

// Scratch folders (scratch.h) in `places`: ours, last touched at `before` or earlier, in order of their names.
std::vector<std::filesystem::path> left_scratch(const std::vector<std::filesystem::path>& places, Instant before);
// Where the scratch folders of an office lie: in it (adopt) and beside it.
std::vector<std::filesystem::path> scratch_places(const Office& office);

struct Left {
  std::filesystem::path folder;
  std::string schema;       // on a server; "" = none
  bool in_use = false;      // somebody works in it
  bool an_office = false;   // a whole office, left between two names; a person decides
};
Left look_at(const std::filesystem::path& scratch);
// Drops the schema, then removes the folder. False, and nothing is done, when it is in use or holds an office.
Result<bool> clear_away(const Left& left);
// The schema of a restore that came to nothing; nothing for SQLite.
Result<void> drop_schema(const db::Settings& settings);
}  // namespace youju::app
