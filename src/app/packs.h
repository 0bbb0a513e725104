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
  const std::vector<std::string>& names() const { return names_; }   // "common@1.0.0", … in order of adoption
  const kinds::Pack* find(std::string_view pack_id) const;            // the version in force
  // The kinds and holidays as they would be with one more version adopted.
  Result<kinds::Catalogue> with(kinds::Pack pack) const;
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
// A pack to be adopted: a shipped one, which the program carries, or a folder.
struct FoundPack {
  kinds::Pack pack;
  std::filesystem::path folder;          // "" = carried in the program
  std::vector<kinds::PackFile> files;    // of a carried one
};
// By id of a shipped pack, or by the path of a folder. absent names the shipped ones.
Result<FoundPack> find_pack(const std::string& id_or_path);
// Puts the pack's files into a folder, byte for byte.
Result<void> place_pack(const FoundPack& pack, const std::filesystem::path& to);
// The packs the program carries: id → files.
std::map<std::string, std::vector<kinds::PackFile>> shipped_packs();
}  // namespace youju::app
