// SPDX-License-Identifier: Apache-2.0
// A person's calendar as others' programs read it (RFC 5545): what is due where they may read, all-day, with an alarm on the day to
// begin; planned meetings with a time of day at that time. Its address carries a secret of 128 bits; kept is the SHA-256 alone, and
// whoever makes a new one ends the old.
#pragma once
#include "app/due.h"
#include "words/words.h"

namespace youju::app {

// Makes a new secret and gives it: shown once. The one before opens nothing any more.
Result<std::string> make_feed(Office& office, const people::Who& who, words::Lang lang);
Result<void> end_feed(Office& office, const people::Who& who);
struct FeedState {
  Instant made_at;
  std::optional<Instant> read_at;  // by a calendar program, to the hour
};
Result<std::optional<FeedState>> feed_of(Office& office, const people::Who& who);

// The calendar behind a secret; absent for any secret that opens nothing. `origin`: "https://office.example", for the links back.
struct FeedAnswer {
  AccountId account;
  std::string text;  // text/calendar
};
Result<FeedAnswer> read_feed(Office& office, std::string_view secret, const std::string& origin);

// The address as a QR code for telephones: the side in modules, without the quiet zone, and the drawing as a path of SVG.
struct QrDrawing {
  int size = 0;
  std::string path;
};
Result<QrDrawing> draw_qr(const std::string& text);

// One thing in a calendar.
struct CalendarEvent {
  std::string uid, summary, description, url;
  Date day;
  std::optional<int> from_minute, to_minute;  // of the day in Shanghai; all-day without
  std::optional<Date> begin;                  // alarm on that day at nine
  Instant stamp;
};
std::string calendar_text(const std::string& name, const std::vector<CalendarEvent>& events);
// A line of content folded after at most 75 octets, never within a character.
std::string folded_line(std::string_view line);
}  // namespace youju::app
