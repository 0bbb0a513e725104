// SPDX-License-Identifier: Apache-2.0
// What a unit did of each kind in a year, month by month, and what the rules asked: for today, the calendar and the year.
#pragma once
#include <array>

#include "view/calendar.h"
#include "web/handlers_figures.h"

namespace youju::web {

struct UnitSlot {
  UnitId unit;
  kinds::Slot slot;
};
struct KindYear {
  const kinds::Kind* kind = nullptr;
  std::array<std::int64_t, 13> n{}, late{};  // by month; 0: the whole year
  bool kept = false;                         // some unit keeps the kind, so its rules bind
  const kinds::Cadence* rule = nullptr;      // the strictest one
  std::vector<UnitSlot> slots;
  int required = 0, missing = 0;
};
// Kinds with a rule that binds first, then those with records; kinds with neither are left out unless `all`.
Result<std::vector<KindYear>> kind_years(const Ask& ask, db::Session& session, int year, bool all = false);
// Each kind counted over a year, and the expression's number: cheap, from the tallies.
std::vector<view::StripLine> strip_lines(const Ask& ask, const std::vector<KindYear>& years);
std::vector<view::RuleLine> rule_lines(const Ask& ask, const std::vector<KindYear>& years);

std::string rule_words(const Ask& ask, const kinds::Kind& kind, const kinds::Cadence& rule);
std::string records_address(const Ask& ask, const KindId& kind, Period period);
// What is due now: the overdue first, no more than `most` lines of which at most `overdue_most` are overdue.
struct DueLines {
  std::vector<view::DueLine> lines;
  std::int64_t overdue = 0, all = 0;
  bool provisional = false;
};
Result<DueLines> due_lines(Ask& ask, std::size_t most, std::size_t overdue_most);
}  // namespace youju::web
