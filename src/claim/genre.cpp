// SPDX-License-Identifier: Apache-2.0
// A law, a manual, a story or a page of science is full of numbers, and none of them is work of the office. Words of signs.toml are
// added up for both sides; only a clear majority makes a text no report, because a claim that is lost costs more than one too many.
#include "claim/genre.h"

#include <algorithm>
#include <set>

#include "claim/told.h"

namespace youju::claim {
namespace {
constexpr int kClear = 12;      // points that must speak against a report …
constexpr double kMajority = 2.5;  // … and how many times those that speak for one
constexpr int kMost = 3;        // times a word counts
constexpr std::size_t kLong = 200;   // characters of Chinese, in which a report shows that it is one …
constexpr std::size_t kSparse = 50;  // … by a point for so many of them at least
constexpr int kLongAgo = 15;    // years before the report's
constexpr std::size_t kTitle = 40, kShort = 150;  // a text of less shows nothing
constexpr int kArticles = 8;
constexpr std::size_t kLookBack = 120, kLookAhead = 60;  // of a sentence

class Signs {
 public:
  explicit Signs(Reading& r) : r_(r), s_(r.s()), counted_(r.lexicon.signs.size()) {}

  void run() {
    std::size_t han = 0;
    for (const auto c : s_) han += is_han(c) ? 1 : 0;
    for (std::size_t i = 0; i < s_.size();) i += std::max<std::size_t>(1, sign_at(i));
    long_ago();
    articles();
    r_.steps += 2 * s_.size();
    read_rules(r_, title_end(), head_end(), report_title_);
    auto& genre = r_.genre;
    genre.other_text = genre.other >= kClear && genre.other >= kMajority * genre.report;
    if (head_ && !report_title_) genre.other_text = true;
    // Nothing in a page speaks of work done: no report either. A table says little beside its figures.
    if (han >= kLong && r_.cells.empty() && static_cast<std::size_t>(genre.report) * kSparse < han) genre.other_text = true;
  }

 private:
  void add(bool other, int weight, std::size_t from, std::size_t to) {
    (other ? r_.genre.other : r_.genre.report) += weight;
    if (other && r_.genre.shown.size() < 6) r_.genre.shown.push_back(r_.text.words(from, to));
  }

  // The longest word decides; gives its length.
  std::size_t sign_at(std::size_t i) {
    const Sign* best = nullptr;
    std::size_t place = 0;
    if (!r_.lexicon.sign_begins(s_[i])) return 0;
    r_.lexicon.sign_words.walk([&](std::size_t n) { return i + n < s_.size() ? s_[i + n] : U'\0'; }, [&](int entry, std::size_t) {
      const auto& sign = r_.lexicon.signs[static_cast<std::size_t>(entry)];
      if ((sign.where == Sign::Where::title || sign.where == Sign::Where::head) && i >= title_end()) return;
      if (sign.where == Sign::Where::after_number && (i == 0 || !(is_digit(s_[i - 1]) || han_digit(s_[i - 1]) >= 0 || han_unit(s_[i - 1]) > 0 || one_of(s_[i - 1], U"多余几半%")))) return;
      best = &sign;
      place = static_cast<std::size_t>(entry);
    });
    if (best == nullptr) return 0;
    report_title_ |= best->where == Sign::Where::title && !best->other();
    head_ |= best->where == Sign::Where::head && i + best->word.size() == head_end();
    if (best->weight > 0 && counted_[place] < kMost) {
      if (counted_[place]++ == 0) add(best->other(), best->weight, i, i + best->word.size());
      else (best->other() ? r_.genre.other : r_.genre.report) += best->weight;
    }
    if (best->side == Sign::Side::own) r_.genre.own.push_back(i);
    return best->word.size();
  }

  std::size_t title_end() {
    if (title_end_ == 0) {
      const auto end = s_.substr(0, kTitle).find_first_of(U"\n。，；");
      const bool title = end != std::u32string_view::npos && (s_[end] == U'\n' || s_[end] == U'。');
      title_end_ = title ? std::max<std::size_t>(1, end) : 1;
    }
    return title_end_;
  }

  // Where the noun ends that says what the title names: …管理办法（试行）
  std::size_t head_end() {
    const auto end = title_end();
    if (end < 3 || !one_of(s_[end - 1], U"）)")) return end;
    const auto open = s_.substr(0, end).find_last_of(U"（(");
    return open == std::u32string_view::npos ? end : open;
  }

  // 1937年考入…: years long before the report's speak of history.
  void long_ago() {
    int newest = r_.context.period ? r_.context.period->to.year() : 0;
    for (const auto& m : r_.scanned.mentions) newest = r_.context.period ? newest : std::max(newest, std::max(m.year, m.year_to));
    std::set<int> years;
    for (const auto& m : r_.scanned.mentions) {
      if (m.year > 0 && m.year < newest - kLongAgo && years.size() < 5 && years.insert(m.year).second) add(true, 2, m.from, m.to);
    }
  }

  // 第九条 at the beginning of a line or a sentence
  void articles() {
    int found = 0;
    for (auto from = s_.find(U'第'); from != std::u32string_view::npos && found < kArticles; from = s_.find(U'第', from + 1)) {
      if (from > 0 && s_[from - 1] != U'\n' && s_[from - 1] != U'。') continue;
      std::size_t i = from + 1;
      while (i < from + 6 && (is_digit(r_.at(i)) || han_digit(r_.at(i)) >= 0 || han_unit(r_.at(i)) > 0)) ++i;
      if (i == from + 1 || r_.at(i) != U'条') continue;
      ++found;
      add(true, 3, from, i + 1);
    }
  }

  Reading& r_;
  std::u32string_view s_;
  std::vector<std::uint8_t> counted_;
  std::size_t title_end_ = 0;
  bool head_ = false, report_title_ = false;
};
}  // namespace

void read_genre(Reading& r) {
  if (!r.context.any_text && r.s().size() >= kShort) Signs(r).run();
}

bool is_no_report(const Reading& r, std::size_t i) {
  if (!r.genre.other_text) return false;
  const auto s = r.s();
  std::size_t from = i, to = i;
  while (from > 0 && from + kLookBack > i && !is_sentence_end(s[from - 1])) --from;
  while (to < i + kLookAhead && to < s.size() && !is_sentence_end(s[to])) ++to;
  const auto& own = r.genre.own;
  const auto it = std::lower_bound(own.begin(), own.end(), from);
  return it == own.end() || *it >= to;
}
}  // namespace youju::claim
