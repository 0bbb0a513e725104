// SPDX-License-Identifier: Apache-2.0
// The header of a log entry (docs/format/entry.md section 1), read as a stranger reads it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/json.h"

namespace youju::proof {

struct EntryHead {
  std::int64_t index = 0, number = 0, sealed = 0;
  Instant at;
  std::string type, actor, unit, object, kind, pack, state;
  std::vector<std::string> also;
  std::optional<Period> happened;
  Json more = Json::object();
  std::string open, personal;  // commitments, hex; empty when none
};
// Nothing when the bytes are not a well-formed entry.
std::optional<EntryHead> read_entry(std::string_view bytes);
}  // namespace youju::proof
