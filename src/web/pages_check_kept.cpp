// SPDX-License-Identifier: Apache-2.0
#include "web/checked_drafts.h"

#include <algorithm>

namespace youju::web {

DraftShelf& draft_shelf() {
  static DraftShelf one;
  return one;
}

void DraftShelf::sweep(Instant now) {
  std::erase_if(all_, [&](const auto& one) { return now.ms - one->at.ms >= kDraftKeptMs || now.ms < one->at.ms; });
}

void DraftShelf::put(std::shared_ptr<const CheckedByOne> draft) {
  const std::lock_guard hold(lock_);
  sweep(draft->at);
  std::erase_if(all_, [&](const auto& one) { return one->id == draft->id && one->owner == draft->owner; });
  const auto own = [&](const auto& one) { return one->owner == draft->owner; };
  while (static_cast<std::size_t>(std::count_if(all_.begin(), all_.end(), own)) >= kMostDrafts) all_.erase(std::find_if(all_.begin(), all_.end(), own));
  // What was read of a file weighs about as much again as its text; that is counted with it.
  const auto weight = [](const auto& one) { return one->bytes.size() + one->request.pasted.size() + one->checked.text.size() * 16; };
  std::size_t bytes = weight(draft);
  for (const auto& one : all_) bytes += weight(one);
  while (!all_.empty() && bytes > kMostDraftBytes) {
    bytes -= weight(all_.front());
    all_.erase(all_.begin());
  }
  all_.push_back(std::move(draft));
}

std::shared_ptr<const CheckedByOne> DraftShelf::find(const std::string& id, const AccountId& owner, Instant now) {
  const std::lock_guard hold(lock_);
  sweep(now);
  for (const auto& one : all_)
    if (one->id == id && one->owner == owner) return one;
  return nullptr;
}

std::vector<std::shared_ptr<const CheckedByOne>> DraftShelf::of(const AccountId& owner, Instant now) {
  const std::lock_guard hold(lock_);
  sweep(now);
  std::vector<std::shared_ptr<const CheckedByOne>> out;
  for (auto one = all_.rbegin(); one != all_.rend(); ++one)
    if ((*one)->owner == owner) out.push_back(*one);
  return out;
}

void DraftShelf::forget(const std::string& id, const AccountId& owner) {
  const std::lock_guard hold(lock_);
  std::erase_if(all_, [&](const auto& one) { return one->id == id && one->owner == owner; });
}
}  // namespace youju::web
