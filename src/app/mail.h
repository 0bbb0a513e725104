// SPDX-License-Identifier: Apache-2.0
// How the office sends mail, to whom, and the queue of what waits: bounded, tried again with growing pauses, given up with the last
// error to be seen. Mail is text alone; its links open pages and never act.
#pragma once
#include "app/app.h"

namespace youju::app {

enum class MailSecurity { plain, starttls, tls };
std::string_view mail_security_name(MailSecurity security);
std::optional<MailSecurity> mail_security_from(std::string_view name);

struct MailWay {
  std::string host;
  int port = 587;
  MailSecurity security = MailSecurity::starttls;
  std::string login;      // empty: the server asks for none
  std::string from;       // address
  std::string origin;     // "https://office.example": where links lead
  int hour = 8;           // of the day in Shanghai from which the digest goes out
  bool on = true;
};
struct MailWayKept {
  MailWay way;
  bool has_password = false;
  AccountId set_by;
  Instant set_at;
};
// Needs the right to manage people at the root. No password given: the one kept stays; an empty one takes it away.
Result<std::variant<MailWayKept, Problems>> set_mail_way(Office& office, const people::Who& who, const MailWay& way, const std::optional<std::string>& password);
Result<std::optional<MailWayKept>> mail_way(Office& office);

// Where a person wants mail, and whether a digest each working day.
struct MailPerson {
  std::string address;
  bool digest = false;
};
Result<MailPerson> mail_person(Office& office, const AccountId& account);
Result<std::optional<Problem>> set_mail_person(Office& office, const people::Who& who, const MailPerson& wish, std::string_view lang);
bool is_mail_address(std::string_view text);

// A whole message (RFC 5322), UTF-8 in base64, from what it says.
struct MailText {
  std::string to, subject, text;
};
std::string mail_message(const MailWay& way, const MailText& mail, const std::string& id, Instant at);
// To the server at once; outside with what it answered.
Result<void> send_mail(const MailWay& way, const std::string& password, const std::string& to, const std::string& message);
// A message to try the settings with, now; does not go through the queue.
Result<void> send_test_mail(Office& office, const people::Who& who, const std::string& to);

// Puts a message into the queue; nothing when this account already has one of this name. full when too many wait.
inline constexpr std::int64_t kMostMailWaiting = 5'000;
Result<bool> queue_mail(Office& office, const AccountId& account, const std::string& name, const MailText& mail);
// Sends what is due; gives how many went and how many failed.
struct MailRound {
  int sent = 0, failed = 0;
};
Result<MailRound> send_waiting_mail(Office& office, int most = 50);

struct MailHealth {
  std::int64_t waiting = 0, given_up = 0, sent_lately = 0;  // lately: seven days
  std::optional<Instant> last_sent;
  std::string last_error;
  std::optional<Instant> last_error_at;
};
Result<MailHealth> mail_health(Office& office);
}  // namespace youju::app
