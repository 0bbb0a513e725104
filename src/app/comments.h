// SPDX-License-Identifier: Apache-2.0
// What people say about a thing of work: a record, a finding of its checks, a report or a paragraph or figure of it, a figure of its own
// (where what a draft says is talked about: the draft itself is kept by nobody). Text alone, who
// and when; never changed, withdrawn by its author only, and then still to be seen as withdrawn. No figure counts comments.
#pragma once
#include "app/app.h"

namespace youju::app {

enum class About { record, report, figure };
std::string_view about_name(About about);
std::optional<About> about_from(std::string_view name);

// What a comment stands on. part: "" the whole; of a record "check:<id>"; of a report "p:<n>" (a paragraph, from 1) or "f:<key>".
// The object of a figure is its expression in the one spelling (figures::canonical_of), with unit and period.
struct Thing {
  About about = About::record;
  std::string object, part;
  std::string quote;  // what it stood on, as shown then
};
struct Comment {
  std::string id;
  Thing thing;
  UnitId unit;
  AccountId author;
  std::string author_name;
  Instant said_at;
  std::string said;                      // empty once withdrawn
  std::optional<Instant> withdrawn_at;
  std::vector<std::string> told;         // names of those mentioned who were told
};
inline constexpr std::size_t kMostSaid = 2'000;  // characters

// Needs the right to read where the thing belongs. invalid (field "said"): nothing or too much said, a kind that takes no free text.
// Gives the comment as it stands. Whoever is mentioned as @name or @sign-in name and may see the thing finds it in the inbox.
Result<Comment> say(Office& office, const people::Who& who, const Thing& thing, std::string_view text);
// Only by its author; absent for everybody else.
Result<Comment> withdraw(Office& office, const people::Who& who, const std::string& id);
// In the order they were said. Whether `who` may see the thing is asked here, too.
Result<std::vector<Comment>> comments_on(Office& office, const people::Who& who, About about, const std::string& object);
Result<Comment> find_comment(Office& office, const people::Who& who, const std::string& id);
// Who may see things of a unit, in the order of accounts: name and sign-in name, to choose from after "@".
struct Mentionable {
  AccountId account;
  std::string login, name;
};
Result<std::vector<Mentionable>> who_may_see(db::Session& session, const Office& office, const UnitId& unit);
// Those of `known` that a text names after an "@" that no letter or digit stands before; the longest name that fits.
std::vector<Mentionable> mentioned_in(std::string_view text, const std::vector<Mentionable>& known);
// Newest first: comments that mention an account and were not withdrawn.
Result<std::vector<Comment>> mentions_of(Office& office, const people::Who& who, std::size_t most);
// What was said about something that was erased goes with it.
Result<void> empty_comments(db::Tx& tx, const std::string& object, Instant until);
}  // namespace youju::app
