// SPDX-License-Identifier: Apache-2.0
// Figures: expressions readable by clerks, their value, the records behind it, the rule in plain words, what was nearly
// counted and why. Grammar: docs/format/expression.md. Restraint rule 2: no figure filters, groups or sorts by a person.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/ids.h"
#include "base/number.h"
#include "base/result.h"
#include "db/db.h"
#include "index/index.h"
#include "kinds/kinds.h"
#include "people/people.h"

namespace youju::figures {

// `ratio`, `growth` and the shares have percent as their value (two thirds = 66.6667) and "%" as their measure.
enum class Aggregate { count, sum, distinct, average, minimum, maximum, ratio, growth, cadence_share, required, missing, on_time_share, late_share };

struct FieldFilter {
  std::string field;                 // id
  std::vector<std::string> values;   // choice ids, yes/no, or numbers as text
  std::string op = "=";              // = != < <= > >=
};

// One counting rule over one kind.
struct Selection {
  KindId kind;                       // empty = all kinds (a record counts once)
  std::string field;                 // for sum, distinct …
  std::vector<FieldFilter> filters;
  std::vector<std::string> states;   // empty = the kind's counting states
  std::optional<UnitId> unit;
  bool this_level_only = false;      // 仅本级
  std::optional<Period> period;      // from the text; else the context's
  std::string period_text;           // "2023年第一季度"
};

struct Expression {
  Aggregate aggregate = Aggregate::count;
  Selection of;
  std::optional<Selection> base;     // ratio: denominator; growth: the previous period is made from `of`
  Aggregate of_inner = Aggregate::count;    // ratio, growth: what is taken of each side: count, sum or distinct
  Aggregate base_inner = Aggregate::count;
  bool year_on_year = false;         // growth on the same stretch of the year before, not on the stretch just before
  std::string canonical;             // one spelling, by ids: "count(theme_day; unit=u1; 2023Q1)"
};

struct SharedSets;   // sets counted before, by what was asked of them
struct SharedNotes;  // what was read of explanations, exemptions and statements

// What a figure is asked in: the default unit and period, the log size, and whose rights apply to opening.
struct Context {
  const kinds::Catalogue* catalogue = nullptr;
  const people::UnitTree* units = nullptr;
  UnitId unit;                       // default unit (with sub-units)
  Period period;                     // default period
  std::int64_t at = index::kOpen;
  Date today;
  std::int64_t log_size = 0;         // of the log now, for Figure::at when `at` is kOpen; 0: the end of what is indexed
  // What the figures of one report share, within one transaction; then rule cards do not tell what was left out, which
  // is asked for one figure at a time (docs/decisions/0140-figures-of-a-report.md).
  std::shared_ptr<SharedSets> shared;
  // What the cadences of one transaction share; empty: each reads for itself.
  std::shared_ptr<SharedNotes> notes;
  // Whose cadence counts where a signature fixed it (docs/decisions/0230-a-signature-fixes-whose-cadence.md); empty: as units_bound finds.
  std::vector<UnitId> bound_to;
};
std::shared_ptr<SharedSets> share_sets();
std::shared_ptr<SharedNotes> share_notes();

// `invalid` with the place (args "column", "near", "try": the nearest valid spelling).
Result<Expression> parse(std::string_view text, const kinds::Catalogue& catalogue, const people::UnitTree& units, std::optional<int> default_year);

struct CountedRecord {
  index::RecordRow row;
  std::string under;                 // kind it was counted under when "also counts as" applied, else ""
};
struct NearlyCounted {
  index::RecordRow row;
  std::string reason;                // code: state:<id>, void, out_of_period, other_unit, filter:<field>
  Message message;
};
struct Rule {                        // 口径卡
  std::string zh, en;
};
struct Share {                       // of = records that can be judged: those taken over stand apart
  std::int64_t late = 0, of = 0, taken_over = 0;
};
struct Figure {
  std::string expr;                  // canonical, unit and period filled in
  Aggregate aggregate = Aggregate::count;
  std::optional<Decimal> value;      // nothing = undefined (0 records to average, ratio to 0): shown as "—", with the reason
  std::optional<Message> why_none;   // why there is no value
  std::string measure;               // measure word
  std::int64_t of_size = 0;          // records in the counted set; for count equals value, always
  std::int64_t base_size = 0;
  Rule rule;
  std::int64_t at = 0;               // log size it was taken at
  Share late;
  bool provisional = false;          // the period is not over on the context's day
};
// The expression with the context's unit and period written in, so that it says by itself what was asked.
Expression filled_in(const Expression& expression, const Context& context);
// The one spelling of what the expression says, with or without unit and period.
std::string canonical_of(const Expression& expression);
Result<Figure> evaluate(db::Session& session, const Expression& expression, const Context& context);

// The share on time of a kind with deadlines: by the last of them (docs/format/pack.md). A record is on time when it reached the
// state by the day due; late when that day is past. Taken over, not yet due or without a day to count from: neither.
struct Timely {
  std::int64_t entry = 0;   // of the version that counts
  std::optional<Date> due;  // nothing: no day to count from
  bool taken_over = false;
};
struct ByDeadline {
  std::string state;            // to be reached
  Date on;                      // the day it is judged: the context's
  std::vector<Timely> records;  // by entry
  std::int64_t in_time = 0, late = 0, taken_over = 0;
};
// Nothing for any other figure, and for kinds without deadlines: those are on time when they were entered on time.
Result<std::optional<ByDeadline>> by_deadline(db::Session& session, const Expression& expression, const Context& context);

enum class Which { of, base };
// The records behind it, by first day then id; keyset paging.
Result<std::vector<CountedRecord>> records_behind(db::Session& session, const Expression& expression, const Context& context,
                                                  Which which, int limit, const std::optional<index::RecordRow>& after = {});
Result<std::vector<NearlyCounted>> nearly_counted(db::Session& session, const Expression& expression, const Context& context, int limit = 50);

// Whose cadence counts under `asked` (docs/decisions/0090-whose-cadence.md): the units that have any record of the kind, in tree
// order; `kept` is false when none has, and the asked unit then stands alone.
struct Bound {
  std::vector<UnitId> units;
  bool kept = false;
};
Result<Bound> units_bound(db::Session& session, const kinds::Kind& kind, const UnitId& asked, const Context& context);
// Cadence of one kind for one unit (not its sub-units) over a period, from the index.
Result<kinds::CadenceResult> cadence(db::Session& session, const kinds::Kind& kind, const UnitId& unit, Period period, const Context& context);
// The same for somebody who goes by the slots within `read` alone: records outside it are not read, so that slots there say nothing.
Result<kinds::CadenceResult> cadence_within(db::Session& session, const kinds::Kind& kind, const UnitId& unit, Period period, Period read, const Context& context);

// A figure's sets with every name resolved into ids, for a snapshot (docs/format/snapshot.md sections 3 and 5).
struct ResolvedSet {
  KindId kind;                        // empty = all kinds
  std::vector<UnitId> units;          // sub-units resolved
  Period period;
  std::vector<std::string> states;    // empty = the counting states of each kind
  std::vector<FieldFilter> filters;
  Aggregate measure = Aggregate::count;  // count, sum, distinct, average, minimum or maximum
  std::string field;
};
struct ResolvedSlot {
  UnitId unit;
  Period period;
  int required = 0, held = 0;
  std::string why;                    // "", exempt, explained, not_yet (then required is 0)
};
struct Resolved {
  ResolvedSet of;
  std::optional<ResolvedSet> base;
  std::vector<ResolvedSlot> slots;    // required, missing and share only
};
Result<Resolved> resolve(db::Session& session, const Expression& expression, const Context& context);

// What counts of one kind per month (yyyymm) of a period of whole months, at the context's log size, over its unit and
// all below.
struct MonthCount {
  int month = 0;
  std::int64_t n = 0, late = 0;
};
Result<std::vector<MonthCount>> months_of(db::Session& session, const KindId& kind, const Context& context);

// Count per (unit, kind, month) from the tallies.
struct TallyRow {
  UnitId unit;
  KindId kind;
  int month = 0;  // yyyymm
  std::int64_t n = 0, late = 0, taken_over = 0;
};
Result<std::vector<TallyRow>> tallies(db::Session& session, Period whole_months, const std::vector<KindId>& kinds);
// How often each choice of a field stands among what counts now under a kind, in these units, per year of the first day.
struct ChoiceRow {
  std::string choice;  // its id
  int year = 0;
  std::int64_t n = 0;
};
Result<std::vector<ChoiceRow>> choices_of(db::Session& session, const KindId& kind, std::string_view field, Period period, const std::vector<UnitId>& units);
// Roll-up: what counts now over the whole period (month 0) per unit and kind, each unit with all below it; none where it is 0.
Result<std::vector<TallyRow>> roll_up(db::Session& session, Period whole_months, const std::vector<KindId>& kinds, const people::UnitTree& units);
}  // namespace youju::figures
