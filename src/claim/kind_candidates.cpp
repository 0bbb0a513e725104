// SPDX-License-Identifier: Apache-2.0
// Which kinds of the pack a claim may be about: by the words of its subject and topic only, never by its value.
#include <algorithm>
#include <optional>

#include "base/text.h"
#include "claim/reading.h"

namespace youju::claim {
namespace {
constexpr std::size_t kMostKinds = 5;
constexpr std::size_t kFar = 30;
constexpr int kCarried = 60;

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
  std::size_t sentence = static_cast<std::size_t>(-1);
  std::optional<KindCandidate> before;  // of the claim before in the same sentence: 主题党日7次，参加党员29人
  for (auto& f : r.found) {
    if (f.sentence_from != sentence || f.cell != nullptr) before.reset();
    sentence = f.sentence_from;
    const auto subject = normal_word(f.claim.subject), topic = normal_word(f.claim.topic);
    auto& kinds = f.claim.kinds;
    look(r.lexicon, subject, f, 0, kinds);
    look(r.lexicon, topic, f, 15, kinds);
    // 发布信息25条 counts 信息, but names its kind only with the verb.
    const auto from = std::max(f.clause_from, f.phrase_from > kFar ? f.phrase_from - kFar : 0);
    if (kinds.empty() && f.cell == nullptr) look(r.lexicon, normal_word(r.text.words(from, f.phrase_from)), f, 10, kinds);
    std::stable_sort(kinds.begin(), kinds.end(), [](const KindCandidate& a, const KindCandidate& b) { return a.score > b.score; });
    if (kinds.size() > kMostKinds) kinds.resize(kMostKinds);
    if (kinds.empty() && before) kinds.push_back(*before);
    if (!kinds.empty()) before = KindCandidate{kinds[0].kind, kCarried, kinds[0].word, false};
  }
}
}  // namespace youju::claim
