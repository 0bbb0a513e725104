// SPDX-License-Identifier: Apache-2.0
// The words by which kinds, their values and units are recognised, made from the pack's own names.
#include "judge/book.h"

#include <algorithm>

#include "base/text.h"

namespace youju::judge {
namespace {
bool starts(View text, View word) { return text.substr(0, word.size()) == word; }

// 全年, 上半年 … are choices of some field and, in a text, nothing but periods; 其他 names nothing.
bool tells_nothing(View word) {
  static constexpr View periods[] = {U"全年", U"年度", U"季度", U"半年", U"其他", U"其它"};
  return std::any_of(std::begin(periods), std::end(periods), [&](View p) { return word.find(p) != View::npos; }) && word.size() <= 4;
}

bool usable(View word) {
  return !tells_nothing(word) && word.size() >= 2 && std::any_of(word.begin(), word.end(), [](char32_t c) { return is_han(c); });
}

template <class T>
void longest_first(std::vector<T>& words) {
  std::stable_sort(words.begin(), words.end(), [](const T& a, const T& b) { return a.word.size() > b.word.size(); });
}

void names_of(const kinds::Kind& kind, std::vector<NameWord>& out) {
  const auto add = [&](const std::string& text, int score, std::string rule) {
    auto word = folded(text);
    if (!usable(word)) return;
    // 信息发布 is also written 发布信息.
    if (word.size() == 4) out.push_back({word.substr(2) + word.substr(0, 2), &kind, score - 5, "reordered", {}, {}});
    out.push_back({std::move(word), &kind, score, std::move(rule), {}, {}});
  };
  if (const auto it = kind.names.find("zh"); it != kind.names.end()) add(it->second, 100, "name");
  for (const auto& synonym : kind.synonyms) add(synonym, 95, "synonym");
}

// 已整改 is also written 整改; 是否含党课 and 含党课 are the same question.
std::vector<Text> spellings(const std::string& text) {
  std::vector<Text> out{folded(text)};
  for (const View lead : {View(U"已"), View(U"是否")}) {
    if (starts(out[0], lead)) out.push_back(out[0].substr(lead.size()));
  }
  return out;
}

std::vector<ValueWord> values_of(const kinds::Kind& kind) {
  std::vector<ValueWord> out;
  const auto add = [&](const std::string& text, const std::string& field, const std::string& value) {
    for (auto& word : spellings(text)) {
      if (usable(word)) out.push_back({std::move(word), field, value});
    }
  };
  const auto counting = std::count_if(kind.states.begin(), kind.states.end(), [](const kinds::State& s) { return s.counts; });
  for (const auto& state : kind.states) {
    const auto name = state.names.find("zh");
    if (state.counts && counting > 1 && name != state.names.end()) add(name->second, "", state.id);
  }
  for (const auto& field : kind.fields) {
    if (field.type == kinds::FieldType::choice) {
      for (const auto& choice : field.choices) {
        if (const auto name = choice.names.find("zh"); name != choice.names.end()) add(name->second, field.id, choice.id);
        for (const auto& synonym : choice.synonyms) add(synonym, field.id, choice.id);
      }
    } else if (field.type == kinds::FieldType::yes_no) {
      if (const auto name = field.names.find("zh"); name != field.names.end()) add(name->second, field.id, "yes");
    }
  }
  longest_first(out);
  return out;
}

// A value that only one field of one kind has may name the kind: 来访 → feedback with channel = visit.
void name_by_values(const kinds::Kind& kind, const std::vector<ValueWord>& values, std::vector<NameWord>& names) {
  for (const auto& value : values) {
    if (value.field.empty()) continue;
    names.push_back({value.word, &kind, 90, "category", value.field, value.value});
  }
}

// A value word of several kinds or fields names nothing by itself; a synonym that is also a value of the same kind is weaker than it.
void settle(std::vector<NameWord>& names) {
  std::map<Text, std::vector<const NameWord*>> by_word;
  for (const auto& name : names) by_word[name.word].push_back(&name);
  std::vector<NameWord> kept;
  for (const auto& name : names) {
    const auto& same = by_word[name.word];
    const auto categories = std::count_if(same.begin(), same.end(), [](const NameWord* n) { return n->rule == "category"; });
    const bool named_otherwise = std::any_of(same.begin(), same.end(), [&](const NameWord* n) { return n->rule != "category" && n->kind != name.kind; });
    if (name.rule == "category" && (categories > 1 || named_otherwise)) continue;
    kept.push_back(name);
    const bool own_value = std::any_of(same.begin(), same.end(), [&](const NameWord* n) { return n->rule == "category" && n->kind == name.kind; });
    if (name.rule == "synonym" && own_value && categories == 1) kept.back().score = 70;
  }
  names = std::move(kept);
}

// 机关党支部 is also written 机关支部; a name of two units names none.
std::vector<UnitWord> unit_words(const people::UnitTree& units) {
  std::map<Text, std::vector<UnitId>> found;
  for (const auto& unit : units.all()) {
    const auto name = folded(unit.name);
    if (name.size() < 2) continue;
    found[name].push_back(unit.id);
    for (const View part : {View(U"党支部"), View(U"党委"), View(U"党总支")}) {
      const auto at = name.find(part);
      if (at == Text::npos || at == 0) continue;
      auto shorter = name;
      shorter.erase(at, 1);
      found[shorter].push_back(unit.id);
    }
  }
  std::vector<UnitWord> out;
  for (auto& [word, ids] : found) {
    if (ids.size() == 1) out.push_back({word, ids[0]});
  }
  longest_first(out);
  return out;
}
}  // namespace

Text folded(std::string_view utf8) { return to_code_points(fold(utf8)); }

Book::Book(const kinds::Catalogue& catalogue, const people::UnitTree& units, UnitId whole, const std::vector<Synonym>& synonyms,
           const std::vector<Confirmed>& confirmed)
    : inside_(std::make_unique<Inside>()) {
  auto& in = *inside_;
  in.catalogue = &catalogue;
  in.units = &units;
  in.whole = std::move(whole);
  for (const auto& kind : catalogue.kinds()) {
    names_of(kind, in.names);
    auto values = values_of(kind);
    name_by_values(kind, values, in.names);
    // 整改问题 is a problem that is closed, not 问题整改 in another order.
    std::erase_if(in.names, [&](const NameWord& n) {
      return n.kind == &kind && n.rule == "reordered" && std::any_of(values.begin(), values.end(), [&](const auto& v) { return n.word.find(v.word) != Text::npos; });
    });
    in.values.emplace(kind.id, std::move(values));
  }
  settle(in.names);
  for (const auto& synonym : synonyms) {
    auto word = folded(synonym.phrase);
    const auto* kind = catalogue.find(synonym.kind);
    if (kind == nullptr || word.empty()) continue;
    std::erase_if(in.names, [&](const NameWord& n) { return n.word == word; });
    in.names.push_back({std::move(word), kind, 95, "approved", {}, {}});
  }
  longest_first(in.names);
  in.unit_words = unit_words(units);
  for (const auto& one : confirmed) in.confirmed[one.signature] = one.expression;
}
Book::~Book() = default;

std::string signature_of(const claim::Claim& c) {
  return fold(c.subject) + "|" + fold(c.topic) + "|" + fold(c.measure) + "|" + std::string(claim::aggregate_name(c.aggregate)) + "|" + fold(c.per);
}
}  // namespace youju::judge
