// SPDX-License-Identifier: Apache-2.0
// Follows the log inside the write that appended it. A record's first version is written without reading anything, so
// that a batch or a pipeline never waits for an answer.
#include <algorithm>

#include "base/ahead.h"
#include "index/index_sql.h"
#include "index/new_rows.h"
#include "index/rows.h"
#include "index/tally.h"
#include "index/texts.h"

namespace youju::index {
namespace {
using ledger::Entry;

Result<std::optional<Previous>> newest_version(db::Tx& tx, const std::string& record) {
  std::optional<Previous> found;
  TRY_OK(tx.each(sql::newest_version, {std::string_view(record)}, [&](const db::Row& row) {
    Previous p;
    p.from_index = row.integer(0);
    p.number = row.integer(1);
    p.kind = row.text(2);
    p.also = row.text(3);
    p.unit = row.text(4);
    p.first_day = row.text(5);
    p.counts = row.integer(6) != 0;
    p.timing = static_cast<Timing>(row.integer(7));
    p.batch = row.text(8);
    p.first_entered = row.text(9);
    p.state = row.text(10);
    found = std::move(p);
    return false;
  }));
  return found;
}

// The numbers of a version as they stand; what was erased is not among them.
Result<void> take_numbers_away(db::Tx& tx, const Tallied& what, std::int64_t version, TallyChange& tally) {
  std::vector<std::pair<std::string, std::int64_t>> kept;
  TRY_OK(tx.each(sql::numbers_of_version, {version}, [&](const db::Row& row) {
    kept.emplace_back(row.text(0), row.integer(1));
    return true;
  }));
  tally.add_numbers(what, {kept.begin(), kept.end()}, -1);
  return {};
}

Result<void> end_previous(db::Tx& tx, const Previous& before, std::int64_t at, TallyChange& tally) {
  TRY_OK(tx.queue(sql::end_version, {at, before.from_index}));
  const auto kinds = kinds_under(before.kind, before.also);
  for (const auto& kind : kinds) {
    TRY_OK(tx.queue(sql::end_under, {at, std::string_view(kind), std::string_view(before.unit),
                                     std::string_view(before.first_day), before.from_index}));
  }
  const Tallied what{before.first_day, before.unit, before.state, &kinds, before.counts, before.timing};
  tally.add(what, -1);
  return before.counts ? take_numbers_away(tx, what, before.from_index, tally) : Result<void>{};
}

// What one write does to the derived tables.
struct Following {
  db::Tx& tx;
  const Context& context;
  TallyChange tally;
  NewRows rows;
};

// What deadlines and steps ask of the versions before.
Result<void> read_past(db::Tx& tx, const Context& context, const Entry& entry, Previous& before) {
  TRY(const auto* kind, kind_of(*context.catalogue, entry));
  before.past.state = before.state;
  if (!looks_back(*kind)) return {};
  TRY_OK(tx.each(sql::states_of_record, {std::string_view(entry.head.object)}, [&](const db::Row& row) {
    before.past.reached.emplace(row.text(0));
    return true;
  }));
  TRY(const auto since, tx.text(sql::step_clock, {std::string_view(entry.head.object)}));
  before.past.since = since.value_or("");
  return {};
}

Result<void> apply_later_version(Following& f, const Entry& entry) {
  TRY_OK(f.rows.write(f.tx));
  TRY(auto before, newest_version(f.tx, entry.head.object));
  if (!before || before->number + 1 != entry.head.number) {
    return fail(Code::corrupt, "index.version_gap",
                {{"record", entry.head.object},
                 {"number", std::to_string(entry.head.number)},
                 {"entry", std::to_string(entry.index)}});
  }
  TRY_OK(read_past(f.tx, f.context, entry, *before));
  TRY(auto rows, rows_of(entry, f.context, before));
  TRY_OK(f.tx.queue(sql::stop_clocks, {std::string_view(entry.head.object)}));
  TRY_OK(end_previous(f.tx, *before, entry.index, f.tally));
  count(rows, f.tally);
  f.rows.add(std::move(rows));
  return {};
}

Result<void> apply_evidence(db::Tx& tx, const Entry& entry) {
  const auto row = evidence_of_entry(entry);
  if (row.supersedes) TRY_OK(tx.queue(sql::end_evidence, {entry.index, *row.supersedes}));
  return tx.queue(sql::put_evidence, {entry.index, std::string_view(row.record), std::string_view(row.digest),
                                      std::string_view(row.name), std::string_view(row.media_type),
                                      std::string_view(row.role), row.size});
}

Result<void> apply_signoff(db::Tx& tx, const Entry& entry) {
  const auto at = entry.at.iso(), title = text_member(entry.head.open, "title");
  return tx.queue(sql::put_signoff, {entry.index, std::string_view(entry.head.object), std::string_view(entry.head.unit.text), entry.head.number, std::string_view(at), std::string_view(title)});
}

std::vector<std::int64_t> indexes(const Json& more, const char* key) {
  std::vector<std::int64_t> out;
  if (!more.contains(key)) return out;
  for (const auto& one : more[key]) {
    if (one.is_number_integer()) out.push_back(one.get<std::int64_t>());
  }
  return out;
}

// The open content of a version: title, values and what search knows of it.
Result<void> erase_version(db::Tx& tx, std::int64_t index, const std::string& record,
                           const std::vector<std::string>& kinds, const std::string& unit,
                           const std::string& first_day) {
  TRY_OK(tx.queue(sql::erase_title, {index}));
  TRY_OK(tx.queue(sql::erase_values, {index}));
  for (const auto& kind : kinds) {
    TRY_OK(tx.queue(sql::erase_look, {look_of(""), std::string_view(kind), std::string_view(unit),
                                      std::string_view(first_day), index}));
  }
  return forget_text(tx, record, source_of_version(index));
}

// A file goes when no entry of the record names it any more.
Result<void> erase_file(db::Tx& tx, std::int64_t index) {
  std::string digest, record;
  TRY_OK(tx.each(sql::digest_of_evidence, {index}, [&](const db::Row& row) {
    digest = row.text(0), record = row.text(1);
    return false;
  }));
  if (digest.empty()) return tx.queue(sql::erase_signoff_title, {index});
  TRY_OK(tx.queue(sql::erase_evidence_digest, {index}));
  TRY(const auto left,
      tx.integer(sql::files_of_record_with_digest, {std::string_view(record), std::string_view(digest)}));
  return left.value_or(0) > 0 ? Result<void>{} : forget_text(tx, record, source_of_evidence(digest));
}

Result<void> erase_open(db::Tx& tx, std::int64_t index, TallyChange& tally) {
  std::string record, kind, also, unit, first_day;
  bool counts_now = false, is_current = false;
  auto timing = Timing::on_time;
  TRY_OK(tx.each(sql::place_of_version, {index}, [&](const db::Row& row) {
    record = row.text(0), kind = row.text(1), also = row.text(2), unit = row.text(3), first_day = row.text(4);
    is_current = row.integer(7) == kOpen;
    counts_now = row.integer(5) != 0 && is_current;
    timing = static_cast<Timing>(row.integer(6));
    return false;
  }));
  if (record.empty()) return erase_file(tx, index);
  const auto kinds = kinds_under(kind, also);
  if (counts_now) TRY_OK(take_numbers_away(tx, {first_day, unit, "", &kinds, true, timing}, index, tally));
  if (is_current) TRY_OK(tx.queue(sql::stop_clocks_of_fields, {std::string_view(record)}));
  return erase_version(tx, index, record, kinds, unit, first_day);
}

Result<void> apply_erase(db::Tx& tx, const Entry& entry, TallyChange& tally) {
  for (const auto index : indexes(entry.head.more, "targets"))
    TRY_OK(tx.queue(sql::erase_evidence_name, {index}));
  for (const auto index : indexes(entry.head.more, "open_targets")) TRY_OK(erase_open(tx, index, tally));
  return {};
}

bool is_first_version(const Entry& entry) { return entry.head.type == ledger::EntryType::version && entry.head.number <= 1; }

// Whatever is not the first version of a record.
Result<void> apply_other(Following& f, const Entry& entry) {
  switch (entry.head.type) {
    case ledger::EntryType::version:
      return apply_later_version(f, entry);
    case ledger::EntryType::evidence:
      return apply_evidence(f.tx, entry);
    case ledger::EntryType::signoff:
      return apply_signoff(f.tx, entry);
    case ledger::EntryType::erase:
      TRY_OK(f.rows.write(f.tx));
      return apply_erase(f.tx, entry, f.tally);
    default:
      return {};
  }
}
}  // namespace

Result<void> apply(db::Tx& tx, const Entry& entry, const Context& context) {
  return apply_all(tx, {&entry, 1}, context);
}

Result<void> apply_all(db::Tx& tx, std::span<const Entry> entries, const Context& context) {
  constexpr std::size_t kStretch = 500, kStretchesWaiting = 4, kKept = 20'000;  // entries; kept: some 20 MB
  Following f{tx, context, {}, {}};
  // What a first version means asks nothing of the tables, so it is made and counted ahead.
  TallyChange counted;
  Ahead<std::optional<VersionRows>> firsts(entries.size(), kStretch, kStretchesWaiting, [&](std::size_t from, std::size_t to) -> Result<std::vector<std::optional<VersionRows>>> {
    std::vector<std::optional<VersionRows>> out(to - from);
    for (auto i = from; i < to; ++i) {
      if (!is_first_version(entries[i])) continue;
      TRY(auto rows, rows_of(entries[i], context, std::nullopt));
      count(rows, counted);
      out[i - from] = std::move(rows);
    }
    return out;
  });
  for (std::size_t done = 0; done < entries.size();) {
    TRY(auto stretch, firsts.next());
    for (auto& first : stretch) {
      const auto& entry = entries[done++];
      if (first) {
        f.rows.add(std::move(*first));
      } else {
        TRY_OK(apply_other(f, entry));
      }
    }
    TRY_OK(done % kKept == 0 ? f.rows.write(tx) : f.rows.write_rising(tx));
  }
  TRY_OK(f.rows.write(tx));
  f.tally.take(std::move(counted));
  return f.tally.write(tx);
}

Result<void> drop_derived(db::Tx& tx) {
  for (const auto* query :
       {&sql::drop_versions, &sql::drop_under, &sql::drop_values, &sql::drop_tallies,
                            &sql::drop_sums, &sql::drop_evidence, &sql::drop_clocks, &sql::drop_signoffs}) {
    TRY_OK(tx.run(*query, {}));
  }
  return drop_texts(tx);
}
}  // namespace youju::index
