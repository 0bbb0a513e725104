// SPDX-License-Identifier: Apache-2.0
// The contract of `youju extract --json` (docs/format/claims.md).
#include <cmath>

#include "claim/claim.h"

namespace youju::claim {
namespace {
// Whole numbers as integers, so that 6 is printed and not 6.0.
Json number(double x) {
  if (!std::isfinite(x)) return nullptr;
  if (std::floor(x) == x && std::fabs(x) < 9007199254740992.0) return static_cast<std::int64_t>(x);
  return x;
}
Json number(std::optional<double> x) { return x ? number(*x) : Json(nullptr); }
Json text_or_null(const std::string& s) { return s.empty() ? Json(nullptr) : Json(s); }
Json span_json(Span s) { return Json::array({s.start, s.end}); }

Json period_json(const ClaimPeriod& p) {
  Json out{{"from", nullptr}, {"to", nullptr}, {"source", source_name(p.source)}};
  if (p.days) {
    out["from"] = p.days->from.iso();
    out["to"] = p.days->to.iso();
  }
  if (!p.word.empty()) out["word"] = p.word;
  return out;
}

Json claim_json(const Claim& c) {
  Json out{{"start", c.span.start}, {"end", c.span.end}, {"text", c.text}, {"value", number(c.value)},
           {"lo", number(c.interval.lo)}, {"hi", number(c.interval.hi)}, {"lo_open", c.interval.lo_open}, {"hi_open", c.interval.hi_open},
           {"bound", bound_name(c.bound)}, {"measure", text_or_null(c.measure)}, {"subject", c.subject}, {"agg", aggregate_name(c.aggregate)},
           {"period", period_json(c.period)}, {"mode", mode_name(c.mode)}, {"group", c.group < 0 ? Json(nullptr) : Json(c.group)},
           {"phrase", span_json(c.phrase)}};
  out["kind_candidates"] = Json::array();
  for (const auto& k : c.kinds) out["kind_candidates"].push_back(k.kind.text);
  if (!c.topic.empty()) out["topic"] = c.topic;
  if (!c.per.empty()) out["per"] = c.per;
  if (!c.scope.empty()) out["scope"] = c.scope;
  if (c.base) out["base"] = Json{{"from", c.base->from.iso()}, {"to", c.base->to.iso()}};
  if (c.total) out["total"] = true;
  if (c.part) out["part"] = true;
  if (c.rest) out["rest"] = true;
  out["numerals"] = Json::array();
  for (const auto& n : c.numerals) out["numerals"].push_back(span_json(n));
  out["trace"] = Json::array();
  for (const auto& step : c.trace) {
    Json one{{"rule", step.rule}, {"start", step.span.start}, {"end", step.span.end}};
    if (!step.note.empty()) one["note"] = step.note;
    out["trace"].push_back(std::move(one));
  }
  return out;
}
Json non_claim_json(const NonClaim& n) { return {{"start", n.span.start}, {"end", n.span.end}, {"text", n.text}, {"why", n.why}}; }
Json numeral_json(const Numeral& n) {
  return {{"start", n.span.start}, {"end", n.span.end}, {"text", n.text}, {"value", number(n.value)}, {"percent", n.percent}};
}
Json check_json(const Check& c) {
  Json one{{"kind", c.kind}, {"ok", c.ok}, {"calculation", c.calculation}, {"spans", Json::array()}, {"claims", c.claims}};
  for (const auto& s : c.spans) one["spans"].push_back(span_json(s));
  if (c.expected) one["expected"] = number(*c.expected);
  return one;
}

std::string dump(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }
template <class Items, class ToJson>
void list(std::string& out, std::string_view key, const Items& items, ToJson to) {
  out += out.empty() ? "{\"" : ",\"";
  out += key;
  out += "\":[";
  bool first = true;
  for (const auto& item : items) {
    if (!first) out += ',';
    first = false;
    out += dump(to(item));
  }
  out += ']';
}
}  // namespace

Json to_json(const Extraction& e) {
  Json out{{"text", e.text}, {"claims", Json::array()}, {"non_claims", Json::array()}, {"numbers", Json::array()}, {"checks", Json::array()}};
  for (const auto& c : e.claims) out["claims"].push_back(claim_json(c));
  for (const auto& n : e.non_claims) out["non_claims"].push_back(non_claim_json(n));
  for (const auto& n : e.numbers) out["numbers"].push_back(numeral_json(n));
  for (const auto& c : e.checks) out["checks"].push_back(check_json(c));
  if (!e.other_text.empty()) out["other_text"] = e.other_text;
  return out;
}

std::string json_text(const Extraction& e) {
  std::string out;
  list(out, "checks", e.checks, check_json);
  list(out, "claims", e.claims, claim_json);
  list(out, "non_claims", e.non_claims, non_claim_json);
  list(out, "numbers", e.numbers, numeral_json);
  if (!e.other_text.empty()) out += ",\"other_text\":" + dump(e.other_text);
  return out + ",\"text\":" + dump(e.text) + "}";
}
}  // namespace youju::claim
