// SPDX-License-Identifier: Apache-2.0
// Reminders to pass on to a group chat, and how many working days ahead a unit wants them.
#include <charconv>

#include "app/due_words.h"
#include "app/records.h"
#include "app/reminders.h"
#include "base/text.h"
#include "view/inbox.h"
#include "web/handlers_figures.h"
#include "web/handlers_tell.h"

namespace youju::web {
namespace {
constexpr std::size_t kMostReminded = 60;

// As the browser reached us: a link that opens in the same network.
std::string our_origin(const Ask& ask) { return (ask.request.secure ? "https://" : "http://") + std::string(ask.request.header("host")); }

view::ReminderLine reminder_shown(const Ask& ask, const app::DueItem& item, Date on, int lead, std::size_t n) {
  view::ReminderLine line;
  line.name = std::to_string(n);
  line.address = item.row ? ask.here.to("/records/" + item.row->record.text) : ask.may(people::Right::write, item.unit) ? ask.here.to("/records/new", {{"kind", item.kind->id.text}}) : ask.here.to("/calendar");
  line.kind = kind_name(ask, item.kind->id), line.unit = ask.unit_name(item.unit);
  line.what = app::due_text(ask.here.lang, item), line.which = item.row ? item.row->title : "";
  line.due = ask.here.day(item.due.iso()), line.start_by = ask.here.day(item.start_by.iso());
  line.overdue = item.due < on;
  const auto days = std::to_string(line.overdue ? on.days - item.due.days : item.due.days - on.days);
  line.standing = ask.here.say(line.overdue ? "figures.due_overdue" : item.due == on ? "figures.due_today" : "figures.due_soon", {{"days", days}});
  line.rule = item.rule != nullptr ? app::rule_text(ask.here.lang, *item.kind, *item.rule) + (ask.here.chinese() ? "，" : ", ") + item.rule->source : item.deadline != nullptr ? item.deadline->source : std::string{};
  line.lead = std::to_string(lead);
  line.text = app::reminder_text(ask.here.lang, item, line.unit, line.what, on, our_origin(ask) + line.address);
  return line;
}

int usual_of(const kinds::Kind& kind) {
  app::DueItem item;
  item.kind = &kind;
  if (!kind.cadences.empty()) item.rule = &kind.cadences.front();
  else item.what = app::DueItem::What::deadline;
  return app::usual_lead(item);
}

std::string own_text(const app::Leads& leads, const UnitId& unit, const KindId& kind) {
  const auto own = leads.own(unit, kind);
  return own ? std::to_string(*own) : std::string{};
}

Result<Reply> reminders_page(Ask& ask, std::vector<view::Wrong> wrong, int status) {
  view::RemindersPage page;
  const UnitId unit{ask.here.unit};
  page.unit_id = unit.text, page.unit = ask.unit_name(unit);
  page.may_set = ask.may(people::Right::approve, unit);
  page.wrong = std::move(wrong), page.wrong_kind = std::string(ask.form.get("kind")), page.typed = std::string(ask.form.get("days"));
  app::Leads leads;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(leads, app::Leads::read(session));
    return {};
  }));
  app::DueRequest request;
  request.unit = unit, request.on = ask.office.today();
  TRY(const auto due, app::find_due_first(ask.office, ask.who, request, kMostReminded, kMostReminded));
  for (const auto& item : due.items)
    page.lines.push_back(reminder_shown(ask, item, request.on, leads.of(*ask.units, item.unit, item.kind->id, app::usual_lead(item)), page.lines.size()));
  page.left = due.all - static_cast<std::int64_t>(page.lines.size());
  page.leads.push_back({"", ask.here.say("reminders.of_all"), "—", own_text(leads, unit, {}), {}});
  for (const auto& kind : ask.office.catalogue().kinds())
    if (!kind.cadences.empty() || !kind.deadlines.empty()) page.leads.push_back({kind.id.text, kind_name(ask, kind.id), std::to_string(usual_of(kind)), own_text(leads, unit, kind.id), {}});
  TRY(auto frame, frame_of(ask, "calendar", ask.here.say("reminders.title")));
  frame.path = {{"/calendar", ask.here.say("view.place_calendar")}};
  return html(view::page(frame, view::reminders(ask.here, page)), status);
}
}  // namespace

Result<Reply> show_reminders(Ask& ask) { return reminders_page(ask, {}, 200); }

Result<Reply> set_lead_asked(Ask& ask) {
  const auto typed = trim(ask.form.get("days"));
  std::optional<int> days;
  if (!typed.empty()) {
    int read = -1;
    const auto [end, wrong] = std::from_chars(typed.data(), typed.data() + typed.size(), read);
    days = wrong == std::errc{} && end == typed.data() + typed.size() ? read : -1;
  }
  const UnitId unit{std::string(ask.form.get("unit"))};
  const auto done = app::set_lead(ask.office, ask.who, unit, KindId{std::string(ask.form.get("kind"))}, days);
  if (done) return see_other(ask.here.to("/reminders") + "#leads");
  if (done.error().code != Code::invalid) return fail(done.error());
  return reminders_page(ask, {{"days", ask.here.say(done.error().message)}}, 422);
}
}  // namespace youju::web
