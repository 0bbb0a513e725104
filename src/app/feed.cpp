// SPDX-License-Identifier: Apache-2.0
#include "app/feed.h"

#include <fmt/format.h>

#include "app/app_sql.h"
#include "app/due_words.h"
#include "app/records.h"
#include "crypto/crypto.h"
#include "paper/paper.h"

namespace youju::app {
namespace {
constexpr std::size_t kMostEvents = 500;
constexpr int kDaysAhead = 120;              // days ahead
constexpr std::int64_t kHour = 3'600'000;

std::string hash_of(std::string_view secret) { return crypto::hex(crypto::sha256(secret)); }

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n') out += "\\n";
    else if (static_cast<unsigned char>(c) >= 0x20) out += c;
  }
  return out;
}
std::string day_text(Date day) { return fmt::format("{:04}{:02}{:02}", day.year(), day.month(), day.day()); }
std::string minute_text(Date day, int minute) { return fmt::format("{}T{:02}{:02}00", day_text(day), minute / 60, minute % 60); }
std::string utc_text(Instant at) {
  const auto iso = at.iso();  // 2023-03-08T01:00:00.000Z
  return iso.substr(0, 4) + iso.substr(5, 2) + iso.substr(8, 2) + "T" + iso.substr(11, 2) + iso.substr(14, 2) + iso.substr(17, 2) + "Z";
}

// One fixed offset: the country has no summer time.
constexpr std::string_view kZone =
    "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\nBEGIN:STANDARD\r\nDTSTART:19910915T000000\r\nTZOFFSETFROM:+0800\r\nTZOFFSETTO:+0800\r\nTZNAME:CST\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

class Lines {
 public:
  void add(std::string_view name, std::string_view value) { out_ += folded_line(std::string(name) + std::string(value)); }
  void raw(std::string_view text) { out_ += text; }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

void add_event(Lines& lines, const CalendarEvent& event) {
  lines.add("BEGIN:", "VEVENT");
  lines.add("UID:", escaped(event.uid));
  lines.add("DTSTAMP:", utc_text(event.stamp));
  if (event.from_minute) {
    lines.add("DTSTART;TZID=Asia/Shanghai:", minute_text(event.day, *event.from_minute));
    if (event.to_minute && *event.to_minute > *event.from_minute) lines.add("DTEND;TZID=Asia/Shanghai:", minute_text(event.day, *event.to_minute));
  } else {
    lines.add("DTSTART;VALUE=DATE:", day_text(event.day));
    lines.add("DTEND;VALUE=DATE:", day_text(event.day.plus_days(1)));
    lines.add("TRANSP:", "TRANSPARENT");  // something to do, not somewhere to be
  }
  lines.add("SUMMARY:", escaped(event.summary));
  if (!event.description.empty()) lines.add("DESCRIPTION:", escaped(event.description));
  if (!event.url.empty()) lines.add("URL:", event.url);
  if (event.begin && *event.begin <= event.day) {
    // Nine in the morning of the day to begin, told from the start of the event.
    const auto minutes = (event.day.days - event.begin->days) * 1440 - 9 * 60 + event.from_minute.value_or(0);
    const auto length = std::abs(minutes);
    lines.add("BEGIN:", "VALARM");
    lines.add("ACTION:", "DISPLAY");
    lines.add("DESCRIPTION:", escaped(event.summary));
    lines.add("TRIGGER:", fmt::format("{}P{}DT{}H{}M", minutes > 0 ? "-" : "", length / 1440, length % 1440 / 60, length % 60));
    lines.add("END:", "VALARM");
  }
  lines.add("END:", "VEVENT");
}

// "14:30-16:00", "14:30".
void put_time(const std::string& kept, CalendarEvent& event) {
  const auto clock = [](std::string_view text) -> std::optional<int> {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    for (const auto at : {0, 1, 3, 4})
      if (text[static_cast<std::size_t>(at)] < '0' || text[static_cast<std::size_t>(at)] > '9') return std::nullopt;
    const int minute = ((text[0] - '0') * 10 + (text[1] - '0')) * 60 + (text[3] - '0') * 10 + (text[4] - '0');
    return minute < 24 * 60 ? std::optional(minute) : std::nullopt;
  };
  const auto dash = kept.find('-');
  event.from_minute = clock(std::string_view(kept).substr(0, dash));
  if (event.from_minute && dash != std::string::npos) event.to_minute = clock(std::string_view(kept).substr(dash + 1));
}

Result<void> put_time_of_day(db::Session& session, Office& office, const DueItem& item, CalendarEvent& event) {
  if (item.what != DueItem::What::planned || !item.row || !item.row->happened || item.row->happened->from != item.row->happened->to) return {};
  for (const auto& field : item.kind->fields) {
    if (field.type != kinds::FieldType::time_range || field.personal) continue;
    TRY(const auto entry, office.ledger().read(session, item.row->entry, true));
    if (!entry.head.open.is_object()) return {};
    const auto values = entry.head.open.value("values", Json::object());
    const auto found = values.find(field.id);
    if (found != values.end() && found->is_string()) put_time(found->get<std::string>(), event);
    return {};
  }
  return {};
}

CalendarEvent event_of(const Office& office, const people::UnitTree& tree, words::Lang lang, const DueItem& item, const std::string& origin) {
  CalendarEvent event;
  const auto* unit = tree.find(item.unit);
  const auto kind = name_in(item.kind->names, lang == words::Lang::zh ? "zh" : "en"), what = due_text(lang, item);
  const auto thing = item.deadline != nullptr ? "d." + item.deadline->id : item.step != nullptr ? "s." + item.step->id : item.rule != nullptr ? "c." + item.rule->id + "." + item.due.iso() : "f." + item.field;
  event.uid = (item.record.empty() ? item.unit.text + "." + item.kind->id.text : item.record.text) + "." + thing + "@" + office.settings().instance + ".youju";
  // A title is shown where its kind may be shown everywhere; what came in as a letter stays on its desk.
  const bool with_title = item.row && !item.row->title.empty() && item.kind->deadlines.empty();
  event.summary = kind + (lang == words::Lang::zh ? "：" : ": ") + (with_title ? item.row->title : what);
  event.description = (unit == nullptr ? std::string{} : unit->name + "\n") + what + "\n" +
                      words::say(lang, "feed.due_and_begin", {{"due", words::say_date(lang, item.due.iso())}, {"begin", words::say_date(lang, item.start_by.iso())}});
  if (item.rule != nullptr) event.description += "\n" + item.rule->source;
  event.url = origin + (item.record.empty() ? "/calendar?unit=" + item.unit.text : "/records/" + item.record.text);
  event.day = item.due;
  event.begin = item.start_by;
  event.stamp = item.row ? item.row->first_entered : Instant{static_cast<std::int64_t>(Date::of(item.due.year(), 1, 1)->days) * 86'400'000};
  return event;
}
}  // namespace

std::string folded_line(std::string_view line) {
  constexpr std::size_t kMost = 75;  // octets, the blank that begins a continued line among them
  std::string out;
  for (std::size_t room = kMost; !line.empty(); room = kMost - 1) {
    std::size_t end = std::min(room, line.size());
    while (end < line.size() && end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end;
    out += (out.empty() ? "" : "\r\n ") + std::string(line.substr(0, end));
    line.remove_prefix(end);
  }
  return out + "\r\n";
}

std::string calendar_text(const std::string& name, const std::vector<CalendarEvent>& events) {
  Lines lines;
  lines.add("BEGIN:", "VCALENDAR");
  lines.add("VERSION:", "2.0");
  lines.add("PRODID:", "-//Youju//Youju//ZH");
  lines.add("CALSCALE:", "GREGORIAN");
  lines.add("METHOD:", "PUBLISH");
  lines.add("X-WR-CALNAME:", escaped(name));
  lines.add("X-WR-TIMEZONE:", "Asia/Shanghai");
  lines.add("REFRESH-INTERVAL;VALUE=DURATION:", "PT6H");
  lines.add("X-PUBLISHED-TTL:", "PT6H");
  lines.raw(kZone);
  for (const auto& event : events) add_event(lines, event);
  lines.add("END:", "VCALENDAR");
  return lines.take();
}

Result<std::string> make_feed(Office& office, const people::Who& who, words::Lang lang) {
  const auto secret = random_hex(office.world(), 16);
  const auto hash = hash_of(secret), at = office.world().clock->now().iso();
  TRY_OK(office.write([&](Office::Writer& writer) -> Result<void> {
    TRY_OK(writer.tx.run(sql::put_feed, {std::string_view(who.account.text), std::string_view(hash), lang == words::Lang::zh ? "zh" : "en", std::string_view(at)}));
    return {};
  }));
  return secret;
}

Result<void> end_feed(Office& office, const people::Who& who) {
  return office.write([&](Office::Writer& writer) -> Result<void> {
    TRY_OK(writer.tx.run(sql::drop_feed, {std::string_view(who.account.text)}));
    return {};
  });
}

Result<std::optional<FeedState>> feed_of(Office& office, const people::Who& who) {
  std::optional<FeedState> out;
  TRY_OK(office.read([&](db::Session& session) {
    return session.each(sql::feed_of_account, {std::string_view(who.account.text)}, [&](const db::Row& row) {
      out = FeedState{Instant::parse(row.text(0)).value_or(Instant{}), row.is_null(1) ? std::nullopt : Instant::parse(row.text(1))};
      return false;
    });
  }));
  return out;
}

Result<FeedAnswer> read_feed(Office& office, std::string_view secret, const std::string& origin) {
  const auto none = [] { return fail(Code::absent, "feed.none"); };
  if (secret.size() != 32 || secret.find_first_not_of("0123456789abcdef") != secret.npos) return none();
  const auto hash = hash_of(secret);
  FeedAnswer out;
  auto lang = words::Lang::zh;
  std::optional<Instant> seen;
  std::optional<people::Who> who;
  std::optional<people::UnitTree> tree;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY_OK(session.each(sql::feed_of_secret, {std::string_view(hash)}, [&](const db::Row& row) {
      out.account = AccountId{std::string(row.text(0))};
      lang = row.text(1) == "en" ? words::Lang::en : words::Lang::zh;
      if (!row.is_null(2)) seen = Instant::parse(row.text(2));
      return false;
    }));
    if (out.account.empty()) return none();
    auto found = people::who_of(session, out.account);
    if (!found) return none();  // the account is closed
    who = std::move(*found);
    TRY(tree, people::read_units(session));
    return {};
  }));
  DueRequest request;
  request.on = office.today(), request.within = kDaysAhead;
  auto due = find_due_first(office, *who, request, kMostEvents, kMostEvents);
  if (!due) return none();  // nothing may be read any more
  std::vector<CalendarEvent> events;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    for (const auto& item : due->items) {
      auto event = event_of(office, *tree, lang, item, origin);
      TRY_OK(put_time_of_day(session, office, item, event));
      events.push_back(std::move(event));
    }
    return {};
  }));
  out.text = calendar_text(words::say(lang, "feed.calendar_name", {{"office", office.settings().name}}), events);
  const auto now = office.world().clock->now();
  if (!seen || now.ms - seen->ms >= kHour) {
    const auto at = now.iso();
    TRY_OK(office.database().write([&](db::Tx& tx) -> Result<void> {
      TRY_OK(tx.run(sql::see_feed, {std::string_view(at), std::string_view(hash)}));
      return {};
    }));
  }
  return out;
}

Result<QrDrawing> draw_qr(const std::string& text) {
  TRY(const auto code, paper::make_qr(text));
  QrDrawing out;
  out.size = code.size;
  for (const auto& run : code.runs) out.path += fmt::format("M{} {}h{}v1h-{}z", run.x, run.y, run.length, run.length);
  return out;
}
}  // namespace youju::app
