// SPDX-License-Identifier: Apache-2.0
// What is missing: which units miss which cadence rule in which months, and which records do not pass the checks of their kind.
#pragma once
#include "app/handover.h"

namespace youju::app {

struct GapsRequest {
  UnitId unit;                 // with its sub-units; empty = whole tree
  Period period{};
  std::optional<KindId> kind;  // only this one
};

// One unit misses a rule. Units stand in tree order, never by how much they miss.
struct CadenceGap {
  UnitId unit;
  const kinds::Kind* kind = nullptr;
  const kinds::Cadence* rule = nullptr;  // the strictest one; its source, level and strictness are named
  std::vector<kinds::Slot> slots;        // the stretches that miss something
  int required = 0, held = 0, missing = 0;
  bool never_kept = false;               // no unit has any record of the kind: perhaps it does not apply here
  kinds::Severity severity() const;      // a rule that says "generally" warns, others are errors
};

// A stretch of a rule that some record speaks of: exempt, explained, signed as empty, or explained and missing all the same.
struct NotedSlot {
  UnitId unit;
  const kinds::Kind* kind = nullptr;
  const kinds::Cadence* rule = nullptr;
  kinds::Slot slot;
};

// "Nothing happened" was signed, and something did.
struct Contradiction {
  index::RecordRow statement;
  const kinds::Kind* about = nullptr;
  std::int64_t records = 0;
  index::RecordRow first;
};

// One record does not pass one check of its kind.
struct RecordGap {
  index::RecordRow row;
  const kinds::Kind* kind = nullptr;
  kinds::CheckFinding finding;
};

struct Gaps {
  std::vector<CadenceGap> cadence;
  std::vector<NotedSlot> noted;
  std::vector<Contradiction> contradicted;  // always errors
  std::vector<Held> left;           // people who left the roster and still hold something; a warning each
  std::vector<RecordGap> records;   // worst first, then by first day
  std::int64_t looked_at = 0;       // records that were checked
  std::int64_t closed = 0;          // units left out because `who` may not read there
  std::int64_t count(kinds::Severity severity) const;
};
Result<Gaps> find_gaps(Office& office, const people::Who& who, const GapsRequest& request,
                       const std::function<void(std::int64_t done, std::int64_t of)>& progress = {});

// What the checks and deadlines need to know about one record as it stands.
struct RecordFacts {
  const kinds::Kind* kind = nullptr;  // as it was in the pack the record was entered under
  kinds::CheckFacts facts;
};
Result<RecordFacts> facts_of(db::Session& session, Office& office, const index::RecordRow& row);
// Units under `unit` (empty = all) that `who` may read, in tree order.
std::vector<UnitId> readable_units(const Office& office, const people::UnitTree& tree, const people::Who& who, const UnitId& unit);
}  // namespace youju::app
