// SPDX-License-Identifier: Apache-2.0
// `youju check --json`: what `youju extract` says of a text, with bindings and verdicts (docs/format/check.md).
#include "app/claims.h"
#include "crypto/crypto.h"

namespace youju::app {
namespace {
using words::Lang;

Json number_json(const std::optional<Decimal>& value) {
  if (!value) return nullptr;
  if (value->is_whole()) return value->scaled / Decimal::kScale;
  return std::stod(value->text());
}

Json reading_json(const judge::Reading& reading) {
  Json points = Json::array();
  for (const auto& p : reading.points) points.push_back(Json{{"rule", p.rule}, {"points", p.points}, {"word", p.word}});
  Json out{{"expr", reading.expr}, {"score", reading.score}, {"points", std::move(points)}};
  if (!reading.each.empty()) {
    out["each"] = Json::array();
    for (const auto& e : reading.each) out["each"].push_back(e.canonical);
  }
  if (!reading.narrower.empty()) out["narrower"] = reading.narrower;
  return out;
}

// The first is the reading, when it is sure enough; all others are alternatives.
Json binding_json(const judge::Binding& binding) {
  Json out{{"expr", nullptr}, {"score", 0}, {"alternatives", Json::array()}};
  for (std::size_t k = 0; k < binding.readings.size(); ++k) {
    auto one = reading_json(binding.readings[k]);
    if (k == 0 && (binding.accepted || binding.close)) {
      for (auto& [key, value] : one.items()) out[key] = value;
    } else {
      out["alternatives"].push_back(std::move(one));
    }
  }
  static constexpr std::string_view units[] = {"whole", "text", "heading", "unknown", "several"};
  out["unit_source"] = units[static_cast<std::size_t>(binding.scope.source)];
  out["period_source"] = claim::source_name(binding.period.source);
  if (binding.stored) out["confirmed"] = true;
  return out;
}

Json record_json(const figures::CountedRecord& record) {
  const auto& row = record.row;
  Json out{{"id", row.record.text}, {"code", crypto::short_code(row.record.text)}, {"date", nullptr}, {"title", row.title}, {"kind", row.kind.text}, {"unit", row.unit.text}, {"state", row.state}};
  if (row.happened) out["date"] = row.happened->from.iso();
  return out;
}

Json explanation_json(const CheckedDraft& checked, std::size_t i) {
  Json out = Json::object();
  for (const auto lang : {Lang::zh, Lang::en}) {
    std::string text;
    const auto said = explain(checked, i, lang);
    for (const auto* list : {&said.sentences, &said.fixes}) {
      for (const auto& sentence : *list) text += (text.empty() || lang == Lang::zh ? "" : " ") + sentence;
    }
    out[lang == Lang::zh ? "zh" : "en"] = std::move(text);
  }
  return out;
}

// The corrected number, and the record that is missing as one that can be filled in.
Json fixes_json(const CheckedDraft& checked, std::size_t i) {
  Json out = Json::object();
  const auto fix = fixes_of(checked, i);
  const auto& span = checked.extraction.claims[i].span;
  if (!fix.new_text.empty()) out["text"] = Json{{"start", span.start}, {"end", span.end}, {"old", fix.old_text}, {"new", fix.new_text}};
  if (!fix.line.empty()) {
    out["add"] = Json{{"line", fix.line}, {"missing", fix.missing}, {"kind", fix.kind.text}, {"unit", fix.unit.text}, {"values", fix.values},
                      {"from", fix.period->from.iso()}, {"to", fix.period->to.iso()}};
  }
  return out;
}

void add_verdict(const CheckedDraft& checked, std::size_t i, Json& claim) {
  const auto& judged = checked.judged[i];
  if (checked.bindings.empty()) {
    claim["binding"] = nullptr;
  } else {
    const auto& binding = checked.bindings[i];
    claim["binding"] = binding_json(binding);
    claim["period"]["source"] = claim::source_name(binding.period.source);
    if (binding.period.days) claim["period"]["from"] = binding.period.days->from.iso(), claim["period"]["to"] = binding.period.days->to.iso();
  }
  claim["verdict"] = judge::verdict_name(judged.verdict);
  claim["reason"] = judged.reason;
  claim["ledger_value"] = number_json(judged.value);
  claim["record_count"] = judged.of_size;
  claim["records"] = Json::array();
  for (const auto& record : judged.records) claim["records"].push_back(record_json(record));
  if (!checked.closed.empty() && checked.closed[i] > 0) claim["closed"] = checked.closed[i];
  if (judged.hint) claim["hint"] = Json{{"rule", judged.hint->rule}, {"expr", judged.hint->expr}, {"value", number_json(judged.hint->value)}};
  if (auto fixes = fixes_json(checked, i); !fixes.empty()) claim["fixes"] = std::move(fixes);
  if (i < checked.learned.size() && checked.learned[i]) {
    const auto& from = *checked.learned[i];
    claim["learned"] = Json{{"record", from.record.text}, {"code", crypto::short_code(from.record.text)}, {"by", from.by}, {"approved_by", from.approved_by}, {"on", from.on.iso()}};
  }
  claim["explanation"] = explanation_json(checked, i);
}
}  // namespace

Json to_json(const CheckedDraft& checked) {
  Json out = claim::to_json(checked.extraction);
  for (std::size_t i = 0; i < checked.extraction.claims.size(); ++i) add_verdict(checked, i, out["claims"][i]);
  const auto c = coverage_of(checked);
  out["coverage"] = Json{{"numbers", c.numbers}, {"claims", c.claims}, {"judged", c.judged}, {"unread", c.unread}, {"findings", c.findings}};
  out["file"] = checked.name;
  out["format"] = checked.document.format;
  out["at"] = checked.log_size;
  out["notes"] = Json::array();
  for (const auto& note : checked.document.notes) {
    out["notes"].push_back(Json{{"zh", words::say(Lang::zh, note)}, {"en", words::say(Lang::en, note)}});
  }
  return out;
}
}  // namespace youju::app
