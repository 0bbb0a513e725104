// SPDX-License-Identifier: Apache-2.0
#include "app/second_factor.h"

#include <algorithm>

#include "app/two_people.h"

namespace youju::app {
namespace {
constexpr std::string_view kPolicySetting = "second_factor";
const UnitId kWholeOffice{"u1"};

factor::Vault vault_of(Office& office) { return factor::Vault(office.ledger().keys().mac_key); }

// Somebody signed in gives their own password again.
Result<void> same_person(Office& office, const people::Who& who, const std::string& password) {
  std::string login;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto accounts, people::read_accounts(session));
    for (const auto& account : accounts)
      if (account.id == who.account) login = account.login;
    return {};
  }));
  auto again = people::sign_in_password(office.database(), login, password, "", office.world().clock->now());
  if (again) return {};
  if (again.error().code != Code::denied) return fail(std::move(again).error());
  return fail(Code::denied, "people.password_wrong");
}

Result<void> count_guess(Office& office, const AccountId& account, factor::Door door, std::string_view code) {
  return office.database().write([&](db::Tx& tx) { return factor::take_guess(tx, account, door, code, office.world()); });
}

// With the password and a code of the factor that counts.
Result<void> change_own(Office& office, const people::Who& who, const std::string& password, std::string_view code, const std::function<Result<void>(db::Tx&)>& change) {
  TRY_OK(same_person(office, who, password));
  TRY_OK(count_guess(office, who.account, factor::Door::act, code));
  return office.database().write([&](db::Tx& tx) -> Result<void> {
    TRY_OK(factor::spend(tx, vault_of(office), who.account, factor::Door::act, code, office.world().clock->now()));
    return change(tx);
  });
}
}  // namespace

bool is_about_code(const Error& error) { return error.message.word.starts_with("factor."); }

bool approves_or_signs(const Office& office, const people::Who& who) {
  return std::any_of(who.grants.begin(), who.grants.end(), [&](const people::Grant& grant) {
    return std::any_of(office.roles().begin(), office.roles().end(), [&](const people::Role& role) {
      return role.id == grant.role && (role.rights.contains(people::Right::approve) || role.rights.contains(people::Right::sign));
    });
  });
}

Result<FactorPolicy> factor_policy(Office& office) {
  auto policy = FactorPolicy::recommended;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto said, office.ledger().history(session, kPolicySetting, false));
    if (!said.empty() && said.back().head.type == ledger::EntryType::setting && said.back().head.more.value("value", std::string{}) == "required") policy = FactorPolicy::required;
    return {};
  }));
  return policy;
}

Result<void> set_factor_policy(Office& office, const people::Who& who, FactorPolicy policy) {
  TRY_OK(office.write_once(who, [&](Office::Writer& writer) -> Result<Json> {
    TRY_OK(people::require(writer.tx, who, people::Right::manage_people, kWholeOffice, office.roles(), office.today()));
    TRY(const auto said, office.ledger().history(writer.tx, kPolicySetting, false));
    ledger::NewEntry entry;
    entry.type = ledger::EntryType::setting;
    entry.actor = who.account;
    entry.unit = kWholeOffice;
    entry.object = std::string(kPolicySetting);
    entry.number = static_cast<std::int64_t>(said.size()) + 1;
    entry.more = Json{{"value", policy == FactorPolicy::required ? "required" : "recommended"}};
    TRY_OK(writer.append(entry));
    return Json::object();
  }));
  return {};
}

Result<OwnFactor> own_factor(Office& office, const people::Who& who) {
  OwnFactor out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(out.kept, factor::standing(session, who.account));
    return {};
  }));
  out.concerned = approves_or_signs(office, who);
  if (out.concerned && !out.kept.set) {
    TRY(const auto policy, factor_policy(office));
    out.missing = policy == FactorPolicy::required;
  }
  return out;
}

Result<void> before_act(Office& office, const people::Who& who, const AtTheAct& how) {
  if (how.at_machine) return {};
  TRY(const auto own, own_factor(office, who));
  if (own.missing) return fail(Code::denied, "factor.set_up_first");
  if (!own.kept.set) return {};
  if (how.code.empty()) return fail(Code::denied, "factor.code_needed");
  return count_guess(office, who.account, factor::Door::act, how.code);
}

Result<void> at_act(db::Tx& tx, Office& office, const people::Who& who, const AtTheAct& how) {
  if (how.at_machine) return {};
  TRY(const auto kept, factor::standing(tx, who.account));
  if (!kept.set) return {};
  TRY_OK(factor::spend(tx, vault_of(office), who.account, factor::Door::act, how.code, office.world().clock->now()));
  return {};
}

Result<void> confirm_act(Office& office, const people::Who& who, const AtTheAct& how) {
  TRY_OK(before_act(office, who, how));
  if (how.at_machine || how.code.empty()) return {};
  return office.database().write([&](db::Tx& tx) { return at_act(tx, office, who, how); });
}

Result<void> begin_factor(Office& office, const people::Who& who) {
  return office.database().write([&](db::Tx& tx) { return factor::begin(tx, vault_of(office), who.account, office.world()); });
}

Result<FactorSetUp> factor_begun(Office& office, const people::Who& who) {
  FactorSetUp out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto secret, factor::begun(session, vault_of(office), who.account));
    TRY(const auto accounts, people::read_accounts(session));
    std::string login;
    for (const auto& account : accounts)
      if (account.id == who.account) login = account.login;
    out.address = factor::address_of(office.settings().name, login, secret);
    const auto letters = factor::base32(secret);
    for (std::size_t at = 0; at < letters.size(); at += 4) out.typed += (at == 0 ? "" : " ") + letters.substr(at, 4);
    return {};
  }));
  return out;
}

Result<std::vector<std::string>> confirm_factor(Office& office, const people::Who& who, const std::string& password, std::string_view code) {
  TRY_OK(same_person(office, who, password));
  std::vector<std::string> recovery;
  TRY_OK(office.database().write([&](db::Tx& tx) -> Result<void> {
    TRY(recovery, factor::confirm(tx, vault_of(office), who.account, code, office.world()));
    return {};
  }));
  return recovery;
}

Result<std::vector<std::string>> renew_recovery_codes(Office& office, const people::Who& who, const std::string& password, std::string_view code) {
  std::vector<std::string> recovery;
  TRY_OK(change_own(office, who, password, code, [&](db::Tx& tx) -> Result<void> {
    TRY(recovery, factor::renew_recovery(tx, vault_of(office), who.account, office.world()));
    return {};
  }));
  return recovery;
}

Result<void> remove_factor(Office& office, const people::Who& who, const std::string& password, std::string_view code) {
  return change_own(office, who, password, code, [&](db::Tx& tx) { return factor::remove(tx, who.account); });
}

Result<void> reset_factor(Office& office, const people::Who& who, const people::Who& second, const AccountId& account) {
  return office.database().write([&](db::Tx& tx) -> Result<void> {
    if (account == who.account || account == second.account) return fail(Code::denied, "factor.own_reset");
    TRY_OK(require_two(tx, office, who, second, people::Right::manage_people, kWholeOffice));
    return factor::reset(tx, account, who.account, office.world().clock->now());
  });
}

Result<void> reset_was_told(Office& office, const people::Who& who) {
  return office.database().write([&](db::Tx& tx) { return factor::told(tx, who.account); });
}

Result<Entered> enter_by_password(Office& office, const std::string& login, const std::string& password, const std::string& new_password, std::string_view trusted_token) {
  const auto now = office.world().clock->now();
  TRY(auto who, people::sign_in_password(office.database(), login, password, new_password, now));
  Entered out{std::move(who), {}};
  bool asks = false;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto kept, factor::standing(session, out.who.account));
    TRY(const auto trusted, factor::is_trusted(session, out.who.account, trusted_token, now));
    asks = kept.set && !trusted;
    return {};
  }));
  if (!asks) return out;
  TRY_OK(office.database().write([&](db::Tx& tx) -> Result<void> {
    TRY(out.at_door, factor::come_to_door(tx, out.who.account, office.world()));
    return {};
  }));
  return out;
}

Result<people::Who> enter_by_code(Office& office, std::string_view at_door, std::string_view code) {
  const auto now = office.world().clock->now();
  std::optional<AccountId> account;
  people::Who who;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(account, factor::at_door(session, at_door, now));
    if (!account) return fail(Code::absent, "factor.door_closed");
    TRY(who, people::who_of(session, *account));
    return {};
  }));
  TRY_OK(count_guess(office, *account, factor::Door::sign_in, code));
  TRY_OK(office.database().write([&](db::Tx& tx) -> Result<void> {
    TRY_OK(factor::spend(tx, vault_of(office), *account, factor::Door::sign_in, code, now));
    return factor::leave_door(tx, at_door);
  }));
  return who;
}
}  // namespace youju::app
