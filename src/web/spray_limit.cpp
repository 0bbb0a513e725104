// SPDX-License-Identifier: Apache-2.0
#include "web/spray_limit.h"

#include <utility>

namespace youju::web {

SprayLimit::Tries& SprayLimit::tries_of(const std::string& place, std::int64_t now_ms) {
  if (places_.size() >= kMostPlaces) places_.clear();  // memory stays bounded; all strangers together are still counted
  for (auto* one : {&places_[place], &strangers_})
    if (now_ms - one->since_ms >= kWithinMs || now_ms < one->since_ms) *one = Tries{now_ms, 0, {}, false};
  return places_[place];
}

SprayLimit::Verdict SprayLimit::may_try(const std::string& from, bool known, const std::string& login, std::int64_t now_ms) {
  const std::lock_guard hold(lock_);
  auto& here = tries_of(place_of(from, known, login), now_ms);
  const bool here_full = here.guesses >= kMostGuesses || here.names.size() >= kMostNames;
  const bool all_full = !known && strangers_.names.size() >= kMostAnywhere && !entered_from_.contains(from);
  if (!here_full && !all_full) return {};
  auto& told = here_full ? here.told : strangers_.told;
  const bool first = !std::exchange(told, true);
  return {false, first, (here_full ? here : strangers_).since_ms + kWithinMs - now_ms};
}

void SprayLimit::failed(const std::string& from, bool known, const std::string& login, std::int64_t now_ms) {
  const std::lock_guard hold(lock_);
  auto& here = tries_of(place_of(from, known, login), now_ms);
  ++here.guesses;
  if (here.names.size() < kMostNamesKept) here.names.insert(login);
  if (!known && !entered_from_.contains(from) && strangers_.names.size() < kMostNamesKept) strangers_.names.insert(login);
}

void SprayLimit::entered(const std::string& from) {
  const std::lock_guard hold(lock_);
  if (entered_from_.size() >= kMostPlaces) entered_from_.clear();
  entered_from_.insert(from);
}
}  // namespace youju::web
