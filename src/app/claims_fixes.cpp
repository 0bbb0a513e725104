// SPDX-License-Identifier: Apache-2.0
// What can be done in one step where text and ledger differ: the number as the ledger has it, written as the old one was, or the
// record that is missing, prefilled. Which of the two is right is for people to say.
#include "app/claims.h"
#include "app/number_style.h"
#include "app/records.h"
#include "base/text.h"

namespace youju::app {
namespace {
double as_double(Decimal value) { return static_cast<double>(value.scaled) / static_cast<double>(Decimal::kScale); }

void correct_text(const claim::Claim& claim, double ledger, Fixes& out) {
  if (claim.numerals.size() != 1 || claim.bound == claim::Bound::at_most || claim.bound == claim::Bound::range) return;
  const bool growth = claim.aggregate == claim::Aggregate::growth;
  if (growth && (ledger < 0) != (claim.value < 0)) return;  // 增长 would have to become 下降
  const auto text = written_like(claim.text, std::fabs(claim.value), std::fabs(ledger), rounding_of(claim));
  if (!text || *text == claim.text) return;
  out.old_text = claim.text;
  out.new_text = *text;
}

// As a shell reads it: an office folder may have blanks in its name.
std::string quoted(const std::string& text) {
  const bool plain = text.find_first_of(" \t'\"\\$&;<>()|*?[]#~`!{}") == std::string::npos && !text.empty();
  if (plain) return text;
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

// What the text narrows the kind by, as pieces of a line that `youju add` reads.
std::string pieces_of(const kinds::Kind& kind, Fixes& out, const figures::Selection& of) {
  std::string pieces;
  for (const auto& filter : of.filters) {
    const auto* field = kind.field(filter.field);
    if (field == nullptr || filter.op != "=" || filter.values.size() != 1) continue;
    auto value = filter.values[0];
    for (const auto& choice : field->choices) {
      if (choice.id == value) value = name_in(choice.names, "zh");
    }
    if (field->type == kinds::FieldType::yes_no) value = value == "yes" ? "是" : "否";
    out.values[field->id] = value;
    pieces += " " + name_in(field->names, "zh") + "：" + value;
  }
  return pieces;
}

void add_record(const CheckedDraft& checked, const claim::Claim& claim, const figures::Expression& e, double ledger, Fixes& out) {
  if (e.aggregate != figures::Aggregate::count || claim.value <= ledger || !e.of.period) return;
  const auto* kind = checked.catalogue->find(e.of.kind);
  if (kind == nullptr) return;
  out.missing = static_cast<std::int64_t>(std::llround(claim.value - ledger));
  out.kind = kind->id;
  out.period = e.of.period;
  if (e.of.unit) out.unit = *e.of.unit;
  const auto& days = *e.of.period;
  const bool one_month = days.from.year() == days.to.year() && days.from.month() == days.to.month();
  const auto date = one_month ? fmt::format("{}年{}月__日", days.from.year(), days.from.month()) : fmt::format("{}年__月__日", days.from.year());
  const auto pieces = pieces_of(*kind, out, e.of);
  out.line = fmt::format("youju add {} \"{} {} ____{}\"", quoted(checked.folder), date, name_in(kind->names, "zh"), pieces);
  const auto* unit = e.of.unit && checked.units ? checked.units->find(*e.of.unit) : nullptr;
  if (unit != nullptr) out.line += " --unit " + quoted(unit->name);
}
}  // namespace

std::string list_line(const CheckedDraft& checked, std::size_t i) {
  if (checked.catalogue == nullptr || checked.bindings[i].readings.empty()) return {};
  return fmt::format("youju figure {} '{}' --records --at {}", quoted(checked.folder), checked.bindings[i].readings[0].expression.canonical, checked.log_size);
}

Fixes fixes_of(const CheckedDraft& checked, std::size_t i) {
  Fixes out;
  const auto& judged = checked.judged[i];
  if (!is_finding(judged.verdict) || !judged.value || checked.bindings.empty() || checked.bindings[i].readings.empty()) return out;
  const auto& claim = checked.extraction.claims[i];
  const auto& reading = checked.bindings[i].readings[0];
  const double ledger = as_double(*judged.value);
  if (claim.interval.holds(ledger)) return out;  // the text does not add up, but this number is the ledger's
  correct_text(claim, ledger, out);
  if (reading.join == judge::Join::alone && reading.each.empty()) add_record(checked, claim, reading.expression, ledger, out);
  return out;
}
}  // namespace youju::app
