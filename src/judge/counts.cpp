// SPDX-License-Identifier: Apache-2.0
// What a measure word counts of a kind: records, the sum of a field, different persons.
#include <algorithm>

#include "base/text.h"
#include "judge/book.h"

namespace youju::judge {

bool of_persons(std::string_view measure) { return measure == "人" || measure == "名" || measure == "位"; }

namespace {
using figures::Aggregate;

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}
// Words that may stand for one another where a kind counts events or things.
bool generic(std::string_view measure) { return one_of(measure, {"个", "项", "件", "次", "场", "场次", "期", "份", "篇", "条", "起", "批", "堂", "届", "则", "类"}); }

std::optional<Counts> read_counts(std::string_view counts) {
  if (counts == "records") return Counts{Aggregate::count, {}, kMeasure};
  if (counts.starts_with("sum:")) return Counts{Aggregate::sum, std::string(counts.substr(4)), kMeasure};
  if (counts.starts_with("distinct:")) return Counts{Aggregate::distinct, std::string(counts.substr(9)), kMeasure};
  return std::nullopt;
}

// A field that a measure word of the kind sums as visits is no number of persons.
bool sums_visits(const kinds::Kind& kind, const std::string& field) {
  return std::any_of(kind.measures.begin(), kind.measures.end(), [&](const auto& m) { return m.counts == "sum:" + field; });
}

std::optional<Counts> by_field(const kinds::Kind& kind, const claim::Claim& claim, View subject) {
  const kinds::Field* found = nullptr;
  std::size_t named = 0;
  for (const auto& field : kind.fields) {
    const bool money = field.type == kinds::FieldType::money;
    if (!money && field.type != kinds::FieldType::number) continue;
    const bool fits = money ? claim.measure == "元" : field.measure == claim.measure && !(of_persons(claim.measure) && sums_visits(kind, field.id));
    std::size_t longest = 0;
    const auto look = [&](const std::string& name) {
      const auto word = folded(name);
      if (word.size() > longest && subject.find(word) != View::npos) longest = word.size();
    };
    for (const auto& [lang, name] : field.names) look(name);
    for (const auto& synonym : field.synonyms) look(synonym);
    if (!fits && !(longest >= 2 && claim.measure.empty())) continue;
    if (of_persons(claim.measure) && longest < 2) continue;  // a number of persons is a field only when the text names it
    if (found == nullptr || longest > named) {
      found = &field;
      named = longest;
    }
  }
  if (found == nullptr) return std::nullopt;
  return Counts{Aggregate::sum, found->id, kMeasure};
}

// 覆盖300人次 is the field 覆盖人数, whatever 人次 usually adds up of the kind: a field that the text names goes first.
std::optional<Counts> by_named_field(const kinds::Kind& kind, const claim::Claim& claim, View said) {
  const bool visits = claim.measure == "人次" || of_persons(claim.measure);
  std::optional<Counts> found;
  std::size_t named = 1;
  const auto look = [&](const kinds::Field& field, const std::string& name) {
    auto word = folded(name);
    for (const View end : {View(U"人数"), View(U"人次")}) {
      if (word.size() > end.size() + 1 && word.substr(word.size() - end.size()) == end) word.resize(word.size() - end.size());
    }
    if (word.size() <= named || said.find(word) == View::npos) return;
    named = word.size();
    found = Counts{Aggregate::sum, field.id, kMeasure};
  };
  // 主题党日·出席人数: the field is written out behind its kind, whatever it adds up.
  const auto subject = folded(claim.subject);
  const auto dot = subject.find(U'·');
  const auto written_out = [&](const std::string& name) { return dot != Text::npos && View(subject).substr(dot + 1) == View(folded(name)); };
  for (const auto& field : kind.fields) {
    if (!visits || field.type != kinds::FieldType::number) continue;
    const bool out = std::any_of(field.names.begin(), field.names.end(), [&](const auto& n) { return written_out(n.second); }) ||
                     std::any_of(field.synonyms.begin(), field.synonyms.end(), written_out);
    if (out) return Counts{Aggregate::sum, field.id, kMeasure};
    if (field.measure != "人" || sums_visits(kind, field.id)) continue;
    for (const auto& [lang, name] : field.names) look(field, name);
    for (const auto& synonym : field.synonyms) look(field, synonym);
  }
  return found;
}

// 参加党员29人: different persons of the list that the text names by its verb (参加人员, 出席, 签到人员).
std::optional<Counts> by_named_persons(const kinds::Kind& kind, const claim::Claim& claim, View said) {
  if (!of_persons(claim.measure)) return std::nullopt;
  for (const auto& field : kind.fields) {
    if (field.type != kinds::FieldType::persons) continue;
    const auto holds = [&](const std::string& name) {
      auto word = folded(name);
      for (const View end : {View(U"人员"), View(U"名单")}) {
        if (word.size() == end.size() + 2 && word.substr(2) == end) word.resize(2);
      }
      return word.size() >= 2 && said.find(word) != View::npos;
    };
    const bool named = std::any_of(field.names.begin(), field.names.end(), [&](const auto& n) { return holds(n.second); });
    if (named || std::any_of(field.synonyms.begin(), field.synonyms.end(), holds)) return Counts{Aggregate::distinct, field.id, kMeasure};
  }
  return std::nullopt;
}
}  // namespace

std::optional<Counts> counts_of(const kinds::Kind& kind, const claim::Claim& claim, View said, std::string& why) {
  const auto subject = folded(claim.subject);
  if (auto field = by_named_field(kind, claim, said)) return field;
  for (const auto& measure : kind.measures) {
    if (measure.word == claim.measure) return read_counts(measure.counts);
  }
  if (auto field = by_field(kind, claim, subject)) return field;
  if (auto persons = by_named_persons(kind, claim, said)) return persons;
  if (claim.measure.empty()) return Counts{};
  if (of_persons(claim.measure) || claim.measure == "人次") {
    why = "persons";
    return std::nullopt;
  }
  const bool records = std::any_of(kind.measures.begin(), kind.measures.end(), [](const auto& m) { return m.counts == "records"; });
  if (generic(claim.measure) && (records || kind.measures.empty())) return Counts{};
  why = "measure";
  return std::nullopt;
}

bool names_persons(const kinds::Kind& kind, std::string_view measure, View said) {
  claim::Claim claim;
  claim.measure = measure;
  return by_named_persons(kind, claim, said).has_value();
}
}  // namespace youju::judge
