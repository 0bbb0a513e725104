// SPDX-License-Identifier: Apache-2.0
// Which kinds of the pack a claim may be about: by the words of its subject and topic only, never by its value.
#include <algorithm>

#include "base/text.h"
#include "claim/reading.h"

namespace youju::claim {
namespace {
constexpr std::size_t kMost = 5;

void look(const Lexicon::Impl& lexicon, std::u32string_view where, const Found& f, int less, std::vector<KindCandidate>& out) {
  if (where.empty()) return;
  const auto measure = normal_word(f.measure_text);
  std::vector<std::pair<std::size_t, std::size_t>> taken;  // longest subject first: 支部党员大会 before 大会
  for (const auto& word : lexicon.kind_words) {
    const auto at = where.find(word.word);
    if (at == std::u32string_view::npos) continue;
    const auto end = at + word.word.size();
    const bool inside = std::any_of(taken.begin(), taken.end(), [&](auto t) { return t.first <= at && end <= t.second && t.second - t.first > word.word.size(); });
    if (inside) continue;
    taken.emplace_back(at, end);
    const auto& kind = lexicon.kinds[word.kind];
    const bool fits = std::find(kind.measures.begin(), kind.measures.end(), measure) != kind.measures.end();
    const int whole = where.size() == word.word.size() ? 0 : 5;
    KindCandidate candidate{kind.id, word.score - whole - less + (fits ? 20 : 0), from_code_points(word.word), fits};
    const auto known = std::find_if(out.begin(), out.end(), [&](const KindCandidate& k) { return k.kind == kind.id; });
    if (known == out.end()) out.push_back(std::move(candidate));
    else if (known->score < candidate.score) *known = std::move(candidate);
  }
}
}  // namespace

void read_kinds(Reading& r) {
  if (r.lexicon.kind_words.empty()) return;
  for (auto& f : r.found) {
    const auto subject = normal_word(f.claim.subject), topic = normal_word(f.claim.topic);
    auto& kinds = f.claim.kinds;
    look(r.lexicon, subject, f, 0, kinds);
    look(r.lexicon, topic, f, 15, kinds);
    std::stable_sort(kinds.begin(), kinds.end(), [](const KindCandidate& a, const KindCandidate& b) { return a.score > b.score; });
    if (kinds.size() > kMost) kinds.resize(kMost);
  }
}
}  // namespace youju::claim
