// SPDX-License-Identifier: Apache-2.0
// What is kept of a second factor, and how a code is used up. Each rule that must hold under many at once is one statement that changes
// a row or does not (a step is used, a recovery code is deleted), so it holds on either engine.
#include "base/world.h"
#include "factor/factor.h"
#include "factor/factor_sql.h"

namespace youju::factor {
namespace {
constexpr std::size_t kSecretBytes = 20;  // as long as the hash (RFC 4226, 4)

struct Row {
  std::string sealed;
  bool confirmed = false;
  Instant set_at;
  std::int64_t last_step = 0;
  std::string reset_by, reset_at;
};
Result<std::optional<Row>> row_of(db::Session& session, const AccountId& account) {
  std::optional<Row> found;
  TRY_OK(session.each(sql::factor, {account.text}, [&](const db::Row& row) {
    found = Row{std::string(row.text(0)), row.integer(1) != 0, Instant::parse(row.text(2)).value_or(Instant{}), row.integer(3), std::string(row.text(4)), std::string(row.text(5))};
    return false;
  }));
  return found;
}

// The step whose code this is, of the three that may be meant; the newest first.
std::optional<std::int64_t> step_of(std::string_view secret, std::string_view code, Instant now) {
  const auto present = now.ms / kStepMs;
  std::optional<std::int64_t> found;
  for (const auto step : {present - 1, present, present + 1})  // all are computed, whatever fits
    if (code_of(secret, step) == code) found = step;
  return found;
}

Result<std::vector<std::string>> put_recovery_codes(db::Tx& tx, const Vault& vault, const AccountId& account, const World& world) {
  static constexpr std::string_view kLetters = "0123456789abcdefghjkmnpqrstvwxyz";  // no look-alikes
  TRY_OK(tx.run(sql::clear_recovery, {account.text}));
  std::vector<std::string> out;
  for (int n = 0; n < kRecoveryCodes; ++n) {
    std::array<unsigned char, 10> bytes;
    world.random->fill(bytes);
    std::string code;
    for (const auto byte : bytes) code.push_back(kLetters[byte % 32]);
    const auto digest = vault.digest(account, code);
    TRY_OK(tx.run(sql::put_recovery, {account.text, digest}));
    out.push_back(code.substr(0, 5) + "-" + code.substr(5));
  }
  return out;
}
}  // namespace

Result<Standing> standing(db::Session& session, const AccountId& account) {
  Standing out;
  TRY(const auto row, row_of(session, account));
  if (!row) return out;
  out.set = row->confirmed;
  out.begun = !row->confirmed && !row->sealed.empty();
  out.since = row->set_at;
  out.reset_by = AccountId{row->reset_by};
  out.reset_at = Instant::parse(row->reset_at).value_or(Instant{});
  TRY(const auto left, session.integer(sql::recovery_left, {account.text}));
  out.recovery_left = left.value_or(0);
  return out;
}

Result<std::map<AccountId, Instant>> all_set(db::Session& session) {
  std::map<AccountId, Instant> out;
  TRY_OK(session.each(sql::factors, {}, [&](const db::Row& row) {
    out.emplace(AccountId{std::string(row.text(0))}, Instant::parse(row.text(1)).value_or(Instant{}));
    return true;
  }));
  return out;
}

Result<void> begin(db::Tx& tx, const Vault& vault, const AccountId& account, const World& world) {
  std::string secret(kSecretBytes, '\0');
  world.random->fill({reinterpret_cast<unsigned char*>(secret.data()), secret.size()});
  const auto sealed = vault.seal(account, secret, world), now = world.clock->now().iso();
  TRY(const auto changed, tx.run(sql::begin, {account.text, sealed, now}));
  if (changed == 0) return fail(Code::conflict, "factor.set_already");
  return {};
}

Result<std::string> begun(db::Session& session, const Vault& vault, const AccountId& account) {
  TRY(const auto row, row_of(session, account));
  if (!row || row->confirmed || row->sealed.empty()) return fail(Code::absent, "factor.not_begun");
  return vault.open(account, row->sealed);
}

Result<std::vector<std::string>> confirm(db::Tx& tx, const Vault& vault, const AccountId& account, std::string_view typed, const World& world) {
  TRY(const auto secret, begun(tx, vault, account));
  const auto code = read_code(typed);
  const auto now = world.clock->now();
  const auto step = code ? step_of(secret, *code, now) : std::nullopt;
  if (!step) return fail(Code::denied, "factor.first_code_wrong");
  const auto at = now.iso();
  TRY(const auto changed, tx.run(sql::confirm, {account.text, at, *step}));
  if (changed == 0) return fail(Code::conflict, "factor.set_already");
  return put_recovery_codes(tx, vault, account, world);
}

Result<std::vector<std::string>> renew_recovery(db::Tx& tx, const Vault& vault, const AccountId& account, const World& world) { return put_recovery_codes(tx, vault, account, world); }

Result<void> remove(db::Tx& tx, const AccountId& account) {
  TRY_OK(tx.run(sql::remove, {account.text}));
  TRY_OK(tx.run(sql::clear_recovery, {account.text}));
  TRY_OK(tx.run(sql::distrust_all, {account.text}));
  return {};
}

Result<void> reset(db::Tx& tx, const AccountId& account, const AccountId& by, Instant now) {
  const auto at = now.iso();
  TRY(const auto changed, tx.run(sql::reset, {account.text, by.text, at}));
  if (changed == 0) return fail(Code::absent, "factor.none_to_reset");
  TRY_OK(tx.run(sql::clear_recovery, {account.text}));
  TRY_OK(tx.run(sql::distrust_all, {account.text}));
  return {};
}

Result<void> told(db::Tx& tx, const AccountId& account) {
  TRY_OK(tx.run(sql::told, {account.text}));
  return {};
}

Result<void> take_guess(db::Tx& tx, const AccountId& account, Door door, std::string_view code, const World& world) {
  if (read_recovery(code)) return {};  // 50 bits: it is not found by trying
  const auto now = world.clock->now().ms, since = now - kGuessesCountMs, where = static_cast<std::int64_t>(door);
  TRY_OK(tx.run(sql::hold, {account.text}));
  std::int64_t tried = 0, oldest = now;
  TRY_OK(tx.each(sql::guesses, {account.text, where, since}, [&](const db::Row& row) {
    tried = row.integer(0);
    if (tried > 0) oldest = row.integer(1);
    return false;
  }));
  if (tried >= kMostGuesses) {
    const auto minutes = (oldest + kGuessesCountMs - now + 59'999) / 60'000;
    return fail(Code::too_many, "factor.paused", {{"minutes", std::to_string(minutes)}});
  }
  TRY_OK(tx.run(sql::sweep_guesses, {since}));
  const auto id = random_hex(world, 12);
  TRY_OK(tx.run(sql::put_guess, {id, account.text, where, now}));
  return {};
}

Result<Spent> spend(db::Tx& tx, const Vault& vault, const AccountId& account, Door door, std::string_view typed, Instant now) {
  const auto wrong = [] { return fail(Code::denied, "factor.code_wrong"); };
  const auto where = static_cast<std::int64_t>(door);
  if (const auto recovery = read_recovery(typed)) {
    const auto digest = vault.digest(account, *recovery);
    TRY(const auto used, tx.run(sql::use_recovery, {account.text, digest}));
    if (used == 0) return wrong();
    TRY_OK(tx.run(sql::forget_guesses, {account.text, where}));
    return Spent::recovery;
  }
  const auto code = read_code(typed);
  TRY(const auto row, row_of(tx, account));
  if (!code || !row || !row->confirmed) return wrong();
  TRY(const auto secret, vault.open(account, row->sealed));
  const auto step = step_of(secret, *code, now);
  if (!step) return wrong();
  TRY(const auto used, tx.run(sql::use_step, {account.text, *step}));
  if (used == 0) return wrong();
  TRY_OK(tx.run(sql::forget_guesses, {account.text, where}));
  return Spent::code;
}
}  // namespace youju::factor
