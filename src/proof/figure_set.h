// SPDX-License-Identifier: Apache-2.0
// One set of a figure, recomputed: which records are in it, what their values give, how they were entered.
#pragma once
#include <optional>
#include <vector>

#include "proof/decimal.h"
#include "proof/log_check.h"
#include "proof/snapshot.h"

namespace youju::proof {

struct Timing {
  std::int64_t late = 0, on_time = 0, taken_over = 0;
};

struct CountedSet {
  std::vector<const VersionEntry*> records;  // by entry
  std::vector<std::int64_t> silent;          // entries the rule has no row for
  std::vector<std::int64_t> unseen;          // entries whose payload would be needed and is not shown
  std::optional<Wide> measure;               // scaled; nothing when undefined or when payloads are unseen
  Timing timing;                             // by entry
};
CountedSet count_set(const Set& set, const Snapshot& snapshot, const LogFacts& log, const Payloads& payloads);

// Values of one field of an open payload, by snapshot.md section 4.
struct FieldValue {
  std::optional<Wide> number;
  std::vector<std::string> texts;
};
FieldValue read_value(const Json& payload, const std::string& field);
bool fulfils(const Where& where, const FieldValue& value);
}  // namespace youju::proof
