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
}  // namespace

Result<std::vector<CountedRecord>> records_behind(db::Session& session, const Expression& e,
                                                  const Context& context, Which which, int limit,
                                                  const std::optional<index::RecordRow>& after) {
  std::vector<CountedRecord> out;
  if (limit <= 0 || (which == Which::base && e.aggregate != Aggregate::growth && !e.base)) return out;
  const Conditions c = conditions_for(e, context, which);
  const std::string after_day = after && after->happened ? after->happened->from.iso() : "";
  const auto later = [&](Sql& sql) {
    add_where(sql, c);
    if (!after_day.empty()) sql.add(" and u.first_day > ").text(after_day);
  };
  TRY(const std::string until, last_day_of_page(session, later, limit));
  Sql sql;
  add_row_columns(sql, c.at);
  add_where(sql, c);
  sql.add(" and u.first_day <= ").text(until);
  if (!after_day.empty()) {
    sql.add(" and u.first_day >= ")
        .text(after_day)
        .add(" and (u.first_day > ")
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
