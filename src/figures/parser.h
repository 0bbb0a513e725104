// SPDX-License-Identifier: Apache-2.0
// The parser's parts, shared by parse.cpp (the whole and its targets) and parse_parts.cpp (units, states,
// filters, periods).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "figures/lexicon.h"
#include "figures/period_text.h"

namespace youju::figures {

// One reading of one expression. Errors carry the column, the near text and an expression that would be
// valid.
class Parser {
 public:
  Parser(std::string_view text, const kinds::Catalogue& catalogue, const people::UnitTree& units,
         std::optional<int> default_year);
  Result<Expression> whole();

 private:
  struct Call {
    const FunctionWord* function = nullptr;
    Piece inside;
  };
  Result<Call> call(const Piece& piece) const;
  Result<Expression> of_call(const Call& call) const;
  Result<Expression> ratio(const Call& call) const;
  Result<Expression> growth(const Call& call) const;
  // One side of a ratio or what grows: a bare selection, or count, sum or distinct of one.
  Result<std::pair<Aggregate, Selection>> side(const Piece& piece) const;
  Result<Selection> selection(const Piece& piece, Aggregate aggregate) const;
  Result<void> target(const Piece& piece, Aggregate aggregate, Selection& out) const;
  Result<const kinds::Kind*> kind_of(const Piece& piece, std::optional<Piece>& field_piece) const;
  Result<void> check_field(const kinds::Kind* kind, const std::optional<Piece>& field, const Piece& target,
                           Aggregate aggregate, Selection& out) const;
  Result<void> check_cadence(const Selection& selection, const Piece& target, Aggregate aggregate) const;

  Result<void> part(const Piece& piece, Aggregate aggregate, Selection& out) const;
  Result<void> comparison(const Piece& piece, std::size_t sign, Aggregate aggregate, Selection& out) const;
  Result<void> unit(const Piece& value, Selection& out) const;
  Result<void> states(const Piece& values, Selection& out) const;
  Result<void> filter(const Piece& name, const std::string& op, const Piece& values, Selection& out) const;
  Result<std::string> filter_value(const kinds::Kind& kind, const kinds::Field& field,
                                   const Piece& value) const;
  Result<std::string> choice_value(const kinds::Field& field, const Piece& value) const;
  Result<void> loose(const Piece& piece, Selection& out) const;
  std::string guess_part(const Piece& piece, const Selection& out) const;
  const kinds::Kind* kind(const Selection& selection) const;

  // The whole expression with `piece` replaced: what to type instead.
  std::string instead(const Piece& piece, std::string_view replacement) const;
  tl::unexpected<Error> wrong(std::string_view word, const Piece& piece, std::string_view try_this,
                              Args more = {}) const;
  std::string example() const;

  Source source_;
  const kinds::Catalogue& catalogue_;
  const people::UnitTree& units_;
  std::optional<int> default_year_;
};

const kinds::Field* field_named(const kinds::Kind* kind, const std::string& text);
// A value as it stands in a canonical expression: quoted when it holds a sign of the grammar.
std::string canonical_value(std::string_view value);
std::string canonical_of(const Expression& expression);
}  // namespace youju::figures
