// SPDX-License-Identifier: Apache-2.0
// snapshot.json (docs/format/snapshot.md), read.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.h"
#include "proof/proof.h"

namespace youju::proof {

struct StateRow {
  std::string kind, pack;
  std::vector<std::string> in;
  std::int64_t late_after = 0;
};
struct Where {
  std::string field, op;
  bool as_number = false;
  std::vector<std::string> values;
};
struct ListedRecord {
  SetRecord record;
  std::optional<Date> due;
};
struct Set {
  std::string kind;
  std::vector<std::string> units;
  Period period;
  std::vector<StateRow> states;
  std::vector<Where> where;
  std::string measure, field;
  std::int64_t size = 0;
  std::optional<std::vector<ListedRecord>> records;
  std::string digest;
  std::string deadline_state;  // not empty: "by":"deadline"
  Date judged_on;              // then: the day it was judged
  bool needs_values() const { return measure != "records"; }
};
struct CadenceSlot {
  std::string unit;
  Period period;
  std::int64_t required = 0, held = 0;
};
struct SnapshotFigure {
  std::string key, title, text, aggregate;
  std::optional<std::string> value;
  std::int64_t late = 0, on_time = 0, taken_over = 0;
  Set of;
  std::optional<Set> base;
  std::vector<CadenceSlot> slots;
};
struct SnapshotFile {
  std::string role, digest;
  std::int64_t size = 0;
};
struct SnapshotPack {
  std::string id, version, digest;
};
struct Snapshot {
  std::string origin, root;
  std::int64_t at = 0;
  std::string report_id;
  std::int64_t report_number = 0;
  std::optional<Date> go_live;
  std::vector<SnapshotFile> files;
  std::vector<SnapshotPack> packs;
  std::vector<SnapshotFigure> figures;
};
// The snapshot, or the place of what is wrong in it.
std::variant<Snapshot, std::string> read_snapshot(std::string_view bytes);
}  // namespace youju::proof
