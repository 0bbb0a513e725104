// SPDX-License-Identifier: Apache-2.0
// Wishes about reports: make one, sign exactly these bytes, see what has drifted since, correct, bundle.
#pragma once
#include "app/app.h"
#include "report/report.h"

namespace youju::app {

struct ReportRequest {
  std::string templ;               // id of a template, or a path
  int year = 0;
  int quarter = 0;                 // 0: the whole year
  std::optional<std::string> unit; // name or id; the root when absent
  std::int64_t at = index::kOpen;  // log size
  std::optional<Date> day;         // date printed on it; today when absent
  bool without_address = false;    // the QR code holds the code alone, as before the office had a public address
  bool revisions = false;          // of a document of the office: new numbers as tracked changes, not as if they had always stood there
};

// Where a template is found: the office's folder, then the packs in force, newest first, then as a path. absent lists those there are.
Result<std::filesystem::path> find_template(const Office& office, const std::string& id_or_path);
std::vector<std::pair<std::string, std::filesystem::path>> templates_of(const Office& office);

// A report as made: how to make it again, and the digests of its files.
struct MadeReport {
  std::string id;          // UUIDv7
  ReportRequest request;
  std::string template_id, template_digest, lang, title, unit;
  std::int64_t at = 0;
  Date day;
  AccountId made_by;
  Instant made_at;
  std::map<std::string, std::string> files;  // "docx", "pdf", "html" → SHA-256 of the bytes
  std::string shown;       // digest of what is signed: title, files, figures' values
  std::string adopted;     // digest of the adopted DOCX, empty when it is ours
};
struct ReportFiles {
  MadeReport made;
  report::Filled filled;
  std::shared_ptr<const people::UnitTree> units;  // the filled figures' contexts look into it
  std::map<std::string, std::string> bytes;  // "docx", "pdf", "html"
};

// Fills the template at the present size of the log (or `at`) and writes all three forms. Same office, size, day: same bytes.
// Kept as a report made (needs the right to write); nothing else changes.
Result<ReportFiles> make_report(Office& office, const people::Who& who, const ReportRequest& request);
// Without keeping it: for reading and checks.
Result<ReportFiles> preview_report(Office& office, const people::Who& who, const ReportRequest& request);
Result<MadeReport> find_report(Office& office, const std::string& id);
Result<std::vector<MadeReport>> list_reports(Office& office);
// Makes the same bytes again; conflict when they would differ from what was shown.
Result<ReportFiles> remake_report(Office& office, const MadeReport& made);
// Keeps a report made, inside a write.
Result<void> put_made(db::Tx& tx, const MadeReport& made);
// What of a template's name is the same in all its versions: "own-annual" of "own-annual@2".
std::string template_family(const std::string& id);
// What is shown (and signed) when an adopted DOCX takes the place of our files.
std::string shown_with(const ReportFiles& ours, const std::string& adopted);
}  // namespace youju::app
