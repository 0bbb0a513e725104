// SPDX-License-Identifier: Apache-2.0
// Accounts: who signs in, by the operating system's user or by password; one-time codes for new people.
#include "base/text.h"
#include "crypto/crypto.h"
#include "people/people.h"
#include "people/people_sql.h"

namespace youju::people {
Result<std::vector<Grant>> read_grants_of(db::Session& session, const AccountId& account);

namespace {
constexpr std::size_t kLeastPassword = 10;  // code points; ASVS R61: length, no composition rules

Account account_of(const db::Row& row) {
  return Account{AccountId{std::string(row.text(0))}, std::string(row.text(1)), std::string(row.text(2)),
                 PersonId{std::string(row.text(3))}, std::string(row.text(4)), row.integer(5) != 0};
}

Result<std::optional<Account>> find_account(db::Session& session, const db::Query& query, std::string_view key) {
  std::optional<Account> found;
  TRY_OK(session.each(query, {key}, [&](const db::Row& row) {
    found = account_of(row);
    return false;
  }));
  return found;
}

Result<Who> who_of(db::Session& session, const Account& account) {
  TRY(auto grants, read_grants_of(session, account.id));
  return Who{account.id, account.person, account.name, std::move(grants), {}};
}

// Verifying costs the same whether or not the account exists, so that names cannot be guessed by the clock.
const std::string& nobody() {
  static const std::string hash = *crypto::hash_password("nobody signs in with this");
  return hash;
}
struct Credential {
  std::string password, code, expires;
};
}  // namespace

Result<std::vector<Account>> read_accounts(db::Session& session) {
  std::vector<Account> out;
  TRY_OK(session.each(sql::accounts, {}, [&](const db::Row& row) {
    out.push_back(account_of(row));
    return true;
  }));
  return out;
}

Result<Who> sign_in_os_user(db::Session& session, const std::string& os_user, Date) {
  TRY(const auto account, find_account(session, sql::account_of_os_user, os_user));
  if (!account || os_user.empty()) return fail(Code::denied, "people.os_user_unknown", {{"user", os_user}});
  if (account->disabled) return fail(Code::denied, "people.account_disabled", {{"name", account->name}});
  return who_of(session, *account);
}

Result<Who> sign_in_password(db::Database& database, const std::string& login, const std::string& secret,
                             const std::string& new_password, Instant now) {
  const bool with_code = !new_password.empty();
  if (with_code && code_point_count(new_password) < kLeastPassword) {
    return fail(Code::invalid, "people.password_short", {{"least", std::to_string(kLeastPassword)}});
  }
  std::optional<Account> account;
  Credential stored;
  TRY_OK(database.read([&](db::Session& session) -> Result<void> {
    TRY(account, find_account(session, sql::account_of_login, login));
    if (!account) return {};
    return session.each(sql::credential, {account->id.text}, [&](const db::Row& row) {
      stored = {std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2))};
      return false;
    });
  }));
  const auto& hash = with_code ? stored.code : stored.password;
  bool good = crypto::verify_password(hash.empty() ? nobody() : hash, secret) && !hash.empty();
  if (with_code && good) {
    const auto expires = Instant::parse(stored.expires);
    good = expires && now < *expires;
  }
  if (!account || account->disabled || !good) {
    if (account) {
      TRY_OK(database.write([&](db::Tx& tx) -> Result<void> {
        TRY_OK(tx.run(sql::count_failure, {account->id.text}));
        return {};
      }));
    }
    return fail(Code::denied, "people.sign_in_failed");
  }
  if (with_code) {
    TRY(const auto fresh, crypto::hash_password(new_password));
    const auto at = now.iso();
    TRY_OK(database.write([&](db::Tx& tx) -> Result<void> {
      TRY_OK(tx.run(sql::put_password, {account->id.text, fresh, at}));
      return {};
    }));
  }
  Result<Who> who = fail(Code::denied, "people.sign_in_failed");
  TRY_OK(database.read([&](db::Session& session) -> Result<void> {
    who = who_of(session, *account);
    return {};
  }));
  return who;
}

Result<void> change_password(db::Database& database, const AccountId& account, const std::string& old, const std::string& fresh, Instant now) {
  if (code_point_count(fresh) < kLeastPassword) return fail(Code::invalid, "people.password_short", {{"least", std::to_string(kLeastPassword)}});
  if (fresh == old) return fail(Code::invalid, "people.password_same");
  Credential stored;
  TRY_OK(database.read([&](db::Session& session) {
    return session.each(sql::credential, {account.text}, [&](const db::Row& row) {
      stored.password = std::string(row.text(0));
      return false;
    });
  }));
  const bool good = crypto::verify_password(stored.password.empty() ? nobody() : stored.password, old) && !stored.password.empty();
  if (!good) {
    TRY_OK(database.write([&](db::Tx& tx) -> Result<void> {
      TRY_OK(tx.run(sql::count_failure, {account.text}));
      return {};
    }));
    return fail(Code::denied, "people.password_wrong");
  }
  TRY(const auto hash, crypto::hash_password(fresh));
  const auto at = now.iso();
  return database.write([&](db::Tx& tx) -> Result<void> {
    TRY_OK(tx.run(sql::put_password, {account.text, hash, at}));
    return {};
  });
}

Result<Who> who_of(db::Session& session, const AccountId& id) {
  TRY(const auto account, find_account(session, sql::account_of_id, id.text));
  if (!account) return fail(Code::denied, "people.sign_in_failed");
  if (account->disabled) return fail(Code::denied, "people.account_disabled", {{"name", account->name}});
  return who_of(session, *account);
}

Result<std::string> make_one_time_code(db::Tx& tx, const AccountId& account, const World& world, Instant expires) {
  // 16 characters without look-alikes: 80 bits, in four groups for reading aloud.
  static constexpr std::string_view kLetters = "0123456789abcdefghjkmnpqrstvwxyz";
  std::array<unsigned char, 16> bytes;
  world.random->fill(bytes);
  std::string code;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i != 0 && i % 4 == 0) code.push_back('-');
    code.push_back(kLetters[bytes[i] % 32]);
  }
  TRY(const auto hash, crypto::hash_password(code));
  const auto until = expires.iso(), now = world.clock->now().iso();
  TRY_OK(tx.run(sql::put_code, {account.text, hash, until, now}));
  return code;
}
}  // namespace youju::people
