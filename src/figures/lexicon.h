// SPDX-License-Identifier: Apache-2.0
// The words of the expression language in both languages, and the text they stand in. Inside the room only.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "figures/figures.h"

namespace youju::figures {

inline constexpr std::string_view kAllKinds = "all";
inline constexpr std::size_t kLongest = 2000;  // code points of an expression

// The text of an expression: as typed, and with full-width signs made ASCII one for one, so that columns
// stay.
struct Source {
  std::u32string typed;
  std::u32string half;
  static Source of(std::string_view utf8);
};

// A stretch of a Source, by code points.
struct Piece {
  const Source* source = nullptr;
  std::size_t begin = 0, end = 0;
  bool empty() const { return begin >= end; }
  std::string text() const;   // half width
  std::string typed() const;  // as typed
  int column() const { return static_cast<int>(begin) + 1; }
  Piece trimmed() const;
  Piece sub(std::size_t from, std::size_t to) const { return {source, from, to}; }
  char32_t at(std::size_t i) const { return source->half[i]; }
};

// Splits at separators that stand outside brackets and quotation marks.
std::vector<Piece> split_outside(const Piece& piece, std::u32string_view separators);
// First place of one of `signs` outside brackets and quotation marks, from `from`; npos when none.
std::size_t find_outside(const Piece& piece, std::u32string_view signs, std::size_t from);
// Without its quotation marks, if it has a pair around it.
Piece unquoted(const Piece& piece);

struct FunctionWord {
  Aggregate aggregate;
  bool year_on_year;
  std::string_view canonical;
  std::string_view zh;  // shown in suggestions
  std::vector<std::string_view> spellings;
};
const std::vector<FunctionWord>& function_words();
const FunctionWord* find_function(std::string_view text);
const FunctionWord& function_of(Aggregate aggregate, bool year_on_year = false);
// The spelling nearest to `text`, in the script of `text`; "" when nothing is near.
std::string nearest_function(std::string_view text);

enum class PartWord { unit, state, this_level };
std::optional<PartWord> find_part(std::string_view text);
bool is_all_kinds(std::string_view text);
// Words for who entered, handled or approved, and for persons: never a filter (docs/not-built.md 2).
bool is_actor_word(std::string_view text);
// The nearest of `names` by edit distance over folded text; "" when none is near enough to offer.
std::string nearest_of(std::string_view text, const std::vector<std::string>& names);
}  // namespace youju::figures
