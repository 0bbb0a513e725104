// SPDX-License-Identifier: Apache-2.0
// The third part of a comparison: clocks that should run over records as they stand, told from the log.
#include <algorithm>

#include "index/comparison.h"
#include "index/index_sql.h"

namespace youju::index {

// `entry`: the version that holds now.
Result<void> Comparison::compare_clocks(const ledger::Entry& entry) {
  const auto& head = entry.head;
  TRY(const auto* kind, kind_of(*context_.catalogue, entry));
  ClockPast past;
  if (looks_back(*kind) && head.number > 1) {
    TRY(const auto history, ledger_.history(session_, head.object, false));
    for (const auto& before : history) {
      if (before.head.type != ledger::EntryType::version || before.index >= entry.index) continue;
      TRY(const auto* then, kind_of(*context_.catalogue, before));
      const auto since = clock_since(before, past);
      past.reached.insert(before.head.state);
      past.since = has_limited_step(*then, before.head.state) ? since : "";
      past.state = before.head.state;
    }
  }
  auto wanted = clocks_of(*kind, entry, past.reached, clock_since(entry, past));
  TRY_OK(session_.each(sql::stored_clocks, {std::string_view(head.object)}, [&](const db::Row& row) {
    const std::string clock(row.text(0)), key = head.object + " " + clock;
    const auto found = std::find_if(wanted.begin(), wanted.end(), [&](const ClockRow& one) { return one.clock == clock; });
    clocks_.emplace(head.object, clock);
    if (found == wanted.end()) {
      findings_.surplus("ix_clock", key);
      return true;
    }
    compare(findings_, "ix_clock", key,
            {{"kind", std::string(row.text(1)), head.kind.text}, {"unit", std::string(row.text(2)), head.unit.text}, {"day", std::string(row.text(3)), found->day},
             {"of_field", std::to_string(row.integer(4)), found->of_field ? "1" : "0"}, {"pack", std::string(row.text(5)), head.pack}});
    wanted.erase(found);
    return true;
  }));
  for (const auto& clock : wanted) findings_.missing("ix_clock", head.object + " " + clock.clock);
  return {};
}

// Clocks over records that the log does not have.
Result<void> Comparison::check_clock_count() {
  TRY(const auto count, session_.integer(sql::clock_count, {}));
  TRY(const auto signed_count, session_.integer(sql::signoff_count, {}));
  if (signed_count.value_or(0) != static_cast<std::int64_t>(signoffs_.size())) {
    TRY_OK(session_.each(sql::all_signoffs, {}, [&](const db::Row& row) {
      if (!signoffs_.contains(row.integer(0))) findings_.surplus("ix_signoff", std::to_string(row.integer(0)));
      return !findings_.full();
    }));
  }
  if (count.value_or(0) == static_cast<std::int64_t>(clocks_.size())) return {};
  return session_.each(sql::all_clocks, {}, [&](const db::Row& row) {
    if (!clocks_.contains({std::string(row.text(0)), std::string(row.text(1))})) findings_.surplus("ix_clock", std::string(row.text(0)) + " " + std::string(row.text(1)));
    return !findings_.full();
  });
}

Result<void> Comparison::compare_signoff(const ledger::Entry& entry) {
  const auto& head = entry.head;
  const auto key = std::to_string(entry.index);
  bool stands = false;
  TRY_OK(session_.each(sql::stored_signoff, {entry.index}, [&](const db::Row& row) {
    stands = true;
    compare(findings_, "ix_signoff", key,
            {{"report", std::string(row.text(0)), head.object}, {"unit", std::string(row.text(1)), head.unit.text}, {"number", std::to_string(row.integer(2)), std::to_string(head.number)},
             {"signed_at", std::string(row.text(3)), entry.at.iso()}, {"title", std::string(row.text(4)), text_member(head.open, "title")}});
    return false;
  }));
  if (stands) signoffs_.insert(entry.index);
  else findings_.missing("ix_signoff", key);
  return {};
}
}  // namespace youju::index
