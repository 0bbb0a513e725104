// SPDX-License-Identifier: Apache-2.0
// The day of the person who asks: steps they may take, what is due, the year so far, the newest records.
#include "view/today.h"

#include <algorithm>

#include "app/inbox.h"
#include "app/records.h"
#include "web/kind_years.h"

namespace youju::web {
namespace {
constexpr std::size_t kWaitingShown = 20;
constexpr int kNewest = 10;
constexpr std::size_t kDueShown = 15, kOverdueShown = 5;

// The same as the inbox shows, of the unit looked at.
Result<void> read_waiting(const Ask& ask, view::TodayPage& page) {
  app::InboxRequest request;
  request.unit = UnitId(ask.here.unit), request.most_steps = kWaitingShown, request.with_due = false;
  TRY(const auto inbox, app::find_inbox(ask.office, ask.who, request));
  page.waiting_more = inbox.more_steps;
  for (const auto& item : inbox.items) {
    using What = app::InboxItem::What;
    if (item.what == What::mention && item.is_read) continue;
    view::WaitingLine line;
    if (item.row) {
      const auto shown = line_of(ask, *item.row);
      line.address = shown.address, line.title = shown.title, line.kind = shown.kind, line.day = shown.day;
    }
    if (item.step != nullptr) line.step = app::name_in(item.step->names, ask.lang_id());
    if (item.what == What::fill_in) line.note = ask.here.say("today.fill_in", {{"fields", item.note.args.at(ask.here.chinese() ? "fields" : "fields_en")}});
    if (item.what == What::returned) line.note = ask.here.say(item.note);
    if (item.what == What::report) line = {ask.here.to("/reports/" + item.report), ask.here.say(item.to_review ? "inbox.review_report" : "inbox.sign_report"), item.title, ask.here.say("inbox.a_report"), item.at ? ask.here.moment(item.at->iso()) : "", {}};
    if (item.what == What::mention) line = {ask.here.to("/inbox/open", {{"comment", item.comment->id}}), ask.here.say("inbox.said_by", {{"name", item.comment->author_name}}), item.title, {}, ask.here.moment(item.comment->said_at.iso()), {}};
    page.waiting.push_back(std::move(line));
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
  return {};
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
      TRY_OK(read_waiting(ask, page));
      TRY(auto due, due_lines(ask, kDueShown, kOverdueShown));
      page.due = std::move(due.lines), page.overdue = due.overdue, page.provisional = due.provisional;
      page.due_left = due.all - static_cast<std::int64_t>(page.due.size());
    }
  }
  TRY(auto frame, frame_of(ask, "today", words::say_date(ask.here.lang, ask.here.today)));
  return html(view::page(frame, view::today(ask.here, page)));
}
}  // namespace youju::web
