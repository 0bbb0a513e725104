// SPDX-License-Identifier: Apache-2.0
// Wishes about tokens: what a program shows instead of a person's password. A token acts as its owner, never beyond its scopes, and never
// where a person has to be at the screen: no scope approves or signs (docs/decisions/0210-tokens.md).
#pragma once
#include "app/second_factor.h"

namespace youju::app {

// read: what the owner may read. write: what the owner may enter and change, so far as no second person decides. import: files of many
// records. export: what leaves the office as a whole (bundles). manage: units, accounts, packs, keeping, mail, so far as it makes nobody who
// decides. feed: the feed of publications, and nothing else.
enum class Scope { read, write, import, export_, manage, feed };
inline constexpr Scope kScopes[] = {Scope::read, Scope::write, Scope::import, Scope::export_, Scope::manage, Scope::feed};
std::string_view scope_name(Scope scope);
std::optional<Scope> scope_from(std::string_view name);

struct Token {
  std::string id;  // names it in lists; opens nothing
  AccountId account;
  std::string name;  // what its owner calls it
  std::set<Scope> scopes;
  Instant made, ends;
  std::optional<Instant> used;
  std::string used_from;
  bool has(Scope scope) const { return scopes.contains(scope); }
};
inline constexpr int kMostTokens = 20;  // of one account
inline constexpr int kMostTokenDays = 366;

struct NewToken {
  std::string name;
  std::set<Scope> scopes;
  int days = 90;
};
struct TokenMade {
  Token token;
  std::string secret;  // shown once, kept nowhere
};
// invalid: the name, the scopes, the days; too_many when the account has kMostTokens; denied without the code of whoever has a second factor.
Result<TokenMade> make_token(Office& office, const people::Who& who, const NewToken& wanted, const AtTheAct& how = {});
Result<std::vector<Token>> tokens_of(Office& office, const AccountId& account);
// False when there is no such token of this account. From the next request on it opens nothing.
Result<bool> withdraw_token(Office& office, const people::Who& who, const std::string& id);

// Whether a text can be a secret of ours at all: its form and its own check digits. Nothing is read for what cannot.
bool is_token_secret(std::string_view text);
struct TokenUse {
  Token token;
  people::Who who;
};
// Nothing when it is unknown, withdrawn or over, or its account is disabled. One indexed read, and the account's rights as they are now.
Result<std::optional<TokenUse>> find_token(Office& office, std::string_view secret);
// Keeps when and from where it was used last, at most every five minutes.
Result<void> see_token(Office& office, const Token& token, std::string_view from);
}  // namespace youju::app
