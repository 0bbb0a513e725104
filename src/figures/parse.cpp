// SPDX-License-Identifier: Apache-2.0
// Reads an expression: the function, its brackets, and the target it is taken of. Grammar:
// docs/format/expression.md.
#include <fmt/format.h>

#include "base/text.h"
#include "figures/conditions.h"
#include "figures/parser.h"

namespace youju::figures {
namespace {

bool wants_number_field(Aggregate a) {
  return a == Aggregate::sum || a == Aggregate::average || a == Aggregate::minimum || a == Aggregate::maximum;
}
bool is_cadence(Aggregate a) {
  return a == Aggregate::cadence_share || a == Aggregate::required || a == Aggregate::missing;
}

bool can_be_distinct(const kinds::Field& field) {
  using T = kinds::FieldType;
  return kinds::is_person(field.type) || field.type == T::unit || field.type == T::choice ||
         (field.type == T::record && field.in_figures);
}

}  // namespace

Parser::Parser(std::string_view text, const kinds::Catalogue& catalogue, const people::UnitTree& units,
               std::optional<int> default_year)
    : source_(Source::of(text)), catalogue_(catalogue), units_(units), default_year_(default_year) {}

std::string Parser::instead(const Piece& piece, std::string_view replacement) const {
  const std::u32string_view typed = source_.typed;
  return from_code_points(typed.substr(0, piece.begin)) + std::string(replacement) +
         from_code_points(typed.substr(std::min(piece.end, typed.size())));
}

std::string Parser::example() const {
  return catalogue_.kinds().empty() ? "count(all)"
                                    : fmt::format("count({})", kinds::name_in(catalogue_.kinds().front().names, "zh",
                                                                       catalogue_.kinds().front().id.text));
}

tl::unexpected<Error> Parser::wrong(std::string_view word, const Piece& piece, std::string_view try_this,
                                    Args more) const {
  const Piece p = piece.trimmed();
  Args args = std::move(more);
  args["column"] = std::to_string(p.column());
  args["near"] = p.typed();
  args["try"] = std::string(try_this);
  return fail(Code::invalid, word, std::move(args));
}

// An exact id first: folding every name of a kind takes longer than everything else here.
const kinds::Field* field_named(const kinds::Kind* kind, const std::string& text) {
  if (const auto* exact = field_of(kind, text)) return exact;
  return kind == nullptr ? nullptr : kind->field(text);
}

Result<Expression> Parser::whole() {
  const Piece all{&source_, 0, source_.half.size()};
  if (source_.half.size() > kLongest)
    return fail(Code::too_large, "figures.too_long", {{"limit", std::to_string(kLongest)}});
  if (all.trimmed().empty()) return wrong("figures.empty", all, example());
  for (std::size_t i = 0; i < source_.typed.size(); ++i)
    if (has_invisible(from_code_points(std::u32string(1, source_.typed[i]))))
      return wrong("figures.invisible", all.sub(i, i + 1), instead(all.sub(i, i + 1), ""));
  TRY(const Call outer, call(all.trimmed()));
  TRY(Expression out, of_call(outer));
  out.canonical = canonical_of(out);
  return out;
}

Result<Parser::Call> Parser::call(const Piece& piece) const {
  const std::size_t open = source_.half.find(U'(', piece.begin);
  if (open == std::u32string::npos || open >= piece.end) {
    if (const auto* function = find_function(piece.text())) {
      const auto& kinds = catalogue_.kinds();
      const std::string kind = kinds.empty() ? "all" : kinds::name_in(kinds.front().names, "zh", kinds.front().id.text);
      return wrong("figures.no_open", piece, fmt::format("{}({})", function->zh, kind));
    }
    const Piece name = split_outside(piece, U";").front().trimmed();
    const std::string near = nearest_of(name.text(), {"all"});
    const bool known = catalogue_.find_by_name(name.text()) != nullptr;
    return wrong("figures.no_function", piece,
                 known || !near.empty() ? fmt::format("count({})", piece.typed()) : example());
  }
  const Piece word = piece.sub(piece.begin, open).trimmed();
  const FunctionWord* function = find_function(word.text());
  if (function == nullptr) {
    const std::string near = nearest_function(word.text());
    // The brackets are kept, so that only the function's name is replaced.
    return wrong("figures.no_function", word.empty() ? piece : word,
                 instead(piece.sub(piece.begin, open), near.empty() ? "count" : near));
  }
  int depth = 0;
  std::size_t close = std::u32string::npos;
  for (std::size_t i = open; i < piece.end && close == std::u32string::npos; ++i) {
    if (source_.half[i] == U'(') ++depth;
    if (source_.half[i] == U')' && --depth == 0) close = i;
  }
  if (close == std::u32string::npos)
    return wrong("figures.no_close", piece.sub(open, piece.end),
                 instead(piece.sub(piece.end, piece.end), ")"));
  const Piece after = piece.sub(close + 1, piece.end).trimmed();
  if (!after.empty())
    return wrong("figures.after_close", after, instead(piece.sub(close + 1, piece.end), ""));
  return Call{function, piece.sub(open + 1, close)};
}

Result<Expression> Parser::of_call(const Call& call) const {
  const Aggregate aggregate = call.function->aggregate;
  if (aggregate == Aggregate::ratio) return ratio(call);
  if (aggregate == Aggregate::growth) return growth(call);
  Expression out;
  out.aggregate = aggregate;
  TRY(out.of, selection(call.inside, aggregate));
  return out;
}

Result<Expression> Parser::ratio(const Call& call) const {
  std::size_t sign = call.inside.begin;
  while (true) {
    sign = find_outside(call.inside, U"/÷", sign);
    if (sign == std::u32string::npos) {
      return wrong("figures.ratio_needs_two", call.inside,
                   fmt::format("ratio({} / all)", call.inside.trimmed().typed()));
    }
    // 2023/3/5 is a date, not a division.
    const auto digit = [&](std::size_t i) {
      return i < call.inside.end && source_.half[i] >= U'0' && source_.half[i] <= U'9';
    };
    if (sign == call.inside.begin || !digit(sign - 1) || !digit(sign + 1)) break;
    ++sign;
  }
  Expression out;
  out.aggregate = Aggregate::ratio;
  TRY(auto above, side(call.inside.sub(call.inside.begin, sign)));
  TRY(auto below, side(call.inside.sub(sign + 1, call.inside.end)));
  out.of_inner = above.first;
  out.of = std::move(above.second);
  out.base_inner = below.first;
  out.base = std::move(below.second);
  return out;
}

Result<Expression> Parser::growth(const Call& call) const {
  Expression out;
  out.aggregate = Aggregate::growth;
  out.year_on_year = call.function->year_on_year;
  TRY(auto inner, side(call.inside));
  out.of_inner = out.base_inner = inner.first;
  out.of = std::move(inner.second);
  return out;
}

Result<std::pair<Aggregate, Selection>> Parser::side(const Piece& raw) const {
  const Piece piece = raw.trimmed();
  Aggregate aggregate = Aggregate::count;
  Piece inside = piece;
  const std::size_t open = source_.half.find(U'(', piece.begin);
  if (!piece.empty() && open < piece.end && find_function(piece.sub(piece.begin, open).text()) != nullptr) {
    TRY(const Call inner, call(piece));
    aggregate = inner.function->aggregate;
    if (aggregate != Aggregate::count && aggregate != Aggregate::sum && aggregate != Aggregate::distinct)
      return wrong("figures.inner_function", piece.sub(piece.begin, open),
                   instead(piece.sub(piece.begin, open), "count"));
    inside = inner.inside;
  }
  TRY(Selection selected, selection(inside, aggregate));
  return std::pair<Aggregate, Selection>{aggregate, std::move(selected)};
}

Result<Selection> Parser::selection(const Piece& piece, Aggregate aggregate) const {
  Selection out;
  const auto pieces = split_outside(piece, U";");
  TRY_OK(target(pieces.front(), aggregate, out));
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    // A separator at the end is a slip without a meaning.
    if (pieces[i].trimmed().empty()) continue;
    TRY_OK(part(pieces[i], aggregate, out));
  }
  return out;
}

Result<const kinds::Kind*> Parser::kind_of(const Piece& piece, std::optional<Piece>& field_piece) const {
  const Piece name = unquoted(piece);
  if (const auto* kind = catalogue_.find_by_name(name.text())) return kind;
  if (is_all_kinds(name.text())) return static_cast<const kinds::Kind*>(nullptr);
  std::optional<std::pair<Piece, Piece>> cut;
  for (std::size_t i = name.begin; i < name.end; ++i) {
    if (name.at(i) != U'.' && name.at(i) != U'的' && name.at(i) != U'·') continue;
    const std::pair<Piece, Piece> here{unquoted(name.sub(name.begin, i)),
                                       unquoted(name.sub(i + 1, name.end))};
    if (const auto* kind = catalogue_.find_by_name(here.first.text())) {
      field_piece = here.second;
      return kind;
    }
    if (is_all_kinds(here.first.text())) {
      field_piece = here.second;
      return static_cast<const kinds::Kind*>(nullptr);
    }
    if (!cut) cut = here;
  }
  const Piece unknown = cut && !cut->first.empty() ? cut->first : name;
  const auto near = catalogue_.nearest(unknown.text(), 3);
  std::string others;
  for (const auto& other : near) others += (others.empty() ? "" : "、") + other;
  return wrong("figures.unknown_kind", unknown,
               near.empty() ? instead(unknown, "all") : instead(unknown, near.front()), {{"others", others}});
}

Result<void> Parser::target(const Piece& raw, Aggregate aggregate, Selection& out) const {
  const Piece piece = raw.trimmed();
  if (piece.empty())
    return wrong(
        "figures.no_target", raw.sub(raw.begin, raw.begin),
        instead(raw.sub(raw.begin, raw.begin),
                catalogue_.kinds().empty() ? "all" : kinds::name_in(catalogue_.kinds().front().names, "zh", "all")));
  std::optional<Piece> field;
  TRY(const kinds::Kind* kind, kind_of(piece, field));
  if (kind != nullptr) out.kind = kind->id;
  TRY_OK(check_field(kind, field, piece, aggregate, out));
  if (is_cadence(aggregate)) TRY_OK(check_cadence(out, piece, aggregate));
  return {};
}

Result<void> Parser::check_field(const kinds::Kind* kind, const std::optional<Piece>& field,
                                 const Piece& target, Aggregate aggregate, Selection& out) const {
  const bool wanted = wants_number_field(aggregate) || aggregate == Aggregate::distinct;
  if (!field && !wanted) return {};
  const auto suits = [&](const kinds::Field& f) {
    return aggregate == Aggregate::distinct ? kinds::is_person(f.type) : kinds::is_number(f.type);
  };
  std::vector<std::string> names;
  std::string fitting;
  if (kind != nullptr)
    for (const auto& f : kind->fields)
      if (!wanted || suits(f)) {
        names.push_back(kinds::name_in(f.names, "zh", f.id));
        if (fitting.empty() && suits(f)) fitting = names.back();
      }
  const std::string kind_name =
      kind == nullptr ? std::string(kAllKinds) : kinds::name_in(kind->names, "zh", kind->id.text);
  const std::string with_field = fitting.empty() ? kind_name : kind_name + "." + fitting;
  if (kind == nullptr) return wrong("figures.kind_needed", target, example());
  if (!field) {
    if (fitting.empty())
      return wrong("figures.no_such_fields", target, fmt::format("count({})", kind_name),
                   {{"kind", kind_name}});
    return wrong("figures.field_missing", target, instead(target, with_field), {{"kind", kind_name}});
  }
  const auto* found = field_named(kind, field->text());
  if (found == nullptr) {
    const std::string near = nearest_of(field->text(), names);
    return wrong("figures.unknown_field", *field,
                 near.empty() ? (wanted && !fitting.empty() ? instead(target, with_field)
                                                            : fmt::format("count({})", kind_name))
                              : instead(*field, near),
                 {{"kind", kind_name}});
  }
  if (!wanted) {
    if (kinds::is_number(found->type))
      return wrong("figures.field_not_wanted", *field, fmt::format("sum({})", target.typed()),
                   {{"kind", kind_name}});
    if (kinds::is_person(found->type))
      return wrong("figures.field_not_wanted", *field, fmt::format("distinct({})", target.typed()),
                   {{"kind", kind_name}});
    return wrong("figures.field_not_wanted", *field, fmt::format("count({})", kind_name),
                 {{"kind", kind_name}});
  }
  // Personal fields are kept apart so that they can be erased; a figure must not change when they are.
  if (found->personal) return wrong("figures.personal_field", *field, fmt::format("count({})", kind_name));
  if (aggregate == Aggregate::distinct && !can_be_distinct(*found))
    return wrong("figures.not_distinct_field", *field,
                 fitting.empty() ? fmt::format("count({})", kind_name) : instead(target, with_field));
  if (wants_number_field(aggregate) && kinds::is_person(found->type))
    return wrong("figures.person_only_distinct", *field, fmt::format("distinct({})", target.typed()));
  if (wants_number_field(aggregate) && !kinds::is_number(found->type))
    return wrong("figures.not_number_field", *field,
                 fitting.empty() ? fmt::format("count({})", kind_name) : instead(target, with_field));
  out.field = found->id;
  return {};
}

Result<void> Parser::check_cadence(const Selection& selected, const Piece& target, Aggregate) const {
  const auto* found = kind(selected);
  if (found != nullptr && !found->cadences.empty()) return {};
  for (const auto& other : catalogue_.kinds())
    if (!other.cadences.empty())
      return wrong("figures.no_cadence", target, instead(target, kinds::name_in(other.names, "zh", other.id.text)));
  return wrong("figures.no_cadence", target, example());
}

const kinds::Kind* Parser::kind(const Selection& selection) const {
  return selection.kind.empty() ? nullptr : catalogue_.find(selection.kind);
}

// What is offered must itself be valid: a second mistake further on is mended in the same way.
Result<Expression> parse(std::string_view text, const kinds::Catalogue& catalogue,
                         const people::UnitTree& units, std::optional<int> default_year) {
  if (!is_utf8(text)) return fail(Code::invalid, "figures.not_utf8");
  auto read = Parser(text, catalogue, units, default_year).whole();
  if (read || !read.error().message.args.contains("try")) return read;
  std::string offer = read.error().message.args["try"];
  for (int step = 0; step < 5; ++step) {
    auto again = Parser(offer, catalogue, units, default_year).whole();
    if (again || !again.error().message.args.contains("try")) break;
    offer = step == 4 ? "count(all)" : again.error().message.args["try"];
  }
  read.error().message.args["try"] = offer;
  return read;
}
}  // namespace youju::figures
