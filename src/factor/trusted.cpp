// SPDX-License-Identifier: Apache-2.0
// Browsers that need no code at sign-in for a while, and those between the password and the code. Tokens go to the browser alone.
#include "crypto/crypto.h"
#include "factor/factor.h"
#include "factor/factor_sql.h"

namespace youju::factor {
namespace {
constexpr std::size_t kTokenHex = 32;  // 128 bits
bool is_token(std::string_view text) { return text.size() == kTokenHex && text.find_first_not_of("0123456789abcdef") == text.npos; }
}  // namespace

std::string id_of_token(std::string_view token) { return crypto::hex(crypto::sha256(token)); }

Result<std::string> trust(db::Tx& tx, const AccountId& account, std::string_view token, std::string_view device, std::string_view address, const World& world) {
  const auto now = world.clock->now();
  // A browser several people use keeps one token; one that we never gave is not taken over.
  bool known = false;
  if (is_token(token)) {
    const auto id = id_of_token(token);
    TRY(const auto found, tx.integer(sql::trusted_token, {id}));
    known = found.value_or(0) > 0;
  }
  auto kept = known ? std::string(token) : random_hex(world, kTokenHex / 2);
  const auto id = id_of_token(kept), at = now.iso(), ends = Instant{now.ms + kTrustedMs}.iso();
  TRY_OK(tx.run(sql::sweep_trusted, {at}));
  TRY_OK(tx.run(sql::put_trusted, {id, account.text, device.substr(0, 200), address.substr(0, 64), at, ends}));
  return kept;
}

Result<bool> is_trusted(db::Session& session, const AccountId& account, std::string_view token, Instant now) {
  if (!is_token(token)) return false;
  TRY(const auto ends, session.text(sql::trusted, {id_of_token(token), account.text}));
  const auto until = ends ? Instant::parse(*ends) : std::nullopt;
  return until && now < *until;
}

Result<std::vector<Trusted>> trusted_of(db::Session& session, const AccountId& account, Instant now) {
  std::vector<Trusted> out;
  TRY_OK(session.each(sql::trusted_of, {account.text}, [&](const db::Row& row) {
    Trusted one{std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)), Instant::parse(row.text(3)).value_or(Instant{}), Instant::parse(row.text(4)).value_or(Instant{})};
    if (now < one.ends) out.push_back(std::move(one));
    return true;
  }));
  return out;
}

Result<void> distrust(db::Tx& tx, const AccountId& account, const std::string& id) {
  TRY_OK(tx.run(sql::distrust, {id, account.text}));
  return {};
}
Result<void> distrust_all(db::Tx& tx, const AccountId& account) {
  TRY_OK(tx.run(sql::distrust_all, {account.text}));
  return {};
}

Result<std::string> come_to_door(db::Tx& tx, const AccountId& account, const World& world) {
  const auto now = world.clock->now();
  auto token = random_hex(world, kTokenHex / 2);
  const auto id = id_of_token(token), at = now.iso(), ends = Instant{now.ms + kAtDoorMs}.iso();
  TRY_OK(tx.run(sql::sweep_door, {at}));
  TRY_OK(tx.run(sql::put_at_door, {id, account.text, ends}));
  return token;
}

Result<std::optional<AccountId>> at_door(db::Session& session, std::string_view token, Instant now) {
  std::optional<AccountId> found;
  if (!is_token(token)) return found;
  const auto id = id_of_token(token);
  TRY_OK(session.each(sql::at_door, {id}, [&](const db::Row& row) {
    const auto ends = Instant::parse(row.text(1));
    if (ends && now < *ends) found = AccountId{std::string(row.text(0))};
    return false;
  }));
  return found;
}

Result<void> leave_door(db::Tx& tx, std::string_view token) {
  const auto id = id_of_token(token);
  TRY_OK(tx.run(sql::leave_door, {id}));
  return {};
}
}  // namespace youju::factor
