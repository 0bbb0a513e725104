// SPDX-License-Identifier: Apache-2.0
// What records of some kinds say about others in a unit: an explanation, an exemption, a statement that nothing happened (State::says).
#pragma once
#include <map>
#include <set>

#include "figures/figures.h"

namespace youju::figures {
struct Spoken {
  std::string about;  // the kind spoken of
  kinds::Says says;
  kinds::Note note;
};
// Read once for many cadences of one transaction: by speaking kind, and by speaking kind and unit.
struct SharedNotes {
  std::map<std::string, std::set<std::string, std::less<>>> units;
  std::map<std::pair<std::string, std::string>, std::vector<Spoken>> notes;
};

// What records of `speaker` in `unit` say at the log size of the context, by the day they speak of. What is pointed to belongs to the memory.
Result<const std::vector<Spoken>*> spoken_in(db::Session& session, const kinds::Kind& speaker, const UnitId& unit, const Context& context, SharedNotes& memory);
// Whether any unit has records of `speaker` at all, at whatever log size.
Result<bool> anybody_speaks(db::Session& session, const kinds::Kind& speaker, SharedNotes& memory);
}  // namespace youju::figures
