// SPDX-License-Identifier: Apache-2.0
// One comparison of the derived tables with the log: what it has read so far and what it has found.
#pragma once
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <unordered_set>
#include <vector>

#include "index/compare.h"
#include "index/rows.h"
#include "index/texts.h"

namespace youju::index {

struct StoredVersion {
  std::int64_t to_index = 0, number = 0, counts = 0, timing = 0;
  std::string record, kind, also, unit, state, first_day, last_day, title, batch, first_entered;
};
struct StoredEvidence {
  std::int64_t to_index = 0, size = 0;
  std::string record, digest, name, media_type, role;
};

class Comparison {
 public:
  Comparison(db::Session& session, const ledger::Ledger& ledger, const Context& context, int max)
      : session_(session), ledger_(ledger), context_(context), findings_(max) {}
  Result<std::vector<ledger::Finding>> run();

 private:
  struct Tally {
    std::int64_t n = 0, late = 0, taken_over = 0;
    bool operator==(const Tally&) const = default;
    std::string text() const;
  };
  using TallyKey = std::tuple<std::int64_t, std::string, std::string, std::string>;  // month, kind, unit, state
  using Before = std::optional<std::pair<std::int64_t, StoredVersion>>;

  // verify.cpp: entry by entry
  Result<void> stretch(std::int64_t from, std::int64_t to);
  Result<void> load(std::int64_t from, std::int64_t to);
  void name_surplus();
  Result<void> version(const ledger::Entry& entry);
  void compare_version(const VersionRows& rows, const StoredVersion* stored, std::int64_t end);
  void compare_values(std::int64_t index, const std::vector<ValueRow>& wanted);
  Result<Before> stored_number(std::string_view record, std::int64_t number);
  Result<std::optional<Previous>> previous_of(const ledger::Entry& entry);
  Result<std::optional<Previous>> previous_from_log(const ledger::Entry& entry);
  Result<void> check_ends(std::int64_t index, const StoredVersion& stored, std::int64_t end);
  Result<std::int64_t> true_end(std::int64_t index, const StoredVersion& stored);
  Result<std::int64_t> end_from_log(const std::string& record, std::int64_t index);
  Result<void> evidence(const ledger::Entry& entry);

  // verify_clocks.cpp: what is due
  Result<void> compare_clocks(const ledger::Entry& entry);
  Result<void> check_clock_count();
  Result<void> compare_signoff(const ledger::Entry& entry);

  // verify_counts.cpp: what counts, and what search finds
  Result<void> compare_under(const VersionRows& rows, std::int64_t end);
  Result<void> check_under_count();
  Result<void> check_tallies();
  Result<void> check_sums();
  Result<void> compare_text(const ledger::Entry& entry, const VersionRows& rows);
  Result<void> check_texts_count();

  db::Session& session_;
  const ledger::Ledger& ledger_;
  const Context& context_;
  Findings findings_;
  SearchCursor cursor_;
  // Rows of the stretch not yet compared.
  std::map<std::int64_t, StoredVersion> versions_;
  std::map<std::int64_t, std::vector<ValueRow>> values_;
  std::map<std::int64_t, StoredEvidence> evidence_;
  std::unordered_set<std::int64_t> wrong_;  // versions named; nothing may be concluded from their rows
  std::map<TallyKey, Tally> tallies_;
  std::int64_t under_ = 0, texts_ = 0;
  std::set<std::int64_t> signoffs_;
  std::set<std::pair<std::string, std::string>> clocks_;  // record and clock that should run
  bool unreadable_ = false;  // a part of the log could not be read, so counts over all of it say nothing
};

std::string under_key(std::string_view kind, std::string_view unit, std::string_view first_day,
                      std::int64_t index);
std::string end_text(std::int64_t to_index);  // "-" while a row holds
}  // namespace youju::index
