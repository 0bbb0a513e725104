// SPDX-License-Identifier: Apache-2.0
#include "app/digest.h"

#include "app/app_sql.h"
#include "app/due_words.h"
#include "app/records.h"

namespace youju::app {
namespace {
constexpr std::size_t kLinesShown = 12;  // of each part
constexpr std::int64_t kHourMs = 3'600'000;

std::string digest_name(Date day) { return "digest " + day.iso(); }

// Titles of kinds with a clock of their own are matters somebody wrote in about: they stay on their desk.
bool may_name(const InboxItem& item) { return item.kind == nullptr || item.kind->deadlines.empty(); }

std::string line_of_item(words::Lang lang, const InboxItem& item, const people::UnitTree& tree, const std::string& origin) {
  using What = InboxItem::What;
  const auto lang_name = lang == words::Lang::zh ? "zh" : "en";
  const auto kind = item.kind == nullptr ? std::string{} : name_in(item.kind->names, lang_name);
  const auto* unit = tree.find(item.unit);
  const auto title = may_name(item) && !item.title.empty() ? item.title : kind;
  Args args{{"kind", kind}, {"title", title}, {"unit", unit == nullptr ? item.unit.text : unit->name}};
  std::string link = origin + "/inbox", text;
  if (item.row) link = origin + "/records/" + item.row->record.text;
  switch (item.what) {
    case What::step:
    case What::fill_in:
    case What::returned:
      args["step"] = name_in(item.step->names, lang_name);
      text = words::say(lang, item.what == What::returned ? "mail.line_returned" : "mail.line_step", args);
      break;
    case What::report:
      text = words::say(lang, "mail.line_report", args), link = origin + "/reports/" + item.report;
      break;
    case What::mention:
      args["name"] = item.comment->author_name;
      text = words::say(lang, "mail.line_mention", args);
      break;
    case What::due:
      args["what"] = due_text(lang, *item.due), args["due"] = words::say_date(lang, item.due->due.iso());
      text = words::say(lang, item.row ? "mail.line_due_record" : "mail.line_due", args);
      if (!item.row) link = origin + "/calendar?unit=" + item.unit.text;
      break;
  }
  return "· " + text + "\n  " + link + "\n";
}

std::string digest_text(const Office& office, words::Lang lang, const Inbox& inbox, const people::UnitTree& tree, const std::string& origin) {
  static constexpr const char* kParts[] = {"returned", "approve", "sign", "mentions", "due"};
  std::string out = words::say(lang, "mail.digest_head", {{"office", office.settings().name}, {"day", words::say_date(lang, office.today().iso())}}) + "\n";
  for (const auto* part : kParts) {
    std::string lines;
    std::size_t n = 0;
    for (const auto& item : inbox.items) {
      if (item.is_read || inbox_part(item.what) != part) continue;
      if (++n <= kLinesShown) lines += line_of_item(lang, item, tree, origin);
    }
    if (n == 0) continue;
    out += "\n" + words::say(lang, "inbox.part_" + std::string(part)) + " (" + std::to_string(n) + ")\n" + lines;
    if (n > kLinesShown) out += words::say(lang, "mail.and_more", {{"n", std::to_string(n - kLinesShown)}, {"link", origin + "/inbox"}}) + "\n";
  }
  return out + "\n" + words::say(lang, "mail.digest_foot", {{"link", origin + "/account/mail"}}) + "\n";
}

struct Reader {
  AccountId account;
  std::string address;
  words::Lang lang;
};
}  // namespace

Result<std::vector<Digest>> digests_of(Office& office) {
  std::vector<Digest> out;
  TRY(const auto way, mail_way(office));
  if (!way) return fail(Code::absent, "mail.not_set");
  std::vector<Reader> readers;
  std::optional<people::UnitTree> tree;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(tree, people::read_units(session));
    return session.each(sql::mail_persons, {}, [&](const db::Row& row) {
      readers.push_back({AccountId{std::string(row.text(0))}, std::string(row.text(1)), row.text(2) == "en" ? words::Lang::en : words::Lang::zh});
      return true;
    });
  }));
  for (const auto& reader : readers) {
    std::optional<people::Who> who;
    std::string login;
    TRY_OK(office.read([&](db::Session& session) -> Result<void> {
      auto found = people::who_of(session, reader.account);
      if (!found) return {};  // closed since
      who = std::move(*found);
      TRY(const auto accounts, people::read_accounts(session));
      for (const auto& one : accounts)
        if (one.id == reader.account) login = one.login;
      return {};
    }));
    if (!who) continue;
    TRY(const auto inbox, find_inbox(office, *who));
    const auto n = inbox.unread();
    if (n == 0) continue;
    MailText mail{reader.address, words::say(reader.lang, "mail.digest_subject", {{"n", std::to_string(n)}, {"office", office.settings().name}}), digest_text(office, reader.lang, inbox, *tree, way->way.origin)};
    out.push_back({reader.account, login, std::move(mail)});
  }
  return out;
}

Result<int> queue_digests(Office& office) {
  TRY(const auto way, mail_way(office));
  if (!way || !way->way.on) return 0;
  const auto now = office.world().clock->now();
  const auto today = office.today();
  const auto hour = (now.ms / kHourMs + 8) % 24;
  if (hour < way->way.hour || !office.calendar().is_working(today)) return 0;
  const auto name = digest_name(today);
  // Who has today's already is not looked at again: the round runs every minute.
  bool any = false;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    std::vector<std::string> accounts;
    TRY_OK(session.each(sql::mail_persons, {}, [&](const db::Row& row) {
      accounts.emplace_back(row.text(0));
      return true;
    }));
    TRY(const auto done, session.text(sql::digest_done, {std::string_view(name)}));
    any = !accounts.empty() && !done;
    return {};
  }));
  if (!any) return 0;
  TRY(const auto digests, digests_of(office));
  int queued = 0;
  for (const auto& digest : digests) {
    TRY(const bool fresh, queue_mail(office, digest.account, name, digest.mail));
    queued += fresh ? 1 : 0;
  }
  // The mark of the day, so that who had nothing this morning is not mailed whenever something comes.
  TRY_OK(office.database().write([&](db::Tx& tx) -> Result<void> {
    const auto at = now.iso(), id = make_uuid7(office.world());
    TRY_OK(tx.run(sql::put_digest_done, {std::string_view(id), std::string_view(name), std::string_view(at)}));
    return {};
  }));
  return queued;
}
}  // namespace youju::app
