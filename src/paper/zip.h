// SPDX-License-Identifier: Apache-2.0
// A ZIP whose bytes depend on its members alone: fixed times, fixed order, no extra fields.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace youju::paper {

struct ZipMember {
  std::string name;
  std::string bytes;
  bool stored = false;  // already packed (PNG)
};
Result<std::string> write_zip(const std::vector<ZipMember>& members);
}  // namespace youju::paper
