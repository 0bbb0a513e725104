// SPDX-License-Identifier: Apache-2.0
#include "index/clocks.h"

#include <algorithm>

#include "index/index_sql.h"
#include "index/rows.h"

namespace youju::index {
namespace {
const kinds::Transition* limited_step(const kinds::Kind& kind, std::string_view state) {
  for (const auto& step : kind.transitions)
    if (step.deadline_working_days && std::find(step.from.begin(), step.from.end(), state) != step.from.end()) return &step;
  return nullptr;
}

// A date among the open values; "" when there is none.
std::string day_in(const Json& open, const std::string& field) {
  if (!open.is_object() || !open.contains("values") || field.empty()) return {};
  const auto text = text_member(open["values"], field.c_str());
  return Date::parse(text) ? text : std::string{};
}

// Whether steps that need no reason lead from one state to another: then who stands in the other has the one behind it, even if it was
// entered there at once (a letter imported as answered was in hand).
bool leads_to(const kinds::Kind& kind, const std::string& from, const std::string& to) {
  std::set<std::string> seen{from};
  for (std::vector<std::string> open{from}; !open.empty();) {
    const auto at = open.back();
    open.pop_back();
    for (const auto& step : kind.transitions) {
      if (step.reason || step.to == "void" || std::find(step.from.begin(), step.from.end(), at) == step.from.end()) continue;
      if (step.to == to) return true;
      if (seen.insert(step.to).second) open.push_back(step.to);
    }
  }
  return false;
}

void add_checks(const kinds::Kind& kind, const ledger::Entry& entry, std::vector<ClockRow>& out) {
  for (const auto& check : kind.checks) {
    if (!check.parameters.is_object()) continue;
    const std::string field = check.parameters.value("field", ""), than = check.parameters.value("than", "");
    std::string day;
    if (check.rule == "not_after" && !than.empty() && day_in(entry.head.open, field).empty()) day = day_in(entry.head.open, than);
    if (check.rule == "review_within") day = day_in(entry.head.open, field);
    if (!day.empty()) out.push_back({"check:" + check.id, day, true});
  }
}
}  // namespace

bool looks_back(const kinds::Kind& kind) {
  return !kind.deadlines.empty() || std::any_of(kind.transitions.begin(), kind.transitions.end(), [](const auto& step) { return step.deadline_working_days.has_value(); });
}
bool has_limited_step(const kinds::Kind& kind, std::string_view state) { return limited_step(kind, state) != nullptr; }

std::string clock_since(const ledger::Entry& entry, const ClockPast& past) {
  return past.state == entry.head.state && !past.since.empty() ? past.since : entry.at.shanghai_date().iso();
}

std::vector<ClockRow> clocks_of(const kinds::Kind& kind, const ledger::Entry& entry, const std::set<std::string>& reached, const std::string& since) {
  const auto& head = entry.head;
  const auto state = std::find_if(kind.states.begin(), kind.states.end(), [&](const auto& one) { return one.id == head.state; });
  if (state == kind.states.end() || state->draft || state->final || state->id == "void") return {};
  std::vector<ClockRow> out;
  if (!state->counts && head.happened && kind.deadlines.empty()) out.push_back({"plan", head.happened->to.iso(), false});
  for (const auto& deadline : kind.deadlines) {
    if (deadline.until_state == head.state || reached.contains(deadline.until_state) || leads_to(kind, deadline.until_state, head.state)) continue;
    const bool of_field = !deadline.from_field.empty();
    auto day = of_field ? day_in(head.open, deadline.from_field) : head.happened ? head.happened->from.iso() : std::string{};
    if (!day.empty()) out.push_back({"deadline:" + deadline.id, std::move(day), of_field});
  }
  for (const auto& step : kind.transitions)
    if (step.deadline_working_days && std::find(step.from.begin(), step.from.end(), head.state) != step.from.end()) out.push_back({"step:" + step.id, since, false});
  add_checks(kind, entry, out);
  return out;
}

Result<std::vector<Clock>> clocks(db::Session& session, const std::vector<UnitId>& units) {
  constexpr std::size_t kMostNamed = 500;
  std::vector<Clock> out;
  std::set<std::string> wanted;
  for (const auto& unit : units) wanted.insert(unit.text);
  std::vector<db::Value> values;
  std::string sql = "select record, clock, kind, unit, day, pack from ix_clock";
  if (wanted.size() <= kMostNamed) {
    for (const auto& unit : wanted) {
      values.emplace_back(std::string_view(unit));
      sql += (values.size() == 1 ? " where unit in ($" : ", $") + std::to_string(values.size());
    }
    if (values.empty()) return out;
    sql += ")";
  }
  TRY_OK(session.each_text(sql, values, [&](const db::Row& row) {
    if (!wanted.contains(std::string(row.text(3)))) return true;
    const auto day = Date::parse(row.text(4));
    if (day) out.push_back({RecordId(std::string(row.text(0))), std::string(row.text(1)), KindId(std::string(row.text(2))), UnitId(std::string(row.text(3))), *day, std::string(row.text(5))});
    return true;
  }));
  return out;
}

namespace {
constexpr std::string_view kClockRules = "2";  // another text here: every office's clocks are made anew

Result<void> fill_record(db::Tx& tx, const ledger::Ledger& ledger, const kinds::Catalogue& catalogue, const std::string& record) {
  TRY(const auto history, ledger.history(tx, record, true));
  const ledger::Entry* last = nullptr;
  ClockPast past;
  std::string since;
  for (const auto& entry : history) {
    if (entry.head.type != ledger::EntryType::version) continue;
    TRY(const auto* kind, kind_of(catalogue, entry));
    since = clock_since(entry, past);
    past.reached.insert(entry.head.state);
    past.state = entry.head.state;
    past.since = has_limited_step(*kind, entry.head.state) ? since : "";
    last = &entry;
  }
  if (last == nullptr) return {};
  TRY(const auto* kind, kind_of(catalogue, *last));
  for (const auto& clock : clocks_of(*kind, *last, past.reached, since)) {
    TRY_OK(tx.queue(sql::put_clock, {std::string_view(record), std::string_view(clock.clock), std::string_view(last->head.kind.text), std::string_view(last->head.unit.text), std::string_view(clock.day),
                                     std::int64_t{clock.of_field}, std::string_view(last->head.pack)}));
  }
  return {};
}

// States of a kind, as it now is, in which a clock may run.
std::set<std::string> clocked_states(const kinds::Kind& kind) {
  std::set<std::string> out;
  const bool dated = std::any_of(kind.checks.begin(), kind.checks.end(), [](const auto& check) { return check.rule == "not_after" || check.rule == "review_within"; });
  for (const auto& state : kind.states)
    if (!state.draft && !state.final && state.id != "void" && (!state.counts || dated || !kind.deadlines.empty() || has_limited_step(kind, state.id))) out.insert(state.id);
  return out;
}
}  // namespace

Result<void> fill_clocks(db::Database& database, const ledger::Ledger& ledger, const Context& context, const std::function<Result<std::vector<std::string>>(db::Session&)>& reports) {
  std::string rules;
  TRY_OK(database.read([&](db::Session& session) -> Result<void> {
    TRY(const auto found, session.text(sql::clock_rules, {}));
    rules = found.value_or("");
    return {};
  }));
  if (rules == kClockRules) return {};
  return database.write([&](db::Tx& tx) -> Result<void> {
    TRY_OK(tx.run(sql::drop_clocks, {}));
    for (const auto& kind : context.catalogue->kinds()) {
      const auto states = clocked_states(kind);
      std::vector<std::string> records;
      TRY_OK(tx.each(sql::records_of_kind, {std::string_view(kind.id.text)}, [&](const db::Row& row) {
        if (states.contains(std::string(row.text(1)))) records.emplace_back(row.text(0));
        return true;
      }));
      for (const auto& record : records) TRY_OK(fill_record(tx, ledger, *context.catalogue, record));
    }
    TRY(const auto made, reports(tx));
    for (const auto& report : made) {
      TRY(const auto history, ledger.history(tx, report, true));
      for (const auto& entry : history)
        if (entry.head.type == ledger::EntryType::signoff) TRY_OK(apply(tx, entry, context));
    }
    TRY_OK(tx.run(sql::clocks_filled, {kClockRules}));
    return {};
  });
}

Result<std::vector<Signoff>> signoffs(db::Session& session, int most, std::int64_t before) {
  std::vector<Signoff> out;
  TRY_OK(session.each(sql::newest_signoffs, {before, std::int64_t{most}}, [&](const db::Row& row) {
    out.push_back({row.integer(0), row.integer(3), std::string(row.text(1)), std::string(row.text(5)), UnitId(std::string(row.text(2))), Instant::parse(row.text(4)).value_or(Instant{})});
    return true;
  }));
  return out;
}
}  // namespace youju::index
