// SPDX-License-Identifier: Apache-2.0
#include "app/comments.h"

#include <algorithm>

#include "app/app_sql.h"
#include "app/reports.h"
#include "base/text.h"
#include "figures/figures.h"

namespace youju::app {
namespace {
constexpr std::size_t kMostQuoted = 120;  // characters
constexpr std::size_t kMostExpression = 1'000;  // bytes

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}
std::string shortened(std::string_view text, std::size_t most) {
  std::size_t n = 0, at = 0;
  for (; at < text.size(); ++at)
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80 && n++ == most) return std::string(text.substr(0, at)) + "…";
  return std::string(text);
}
// Line ends as \n, no other control characters.
std::string typed_plainly(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c == '\n' || c == '\t' || static_cast<unsigned char>(c) >= 0x20) out += c;
  return std::string(trim(out));
}

// Where a thing belongs; absent when there is none, denied nothing: who may not read is told that there is none.
struct Place {
  UnitId unit;
  bool takes_text = true;
};
Result<Place> place_of_figure(Office& office, const people::UnitTree& tree, const std::string& text, const std::function<bool(const UnitId&)>& readable) {
  const auto none = [&] { return fail(Code::invalid, "comment.no_figure", {{"expr", shortened(text, kMostQuoted)}}); };
  if (text.size() > kMostExpression) return none();
  const auto expression = figures::parse(text, office.catalogue(), tree, std::nullopt);
  if (!expression || figures::canonical_of(*expression) != text || !expression->of.unit || !expression->of.period) return none();
  Place place{*expression->of.unit};
  for (const auto* side : {&expression->of, expression->base ? &*expression->base : nullptr}) {
    if (side == nullptr) continue;
    if (side->unit && !readable(*side->unit)) return fail(Code::denied, "figures.nothing_readable");
    const auto* kind = office.catalogue().find(side->kind);
    place.takes_text = place.takes_text && (kind == nullptr || !kind->no_content);
  }
  return place;
}

Result<Place> place_of(db::Session& session, Office& office, const people::Who& who, About about, const std::string& object) {
  Place place;
  TRY(const auto tree, people::read_units(session));
  const auto readable = [&](const UnitId& unit) { return people::may(who, people::Right::read, unit, tree, office.roles(), office.today()); };
  if (about == About::figure) return place_of_figure(office, tree, object, readable);
  const char* word = about == About::record ? "app.no_record" : "app.no_report";
  const auto none = [&] { return fail(Code::absent, word, {{about == About::record ? "record" : "report", object}}); };
  if (about == About::record) {
    TRY(const auto row, index::current(session, RecordId{object}));
    if (!row) return none();
    const auto* kind = office.catalogue().find(row->kind);
    place = {row->unit, kind == nullptr || !kind->no_content};
  } else {
    TRY(const auto unit, session.text(sql::unit_of_report, {std::string_view(object)}));
    if (!unit) return none();
    place.unit = UnitId{*unit};
  }
  if (!readable(place.unit)) return none();
  return place;
}

Comment comment_of(const db::Row& row) {
  Comment out;
  out.id = row.text(0);
  out.thing.about = about_from(row.text(1)).value_or(About::record);
  out.thing.object = row.text(2), out.thing.part = row.text(3), out.thing.quote = row.text(4);
  out.unit = UnitId{std::string(row.text(5))};
  out.author = AccountId{std::string(row.text(6))};
  out.said_at = Instant::parse(row.text(7)).value_or(Instant{});
  out.said = row.text(8);
  if (!row.is_null(9)) out.withdrawn_at = Instant::parse(row.text(9));
  if (out.withdrawn_at) out.said.clear();
  return out;
}

Result<void> name_people(db::Session& session, std::vector<Comment>& comments) {
  TRY(const auto accounts, people::read_accounts(session));
  std::map<AccountId, std::string> names;
  for (const auto& account : accounts) names[account.id] = account.name.empty() ? account.login : account.name;
  for (auto& comment : comments) {
    comment.author_name = names[comment.author];
    TRY_OK(session.each(sql::accounts_mentioned, {std::string_view(comment.id)}, [&](const db::Row& row) {
      comment.told.push_back(names[AccountId{std::string(row.text(0))}]);
      return true;
    }));
  }
  return {};
}

bool good_part(const Thing& thing) {
  const std::string_view part = thing.part;
  if (part.empty()) return true;
  if (thing.about == About::figure || part.size() > 80 || part.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:.-") != part.npos) return false;
  return thing.about == About::record ? part.starts_with("check:") : part.starts_with("p:") || part.starts_with("f:");
}
}  // namespace

std::string_view about_name(About about) { return about == About::record ? "record" : about == About::report ? "report" : "figure"; }
std::optional<About> about_from(std::string_view name) {
  if (name == "record") return About::record;
  if (name == "report") return About::report;
  if (name == "figure") return About::figure;
  return std::nullopt;
}

Result<std::vector<Mentionable>> who_may_see(db::Session& session, const Office& office, const UnitId& unit) {
  TRY(const auto tree, people::read_units(session));
  TRY(const auto accounts, people::read_accounts(session));
  TRY(const auto grants, people::read_grants(session));
  std::vector<Mentionable> out;
  for (const auto& account : accounts) {
    if (account.disabled) continue;
    people::Who who;
    who.account = account.id;
    for (const auto& grant : grants)
      if (grant.account == account.id) who.grants.push_back(grant);
    if (people::may(who, people::Right::read, unit, tree, office.roles(), office.today())) out.push_back({account.id, account.login, account.name});
  }
  return out;
}

std::vector<Mentionable> mentioned_in(std::string_view text, const std::vector<Mentionable>& known) {
  std::vector<Mentionable> out;
  const auto is_word = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' || c == '-'; };
  for (std::size_t at = text.find('@'); at != text.npos; at = text.find('@', at + 1)) {
    if (at > 0 && is_word(text[at - 1])) continue;  // an address of mail
    const auto rest = text.substr(at + 1);
    const Mentionable* best = nullptr;
    std::size_t longest = 0;
    for (const auto& one : known) {
      for (const auto& name : {one.name, one.login}) {
        if (name.empty() || name.size() <= longest || !rest.starts_with(name)) continue;
        // A sign-in name ends where its letters end: @li is not @lina.
        if (is_word(name.back()) && rest.size() > name.size() && is_word(rest[name.size()]) && rest[name.size()] != '.') continue;
        best = &one, longest = name.size();
      }
    }
    const auto same = [&](const Mentionable& one) { return best != nullptr && one.account == best->account; };
    if (best != nullptr && std::none_of(out.begin(), out.end(), same)) out.push_back(*best);
  }
  return out;
}

Result<Comment> say(Office& office, const people::Who& who, const Thing& thing, std::string_view text) {
  const auto said = typed_plainly(text);
  if (said.empty()) return fail(Code::invalid, "comment.nothing_said");
  if (characters(said) > kMostSaid) return fail(Code::invalid, "comment.too_long", {{"most", std::to_string(kMostSaid)}, {"has", std::to_string(characters(said))}});
  if (!good_part(thing)) return fail(Code::invalid, "comment.no_part");
  Comment out;
  out.id = make_uuid7(office.world());
  out.thing = thing;
  out.thing.quote = shortened(typed_plainly(thing.quote), kMostQuoted);
  out.author = who.account, out.author_name = who.name;
  out.said_at = office.world().clock->now(), out.said = said;
  TRY_OK(office.write([&](Office::Writer& writer) -> Result<void> {
    TRY(const auto place, place_of(writer.tx, office, who, thing.about, thing.object));
    TRY_OK(people::require(writer.tx, who, people::Right::read, place.unit, office.roles(), office.today()));
    if (!place.takes_text) return fail(Code::invalid, "comment.no_text_here");
    out.unit = place.unit;
    const auto at = out.said_at.iso();
    TRY_OK(writer.tx.run(sql::put_comment, {out.id, about_name(thing.about), thing.object, thing.part, out.thing.quote, out.unit.text, who.account.text, at, said}));
    TRY(const auto known, who_may_see(writer.tx, office, place.unit));
    out.told.clear();
    for (const auto& one : mentioned_in(said, known)) {
      if (one.account == who.account) continue;
      TRY_OK(writer.tx.run(sql::put_mention, {one.account.text, out.id, at}));
      out.told.push_back(one.name.empty() ? one.login : one.name);
    }
    return {};
  }));
  return out;
}

Result<Comment> find_comment(Office& office, const people::Who& who, const std::string& id) {
  std::vector<Comment> found;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY_OK(session.each(sql::comment_by_id, {std::string_view(id)}, [&](const db::Row& row) {
      found.push_back(comment_of(row));
      return false;
    }));
    if (found.empty()) return fail(Code::absent, "comment.none", {{"comment", id}});
    TRY_OK(place_of(session, office, who, found[0].thing.about, found[0].thing.object));
    return name_people(session, found);
  }));
  return found[0];
}

Result<Comment> withdraw(Office& office, const people::Who& who, const std::string& id) {
  TRY(auto comment, find_comment(office, who, id));
  if (comment.author != who.account) return fail(Code::denied, "comment.not_yours");
  if (comment.withdrawn_at) return comment;
  comment.withdrawn_at = office.world().clock->now();
  TRY_OK(office.write([&](Office::Writer& writer) -> Result<void> {
    const auto at = comment.withdrawn_at->iso();
    TRY_OK(writer.tx.run(sql::withdraw_comment, {std::string_view(at), std::string_view(id), std::string_view(who.account.text)}));
    return {};
  }));
  comment.said.clear();
  return comment;
}

Result<std::vector<Comment>> comments_on(Office& office, const people::Who& who, About about, const std::string& object) {
  std::vector<Comment> out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY_OK(place_of(session, office, who, about, object));
    TRY_OK(session.each(sql::comments_on, {about_name(about), std::string_view(object)}, [&](const db::Row& row) {
      out.push_back(comment_of(row));
      return true;
    }));
    return name_people(session, out);
  }));
  return out;
}

Result<std::vector<Comment>> mentions_of(Office& office, const people::Who& who, std::size_t most) {
  std::vector<Comment> out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    std::vector<Comment> all;
    TRY_OK(session.each(sql::comments_that_mention, {std::string_view(who.account.text), static_cast<std::int64_t>(most)}, [&](const db::Row& row) {
      all.push_back(comment_of(row));
      return true;
    }));
    // A right withdrawn since closes what was said, too.
    for (auto& one : all)
      if (people::may(who, people::Right::read, one.unit, tree, office.roles(), office.today())) out.push_back(std::move(one));
    return name_people(session, out);
  }));
  return out;
}

Result<void> empty_comments(db::Tx& tx, const std::string& object, Instant until) {
  const auto at = until.iso();
  return tx.queue(sql::empty_comments, {std::string_view(object), std::string_view(at)});
}
}  // namespace youju::app
