// SPDX-License-Identifier: Apache-2.0
// Verdicts in plain words, Chinese and English: what was read, as which figure, what the ledger holds, what can be done.
#include <cmath>

#include "app/claims.h"
#include "app/records.h"
#include "base/text.h"
#include "figures/figures.h"

namespace youju::app {
namespace {
using judge::Verdict;
using words::Lang;

std::string_view name_of(Lang lang) { return lang == Lang::zh ? "zh" : "en"; }

std::string number_text(double x) {
  auto text = fmt::format("{:.4f}", x);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string days_text(const Period& p, Lang lang) {
  return words::say(lang, "judge.from_to", {{"from", p.from.iso()}, {"to", p.to.iso()}});
}

class Sayer {
 public:
  Sayer(const CheckedDraft& checked, std::size_t i, Lang lang)
      : checked_(checked), claim_(checked.extraction.claims[i]), judged_(checked.judged[i]),
        binding_(checked.bindings.empty() ? nullptr : &checked.bindings[i]), lang_(lang) {}

  Explained run() {
    Explained out;
    out.verdict = say("judge.verdict_" + std::string(judge::verdict_name(judged_.verdict)));
    const auto* reading = binding_ != nullptr && !binding_->readings.empty() ? &binding_->readings[0] : nullptr;
    if (reading != nullptr && judged_.reason != "plan" && judged_.reason != "history" && judged_.reason != "quoted") {
      out.query = query(*reading);
      out.sentences.push_back(say("judge.read_as", {{"text", phrase()}, {"query", out.query}}));
      out.sentences.push_back(how(*reading));
    }
    if (interval_matters()) out.sentences.push_back(say("judge.interval", {{"interval", interval()}}));
    out.sentences.push_back(outcome());
    others(out);
    if (judged_.hint) out.sentences.push_back(hint());
    for (const auto k : judged_.checks) out.sentences.push_back(explain_check(checked_, k, lang_));
    if (is_finding(judged_.verdict) && checked_.catalogue != nullptr) fixes(reading, out);
    return out;
  }

 private:
  std::string say(const std::string& word, const Args& args = {}) const { return words::say(lang_, word, args); }

  // As written, with its measure word and bound.
  std::string phrase() const {
    const auto from = std::min(claim_.phrase.start, claim_.span.start), to = std::max(claim_.phrase.end, claim_.span.end);
    const auto words = from_code_points(std::u32string_view(checked_.text).substr(from, to - from));
    return claim_.subject.empty() || claim_.numerals.empty() ? words : claim_.subject + words;
  }

  std::string selection(const figures::Selection& of) const {
    const auto* kind = checked_.catalogue->find(of.kind);
    std::string out = kind == nullptr ? of.kind.text : name_in(kind->names, name_of(lang_));
    const auto dot = lang_ == Lang::zh ? "·" : ", ";
    for (const auto& filter : of.filters) {
      const auto* field = kind == nullptr ? nullptr : kind->field(filter.field);
      out += dot + (field == nullptr ? filter.field : name_in(field->names, name_of(lang_)));
      std::string values;
      for (const auto& value : filter.values) values += (values.empty() ? "" : lang_ == Lang::zh ? "、" : "/") + value_name(field, value);
      out += "=" + values;
    }
    for (const auto& id : of.states) {
      const auto* state = kind == nullptr ? nullptr : kind->state(id);
      out += dot + (state == nullptr ? id : name_in(state->names, name_of(lang_)));
    }
    if (!of.field.empty() && kind != nullptr) {
      const auto* field = kind->field(of.field);
      out += dot + (field == nullptr ? of.field : name_in(field->names, name_of(lang_)));
    }
    return out;
  }
  std::string value_name(const kinds::Field* field, const std::string& value) const {
    if (field == nullptr) return value;
    if (field->type == kinds::FieldType::yes_no) return say(value == "yes" ? "judge.yes" : "judge.no");
    for (const auto& choice : field->choices) {
      if (choice.id == value) return name_in(choice.names, name_of(lang_));
    }
    return value;
  }

  std::string query(const judge::Reading& reading) const {
    auto what = query_of(reading.expression);
    if (reading.join == judge::Join::sum) {
      for (const auto& e : reading.plus) what += " + " + query_of(e);
      return what;
    }
    if (reading.join == judge::Join::rest) return what + " − " + query_of(*reading.other);
    if (reading.join == judge::Join::mean) return what + " ÷ " + std::to_string(reading.over);
    if (reading.join == judge::Join::alone || !reading.other || !reading.other->of.period) return what;
    return say(reading.join == judge::Join::difference ? "judge.query_less" : "judge.query_times", {{"query", what}, {"period", days_text(*reading.other->of.period, lang_)}});
  }
  std::string query_of(const figures::Expression& e) const {
    static constexpr std::string_view names[] = {"count", "sum", "distinct", "average", "minimum", "maximum", "ratio", "growth", "cadence_share", "required", "missing", "on_time", "late"};
    const auto& e = reading.expression;
    Args args{{"of", selection(e.of)}, {"unit", unit_name(e.of.unit)}, {"period", e.of.period ? days_text(*e.of.period, lang_) : ""}};
    return say("judge.query_" + std::string(names[static_cast<std::size_t>(e.aggregate)]), args);
  }
  std::string unit_name(const std::optional<UnitId>& id) const {
    const auto* unit = id && checked_.units ? checked_.units->find(*id) : nullptr;
    return unit == nullptr ? say("judge.whole_office") : unit->name;
  }

  std::string how(const judge::Reading& reading) const {
    std::string points;
    for (const auto& p : reading.points) {
      if (!points.empty()) points += lang_ == Lang::zh ? "，" : ", ";
      points += say("judge.point_" + p.rule) + (p.word.empty() ? "" : lang_ == Lang::zh ? "“" + p.word + "”" : " “" + p.word + "”") + fmt::format(" {:+d}", p.points);
    }
    static constexpr std::string_view units[] = {"whole", "text", "heading", "unknown", "several"};
    static constexpr std::string_view sources[] = {"text", "heading", "doc", "none"};
    const auto word = binding_->period.word.empty() ? "" : lang_ == Lang::zh ? "“" + binding_->period.word + "”" : " “" + binding_->period.word + "”";
    return say("judge.how", {{"points", points}, {"score", std::to_string(reading.score)},
                             {"unit", say("judge.unit_from_" + std::string(units[static_cast<std::size_t>(binding_->scope.source)]))},
                             {"period", say("judge.period_from_" + std::string(sources[static_cast<std::size_t>(binding_->period.source)])) + word}});
  }

  bool interval_matters() const {
    const auto& in = claim_.interval;
    return !in.lo || !in.hi || std::fabs(*in.hi - *in.lo) > 1e-9;
  }
  std::string interval() const {
    const auto& in = claim_.interval;
    std::string out = in.lo ? (in.lo_open ? "(" : "[") + number_text(*in.lo) : "(−∞";
    return out + ", " + (in.hi ? number_text(*in.hi) + (in.hi_open ? ")" : "]") : "∞)");
  }
  std::string measured(const std::string& value) const { return value + (judged_.measure == "%" ? "%" : judged_.measure.empty() ? "" : lang_ == Lang::zh ? judged_.measure : " " + judged_.measure); }
  std::string ledger() const { return judged_.value ? measured(judged_.value->text()) : "—"; }
  std::string written() const { return claim_.numerals.empty() ? number_text(claim_.value) : claim_.text; }

  std::string outcome() const {
    const double value = judged_.value ? static_cast<double>(judged_.value->scaled) / static_cast<double>(Decimal::kScale) : 0;
    const double less = claim_.value - value;
    std::string part;
    if (!judged_.failed_part.empty()) part = judged_.failed_part;
    const auto reason = judged_.reason.starts_with("check:") ? "check" : judged_.reason;
    return say("judge.reason_" + reason, {{"ledger", ledger()}, {"text", written()}, {"difference", (less > 0 ? "+" : "") + number_text(less)},
                                          {"records", std::to_string(judged_.of_size)}, {"word", binding_ != nullptr ? binding_->scope.word : ""},
                                          {"narrower", binding_ != nullptr && !binding_->readings.empty() ? binding_->readings[0].narrower : ""},
                                          {"part", part}, {"source", judged_.source}, {"measure", claim_.measure}});
  }

  void others(Explained& out) const {
    if (binding_ == nullptr || !binding_->close) return;
    std::string all;
    for (std::size_t k = 1; k <= judged_.others.size() && k < binding_->readings.size(); ++k) {
      const auto& value = judged_.others[k - 1].second;
      all += (all.empty() ? "" : lang_ == Lang::zh ? "；" : "; ") + query(binding_->readings[k]) + " = " + (value ? value->text() : "—");
    }
    out.sentences.push_back(say("judge.also_readable", {{"readings", all}}));
  }

  std::string hint() const {
    return say("judge.hint_" + judged_.hint->rule, {{"value", judged_.hint->value.text()}, {"expr", judged_.hint->expr}});
  }

  // Either way is one step: the text, or a record that is missing.
  void fixes(const judge::Reading* reading, Explained& out) const {
    if (judged_.value) out.sentences.push_back(say("judge.fix_text", {{"text", written()}, {"ledger", ledger()}}));
    if (reading == nullptr || !judged_.value || reading->expression.aggregate != figures::Aggregate::count) return;
    const double value = static_cast<double>(judged_.value->scaled) / static_cast<double>(Decimal::kScale);
    if (claim_.value <= value) return;
    const auto* kind = checked_.catalogue->find(reading->expression.of.kind);
    if (kind == nullptr || !reading->expression.of.period) return;
    const auto unit = reading->expression.of.unit && checked_.units ? unit_name(reading->expression.of.unit) : "";
    const auto year = std::to_string(reading->expression.of.period->from.year());
    out.add_line = say("judge.add_line", {{"folder", checked_.folder}, {"year", year}, {"kind", name_in(kind->names, "zh")}, {"unit", unit}});
    out.sentences.push_back(say("judge.fix_ledger", {{"line", out.add_line}}));
  }

  const CheckedDraft& checked_;
  const claim::Claim& claim_;
  const judge::Judged& judged_;
  const judge::Binding* binding_;
  Lang lang_;
};
}  // namespace

Explained explain(const CheckedDraft& checked, std::size_t i, Lang lang) { return Sayer(checked, i, lang).run(); }

std::string explain_check(const CheckedDraft& checked, std::size_t k, Lang lang) {
  const auto& check = checked.extraction.checks[k];
  return words::say(lang, check.ok ? "claim.adds_up" : "claim.does_not_add_up", {{"calculation", check.calculation}});
}

std::string coverage_line(const CheckedDraft& checked, Lang lang) {
  const auto c = coverage_of(checked);
  return words::say(lang, "judge.coverage", {{"numbers", std::to_string(c.numbers)}, {"claims", std::to_string(c.claims)}, {"judged", std::to_string(c.judged)},
                                             {"open", std::to_string(c.claims - c.judged)}, {"unread", std::to_string(c.unread)}, {"findings", std::to_string(c.findings)}});
}
}  // namespace youju::app
