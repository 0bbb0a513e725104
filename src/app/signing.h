// SPDX-License-Identifier: Apache-2.0
// Wishes about signed reports: sign exactly these bytes, see what drifted, correct it with a number, hand out a bundle, take back an
// edited DOCX.
#pragma once
#include "app/reports.h"
#include "app/second_factor.h"
#include "report/report.h"

namespace youju::app {

struct Signed {
  std::string report;      // id
  std::int64_t number = 0; // of the sign-off
  std::int64_t entry = 0;
  std::string snapshot;    // digest
  std::string checkpoint;  // note that covers it; empty when it could not be written
  std::optional<Error> unsealed;  // why: the signature stands all the same, and the next checkpoint covers it
};
// Signs the bytes named by `shown` (MadeReport::shown). Whoever made the report does not sign it. The whole log is recomputed
// first; the files and the snapshot are kept as evidence files, and a checkpoint is laid over the signature.
Result<Signed> sign_report(Office& office, const people::Who& who, const std::string& report, std::string_view shown, const AtTheAct& how = {});

// The newest sign-off of a report and its snapshot as stored; absent when it was never signed.
struct SignedReport {
  ledger::Entry signoff;
  Json snapshot;
};
Result<SignedReport> signed_report(Office& office, const std::string& report);
// The files of a report as bytes: as signed last; of the correction notice `notice`; or, never signed, made again.
Result<std::map<std::string, std::string>> report_bytes(Office& office, const people::Who& who, const std::string& report,
                                                        std::optional<std::int64_t> notice = {});
struct SignedRow { std::string report, title; std::int64_t number = 0, entry = 0; Instant at; };
Result<std::vector<SignedRow>> signed_reports(Office& office);

// What the signed figures would be now, with causes; empty = nothing drifted.
Result<std::vector<report::Drift>> report_drift(Office& office, const std::string& report);

// Issues a numbered correction notice that lists the drift; conflict when nothing drifted. Gives the notice as DOCX, PDF and HTML.
struct Notice {
  std::int64_t no = 0, entry = 0;
  std::map<std::string, std::string> bytes;
};
Result<Notice> correct_report(Office& office, const people::Who& who, const std::string& report, const AtTheAct& how = {});

// Writes the sealed bundle of a signed report (docs/format/bundle.md). Evidence files above `embed_limit` bytes are named, not embedded;
// personal payloads stay out.
struct Bundled {
  std::int64_t entries = 0, evidence = 0, left_out = 0;
};
Result<Bundled> bundle_report(Office& office, const people::Who& who, const std::string& report, const std::filesystem::path& out,
                              const AtTheAct& how = {}, std::int64_t embed_limit = 4 << 20);

// An edited DOCX of a report made here comes back: its prose is kept as it is, the figures are found again by their bookmarks. From here on
// those bytes are what is signed.
struct AdoptedFigure {
  std::string key, title, was, is;  // was = as printed by us, is = as it stands in the file; "" = no longer there
};
struct Adopted {
  MadeReport made;
  std::vector<AdoptedFigure> found, changed, missing;
  std::vector<std::string> other_numbers;  // paragraphs in which numbers stand that are no figures of ours
};
// Compares an edited DOCX with the one we made, both as read by sheet::docx_as_json. Each place of a figure counts: one that
// was changed anywhere is changed. Fills found, changed, missing and other_numbers.
void compare_adopted(const std::vector<paper::FigureMark>& figures, const Json& ours, const Json& theirs, Adopted& out);
Result<Adopted> adopt_report(Office& office, const people::Who& who, const std::string& report, const std::filesystem::path& docx);
}  // namespace youju::app
