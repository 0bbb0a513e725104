// SPDX-License-Identifier: Apache-2.0
#include "app/tokens.h"

#include "app/app_sql.h"
#include "base/text.h"
#include "crypto/crypto.h"

namespace youju::app {
namespace {
constexpr std::string_view kTokenMark = "yj_";
constexpr std::size_t kTokenHex = 32, kTokenCheckHex = 8;  // 128 bits of chance; check digits tell a mistyped one and find a lost one in a log
constexpr std::int64_t kTokenSeenEveryMs = 5 * 60 * 1'000, kTokenDayMs = 86'400'000, kEndedKeptMs = 30 * kTokenDayMs;
constexpr std::size_t kMostTokenName = 80;

std::string check_digits(std::string_view marked) { return crypto::hex(crypto::sha256(marked)).substr(0, kTokenCheckHex); }

std::string scopes_text(const std::set<Scope>& scopes) {
  std::string out;
  for (const auto scope : scopes) out.append(out.empty() ? "" : " ").append(scope_name(scope));
  return out;
}
std::set<Scope> scopes_of(std::string_view text) {
  std::set<Scope> out;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (const auto scope = scope_from(text.substr(0, end))) out.insert(*scope);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}
Token token_of(const db::Row& row) {
  const auto at = [&](int column) { return Instant::parse(row.text(column)).value_or(Instant{}); };
  Token out{std::string(row.text(0)), AccountId{std::string(row.text(1))}, std::string(row.text(2)), scopes_of(row.text(3)), at(4), at(5), {}, std::string(row.text(7))};
  if (!row.text(6).empty()) out.used = at(6);
  return out;
}

Result<std::vector<Token>> tokens_in(db::Session& session, const AccountId& account) {
  std::vector<Token> out;
  TRY_OK(session.each(sql::tokens_of_account, {std::string_view(account.text)}, [&](const db::Row& row) {
    out.push_back(token_of(row));
    return true;
  }));
  return out;
}

Result<std::string> good_token_name(const NewToken& wanted) {
  const auto name = clean(wanted.name);
  if (!name || name->empty() || code_point_count(*name) > kMostTokenName || name->find('\n') != name->npos || has_invisible(*name))
    return fail(Code::invalid, "token.bad_name");
  if (wanted.scopes.empty()) return fail(Code::invalid, "token.no_scope");
  // The address of a feed is seen by many: what stands in it opens the feed alone.
  if (wanted.scopes.contains(Scope::feed) && wanted.scopes.size() > 1) return fail(Code::invalid, "token.feed_alone");
  if (wanted.days < 1 || wanted.days > kMostTokenDays) return fail(Code::invalid, "token.bad_days", {{"most", std::to_string(kMostTokenDays)}});
  return *name;
}
}  // namespace

std::string_view scope_name(Scope scope) {
  static constexpr std::string_view kNames[] = {"read", "write", "import", "export", "manage", "feed"};
  return kNames[static_cast<int>(scope)];
}
std::optional<Scope> scope_from(std::string_view name) {
  for (const auto scope : kScopes)
    if (scope_name(scope) == name) return scope;
  return {};
}

Result<TokenMade> make_token(Office& office, const people::Who& who, const NewToken& wanted, const AtTheAct& how) {
  TRY(const auto name, good_token_name(wanted));
  TRY_OK(before_act(office, who, how));
  const auto now = office.world().clock->now();
  TokenMade out;
  out.token = {random_hex(office.world(), 8), who.account, name, wanted.scopes, now, Instant{now.ms + wanted.days * kTokenDayMs}, {}, {}};
  out.secret = std::string(kTokenMark) + random_hex(office.world(), kTokenHex / 2);
  out.secret += check_digits(out.secret);
  const auto hash = crypto::hex(crypto::sha256(out.secret)), scopes = scopes_text(wanted.scopes), made = now.iso(), ends = out.token.ends.iso(),
             long_over = Instant{now.ms - kEndedKeptMs}.iso();
  TRY_OK(office.database().write([&](db::Tx& tx) -> Result<void> {
    TRY_OK(tx.run(sql::remove_ended_tokens, {std::string_view(who.account.text), std::string_view(long_over)}));
    TRY(const auto held, tokens_in(tx, who.account));
    TRY_OK(at_act(tx, office, who, how));
    if (held.size() >= static_cast<std::size_t>(kMostTokens)) return fail(Code::too_many, "token.too_many", {{"most", std::to_string(kMostTokens)}});
    TRY_OK(tx.run(sql::put_token, {std::string_view(hash), std::string_view(out.token.id), std::string_view(who.account.text), std::string_view(name),
                                   std::string_view(scopes), std::string_view(made), std::string_view(ends)}));
    return {};
  }));
  return out;
}

Result<std::vector<Token>> tokens_of(Office& office, const AccountId& account) {
  std::vector<Token> out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(out, tokens_in(session, account));
    return {};
  }));
  return out;
}

Result<bool> withdraw_token(Office& office, const people::Who& who, const std::string& id) {
  std::int64_t gone = 0;
  TRY_OK(office.database().write([&](db::Tx& tx) -> Result<void> {
    TRY(gone, tx.run(sql::remove_token, {std::string_view(id), std::string_view(who.account.text)}));
    return {};
  }));
  return gone > 0;
}

bool is_token_secret(std::string_view text) {
  if (text.size() != kTokenMark.size() + kTokenHex + kTokenCheckHex || !text.starts_with(kTokenMark)) return false;
  const auto marked = text.substr(0, kTokenMark.size() + kTokenHex);
  return check_digits(marked) == text.substr(marked.size());
}

Result<std::optional<TokenUse>> find_token(Office& office, std::string_view secret) {
  std::optional<TokenUse> found;
  if (!is_token_secret(secret)) return found;
  const auto hash = crypto::hex(crypto::sha256(secret));
  const auto now = office.world().clock->now();
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    std::optional<Token> token;
    TRY_OK(session.each(sql::token_by_secret, {std::string_view(hash)}, [&](const db::Row& row) {
      token = token_of(row);
      return false;
    }));
    if (!token || now >= token->ends) return {};
    auto who = people::who_of(session, token->account);
    if (!who && who.error().code == Code::denied) return {};  // disabled, or gone
    TRY(auto owner, std::move(who));
    found.emplace(TokenUse{std::move(*token), std::move(owner)});
    return {};
  }));
  return found;
}

Result<void> see_token(Office& office, const Token& token, std::string_view from) {
  const auto now = office.world().clock->now();
  if (token.used && now.ms - token.used->ms < kTokenSeenEveryMs && now >= *token.used) return {};
  const auto at = now.iso();
  return office.database().write([&](db::Tx& tx) -> Result<void> {
    TRY_OK(tx.run(sql::see_token, {std::string_view(token.id), std::string_view(at), from.substr(0, 64)}));
    return {};
  });
}
}  // namespace youju::app
