// SPDX-License-Identifier: Apache-2.0
// Verdicts in plain words, Chinese and English: what was read, as which figure, what the ledger holds, what can be done.
#include <cmath>

#include "app/claims.h"
#include "app/records.h"
#include "base/text.h"
#include "crypto/crypto.h"
#include "figures/figures.h"
#include "words/measure.h"

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

// 2023年, 2023年上半年, 2023年第三季度, 2023年6月; else its days.
std::string days_text(const Period& p, Lang lang) {
  const auto year = p.from.year();
  const auto named = [&](const char* word, int n) { return words::say(lang, word, {{"year", std::to_string(year)}, {"n", std::to_string(n)}}); };
  if (p == Period::year(year)) return named("judge.days_year", 0);
  for (int half = 0; half < 2; ++half) {
    const auto from = Date::of(year, 6 * half + 1, 1);
    if (from && p == Period{*from, from->plus_months(6).plus_days(-1)}) return named(half == 0 ? "judge.days_half_first" : "judge.days_half_second", half + 1);
  }
  for (int quarter = 0; quarter < 4; ++quarter) {
    const auto from = Date::of(year, 3 * quarter + 1, 1);
    if (from && p == Period{*from, from->plus_months(3).plus_days(-1)}) return named("judge.days_quarter", quarter + 1);
  }
  if (p == Period::month(year, p.from.month())) return named("judge.days_month", p.from.month());
  return words::say(lang, "judge.from_to", {{"from", p.from.iso()}, {"to", p.to.iso()}});
}

const kinds::Kind* kind_of(const CheckedDraft& checked, const figures::Selection& of) { return checked.catalogue == nullptr ? nullptr : checked.catalogue->find(of.kind); }

std::string value_name(const kinds::Field* field, const std::string& value, Lang lang) {
  if (field == nullptr) return value;
  if (field->type == kinds::FieldType::yes_no) return words::say(lang, value == "yes" ? "judge.yes" : "judge.no");
  for (const auto& choice : field->choices) {
    if (choice.id == value) return name_in(choice.names, name_of(lang));
  }
  return value;
}

// The kind, what narrows it, and the field that is added up.
std::string selection(const CheckedDraft& checked, const figures::Selection& of, Lang lang) {
  const auto* kind = kind_of(checked, of);
  std::string out = kind == nullptr ? of.kind.text : name_in(kind->names, name_of(lang));
  const auto dot = lang == Lang::zh ? "·" : ", ";
  for (const auto& filter : of.filters) {
    const auto* field = kind == nullptr ? nullptr : kind->field(filter.field);
    out += dot + (field == nullptr ? filter.field : name_in(field->names, name_of(lang)));
    std::string values;
    for (const auto& value : filter.values) values += (values.empty() ? "" : lang == Lang::zh ? "、" : "/") + value_name(field, value, lang);
    out += "=" + values;
  }
  for (const auto& id : of.states) {
    const auto* state = kind == nullptr ? nullptr : kind->state(id);
    out += dot + (state == nullptr ? id : name_in(state->names, name_of(lang)));
  }
  if (!of.field.empty() && kind != nullptr) {
    const auto* field = kind->field(of.field);
    out += dot + (field == nullptr ? of.field : name_in(field->names, name_of(lang)));
  }
  return out;
}
}  // namespace

std::string figure_in_words(const CheckedDraft& checked, const figures::Expression& e, words::Lang lang) {
  static constexpr std::string_view names[] = {"count", "sum", "distinct", "average", "minimum", "maximum", "ratio", "growth", "cadence_share", "required", "missing", "on_time", "late"};
  const auto* unit = e.of.unit && checked.units ? checked.units->find(*e.of.unit) : nullptr;
  const Args args{{"of", selection(checked, e.of, lang)}, {"unit", unit == nullptr ? words::say(lang, "judge.whole_office") : unit->name},
                  {"period", e.of.period ? days_text(*e.of.period, lang) : ""}};
  return words::say(lang, "judge.query_" + std::string(names[static_cast<std::size_t>(e.aggregate)]), args);
}

namespace {
class Sayer {
 public:
  Sayer(const CheckedDraft& checked, std::size_t i, Lang lang)
      : checked_(checked), claim_(checked.extraction.claims[i]), judged_(checked.judged[i]),
        binding_(checked.bindings.empty() ? nullptr : &checked.bindings[i]), lang_(lang) {}

  Explained run() {
    Explained out;
    out.verdict = say("judge.verdict_" + std::string(judge::verdict_name(judged_.verdict)));
    out.outcome = outcome();
    out.sentences.push_back(out.outcome);
    const auto* reading = binding_ != nullptr && !binding_->readings.empty() ? &binding_->readings[0] : nullptr;
    if (reading != nullptr && judged_.reason != "plan" && judged_.reason != "history" && judged_.reason != "quoted") {
      out.reading = say("judge.read_as", {{"text", phrase()}, {"query", query(*reading)}});
      out.sentences.push_back(out.reading);
      out.sentences.push_back(how(*reading));
    }
    if (interval_matters()) out.sentences.push_back(say("judge.interval", {{"interval", interval()}}));
    others(out);
    if (judged_.hint) out.sentences.push_back(hint());
    for (const auto k : judged_.checks) out.sentences.push_back(explain_check(checked_, k, lang_));
    learned(out);
    fixes(out);
    teach(out);
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

  std::string query(const judge::Reading& reading) const {
    auto what = figure_in_words(checked_, reading.expression, lang_);
    for (const auto& more : reading.plus) what = say("judge.query_plus", {{"query", what}, {"other", figure_in_words(checked_, more, lang_)}});
    if (reading.join == judge::Join::alone || !reading.other || !reading.other->of.period) return what;
    return say(reading.join == judge::Join::difference ? "judge.query_less" : "judge.query_times", {{"query", what}, {"period", days_text(*reading.other->of.period, lang_)}});
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

  // Who taught what the reading rests on.
  void learned(Explained& out) const {
    const auto i = static_cast<std::size_t>(&claim_ - checked_.extraction.claims.data());
    if (i >= checked_.learned.size() || !checked_.learned[i]) return;
    const auto& from = *checked_.learned[i];
    Args args{{"by", from.by}, {"approved_by", from.approved_by}, {"on", from.on.iso()}, {"code", crypto::short_code(from.record.text)}};
    out.sentences.push_back(say(from.approved_by.empty() ? "judge.learned_reading" : "judge.learned_phrase", args));
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
  std::string measured(const std::string& value) const { return words::say_measured(lang_, value, judged_.measure); }
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
  void fixes(Explained& out) const {
    const auto fix = fixes_of(checked_, static_cast<std::size_t>(&claim_ - checked_.extraction.claims.data()));
    if (!fix.new_text.empty()) out.fixes.push_back(say("judge.fix_text", {{"text", fix.old_text}, {"ledger", fix.new_text}}));
    if (!fix.line.empty()) out.fixes.push_back(say("judge.fix_ledger", {{"line", fix.line}, {"n", std::to_string(fix.missing)}}));
  }
  // A phrase that no kind is known by can be taught.
  void teach(Explained& out) const {
    if (judged_.verdict != Verdict::no_evidence || judged_.reason != "not_bound" || claim_.subject.empty() || checked_.catalogue == nullptr) return;
    out.fixes.push_back(say("judge.teach", {{"phrase", claim_.subject}}));
  }

  const CheckedDraft& checked_;
  const claim::Claim& claim_;
  const judge::Judged& judged_;
  const judge::Binding* binding_;
  Lang lang_;
};
}  // namespace

std::string claim_in_words(const CheckedDraft& checked, std::size_t i) {
  const auto& claim = checked.extraction.claims[i];
  if (claim.numerals.empty()) return claim.text;
  const auto from = std::min(claim.phrase.start, claim.span.start), to = std::max(claim.phrase.end, claim.span.end);
  auto words = from_code_points(std::u32string_view(checked.text).substr(from, to - from));
  if (!claim.measure.empty() && to == claim.span.end) words += claim.measure == "%" || words.ends_with(claim.measure) ? "" : claim.measure;
  return (claim.subject.empty() ? "" : claim.subject + " ") + words;
}

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
