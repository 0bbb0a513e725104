// SPDX-License-Identifier: Apache-2.0
// Days off and make-up days of a year: the official table, what the office adds, and the draft of an addition.
#include <algorithm>

#include "app/own_layer.h"
#include "app/records.h"
#include "view/admin_packs.h"
#include "web/handlers_admin.h"

namespace youju::web {
namespace {
int holiday_year(const Ask& ask) {
  const auto text = ask.form.has("year") ? ask.form.get("year") : ask.query.get("of");
  int year = 0;
  std::from_chars(text.data(), text.data() + text.size(), year);
  return year >= 1949 && year <= 2199 ? year : ask.office.today().year();
}

void put_days(const Ask& ask, int year, view::HolidaysPage& content) {
  const auto& calendar = ask.office.calendar();
  content.shown.year = year, content.shown.provisional = calendar.is_provisional(year);
  std::map<std::int32_t, view::HolidaysPage::Day> days;  // of two tables the later one speaks
  for (const auto& table : calendar.tables()) {
    const bool own = table.pack.starts_with(std::string(app::kOwnPack) + "@");
    bool any = false;
    for (const auto& day : table.days) {
      if (day.day.year() != year) continue;
      any = true;
      days[day.day.days] = {ask.here.day(day.day.iso()) + " " + ask.here.say("holidays.weekday_" + std::to_string(day.day.weekday())), app::name_in(day.name, ask.lang_id()), table.source, day.works, own};
    }
    if (any || table.year == year) content.shown.sources.push_back(table.source);
  }
  for (auto& [at, day] : days) content.shown.days.push_back(std::move(day));
  std::set<int> years{ask.office.today().year() - 1, ask.office.today().year(), ask.office.today().year() + 1, year};
  for (const auto& table : calendar.tables()) years.insert(table.year);
  content.years.assign(years.begin(), years.end());
}

Result<Reply> holidays(Ask& ask, view::HolidaysPage content, int status) {
  const int year = holiday_year(ask);
  put_days(ask, year, content);
  content.may_edit = may_whole(ask, people::Right::manage_packs);
  const auto field = [&](const char* name, const char* word, const char* type, const char* hint, bool required, const std::string& fallback = {}) {
    return view::Field{.name = name, .label = ask.here.say(word), .value = ask.form.has(name) ? std::string(ask.form.get(name)) : fallback, .type = type, .hint = hint == nullptr ? "" : ask.here.say(hint), .problem = problem_at(content.wrong, name), .required = required};
  };
  content.fields.push_back(field("year", "holidays.year", "number", nullptr, true, std::to_string(year)));
  auto what = field("what", "holidays.what", "text", nullptr, true);
  what.options = {{"off", ask.here.say("holidays.off")}, {"work", ask.here.say("holidays.works")}};
  content.fields.push_back(std::move(what));
  content.fields.push_back(field("days", "holidays.days", "area", "holidays.days_hint", true));
  content.fields.push_back(field("zh", "holidays.name_zh", "text", nullptr, true));
  content.fields.push_back(field("en", "holidays.name_en", "text", nullptr, false));
  content.fields.push_back(field("source", "packs.source", "text", "holidays.source_hint", true));
  auto whole = field("whole", "holidays.whole", "text", nullptr, false);
  whole.options = {{"no", ask.here.say("holidays.some_days")}, {"yes", ask.here.say("holidays.whole_year")}};
  content.fields.push_back(std::move(whole));
  TRY(auto frame, admin_frame(ask, "/admin/holidays", ask.here.say("admin.holidays")));
  if (content.may_edit) frame.path = {{"/admin/packs", ask.here.say("admin.packs")}};
  return html(view::page(frame, view::holidays_page(frame, content)), status);
}
}  // namespace

Result<Reply> show_holidays(Ask& ask) { return holidays(ask, {}, 200); }

Result<Reply> add_holidays(Ask& ask) {
  view::HolidaysPage content;
  app::OwnDays wish;
  wish.year = holiday_year(ask), wish.works = ask.form.get("what") == "work", wish.whole = ask.form.get("whole") == "yes";
  wish.zh = std::string(ask.form.get("zh")), wish.en = std::string(ask.form.get("en")), wish.source = std::string(ask.form.get("source"));
  std::string word;
  const auto take = [&] {
    if (word.empty()) return;
    if (const auto day = Date::parse(word)) wish.days.push_back(*day);
    else content.wrong.push_back({"days", ask.here.say("admin.bad_day", {{"read", word}})});
    word.clear();
  };
  for (const char c : ask.form.get("days")) {
    if (c == '\n' || c == '\r' || c == ' ' || c == ',' || c == ';') take();
    else word += c;
  }
  take();
  if (!content.wrong.empty()) return holidays(ask, std::move(content), 422);
  TRY(auto layer, app::own_layer(ask.office, ask.who));
  TRY(const auto kept, keep_own_draft(ask, app::with_days(std::move(layer.files), wish), content.wrong, content.effect));
  if (kept) return see_other(ask.here.to("/admin/packs/changes/" + *kept));
  return holidays(ask, std::move(content), 422);
}
}  // namespace youju::web
