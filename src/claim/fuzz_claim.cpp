// SPDX-License-Identifier: Apache-2.0
// Any bytes as a draft: claims lie inside the text, their words are the text's, and the work is linear.
#include <cmath>
#include <cstdint>

#include "base/text.h"
#include "claim/claim.h"

using namespace youju;
using namespace youju::claim;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > (1u << 16)) return 0;
  Context context;
  context.period = Period::year(2023);
  context.as_of = Date::of(2023, 12, 31);
  const auto e = extract(Lexicon::standard(), {reinterpret_cast<const char*>(data), size}, context);
  const auto points = to_code_points(e.text);
  const auto holds = [&](Span s, const std::string& text) {
    return s.start < s.end && s.end <= points.size() && from_code_points(std::u32string_view(points).substr(s.start, s.end - s.start)) == text;
  };
  for (const auto& c : e.claims) {
    if (!holds(c.span, c.text) || !std::isfinite(c.value)) __builtin_trap();
    if (c.phrase.start > c.span.start || c.phrase.end < c.span.end) __builtin_trap();
  }
  for (const auto& n : e.non_claims) {
    if (!holds(n.span, n.text)) __builtin_trap();
  }
  for (const auto& n : e.numbers) {
    if (!holds(n.span, n.text)) __builtin_trap();
  }
  if (e.steps > 200 * (points.size() + 1)) __builtin_trap();
  to_json(e).dump();
  return 0;
}
