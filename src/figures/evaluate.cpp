// SPDX-License-Identifier: Apache-2.0
// The value of a figure.
#include "figures/evaluate.h"

#include <charconv>

#include "figures/parser.h"
#include "figures/period_text.h"

namespace youju::figures {
namespace {

bool takes_value(Aggregate a) {
  return a == Aggregate::sum || a == Aggregate::distinct || a == Aggregate::average ||
         a == Aggregate::minimum || a == Aggregate::maximum;
}

void add_timing(Tally& tally, std::int64_t timing, std::int64_t n) {
  tally.n += n;
  if (timing == static_cast<std::int64_t>(index::Timing::late)) tally.late += n;
  if (timing == static_cast<std::int64_t>(index::Timing::taken_over)) tally.taken_over += n;
}

// Rows by state and timing, everything but the state holding. One pass over one narrow tree.
Result<Tally> tally_all(db::Session& session, const Conditions& c) {
  Tally out;
  Sql sql;
  sql.add("select u.state, u.counts, u.timing, count(*) from ix_under u");
  add_where(sql, c, {Except::What::state, 0});
  sql.add(" group by u.state, u.counts, u.timing");
  TRY_OK(sql.each(session, [&](const db::Row& row) {
    const std::string state(row.text(0));
    const bool wanted =
        c.states.empty() || std::find(c.states.begin(), c.states.end(), state) != c.states.end();
    if (row.integer(1) == 0 || !wanted)
      out.left_out[state] += row.integer(3);
    else
      add_timing(out, row.integer(2), row.integer(3));
    return true;
  }));
  return out;
}

// Only what counts.
Result<Tally> tally_counting(db::Session& session, const Conditions& c) {
  Tally out;
  Sql sql;
  sql.add("select u.timing, count(*) from ix_under u");
  add_where(sql, c);
  sql.add(" group by u.timing");
  TRY_OK(sql.each(session, [&](const db::Row& row) {
    add_timing(out, row.integer(0), row.integer(1));
    return true;
  }));
  return out;
}

// A plain count of whole months now is read from the roll-up, which is as long as there are units and months or years,
// however many records there are.
bool in_roll_up(const Conditions& c) {
  return c.now && c.kind != nullptr && c.states.empty() && c.filters.empty() && is_whole_months(c.period);
}

void add_months(Sql& sql, const std::vector<std::int64_t>& months) {
  sql.add(" t.month in (");
  for (std::size_t i = 0; i < months.size(); ++i) {
    if (i > 0) sql.add(", ");
    sql.number(months[i]);
  }
  sql.add(")");
}

Result<Tally> tally_roll_up(db::Session& session, const Conditions& c) {
  Tally out;
  Sql sql;
  sql.add(
      "select t.state, cast(sum(t.n) as bigint), cast(sum(t.late) as bigint), cast(sum(t.taken_over) as bigint) "
      "from ix_tally t where");
  add_months(sql, tally_months_of(c.period, true));
  sql.add(" and").one_of("t.kind", c.kinds);
  if (!c.whole_tree) sql.add(" and").one_of("t.unit", c.units);
  sql.add(" group by t.state");
  TRY_OK(sql.each(session, [&](const db::Row& row) {
    const auto n = row.integer(1);
    if (row.text(0).empty()) {
      out.n = n, out.late = row.integer(2), out.taken_over = row.integer(3);
    } else if (n > 0) {
      out.left_out[std::string(row.text(0))] = n;
    }
    return true;
  }));
  return out;
}

Result<Tally> tally(db::Session& session, const Conditions& c) {
  const bool rolled_up = in_roll_up(c) && c.value_field.empty();
  if (!c.shared) return rolled_up ? tally_roll_up(session, c) : tally_all(session, c);
  const auto key = key_of(c);
  if (const auto known = c.shared->tallies.find(key); known != c.shared->tallies.end()) return known->second;
  TRY(Tally out, rolled_up ? tally_roll_up(session, c) : tally_counting(session, c));
  out.left_out.clear();
  return c.shared->tallies.emplace(key, std::move(out)).first->second;
}

// From the sums kept per month; nothing when some value was too large to be added up there.
Result<std::optional<Values>> sums_kept(db::Session& session, const Conditions& c) {
  Values out;
  bool large = false;
  Sql sql;
  sql.add(
      "select count(*), cast(sum(t.n) as bigint), cast(sum(t.late) as bigint), cast(sum(t.taken_over) as bigint), "
      "cast(sum(t.total) as bigint), min(t.least), max(t.greatest), cast(sum(t.large) as bigint) from ix_sum t where");
  sql.one_of("t.kind", c.kinds).add(" and t.field = ").text(c.value_field).add(" and");
  add_months(sql, tally_months_of(c.period, false));
  sql.add(" and").one_of("t.unit", c.whole_tree ? std::vector<std::string>{""} : c.units);
  TRY_OK(sql.each(session, [&](const db::Row& row) {
    if (row.integer(0) == 0) return false;
    out.filled = {row.integer(1), row.integer(2), row.integer(3), {}};
    out.sum = row.integer(4), out.least = row.integer(5), out.greatest = row.integer(6);
    large = row.integer(7) > 0;
    return false;
  }));
  if (large) return std::nullopt;
  return out;
}

// Sum, least and greatest of a number, and the records in which it is filled: one pass for all of them.
Result<Values> sums_counted(db::Session& session, const Conditions& c) {
  Values out;
  Conditions plain = c;
  plain.value_field.clear();
  Sql sql;
  sql.add(
         "select u.timing, count(x.num), cast(sum(x.num) as bigint), min(x.num), max(x.num) from ix_under u "
         "join ix_value x on x.from_index = u.from_index and x.ord = 0 and x.field = ")
      .text(c.value_field);
  add_where(sql, plain);
  sql.add(" group by u.timing");
  TRY_OK(sql.each(session, [&](const db::Row& row) {
    if (row.is_null(2)) return true;
    const bool first = out.filled.n == 0;
    add_timing(out.filled, row.integer(0), row.integer(1));
    out.sum += row.integer(2);
    out.least = first ? row.integer(3) : std::min(out.least, row.integer(3));
    out.greatest = first ? row.integer(4) : std::max(out.greatest, row.integer(4));
    return true;
  }));
  return out;
}

Result<Values> numbers_of(db::Session& session, const Conditions& c) {
  const auto key = c.shared ? key_of(c) : std::string();
  if (c.shared)
    if (const auto known = c.shared->values.find(key); known != c.shared->values.end()) return known->second;
  std::optional<Values> kept;
  if (in_roll_up(c)) {
    TRY(kept, sums_kept(session, c));
  }
  if (!kept) {
    TRY(kept, sums_counted(session, c));
  }
  if (c.shared) c.shared->values.emplace(key, *kept);
  return *kept;
}

std::optional<Decimal> number_of(const Values& values, Aggregate inner) {
  const std::int64_t n = values.filled.n;
  // An empty sum is 0; an average, least or greatest of nothing is no number.
  if (inner == Aggregate::sum) return Decimal{values.sum};
  if (n == 0) return std::nullopt;
  if (inner == Aggregate::average) return divide(Decimal{values.sum}, Decimal::of(n));
  return Decimal{inner == Aggregate::minimum ? values.least : values.greatest};
}

Result<Decimal> distinct_of(db::Session& session, const Conditions& c) {
  std::int64_t different = 0;
  Conditions plain = c;
  plain.value_field.clear();
  Sql sql;
  sql.add(
         "select count(distinct x.text) from ix_under u join ix_value x on x.from_index = u.from_index and "
         "x.field = ")
      .text(c.value_field);
  add_where(sql, plain);
  TRY_OK(sql.each(session, [&](const db::Row& row) {
    different = row.integer(0);
    return false;
  }));
  return Decimal::of(different);
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
  Counted out;
  const auto take = [&](const Tally& tally) {
    out.n = tally.n;
    out.late = tally.late;
    out.taken_over = tally.taken_over;
  };
  Conditions any = c;
  any.value_field.clear();
  TRY(Tally all, tally(session, any));
  out.left_out = std::move(all.left_out);
  if (!takes_value(inner)) {
    take(all);
    out.value = Decimal::of(out.n);
    return out;
  }
  if (inner == Aggregate::distinct) {
    TRY(const Tally filled, tally(session, c));
    take(filled);
    TRY(out.value, distinct_of(session, c));
  } else {
    TRY(const Values values, numbers_of(session, c));
    take(values.filled);
    out.value = number_of(values, inner);
  }
  out.empty = all.n - out.n;
  return out;
}

Result<std::vector<MonthCount>> months_of(db::Session& session, const KindId& kind, const Context& context) {
  Selection all;
  all.kind = kind;
  const Conditions c = conditions_of(all, context, Aggregate::count);
  Sql sql;
  if (in_roll_up(c)) {
    sql.add(
        "select cast(t.month as text), cast(sum(t.n) as bigint), cast(sum(t.late) as bigint) "
        "from ix_tally t where");
    add_months(sql, tally_months_of(c.period, false));
    sql.add(" and t.state = '' and").one_of("t.kind", c.kinds);
    if (!c.whole_tree) sql.add(" and").one_of("t.unit", c.units);
    sql.add(" group by t.month order by 1");
  } else {
    sql.add("select substr(u.first_day, 1, 4) || substr(u.first_day, 6, 2), count(*), sum(case when u.timing = ");
    sql.number(static_cast<std::int64_t>(index::Timing::late)).add(" then 1 else 0 end) from ix_under u");
    add_where(sql, c);
    sql.add(" group by 1 order by 1");
  }
  std::vector<MonthCount> out;
  TRY_OK(sql.each(session, [&](const db::Row& row) {
    MonthCount one;
    const auto text = row.text(0);
    std::from_chars(text.data(), text.data() + text.size(), one.month);
    one.n = row.integer(1);
    one.late = row.integer(2);
    out.push_back(one);
    return true;
  }));
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

void deadline_value(const ByDeadline& judged, Figure& figure) {
  figure.value = percent(Decimal::of(judged.in_time), Decimal::of(judged.in_time + judged.late));
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
    case Aggregate::on_time_share: {
      TRY(card.by_deadline, by_deadline(session, e, context));
      if (card.by_deadline) deadline_value(*card.by_deadline, figure);
      else share_value(e, figure);
      break;
    }
    case Aggregate::late_share:
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
