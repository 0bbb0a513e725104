// SPDX-License-Identifier: Apache-2.0
// The day of the person who asks: steps they may take, what is due, the year so far, the newest records.
#include "view/today.h"

#include <algorithm>
#include <set>

#include "app/records.h"
#include "flow/flow.h"
#include "web/kind_years.h"

namespace youju::web {
namespace {
constexpr int kWaitingShown = 20, kWaitingLooked = 80, kWaitingDays = 90, kNewest = 10;
constexpr std::size_t kDueShown = 15, kOverdueShown = 5;

// Steps that carry a record on; to send back, to cancel and to void ask for a reason and wait for nobody.
bool carries_on(const kinds::Transition& step) { return !step.reason && step.to != "void"; }

index::Filter waiting_filter(const Ask& ask) {
  index::Filter filter;
  filter.units = ask.units->with_sub_units(UnitId(ask.here.unit));
  std::erase_if(filter.units, [&](const UnitId& unit) { return !is_readable(ask, unit); });
  std::set<std::string> states;
  for (const auto& kind : ask.office.catalogue().kinds()) {
    bool any = false;
    for (const auto& step : kind.transitions) {
      if (!carries_on(step)) continue;
      any = true;
      states.insert(step.from.begin(), step.from.end());
    }
    if (any) filter.kinds.push_back(kind.id);
  }
  filter.states.assign(states.begin(), states.end());
  const auto today = ask.office.today();
  filter.first_day = Period{today.plus_days(-kWaitingDays), today};
  return filter;
}

Result<void> read_waiting(const Ask& ask, db::Session& session, view::TodayPage& page) {
  const auto filter = waiting_filter(ask);
  if (filter.kinds.empty() || filter.units.empty()) return {};
  TRY(const auto rows, index::list(session, filter, kWaitingLooked));
  const flow::Request request{ask.who, ask.office.roles(), ask.office.today(), {}, {}};
  for (const auto& row : rows) {
    const auto* kind = ask.office.catalogue().find(row.kind);
    if (kind == nullptr) continue;
    for (const auto& step : kind->transitions) {
      if (!carries_on(step) || std::find(step.from.begin(), step.from.end(), row.state) == step.from.end()) continue;
      const auto right = people::right_from(step.right);
      if (right && !ask.may(*right, row.unit)) continue;
      TRY(const auto standing, flow::standing(session, ask.office.ledger(), *kind, row.record, step, request));
      // A step that lacks nothing but fields waits for whoever fills them in.
      const bool to_fill = !standing.allowed && !step.other_person && standing.why_not.word == "flow.fields_missing";
      if (!standing.allowed && !to_fill) continue;
      if (static_cast<int>(page.waiting.size()) == kWaitingShown) {
        page.waiting_more = true;
        return {};
      }
      const auto line = line_of(ask, row);
      std::string note;
      if (to_fill) note = ask.here.say("today.fill_in", {{"fields", standing.why_not.args.at(ask.here.chinese() ? "fields" : "fields_en")}});
      page.waiting.push_back({line.address, app::name_in(step.names, ask.lang_id()), line.title, line.kind, line.day, std::move(note)});
      break;
    }
  }
  return {};
}

Result<void> read_today(const Ask& ask, db::Session& session, view::TodayPage& page) {
  TRY(auto years, kind_years(ask, session, ask.here.year));
  // What no rule asks for stands in the calendar; here the year against what it required.
  if (std::any_of(years.begin(), years.end(), [](const KindYear& one) { return one.kept; })) std::erase_if(years, [](const KindYear& one) { return !one.kept; });
  page.strip = strip_lines(ask, years);
  index::Filter newest;
  newest.units = ask.units->with_sub_units(UnitId(ask.here.unit));
  std::erase_if(newest.units, [&](const UnitId& unit) { return !is_readable(ask, unit); });
  const auto last = ask.here.year == ask.here.this_year ? ask.office.today() : Period::year(ask.here.year).to;
  newest.first_day = Period{*Date::of(1900, 1, 1), last};
  TRY(const auto rows, index::list(session, newest, kNewest));
  for (const auto& row : rows) {
    page.newest.push_back(line_of(ask, row));
    auto& line = page.newest.back();
    line.unit.clear(), line.state.clear(), line.note.clear();  // day, title and kind are enough here
  }
  TRY(const auto first, index::first_year(session));
  page.empty = rows.empty() && !first;
  return read_waiting(ask, session, page);
}
}  // namespace

Result<Reply> show_today(Ask& ask) {
  view::TodayPage page;
  page.can_write = ask.may(people::Right::write);
  page.can_import = ask.may(people::Right::import);
  page.example = ask.here.say("today.example");
  if (!ask.readable.empty()) {
    TRY_OK(ask.office.read([&](db::Session& session) { return read_today(ask, session, page); }));
    if (!page.empty) {
      TRY(auto due, due_lines(ask, kDueShown, kOverdueShown));
      page.due = std::move(due.lines), page.overdue = due.overdue, page.provisional = due.provisional;
      page.due_left = due.all - static_cast<std::int64_t>(page.due.size());
    }
  }
  TRY(auto frame, frame_of(ask, "today", words::say_date(ask.here.lang, ask.here.today)));
  return html(view::page(frame, view::today(ask.here, page)));
}
}  // namespace youju::web
