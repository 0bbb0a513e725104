// SPDX-License-Identifier: Apache-2.0
// Turns a selection into conditions on ix_under and ix_value (src/db/migrations/0020_index.sql).
#include "figures/conditions.h"

#include "figures/parser.h"

namespace youju::figures {

const kinds::Field* field_of(const kinds::Kind* kind, std::string_view id) {
  if (kind == nullptr) return nullptr;
  const auto found =
      std::find_if(kind->fields.begin(), kind->fields.end(), [&](const auto& f) { return f.id == id; });
  return found == kind->fields.end() ? nullptr : &*found;
}

const kinds::State* state_of(const kinds::Kind* kind, std::string_view id) {
  if (kind == nullptr) return nullptr;
  const auto found =
      std::find_if(kind->states.begin(), kind->states.end(), [&](const auto& s) { return s.id == id; });
  return found == kind->states.end() ? nullptr : &*found;
}

Sql& Sql::place(db::Value value) {
  values_.push_back(value);
  text_ += "$" + std::to_string(values_.size());
  return *this;
}

Sql& Sql::text(std::string_view value) {
  kept_.emplace_back(value);
  return place(std::string_view(kept_.back()));
}

Sql& Sql::number(std::int64_t value) {
  return place(value);
}

Sql& Sql::one_of(std::string_view column, const std::vector<std::string>& values) {
  if (values.empty()) return add(" 1 = 0");
  add(" ").add(column);
  if (values.size() == 1) return add(" = ").text(values.front());
  add(" in (");
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) add(", ");
    text(values[i]);
  }
  return add(")");
}

namespace {

bool is_number(const kinds::Kind* kind, const std::string& field) {
  const auto* f = field_of(kind, field);
  return f != nullptr && kinds::is_number(f->type);
}

void add_value_test(Sql& sql, const Conditions& c, const FieldFilter& filter) {
  const bool number = is_number(c.kind, filter.field);
  const bool listed = filter.op == "=" || filter.op == "!=";
  sql.add(number ? " and x.num " : " and x.text ");
  if (listed)
    sql.add(filter.op == "=" ? "in (" : "not in (");
  else
    sql.add(filter.op).add(" ");
  for (std::size_t i = 0; i < filter.values.size(); ++i) {
    if (i > 0) sql.add(", ");
    if (number)
      sql.number(Decimal::parse(filter.values[i]).value_or(Decimal{}).scaled);
    else
      sql.text(filter.values[i]);
  }
  if (listed) sql.add(")");
}

void add_filter(Sql& sql, const Conditions& c, const FieldFilter& filter, bool failing) {
  sql.add(failing ? " and not exists (" : " and exists (")
      .add("select 1 from ix_value x where x.from_index = u.from_index and x.field = ")
      .text(filter.field);
  add_value_test(sql, c, filter);
  sql.add(")");
}

void add_filled(Sql& sql, const std::string& field, bool failing) {
  sql.add(failing ? " and not exists (" : " and exists (")
      .add("select 1 from ix_value x where x.from_index = u.from_index and x.field = ")
      .text(field)
      .add(")");
}
}  // namespace

void add_where(Sql& sql, const Conditions& c, const Except& except) {
  using What = Except::What;
  sql.add(" where").one_of("u.kind", c.kinds);
  if (except.what != What::unit) sql.add(" and").one_of("u.unit", c.units);
  if (except.what != What::period)
    sql.add(" and u.first_day >= ")
        .text(c.period.from.iso())
        .add(" and u.first_day <= ")
        .text(c.period.to.iso());
  sql.add(" and u.from_index < ").number(c.at).add(" and u.to_index >= ").number(c.at);
  if (c.kind == nullptr) sql.add(" and u.own = 1");
  if (except.what != What::state) {
    sql.add(" and u.counts = 1");
    if (!c.states.empty()) sql.add(" and").one_of("u.state", c.states);
  }
  for (std::size_t i = 0; i < c.filters.size(); ++i)
    add_filter(sql, c, c.filters[i], except.what == What::filter && except.filter == i);
  if (!c.value_field.empty()) add_filled(sql, c.value_field, except.what == What::value);
}

namespace {

std::vector<std::string> units_of(const Selection& s, const Context& context) {
  const UnitId unit = s.unit.value_or(context.unit);
  const std::string asked = unit.text + (s.this_level_only ? "!" : "");
  if (context.shared)
    if (const auto known = context.shared->units.find(asked); known != context.shared->units.end())
      return known->second;
  std::vector<std::string> out;
  if (unit.empty()) {
    for (const auto& u : context.units->all())
      if (!s.this_level_only || u.parent.empty()) out.push_back(u.id.text);
  } else if (s.this_level_only) {
    out = {unit.text};
  } else {
    for (auto& u : context.units->with_sub_units(unit)) out.push_back(std::move(u.text));
  }
  std::sort(out.begin(), out.end());
  if (context.shared) context.shared->units.emplace(asked, out);
  return out;
}
}  // namespace

std::shared_ptr<SharedSets> share_sets() {
  return std::make_shared<SharedSets>();
}

// Every part ends with a sign that no id holds, so that two different conditions never spell the same.
std::string key_of(const Conditions& c) {
  constexpr char kEnd = '\x1f', kNext = '\x1e';
  std::string out;
  const auto part = [&](std::string_view text) { out.append(text) += kEnd; };
  const auto list = [&](const std::vector<std::string>& all) {
    for (const auto& one : all) part(one);
    out += kNext;
  };
  list(c.kinds);
  if (c.whole_tree)
    part("*");
  else
    list(c.units);
  part(c.period.from.iso() + c.period.to.iso() + std::to_string(c.at));
  list(c.states);
  for (const auto& filter : c.filters) {
    part(filter.field + kEnd + filter.op);
    list(filter.values);
  }
  part(c.value_field);
  return out;
}

Conditions conditions_of(const Selection& s, const Context& context, Aggregate inner) {
  expect_true(context.catalogue != nullptr && context.units != nullptr,
              "figures::Context without catalogue or units");
  Conditions c;
  c.kind = s.kind.empty() ? nullptr : context.catalogue->find(s.kind);
  if (s.kind.empty()) {
    for (const auto& kind : context.catalogue->kinds()) c.kinds.push_back(kind.id.text);
  } else {
    c.kinds = {s.kind.text};
  }
  c.units = units_of(s, context);
  c.whole_tree = c.units.size() == context.units->all().size();
  c.now = context.at == index::kOpen || (context.log_size > 0 && context.at >= context.log_size);
  c.shared = context.shared;
  c.period = s.period.value_or(context.period);
  c.at = context.at;
  c.states = s.states;
  c.filters = s.filters;
  const bool needs_value = inner == Aggregate::sum || inner == Aggregate::distinct ||
                           inner == Aggregate::average || inner == Aggregate::minimum ||
                           inner == Aggregate::maximum;
  if (needs_value) c.value_field = s.field;
  return c;
}

void add_row_columns(Sql& sql, std::int64_t at) {
  sql.add(
         "select v.record, v.number, v.from_index, v.kind, v.unit, v.state, v.first_day, v.last_day, "
         "v.title, v.counts, v.timing, "
         "v.first_entered, v.batch, (select count(*) from ix_evidence e where e.record = v.record and "
         "e.from_index < ")
      .number(at)
      .add(" and e.to_index >= ")
      .number(at)
      .add("), u.own from ix_under u join ix_version v on v.from_index = u.from_index");
}

index::RecordRow row_of(const db::Row& row, bool& own) {
  index::RecordRow r;
  r.record = RecordId(std::string(row.text(0)));
  r.number = row.integer(1);
  r.entry = row.integer(2);
  r.kind = KindId(std::string(row.text(3)));
  r.unit = UnitId(std::string(row.text(4)));
  r.state = std::string(row.text(5));
  const auto from = Date::parse(row.text(6));
  const auto to = Date::parse(row.text(7));
  if (from && to) r.happened = Period{*from, *to};
  r.title = std::string(row.text(8));
  r.counts = row.integer(9) != 0;
  r.timing = static_cast<index::Timing>(row.integer(10));
  r.first_entered = Instant::parse(row.text(11)).value_or(Instant{});
  r.batch = std::string(row.text(12));
  r.files = row.integer(13);
  own = row.integer(14) != 0;
  return r;
}

Result<std::string> last_day_of_page(db::Session& session, const std::function<void(Sql&)>& where,
                                     std::int64_t limit) {
  std::string day = "9999-12-31";
  Sql sql;
  sql.add("select max(d), count(*) from (select u.first_day as d from ix_under u");
  where(sql);
  sql.add(" order by u.first_day limit ").number(limit).add(") page");
  TRY_OK(sql.each(session, [&](const db::Row& row) {
    if (row.integer(1) == limit) day = std::string(row.text(0));
    return false;
  }));
  return day;
}

Conditions ending(Conditions conditions, const std::string& day) {
  auto& to = conditions.period.to;
  to = std::min(to, Date::parse(day).value_or(to));
  return conditions;
}

Result<const kinds::Kind*> kind_in(const Context& context, const KindId& id) {
  if (const auto* kind = context.catalogue->find(id)) return kind;
  return fail(Code::absent, "figures.kind_gone", {{"kind", id.text}});
}

bool is_person_field(const kinds::Kind* kind, const std::string& field) {
  const auto* f = field_of(kind, field);
  return f != nullptr && kinds::is_person(f->type);
}

std::optional<Decimal> percent(Decimal part, Decimal whole) {
  __extension__ typedef __int128 Wide;
  if (whole.scaled == 0) return std::nullopt;
  const Wide above = static_cast<Wide>(part.scaled) * 100 * Decimal::kScale;
  const Wide below = whole.scaled;
  const bool negative = (above < 0) != (below < 0);
  const Wide a = above < 0 ? -above : above, b = below < 0 ? -below : below;
  const Wide rounded = (a + b / 2) / b;
  return Decimal{static_cast<std::int64_t>(negative ? -rounded : rounded)};
}

Expression filled_in(const Expression& expression, const Context& context) {
  Expression out = expression;
  const auto fill = [&](Selection& s) {
    if (!s.unit && !context.unit.empty()) s.unit = context.unit;
    if (!s.period) s.period = context.period;
  };
  fill(out.of);
  if (out.base) fill(*out.base);
  out.canonical = canonical_of(out);
  return out;
}
}  // namespace youju::figures
