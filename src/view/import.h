// SPDX-License-Identifier: Apache-2.0
// Old spreadsheets come in: what was understood sheet by sheet before anything is written, then what was written.
#pragma once
#include "view/frame.h"

namespace youju::view {
struct ImportColumn {
  std::string header, field;  // field "": not imported
  int sure = 0;               // per cent
  std::string id, control;    // the field's id; the control's name, when it can be said otherwise
};
struct ImportSheet {
  std::string name, kind, year, unit, profile;
  std::string left_out;       // why, when it is not imported
  int sure = 0, header_row = 0;
  std::vector<ImportColumn> columns;
  std::vector<std::pair<std::string, std::string>> fields;  // what a column can be: id, name
};
struct ImportRow {
  std::string sheet, fate, fate_word, title, record;
  int row = 0;
  std::vector<std::string> problems;
};
struct ImportFile {
  std::string name, format, error, batch;
  std::vector<ImportSheet> sheets;
  std::vector<ImportRow> rows;           // those worth a look
  std::size_t more_rows = 0;             // not shown
  std::vector<std::pair<std::string, std::int64_t>> counts;  // fate → rows
  std::vector<std::pair<std::string, std::string>> unclear;  // address, name: rows to correct and bring again
};
struct ImportChoices {
  std::string kind, unit, year;
  bool duplicates = false;
  std::vector<std::pair<std::string, std::string>> kinds, units;  // id, name
};
struct ImportStart {
  std::vector<Wrong> wrong;
  std::vector<std::pair<std::string, std::string>> open;  // address, name of uploads not yet confirmed
};
Html import_start(const Frame& frame, const ImportStart& content);
struct ImportUpload {
  std::string address;        // of this page
  bool done = false;
  std::vector<ImportFile> files;
  ImportChoices choices;
  std::int64_t good = 0;      // rows that would be written
};
Html import_upload(const Frame& frame, const ImportUpload& content);
struct ImportBatch {
  std::string batch, reason;
  struct Row {
    std::string record, day, kind, title, state;
    bool voided = false;
  };
  std::vector<Row> rows;
  std::size_t total = 0, voided = 0;
  std::vector<Wrong> wrong;
};
Html import_batch(const Frame& frame, const ImportBatch& content);
}  // namespace youju::view
