// SPDX-License-Identifier: Apache-2.0
// What anybody may see of a signed report by its code: nothing, until a person who signs for its unit allows more. Whoever asks is nobody
// to the office: no account, no name, no trace.
#pragma once
#include "app/signing.h"

namespace youju::app {

// How much: each level has all of those before it.
enum class Shown { nothing, values, rules, records };
std::string_view shown_name(Shown level);
std::optional<Shown> shown_from(std::string_view name);

// Of the newest signature; a later one begins at nothing. A `setting` entry of the log. Needs the right to sign in the report's unit, and
// the code of whoever has a second factor.
Result<void> show_publicly(Office& office, const people::Who& who, const std::string& report, Shown level, const AtTheAct& how);
Result<Shown> shown_publicly(Office& office, const std::string& report);

struct PublicFigure {
  std::string title, text, code;
  std::string rule_zh, rule_en;  // from level rules on
  std::int64_t records = 0;
  struct Record {
    std::string title, day;      // title "" when it is personal, or erased
  };
  std::vector<Record> shown;     // level records: the first kMostPublicRecords
};
inline constexpr std::size_t kMostPublicRecords = 200;
struct PublicReport {
  Shown level = Shown::nothing;
  std::string code, title, office, lang;
  std::int64_t number = 0, at = 0;
  Instant signed_at;
  std::vector<PublicFigure> figures;
  struct Notice {
    std::int64_t no = 0;
    Instant at;
    std::vector<std::array<std::string, 3>> changes;  // title, was, is
  };
  std::vector<Notice> notices;
  std::vector<std::pair<std::string, std::string>> files;  // form, SHA-256: to compare a copy in hand
  std::string snapshot;        // its digest
  std::string checkpoint;      // the note over the signature, empty when it is not sealed yet
  std::string vkey;            // the key it is signed by
};
// Those of this code that may be seen; none says nothing of whether there are others.
Result<std::vector<PublicReport>> public_reports(Office& office, std::string_view code);

// https://… of `[public] address` in youju.toml, without a slash at the end; "" when the office has set none.
std::string public_address(const std::filesystem::path& folder);
}  // namespace youju::app
