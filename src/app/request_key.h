// SPDX-License-Identifier: Apache-2.0
// The key of a request that may come twice (people::Who::idempotency_key), and behind a separator, where the caller knows it, the digest of
// what was asked: a key that comes again with something else is refused instead of being answered with what was done then.
#pragma once
#include "base/json.h"
#include "people/people.h"

namespace youju::app {
inline constexpr char kKeyEnds = '\x1f';

struct RequestKey {
  std::string_view key, asked;
};
inline RequestKey request_key(const people::Who& who) {
  const std::string_view all = who.idempotency_key;
  const auto end = all.find(kKeyEnds);
  return end == all.npos ? RequestKey{all, {}} : RequestKey{all.substr(0, end), all.substr(end + 1)};
}

// The answer kept under the key, when it was given to the same request; invalid when the key was another's.
inline Result<Json> answer_again(const people::Who& who, std::string_view stored) {
  TRY(auto answer, parse_json(stored));
  const auto asked = request_key(who).asked;
  if (!asked.empty() && answer.value("asked", std::string{}) != asked) return fail(Code::invalid, "app.key_reused");
  return answer;
}
}  // namespace youju::app
