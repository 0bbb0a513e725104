// SPDX-License-Identifier: Apache-2.0
// One sealed archive of named files (docs/format/backup.md): written as a stream, so that nothing of it lies unsealed on
// the disk, and opened only when every byte is as it was written.
#pragma once
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "base/world.h"

namespace youju::app {

class MemberWriter {
 public:
  explicit MemberWriter(int fd) : fd_(fd) {}
  // `mode`: who may read the file once it is unpacked.
  Result<void> add(const std::string& name, std::string_view bytes, unsigned mode);
  // False when the file is not there any more.
  Result<bool> add_file(const std::string& name, const std::filesystem::path& file);
  // The manifest: `facts` and the list of members. Nothing comes after it.
  Result<void> finish(Json facts);
  std::int64_t members() const { return static_cast<std::int64_t>(listed_.size()); }
  std::int64_t bytes() const { return bytes_; }

 private:
  Result<void> put(std::string_view bytes);
  Result<void> begin(const std::string& name, std::int64_t size, unsigned mode);

  int fd_;
  bool begun_ = false;
  std::int64_t bytes_ = 0;
  Json listed_ = Json::array();
};

// Writes the archive; it appears under its name only when it is whole and durable. conflict when a file of this name is there.
Result<void> write_archive(const std::filesystem::path& out, std::string_view passphrase, const World& world,
                           const std::function<Result<void>(MemberWriter&)>& work);
// Unpacks into an existing folder of ours and compares every member with the manifest, which is returned. Errors: invalid
// (no archive, or one of a newer program), corrupt (damaged, cut, or another passphrase).
Result<Json> open_archive(const std::filesystem::path& archive, std::string_view passphrase, const std::filesystem::path& into);
}  // namespace youju::app
