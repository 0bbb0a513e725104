// SPDX-License-Identifier: Apache-2.0
// On time by a deadline: of kinds that have deadlines the share on time asks when the work was done, not when it was typed in.
#include "figures/evaluate.h"

namespace youju::figures {
namespace {

struct Row {
  Timely timely;
  std::int64_t reached_by = -1;  // entry of the first version in the state
  std::optional<Date> happened;
};

Result<std::vector<Row>> rows_of(db::Session& session, const Conditions& c, const std::string& state) {
  std::vector<Row> out;
  Sql sql;
  sql.add("select u.from_index, u.first_day, u.timing, (select min(l.idx) from entry l join ix_version w on w.from_index = l.idx where l.object = v.record and w.state = ")
      .text(state)
      .add(" and l.idx < ")
      .number(c.at)
      .add(") from ix_under u join ix_version v on v.from_index = u.from_index");
  add_where(sql, c);
  sql.add(" order by u.from_index");
  TRY_OK(sql.each(session, [&](const db::Row& row) {
    Row one;
    one.timely.entry = row.integer(0);
    one.happened = Date::parse(row.text(1));
    one.timely.taken_over = row.integer(2) == static_cast<std::int64_t>(index::Timing::taken_over);
    if (!row.is_null(3)) one.reached_by = row.integer(3);
    out.push_back(one);
    return true;
  }));
  return out;
}

// When the record got into the state; `came_in`: it was imported like that, and when the work was done nobody recorded.
struct Arrival {
  std::optional<Date> day;
  bool came_in = false;
};
Result<Arrival> arrival_of(db::Session& session, std::int64_t entry) {
  std::string bytes;
  Sql sql;
  sql.add("select e.bytes from entry e where e.idx = ").number(entry);
  TRY_OK(sql.each(session, [&](const db::Row& row) {
    bytes = row.text(0);
    return false;
  }));
  TRY(const Json head, parse_json(bytes));
  const auto at = Instant::parse(head.value("at", std::string{}));
  const auto more = head.value("more", Json::object());
  Arrival out;
  if (at) out.day = at->shanghai_date();
  out.came_in = head.value("number", std::int64_t{0}) == 1 && more.is_object() && more.value("imported", false);
  return out;
}

// The day in a field of the record; nothing when it is empty or was erased.
Result<std::optional<Date>> day_in(db::Session& session, std::int64_t entry, const std::string& field) {
  TRY(const auto shown, ledger::disclose(session, entry));
  for (const auto* payload : {&shown.open, &shown.personal}) {
    if (!*payload) continue;
    TRY(const Json read, parse_json((*payload)->second));
    const auto values = read.value("values", Json::object());
    if (values.contains(field) && values[field].is_string()) return Date::parse(values[field].get<std::string>());
  }
  return std::optional<Date>{};
}
}  // namespace

const kinds::Deadline* deadline_of(const kinds::Kind* kind) {
  return kind == nullptr || kind->deadlines.empty() ? nullptr : &kind->deadlines.back();
}

Result<std::optional<ByDeadline>> by_deadline(db::Session& session, const Expression& e, const Context& context) {
  if (e.aggregate != Aggregate::on_time_share) return std::optional<ByDeadline>{};
  const Conditions c = conditions_of(e.of, context, Aggregate::on_time_share);
  const auto* deadline = deadline_of(c.kind);
  if (deadline == nullptr) return std::optional<ByDeadline>{};
  ByDeadline out{deadline->until_state, context.today, {}, 0, 0, 0};
  TRY(auto rows, rows_of(session, c, out.state));
  for (auto& [timely, reached_by, start] : rows) {
    if (!deadline->from_field.empty()) {
      TRY(start, day_in(session, timely.entry, deadline->from_field));
    }
    if (start) timely.due = kinds::deadline_day(*deadline, *start, context.catalogue->calendar());
    Arrival reached;
    if (reached_by >= 0) {
      TRY(reached, arrival_of(session, reached_by));
    }
    const bool open = !timely.due || reached.came_in || (!reached.day && *timely.due >= out.on);
    if (timely.taken_over) ++out.taken_over;
    else if (!open) ++(reached.day && *reached.day <= *timely.due ? out.in_time : out.late);
    out.records.push_back(timely);
  }
  return out;
}
}  // namespace youju::figures
