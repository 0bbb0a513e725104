// SPDX-License-Identifier: Apache-2.0
// For the tests of this room: a text of 2023 read with the shipped words, and what was found as short lines.
#pragma once
#include <doctest/doctest.h>

#include <fmt/format.h>

#include "claim/claim.h"

namespace youju::claim {
inline Extraction read_text(std::string_view text) {
  Context context;
  context.period = Period::year(2023);
  context.as_of = Date::of(2023, 12, 31);
  return extract(Lexicon::standard(), text, context);
}
// "6次" for each claim: numeral as written, value when another, measure word.
inline std::string claims_of(std::string_view text) {
  std::string out;
  for (const auto& c : read_text(text).claims) {
    const auto value = fmt::format("{}", c.value);
    out += (out.empty() ? "" : " ") + (c.text == value ? value : c.text + "=" + value) + c.measure;
  }
  return out;
}
inline std::string others_of(std::string_view text) {
  std::string out;
  for (const auto& n : read_text(text).non_claims) out += (out.empty() ? "" : " ") + n.text + ":" + n.why;
  return out;
}
inline Claim first_of(std::string_view text) {
  const auto e = read_text(text);
  REQUIRE(!e.claims.empty());
  return e.claims.front();
}
// "[20,30)" with * for an open end of the interval.
inline std::string interval_of(std::string_view text) {
  const auto c = first_of(text);
  const auto end = [](std::optional<double> x) { return x ? fmt::format("{}", *x) : std::string("*"); };
  return (c.interval.lo_open ? "(" : "[") + end(c.interval.lo) + "," + end(c.interval.hi) + (c.interval.hi_open ? ")" : "]");
}
inline std::string period_of(std::string_view text) {
  const auto c = first_of(text);
  return c.period.days ? c.period.days->from.iso() + ".." + c.period.days->to.iso() : "none";
}
inline std::string checks_of(std::string_view text) {
  std::string out;
  for (const auto& c : read_text(text).checks) out += (out.empty() ? "" : "; ") + c.kind + (c.ok ? " ok " : " no ") + c.calculation;
  return out;
}
}  // namespace youju::claim
