// SPDX-License-Identifier: Apache-2.0
// The value of a figure.
#include "figures/evaluate.h"

#include "figures/parser.h"

namespace youju::figures {
namespace {

bool takes_value(Aggregate a) {
  return a == Aggregate::sum || a == Aggregate::distinct || a == Aggregate::average ||
         a == Aggregate::minimum || a == Aggregate::maximum;
}

// Rows by state and timing, everything but the state holding. One pass over one narrow tree.
Result<Counted> tally(db::Session& session, const Conditions& c) {
  Counted out;
  Sql sql;
  sql.add("select u.state, u.counts, u.timing, count(*) from ix_under u");
  add_where(sql, c, {Except::What::state, 0});
  sql.add(" group by u.state, u.counts, u.timing");
  TRY_OK(sql.each(session, [&](const db::Row& row) {
    const std::string state(row.text(0));
    const std::int64_t n = row.integer(3);
    const bool wanted =
        c.states.empty() || std::find(c.states.begin(), c.states.end(), state) != c.states.end();
    if (row.integer(1) == 0 || !wanted) {
      out.left_out[state] += n;
      return true;
    }
    out.n += n;
    if (row.integer(2) == static_cast<std::int64_t>(index::Timing::late)) out.late += n;
    if (row.integer(2) == static_cast<std::int64_t>(index::Timing::taken_over)) out.taken_over += n;
    return true;
  }));
  return out;
}

Result<std::optional<Decimal>> value_of(db::Session& session, const Conditions& c, Aggregate inner) {
  static const std::map<Aggregate, std::string_view> kColumns = {
      {Aggregate::sum, "cast(sum(x.num) as bigint)"},
      {Aggregate::average, "cast(sum(x.num) as bigint)"},
      {Aggregate::minimum, "min(x.num)"},
      {Aggregate::maximum, "max(x.num)"},
      {Aggregate::distinct, "count(distinct x.text)"},
  };
  Conditions plain = c;
  plain.value_field.clear();
  Sql sql;
  sql.add("select ")
      .add(kColumns.at(inner))
      .add(", count(x.num) from ix_under u join ix_value x on x.from_index = u.from_index and x.field = ")
      .text(c.value_field);
  add_where(sql, plain);
  std::optional<Decimal> value;
  TRY_OK(sql.each(session, [&](const db::Row& row) {
    if (inner == Aggregate::distinct)
      value = Decimal::of(row.integer(0));
    else if (!row.is_null(0))
      value = Decimal{row.integer(0)};
    if (inner == Aggregate::average && value) value = divide(*value, Decimal::of(row.integer(1)));
    return true;
  }));
  // An empty sum is 0; an average, least or greatest of nothing is no number.
  if (inner == Aggregate::sum && !value) value = Decimal{};
  return value;
}

Result<std::int64_t> size_of(db::Session& session, const Context& context) {
  if (context.at != index::kOpen) return context.at;
  if (context.log_size > 0) return context.log_size;
  std::int64_t size = 0;
  TRY_OK(session.each_text("select coalesce(max(from_index) + 1, 0) from ix_version", {},
                           [&](const db::Row& row) {
                             size = row.integer(0);
                             return false;
                           }));
  return size;
}

std::optional<Decimal> growth_of(const std::optional<Decimal>& now, const std::optional<Decimal>& before) {
  if (!now || !before) return std::nullopt;
  return percent(Decimal{now->scaled - before->scaled}, *before);
}

Message none(std::string_view word) {
  return {std::string(word), {}};
}
}  // namespace

Result<Counted> count_set(db::Session& session, const Conditions& c, Aggregate inner) {
  if (!takes_value(inner)) {
    TRY(Counted out, tally(session, c));
    out.value = Decimal::of(out.n);
    return out;
  }
  Conditions any = c;
  any.value_field.clear();
  TRY(const Counted all, tally(session, any));
  TRY(Counted out, tally(session, c));
  out.left_out = all.left_out;
  out.empty = all.n - out.n;
  TRY(out.value, value_of(session, c, inner));
  return out;
}

Selection base_of_growth(const Expression& expression, const Context& context) {
  Selection base = expression.of;
  base.period = previous_period(expression.of.period.value_or(context.period), expression.year_on_year);
  base.period_text.clear();
  return base;
}

namespace {

// Fills value, base and why_none of aggregates that stand on two sets.
Result<void> two_sets(db::Session& session, const Expression& e, const Context& context, CardInput& card,
                      Figure& figure) {
  const bool growth = e.aggregate == Aggregate::growth;
  const Selection base = growth ? base_of_growth(e, context) : *e.base;
  card.base = conditions_of(base, context, e.base_inner);
  TRY(card.base_counted, count_set(session, *card.base, e.base_inner));
  figure.base_size = card.base_counted->n;
  const auto& now = card.of_counted.value;
  const auto& before = card.base_counted->value;
  if (growth) {
    figure.value = growth_of(now, before);
    if (!figure.value) figure.why_none = none("figures.nothing_before");
  } else {
    if (now && before) figure.value = percent(*now, *before);
    if (!figure.value) figure.why_none = none("figures.share_of_nothing");
  }
  return {};
}

Result<void> cadence_value(db::Session& session, const Expression& e, const Context& context, CardInput& card,
                           Figure& figure) {
  TRY(const kinds::Kind* kind, kind_in(context, e.of.kind));
  TRY(card.cadence, units_cadence(session, *kind, card.of, e.of.unit.value_or(context.unit), context));
  const auto& c = *card.cadence;
  if (c.rule == nullptr) {
    figure.why_none = none("figures.no_rule_then");
    return {};
  }
  if (e.aggregate == Aggregate::required) figure.value = Decimal::of(c.required);
  if (e.aggregate == Aggregate::missing) figure.value = Decimal::of(c.missing);
  if (e.aggregate != Aggregate::cadence_share) return {};
  figure.value = percent(Decimal::of(c.met), Decimal::of(c.required));
  if (!figure.value) figure.why_none = none("figures.nothing_required");
  return {};
}

// On time and late are the two sides of one question: was it entered within the kind's days after it
// happened?
void share_value(const Expression& e, Figure& figure) {
  const std::int64_t part =
      e.aggregate == Aggregate::late_share ? figure.late.late : figure.late.of - figure.late.late;
  figure.value = percent(Decimal::of(part), Decimal::of(figure.late.of));
  if (!figure.value) figure.why_none = none("figures.share_of_nothing");
}
}  // namespace

Result<Figure> evaluate(db::Session& session, const Expression& e, const Context& context) {
  Figure figure;
  figure.aggregate = e.aggregate;
  figure.expr = filled_in(e, context).canonical;
  const bool sides = e.aggregate == Aggregate::ratio || e.aggregate == Aggregate::growth;
  const Aggregate inner = sides ? e.of_inner : e.aggregate;
  CardInput card;
  card.expression = &e;
  card.context = &context;
  card.of = conditions_of(e.of, context, inner);
  if (!e.of.kind.empty()) TRY_OK(kind_in(context, e.of.kind));
  TRY(card.of_counted, count_set(session, card.of, inner));
  const Counted& counted = card.of_counted;
  figure.of_size = counted.n;
  figure.late = {counted.late, counted.n - counted.taken_over, counted.taken_over};
  switch (e.aggregate) {
    case Aggregate::ratio:
    case Aggregate::growth:
      TRY_OK(two_sets(session, e, context, card, figure));
      break;
    case Aggregate::cadence_share:
    case Aggregate::required:
    case Aggregate::missing:
      TRY_OK(cadence_value(session, e, context, card, figure));
      break;
    case Aggregate::late_share:
    case Aggregate::on_time_share:
      share_value(e, figure);
      break;
    default:
      figure.value = counted.value;
      if (!figure.value) figure.why_none = none("figures.nothing_to_compute");
  }
  figure.measure = measure_of(e, card.of.kind);
  figure.provisional = context.today <= card.of.period.to;
  card.no_value = !figure.value;
  figure.rule = rule_card(card);
  TRY(figure.at, size_of(session, context));
  return figure;
}
}  // namespace youju::figures
