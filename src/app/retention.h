// SPDX-License-Identifier: Apache-2.0
// What has been kept as long as its kind asks (keep_years, counted from the end of the year it happened in), what is held back, and orders
// of erasure: one person asks under the number of an order, another carries it out. What the law keeps stays: entries, days, counts.
#pragma once
#include "app/erase.h"

namespace youju::app {

struct KeptKind {
  const kinds::Kind* kind = nullptr;
  Date until;             // what happened on or before this day is due
  std::int64_t due = 0;   // records with content left; at most kMostDue are counted
};
inline constexpr int kMostDue = 500;
// Kinds with records whose time is over, in units where `who` may erase; and how many.
Result<std::vector<KeptKind>> retention_by_kind(Office& office, const people::Who& who);
struct DueRecord {
  index::RecordRow row;
  std::optional<std::string> held;  // why
};
Result<std::vector<DueRecord>> retention_due(Office& office, const people::Who& who, const KindId& kind);

// Held back: a lawsuit, an inspection. It is an entry of the log; nothing held is erased. An empty reason lifts it.
Result<void> hold_record(Office& office, const people::Who& who, const RecordId& record, const std::string& reason);
Result<std::optional<std::string>> why_held(db::Session& session, Office& office, const std::string& record);

struct EraseOrder {
  enum class State { waiting, done, declined };
  std::string id, object, order, basis;
  UnitId unit;
  bool open = false;
  AccountId asked_by, decided_by;
  Instant asked_at;
  std::string decided_at;
  State state = State::waiting;
  std::int64_t entry = 0;
  Erased erased;
};
// conflict when the object is held, an order for it waits, or the number was used.
Result<std::string> ask_erasure(Office& office, const people::Who& who, const EraseRequest& request);
// The second person, who may erase or sign there. Erases as erase_content does.
Result<void> decide_erasure(Office& office, const people::Who& who, const std::string& id, bool erase);
// Those of units where `who` may erase or sign, newest first.
Result<std::vector<EraseOrder>> erase_orders(Office& office, const people::Who& who, int limit = 100);

// What can be shown afterwards: read from the log and the disk now, not from what was noted then.
struct ErasureProof {
  EraseOrder order;
  struct Target {
    std::int64_t entry = 0;
    std::string type;          // of the entry
    Instant at;
    bool open_gone = false, personal_gone = false;  // asked of the stored entry
    bool had_open = false, had_personal = false;
  };
  std::vector<Target> targets;
  Instant at;
  std::string by, second;      // accounts
  std::int64_t sealed = 0;     // size of the newest checkpoint; covers the entry when larger than it
  bool good = false;           // everything the order names is gone
};
Result<ErasureProof> erasure_proof(Office& office, const people::Who& who, const std::string& id);
}  // namespace youju::app
