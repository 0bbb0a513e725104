// SPDX-License-Identifier: Apache-2.0
// lexicon.toml → words. Every mistake is named with file, line and what may stand there (docs/format/claims.md).
#include <toml++/toml.h>

#include <algorithm>

#include "base/text.h"
#include "claim/lexicon.h"
#include "claim/normal.h"

namespace youju::claim {
namespace {
constexpr std::array<std::string_view, kWordClasses> kClassNames{
    "fixed_phrase", "lexical", "vague", "holiday", "name", "code", "duration",
    "measure",
    "above_open", "above", "below", "below_open", "near", "about",
    "or_more", "or_less", "thereabouts", "and_odd",
    "up", "down", "level",
    "plan", "requirement", "done", "history",
    "total", "part", "rest",
    "each", "average", "compare",
    "light_verb", "verb", "act", "filler", "unit", "stop",
    "zero_noun", "zero_verb", "event_verb",
    "whole_period"};
constexpr std::array<std::string_view, 10> kSortNames{"thing", "generic", "person", "visit", "event", "money", "time", "percent", "size", "many"};
constexpr std::array<std::string_view, 16> kSenses{"this_year", "last_year", "next_year", "year_before_last", "to_date", "first_half", "second_half",
                                                   "same_last_year", "this_month", "last_month", "this_quarter", "last_quarter", "start", "end", "since_last", "some_years"};

constexpr int kHeaviest = 20;  // of a sign

std::string joined(auto const& names) {
  std::string out;
  for (const auto name : names) out += (out.empty() ? "" : " ") + std::string(name);
  return out;
}
std::string nearest(std::string_view read, auto const& names) {
  std::string best;
  int least = 4;
  for (const auto name : names) {
    const int d = edit_distance(read, name);
    if (d < least) {
      least = d;
      best = name;
    }
  }
  return best.empty() ? joined(names) : best;
}

class LexiconFile {
 public:
  LexiconFile(std::string file, Lexicon::Impl& into, kinds::PackProblems& problems)
      : file_(std::move(file)), into_(into), problems_(problems) {}

  void read(const toml::table& root) {
    for (const auto& [key, value] : root) {
      if (key.str() != "words" && key.str() != "signs") problem(value, "claim.lexicon_key", {{"read", std::string(key.str())}, {"allowed", "[[words]] [[signs]]"}});
    }
    tables(root, "words", &LexiconFile::group);
    tables(root, "signs", &LexiconFile::signs);
  }

 private:
  void problem(const toml::node& node, std::string_view word, Args args) {
    problems_.push_back({file_, static_cast<int>(node.source().begin.line), {std::string(word), std::move(args)}});
  }

  void tables(const toml::table& root, std::string_view name, void (LexiconFile::*read_one)(const toml::table&)) {
    const auto* node = root.get(name);
    if (node == nullptr) return;
    const auto* list = node->as_array();
    if (list == nullptr) return problem(*node, "claim.lexicon_words", {});
    for (const auto& item : *list) {
      if (const auto* table = item.as_table()) (this->*read_one)(*table);
      else problem(item, "claim.lexicon_words", {});
    }
  }

  template <std::size_t N>
  std::optional<std::size_t> choice(const toml::table& table, std::string_view key, const std::array<std::string_view, N>& names) {
    const auto* node = table.get(key);
    if (node == nullptr) return std::nullopt;
    const auto text = node->value<std::string>().value_or("");
    const auto it = std::find(names.begin(), names.end(), text);
    if (it != names.end()) return static_cast<std::size_t>(it - names.begin());
    problem(*node, "claim.lexicon_choice", {{"key", std::string(key)}, {"read", text}, {"near", nearest(text, names)}});
    return std::nullopt;
  }

  void only(const toml::table& table, const auto& keys) {
    for (const auto& [key, value] : table) {
      if (std::find(keys.begin(), keys.end(), key.str()) == keys.end())
        problem(value, "claim.lexicon_key", {{"read", std::string(key.str())}, {"allowed", nearest(key.str(), keys)}});
    }
  }

  void group(const toml::table& table) {
    only(table, std::array<std::string_view, 6>{"class", "list", "sort", "factor", "as", "sense"});
    const auto word_class = choice(table, "class", kClassNames);
    if (!table.contains("class")) problem(table, "claim.lexicon_class_missing", {{"allowed", joined(kClassNames)}});
    const auto sort = choice(table, "sort", kSortNames);
    const auto sense = choice(table, "sense", kSenses);
    const auto* list = table["list"].as_array();
    if (list == nullptr) problem(table, "claim.lexicon_list_missing", {});
    if (!word_class || list == nullptr) return;
    Entry like;
    like.classes = set_of(static_cast<Word>(*word_class));
    if (sort) like.sort = static_cast<Sort>(*sort);
    if (sense) like.sense = kSenses[*sense];
    like.factor = table["factor"].value_or(1.0);
    like.as = table["as"].value_or(std::string{});
    for (const auto& node : *list) one(node, like);
  }

  // Words by which a text shows what it is.
  void signs(const toml::table& table) {
    only(table, std::array<std::string_view, 4>{"of", "weight", "where", "list"});
    static constexpr std::array<std::string_view, 5> sides{"report", "own", "other", "rule", "told"};
    static constexpr std::array<std::string_view, 5> places{"anywhere", "title", "after_number", "head", "behind"};
    const auto side = choice(table, "of", sides);
    const auto place = choice(table, "where", places);
    const auto* list = table["list"].as_array();
    if (!table.contains("of")) problem(table, "claim.lexicon_side_missing", {{"allowed", joined(sides)}});
    if (list == nullptr) problem(table, "claim.lexicon_list_missing", {});
    if (!side || list == nullptr) return;
    const int weight = std::clamp(static_cast<int>(table["weight"].value_or(1)), 0, kHeaviest);
    for (const auto& node : *list) {
      if (auto word = word_of(node)) into_.add(Sign{std::move(*word), weight, static_cast<Sign::Side>(*side), static_cast<Sign::Where>(place.value_or(0))});
    }
  }

  std::optional<std::u32string> word_of(const toml::node& node) {
    const auto text = node.value<std::string>();
    if (!text || text->empty()) {
      problem(node, "claim.lexicon_text", {});
      return std::nullopt;
    }
    auto word = normal_word(*text);
    if (word.size() <= WordTree::kLongest) return word;
    problem(node, "claim.lexicon_long", {{"read", *text}, {"limit", std::to_string(WordTree::kLongest)}});
    return std::nullopt;
  }

  void one(const toml::node& node, const Entry& like) {
    auto word = word_of(node);
    if (!word) return;
    Entry entry = like;
    entry.word = std::move(*word);
    if ((entry.classes & set_of(Word::measure)) != 0 && entry.as.empty()) entry.as = node.value_or(std::string{});
    into_.add(std::move(entry));
  }

  std::string file_;
  Lexicon::Impl& into_;
  kinds::PackProblems& problems_;
};
}  // namespace

std::string_view word_class_name(Word w) { return kClassNames[static_cast<std::size_t>(w)]; }

void read_lexicon(std::string_view bytes, const std::string& file, Lexicon::Impl& into, kinds::PackProblems& problems) {
  if (!is_utf8(bytes)) {
    problems.push_back({file, 1, {"claim.lexicon_not_utf8", {}}});
    return;
  }
  try {
    const toml::table root = toml::parse(bytes, file);
    LexiconFile(file, into, problems).read(root);
  } catch (const toml::parse_error& error) {
    problems.push_back({file, static_cast<int>(error.source().begin.line), {"claim.lexicon_broken", {{"why", std::string(error.description())}}}});
  }
}
}  // namespace youju::claim
