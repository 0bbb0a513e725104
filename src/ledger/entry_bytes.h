// SPDX-License-Identifier: Apache-2.0
// Writing and reading the canonical bytes of an entry (docs/format/entry.md) without a JSON tree: this is the
// hottest code of a write and of a verification. What it writes equals canonical(Json) of the same members.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/ledger.h"

namespace youju::ledger {

inline constexpr std::size_t kMaxEntryBytes = 65'535;  // C2SP entry bundles carry a length of 16 bits
inline constexpr std::int64_t kFormat = 1;

// What the ledger itself adds to what a caller wants written.
struct Stamp {
  std::int64_t index = 0;
  std::int64_t sealed = 0;
  std::string_view at;              // ISO
  std::string_view open, personal;  // commitments; empty when none
};
// Appends the canonical bytes of an entry to `out`. `more` is its canonical bytes, empty when there is none.
void write_entry(std::string& out, const NewEntry& entry, std::string_view more, const Stamp& stamp);

// An entry's members as views into its bytes.
struct Header {
  std::int64_t index = -1, number = 0, sealed = 0;
  std::string_view actor, at, from, to, kind, more, object, open, pack, personal, state, type, unit;
  std::vector<std::string_view> also;
};
// Reads canonical bytes; false when anything differs from the one way in which these members can be written.
// `header` is reused between calls, so that reading a million entries allocates nothing.
bool read_header(std::string_view bytes, Header& header);

// True when `bytes` are one JSON object in the canonical form of docs/format/entry.md (integers within 2^53
// only).
bool is_canonical_object(std::string_view bytes);
}  // namespace youju::ledger
