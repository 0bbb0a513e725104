// SPDX-License-Identifier: Apache-2.0
// Kinds are data: packs (TOML) say what a record may be, when it is due, which states it goes through and what counts.
// Pure: no database. The format is docs/format/pack.md. The restraint rules 1–3 of docs/not-built.md are enforced here.
#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/date.h"
#include "base/ids.h"
#include "base/json.h"
#include "base/number.h"
#include "base/result.h"

namespace youju::kinds {

using Names = std::map<std::string, std::string>;  // "zh", "en" → name

enum class FieldType { text, long_text, date, time_range, number, money, choice, yes_no, person, persons, unit, record, file, url, kind };
std::string_view field_type_name(FieldType type);

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

// Where a pack is wrong and what to write instead.
struct PackProblem {
  std::string file;
  int line = 0;
  Message message;
};
using PackProblems = std::vector<PackProblem>;

// A role as written in roles.toml; rights are names of people::Right.
struct PackRole {
  std::string id;
  Names names;
  std::vector<std::string> rights;
};

struct PackSource;  // definitions as read, with their lines; only this room looks inside

struct Pack {
  std::string id;
  std::string version;
  Names names;
  std::vector<std::string> needs;  // ids of packs it stands on
  bool layer = false;              // an office's own layer over others
  std::vector<Kind> kinds;         // those that need no other pack to be understood; Catalogue has them all
  std::vector<PackRole> roles;
  std::string digest;              // hex SHA-256 over the list of (SHA-256 of bytes, file name), docs/format/pack.md
  std::shared_ptr<const PackSource> source;
};
// Reads every *.toml of a pack folder (pack.toml names id, version, needs). Limits: 200 files, 1 MiB each.
std::variant<Pack, PackProblems> load_pack(const std::filesystem::path& folder);
// The same of files held in memory (packs carried in the program); `shown_as` stands before their names in problems.
struct PackFile {
  std::string path;  // inside the pack, with /
  std::string bytes;
};
std::variant<Pack, PackProblems> load_pack(std::vector<PackFile> files, const std::filesystem::path& shown_as);

// The kinds in force: shipped packs with the office's own layer over them. Older versions stay reachable so that records
// keep the rule they were entered under.
class Catalogue {
 public:
  // In order of adoption: later packs extend earlier ones; a pack with the id of an earlier one replaces it from there on.
  static std::variant<Catalogue, PackProblems> make(std::vector<Pack> packs);
  const std::vector<Kind>& kinds() const { return kinds_; }
  const std::vector<Pack>& packs() const { return packs_; }
  const Kind* find(const KindId& id) const;
  // The kind as it was in the packs a record was entered under (Checked::pack); nullptr when those were never adopted.
  const Kind* find(const KindId& id, std::string_view pack) const;
  // By id, name or synonym in either language (folded). nullptr when none.
  const Kind* find_by_name(std::string_view text) const;
  // Up to `n` nearest names, for "did you mean".
  std::vector<std::string> nearest(std::string_view text, int n = 3) const;
  // Kinds of which records also count under `kind`.
  std::vector<const Kind*> counted_under(const KindId& kind) const;
  // Roles of all packs, a later one replacing an earlier one of the same id.
  std::vector<PackRole> roles() const;

 private:
  std::vector<Pack> packs_;
  std::vector<Kind> kinds_;
  std::map<std::pair<std::string, std::string>, std::shared_ptr<const Kind>> versions_;  // (kind, pack) → as it was
  std::map<std::string, std::size_t> by_name_;                                           // folded name → place in kinds_
};

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
// The reverse: kept values as texts that validate reads back unchanged (to edit, to move to another state, to export).
std::map<std::string, std::string> as_texts(const Kind& kind, const Json& open, const Json& personal, const std::optional<Period>& happened);

// ---- checks ----
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
};
struct CheckFinding {
  const Check* check = nullptr;
  std::string field;                // where the repair is made, "" = the whole record
  Message reason;                   // the particulars ("signed in 23, listed 21")
};
class Calendar;
std::vector<CheckFinding> run_checks(const Kind& kind, const CheckFacts& facts, const Calendar& calendar, Date today);

// ---- calendar ----
// Working days of the official tables (packs/common/calendar/<year>.toml) with make-up days; a year without a table is provisional.
class Calendar {
 public:
  static Result<Calendar> load(const std::filesystem::path& folder);
  bool is_working(Date day) const;
  bool is_provisional(int year) const;
  // The n-th working day after `day` (that day not counted). n >= 0.
  Date plus_working_days(Date day, int n) const;
  int working_days_between(Date after, Date until) const;  // after excluded, until included
  std::string holiday_name(Date day) const;                // "" when none
  const std::string& version() const { return version_; }

 private:
  std::map<std::int32_t, std::pair<bool, std::string>> exceptions_;  // day → (works, name)
  std::vector<int> years_;
  std::string version_;
};

// The last day of a deadline that starts on `start` (that day not counted).
Date deadline_day(const Deadline& deadline, Date start, const Calendar& calendar);

// ---- cadence ----
enum class SlotState { done, done_late, missing, due, exempt, explained, empty, not_yet };
struct Slot {  // one stretch of time in which something is required
  Period period;
  int required = 0;
  int held = 0;
  SlotState state = SlotState::not_yet;
  RecordId by;  // the record that exempts, explains or states that nothing happened; "" = none
};
// A record that speaks of the kind (State::says) for a stretch of time. It covers the slots that lie whole inside.
struct Note {
  Period period;
  Says says = Says::nothing;
  RecordId by;
  std::string rule;  // id of the one rule meant; "" = every rule of the kind
};
struct CadenceResult {
  const Cadence* rule = nullptr;  // the strictest applicable one
  std::vector<const Cadence*> weaker;
  std::vector<Slot> slots;
  int required = 0, held = 0, missing = 0;
};
// `days`: first days of the counting records in the period (repetition allowed); `late` tells which were entered late.
// Exempt: nothing is required. Empty: nothing was held, and that is signed. Explained: a miss of a rule that says "generally"
// is no longer missing; of any other rule it stays missing, with the record beside it. Today decides between missing, due
// and not_yet. Only slots that lie whole inside `period` are asked for.
CadenceResult judge_cadence(const Kind& kind, Period period, const std::vector<std::pair<Date, bool>>& days,
                            const std::vector<Note>& notes, Date today);
}  // namespace youju::kinds
