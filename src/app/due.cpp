// SPDX-License-Identifier: Apache-2.0
// Collects what is due from cadence rules and from the clocks that the index keeps over open records.
#include "app/due.h"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

#include "app/gaps.h"
#include "app/reminders.h"
#include "figures/figures.h"

namespace youju::app {
namespace {

constexpr int kPlannedBack = 60;  // a plan whose day passed longer ago is no longer called due

// Collected by day first; what costs more (start of work, the record's row) is read of what is shown alone.
class Collect {
 public:
  Collect(db::Session& session, Office& office, const people::UnitTree& tree, const DueRequest& request, std::vector<UnitId> readable, Leads leads)
      : session_(session), office_(office), tree_(tree), request_(request), readable_(std::move(readable)), leads_(std::move(leads)) {
    for (const auto& unit : tree_.all()) place_.emplace(unit.id, place_.size());
    for (const auto& kind : office_.catalogue().kinds()) kind_place_.emplace(kind.id, kind_place_.size());
  }

  Result<void> cadences(const kinds::Kind& kind);
  Result<void> records();
  void leave_out_done();
  void sort();
  const std::vector<DueItem>& items() const { return out_; }
  Result<void> finish(DueItem& item);

 private:
  void clock(const index::Clock& clock);
  void deadline(DueItem item, const index::Clock& clock, const std::string& id);
  void step(DueItem item, const index::Clock& clock, const std::string& id);
  void due_date(DueItem item, const index::Clock& clock, const std::string& id);
  void planned(DueItem item, const index::Clock& clock);

  db::Session& session_;
  Office& office_;
  const people::UnitTree& tree_;
  const DueRequest& request_;
  std::vector<UnitId> readable_;
  Leads leads_;
  std::map<UnitId, std::size_t> place_;
  std::map<KindId, std::size_t> kind_place_;
  std::vector<DueItem> out_;
  std::shared_ptr<figures::SharedNotes> notes_ = figures::share_notes();
};

// What has to be read to judge the slots that hold the day: those slots alone, where they lie fixed whatever was held; nothing where none holds it.
std::optional<Period> stretch_holding(const kinds::Kind& kind, Period year, Date on) {
  const auto fixed = kinds::judge_cadence(kind, year, {}, {}, on);
  if (fixed.rule == nullptr) return std::nullopt;
  if (fixed.rule->every == kinds::Every::days) return year;
  for (const auto& slot : fixed.slots)
    if (slot.period.contains(on)) return slot.period;
  return std::nullopt;
}

Result<void> Collect::cadences(const kinds::Kind& kind) {
  figures::Context context;
  context.catalogue = &office_.catalogue();
  context.units = &tree_;
  context.unit = request_.unit;
  context.period = Period::year(request_.on.year());
  context.today = request_.on;
  context.notes = notes_;
  const auto stretch = stretch_holding(kind, context.period, request_.on);
  if (!stretch) return {};
  TRY(const figures::Bound bound, figures::units_bound(session_, kind, request_.unit, context));
  if (!bound.kept) return {};  // gaps names kinds that nobody keeps; a list of what is due stays short
  for (const auto& unit : bound.units) {
    if (std::find(readable_.begin(), readable_.end(), unit) == readable_.end()) continue;
    TRY(const kinds::CadenceResult result, figures::cadence_within(session_, kind, unit, context.period, *stretch, context));
    for (const auto& slot : result.slots) {
      using State = kinds::SlotState;
      const bool noted = slot.state == State::exempt || slot.state == State::empty;
      if ((slot.state != State::due && !noted) || !slot.period.contains(request_.on)) continue;
      DueItem due;
      due.kind = &kind, due.unit = unit, due.due = slot.period.to;
      due.rule = result.rule;
      due.lacking = noted ? 0 : slot.required - slot.held;
      due.by = slot.by;
      due.state = slot.state;
      out_.push_back(std::move(due));
    }
  }
  return {};
}

// Records that are still on their way: neither draft, nor in a last state, nor void; the index keeps a clock for each thing they wait for.
Result<void> Collect::records() {
  TRY(const auto running, index::clocks(session_, readable_));
  for (const auto& one : running) clock(one);
  return {};
}

void Collect::clock(const index::Clock& clock) {
  const auto& catalogue = office_.catalogue();
  const auto* kind = catalogue.find(clock.kind, clock.pack);
  if (kind == nullptr) kind = catalogue.find(clock.kind);
  if (kind == nullptr) return;
  DueItem item;
  item.kind = kind, item.unit = clock.unit, item.record = clock.record;
  const auto colon = clock.clock.find(':');
  const auto what = clock.clock.substr(0, colon), id = colon == std::string::npos ? std::string{} : clock.clock.substr(colon + 1);
  if (what == "plan") planned(std::move(item), clock);
  else if (what == "deadline") deadline(std::move(item), clock, id);
  else if (what == "step") step(std::move(item), clock, id);
  else if (what == "check") due_date(std::move(item), clock, id);
}

void Collect::deadline(DueItem item, const index::Clock& clock, const std::string& id) {
  for (const auto& deadline : item.kind->deadlines) {
    if (deadline.id != id) continue;
    item.what = DueItem::What::deadline;
    item.deadline = &deadline;
    item.due = kinds::deadline_day(deadline, clock.day, office_.calendar());
    out_.push_back(std::move(item));
    return;
  }
}

void Collect::step(DueItem item, const index::Clock& clock, const std::string& id) {
  const auto* step = item.kind->transition(id);
  if (step == nullptr || !step->deadline_working_days) return;
  item.what = DueItem::What::step;
  item.step = step;
  item.due = office_.calendar().plus_working_days(clock.day, *step->deadline_working_days);
  out_.push_back(std::move(item));
}

// "Closed on, not after due": while the one is empty, the other is a day by which something is to happen.
void Collect::due_date(DueItem item, const index::Clock& clock, const std::string& id) {
  for (const auto& check : item.kind->checks) {
    if (check.id != id || !check.parameters.is_object()) continue;
    const bool review = check.rule == "review_within";
    item.what = DueItem::What::date_field;
    item.field = check.parameters.value(review ? "field" : "than", "");
    item.again_after = review ? check.parameters.value("days", 0) : 0;
    item.due = clock.day.plus_days(item.again_after);
    if (item.due <= request_.on.plus_days(request_.within)) out_.push_back(std::move(item));
    return;
  }
}

void Collect::planned(DueItem item, const index::Clock& clock) {
  if (clock.day < request_.on.plus_days(-kPlannedBack) || clock.day > request_.on.plus_days(request_.within)) return;
  item.what = DueItem::What::planned;
  item.due = clock.day;
  out_.push_back(std::move(item));
}

void Collect::leave_out_done() {
  std::erase_if(out_, [](const DueItem& item) { return item.what == DueItem::What::cadence && item.lacking == 0; });
}

void Collect::sort() {
  const auto key = [&](const DueItem& item) { return std::tuple(item.due, place_[item.unit], kind_place_[item.kind->id], std::string_view(item.record.text), static_cast<int>(item.what)); };
  std::stable_sort(out_.begin(), out_.end(), [&](const DueItem& a, const DueItem& b) { return key(a) < key(b); });
}

Result<void> Collect::finish(DueItem& item) {
  const auto& calendar = office_.calendar();
  item.start_by = minus_working_days(calendar, item.due, leads_.of(tree_, item.unit, item.kind->id, usual_lead(item)));
  item.provisional = calendar.is_provisional(item.due.year()) || calendar.is_provisional(item.start_by.year());
  if (item.record.empty()) return {};
  TRY(item.row, index::current(session_, item.record));
  return {};
}

// `work` on what was collected, in order.
Result<void> collect_due(Office& office, const people::Who& who, const DueRequest& request, const std::function<Result<void>(Collect&)>& work) {
  return office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    auto readable = readable_units(office, tree, who, request.unit);
    if (readable.empty()) return fail(Code::denied, "figures.nothing_readable");
    TRY(auto leads, Leads::read(session));
    Collect collect(session, office, tree, request, std::move(readable), std::move(leads));
    for (const auto& kind : office.catalogue().kinds())
      if (!kind.cadences.empty()) TRY_OK(collect.cadences(kind));
    TRY_OK(collect.records());
    return work(collect);
  });
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
  TRY_OK(collect_due(office, who, request, [&](Collect& collect) -> Result<void> {
    collect.sort();
    out = collect.items();
    for (auto& item : out) TRY_OK(collect.finish(item));
    return {};
  }));
  return out;
}

Result<DueShown> find_due_first(Office& office, const people::Who& who, const DueRequest& request, std::size_t most, std::size_t overdue_most) {
  DueShown out;
  TRY_OK(collect_due(office, who, request, [&](Collect& collect) -> Result<void> {
    collect.leave_out_done();
    collect.sort();
    for (const auto& item : collect.items()) {
      ++out.all;
      const bool overdue = item.due < request.on;
      if (overdue) ++out.overdue;
      if (out.items.size() >= most || (overdue && out.overdue > static_cast<std::int64_t>(overdue_most))) continue;
      out.items.push_back(item);
      TRY_OK(collect.finish(out.items.back()));
    }
    return {};
  }));
  return out;
}
}  // namespace youju::app
