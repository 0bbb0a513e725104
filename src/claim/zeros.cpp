// SPDX-License-Identifier: Apache-2.0
// Nothing happened: 未发生安全责任事故, 零投诉, 没有一名党员缺席.
#include <algorithm>
#include <unordered_set>

#include "base/text.h"
#include "claim/genre.h"
#include "claim/told.h"

namespace youju::claim {
namespace {
bool ends_with(std::u32string_view s, std::size_t i, std::u32string_view w) { return i >= w.size() && s.substr(i - w.size(), w.size()) == w; }

std::string measure_of(std::u32string_view noun) {
  for (const auto w : {U"投诉", U"信访", U"上访", U"举报", U"案件", U"舆情", U"诉讼", U"复议"}) {
    if (noun.find(w) != std::u32string_view::npos) return "件";
  }
  for (const auto w : {U"感染", U"缺席", U"迟到", U"伤亡", U"死亡", U"辍学", U"失联"}) {
    if (noun.find(w) != std::u32string_view::npos) return "人";
  }
  return "起";
}
}  // namespace

void find_zeros(Reading& r) {
  const auto s = r.s();
  for (auto& f : r.found) {
    if (f.num.form == Num::Form::plain && f.num.value == 1 && f.num.alone &&
        (ends_with(s, f.num.from, U"没有") || ends_with(s, f.num.from, U"无") || ends_with(s, f.num.from, U"没") || ends_with(s, f.num.from, U"未有"))) {
      f.negated = true;
      f.phrase_from = f.num.from - (ends_with(s, f.num.from, U"没有") || ends_with(s, f.num.from, U"未有") ? 2 : 1);
    }
  }
  std::vector<Found> fresh;
  std::unordered_set<std::size_t> zeros;
  std::unordered_set<std::uint32_t> zero_starts;
  std::size_t near = 0;  // the first found number that ends behind i
  std::size_t i = 0;
  while (i < s.size()) {
    if (s[i] == U'零') {
      const auto* noun = r.lexicon.at(s, i + 1, set_of(Word::zero_noun));
      const char32_t before = i > 0 ? s[i - 1] : U'\0';
      if (noun != nullptr && han_digit(before) < 0 && han_unit(before) == 0) {
        Found f;
        f.num.from = i;
        f.num.to = f.number_to = i + 1;
        f.num.han = f.num.alone = true;
        f.num.value = 0;
        f.phrase_from = i;
        f.phrase_to = f.measure_from = f.measure_to = i + 1 + noun->word.size();
        f.measure_text = measure_of(noun->word);
        f.negated = true;
        f.claim.subject = from_code_points(noun->word);
        zeros.insert(i);
        zero_starts.insert(r.text.at[i]);
        fresh.push_back(std::move(f));
      }
    } else if (s[i] == U'未' || s[i] == U'没' || s[i] == U'无' || s[i] == U'从' || s[i] == U'均') {
      const auto* verb = r.lexicon.at(s, i, set_of(Word::zero_verb));
      if (verb != nullptr) {
        std::size_t k = i + verb->word.size();
        while (k < s.size() && k < i + 40 && !is_clause_end(s[k]) && s[k] != U'”') ++k;
        const auto noun = s.substr(i + verb->word.size(), k - i - verb->word.size());
        while (near < r.found.size() && r.found[near].phrase_to <= i) ++near;
        const bool counted = near < r.found.size() && r.found[near].phrase_from < k;
        bool countable = false;
        for (std::size_t j = 0; j < noun.size() && !countable; ++j) countable = r.lexicon.at(s, i + verb->word.size() + j, set_of(Word::zero_noun), k) != nullptr;
        for (const auto w : {U"事件", U"问题", U"现象", U"情况"}) countable |= noun.find(w) != std::u32string_view::npos;
        if (!counted && countable) {
          Found f;
          f.no_numeral = true;
          f.num.from = f.phrase_from = i;
          f.num.to = f.number_to = f.phrase_to = f.measure_from = f.measure_to = k;
          f.measure_text = measure_of(noun);
          std::u32string_view named = noun;
          for (const auto lead : {U"一起", U"任何", U"一例", U"重大", U"过"}) {
            const std::u32string_view w(lead);
            if (named.substr(0, w.size()) == w && w != U"重大") named.remove_prefix(w.size());
          }
          f.claim.subject = from_code_points(named);
          fresh.push_back(std::move(f));
          i = k;
          continue;
        }
      }
    }
    ++i;
  }
  r.steps += s.size();
  std::erase_if(fresh, [&](const Found& f) { return is_no_report(r, f.num.from) || is_rule(r, f.num); });
  std::erase_if(r.non_claims, [&](const NonClaim& n) { return zero_starts.contains(n.span.start); });
  std::erase_if(r.scanned.masked, [&](const Num& n) { return zeros.contains(n.from); });
  for (auto& f : fresh) r.found.push_back(std::move(f));
  std::sort(r.found.begin(), r.found.end(), [](const Found& a, const Found& b) { return a.num.from < b.num.from; });
}
}  // namespace youju::claim
