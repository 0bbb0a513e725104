// SPDX-License-Identifier: Apache-2.0
// Whose work a claim speaks of: a unit named in its sentence, else in a heading, else the whole office.
#include <algorithm>

#include "base/text.h"
#include "judge/book.h"

namespace youju::judge {
namespace {
constexpr std::u32string_view kWhole[] = {U"全局", U"我局", U"本局", U"全市", U"全办", U"我办", U"全院", U"我院", U"本院", U"全单位", U"我单位", U"本单位",
                                          U"各支部", U"各党支部", U"各单位", U"全系统"};
constexpr View kDigits = U"一二三四五六七八九十0123456789";

struct Mention {
  std::size_t from = 0, to = 0;
  UnitId unit;  // empty: a unit this office does not have
  bool whole = false;
};

// 第三支部, 第3党支部: a unit for certain, known or not.
std::size_t numbered_branch(View text, std::size_t i) {
  if (text[i] != U'第') return 0;
  std::size_t k = i + 1;
  while (k < text.size() && k < i + 4 && kDigits.find(text[k]) != View::npos) ++k;
  if (k == i + 1) return 0;
  if (k < text.size() && text[k] == U'党') ++k;
  return text.substr(k, 2) == U"支部" ? k + 2 - i : 0;
}

std::vector<Mention> mentions(const Book::Inside& book, View text) {
  std::vector<Mention> out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t length = 0;
    Mention found{i, i, {}, false};
    for (const auto& word : book.unit_words) {
      if (text.substr(i, word.word.size()) != word.word) continue;
      length = word.word.size();
      found.unit = word.unit;
      break;
    }
    for (const auto word : kWhole) {
      if (length != 0 || text.substr(i, word.size()) != word) continue;
      length = word.size();
      found.whole = true;
    }
    if (length == 0) length = numbered_branch(text, i);
    if (length == 0) {
      ++i;
      continue;
    }
    found.to = i + length;
    out.push_back(found);
    i += length;
  }
  return out;
}

bool joins(View between) { return between == U"和" || between == U"与" || between == U"及" || between == U"、"; }

std::optional<Scope> scope_in(const Book::Inside& book, View text, UnitSource source) {
  const auto found = mentions(book, text);
  if (found.empty()) return std::nullopt;
  const auto& last = found.back();
  Scope scope{book.whole, source, from_code_points(text.substr(last.from, last.to - last.from)), {}};
  std::size_t first = found.size() - 1;
  while (first > 0 && joins(text.substr(found[first - 1].to, found[first].from - found[first - 1].to))) --first;
  if (first + 1 < found.size()) {
    scope.source = UnitSource::several;
    scope.word = from_code_points(text.substr(found[first].from, last.to - found[first].from));
    const bool known = std::none_of(found.begin() + static_cast<std::ptrdiff_t>(first), found.end(), [](const Mention& m) { return m.unit.empty(); });
    for (std::size_t k = first; known && k < found.size(); ++k) scope.units.push_back(found[k].unit);
    return scope;
  }
  if (last.whole) return scope;
  if (last.unit.empty()) scope.source = UnitSource::unknown;
  else scope.unit = last.unit;
  return scope;
}
}  // namespace

Scope scope_of(const Book::Inside& book, const claim::Claim& claim, const Place& place) {
  if (!claim.scope.empty()) {
    if (auto scope = scope_in(book, folded(claim.scope), UnitSource::text)) return *scope;
    if (const auto* unit = book.units->by_name(claim.scope)) return {unit->id, UnitSource::text, claim.scope, {}};
  }
  if (auto scope = scope_in(book, place.before, UnitSource::text)) return *scope;
  for (const auto& heading : place.headings) {
    if (auto scope = scope_in(book, heading, UnitSource::heading)) return *scope;
  }
  return {book.whole, UnitSource::whole, {}, {}};
}
}  // namespace youju::judge
