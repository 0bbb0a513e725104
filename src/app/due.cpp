// SPDX-License-Identifier: Apache-2.0
// Collects what is due from cadence rules, deadlines, steps with a limit, due dates and plans.
#include "app/due.h"

#include "app/gaps.h"
#include "figures/figures.h"

namespace youju::app {
namespace {

constexpr int kPage = 500;

// How many working days before the end one should begin: longer stretches ask for more.
int lead_of(const kinds::Cadence& rule) {
  switch (rule.every) {
    case kinds::Every::days:
      return 2;
    case kinds::Every::month:
      return 5;
    case kinds::Every::quarter:
      return 10;
    case kinds::Every::half_year:
    case kinds::Every::year:
      return 20;
  }
  return 5;
}
constexpr int kRecordLead = 3;
constexpr int kPlannedBack = 60;  // a plan whose day passed longer ago is no longer called due

class Collect {
 public:
  Collect(db::Session& session, Office& office, const people::UnitTree& tree, const DueRequest& request,
          std::vector<UnitId> readable)
      : session_(session), office_(office), tree_(tree), request_(request), readable_(std::move(readable)) {}

  Result<void> cadences(const kinds::Kind& kind);
  Result<void> records(const kinds::Kind& kind);
  std::vector<DueItem> take();

 private:
  Result<void> record(const index::RecordRow& row);
  void deadlines(const index::RecordRow& row, const kinds::Kind& kind, const kinds::CheckFacts& facts);
  void steps(const index::RecordRow& row, const kinds::Kind& kind, const kinds::CheckFacts& facts);
  void due_dates(const index::RecordRow& row, const kinds::Kind& kind, const kinds::CheckFacts& facts);
  void planned(const index::RecordRow& row, const kinds::Kind& kind);
  DueItem item(DueItem::What what, const kinds::Kind& kind, const UnitId& unit, Date due, int lead) const;
  bool can_read(const UnitId& unit) const {
    return std::find(readable_.begin(), readable_.end(), unit) != readable_.end();
  }

  db::Session& session_;
  Office& office_;
  const people::UnitTree& tree_;
  const DueRequest& request_;
  std::vector<UnitId> readable_;
  std::vector<DueItem> out_;
};

DueItem Collect::item(DueItem::What what, const kinds::Kind& kind, const UnitId& unit, Date due,
                      int lead) const {
  DueItem out;
  out.what = what;
  out.kind = &kind;
  out.unit = unit;
  out.due = due;
  out.start_by = minus_working_days(office_.calendar(), due, lead);
  out.provisional =
      office_.calendar().is_provisional(due.year()) || office_.calendar().is_provisional(out.start_by.year());
  return out;
}

Result<void> Collect::cadences(const kinds::Kind& kind) {
  figures::Context context;
  context.catalogue = &office_.catalogue();
  context.units = &tree_;
  context.unit = request_.unit;
  context.period = Period::year(request_.on.year());
  context.today = request_.on;
  TRY(const figures::Bound bound, figures::units_bound(session_, kind, request_.unit, context));
  if (!bound.kept) return {};  // gaps names kinds that nobody keeps; a list of what is due stays short
  for (const auto& unit : bound.units) {
    if (!can_read(unit)) continue;
    TRY(const kinds::CadenceResult result, figures::cadence(session_, kind, unit, context.period, context));
    for (const auto& slot : result.slots) {
      using State = kinds::SlotState;
      const bool noted = slot.state == State::exempt || slot.state == State::empty;
      if ((slot.state != State::due && !noted) || !slot.period.contains(request_.on)) continue;
      DueItem due = item(DueItem::What::cadence, kind, unit, slot.period.to, lead_of(*result.rule));
      due.rule = result.rule;
      due.lacking = noted ? 0 : slot.required - slot.held;
      due.by = slot.by;
      due.state = slot.state;
      out_.push_back(std::move(due));
    }
  }
  return {};
}

// Records that are still on their way: neither draft, nor in a last state, nor void.
Result<void> Collect::records(const kinds::Kind& kind) {
  index::Filter filter;
  filter.units = readable_;
  filter.kinds = {kind.id};
  for (const auto& state : kind.states)
    if (!state.draft && !state.final && state.id != "void") filter.states.push_back(state.id);
  if (filter.states.empty()) return {};
  std::optional<index::RecordRow> after;
  while (true) {
    TRY(const auto rows, index::list(session_, filter, kPage, after));
    for (const auto& row : rows) TRY_OK(record(row));
    if (static_cast<int>(rows.size()) < kPage) return {};
    after = rows.back();
  }
}

bool has_limits(const kinds::Kind& kind) {
  const auto limited = [](const kinds::Transition& t) { return t.deadline_working_days.has_value(); };
  const auto dated = [](const kinds::Check& c) { return c.rule == "not_after" || c.rule == "review_within"; };
  return !kind.deadlines.empty() || std::any_of(kind.transitions.begin(), kind.transitions.end(), limited) ||
         std::any_of(kind.checks.begin(), kind.checks.end(), dated);
}

Result<void> Collect::record(const index::RecordRow& row) {
  const auto* now = office_.catalogue().find(row.kind);
  if (now == nullptr) return {};
  planned(row, *now);
  if (!has_limits(*now)) return {};
  TRY(const RecordFacts record, facts_of(session_, office_, row));
  const auto& kind = record.kind == nullptr ? *now : *record.kind;
  deadlines(row, kind, record.facts);
  steps(row, kind, record.facts);
  due_dates(row, kind, record.facts);
  return {};
}

std::optional<Date> date_in(const kinds::CheckFacts& facts, const std::string& field) {
  for (const Json* values : {&facts.open, &facts.personal}) {
    const auto found = values->find(field);
    if (found != values->end() && found->is_string()) return Date::parse(found->get<std::string>());
  }
  return std::nullopt;
}

void Collect::deadlines(const index::RecordRow& row, const kinds::Kind& kind,
                        const kinds::CheckFacts& facts) {
  for (const auto& deadline : kind.deadlines) {
    if (facts.reached.contains(deadline.until_state)) continue;
    const auto start = deadline.from_field.empty()
                           ? (row.happened ? std::optional(row.happened->from) : std::nullopt)
                           : date_in(facts, deadline.from_field);
    if (!start) continue;
    DueItem due = item(DueItem::What::deadline, kind, row.unit,
                       kinds::deadline_day(deadline, *start, office_.calendar()), kRecordLead);
    due.deadline = &deadline;
    due.row = row;
    out_.push_back(std::move(due));
  }
}

void Collect::steps(const index::RecordRow& row, const kinds::Kind& kind, const kinds::CheckFacts& facts) {
  for (const auto& step : kind.transitions) {
    if (!step.deadline_working_days ||
        std::find(step.from.begin(), step.from.end(), row.state) == step.from.end())
      continue;
    const auto since = facts.reached.find(row.state);
    if (since == facts.reached.end()) continue;
    DueItem due = item(DueItem::What::step, kind, row.unit,
                       office_.calendar().plus_working_days(since->second, *step.deadline_working_days), 1);
    due.step = &step;
    due.row = row;
    out_.push_back(std::move(due));
  }
}

// "Closed on, not after due": while the one is empty, the other is a day by which something is to happen.
void Collect::due_dates(const index::RecordRow& row, const kinds::Kind& kind,
                        const kinds::CheckFacts& facts) {
  for (const auto& check : kind.checks) {
    if (!check.parameters.is_object()) continue;
    const std::string field = check.parameters.value("field", ""), than = check.parameters.value("than", "");
    std::optional<Date> day;
    if (check.rule == "not_after" && !than.empty() && !date_in(facts, field)) day = date_in(facts, than);
    if (check.rule == "review_within")
      if (const auto last = date_in(facts, field)) day = last->plus_days(check.parameters.value("days", 0));
    if (!day || *day > request_.on.plus_days(request_.within)) continue;
    DueItem due = item(DueItem::What::date_field, kind, row.unit, *day, kRecordLead);
    due.field = check.rule == "review_within" ? field : than;
    due.row = row;
    out_.push_back(std::move(due));
  }
}

void Collect::planned(const index::RecordRow& row, const kinds::Kind& kind) {
  if (row.counts || !row.happened) return;
  const Date day = row.happened->to;
  if (day < request_.on.plus_days(-kPlannedBack) || day > request_.on.plus_days(request_.within)) return;
  if (!kind.deadlines.empty()) return;  // those have their own clock
  DueItem due = item(DueItem::What::planned, kind, row.unit, day, kRecordLead);
  due.row = row;
  out_.push_back(std::move(due));
}

std::vector<DueItem> Collect::take() {
  std::map<UnitId, std::size_t> place;
  for (const auto& unit : tree_.all()) place.emplace(unit.id, place.size());
  std::stable_sort(out_.begin(), out_.end(), [&](const DueItem& a, const DueItem& b) {
    return std::tuple(a.due, place[a.unit]) < std::tuple(b.due, place[b.unit]);
  });
  return std::move(out_);
}
}  // namespace

DueItem::Standing DueItem::standing(Date on) const {
  if (due < on) return Standing::overdue;
  if (due == on) return Standing::today;
  return start_by <= on ? Standing::started : Standing::ahead;
}

Date minus_working_days(const kinds::Calendar& calendar, Date day, int n) {
  while (n > 0) {
    day = day.plus_days(-1);
    if (calendar.is_working(day)) --n;
  }
  return day;
}

Result<std::vector<DueItem>> find_due(Office& office, const people::Who& who, const DueRequest& request) {
  std::vector<DueItem> out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    auto readable = readable_units(office, tree, who, request.unit);
    if (readable.empty()) return fail(Code::denied, "figures.nothing_readable");
    Collect collect(session, office, tree, request, std::move(readable));
    for (const auto& kind : office.catalogue().kinds()) {
      if (!kind.cadences.empty()) TRY_OK(collect.cadences(kind));
      TRY_OK(collect.records(kind));
    }
    out = collect.take();
    return {};
  }));
  return out;
}
}  // namespace youju::app
