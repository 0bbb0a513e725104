// SPDX-License-Identifier: Apache-2.0
// Counts by month and cadence of each kind, as lines of the strip and of the rules; what is due.
#include "web/kind_years.h"

#include <algorithm>
#include <map>

#include "app/due_words.h"
#include "app/records.h"
#include "words/month.h"

namespace youju::web {
namespace {

Result<void> read_cadence(db::Session& session, const figures::Context& context, KindYear& out) {
  TRY(const auto bound, figures::units_bound(session, *out.kind, context.unit, context));
  out.kept = bound.kept;
  if (!bound.kept) return {};
  for (const auto& unit : bound.units) {
    TRY(const auto result, figures::cadence(session, *out.kind, unit, context.period, context));
    if (out.rule == nullptr) out.rule = result.rule;
    out.required += result.required;
    out.missing += result.missing;
    for (const auto& slot : result.slots) out.slots.push_back({unit, slot});
  }
  if (out.rule == nullptr) out.kept = false;  // no rule was in force then
  return {};
}

std::string slot_words(const Ask& ask, const kinds::Slot& slot) {
  const Date from = slot.period.from;
  const int quarter = (from.month() + 2) / 3;
  const Args args{{"year", std::to_string(from.year())}, {"quarter", std::to_string(quarter)}};
  if (slot.period == Period::month(from.year(), from.month())) return words::say_month(ask.here.lang, from.month());
  if (slot.period == Period::quarter(from.year(), quarter)) return ask.here.say("figures.slot_quarter", args);
  if (slot.period == Period::year(from.year())) return ask.here.say("figures.slot_year", args);
  return ask.here.days(slot.period.from.iso(), slot.period.to.iso());
}

// Of the stretches that end in a month, the one that asks for most attention.
int weight_of(kinds::SlotState state) {
  using State = kinds::SlotState;
  switch (state) {
    case State::missing: return 6;
    case State::due: return 5;
    case State::explained: return 4;
    case State::exempt: return 3;
    case State::empty: return 2;
    case State::not_yet: return 1;
    case State::done:
    case State::done_late: return 0;
  }
  return 0;
}

view::StripCell strip_cell(const Ask& ask, const KindYear& year, int month) {
  using State = kinds::SlotState;
  view::StripCell cell;
  const auto n = year.n[static_cast<std::size_t>(month)], late = year.late[static_cast<std::size_t>(month)];
  const kinds::Slot* worst = nullptr;
  for (const auto& one : year.slots)
    if (one.slot.period.to.month() == month && (worst == nullptr || weight_of(one.slot.state) > weight_of(worst->state))) worst = &one.slot;
  const auto state = worst == nullptr ? State::done : worst->state;
  const auto count = n > 1 ? std::to_string(n) : "";
  if (state == State::missing) cell.mark = view::Mark::missing, cell.inside = n > 0 ? "○" + std::to_string(n) : "", cell.more = slot_words(ask, *worst);
  else if (n > 0 && late == n) cell.mark = view::Mark::late, cell.inside = count.empty() ? "" : "◐" + count;
  else if (n > 0) cell.mark = view::Mark::done, cell.inside = count;
  else if (state == State::due || state == State::not_yet) cell.mark = view::Mark::due;
  else if (state == State::explained || state == State::empty) cell.mark = view::Mark::explained;
  else if (state == State::exempt) cell.mark = view::Mark::exempt;
  if (cell.mark == view::Mark::none) return cell;
  if (worst != nullptr && !worst->by.empty() && n == 0) cell.address = ask.here.to("/records/" + worst->by.text);
  else cell.address = records_address(ask, year.kind->id, Period::month(ask.here.year, month));
  return cell;
}

std::string asked_of(const Ask& ask, std::string_view function, const KindYear& year) {
  return std::string(function) + "(" + year.kind->id.text + "; unit=" + ask.here.unit + "; " + std::to_string(ask.here.year) + ")";
}
}  // namespace

Result<std::vector<KindYear>> kind_years(const Ask& ask, db::Session& session, int year, bool all) {
  TRY(auto context, looked_at(ask, session));
  context.period = Period::year(year);
  std::vector<KindYear> out;
  for (const auto& kind : ask.office.catalogue().kinds()) {
    KindYear one;
    one.kind = &kind;
    TRY(const auto months, figures::months_of(session, kind.id, context));
    for (const auto& month : months) {
      const auto at = static_cast<std::size_t>(month.month % 100);
      if (at < 1 || at > 12) continue;
      one.n[at] = month.n, one.late[at] = month.late;
      one.n[0] += month.n, one.late[0] += month.late;
    }
    if (!kind.cadences.empty()) TRY_OK(read_cadence(session, context, one));
    if (all || one.kept || one.n[0] > 0) out.push_back(std::move(one));
  }
  if (!all) std::stable_partition(out.begin(), out.end(), [](const KindYear& one) { return one.kept; });
  return out;
}

std::string records_address(const Ask& ask, const KindId& kind, Period period) {
  return ask.here.to("/records", {{"kind", kind.text}, {"from", period.from.iso()}, {"to", period.to.iso()}});
}

std::vector<view::StripLine> strip_lines(const Ask& ask, const std::vector<KindYear>& years) {
  std::vector<view::StripLine> out;
  for (const auto& year : years) {
    view::StripLine line;
    line.name = kind_name(ask, year.kind->id);
    line.address = ask.here.to("/records", {{"kind", year.kind->id.text}});
    line.expr = count_expr(ask, year.kind->id);
    line.number = view::grouped(year.n[0]);
    line.measure = measure_word(*year.kind);
    if (year.kept) line.required = std::to_string(year.required), line.required_expr = asked_of(ask, "required", year), line.lacks = year.missing > 0;
    for (int month = 1; month <= 12; ++month) line.cells[static_cast<std::size_t>(month - 1)] = strip_cell(ask, year, month);
    out.push_back(std::move(line));
  }
  return out;
}

std::string rule_words(const Ask& ask, const kinds::Kind& kind, const kinds::Cadence& rule) { return app::rule_text(ask.here.lang, kind, rule); }

namespace {
constexpr int kMostLackingNamed = 12;

// Where something is missing: by name, or of many units how many lack it in each stretch of the rule.
std::string lacking_words(const Ask& ask, const KindYear& year) {
  const bool several = std::any_of(year.slots.begin(), year.slots.end(), [&](const UnitSlot& one) { return one.unit != year.slots.front().unit; });
  std::string named;
  int places = 0;
  std::map<Date, std::pair<std::string, int>> stretches;  // by first day: its name, how many units
  const auto add = [&](const std::string& words) { named += (named.empty() ? "" : ask.here.chinese() ? "、" : ", ") + words; };
  for (const auto& one : year.slots) {
    if (one.slot.state != kinds::SlotState::missing) continue;
    const auto words = slot_words(ask, one.slot);
    auto& stretch = stretches[one.slot.period.from];
    stretch.first = words, ++stretch.second;
    if (++places <= kMostLackingNamed || !several) add(several ? ask.unit_name(one.unit) + " " + words : words);
  }
  if (!several || places <= kMostLackingNamed) return named;
  named.clear();
  for (const auto& [from, stretch] : stretches) add(ask.here.say("calendar.lacking_units", {{"stretch", stretch.first}, {"n", std::to_string(stretch.second)}}));
  return named;
}
}  // namespace

std::vector<view::RuleLine> rule_lines(const Ask& ask, const std::vector<KindYear>& years) {
  std::vector<view::RuleLine> out;
  for (const auto& year : years) {
    if (!year.kept) continue;
    view::RuleLine line;
    line.kind = kind_name(ask, year.kind->id);
    line.rule = rule_words(ask, *year.kind, *year.rule);
    line.source = year.rule->source;
    line.level = ask.here.say(year.rule->level == kinds::Level::central ? "figures.level_central" : year.rule->level == kinds::Level::local ? "figures.level_local" : "figures.level_own");
    line.general = year.rule->general;
    line.required = std::to_string(year.required), line.required_expr = asked_of(ask, "required", year);
    line.held = view::grouped(year.n[0]), line.held_expr = asked_of(ask, "count", year);
    line.missing = std::to_string(year.missing), line.missing_expr = asked_of(ask, "missing", year);
    line.measure = measure_word(*year.kind);
    line.lacking = lacking_words(ask, year);
    out.push_back(std::move(line));
  }
  return out;
}

namespace {
view::DueLine due_line(const Ask& ask, const app::DueItem& item, Date on) {
  using Standing = app::DueItem::Standing;
  static constexpr const char* kWords[] = {"figures.due_overdue", "figures.due_today", "figures.due_soon", "figures.due_ahead"};
  const auto standing = item.standing(on);
  const auto days = standing == Standing::overdue ? on.days - item.due.days : item.due.days - on.days;
  view::DueLine line;
  if (item.row) line.address = ask.here.to("/records/" + item.row->record.text);
  else if (ask.here.writes) line.address = ask.here.to("/records/new", {{"kind", item.kind->id.text}});
  line.day = ask.here.day(item.due.iso());
  line.standing = ask.here.say(kWords[static_cast<int>(standing)], {{"days", std::to_string(days)}});
  line.start_by = ask.here.day(item.start_by.iso()) + (item.provisional ? "*" : "");
  line.unit = ask.unit_name(item.unit);
  line.kind = kind_name(ask, item.kind->id);
  line.what = app::due_text(ask.here.lang, item);
  line.which = app::due_title(item);
  line.of_record = item.row.has_value();
  line.overdue = standing == Standing::overdue;
  line.pressing = standing == Standing::today || standing == Standing::started;
  return line;
}
}  // namespace

Result<DueLines> due_lines(Ask& ask, std::size_t most, std::size_t overdue_most) {
  app::DueRequest request;
  request.on = ask.office.today();
  request.unit = UnitId(ask.here.unit);
  TRY(const auto due, app::find_due_first(ask.office, ask.who, request, most, overdue_most));
  DueLines out;
  out.all = due.all, out.overdue = due.overdue;
  for (const auto& item : due.items) {
    out.provisional = out.provisional || item.provisional;
    out.lines.push_back(due_line(ask, item, request.on));
  }
  return out;
}
}  // namespace youju::web
