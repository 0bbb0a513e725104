// SPDX-License-Identifier: Apache-2.0
// What a file is, by its content and never by its name; and whether an office may keep it as evidence.
#pragma once
#include <filesystem>
#include <string>

#include "base/result.h"

namespace youju::ledger {

struct MediaType {
  std::string name;
  bool allowed = false;
};
Result<MediaType> media_type_of(const std::filesystem::path& file);
}  // namespace youju::ledger
