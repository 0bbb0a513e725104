// SPDX-License-Identifier: Apache-2.0
// Reads the log once more and compares what the derived tables should hold with what they hold. One stretch
// of the log is in memory at a time; tallies are counted anew (as many cells as there are months, kinds and
// units).
#include <algorithm>

#include "index/comparison.h"
#include "index/index_sql.h"

namespace youju::index {
namespace {
using ledger::Entry;
constexpr std::int64_t kStretch = 1'000;
constexpr std::size_t kMostSurplus = 1'000;

StoredVersion stored_version(const db::Row& r) {
  const auto text = [&](int column) { return std::string(r.text(column)); };
  return {r.integer(1), r.integer(3), r.integer(10), r.integer(11), text(2),  text(4),  text(5),
          text(6),      text(7),      text(8),       text(9),       text(12), text(13), text(14)};
}
std::string value_key(std::int64_t index, const ValueRow& value) {
  return std::to_string(index) + " " + value.field + " " + std::to_string(value.ord);
}
std::string value_text(const ValueRow& value) {
  return value.text ? *value.text : value.num ? std::to_string(*value.num) : "";
}
}  // namespace

std::string end_text(std::int64_t to_index) {
  return to_index == kOpen ? "-" : std::to_string(to_index);
}

void Findings::add(const std::string& table, const std::string& key, const std::string& word, Args args) {
  const auto where = table + " " + key;
  if (full() || !named_.insert(where).second) return;
  args["row"] = where;
  found_.push_back({"table", where, {word, std::move(args)}});
}

bool compare(Findings& findings, const std::string& table, const std::string& key,
             const std::vector<Column>& columns) {
  for (const auto& column : columns) {
    if (column.stored == column.wanted) continue;
    findings.differs(table, key, column.name, column.stored, column.wanted);
    return false;
  }
  return true;
}

Result<std::vector<ledger::Finding>> Comparison::run() {
  TRY(const auto size, ledger_.size(session_));
  TRY(cursor_, read_cursor(session_));
  for (std::int64_t from = 0; from < size && !findings_.full(); from += kStretch)
    TRY_OK(stretch(from, std::min(size, from + kStretch)));
  if (findings_.full()) return findings_.take();
  TRY_OK(load(size, INT64_MAX));  // rows of entries the log does not have
  name_surplus();
  if (!unreadable_) {
    TRY_OK(check_under_count());
    TRY_OK(check_tallies());
    TRY_OK(check_texts_count());
    TRY_OK(check_sums());
    TRY_OK(check_clock_count());
  }
  return findings_.take();
}

Result<void> Comparison::load(std::int64_t from, std::int64_t to) {
  versions_.clear(), values_.clear(), evidence_.clear();
  const auto go_on = [&](const auto& map) { return to != INT64_MAX || map.size() < kMostSurplus; };
  TRY_OK(session_.each(sql::stored_versions, {from, to}, [&](const db::Row& r) {
    versions_[r.integer(0)] = stored_version(r);
    return go_on(versions_);
  }));
  TRY_OK(session_.each(sql::stored_values, {from, to}, [&](const db::Row& r) {
    ValueRow value{std::string(r.text(1)), r.integer(2), {}, {}};
    if (!r.is_null(3)) value.num = r.integer(3);
    if (!r.is_null(4)) value.text = std::string(r.text(4));
    values_[r.integer(0)].push_back(std::move(value));
    return go_on(values_);
  }));
  return session_.each(sql::stored_evidence, {from, to}, [&](const db::Row& r) {
    const auto text = [&](int column) { return std::string(r.text(column)); };
    evidence_[r.integer(0)] = {r.integer(1), r.integer(7), text(2), text(3), text(4), text(5), text(6)};
    return go_on(evidence_);
  });
}

void Comparison::name_surplus() {
  for (const auto& [index, row] : versions_) findings_.surplus("ix_version", std::to_string(index));
  for (const auto& [index, rows] : values_) {
    for (const auto& row : rows) findings_.surplus("ix_value", value_key(index, row));
  }
  for (const auto& [index, row] : evidence_) findings_.surplus("ix_evidence", std::to_string(index));
  versions_.clear(), values_.clear(), evidence_.clear();
}

Result<void> Comparison::stretch(std::int64_t from, std::int64_t to) {
  TRY_OK(load(from, to));
  const auto read = ledger_.each(session_, from, to, true, [&](const Entry& entry) -> Result<void> {
    if (findings_.full()) return {};
    if (entry.head.type == ledger::EntryType::version) return version(entry);
    if (entry.head.type == ledger::EntryType::evidence) return evidence(entry);
    if (entry.head.type == ledger::EntryType::signoff) return compare_signoff(entry);
    return {};
  });
  if (read) {
    name_surplus();
    return {};
  }
  if (read.error().code != Code::corrupt) return fail(read.error());
  // ledger::verify names the damaged entry; here it only means that the rows of this stretch cannot be
  // judged.
  findings_.add("entries", std::to_string(from) + "–" + std::to_string(to - 1), "index.log_unreadable", {});
  versions_.clear(), values_.clear(), evidence_.clear();
  unreadable_ = true;
  return {};
}

Result<Comparison::Before> Comparison::stored_number(std::string_view record, std::int64_t number) {
  Before found;
  TRY_OK(session_.each(sql::stored_version_of_record, {record, number}, [&](const db::Row& r) {
    found.emplace(r.integer(0), stored_version(r));
    return false;
  }));
  return found;
}

// From the table as long as its row was found right, else from the log.
Result<std::optional<Previous>> Comparison::previous_of(const Entry& entry) {
  if (entry.head.number <= 1) return std::optional<Previous>{};
  TRY(const auto before, stored_number(entry.head.object, entry.head.number - 1));
  if (before) TRY_OK(check_ends(before->first, before->second, entry.index));
  if (!before || before->first >= entry.index || wrong_.contains(before->first))
    return previous_from_log(entry);
  Previous previous;
  previous.batch = before->second.batch;
  previous.first_entered = before->second.first_entered;
  return std::optional<Previous>(previous);
}

Result<std::optional<Previous>> Comparison::previous_from_log(const Entry& entry) {
  TRY(const auto history, ledger_.history(session_, entry.head.object, false));
  Previous previous;
  for (const auto& e : history) {
    if (e.head.type != ledger::EntryType::version || e.index >= entry.index) continue;
    if (previous.first_entered.empty()) previous.first_entered = e.at.iso();
    if (auto batch = text_member(e.head.more, "batch"); !batch.empty()) previous.batch = std::move(batch);
  }
  return std::optional<Previous>(previous);
}

// A version must end where the next begins.
Result<void> Comparison::check_ends(std::int64_t index, const StoredVersion& stored, std::int64_t end) {
  if (stored.to_index == end) return {};
  findings_.differs("ix_version", std::to_string(index), "to_index", end_text(stored.to_index),
                    end_text(end));
  wrong_.insert(index);
  return {};
}

Result<std::int64_t> Comparison::end_from_log(const std::string& record, std::int64_t index) {
  TRY(const auto history, ledger_.history(session_, record, false));
  for (const auto& e : history) {
    if (e.head.type == ledger::EntryType::version && e.index > index) return e.index;
  }
  return kOpen;
}

// What the row says when the rows after it agree; the log is asked when they do not.
Result<std::int64_t> Comparison::true_end(std::int64_t index, const StoredVersion& stored) {
  TRY(const auto next, stored_number(stored.record, stored.number + 1));
  if ((next ? next->first : kOpen) == stored.to_index) return stored.to_index;
  return end_from_log(stored.record, index);
}

void Comparison::compare_version(const VersionRows& rows, const StoredVersion* stored, std::int64_t end) {
  const auto& row = rows.row;
  const auto key = std::to_string(row.entry);
  if (stored == nullptr) {
    findings_.missing("ix_version", key);
    wrong_.insert(row.entry);
    return;
  }
  const auto number = [](std::int64_t n) { return std::to_string(n); };
  const bool same =
      compare(findings_, "ix_version", key,
              {{"record", stored->record, row.record.text},
               {"number", number(stored->number), number(row.number)},
               {"kind", stored->kind, row.kind.text},
               {"also", stored->also, rows.also},
               {"unit", stored->unit, row.unit.text},
               {"state", stored->state, row.state},
               {"first_day", stored->first_day, rows.first_day},
               {"last_day", stored->last_day, rows.last_day},
               {"counts", number(stored->counts), row.counts ? "1" : "0"},
               {"timing", number(stored->timing), number(static_cast<std::int64_t>(row.timing))},
               {"title", stored->title, row.title},
               {"batch", stored->batch, row.batch},
               {"first_entered", stored->first_entered, row.first_entered.iso()},
               {"to_index", end_text(stored->to_index), end_text(end)}});
  if (!same) wrong_.insert(row.entry);
}

void Comparison::compare_values(std::int64_t index, const std::vector<ValueRow>& wanted) {
  auto stored = std::move(values_[index]);
  values_.erase(index);
  for (const auto& value : wanted) {
    const auto found = std::ranges::find_if(
        stored, [&](const ValueRow& s) { return s.field == value.field && s.ord == value.ord; });
    if (found == stored.end()) {
      findings_.missing("ix_value", value_key(index, value));
      continue;
    }
    if (*found != value)
      findings_.differs("ix_value", value_key(index, value), "value", value_text(*found), value_text(value));
    stored.erase(found);
  }
  for (const auto& value : stored) findings_.surplus("ix_value", value_key(index, value));
}

Result<void> Comparison::version(const Entry& entry) {
  TRY(const auto before, previous_of(entry));
  auto made = rows_of(entry, context_, before);
  std::optional<StoredVersion> stored;
  if (auto node = versions_.extract(entry.index)) stored = std::move(node.mapped());
  if (!made) {  // a pack is missing: the message says what to do
    findings_.add("ix_version", std::to_string(entry.index), made.error().message.word,
                  made.error().message.args);
    values_.erase(entry.index);
    unreadable_ = true;
    return {};
  }
  std::int64_t end = kOpen;
  if (stored && stored->record == entry.head.object && stored->number == entry.head.number) {
    TRY(end, true_end(entry.index, *stored));
  } else {
    TRY(end, end_from_log(entry.head.object, entry.index));
  }
  compare_version(*made, stored ? &*stored : nullptr, end);
  compare_values(entry.index, made->values);
  TRY_OK(compare_under(*made, end));
  if (end == kOpen) TRY_OK(compare_clocks(entry));
  // Search may trail: what it knows is judged as of where it stands.
  return entry.index < cursor_.next && end >= cursor_.next ? compare_text(entry, *made) : Result<void>{};
}

Result<void> Comparison::evidence(const Entry& entry) {
  const auto wanted = evidence_of_entry(entry);
  const auto key = std::to_string(entry.index);
  const auto node = evidence_.extract(entry.index);
  if (!node) {
    findings_.missing("ix_evidence", key);
    return {};
  }
  const auto& stored = node.mapped();
  compare(findings_, "ix_evidence", key,
          {{"record", stored.record, wanted.record},
           {"digest", stored.digest, wanted.digest},
           {"name", stored.name, wanted.name},
           {"media_type", stored.media_type, wanted.media_type},
           {"role", stored.role, wanted.role},
           {"size", std::to_string(stored.size), std::to_string(wanted.size)}});
  TRY(const auto history, ledger_.history(session_, wanted.record, false));
  std::int64_t end = kOpen;
  for (const auto& e : history) {
    if (e.head.type != ledger::EntryType::evidence || e.index <= entry.index || end != kOpen) continue;
    if (evidence_of_entry(e).supersedes == entry.index) end = e.index;
  }
  compare(findings_, "ix_evidence", key, {{"to_index", end_text(stored.to_index), end_text(end)}});
  return {};
}

Result<std::vector<ledger::Finding>> verify(db::Session& session, const ledger::Ledger& ledger,
                                            const Context& context, int max) {
  return Comparison(session, ledger, context, max).run();
}
}  // namespace youju::index
