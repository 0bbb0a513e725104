// SPDX-License-Identifier: Apache-2.0
// Records that fail exactly one condition, with the reason: "why 8 and not 9".
#include "figures/evaluate.h"

namespace youju::figures {
namespace {

using What = Except::What;
constexpr int kNearDays = 31;
constexpr int kLongestSpan = 5 * 366;  // how far back a record that reaches into the period may have begun

class Search {
 public:
  Search(db::Session& session, const Conditions& conditions, const Context& context, int limit)
      : session_(session), c_(conditions), context_(context), left_(limit) {}

  using Judge = std::function<NearlyCounted(index::RecordRow)>;
  // Rows that meet everything but `except` and, in its place, what `extra` adds (on columns of u alone).
  Result<void> add(const Except& except, const std::function<void(Sql&)>& extra, const Judge& judge) {
    if (left_ <= 0) return {};
    const auto where = [&](Sql& sql, const Conditions& c) {
      add_where(sql, c, except);
      extra(sql);
    };
    TRY(const std::string until, last_day_of_page(session_, [&](Sql& sql) { where(sql, c_); }, left_));
    return read(
        [&](Sql& sql) {
          where(sql, ending(c_, until));
          if (except.what == Except::What::period) sql.add(" and u.first_day <= ").text(until);
        },
        judge);
  }
  Result<void> read(const std::function<void(Sql&)>& where, const Judge& judge) {
    if (left_ <= 0) return {};
    Sql sql;
    add_row_columns(sql, c_.at);
    where(sql);
    sql.add(" order by u.first_day, v.record limit ").number(left_);
    return sql.each(session_, [&](const db::Row& row) {
      bool own = true;
      out_.push_back(judge(row_of(row, own)));
      --left_;
      return true;
    });
  }

  Result<void> by_state();
  Result<void> by_period();
  Result<void> by_unit(const Selection& selection);
  Result<void> by_filters();
  std::vector<NearlyCounted> take() { return std::move(out_); }

 private:
  std::string state_name(const index::RecordRow& row) const {
    const auto* kind = context_.catalogue->find(row.kind);
    const auto* state = state_of(kind, row.state);
    return state == nullptr ? row.state : kinds::name_in(state->names, "zh", state->id);
  }
  std::string field_name(const std::string& id) const {
    const auto* field = field_of(c_.kind, id);
    return field == nullptr ? id : kinds::name_in(field->names, "zh", field->id);
  }
  bool may_span() const;
  NearlyCounted outside(index::RecordRow row) const;

  db::Session& session_;
  const Conditions& c_;
  const Context& context_;
  std::int64_t left_;
  std::vector<NearlyCounted> out_;
};

Result<void> Search::by_state() {
  const auto extra = [&](Sql& sql) {
    if (c_.states.empty()) {
      sql.add(" and u.counts = 0");
      return;
    }
    sql.add(" and not (u.counts = 1 and").one_of("u.state", c_.states).add(")");
  };
  return add({What::state, 0}, extra, [&](index::RecordRow row) {
    NearlyCounted near;
    if (row.state == "void")
      near.reason = "void", near.message = {"figures.nearly_void", {}};
    else
      near.reason = "state:" + row.state,
      near.message = {"figures.nearly_state", {{"state", state_name(row)}}};
    near.row = std::move(row);
    return near;
  });
}

NearlyCounted Search::outside(index::RecordRow row) const {
  NearlyCounted near;
  near.reason = "out_of_period";
  if (!row.happened) {
    near.message = {"figures.nearly_no_day", {}};
  } else if (row.happened->overlaps(c_.period)) {
    near.message = {"figures.nearly_overlaps", {{"day", row.happened->from.iso()}}};
  } else {
    const bool before = row.happened->from < c_.period.from;
    const int days =
        before ? c_.period.from.days - row.happened->from.days : row.happened->from.days - c_.period.to.days;
    if (before)
      near.message = {"figures.nearly_before", {{"days", std::to_string(days)}}};
    else
      near.message = {"figures.nearly_after", {{"days", std::to_string(days)}}};
  }
  near.row = std::move(row);
  return near;
}

// Whether a record under this heading may last several days at all.
bool Search::may_span() const {
  const auto spans = [](const kinds::Kind& kind) { return kind.has_period; };
  if (c_.kind == nullptr)
    return std::any_of(context_.catalogue->kinds().begin(), context_.catalogue->kinds().end(), spans);
  const auto under = context_.catalogue->counted_under(c_.kind->id);
  return c_.kind->has_period ||
         std::any_of(under.begin(), under.end(), [&](const auto* kind) { return spans(*kind); });
}

Result<void> Search::by_period() {
  const auto judge = [&](index::RecordRow row) { return outside(std::move(row)); };
  const std::string from = c_.period.from.iso(), to = c_.period.to.iso();
  const std::string near_from = c_.period.from.plus_days(-kNearDays).iso(),
                    near_to = c_.period.to.plus_days(kNearDays).iso();
  const std::string far = c_.period.from.plus_days(-kLongestSpan).iso();
  if (may_span()) {
    TRY_OK(read(
        [&](Sql& sql) {
          add_where(sql, c_, {What::period, 0});
          sql.add(" and u.first_day >= ").text(far).add(" and u.first_day < ").text(near_from);
          sql.add(" and v.last_day >= ").text(from);
        },
        judge));
  }
  TRY_OK(add(
      {What::period, 0},
      [&](Sql& sql) {
        sql.add(" and u.first_day >= ").text(near_from).add(" and u.first_day < ").text(from);
      },
      judge));
  TRY_OK(add(
      {What::period, 0},
      [&](Sql& sql) { sql.add(" and u.first_day > ").text(to).add(" and u.first_day <= ").text(near_to); },
      judge));
  return add(
      {What::period, 0}, [](Sql& sql) { sql.add(" and u.first_day = ''"); }, judge);
}

Result<void> Search::by_unit(const Selection& selection) {
  const UnitId asked = selection.unit.value_or(context_.unit);
  const auto* unit = asked.empty() ? nullptr : context_.units->find(asked);
  if (unit == nullptr) return {};
  std::vector<std::string> others;
  const UnitId around = unit->parent.empty() ? asked : unit->parent;
  for (const auto& near : context_.units->with_sub_units(around))
    if (!std::binary_search(c_.units.begin(), c_.units.end(), near.text)) others.push_back(near.text);
  if (others.empty()) return {};
  return add(
      {What::unit, 0}, [&](Sql& sql) { sql.add(" and").one_of("u.unit", others); },
      [&](index::RecordRow row) {
        NearlyCounted near;
        near.reason = "other_unit";
        const auto* its = context_.units->find(row.unit);
        near.message = {"figures.nearly_unit", {{"unit", its == nullptr ? row.unit.text : its->name}}};
        near.row = std::move(row);
        return near;
      });
}

Result<void> Search::by_filters() {
  const auto judge = [&](const std::string& field, std::string_view word) {
    return [this, field, word = std::string(word)](index::RecordRow row) {
      NearlyCounted near;
      near.reason = "filter:" + field;
      near.message = {word, {{"field", field_name(field)}}};
      near.row = std::move(row);
      return near;
    };
  };
  for (std::size_t i = 0; i < c_.filters.size(); ++i)
    TRY_OK(add(
        {What::filter, i}, [](Sql&) {}, judge(c_.filters[i].field, "figures.nearly_filter")));
  if (c_.value_field.empty()) return {};
  return add(
      {What::value, 0}, [](Sql&) {}, judge(c_.value_field, "figures.nearly_empty"));
}
}  // namespace

Result<std::vector<NearlyCounted>> nearly_counted(db::Session& session, const Expression& e,
                                                  const Context& context, int limit) {
  const bool sides = e.aggregate == Aggregate::ratio || e.aggregate == Aggregate::growth;
  const Conditions c = conditions_of(e.of, context, sides ? e.of_inner : e.aggregate);
  Search search(session, c, context, limit);
  TRY_OK(search.by_state());
  TRY_OK(search.by_period());
  TRY_OK(search.by_filters());
  TRY_OK(search.by_unit(e.of));
  return search.take();
}
}  // namespace youju::figures
