// SPDX-License-Identifier: Apache-2.0
// Paragraphs, sentences and headings of the text as read.
#include <algorithm>

#include "claim/reading.h"

namespace youju::claim {
namespace {
// A short line without a full stop that opens with a list mark, or stands alone, is a heading.
bool looks_like_heading(const Reading& r, std::size_t from, std::size_t to) {
  if (to - from > 40 || to == from) return false;
  const auto s = r.s();
  for (std::size_t i = from; i < to; ++i) {
    if (s[i] == U'。' || s[i] == U'；' || s[i] == U'|' || s[i] == U'\t') return false;
  }
  if (s[from] == U'#') return true;
  std::size_t i = from;
  if (s[i] == U'（' || s[i] == U'(') ++i;
  if (const auto n = read_small(s, i); n && n->digits == 0 && (r.at(n->to) == U'、' || r.at(n->to) == U'）')) {
    for (std::size_t k = n->to; k < to; ++k) {
      if (s[k] == U'，') return false;
    }
    return true;
  }
  return false;
}
int heading_level(const Reading& r, std::size_t from) {
  int level = 0;
  while (r.at(from) == U'#') {
    ++level;
    ++from;
  }
  if (level > 0) return level;
  return r.at(from) == U'（' || r.at(from) == U'(' ? 3 : 2;
}
}  // namespace

void split_sentences(Reading& r, const std::vector<Block>* blocks, const std::vector<std::uint32_t>& starts) {
  const auto s = r.s();
  std::size_t from = 0, line = 0;
  r.paragraphs.push_back(0);
  for (std::size_t i = 0; i <= s.size(); ++i) {
    if (i < s.size() && !is_sentence_end(s[i])) continue;
    if (i > from) r.sentences.push_back({from, i, static_cast<int>(r.paragraphs.size()) - 1});
    from = i + 1;
    if (i < s.size() && s[i] != U'\n') continue;
    if (blocks == nullptr && i > line && (looks_like_heading(r, line, i) || (line == 0 && i < s.size() && i - line <= 40 && s[i - 1] != U'。'))) {
      const bool title = line == 0 && !looks_like_heading(r, line, i);
      r.headings.push_back({line, i, title ? 1 : heading_level(r, line)});
    }
    line = i + 1;
    if (i < s.size()) r.paragraphs.push_back(i + 1);
  }
  // A reader that knows headings says which they are.
  for (std::size_t k = 0; blocks != nullptr && k < blocks->size(); ++k) {
    if ((*blocks)[k].kind != BlockKind::heading) continue;
    const auto at = [&](std::uint32_t raw) { return static_cast<std::size_t>(std::lower_bound(r.text.at.begin(), r.text.at.end() - 1, raw) - r.text.at.begin()); };
    const auto from_place = at(starts[k]), to = k + 1 < starts.size() ? at(starts[k + 1] - 1) : s.size();
    if (to > from_place) r.headings.push_back({from_place, to, std::max(1, (*blocks)[k].level)});
  }
  r.steps += s.size();
}
}  // namespace youju::claim
