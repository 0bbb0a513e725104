// SPDX-License-Identifier: Apache-2.0
// Entries out of the log: one, a stretch, those about one object; sizes by day; checkpoints.
#include "ledger/inside.h"
#include "ledger/ledger_sql.h"

namespace youju::ledger {
namespace {

constexpr std::int64_t kRowsAtOnce = 1000;  // a few hundred kilobytes at most records; keeps memory flat

tl::unexpected<Error> payload_differs(std::int64_t index, std::string_view part) {
  return fail(Code::corrupt, "ledger.payload_differs",
              {{"index", std::to_string(index)}, {"part", std::string(part)}});
}

// One payload: erased when a commitment is there without bytes.
Result<void> read_part(const db::Row& row, int column, const std::string& digest, std::int64_t index,
                       std::string_view part, Json& value, bool& erased) {
  erased = false;
  if (digest.empty()) return {};
  if (row.is_null(column) || row.is_null(column + 1)) {
    erased = true;
    return {};
  }
  const auto salt = crypto::from_hex(row.text(column));
  if (!salt || commitment(*salt, row.text(column + 1)) != digest) return payload_differs(index, part);
  auto parsed = parse_json(row.text(column + 1));
  if (!parsed) return payload_differs(index, part);
  value = std::move(*parsed);
  return {};
}

// A row of idx, bytes and, with_payload, the four payload columns.
Result<Entry> entry_of(const db::Row& row, bool with_payload) {
  auto decoded = decode_entry(row.text(1));
  if (!decoded || decoded->index != row.integer(0)) {
    return fail(Code::corrupt, "ledger.entry_differs", {{"index", std::to_string(row.integer(0))}});
  }
  if (with_payload) TRY_OK(read_payload(row, 2, *decoded));
  return std::move(*decoded);
}

// Runs a query of entries and hands each on, stopping at the first failure.
Result<void> each_entry(db::Session& session, const db::Query& query, db::Values values, bool with_payload,
                        const std::function<Result<void>(Entry&&)>& on_entry) {
  Result<void> outcome;
  TRY_OK(session.each(query, values, [&](const db::Row& row) {
    auto entry = entry_of(row, with_payload);
    outcome = entry ? on_entry(std::move(*entry)) : Result<void>(fail(std::move(entry).error()));
    return outcome.has_value();
  }));
  return outcome;
}
}  // namespace

Result<void> read_payload(const db::Row& row, int first, Entry& entry) {
  TRY_OK(read_part(row, first, entry.open_digest, entry.index, "open", entry.head.open, entry.open_erased));
  return read_part(row, first + 2, entry.personal_digest, entry.index, "personal", entry.head.personal,
                   entry.personal_erased);
}

Result<std::int64_t> Ledger::size(db::Session& session) const {
  TRY(const Head head, read_head(session, sql::head));
  return head.size;
}

// Times never go down, so the place of a day is found by halving.
Result<std::int64_t> Ledger::size_on(db::Session& session, Date day) const {
  const Instant end = start_of_day(day.plus_days(1));
  TRY(std::int64_t high, size(session));
  std::int64_t low = 0;  // entries before low are before the end of the day, entries from high on are not
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    TRY(const Entry entry, read(session, middle, false));
    if (entry.at < end) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

Result<Entry> Ledger::read(db::Session& session, std::int64_t index, bool with_payload) const {
  std::optional<Entry> found;
  TRY_OK(each_entry(session, with_payload ? sql::entry_with_payload : sql::entry_at, {index}, with_payload,
                    [&](Entry&& entry) -> Result<void> {
                      found = std::move(entry);
                      return {};
                    }));
  if (!found) return fail(Code::absent, "ledger.no_entry", {{"index", std::to_string(index)}});
  return std::move(*found);
}

Result<void> Ledger::each(db::Session& session, std::int64_t from, std::int64_t to, bool with_payload,
                          const std::function<Result<void>(const Entry&)>& on_entry) const {
  // Rows are read before they are handed on, so that on_entry may use the session.
  std::vector<Entry> some;
  for (std::int64_t begin = from; begin < to; begin += kRowsAtOnce) {
    const std::int64_t end = std::min(to, begin + kRowsAtOnce);
    some.clear();
    TRY_OK(each_entry(session, with_payload ? sql::entries_with_payload : sql::entries, {begin, end},
                      with_payload, [&](Entry&& entry) -> Result<void> {
                        some.push_back(std::move(entry));
                        return {};
                      }));
    for (const Entry& entry : some) TRY_OK(on_entry(entry));
  }
  return {};
}

Result<std::vector<Entry>> Ledger::history(db::Session& session, std::string_view object,
                                           bool with_payload) const {
  std::vector<Entry> out;
  TRY_OK(each_entry(session, with_payload ? sql::entries_of_object_with_payload : sql::entries_of_object,
                    {object}, with_payload, [&](Entry&& entry) -> Result<void> {
                      out.push_back(std::move(entry));
                      return {};
                    }));
  return out;
}

Result<std::optional<std::string>> Ledger::last_checkpoint(db::Session& session) const {
  return session.text(sql::newest_checkpoint, {});
}
Result<std::optional<std::string>> Ledger::checkpoint_of_size(db::Session& session, std::int64_t size) const {
  return session.text(sql::checkpoint_of_size, {size});
}

Result<std::vector<std::string>> Ledger::checkpoints_above(db::Session& session, std::int64_t size, std::size_t limit) const {
  std::vector<std::string> out;
  TRY_OK(session.each(sql::checkpoints_after, {size, static_cast<std::int64_t>(limit)}, [&](const db::Row& row) {
    out.emplace_back(row.text(1));
    return true;
  }));
  return out;
}
}  // namespace youju::ledger
