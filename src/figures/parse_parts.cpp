// SPDX-License-Identifier: Apache-2.0
// Reads what follows the target: unit, states, filters, period — and refuses every filter on persons.
#include <fmt/format.h>

#include "base/date_text.h"
#include "base/number.h"
#include "base/text.h"
#include "figures/parser.h"

namespace youju::figures {
namespace {

using kinds::FieldType;

bool is_ordered(const kinds::Field& field) {
  return kinds::is_number(field.type) || field.type == FieldType::date;
}
bool may_filter(const kinds::Field& field) {
  if (field.personal) return false;  // kept apart and erasable: a figure must not stand on it
  return kinds::is_number(field.type) || field.type == FieldType::choice || field.type == FieldType::yes_no ||
         field.in_figures;
}

// The comparison at `sign` and how many code points it takes.
std::pair<std::string, std::size_t> comparison_at(const Piece& piece, std::size_t sign) {
  const char32_t c = piece.at(sign);
  const char32_t next = sign + 1 < piece.end ? piece.at(sign + 1) : 0;
  if (c == U'≥') return {">=", 1};
  if (c == U'≤') return {"<=", 1};
  if (c == U'≠') return {"!=", 1};
  if (c == U'!' && next == U'=') return {"!=", 2};
  if (c == U'<' && next == U'>') return {"!=", 2};
  if (c == U'<')
    return next == U'=' ? std::pair<std::string, std::size_t>{"<=", 2}
                        : std::pair<std::string, std::size_t>{"<", 1};
  if (c == U'>')
    return next == U'=' ? std::pair<std::string, std::size_t>{">=", 2}
                        : std::pair<std::string, std::size_t>{">", 1};
  if (c == U'=' && next == U'=') return {"=", 2};
  return {"=", 1};
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : "、") + name;
  return out;
}
}  // namespace

Result<void> Parser::part(const Piece& raw, Aggregate aggregate, Selection& out) const {
  const Piece piece = raw.trimmed();
  const std::size_t sign = find_outside(piece, U"=<>!≥≤≠", piece.begin);
  if (sign != std::u32string::npos) return comparison(piece, sign, aggregate, out);
  return loose(piece, out);
}

Result<void> Parser::comparison(const Piece& piece, std::size_t sign, Aggregate aggregate,
                                Selection& out) const {
  const Piece name = unquoted(piece.sub(piece.begin, sign));
  const auto [op, length] = comparison_at(piece, sign);
  const Piece values = piece.sub(std::min(sign + length, piece.end), piece.end).trimmed();
  if (values.empty()) return wrong("figures.no_value", piece, instead(piece, ""));
  const auto word = find_part(name.text());
  const auto* field = field_named(kind(out), name.text());
  if (word == PartWord::unit || word == PartWord::state) {
    if (op != "=")
      return wrong("figures.equals_only", piece.sub(sign, sign + length),
                   instead(piece.sub(sign, sign + length), "="));
    if (word == PartWord::unit) return unit(values, out);
  }
  const bool cadence = aggregate == Aggregate::cadence_share || aggregate == Aggregate::required ||
                       aggregate == Aggregate::missing;
  if (cadence) return wrong("figures.cadence_takes_no_filter", piece, instead(piece, ""));
  if (word == PartWord::state) return states(values, out);
  if ((field != nullptr && kinds::is_person(field->type)) || (field == nullptr && is_actor_word(name.text())))
    return wrong("figures.no_person_filter", piece, instead(piece, ""), {{"rule", "docs/not-built.md 2"}});
  return filter(name, op, values, out);
}

Result<void> Parser::unit(const Piece& value, Selection& out) const {
  if (out.unit) return wrong("figures.twice", value, instead(value, ""));
  const Piece name = unquoted(value);
  const std::string text = name.text();
  const auto* found = units_.find(UnitId(text));
  if (found == nullptr) found = units_.by_name(text);
  if (found != nullptr) {
    out.unit = found->id;
    return {};
  }
  std::vector<std::string> names;
  std::string namesake;
  for (const auto& u : units_.all()) {
    names.push_back(u.name);
    if (fold(u.name) == fold(text)) namesake = u.id.text;
  }
  if (!namesake.empty()) return wrong("figures.several_units", name, instead(name, namesake));
  const std::string near = nearest_of(text, names);
  return wrong(
      "figures.unknown_unit", name, instead(name, near.empty() && !names.empty() ? names.front() : near),
      {{"others",
        joined(names.size() > 8 ? std::vector<std::string>(names.begin(), names.begin() + 8) : names)}});
}

Result<void> Parser::states(const Piece& values, Selection& out) const {
  if (!out.states.empty()) return wrong("figures.twice", values, instead(values, ""));
  std::vector<const kinds::Kind*> kinds;
  if (const auto* one = kind(out))
    kinds.push_back(one);
  else
    for (const auto& k : catalogue_.kinds()) kinds.push_back(&k);
  std::vector<std::string> counting;
  for (const auto* k : kinds)
    for (const auto& s : k->states)
      if (s.counts) {
        const std::string name = kinds::name_in(s.names, "zh", s.id);
        if (std::find(counting.begin(), counting.end(), name) == counting.end()) counting.push_back(name);
      }
  const std::string first = counting.empty() ? "" : counting.front();
  for (const Piece& one : split_outside(values, U",、")) {
    const Piece name = unquoted(one);
    const kinds::State* found = nullptr;
    for (const auto* k : kinds)
      if (const auto* s = k->state(name.text());
          s != nullptr && (found == nullptr || (s->counts && !found->counts)))
        found = s;
    if (found == nullptr) {
      const std::string near = nearest_of(name.text(), counting);
      return wrong("figures.unknown_state", name, instead(name, near.empty() ? first : near),
                   {{"others", joined(counting)}});
    }
    if (!found->counts)
      return wrong("figures.state_never_counts", name, instead(name, first), {{"others", joined(counting)}});
    if (std::find(out.states.begin(), out.states.end(), found->id) == out.states.end())
      out.states.push_back(found->id);
  }
  std::sort(out.states.begin(), out.states.end());
  return {};
}

Result<void> Parser::filter(const Piece& name, const std::string& op, const Piece& values,
                            Selection& out) const {
  const auto* of = kind(out);
  if (of == nullptr) return wrong("figures.filter_needs_kind", name, example());
  const auto* field = field_named(of, name.text());
  if (field == nullptr) {
    std::vector<std::string> names = {"单位", "状态"};
    for (const auto& f : of->fields)
      if (may_filter(f)) names.push_back(kinds::name_in(f.names, "zh", f.id));
    const std::string near = nearest_of(name.text(), names);
    return wrong("figures.unknown_filter", name, instead(name, near.empty() ? names.back() : near),
                 {{"kind", kinds::name_in(of->names, "zh", of->id.text)}, {"others", joined(names)}});
  }
  if (!may_filter(*field))
    return wrong("figures.not_filterable", name, fmt::format("count({})", kinds::name_in(of->names, "zh", of->id.text)));
  const bool ordering = op.front() == '<' || op.front() == '>';
  if (ordering && !is_ordered(*field))
    return wrong(
        "figures.no_order", name,
        instead(name.sub(name.begin, values.end), fmt::format("{}={}", name.typed(), values.typed())));
  FieldFilter out_filter{field->id, {}, op};
  for (const Piece& one : split_outside(values, U",、")) {
    TRY(std::string value, filter_value(*of, *field, unquoted(one)));
    if (std::find(out_filter.values.begin(), out_filter.values.end(), value) == out_filter.values.end())
      out_filter.values.push_back(std::move(value));
  }
  if (ordering && out_filter.values.size() != 1)
    return wrong("figures.one_value", values, instead(values, split_outside(values, U",、").front().typed()));
  std::sort(out_filter.values.begin(), out_filter.values.end());
  const auto same = [&](const FieldFilter& f) {
    return f.field == out_filter.field && f.op == out_filter.op && f.values == out_filter.values;
  };
  if (std::none_of(out.filters.begin(), out.filters.end(), same))
    out.filters.push_back(std::move(out_filter));
  return {};
}

Result<std::string> Parser::filter_value(const kinds::Kind&, const kinds::Field& field,
                                         const Piece& value) const {
  const std::string text = value.text();
  if (value.empty()) return wrong("figures.no_value", value, example());
  if (kinds::is_number(field.type)) {
    const auto number = read_number(text);
    if (!number) return wrong("figures.not_a_number", value, instead(value, "10"));
    return number->value.text();
  }
  if (field.type == FieldType::choice) return choice_value(field, value);
  if (field.type == FieldType::yes_no) {
    const std::string folded = fold(text);
    for (const std::string_view yes : {"yes", "是", "有", "true", "1", "已", "y"})
      if (folded == yes) return std::string("yes");
    for (const std::string_view no : {"no", "否", "无", "false", "0", "未", "n", "没有"})
      if (folded == no) return std::string("no");
    return wrong("figures.not_yes_no", value, instead(value, "是"));
  }
  if (field.type == FieldType::date) {
    const auto date = read_date(text, default_year_);
    if (!date) return wrong("figures.not_a_date", value, instead(value, "2023-03-05"));
    return date->days.from.iso();
  }
  if (field.type == FieldType::unit) {
    Selection found;
    TRY_OK(unit(value, found));
    return found.unit->text;
  }
  return text;
}

Result<std::string> Parser::choice_value(const kinds::Field& field, const Piece& value) const {
  const std::string folded = fold(value.text());
  std::vector<std::string> names;
  for (const auto& choice : field.choices) {
    bool same = fold(choice.id) == folded;
    for (const auto& [lang, name] : choice.names) same = same || fold(name) == folded;
    for (const auto& synonym : choice.synonyms) same = same || fold(synonym) == folded;
    if (same) return choice.id;
    names.push_back(kinds::name_in(choice.names, "zh", choice.id));
  }
  const std::string near = nearest_of(value.text(), names);
  return wrong("figures.unknown_choice", value,
               instead(value, near.empty() && !names.empty() ? names.front() : near),
               {{"field", kinds::name_in(field.names, "zh", field.id)}, {"others", joined(names)}});
}

Result<void> Parser::loose(const Piece& raw, Selection& out) const {
  const Piece piece = unquoted(raw);
  const std::string text = piece.text();
  if (find_part(text) == PartWord::this_level) {
    out.this_level_only = true;
    return {};
  }
  const ReadPeriod read = read_period(text, default_year_);
  using Outcome = ReadPeriod::Outcome;
  if (read.outcome == Outcome::read) {
    if (out.period) return wrong("figures.twice", piece, instead(raw, ""));
    out.period = read.period;
    out.period_text = piece.typed();
    return {};
  }
  if (read.outcome == Outcome::needs_year)
    return wrong("figures.period_needs_year", piece, instead(piece, "2023年" + piece.typed()));
  if (read.outcome == Outcome::backwards)
    return wrong("figures.period_backwards", piece, instead(piece, "2023-01..2023-06"));
  if (read.outcome == Outcome::no_such_day)
    return wrong("figures.no_such_day", piece, instead(piece, "2023-03"));
  const std::string guess = guess_part(piece, out);
  if (!guess.empty()) return wrong("figures.unknown_part", piece, instead(piece, guess));
  const bool like_period = text.find_first_of("0123456789") != text.npos;
  return wrong(like_period ? "figures.unreadable_period" : "figures.unknown_part", piece,
               instead(piece, like_period ? "2023Q1" : "2023"));
}

// Somebody wrote a value without its field: say which field it belongs to.
std::string Parser::guess_part(const Piece& piece, const Selection& out) const {
  const std::string text = piece.text();
  if (const auto* u = units_.by_name(text)) return "单位=" + u->name;
  const auto* of = kind(out);
  if (of != nullptr) {
    if (const auto* state = of->state(text)) return "状态=" + kinds::name_in(state->names, "zh", state->id);
    for (const auto& field : of->fields) {
      if (field.type != FieldType::choice) continue;
      for (const auto& choice : field.choices)
        for (const auto& [lang, name] : choice.names)
          if (fold(name) == fold(text)) return kinds::name_in(field.names, "zh", field.id) + "=" + name;
    }
  }
  std::vector<std::string> names = {"仅本级", "this_level"};
  const std::string near = nearest_of(text, names);
  if (!near.empty()) return near;
  names.clear();
  for (const auto& u : units_.all()) names.push_back(u.name);
  const std::string unit_near = nearest_of(text, names);
  return unit_near.empty() ? "" : "单位=" + unit_near;
}
}  // namespace youju::figures
