// SPDX-License-Identifier: Apache-2.0
// The public page: what anybody with a report's code sees, how to check it, and nothing of the office besides.
#pragma once
#include "view/factor.h"

namespace youju::view {
struct PublicRecord {
  std::string title, day;
};
struct PublicFigureRow {
  std::string title, text, code, rule;
  std::string records;  // "7"
  std::vector<PublicRecord> shown;
  std::string more;     // records not shown
};
struct PublicChange {
  std::string title, was, is;
};
struct PublicNotice {
  std::string line;  // "No. 1, 5 March 2024"
  std::vector<PublicChange> changes;
};
struct PublicReportPage {
  std::string title, office, code, signed_on, number, at;
  bool rules = false, records = false;
  std::vector<PublicFigureRow> figures;
  std::vector<PublicNotice> notices;
  std::vector<std::pair<std::string, std::string>> files;
  std::string snapshot, checkpoint, checkpoint_address, vkey;
};
struct PublicFrame {
  Here here;
  std::string office;  // whose page it is
  std::string other_language;  // address of the same page in the other language
};
Html public_start(const PublicFrame& frame, std::string_view typed, std::string_view problem);
Html public_report(const PublicFrame& frame, const std::vector<PublicReportPage>& reports);
// A code that opens nothing, whatever the cause.
Html public_nothing(const PublicFrame& frame);
Html public_busy(const PublicFrame& frame);

// In the office: how much of a report may be seen by its code.
struct PublicChoice {
  std::string report, title, code, address;  // address: empty when the office has no public one
  std::string level;
  QrPicture qr;
  CodeAsked asked = CodeAsked::nothing;
  std::string problem, changed;
};
Html public_choice(const Frame& frame, const PublicChoice& choice);
}  // namespace youju::view
