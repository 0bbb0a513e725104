// SPDX-License-Identifier: Apache-2.0
// Opening a figure: the records it was computed from, and those nearly counted.
#include "figures/evaluate.h"

namespace youju::figures {
namespace {

Conditions conditions_for(const Expression& e, const Context& context, Which which) {
  const bool sides = e.aggregate == Aggregate::ratio || e.aggregate == Aggregate::growth;
  if (which == Which::of) return conditions_of(e.of, context, sides ? e.of_inner : e.aggregate);
  if (e.aggregate == Aggregate::growth)
    return conditions_of(base_of_growth(e, context), context, e.base_inner);
  return conditions_of(*e.base, context, e.base_inner);
}

// The day on which the first page of `open` ends. Over many units a look into each costs more than the page itself, and
// a year of each much more: so first a week or so is looked at, then eight times as much.
Result<std::string> end_of_page(db::Session& session, Conditions c, Period open, int limit) {
  constexpr int kParts = 52, kWider = 8;
  c.period = open;
  for (int days = std::max(1, open.length() / kParts); days < open.length(); days *= kWider) {
    c.period.to = open.from.plus_days(days - 1);
    TRY(std::string day, last_day_of_page(session, [&](Sql& sql) { add_where(sql, c); }, limit));
    if (day <= c.period.to.iso()) return day;
  }
  c.period.to = open.to;
  return last_day_of_page(session, [&](Sql& sql) { add_where(sql, c); }, limit);
}
}  // namespace

Result<std::vector<CountedRecord>> records_behind(db::Session& session, const Expression& e,
                                                  const Context& context, Which which, int limit,
                                                  const std::optional<index::RecordRow>& after) {
  std::vector<CountedRecord> out;
  if (limit <= 0 || (which == Which::base && e.aggregate != Aggregate::growth && !e.base)) return out;
  const Conditions c = conditions_for(e, context, which);
  const std::string after_day = after && after->happened ? after->happened->from.iso() : "";
  Period open = c.period;
  if (!after_day.empty()) open.from = std::max(open.from, after->happened->from.plus_days(1));
  TRY(const std::string until, end_of_page(session, c, open, limit));
  Conditions page = ending(c, until);
  if (!after_day.empty()) page.period.from = std::max(c.period.from, after->happened->from);
  Sql sql;
  add_row_columns(sql, c.at);
  add_where(sql, page);
  if (!after_day.empty()) {
    sql.add(" and (u.first_day > ")
        .text(after_day)
        .add(" or v.record > ")
        .text(after->record.text)
        .add(")");
  }
  sql.add(" order by u.first_day, v.record limit ").number(limit);
  TRY_OK(sql.each(session, [&](const db::Row& row) {
    bool own = true;
    CountedRecord counted;
    counted.row = row_of(row, own);
    if (!own && c.kind != nullptr) counted.under = c.kind->id.text;
    out.push_back(std::move(counted));
    return true;
  }));
  return out;
}
}  // namespace youju::figures
