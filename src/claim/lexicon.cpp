// SPDX-License-Identifier: Apache-2.0
// Words into trees; look-up from both sides; the shipped lexicon and a pack's additions.
#include "claim/lexicon.h"

#include <algorithm>

#include "base/text.h"
#include "claim/normal.h"

namespace youju::embedded {
extern const std::string_view claim_lexicon;
extern const std::string_view claim_phrases;
extern const std::string_view claim_signs;
}  // namespace youju::embedded

namespace youju::claim {

void WordTree::add(std::u32string_view word, int entry) {
  int node = 0;
  for (const auto c : word) {
    const auto [it, fresh] = edges_.try_emplace(key(node, c), static_cast<int>(ends_.size()));
    if (fresh) ends_.push_back(-1);
    node = it->second;
  }
  ends_[static_cast<std::size_t>(node)] = entry;
}

void Lexicon::Impl::add(Entry entry) {
  const auto it = by_word.find(entry.word);
  if (it != by_word.end()) {
    auto& known = entries[static_cast<std::size_t>(it->second)];
    const bool measure = (entry.classes & set_of(Word::measure)) != 0;
    known.classes |= entry.classes;
    if (measure) {
      known.sort = entry.sort;
      known.factor = entry.factor;
      known.as = std::move(entry.as);
    }
    if (!entry.sense.empty()) known.sense = std::move(entry.sense);
    return;
  }
  const int place = static_cast<int>(entries.size());
  by_word.emplace(entry.word, place);
  forward.add(entry.word, place);
  const std::u32string reversed(entry.word.rbegin(), entry.word.rend());
  backward.add(reversed, place);
  entries.push_back(std::move(entry));
}

void Lexicon::Impl::add(Sign sign) {
  if (sign.word.empty()) return;
  const bool mark = sign.side == Sign::Side::rule || sign.side == Sign::Side::told;
  auto& list = mark ? marks : signs;
  auto& starts = mark ? mark_starts : sign_starts;
  const auto first = static_cast<std::size_t>(sign.word.front());
  if (starts.size() <= first) starts.resize(first + 1);
  starts[first] = true;
  (mark ? mark_words : sign_words).add(sign.word, static_cast<int>(list.size()));
  list.push_back(std::move(sign));
}

const Entry* Lexicon::Impl::at(std::u32string_view s, std::size_t i, WordSet classes, std::size_t end) const {
  const Entry* best = nullptr;
  const std::size_t stop = std::min(end, s.size());
  forward.walk([&](std::size_t n) { return i + n < stop ? s[i + n] : U'\0'; },
               [&](int entry, std::size_t) {
                 const auto& e = entries[static_cast<std::size_t>(entry)];
                 if ((e.classes & classes) != 0) best = &e;
               });
  return best;
}

const Entry* Lexicon::Impl::before(std::u32string_view s, std::size_t i, WordSet classes, std::size_t begin) const {
  const Entry* best = nullptr;
  backward.walk([&](std::size_t n) { return i >= begin + n + 1 ? s[i - n - 1] : U'\0'; },
                [&](int entry, std::size_t) {
                  const auto& e = entries[static_cast<std::size_t>(entry)];
                  if ((e.classes & classes) != 0) best = &e;
                });
  return best;
}

bool Lexicon::Impl::is(std::u32string_view word, WordSet classes) const {
  const auto it = by_word.find(std::u32string(word));
  return it != by_word.end() && (entries[static_cast<std::size_t>(it->second)].classes & classes) != 0;
}

namespace {
std::shared_ptr<Lexicon::Impl> standard_words() {
  auto impl = std::make_shared<Lexicon::Impl>();
  kinds::PackProblems problems;
  read_lexicon(embedded::claim_lexicon, "lexicon.toml", *impl, problems);
  read_lexicon(embedded::claim_phrases, "phrases.toml", *impl, problems);
  read_lexicon(embedded::claim_signs, "signs.toml", *impl, problems);
  expect_true(problems.empty(), "the shipped lexicon reads without a mistake");
  return impl;
}
}  // namespace

const Lexicon& Lexicon::standard() {
  static const Lexicon lexicon = [] {
    Lexicon made;
    made.impl_ = standard_words();
    return made;
  }();
  return lexicon;
}

std::variant<Lexicon, kinds::PackProblems> Lexicon::with(const std::vector<kinds::Kind>& kinds, const std::vector<WordFile>& files) {
  auto impl = std::make_shared<Impl>(standard().impl());
  kinds::PackProblems problems;
  for (const auto& file : files) read_lexicon(file.text, file.name, *impl, problems);
  if (!problems.empty()) return problems;
  add_kinds(kinds, *impl);
  Lexicon made;
  made.impl_ = std::move(impl);
  return made;
}

void add_kinds(const std::vector<kinds::Kind>& kinds, Lexicon::Impl& into) {
  for (const auto& kind : kinds) {
    const auto place = into.kinds.size();
    KindOf of{kind.id, {}};
    for (const auto& measure : kind.measures) {
      of.measures.push_back(normal_word(measure.word));
      if (into.by_word.contains(of.measures.back())) continue;
      into.add({of.measures.back(), set_of(Word::measure), Sort::thing, 1, measure.word, {}});
    }
    into.kinds.push_back(std::move(of));
    const auto add_word = [&](const std::string& word, int score) {
      auto normal = normal_word(word);
      if (normal.size() < 2 || !is_han(normal[0])) return;
      const bool head = std::any_of(into.signs.begin(), into.signs.end(), [&](const Sign& sign) { return sign.where == Sign::Where::head && sign.word == normal; });
      if (!head) into.add(Sign{normal, 3, Sign::Side::report, Sign::Where::anywhere});  // 管理办法 is a kind of paper, and what a title ends with
      // 信息发布 is also written 发布信息.
      if (normal.size() == 4) into.kind_words.push_back({{normal[2], normal[3], normal[0], normal[1]}, place, score - 5});
      into.kind_words.push_back({std::move(normal), place, score});
    };
    if (const auto it = kind.names.find("zh"); it != kind.names.end()) add_word(it->second, 100);
    for (const auto& synonym : kind.synonyms) add_word(synonym, 95);
  }
  std::stable_sort(into.kind_words.begin(), into.kind_words.end(),
                   [](const KindWord& a, const KindWord& b) { return a.word.size() > b.word.size(); });
}
}  // namespace youju::claim
