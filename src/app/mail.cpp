// SPDX-License-Identifier: Apache-2.0
#include "app/mail.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>

#include "app/app_sql.h"
#include "base/text.h"
#include "crypto/crypto.h"
#include "factor/factor.h"
#include "words/words.h"

namespace youju::app {
namespace {
constexpr std::int64_t kMinute = 60'000, kDay = 86'400'000, kMostTries = 7;
const AccountId kMailServer{"mail server"};  // what the password is sealed for

factor::Vault mail_vault(Office& office) { return factor::Vault(office.ledger().keys().mac_key + "youju/mail/1"); }

Json way_json(const MailWay& way) {
  return Json{{"host", way.host}, {"port", way.port}, {"security", std::string(mail_security_name(way.security))}, {"login", way.login}, {"from", way.from}, {"origin", way.origin}, {"hour", way.hour}, {"on", way.on}};
}
MailWay way_of(const Json& json) {
  MailWay way;
  way.host = json.value("host", ""), way.port = json.value("port", 587), way.login = json.value("login", ""), way.from = json.value("from", ""), way.origin = json.value("origin", "");
  way.hour = json.value("hour", 8), way.on = json.value("on", true);
  way.security = mail_security_from(json.value("security", "")).value_or(MailSecurity::starttls);
  return way;
}

bool is_host(std::string_view text) {
  return !text.empty() && text.size() <= 253 && text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]") == text.npos;
}
bool is_origin(std::string_view text) {
  const bool web = text.starts_with("http://") || text.starts_with("https://");
  return web && text.size() <= 200 && text.find_first_of(" \"'<>\r\n\t") == text.npos && text.substr(text.find("//") + 2).find('/') == text.npos && text.size() > 8;
}

Problems wrong_in(const MailWay& way) {
  Problems out;
  const auto wrong = [&](const char* field, const char* word) { out.push_back({field, {word, {}}}); };
  if (!is_host(way.host)) wrong("host", "mail.bad_host");
  if (way.port < 1 || way.port > 65'535) wrong("port", "mail.bad_port");
  if (!is_mail_address(way.from)) wrong("from", "mail.bad_address");
  if (!is_origin(way.origin)) wrong("origin", "mail.bad_origin");
  if (way.hour < 0 || way.hour > 23) wrong("hour", "mail.bad_hour");
  if (way.login.find_first_of("\r\n") != std::string::npos || way.login.size() > 200) wrong("login", "mail.bad_login");
  if (way.security == MailSecurity::plain && !way.login.empty()) wrong("security", "mail.no_login_in_clear");
  return out;
}

Result<std::pair<MailWay, std::string>> way_with_password(Office& office) {
  std::optional<std::pair<MailWay, std::string>> found;
  std::string sealed;
  TRY_OK(office.read([&](db::Session& session) {
    return session.each(sql::mail_way, {}, [&](const db::Row& row) {
      if (auto json = parse_json(row.text(0))) found.emplace(way_of(*json), "");
      sealed = row.text(1);
      return false;
    });
  }));
  if (!found) return fail(Code::absent, "mail.not_set");
  if (!sealed.empty()) {
    TRY(found->second, mail_vault(office).open(kMailServer, sealed));
  }
  return *found;
}

// RFC 2047: words of at most 45 octets each, never cut within a character.
std::string encoded_words(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; })) return std::string(text);
  constexpr std::size_t kMost = 42;
  std::string out;
  while (!text.empty()) {
    std::size_t end = std::min(kMost, text.size());
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    out += (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + crypto::base64(text.substr(0, end)) + "?=";
    text.remove_prefix(end);
  }
  return out;
}

std::string in_lines(const std::string& base64) {
  std::string out;
  for (std::size_t at = 0; at < base64.size(); at += 76) out += base64.substr(at, 76) + "\r\n";
  return out;
}

std::string mail_date(Instant at) {
  static constexpr const char* kWeekdays[] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};  // from 1 January 1970
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = at.shanghai_date();
  const auto of_day = ((at.ms + 8 * 3'600'000) % kDay + kDay) % kDay / 1000;
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0800", kWeekdays[((day.days % 7) + 7) % 7], day.day(), kMonths[day.month() - 1], day.year(), of_day / 3600, of_day / 60 % 60, of_day % 60);
}

struct Uploading {
  std::string_view left;
};
std::size_t give(char* to, std::size_t size, std::size_t n, void* from) {
  auto& uploading = *static_cast<Uploading*>(from);
  const auto take = std::min(size * n, uploading.left.size());
  std::copy_n(uploading.left.data(), take, to);
  uploading.left.remove_prefix(take);
  return take;
}
}  // namespace

std::string_view mail_security_name(MailSecurity security) { return security == MailSecurity::tls ? "tls" : security == MailSecurity::starttls ? "starttls" : "none"; }
std::optional<MailSecurity> mail_security_from(std::string_view name) {
  if (name == "tls") return MailSecurity::tls;
  if (name == "starttls") return MailSecurity::starttls;
  if (name == "none") return MailSecurity::plain;
  return std::nullopt;
}

bool is_mail_address(std::string_view text) {
  const auto at = text.find('@');
  if (text.size() > 254 || at == text.npos || at == 0 || at + 1 == text.size() || text.find('@', at + 1) != text.npos) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f && std::string_view("<>()[],;:\\\"").find(c) == std::string_view::npos; });
}

Result<std::variant<MailWayKept, Problems>> set_mail_way(Office& office, const people::Who& who, const MailWay& way, const std::optional<std::string>& password) {
  if (auto wrong = wrong_in(way); !wrong.empty()) return std::variant<MailWayKept, Problems>(std::move(wrong));
  MailWayKept out{way, false, who.account, office.world().clock->now()};
  TRY_OK(office.write([&](Office::Writer& writer) -> Result<void> {
    TRY(const auto tree, people::read_units(writer.tx));
    if (tree.all().empty()) return fail(Code::absent, "app.no_unit", {{"unit", ""}});
    TRY_OK(people::require(writer.tx, who, people::Right::manage_people, tree.all().front().id, office.roles(), office.today()));
    TRY(const auto before, writer.tx.text(sql::mail_password, {}));
    std::string sealed = before.value_or("");
    if (password) sealed = password->empty() ? std::string{} : mail_vault(office).seal(kMailServer, *password, office.world());
    out.has_password = !sealed.empty();
    const auto settings = canonical(way_json(way)), at = out.set_at.iso();
    TRY_OK(writer.tx.run(sql::put_mail_way, {std::string_view(settings), std::string_view(sealed), std::string_view(who.account.text), std::string_view(at)}));
    return {};
  }));
  return std::variant<MailWayKept, Problems>(std::move(out));
}

Result<std::optional<MailWayKept>> mail_way(Office& office) {
  std::optional<MailWayKept> out;
  TRY_OK(office.read([&](db::Session& session) {
    return session.each(sql::mail_way, {}, [&](const db::Row& row) {
      if (auto json = parse_json(row.text(0))) out = MailWayKept{way_of(*json), !row.text(1).empty(), AccountId{std::string(row.text(2))}, Instant::parse(row.text(3)).value_or(Instant{})};
      return false;
    });
  }));
  return out;
}

Result<MailPerson> mail_person(Office& office, const AccountId& account) {
  MailPerson out;
  TRY_OK(office.read([&](db::Session& session) {
    return session.each(sql::mail_person, {std::string_view(account.text)}, [&](const db::Row& row) {
      out = {std::string(row.text(0)), row.integer(1) != 0};
      return false;
    });
  }));
  return out;
}

Result<std::optional<Problem>> set_mail_person(Office& office, const people::Who& who, const MailPerson& wish, std::string_view lang) {
  if (!wish.address.empty() && !is_mail_address(wish.address)) return std::optional<Problem>(Problem{"address", {"mail.bad_address", {}}});
  if (wish.address.empty() && wish.digest) return std::optional<Problem>(Problem{"address", {"mail.address_needed", {}}});
  TRY_OK(office.write([&](Office::Writer& writer) -> Result<void> {
    const auto at = office.world().clock->now().iso();
    TRY_OK(writer.tx.run(sql::put_mail_person, {std::string_view(who.account.text), std::string_view(wish.address), std::int64_t{wish.digest}, lang, std::string_view(at)}));
    // What waits for somebody who wants no more goes, too.
    if (!wish.digest) TRY_OK(writer.tx.run(sql::drop_waiting_of, {std::string_view(who.account.text)}));
    return {};
  }));
  return std::optional<Problem>{};
}

std::string mail_message(const MailWay& way, const MailText& mail, const std::string& id, Instant at) {
  const auto domain = way.from.substr(way.from.find('@') + 1);
  std::string text = mail.text;
  for (std::size_t n = 0; (n = text.find('\n', n)) != std::string::npos; n += 2) text.replace(n, 1, "\r\n");
  return "Date: " + mail_date(at) + "\r\nFrom: =?UTF-8?B?" + crypto::base64("有据") + "?= <" + way.from + ">\r\nTo: <" + mail.to + ">\r\nSubject: " + encoded_words(mail.subject) + "\r\nMessage-ID: <" + id + "@" + domain +
         ">\r\nAuto-Submitted: auto-generated\r\nList-Unsubscribe: <" + way.origin + "/account/mail>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + in_lines(crypto::base64(text));
}

Result<void> send_mail(const MailWay& way, const std::string& password, const std::string& to, const std::string& message) {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  const std::unique_ptr<CURL, void (*)(CURL*)> curl(ready ? curl_easy_init() : nullptr, curl_easy_cleanup);
  if (!curl) return fail(Code::outside, "mail.failed", {{"why", "libcurl"}});
  std::unique_ptr<curl_slist, void (*)(curl_slist*)> to_list(curl_slist_append(nullptr, ("<" + to + ">").c_str()), curl_slist_free_all);
  const auto address = fmt::format("{}://{}:{}/{}", way.security == MailSecurity::tls ? "smtps" : "smtp", way.host, way.port, "youju");
  const auto from = "<" + way.from + ">";
  Uploading uploading{message};
  char why[CURL_ERROR_SIZE] = "";
  auto* c = curl.get();
  curl_easy_setopt(c, CURLOPT_URL, address.c_str());
  curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(c, CURLOPT_PROXY, "");
  curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, 10L);
  curl_easy_setopt(c, CURLOPT_TIMEOUT, 20L);
  curl_easy_setopt(c, CURLOPT_USE_SSL, way.security == MailSecurity::plain ? CURLUSESSL_NONE : CURLUSESSL_ALL);
  if (!way.login.empty()) curl_easy_setopt(c, CURLOPT_USERNAME, way.login.c_str());
  if (!password.empty()) curl_easy_setopt(c, CURLOPT_PASSWORD, password.c_str());
  curl_easy_setopt(c, CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to_list.get());
  curl_easy_setopt(c, CURLOPT_READFUNCTION, give);
  curl_easy_setopt(c, CURLOPT_READDATA, &uploading);
  curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(c, CURLOPT_ERRORBUFFER, why);
  const auto done = curl_easy_perform(c);
  if (done == CURLE_OK) return {};
  long answer = 0;
  curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &answer);
  return fail(Code::outside, "mail.failed", {{"why", fmt::format("{}{}", answer > 0 ? std::to_string(answer) + " " : "", why[0] != '\0' ? why : curl_easy_strerror(done))}});
}

Result<void> send_test_mail(Office& office, const people::Who& who, const std::string& to) {
  if (!is_mail_address(to)) return fail(Code::invalid, "mail.bad_address");
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    const bool may = !tree.all().empty() && people::may(who, people::Right::manage_people, tree.all().front().id, tree, office.roles(), office.today());
    return may ? Result<void>{} : fail(Code::denied, "mail.may_not");
  }));
  TRY(const auto way, way_with_password(office));
  const auto now = office.world().clock->now();
  const auto zh = words::Lang::zh;
  const MailText mail{to, words::say(zh, "mail.test_subject", {{"office", office.settings().name}}), words::say(zh, "mail.test_text", {{"office", office.settings().name}, {"link", way.first.origin + "/"}})};
  return send_mail(way.first, way.second, to, mail_message(way.first, mail, make_uuid4(office.world()), now));
}

Result<bool> queue_mail(Office& office, const AccountId& account, const std::string& name, const MailText& mail) {
  TRY(const auto way, mail_way(office));
  if (!way) return fail(Code::absent, "mail.not_set");
  const auto now = office.world().clock->now();
  const auto id = make_uuid7(office.world());
  const auto message = mail_message(way->way, mail, id, now);
  bool queued = false;
  TRY_OK(office.write([&](Office::Writer& writer) -> Result<void> {
    TRY(const auto waiting, writer.tx.integer(sql::mail_waiting_count, {}));
    if (waiting.value_or(0) >= kMostMailWaiting) return fail(Code::full, "mail.too_many_wait", {{"n", std::to_string(kMostMailWaiting)}});
    const auto at = now.iso();
    TRY(const auto rows, writer.tx.run(sql::put_mail, {std::string_view(id), std::string_view(account.text), std::string_view(name), std::string_view(mail.to), std::string_view(at), std::string_view(message)}));
    queued = rows > 0;
    return {};
  }));
  return queued;
}

namespace {
struct Waiting {
  std::string id, address, message;
  std::int64_t tries = 0;
};
Result<void> note_mail(Office& office, const Waiting& mail, const Result<void>& done) {
  const auto now = office.world().clock->now();
  const auto at = now.iso();
  return office.database().write([&](db::Tx& tx) -> Result<void> {
    if (done) {
      TRY_OK(tx.run(sql::mail_sent, {std::string_view(at), std::string_view(mail.id)}));
      return {};
    }
    const auto tries = mail.tries + 1;
    const auto next = Instant{now.ms + (5 * kMinute << tries)}.iso();  // 10, 20, 40 … minutes
    const auto why = done.error().message.args.contains("why") ? done.error().message.args.at("why") : done.error().message.word;
    TRY_OK(tx.run(sql::mail_failed, {tries, std::string_view(next), std::string_view(why), tries >= kMostTries ? db::Value{std::string_view(at)} : db::Value{}, std::string_view(mail.id)}));
    return {};
  });
}
}  // namespace

Result<MailRound> send_waiting_mail(Office& office, int most) {
  MailRound out;
  auto way = way_with_password(office);
  if (!way && way.error().code == Code::absent) return out;
  if (!way) return fail(way.error());
  if (!way->first.on) return out;
  std::vector<Waiting> due;
  const auto now = office.world().clock->now();
  const auto at = now.iso(), old = Instant{now.ms - 7 * kDay}.iso();
  TRY_OK(office.read([&](db::Session& session) {
    return session.each(sql::mail_due, {std::string_view(at), std::int64_t{most}}, [&](const db::Row& row) {
      due.push_back({std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)), row.integer(3)});
      return true;
    });
  }));
  for (const auto& mail : due) {
    const auto done = send_mail(way->first, way->second, mail.address, mail.message);
    ++(done ? out.sent : out.failed);
    TRY_OK(note_mail(office, mail, done));
  }
  if (!due.empty()) {
    TRY_OK(office.database().write([&](db::Tx& tx) -> Result<void> {
      TRY_OK(tx.run(sql::forget_mail, {std::string_view(old)}));
      return {};
    }));
  }
  return out;
}

Result<MailHealth> mail_health(Office& office) {
  MailHealth out;
  const auto old = Instant{office.world().clock->now().ms - 7 * kDay}.iso();
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY_OK(session.each(sql::mail_counts, {std::string_view(old)}, [&](const db::Row& row) {
      out.waiting = row.integer(0), out.given_up = row.integer(1), out.sent_lately = row.integer(2);
      if (!row.is_null(3)) out.last_sent = Instant::parse(row.text(3));
      return false;
    }));
    return session.each(sql::mail_last_error, {}, [&](const db::Row& row) {
      out.last_error = row.text(0);
      out.last_error_at = Instant::parse(row.text(1));
      return false;
    });
  }));
  return out;
}
}  // namespace youju::app
