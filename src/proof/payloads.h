// SPDX-License-Identifier: Apache-2.0
// payloads.jsonl (bundle.md section 4): what was disclosed, and whether the entries commit to it.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "proof/bundle.h"

namespace youju::proof {

struct Payload {
  std::int64_t index = 0;
  std::string which;       // open, personal
  std::string commitment;  // hex, computed
  std::string bytes;
  bool good = false;       // an entry commits to it
};

class Payloads {
 public:
  // Faults of form become findings; what can be read is kept.
  static Payloads read(std::string_view jsonl, FindingList& findings);
  // Tells each payload whether the entry commits to it; entries come in order. Wrong ones become findings.
  void meet(const EntryHead& head, FindingList& findings);
  // Those beyond the log's size.
  void finish(std::int64_t size, FindingList& findings) const;
  // The payload's value when it is there and good; nothing otherwise.
  const Payload* find(std::int64_t index, std::string_view which) const;
  std::size_t size() const { return list_.size(); }

 private:
  std::vector<Payload> list_;  // by index, then which
  std::size_t next_ = 0;       // first that has not met its entry
};
}  // namespace youju::proof
