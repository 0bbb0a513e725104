// SPDX-License-Identifier: Apache-2.0
// How many working days ahead one is reminded: what the rules give by themselves, and what a unit set for itself.
#pragma once
#include "app/due.h"
#include "words/words.h"

namespace youju::app {

// What units set. A unit's own word goes before that of the units above it; about a kind before about everything.
class Leads {
 public:
  static Result<Leads> read(db::Session& session);
  int of(const people::UnitTree& tree, const UnitId& unit, const KindId& kind, int usual) const;
  std::optional<int> own(const UnitId& unit, const KindId& kind) const;

 private:
  std::map<std::pair<std::string, std::string>, int> days_;  // unit, kind ("" = of everything)
};
inline constexpr int kMostLead = 60;
// Needs the right to approve in the unit. No number: as the rules give it. invalid (field "days") beyond 0 to kMostLead.
Result<void> set_lead(Office& office, const people::Who& who, const UnitId& unit, const KindId& kind, std::optional<int> days);
// What the rules give a thing by themselves: longer stretches ask for more.
int usual_lead(const DueItem& item);
// A few polite lines for a group chat: what, by when, why, where. `link`: an address of the office, may be empty.
std::string reminder_text(words::Lang lang, const DueItem& item, const std::string& unit_name, const std::string& what, Date today, const std::string& link);
}  // namespace youju::app
