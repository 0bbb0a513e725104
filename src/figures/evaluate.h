// SPDX-License-Identifier: Apache-2.0
// What evaluation hands to the rule card, and the cadence of several units. Inside the room.
#pragma once
#include "figures/conditions.h"

namespace youju::figures {

// The counted set of one selection, and what was left out of it for its state alone.
struct Counted {
  std::int64_t n = 0, late = 0, taken_over = 0;
  std::map<std::string, std::int64_t> left_out;  // state → records
  std::int64_t empty = 0;                        // the field that is computed with is not filled
  std::optional<Decimal> value;                  // count, sum, distinct, average, min, max
};
Result<Counted> count_set(db::Session& session, const Conditions& conditions, Aggregate inner);

// Cadence over every unit that keeps the kind (docs/decisions/0090-whose-cadence.md).
struct UnitsCadence {
  std::vector<UnitId> units;  // those that were looked at
  bool kept = false;  // some unit has a record of the kind
  std::int64_t without = 0;   // units under the asked one without any record of the kind
  std::int64_t required = 0, met = 0, missing = 0;
  std::int64_t open = 0, explained = 0, exempt = 0, empty = 0;  // not among the required
  std::vector<RecordId> notes;  // records that exempt, explain or state that nothing happened
  const kinds::Cadence* rule = nullptr;
};
Result<UnitsCadence> units_cadence(db::Session& session, const kinds::Kind& kind,
                                   const Conditions& conditions, const UnitId& asked, const Context& context);

// The rows of the tallies that make up a period of whole months: yyyymm each; with `years`, yyyy stands for a whole year.
std::vector<std::int64_t> tally_months_of(Period period, bool years);

struct CardInput {
  const Expression* expression = nullptr;
  const Context* context = nullptr;
  Conditions of;
  Counted of_counted;
  std::optional<Conditions> base;
  std::optional<Counted> base_counted;
  std::optional<UnitsCadence> cadence;
  std::optional<ByDeadline> by_deadline;
  bool no_value = false;
};
// The deadline a kind's share on time goes by; nullptr when it has none.
const kinds::Deadline* deadline_of(const kinds::Kind* kind);
Rule rule_card(const CardInput& input);
std::string measure_of(const Expression& expression, const kinds::Kind* kind);
// The selection of a growth's previous period.
Selection base_of_growth(const Expression& expression, const Context& context);
}  // namespace youju::figures
