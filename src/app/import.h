// SPDX-License-Identifier: Apache-2.0
// Ledgers come in: the tables of a file are recognised (kind, header, columns, year), every row is judged,
// and the good ones are written as one batch, which can be voided as one. A file is one transaction: an
// import that is interrupted at any point leaves nothing. The rows that were not understood go into a CSV
// beside the file, to be corrected and imported.
#pragma once
#include <map>
#include <set>

#include "app/app.h"
#include "sheet/sheet.h"

namespace youju::app {

// The kind of a sheet that is no ledger but the roster.
inline constexpr std::string_view kRoster = "roster";

struct ImportRequest {
  std::vector<std::filesystem::path> files;
  std::string kind;     // id, name or synonym, or "roster"; empty: found out sheet by sheet
  std::string profile;  // name in DIR/profiles, or path of a profile; empty: a saved one with equal headers,
                        // else guessed
  std::string unit;     // name or id; empty: a unit column, the unit named in the title, else the root
  std::string sheet;    // only the sheet of this name
  std::optional<int> year;  // for dates without a year; else from title, sheet or file name
  bool hidden = false;      // hidden sheets too
  bool allow_duplicates = false;
  bool dry_run = false;  // everything but writing
  // What columns are, said by a person who looked at the table: path of the file ("" = any) and sheet → column → field id, "-" for
  // one that is left out. Goes before profile and guess, and is what is kept as the profile.
  std::map<std::pair<std::string, std::string>, std::map<int, std::string>> columns;
  bool keeps_profile = true;  // false: a table that comes only this once
  std::string reason;    // for changes of records that were submitted or approved
  std::function<void(std::int64_t rows)> progress;
};

// What a column of a sheet was taken for.
struct ColumnGuess {
  int column = 0;
  std::string header;
  std::string field;      // id of a field, "happened", "unit", "state", "id", "kind"; "" = not imported
  double confidence = 0;  // 1 = its very name
};

struct SheetPlan {
  std::string sheet, title;
  std::string kind;  // id, or "roster"; "" when nothing fits: then the sheet is left out
  double confidence = 0;
  std::string profile;  // name of the profile used, or saved
  std::optional<int> year;
  std::string year_from;  // "option", "profile", "title", "sheet", "file"
  UnitId unit;            // for rows without one
  int header_row = 0, last_header_row = 0;
  std::vector<ColumnGuess> columns;
  std::string left_out;  // word of the reason why the sheet is not imported, "" when it is
};

enum class RowFate { accepted, changed, unchanged, unclear, duplicate, skipped };
std::string_view fate_name(RowFate fate);

struct RowResult {
  std::string sheet;
  int row = 0;
  RowFate fate = RowFate::accepted;
  RecordId record;  // accepted, changed, unchanged; for a duplicate of the ledger: the record that is there
  int earlier_row = 0;  // for a duplicate of the same file
  std::string title;
  Problems problems;  // unclear: field (header text), what was read, why, what to do
  Problems remarks;   // accepted, but worth a look: year assumed, outside the sheet's year …
};

struct FileReport {
  std::filesystem::path file;
  std::string format, encoding, digest;
  std::string batch;  // id when something was written
  std::vector<SheetPlan> sheets;
  std::vector<RowResult> rows;  // in order; plain accepted rows too
  std::map<RowFate, std::int64_t> counts;
  std::vector<std::filesystem::path> unclear_files;
  std::optional<Error> error;  // the file as a whole could not be imported
};

// Imports file by file, rosters first. The Result fails only when nothing could be tried at all (no rights,
// unknown kind or unit); what is wrong with one file stands in its report. With a key (Who::idempotency_key) a file that comes again
// is answered with the batch it made the first time.
Result<std::vector<FileReport>> import_files(Office& office, const people::Who& who,
                                             const ImportRequest& request);

struct VoidedBatch {
  std::int64_t records = 0, already = 0;
};
// Voids every record of a batch in one write. conflict names the records that cannot be voided any more; then
// nothing is.
Result<VoidedBatch> void_batch(Office& office, const people::Who& who, const std::string& batch,
                               const std::string& reason);
}  // namespace youju::app
