// SPDX-License-Identifier: Apache-2.0
// The packs in an office's folder: DIR/packs/ID/VERSION. youju.toml lists every version ever adopted, in order of adoption;
// a later version takes the place of an earlier one, which stays readable for the records entered under it.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "db/db.h"
#include "kinds/kinds.h"
#include "ledger/ledger.h"
#include "people/people.h"

namespace youju::app {

class PackShelf {
 public:
  PackShelf() = default;
  // `adopted` names "common@1.0.0", … in order of adoption. Problems become one error that names file and line.
  static Result<PackShelf> open(const std::filesystem::path& folder, const std::vector<std::string>& adopted);
  const kinds::Catalogue& in_force() const { return *catalogue_; }
  std::filesystem::path folder_of(std::string_view pack_id) const;  // of the version in force
  Result<std::vector<people::Role>> roles() const;
  // The digest of each pack in force equals the one logged when it was adopted; corrupt names the pack otherwise.
  Result<void> compare_with_log(db::Session& session, const ledger::Ledger& ledger) const;

 private:
  std::filesystem::path folder_;
  std::vector<std::string> names_;
  std::shared_ptr<const kinds::Catalogue> catalogue_;
};

// Pack problems as one error for people: the first in full, the number of the others.
Error pack_error(const kinds::PackProblems& problems);
// Loads a shipped pack (by id) or a folder (by path).
Result<std::pair<kinds::Pack, std::filesystem::path>> find_pack(const std::string& id_or_path);
// The files of a pack folder, relative, sorted; docs/format/pack.md says how the digest is made from them.
Result<void> copy_pack(const std::filesystem::path& from, const std::filesystem::path& to);
}  // namespace youju::app
