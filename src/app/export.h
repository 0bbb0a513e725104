// SPDX-License-Identifier: Apache-2.0
// Everything goes out in open formats, in the words of the office, and comes back: an export imports
// unchanged by id, an edited export imports as changes (import.h). Entered-at, author and log survive only
// back-up and restore.
#pragma once
#include "app/app.h"
#include "app/second_factor.h"

namespace youju::app {

struct ExportRequest {
  std::filesystem::path out;  // .xlsx: a sheet per kind; .csv: one kind (several: a file per kind beside it);
                              // .jsonl: a line per record
  std::vector<std::string> kinds;  // names or ids; empty = all
  std::string unit;                // with its sub-units; empty = all that `who` may read
  std::optional<Period> first_day;
  std::function<void(std::int64_t records)> progress;
  AtTheAct how{};
};
struct ExportAnswer {
  std::vector<std::filesystem::path> files;
  std::map<std::string, std::int64_t> records;  // by kind
};
// Needs the right to read in each unit; units that may not be read are left out.
Result<ExportAnswer> export_records(Office& office, const people::Who& who, const ExportRequest& request);
}  // namespace youju::app
