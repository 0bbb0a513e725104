// SPDX-License-Identifier: Apache-2.0
// A record as somebody wrote it → a record whose every value fits its kind; what it misses to reach a state; what a pack's
// checks find in it.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kinds/calendar.h"
#include "kinds/kind.h"

namespace youju::kinds {

// What a person or a file says about a record, unchecked: field id → text as typed. "happened" is the date.
struct Draft {
  KindId kind;
  UnitId unit;
  std::string state;                           // empty: the kind's first (or import) state
  std::map<std::string, std::string> values;   // by field id; "happened" for the date
  bool imported = false;
  std::optional<int> default_year;             // for dates without a year
};

// What validate needs to know from the outside: persons of the roster, units, records. Pure functions given by the caller.
struct Lookups {
  // A name of the roster, or a person's id as kept in a record. Empty = unknown; several = namesakes.
  std::function<std::vector<PersonId>(std::string_view name_or_id)> persons;
  std::function<std::optional<UnitId>(std::string_view name)> unit;
  std::function<std::optional<RecordId>(std::string_view id_or_title, const KindId&)> record;
  std::function<std::optional<KindId>(std::string_view id_name_or_synonym)> kind;
  std::function<std::optional<Date>()> closed;  // last day of the record's unit in service
};

// A record whose every value was checked against its kind. Only validate makes one.
struct Checked {
  KindId kind;
  std::string pack;                 // version entered under
  UnitId unit;
  std::string state;
  std::optional<Period> happened;
  std::string title;
  Json open;                        // canonical values by field id, without personal fields
  Json personal;                    // personal fields and persons' typed names never appear here: persons are ids
  std::vector<KindId> also;         // kinds it also counts under
  bool counts = false;              // its state counts
  std::vector<Problem> remarks;     // not wrong, worth saying (year assumed …)
};
std::variant<Checked, Problems> validate(const Kind& kind, const Draft& draft, const Lookups& lookups, Date today);
// What a record that holds these values would still have to say to be in a state: the same that validate asks for, field by
// field. Something given up (final, counting nowhere) need not be complete, unless a field names that very state.
Problems missing_in(const Kind& kind, const State& state, const std::optional<Period>& happened, const Json& open,
                    const Json& personal, Date today);
// The reverse: kept values as texts that validate reads back unchanged (to edit, to move to another state, to export).
std::map<std::string, std::string> as_texts(const Kind& kind, const Json& open, const Json& personal, const std::optional<Period>& happened);

// The closed list of rules a pack may choose from.
const std::vector<std::string>& check_rules();
struct CheckFile {
  std::string role;                 // id of the file field it was attached under, "" = none
  std::optional<Date> made_on;      // from the file itself
  int records = 1;                  // how many records carry the same bytes
};
struct CheckFacts {  // one record as it stands
  std::string state;
  bool counts = false;
  std::optional<Period> happened;
  Json open, personal;
  std::vector<CheckFile> files;
  std::map<std::string, Date> reached;  // state → first day the record was in it
  std::string came_in_as;           // the state it was imported in: when it got there nobody recorded
};
struct CheckFinding {
  const Check* check = nullptr;
  std::string field;                // where the repair is made, "" = the whole record
  Message reason;                   // the particulars ("signed in 23, listed 21")
};
std::vector<CheckFinding> run_checks(const Kind& kind, const CheckFacts& facts, const Calendar& calendar, Date today);
}  // namespace youju::kinds
