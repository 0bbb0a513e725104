// SPDX-License-Identifier: Apache-2.0
// One search over everything a person may read: kinds, the rules of the packs, signed reports, and records with the text of their
// evidence. Upper and lower case, full and half width, traditional and simplified characters are one (base/text.h, fold).
#pragma once
#include "app/app.h"

namespace youju::app {

struct FoundRule {
  const kinds::Kind* kind = nullptr;
  std::string text;    // the sentence or the source that holds the words
};
struct FoundReport {
  std::string id, title;
  Instant signed_at;
  std::int64_t number = 0;
};
struct FoundAll {
  std::vector<const kinds::Kind*> kinds;
  std::vector<FoundRule> rules;
  std::vector<FoundReport> reports;
  bool more_reports = false;       // older ones were not looked at
  index::SearchAnswer records;
  bool more_records = false;
};
struct FindRequest {
  std::string text;
  std::vector<UnitId> units;       // that may be read; none of them: nothing of records and reports
  std::string lang = "zh";
  std::size_t most_records = 50, most_others = 20;
};
Result<FoundAll> find_all(Office& office, const FindRequest& request);
// Reports signed, newest first, in these units; each by its newest signature, or by every one.
Result<std::vector<FoundReport>> newest_signed(Office& office, const std::vector<UnitId>& units, std::size_t most, std::string_view folded_title = {}, bool* more = nullptr,
                                               bool every_signature = false);
}  // namespace youju::app
