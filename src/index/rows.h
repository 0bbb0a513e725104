// SPDX-License-Identifier: Apache-2.0
// What one version entry means for the derived tables, as a pure function: apply writes these rows, verify
// compares what stands in the tables with them.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "index/clocks.h"

namespace youju::index {

// The version that was current before, as far as the next one needs it.
struct Previous {
  std::int64_t from_index = 0;
  std::int64_t number = 0;
  std::string kind, also, unit, first_day;
  bool counts = false;
  Timing timing = Timing::on_time;
  std::string batch;
  std::string first_entered;
  std::string state;
  ClockPast past;
};

struct ValueRow {
  std::string field;
  std::int64_t ord = 0;
  std::optional<std::int64_t> num;
  std::optional<std::string> text;
  bool operator==(const ValueRow&) const = default;
};

struct VersionRows {
  RecordRow row;
  std::vector<std::string> under;   // kinds it stands under, its own first
  std::string also;                 // under without the first, parted by a space
  std::string first_day, last_day;  // "" when unknown
  std::int64_t look = 0;
  std::vector<ValueRow> values;
  std::vector<ClockRow> clocks;
  std::string pack;
};

struct EvidenceFacts {
  std::string record, digest, name, media_type, role;
  std::int64_t size = 0;
  std::optional<std::int64_t> supersedes;
};
EvidenceFacts evidence_of_entry(const ledger::Entry& entry);

// The kind as the entry's pack defines it; absent when no pack in the office does.
Result<const kinds::Kind*> kind_of(const kinds::Catalogue& catalogue, const ledger::Entry& entry);
// The rows of a version entry read with its payload. `before` is nothing for a record's first version.
Result<VersionRows> rows_of(const ledger::Entry& entry, const Context& context,
                            const std::optional<Previous>& before);
// Hash of the folded title: equal titles look equal, unequal ones nearly always not.
std::int64_t look_of(std::string_view title);
std::int64_t look_of_folded(std::string_view folded);
// A text member of an object, "" when it is missing or something else.
std::string text_member(const Json& object, const char* key);
std::vector<std::string> kinds_under(std::string_view own, std::string_view also);
std::int64_t month_of(std::string_view first_day);  // yyyymm, 0 for ""
}  // namespace youju::index
