// SPDX-License-Identifier: Apache-2.0
// Inside import: one run over one file. Rows are judged one by one as they come from the parse process; with
// a Writer the good ones are appended at once, without one (dry run) only counted.
#pragma once
#include "app/import_plan.h"
#include "app/people.h"
#include "app/records.h"

namespace youju::app {

// What all files of one command share.
struct ImportShared {
  Office& office;
  const people::Who& who;
  const ImportRequest& request;
  std::vector<Profile> profiles;
  KnownHeaders known;
  UnitId default_unit;
  std::unordered_map<std::string, std::pair<std::string, int>>
      seen;  // look of a record → file, row: duplicates within the command
};

class ImportRun {
 public:
  // `writer` null: dry run.
  ImportRun(ImportShared& shared, db::Session& session, Office::Writer* writer, FileReport& report);
  ~ImportRun();
  // Reads the file through the parse process and judges every row. Rows refused are no error; anything that
  // must undo the whole is.
  Result<void> run();
  bool rosters_only = false;  // an empty run to find out whether a file holds rosters

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

// A row with the id of a record that is there: what it would change. Used for edited exports.
struct Change {
  kinds::Checked checked;
  index::RecordRow row;
  bool any = false;  // something differs
  bool needs_reason = false;
  bool falls = false;  // was approved: the change takes it back to its first state
};
Result<std::variant<Change, Problems>> judge_change(db::Session& session, Office& office,
                                                    const index::RecordRow& row, const kinds::Kind& kind,
                                                    const std::map<std::string, std::string>& columns,
                                                    const UnitId& unit, std::string_view state,
                                                    std::string_view version, const kinds::Lookups& lookups,
                                                    std::optional<int> year);

// Rows not understood, as a CSV that can be corrected and imported again.
Result<std::filesystem::path> write_unclear(const FileReport& report, const SheetPlan& plan,
                                            const std::vector<sheet::Row>& rows,
                                            const std::vector<std::string>& reasons);
}  // namespace youju::app
