// SPDX-License-Identifier: Apache-2.0
// Drafts that were checked, for who checked them: in memory alone, for half an hour, within limits. Nothing of them is stored.
#pragma once
#include <memory>
#include <mutex>

#include "app/claims.h"
#include "app/scratch.h"
#include "view/check.h"
#include "web/site.h"

namespace youju::web {
inline constexpr std::int64_t kDraftKeptMs = 30 * 60 * 1'000;
inline constexpr std::size_t kMostDraft = 20 << 20;         // bytes of one
inline constexpr std::size_t kMostDrafts = 5;               // of one account: the oldest goes
inline constexpr std::size_t kMostDraftBytes = 128 << 20;   // of all together: the oldest go

struct CheckedByOne {
  std::string id, name;
  AccountId owner;
  Instant at;
  std::string bytes;          // of the file as sent; empty when pasted
  app::CheckRequest request;  // its file is not set: see bytes
  app::CheckedDraft checked;
  std::size_t corrected = 0;  // numbers set right here
  std::string added;          // id of the record made here last …
  std::string told;           // … and the word that says what it is
  int minutes_left(Instant now) const { return static_cast<int>((kDraftKeptMs - (now.ms - at.ms) + 59'999) / 60'000); }
};
class DraftShelf {
 public:
  // Instead of one of the same id, when there is one.
  void put(std::shared_ptr<const CheckedByOne> draft);
  // Only to its owner, and only while it is kept.
  std::shared_ptr<const CheckedByOne> find(const std::string& id, const AccountId& owner, Instant now);
  std::vector<std::shared_ptr<const CheckedByOne>> of(const AccountId& owner, Instant now);
  void forget(const std::string& id, const AccountId& owner);

 private:
  void sweep(Instant now);
  std::mutex lock_;
  std::vector<std::shared_ptr<const CheckedByOne>> all_;  // oldest first
};
DraftShelf& draft_shelf();

// pages_check_text.cpp: how it is shown.
view::CheckedPage checked_page(const Ask& ask, const CheckedByOne& draft, std::string_view show);
// pages_check_acts.cpp
Result<Reply> correct_checked(Ask& ask);
Result<Reply> add_missing_record(Ask& ask);
Result<Reply> check_again(Ask& ask);
Result<Reply> corrected_file(Ask& ask);
// The same draft, read and judged again; it keeps its address.
Result<void> check_once_more(Ask& ask, CheckedByOne draft);
// "3" of the form → 2; nothing when it is no claim of the draft.
std::optional<std::size_t> claim_named(const Ask& ask, const app::CheckedDraft& checked);
std::string back_to_checked(const Ask& ask, const CheckedByOne& draft);
// pages_check_meant.cpp
Result<Reply> confirm_meaning(Ask& ask);
Result<Reply> propose_meaning(Ask& ask);
// pages_check.cpp
Result<std::shared_ptr<const CheckedByOne>> kept_draft(Ask& ask);
// What was asked, with the file as sent laid into the folder.
Result<app::CheckRequest> laid_out(const app::Scratch& scratch, const CheckedByOne& draft);
Result<Reply> checked_reply(Ask& ask, view::CheckedPage page, const std::string& name, int status);
}  // namespace youju::web
