// SPDX-License-Identifier: Apache-2.0
// Browsers at which somebody is signed in: working data, no part of the log. Whoever reads the database cannot sign in with what he finds.
#include "crypto/crypto.h"
#include "people/people.h"
#include "people/people_sql.h"

namespace youju::people {
Result<std::vector<Grant>> read_grants_of(db::Session& session, const AccountId& account);

namespace {
SignedIn signed_in_of(const db::Row& row) {
  const auto at = [&](int column) { return Instant::parse(row.text(column)).value_or(Instant{}); };
  return {std::string(row.text(0)), AccountId{std::string(row.text(1))}, std::string(row.text(2)), std::string(row.text(3)), at(4), at(5), at(6), std::string(row.text(7))};
}
bool is_over(const SignedIn& one, Instant now) { return now >= one.ends || now.ms - one.seen.ms >= kSessionIdleMs; }
}  // namespace

Result<std::string> open_session(db::Tx& tx, const AccountId& account, std::string_view device, std::string_view address, const World& world) {
  const auto now = world.clock->now();
  const auto token = random_hex(world, 16), csrf = random_hex(world, 16);
  const auto id = crypto::hex(crypto::sha256(token)), at = now.iso(), ends = Instant{now.ms + kSessionMostMs}.iso();
  const auto idle_since = Instant{now.ms - kSessionIdleMs}.iso();
  TRY_OK(tx.run(sql::end_old_sessions, {at, idle_since}));
  TRY_OK(tx.run(sql::put_session, {id, account.text, device.substr(0, 200), address.substr(0, 64), at, ends, csrf}));
  return token;
}

Result<std::optional<std::pair<SignedIn, Who>>> find_session(db::Session& session, std::string_view token, Instant now) {
  std::optional<std::pair<SignedIn, Who>> found;
  if (token.size() != 32) return found;
  TRY_OK(session.each(sql::session_of, {crypto::hex(crypto::sha256(token))}, [&](const db::Row& row) {
    auto one = signed_in_of(row);
    if (is_over(one, now) || row.integer(12) != 0) return false;
    Who who;
    who.account = one.account;
    who.name = std::string(row.text(9));
    who.person = PersonId{std::string(row.text(10))};
    found.emplace(std::move(one), std::move(who));
    return false;
  }));
  if (found) {
    TRY(found->second.grants, read_grants_of(session, found->first.account));
  }
  return found;
}

Result<std::vector<SignedIn>> sessions_of(db::Session& session, const AccountId& account) {
  std::vector<SignedIn> out;
  TRY_OK(session.each(sql::sessions_of, {account.text}, [&](const db::Row& row) {
    out.push_back(signed_in_of(row));
    return true;
  }));
  return out;
}

Result<void> see_session(db::Tx& tx, const std::string& id, Instant now) {
  const auto at = now.iso();
  TRY_OK(tx.run(sql::see_session, {id, at}));
  return {};
}
Result<void> end_session(db::Tx& tx, const AccountId& account, const std::string& id) {
  TRY_OK(tx.run(sql::end_session, {id, account.text}));
  return {};
}
Result<void> end_other_sessions(db::Tx& tx, const AccountId& account, const std::string& kept) {
  TRY_OK(tx.run(sql::end_sessions, {account.text, kept}));
  return {};
}
}  // namespace youju::people
