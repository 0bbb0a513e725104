// SPDX-License-Identifier: Apache-2.0
// Commands about what people are told: inbox, comments, mail and the daily digest.
#include "app/comments.h"
#include "app/digest.h"
#include "app/due_words.h"
#include "app/inbox.h"
#include "app/records.h"
#include "base/io.h"
#include "base/text.h"
#include "cli/command.h"

namespace youju::cli {
namespace {
Result<int> inbox(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  TRY(const auto found, app::find_inbox(*opened.office, opened.who));
  Json items = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& item : found.items) {
    const auto what = item.due ? app::due_text(call.lang, *item.due) : item.step != nullptr ? app::name_in(item.step->names, lang_of(call)) : std::string{};
    const auto kind = item.kind == nullptr ? std::string{} : app::name_in(item.kind->names, lang_of(call));
    Json one{{"name", item.name}, {"part", std::string(app::inbox_part(item.what))}, {"title", item.title}, {"read", item.is_read}};
    if (item.row) one["record"] = item.row->record.text;
    if (!item.report.empty()) one["report"] = item.report;
    if (item.comment) one["comment"] = item.comment->id;
    if (item.due) one["due"] = item.due->due.iso();
    items.push_back(std::move(one));
    rows.push_back({item.is_read ? "" : "●", call.say("inbox.part_" + std::string(app::inbox_part(item.what))), what, kind, item.title, item.due ? item.due->due.iso() : item.row ? item.row->record.text : item.report});
  }
  if (call.json) {
    call.print_json(Json{{"unread", found.unread()}, {"items", std::move(items)}});
    return 0;
  }
  for (const auto& line : table_lines({"", "", call.say("figures.column_what"), call.say("cli.column_kind"), call.say("cli.column_title"), ""}, rows)) call.print(line);
  call.print(found.unread() == 0 ? call.say("inbox.nothing_new") : call.say("inbox.new_n", {{"n", std::to_string(found.unread())}}));
  return 0;
}

// "record:ID" or "report:ID".
Result<app::Thing> thing_asked(const Call& call, const std::string& text) {
  const auto colon = text.find(':');
  const auto about = app::about_from(text.substr(0, colon));
  if (colon == std::string::npos || !about) return fail(Code::invalid, "comment.bad_thing", {{"thing", text}});
  return app::Thing{*about, text.substr(colon + 1), call.get("--part").value_or(""), {}};
}
Json comment_json(const app::Comment& one) {
  return Json{{"id", one.id}, {"author", one.author_name}, {"at", one.said_at.iso()}, {"said", one.said}, {"part", one.thing.part}, {"told", one.told}, {"withdrawn", one.withdrawn_at.has_value()}};
}

Result<int> comment_say(const Call& call) {
  TRY(const auto thing, thing_asked(call, call.rest[1]));
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  TRY(const auto said, app::say(*opened.office, opened.who, thing, call.rest[2]));
  if (call.json) call.print_json(comment_json(said));
  else call.print(said.id);
  return 0;
}
Result<int> comment_list(const Call& call) {
  TRY(const auto thing, thing_asked(call, call.rest[1]));
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  TRY(const auto all, app::comments_on(*opened.office, opened.who, thing.about, thing.object));
  if (call.json) {
    Json out = Json::array();
    for (const auto& one : all) out.push_back(comment_json(one));
    call.print_json(Json{{"comments", std::move(out)}});
    return 0;
  }
  for (const auto& one : all) {
    call.print(one.id + "  " + one.author_name + "  " + one.said_at.shanghai_date().iso());
    call.print("  " + (one.withdrawn_at ? call.say("comment.withdrawn", {{"when", one.withdrawn_at->shanghai_date().iso()}}) : one.said));
  }
  return 0;
}
Result<int> comment_withdraw(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  TRY(const auto gone, app::withdraw(*opened.office, opened.who, call.rest[1]));
  if (call.json) call.print_json(comment_json(gone));
  return 0;
}

void show_way(const Call& call, const app::MailWayKept& kept, const app::MailHealth& health) {
  const auto& way = kept.way;
  call.print(call.say("mail.told_way", {{"host", way.host}, {"port", std::to_string(way.port)}, {"security", std::string(app::mail_security_name(way.security))}, {"from", way.from}, {"hour", std::to_string(way.hour)}}));
  call.print(call.say("mail.told_queue", {{"waiting", std::to_string(health.waiting)}, {"sent", std::to_string(health.sent_lately)}, {"given_up", std::to_string(health.given_up)}}));
  if (!health.last_error.empty()) call.print(call.say("mail.last_error") + ": " + health.last_error);
}
Json way_shown(const app::MailWayKept& kept, const app::MailHealth& health) {
  const auto& way = kept.way;
  return Json{{"host", way.host}, {"port", way.port}, {"security", std::string(app::mail_security_name(way.security))}, {"login", way.login}, {"from", way.from}, {"origin", way.origin}, {"hour", way.hour}, {"on", way.on},
              {"password", kept.has_password}, {"waiting", health.waiting}, {"sent", health.sent_lately}, {"given_up", health.given_up}, {"last_error", health.last_error}};
}

Result<int> mail_show(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  TRY(const auto kept, app::mail_way(*opened.office));
  if (!kept) return fail(Code::absent, "mail.not_set");
  TRY(const auto health, app::mail_health(*opened.office));
  if (call.json) call.print_json(way_shown(*kept, health));
  else show_way(call, *kept, health);
  return 0;
}

Result<int> mail_set(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  TRY(const auto before, app::mail_way(*opened.office));
  auto way = before ? before->way : app::MailWay{};
  way.host = call.get("--host").value_or(way.host), way.login = call.get("--login").value_or(way.login), way.from = call.get("--from").value_or(way.from), way.origin = call.get("--link").value_or(way.origin);
  TRY(const auto port, number_asked(call, "--port", 1, 65'535, way.port));
  TRY(const auto hour, number_asked(call, "--hour", 0, 23, way.hour));
  way.port = static_cast<int>(port), way.hour = static_cast<int>(hour);
  if (const auto security = call.get("--security")) {
    const auto known = app::mail_security_from(*security);
    if (!known) return fail(Code::invalid, "mail.bad_security");
    way.security = *known;
  }
  if (call.has("--off")) way.on = false;
  if (call.has("--on")) way.on = true;
  std::optional<std::string> password;
  if (const auto file = call.get("--mail-password-file")) {
    TRY(const auto read, read_file(*file, 1'000));
    password = std::string(trim(read));
  }
  TRY(const auto done, app::set_mail_way(*opened.office, opened.who, way, password));
  if (const auto* wrong = std::get_if<Problems>(&done)) return fail(Code::invalid, wrong->front().message.word, wrong->front().message.args);
  TRY(const auto health, app::mail_health(*opened.office));
  const auto& kept = std::get<app::MailWayKept>(done);
  if (call.json) call.print_json(way_shown(kept, health));
  else show_way(call, kept, health);
  return 0;
}

Result<int> mail_test(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  TRY_OK(app::send_test_mail(*opened.office, opened.who, call.rest[1]));
  call.print(call.say("mail.test_sent", {{"to", call.rest[1]}}));
  return 0;
}

Result<int> mail_own(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  const app::MailPerson wish{call.rest.size() > 1 ? call.rest[1] : std::string{}, call.has("--digest")};
  TRY(const auto wrong, app::set_mail_person(*opened.office, opened.who, wish, lang_of(call)));
  if (wrong) return fail(Code::invalid, wrong->message.word, wrong->message.args);
  call.print(call.say("mail.kept"));
  return 0;
}

Result<int> digest(const Call& call) {
  const bool dry = call.has("--dry-run");
  TRY(const auto opened, open_office(call, call.rest[0], dry ? app::Office::Access::read : app::Office::Access::write));
  auto& office = *opened.office;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    const bool may = !tree.all().empty() && people::may(opened.who, people::Right::manage_people, tree.all().front().id, tree, office.roles(), office.today());
    return may ? Result<void>{} : fail(Code::denied, "mail.may_not");  // it shows what waits for others
  }));
  if (dry) {
    TRY(const auto all, app::digests_of(office));
    Json out = Json::array();
    for (const auto& one : all) {
      out.push_back(Json{{"login", one.login}, {"to", one.mail.to}, {"subject", one.mail.subject}, {"text", one.mail.text}});
      if (!call.json) call.print(one.login + " <" + one.mail.to + ">\n" + one.mail.subject + "\n\n" + one.mail.text);
    }
    if (call.json) call.print_json(Json{{"digests", std::move(out)}});
    else if (all.empty()) call.print(call.say("mail.nothing_to_send"));
    return 0;
  }
  TRY(const auto queued, app::queue_digests(office));
  TRY(const auto round, app::send_waiting_mail(office));
  if (call.json) call.print_json(Json{{"queued", queued}, {"sent", round.sent}, {"failed", round.failed}});
  else call.print(call.say("mail.round", {{"queued", std::to_string(queued)}, {"sent", std::to_string(round.sent)}, {"failed", std::to_string(round.failed)}}));
  return round.failed > 0 ? 1 : 0;
}
}  // namespace

Commands tell_commands() {
  const Option part{"--part", "PART", "comment.option_part"};
  return {
      {"inbox", "DIR", "inbox.help", {}, 1, 1, inbox},
      {"comment say", "DIR record:ID|report:ID TEXT [--part PART]", "comment.help_say", {part}, 3, 3, comment_say},
      {"comment list", "DIR record:ID|report:ID", "comment.help_list", {}, 2, 2, comment_list},
      {"comment withdraw", "DIR ID", "comment.help_withdraw", {}, 2, 2, comment_withdraw},
      {"mail show", "DIR", "mail.help_show", {}, 1, 1, mail_show},
      {"mail set", "DIR --host H --from ADDRESS --link ORIGIN [--port N] [--security starttls|tls|none] [--login NAME --mail-password-file FILE] [--hour H] [--on|--off]", "mail.help_set",
       {{"--host", "H", "mail.option_host"}, {"--port", "N", "mail.option_port"}, {"--security", "S", "mail.option_security"}, {"--login", "NAME", "mail.option_login"}, {"--mail-password-file", "FILE", "mail.option_password"},
        {"--from", "ADDRESS", "mail.option_from"}, {"--link", "ORIGIN", "mail.option_link"}, {"--hour", "H", "mail.option_hour"}, {"--on", "", "mail.option_on"}, {"--off", "", "mail.option_off"}}, 1, 1, mail_set},
      {"mail test", "DIR ADDRESS", "mail.help_test", {}, 2, 2, mail_test},
      {"mail own", "DIR [ADDRESS] [--digest]", "mail.help_own", {{"--digest", "", "mail.option_digest"}}, 1, 2, mail_own},
      {"digest", "DIR [--dry-run]", "mail.help_digest", {{"--dry-run", "", "mail.option_dry_run"}}, 1, 1, digest},
  };
}
}  // namespace youju::cli
