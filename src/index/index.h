// SPDX-License-Identifier: Apache-2.0
// Everything that can be dropped and rebuilt from the log: versions with their reach, values unfolded for
// figures, tallies per month, search. The ledger does not know this room; app calls `apply` in the same
// write.
//
// Tables (src/db/migrations/0020_index.sql). A row holds from entry `from_index` until entry `to_index`
// (kOpen while it holds): as of log size S count rows with from_index < S and to_index >= S; S = kOpen is
// now.
//   ix_version  one row per version of a record; its key is from_index
//   ix_under    what a count reads: key (kind, unit, first_day, from_index); own = 1 under the version's own
//               kind, 0 under a kind it also counts under; counts, timing and state stand beside, so that a
//               count touches no other table
//   ix_value    (from_index, field, ord) → num (scaled by 10,000) or text, for fields that figures may use
//   ix_tally    (month yyyymm or year yyyy, kind, unit, state) → n, late, taken_over of the rows of ix_under that
//               hold now; state '' = all that count, else a state that does not
//   ix_sum      (kind, field, month, unit or '' for all) → what a number adds up to among those that count now
//   ix_evidence one row per file attached
//   ix_clock    one row per clock that runs over a record now: what is due is found there
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/date.h"
#include "base/ids.h"
#include "base/result.h"
#include "db/db.h"
#include "kinds/kinds.h"
#include "ledger/ledger.h"

namespace youju::index {

inline constexpr std::int64_t kOpen = INT64_MAX;

enum class Timing { on_time = 0, late = 1, taken_over = 2 };  // on disk; never renumber

// What apply needs to know that is not in the entry. Kinds are looked up at the version of the entry's pack.
struct Context {
  const kinds::Catalogue* catalogue = nullptr;
  std::optional<Date> go_live;
};

// Follows one entry (version, evidence, erase; others change nothing here), read with its payload, in the
// write that appended it. absent when no pack of the office defines its kind or state.
Result<void> apply(db::Tx& tx, const ledger::Entry& entry, const Context& context);
// The same for many entries of one write, in the order of the log; cheaper than one by one.
Result<void> apply_all(db::Tx& tx, std::span<const ledger::Entry> entries, const Context& context);
// Search follows by its own cursor: indexes up to `limit` entries not yet indexed; gives how many remain.
Result<std::int64_t> catch_up_search(db::Database& database, const ledger::Ledger& ledger,
                                     const Context& context, std::int64_t limit = 20'000);
// Text extracted from an evidence file: what search finds for the record besides its fields. Not in the log,
// so after drop_derived it has to be given again. A text given before for the same file is replaced.
Result<void> add_evidence_text(db::Tx& tx, const RecordId& record, std::string_view digest,
                               std::string_view text);
Result<void> drop_derived(db::Tx& tx);
// Compares derived rows with what the log says; at most `max` findings.
Result<std::vector<ledger::Finding>> verify(db::Session& session, const ledger::Ledger& ledger,
                                            const Context& context, int max = 100);

// ---- reading records ----
struct RecordRow {
  RecordId record;
  std::int64_t number = 0;  // version
  std::int64_t entry = 0;   // index of its entry
  KindId kind;
  UnitId unit;
  std::string state;
  std::optional<Period> happened;
  std::string title;
  bool counts = false;
  Timing timing = Timing::on_time;
  std::int64_t files = 0;  // evidence files attached
  Instant first_entered;
  std::string batch;
};
struct Filter {
  std::vector<UnitId> units;  // empty = all
  std::vector<KindId> kinds;  // empty = all
  std::vector<std::string> states;
  std::optional<Period> first_day;
  std::optional<std::string> batch;
  std::int64_t at = kOpen;  // log size; kOpen = now
};
// Newest first day first, then record id; keyset paging by the last row seen.
Result<std::vector<RecordRow>> list(db::Session& session, const Filter& filter, int limit,
                                    const std::optional<RecordRow>& after = {});
// The year of the earliest month anything counts in; nothing when nothing does.
Result<std::optional<int>> first_year(db::Session& session);
// A clock that runs over a record as it stands (index/clocks.h says which there are).
struct Clock {
  RecordId record;
  std::string clock;  // "plan", "deadline:<id>", "step:<id>", "check:<id>"
  KindId kind;
  UnitId unit;
  Date day;           // it is reckoned from
  std::string pack;   // whose rules hold
};
Result<std::vector<Clock>> clocks(db::Session& session, const std::vector<UnitId>& units);
// Once, in an office that an older program filled: the clocks, and the signatures of the reports named.
Result<void> fill_clocks(db::Database& database, const ledger::Ledger& ledger, const Context& context, const std::function<Result<std::vector<std::string>>(db::Session&)>& reports);
// Signatures under reports, newest first, before entry `before`.
struct Signoff {
  std::int64_t entry = 0, number = 0;
  std::string report, title;
  UnitId unit;
  Instant at;
};
Result<std::vector<Signoff>> signoffs(db::Session& session, int most, std::int64_t before = kOpen);
Result<std::optional<RecordRow>> current(db::Session& session, const RecordId& record,
                                         std::int64_t at = kOpen);
// Records whose fingerprint (kind, unit, day, folded title) equals: for "duplicate of".
Result<std::vector<RecordId>> same_looking(db::Session& session, const KindId& kind, const UnitId& unit,
                                           Period happened, std::string_view title);
// The same for many at once, in one exchange with a server: the answer to each in its place.
struct Look {
  KindId kind;
  UnitId unit;
  Period happened;
  std::string title;
};
Result<std::vector<std::vector<RecordId>>> same_looking(db::Session& session, std::span<const Look> looks);
// Marks of all that stands under a kind and unit now: what has no mark there looks like nothing. None when there are
// more than `most`.
using LookMarks = std::unordered_set<std::string>;
Result<std::optional<LookMarks>> look_marks(db::Session& session, const KindId& kind, const UnitId& unit, int most);
std::string look_mark(Date first_day, std::string_view title);
// That it will be asked soon, before anything is written.
void expect_same_looking(db::Session& session, const Look& look);
struct EvidenceRow {
  RecordId record;
  std::int64_t entry = 0;
  std::string digest, name, media_type, role, superseded_by;
  std::int64_t size = 0;
};
Result<std::vector<EvidenceRow>> evidence_of(db::Session& session, const RecordId& record);
// Records that carry the same file.
Result<std::vector<RecordId>> records_with_evidence(db::Session& session, std::string_view digest);

struct Found {
  RecordRow row;
  std::string snippet;
  bool in_file = false;  // the words stand in the text of a file of its evidence
};
// Substring search over titles, fields and extracted text, folded; newest first. `trailing` = entries not yet
// searchable.
struct SearchAnswer {
  std::vector<Found> found;
  std::int64_t trailing = 0;
};
Result<SearchAnswer> search(db::Session& session, std::string_view text, const std::vector<UnitId>& units,
                            int limit, const std::optional<RecordRow>& after = {});
}  // namespace youju::index
