// SPDX-License-Identifier: Apache-2.0
// The calendar of a unit and a year: the strip, the rules with what was required and held, what is due.
#include "view/calendar.h"

#include <algorithm>
#include <charconv>

#include "web/kind_years.h"

namespace youju::web {
namespace {
constexpr std::size_t kDueOfPage = 60, kMostDue = 3'000;  // a page; how far one can go on

std::size_t skipped_lines(std::string_view text) {
  std::size_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return std::min(out, kMostDue);
}
}

Result<Reply> show_calendar(Ask& ask) {
  view::CalendarPage page;
  page.unit = ask.unit_name(UnitId(ask.here.unit));
  std::vector<KindYear> years;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(years, kind_years(ask, session, ask.here.year));
    return {};
  }));
  page.strip = strip_lines(ask, years);
  page.rules = rule_lines(ask, years);
  const auto short_of = std::count_if(years.begin(), years.end(), [](const KindYear& one) { return one.missing > 0; });
  page.summary = page.rules.empty() ? "" : ask.here.say(short_of == 0 ? "calendar.all_held" : "calendar.some_lack", {{"n", std::to_string(short_of)}, {"of", std::to_string(page.rules.size())}});
  page.now = ask.here.year == ask.here.this_year;
  if (page.now) {
    const auto skipped = skipped_lines(ask.query.get("skip"));
    TRY(auto due, due_lines(ask, skipped + kDueOfPage, skipped + kDueOfPage));
    due.lines.erase(due.lines.begin(), due.lines.begin() + static_cast<std::ptrdiff_t>(std::min(skipped, due.lines.size())));
    page.due = std::move(due.lines), page.provisional = due.provisional;
    page.due_left = due.all - static_cast<std::int64_t>(skipped + page.due.size());
    if (page.due_left > 0) page.due_next = ask.here.to("/calendar", {{"skip", std::to_string(skipped + kDueOfPage)}}) + "#due";
  }
  TRY(auto frame, frame_of(ask, "calendar", ask.here.say("view.place_calendar")));
  frame.action = view::row_of(view::button_link(ask.here.to("/calendar/feed"), ask.here.say("feed.to_phone")), view::button_link(ask.here.to("/reminders"), ask.here.say("reminders.title")), view::button_link(ask.here.to("/year"), ask.here.say("year.whole")), ask.here.writes ? view::button_link(ask.here.to("/records/new"), ask.here.say("calendar.enter"), true) : view::Html());
  return html(view::page(frame, view::calendar(ask.here, page)));
}
}  // namespace youju::web
