// SPDX-License-Identifier: Apache-2.0
// Inside import: everything one run over one file holds while rows come in.
#pragma once
#include "app/import_rows.h"

namespace youju::app {

inline Problem problem_of(std::string_view field, std::string_view word, Args args = {}) {
  return {std::string(field), {std::string(word), std::move(args)}};
}

// A UUIDv7; anything else in a column 编号 is the clerk's own numbering.
bool is_record_id(std::string_view text);

struct ImportRun::Inside {
  ImportShared& shared;
  db::Session& session;
  Office::Writer* writer;
  FileReport& report;
  ImportRun& outer;
  Office& office;
  people::UnitTree units{{}};
  std::string batch;
  std::optional<Error> stopped;  // what undoes the whole file

  // the sheet being read
  sheet::SheetHead head;
  std::vector<sheet::Row> first;
  std::optional<sheet::Header> header;
  SheetPlan* plan = nullptr;
  std::map<int, std::string> field_of;                                // column → field
  std::map<std::string, std::map<int, std::string>> columns_of_kind;  // rows of another kind than the sheet's
  // Merged cells over several rows: first row → column, last row.
  std::multimap<int, std::pair<int, int>> tall_from;
  std::map<int, std::pair<int, sheet::Cell>> filling;  // column → last row of a tall merged cell, its content
  std::vector<sheet::Row> unclear_rows;
  std::vector<std::string> unclear_reasons;
  std::map<std::string, kinds::Lookups> lookups;  // by unit
  std::map<std::pair<std::string, int>, bool> rights;
  // Titles of one kind, unit and day that the ledger holds; read once where a file names the same day again
  // and again.
  struct Day {
    int asked = 0;
    std::optional<std::unordered_multimap<std::string, RecordId>> titles;
  };
  std::unordered_map<std::string, Day> days;
  // What the ledger holds under a kind and unit that the file names again: most rows look like nothing there.
  struct Under {
    int asked = 0;
    bool read = false;
    std::optional<index::LookMarks> marks;
  };
  std::unordered_map<std::string, Under> unders;
  std::vector<ledger::NewEntry> pending;
  std::set<std::string> pending_ids;
  std::vector<RosterLine> roster;
  std::vector<UnitId> roster_units;

  Inside(ImportShared& s, db::Session& d, Office::Writer* w, FileReport& r, ImportRun& run)
      : shared(s), session(d), writer(w), report(r), outer(run), office(s.office) {}

  // ---- sheets ----
  bool on_sheet(const sheet::SheetHead& next);
  void plan_now();
  void end_sheet();
  bool on_row(sheet::Row&& row);

  // ---- rows ----
  void judge(sheet::Row&& row);
  // A merged cell over several rows says the same for each of them.
  void fill_down(sheet::Row& row);
  bool is_header_again(const sheet::Row& row) const;
  void skip(const sheet::Row& row, std::string_view word);
  void add(RowResult&& result);
  void refuse(const sheet::Row& row, RowResult&& result, Problems problems);
  std::string name_of_field(const std::string& field) const;
  const people::Unit* unit_called(std::string_view text) const;
  Result<bool> may(people::Right right, const UnitId& unit);
  const kinds::Lookups& lookups_for(const UnitId& unit);

  // ---- the roster ----
  void judge_person(const sheet::Row& row);
  // "王 芳" set to the width of three characters is one name.
  static std::string joined_name(const std::string& text);
  bool on_roster(const UnitId& unit, const std::string& name);
  void finish_roster();

  // ---- records ----
  struct Reading {
    const kinds::Kind* kind = nullptr;
    kinds::Draft draft;
    std::string id, version;
    bool unit_given = false;
    Problems problems;
  };
  Reading read(const sheet::Row& row);
  const std::map<int, std::string>& columns_for(const kinds::Kind& kind);
  void take(const sheet::Cell& cell, const std::string& field, Reading& out);
  Result<void> judge_record(const sheet::Row& row) { return judge_reading(row, read(row)); }

  Result<void> judge_reading(const sheet::Row& row, Reading reading);
  Provenance provenance(const sheet::Row& row);
  Result<bool> find_duplicate(const sheet::Row& row, const kinds::Kind& kind, const kinds::Checked& checked,
                              RowResult& result);
  Result<bool> looks_new(const kinds::Checked& checked);
  Result<std::vector<RecordId>> similar_to(const kinds::Checked& checked);
  Result<bool> is_same(const RecordId& record, const kinds::Kind& kind, const kinds::Checked& checked,
                       bool titled);
  Result<void> change(const sheet::Row& row, Reading&& reading, const index::RecordRow& there,
                      RowResult&& result);

  // ---- JSON Lines: our own export ----
  // A line as if it were a row of a table that has a column for every field.
  Result<void> judge_line(int number, const std::string& line);
  // Whether a kept value has the shape its field has in the log; the value itself is judged by validate.
  static bool fits(const kinds::Field& field, const Json& value);
  void plan_for(const kinds::Kind& kind);
  Result<void> run_lines();

  // ---- the batch ----
  Result<void> append(ledger::NewEntry entry);
  Result<void> flush();
  Result<void> close_batch();
};
}  // namespace youju::app
