// SPDX-License-Identifier: Apache-2.0
// A kind as its pack says: fields, states, steps, rules, what counts. Only the shape; how it is read is pack.h.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/ids.h"
#include "base/json.h"
#include "base/number.h"
#include "base/result.h"

namespace youju::kinds {

using Names = std::map<std::string, std::string>;  // "zh", "en" → name
// In that language, else in Chinese, else `otherwise`.
std::string name_in(const Names& names, std::string_view lang, std::string_view otherwise = {});

enum class FieldType { text, long_text, date, time_range, number, money, choice, yes_no, person, persons, unit, record, file, url, kind };
std::string_view field_type_name(FieldType type);
constexpr bool is_person(FieldType type) { return type == FieldType::person || type == FieldType::persons; }
constexpr bool is_number(FieldType type) { return type == FieldType::number || type == FieldType::money; }

// The closed list of what a person may be in a record (restraint rule 1).
enum class PersonRole { chair, present, excused, exempt, due, speaker, signer, holder, second_holder, handler, volunteer, minute_taker, approver, responsible, deputy, participant };

struct Choice {
  std::string id;
  Names names;
  std::vector<std::string> synonyms;
};

struct Condition {  // conditional requirement: field has one of the values (or state is one of them when field is "state")
  std::string field;
  std::vector<std::string> values;
};

struct Field {
  std::string id;  // snake_case
  Names names;
  std::vector<std::string> synonyms;
  FieldType type = FieldType::text;
  bool required = false;
  std::optional<Condition> required_when;
  std::vector<Choice> choices;
  std::string measure;                 // number: the unit shown behind it ("人", "学时")
  std::optional<Decimal> minimum, maximum;
  int max_length = 0;                  // code points; defaults: text 200, long_text 20000
  PersonRole role = PersonRole::present;
  KindId link;                         // record: the kind it links to
  bool personal = false;               // goes into the personal payload, erasable apart
  bool in_figures = false;             // may be summed, filtered, averaged (number, money, choice, yes_no, persons always are)
  std::string fills_from;              // number: left empty, it becomes the number of persons in that field
};

// What a record in a state says about another kind: a miss explained, a unit exempt, or that nothing happened at all.
enum class Says { nothing, explained, exempt, empty };

struct State {
  std::string id;
  Names names;
  bool counts = false;  // records in this state count
  bool draft = false;
  bool final = false;
  std::string why_not;  // word of the reason shown when nearly counted, e.g. "planned", "cancelled"
  Says says = Says::nothing;
};

struct Transition {
  std::string id;
  Names names;
  std::vector<std::string> from;
  std::string to;
  std::string right;          // name of people::Right
  bool other_person = false;  // must be taken by someone who is not author, last editor or submitter
  bool reason = false;        // a reason must be given
  int approvals = 1;          // distinct approvers needed (with other_person)
  std::optional<int> deadline_working_days;
  std::optional<Condition> when;  // only records where this holds may take it
  std::string by;                 // only the person named in this field may take it; "" = whoever has the right
};

struct AlsoCounts {  // this record also counts under another kind
  KindId kind;
  std::string when_field;  // empty: always
  std::vector<std::string> when_values;
  std::string rule;        // zh sentence with source
  std::string rule_en;
  std::string source;          // document and article the rule stands on
};

enum class Every { month, quarter, half_year, year, days };
enum class Level { central, local, own };

struct Cadence {
  std::string id;
  Every every = Every::month;
  int days = 0;                // Every::days
  int times = 1;               // in each
  bool at_least = true;
  bool general = false;        // "generally": a miss is to be explained, not a violation
  Level level = Level::central;
  std::string source;          // document and article
  std::optional<Date> in_force_from, in_force_to;
  std::string note, note_en;
};

struct Deadline {  // a working-day or calendar-day deadline that starts at a date field or at the first day
  std::string id;
  std::string from_field;  // "" = happened on
  int days = 0;
  bool working_days = true;
  std::string until_state;  // met when the record reached this state
  bool moves_off_holidays = false;  // an end on a day off moves to the next working day
  std::string source;
};

enum class Severity { error, warning, hint };
struct Check {  // "no sign-in sheet", "head-count ≠ roster" …: a closed list of rule names in code, chosen and parameterised by packs
  std::string id;
  std::string rule;   // one of check_rules()
  Json parameters;    // the rule's own keys (docs/format/pack.md)
  std::optional<Condition> when;  // only records where this holds
  Severity severity = Severity::warning;
  Names message;
};

struct Measure {  // a measure word and what it counts
  std::string word;                     // 次 场 条 篇 人 人次
  std::string counts = "records";      // "records", "sum:<field>", "distinct:<field>"
};

struct Kind {
  KindId id;
  std::string pack;  // "retired-cadres@1.0.0": what records of it keep
  Names names;
  Names description;
  std::vector<std::string> synonyms;
  std::vector<Measure> measures;
  std::vector<Field> fields;
  std::vector<State> states;  // first = state of a new record made by hand; see `import_state`
  std::string import_state;   // state that an imported, complete record gets
  std::vector<Transition> transitions;
  std::vector<AlsoCounts> also_counts;
  std::vector<Cadence> cadences;
  std::vector<Deadline> deadlines;
  std::vector<Check> checks;
  std::string title_field;    // whose text is the record's title
  bool has_period = false;    // happened-on may be a span
  bool ahead = false;         // may count before its day: what is planned or granted in advance
  bool no_content = false;    // restraint rule 3: no files, no free text, no result per person
  bool zero_statement = false;  // M7: emptiness itself is a signed statement
  int late_after = 30;        // days
  int keep_years = 10;        // retention; 0 = permanent
  std::vector<std::string> exemptions;  // ids of reasons why a unit may be exempt from the cadences …
  std::vector<Choice> exemption_reasons;  // … and the same with their names
  Names happened_names;                 // what the date is called here ("召开时间", "Held on")
  std::vector<std::string> happened_synonyms;

  // What a column header of an old spreadsheet means: a field's id, "happened", "unit", "state", "id", or "" when unknown.
  // Spaces and a bracketed tail ("出席人数（人）") do not matter.
  std::string column(std::string_view header) const;
  const Field* field(std::string_view id_name_or_synonym) const;  // folded comparison
  const State* state(std::string_view id_or_name) const;
  const Transition* transition(std::string_view id) const;
  // A kind whose records speak of another kind (a state says something): the field that names it; nullptr otherwise.
  const Field* about() const;
};
// Whether a condition holds of a record as kept. A field left empty meets no condition.
bool condition_holds(const Condition& condition, std::string_view state, const Json& open, const Json& personal = {});
}  // namespace youju::kinds
