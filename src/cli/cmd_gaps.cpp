// SPDX-License-Identifier: Apache-2.0
// Commands that say what is missing and what is due. Units stand in tree order, never by how much they miss.
#include <map>

#include "app/due.h"
#include "app/gaps.h"
#include "app/records.h"
#include "cli/command.h"
#include "words/month.h"

namespace youju::cli {
std::string cadence_text(const Call& call, const kinds::Cadence& rule);  // cmd_kinds.cpp
std::string level_text(const Call& call, kinds::Level level);

namespace {

struct Asked {
  people::UnitTree units{{}};
  UnitId unit;
  std::string name(const UnitId& id) const {
    const auto* found = units.find(id);
    return found == nullptr ? id.text : found->name;
  }
};

Result<Asked> read_asked(const Call& call, app::Office& office) {
  Asked asked;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(asked.units, people::read_units(session));
    return {};
  }));
  if (const auto name = call.get("--unit")) {
    const auto* unit = asked.units.find(UnitId(*name));
    if (unit == nullptr) unit = asked.units.by_name(*name);
    if (unit == nullptr) return fail(Code::invalid, "app.no_unit", {{"unit", *name}});
    asked.unit = unit->id;
  }
  return asked;
}

std::string title_of(const Call& call, const kinds::Kind& kind, const index::RecordRow& row) {
  return row.title.empty() ? app::name_in(kind.names, lang_of(call)) : row.title;
}

std::string day_of(const index::RecordRow& row) {
  return row.happened ? row.happened->from.iso() : "—";
}

// ---- gaps ----

std::string_view severity_name(kinds::Severity severity) {
  return severity == kinds::Severity::error     ? "error"
         : severity == kinds::Severity::warning ? "warning"
                                                : "hint";
}
std::string severity_text(const Call& call, kinds::Severity severity) {
  if (severity == kinds::Severity::error) return call.say("figures.severity_error");
  return severity == kinds::Severity::warning ? call.say("figures.severity_warning")
                                              : call.say("figures.severity_hint");
}

// The stretch as people call it: months by name, other stretches by their days.
std::string slot_text(const Call& call, const kinds::Slot& slot) {
  const Date from = slot.period.from;
  const Args args{{"year", std::to_string(from.year())},
                  {"quarter", std::to_string((from.month() + 2) / 3)}};
  if (slot.period == Period::month(from.year(), from.month())) return words::say_month(call.lang, from.month());
  if (slot.period == Period::quarter(from.year(), (from.month() + 2) / 3))
    return call.say("figures.slot_quarter", args);
  if (slot.period == Period::year(from.year())) return call.say("figures.slot_year", args);
  return slot.period.from.iso() + ".." + slot.period.to.iso();
}

std::string slots_text(const Call& call, const std::vector<kinds::Slot>& slots) {
  std::string out;
  for (const auto& slot : slots) {
    out += (out.empty() ? "" : call.lang == words::Lang::zh ? "、" : ", ") + slot_text(call, slot);
    if (slot.required - slot.held > 1) out += fmt::format("×{}", slot.required - slot.held);
  }
  return out;
}

std::string_view slot_state_name(kinds::SlotState state) {
  switch (state) {
    case kinds::SlotState::exempt:
      return "exempt";
    case kinds::SlotState::explained:
      return "explained";
    case kinds::SlotState::empty:
      return "empty";
    default:
      return "missing";
  }
}
std::string slot_state_text(const Call& call, kinds::SlotState state) {
  switch (state) {
    case kinds::SlotState::exempt:
      return call.say("cli.slot_exempt");
    case kinds::SlotState::explained:
      return call.say("cli.slot_explained");
    case kinds::SlotState::empty:
      return call.say("cli.slot_empty");
    default:
      return call.say("cli.slot_missing_explained");
  }
}

// A register that may be empty is not "held"; what is asked for is an entry or a signed statement.
std::string rule_text(const Call& call, const kinds::Kind& kind, const kinds::Cadence& rule) {
  if (!kind.zero_statement) return cadence_text(call, rule);
  return call.say("cli.entry_or_zero", {{"rule", cadence_text(call, rule)}});
}

Json gaps_json(const Call& call, const app::Gaps& gaps, const Asked& asked) {
  Json out{{"cadence", Json::array()},
           {"records", Json::array()},
           {"looked_at", gaps.looked_at},
           {"closed_units", gaps.closed},
           {"errors", gaps.count(kinds::Severity::error)},
           {"warnings", gaps.count(kinds::Severity::warning)},
           {"hints", gaps.count(kinds::Severity::hint)}};
  for (const auto& gap : gaps.cadence) {
    Json one{{"kind", gap.kind->id.text},
             {"unit", gap.unit.text},
             {"unit_name", asked.name(gap.unit)},
             {"rule", gap.rule->id},
             {"source", gap.rule->source},
             {"level", gap.rule->level == kinds::Level::central ? "central"
                       : gap.rule->level == kinds::Level::local ? "local"
                                                                : "own"},
             {"generally", gap.rule->general},
             {"severity", severity_name(gap.severity())},
             {"required", gap.required},
             {"held", gap.held},
             {"missing", gap.missing},
             {"never_kept", gap.never_kept},
             {"slots", Json::array()}};
    for (const auto& slot : gap.slots)
      one["slots"].push_back(Json{{"from", slot.period.from.iso()},
                                  {"to", slot.period.to.iso()},
                                  {"required", slot.required},
                                  {"held", slot.held}});
    out["cadence"].push_back(std::move(one));
  }
  out["noted"] = Json::array();
  for (const auto& noted : gaps.noted)
    out["noted"].push_back(Json{{"kind", noted.kind->id.text}, {"unit", noted.unit.text}, {"rule", noted.rule->id},
                                {"from", noted.slot.period.from.iso()}, {"to", noted.slot.period.to.iso()},
                                {"state", slot_state_name(noted.slot.state)}, {"record", noted.slot.by.text}});
  out["contradicted"] = Json::array();
  for (const auto& one : gaps.contradicted)
    out["contradicted"].push_back(Json{{"statement", one.statement.record.text}, {"kind", one.about->id.text},
                                       {"from", one.statement.happened->from.iso()}, {"to", one.statement.happened->to.iso()},
                                       {"records", one.records}, {"first", one.first.record.text}});
  out["left"] = Json::array();
  for (const auto& held : gaps.left) {
    Json items = Json::array();
    for (const auto& item : held.items) items.push_back(app::item_text(item, lang_of(call)));
    out["left"].push_back(Json{{"person", held.person.id.text}, {"name", held.person.name}, {"items", std::move(items)}});
  }
  for (const auto& gap : gaps.records) {
    const auto& check = *gap.finding.check;
    out["records"].push_back(Json{{"id", gap.row.record.text},
                                  {"kind", gap.row.kind.text},
                                  {"unit", gap.row.unit.text},
                                  {"date", gap.row.happened ? Json(day_of(gap.row)) : Json()},
                                  {"title", title_of(call, *gap.kind, gap.row)},
                                  {"check", check.id},
                                  {"rule", check.rule},
                                  {"severity", severity_name(check.severity)},
                                  {"field", gap.finding.field},
                                  {"message", app::name_in(check.message, lang_of(call))},
                                  {"why", words::say(call.lang, gap.finding.reason)}});
  }
  return out;
}

void print_cadence(const Call& call, const app::Gaps& gaps, const Asked& asked) {
  std::vector<std::vector<std::string>> rows, never;
  for (const auto& gap : gaps.cadence) {
    const std::string name = app::name_in(gap.kind->names, lang_of(call));
    const std::string source = call.say(
        "figures.gap_source", {{"source", gap.rule->source}, {"level", level_text(call, gap.rule->level)}});
    if (gap.never_kept) {
      never.push_back({name, rule_text(call, *gap.kind, *gap.rule), source});
      continue;
    }
    rows.push_back({severity_text(call, gap.severity()), asked.name(gap.unit), name,
                    rule_text(call, *gap.kind, *gap.rule), std::to_string(gap.required), std::to_string(gap.held),
                    std::to_string(gap.missing), slots_text(call, gap.slots), source});
  }
  if (!rows.empty()) {
    call.print(call.say("figures.gap_cadence_head"));
    for (const auto& line : table_lines({"", call.say("figures.column_unit"), call.say("cli.column_kind"),
                                         call.say("figures.column_rule"), call.say("figures.column_required"),
                                         call.say("figures.column_held"), call.say("figures.column_missing"),
                                         call.say("figures.column_slots"), call.say("figures.column_source")},
                                        rows, {4, 5, 6}))
      call.print("  " + line);
    call.print("");
  }
  if (never.empty()) return;
  call.print(call.say("figures.gap_never_head"));
  for (const auto& line : table_lines({}, never)) call.print("  " + line);
  call.print("");
}

void print_noted(const Call& call, const app::Gaps& gaps, const Asked& asked) {
  for (const auto& one : gaps.contradicted)
    call.print(call.say("cli.zero_contradicted",
                        {{"unit", asked.name(one.statement.unit)}, {"kind", app::name_in(one.about->names, lang_of(call))},
                         {"from", one.statement.happened->from.iso()}, {"to", one.statement.happened->to.iso()},
                         {"n", std::to_string(one.records)}, {"record", one.first.record.text}, {"statement", one.statement.record.text}}));
  if (!gaps.contradicted.empty()) call.print("");
  if (gaps.noted.empty()) return;
  call.print(call.say("cli.noted_head"));
  std::vector<std::vector<std::string>> rows;
  for (const auto& noted : gaps.noted)
    rows.push_back({slot_state_text(call, noted.slot.state), asked.name(noted.unit),
                    app::name_in(noted.kind->names, lang_of(call)), slot_text(call, noted.slot), noted.slot.by.text});
  for (const auto& line : table_lines({}, rows)) call.print("  " + line);
  call.print("");
}

void print_left(const Call& call, const app::Gaps& gaps) {
  if (gaps.left.empty()) return;
  call.print(call.say("cli.left_head"));
  for (const auto& held : gaps.left) {
    call.print("  " + call.say("cli.held_head", {{"name", held.person.name}, {"n", std::to_string(held.items.size())}}));
    for (const auto& item : held.items) call.print("    " + app::item_text(item, lang_of(call)));
  }
  call.print("");
}

void print_checks(const Call& call, const app::Gaps& gaps) {
  if (gaps.records.empty()) return;
  call.print(call.say("figures.gap_records_head"));
  std::vector<std::vector<std::string>> rows;
  for (const auto& gap : gaps.records) {
    const auto& check = *gap.finding.check;
    rows.push_back({severity_text(call, check.severity), day_of(gap.row),
                    app::name_in(gap.kind->names, lang_of(call)), title_of(call, *gap.kind, gap.row),
                    app::name_in(check.message, lang_of(call)), words::say(call.lang, gap.finding.reason),
                    gap.row.record.text});
  }
  for (const auto& line : table_lines({}, rows)) call.print("  " + line);
  call.print("");
}
}  // namespace

Result<int> show_gaps(const Call& call) {
  TRY(auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  auto& office = *opened.office;
  app::GapsRequest request;
  TRY(const auto given, year_asked(call));
  const int year = given.value_or(office.today().year());
  request.period = Period::year(year);
  if (const auto name = call.get("--kind")) {
    const auto* kind = office.catalogue().find_by_name(*name);
    if (kind == nullptr) return fail(Code::invalid, "app.no_kind", {{"kind", *name}});
    request.kind = kind->id;
  }
  TRY(const auto asked, read_asked(call, office));
  request.unit = asked.unit;
  app::Gaps gaps;
  {
    Progress progress(call, call.say("figures.gap_looking"));
    TRY(gaps, app::find_gaps(office, opened.who, request,
                             [&](std::int64_t done, std::int64_t of) { progress.at(done, of); }));
  }
  const auto errors = gaps.count(kinds::Severity::error);
  if (call.json) {
    call.print_json(gaps_json(call, gaps, asked));
    return errors > 0 ? 1 : 0;
  }
  print_cadence(call, gaps, asked);
  print_noted(call, gaps, asked);
  print_left(call, gaps);
  print_checks(call, gaps);
  call.print(
      call.say("figures.gap_summary", {{"year", std::to_string(year)},
                                       {"records", std::to_string(gaps.looked_at)},
                                       {"errors", std::to_string(errors)},
                                       {"warnings", std::to_string(gaps.count(kinds::Severity::warning))},
                                       {"hints", std::to_string(gaps.count(kinds::Severity::hint))}}));
  if (gaps.closed > 0) call.print(call.say("figures.gap_closed", {{"n", std::to_string(gaps.closed)}}));
  return errors > 0 ? 1 : 0;
}

// ---- due ----

namespace {

std::string what_text(const Call& call, const app::DueItem& item) {
  using What = app::DueItem::What;
  const auto lang = lang_of(call);
  switch (item.what) {
    case What::cadence:
      if (!item.by.empty())
        return call.say("cli.due_noted", {{"state", slot_state_text(call, item.state)}, {"record", item.by.text}});
      return call.say("figures.due_cadence",
                      {{"n", std::to_string(item.lacking)}, {"rule", rule_text(call, *item.kind, *item.rule)}});
    case What::deadline: {
      const auto* state = item.kind->state(item.deadline->until_state);
      return call.say(
          "figures.due_deadline",
          {{"state", state == nullptr ? item.deadline->until_state : app::name_in(state->names, lang)}});
    }
    case What::step:
      return call.say("figures.due_step", {{"step", app::name_in(item.step->names, lang)}});
    case What::date_field: {
      const auto* field = item.kind->field(item.field);
      return call.say("figures.due_field",
                      {{"field", field == nullptr ? item.field : app::name_in(field->names, lang)}});
    }
    case What::planned: {
      const auto* state = item.kind->state(item.row->state);
      return call.say("figures.due_planned",
                      {{"state", state == nullptr ? item.row->state : app::name_in(state->names, lang)}});
    }
  }
  return "";
}

std::string standing_text(const Call& call, const app::DueItem& item, Date on) {
  using Standing = app::DueItem::Standing;
  switch (item.standing(on)) {
    case Standing::overdue:
      return call.say("figures.due_overdue", {{"days", std::to_string(on.days - item.due.days)}});
    case Standing::today:
      return call.say("figures.due_today");
    case Standing::started:
      return call.say("figures.due_soon", {{"days", std::to_string(item.due.days - on.days)}});
    case Standing::ahead:
      return call.say("figures.due_ahead", {{"days", std::to_string(item.due.days - on.days)}});
  }
  return "";
}

std::string_view what_name(app::DueItem::What what) {
  using What = app::DueItem::What;
  switch (what) {
    case What::cadence:
      return "cadence";
    case What::deadline:
      return "deadline";
    case What::step:
      return "step";
    case What::date_field:
      return "date";
    case What::planned:
      return "planned";
  }
  return "";
}

std::string_view standing_name(app::DueItem::Standing standing) {
  using Standing = app::DueItem::Standing;
  return standing == Standing::overdue   ? "overdue"
         : standing == Standing::today   ? "today"
         : standing == Standing::started ? "soon"
                                         : "ahead";
}

std::string source_of(const app::DueItem& item) {
  if (item.rule != nullptr) return item.rule->source;
  return item.deadline == nullptr ? "" : item.deadline->source;
}

Json due_json(const Call& call, const std::vector<app::DueItem>& items, const Asked& asked, Date on) {
  Json out{{"on", on.iso()}, {"due", Json::array()}};
  for (const auto& item : items) {
    Json one{{"what", what_name(item.what)},
             {"kind", item.kind->id.text},
             {"unit", item.unit.text},
             {"unit_name", asked.name(item.unit)},
             {"due", item.due.iso()},
             {"start_by", item.start_by.iso()},
             {"standing", standing_name(item.standing(on))},
             {"provisional", item.provisional},
             {"text", what_text(call, item)},
             {"source", source_of(item)}};
    if (item.row) one["record"] = item.row->record.text, one["title"] = title_of(call, *item.kind, *item.row);
    if (item.what == app::DueItem::What::cadence) one["lacking"] = item.lacking;
    if (!item.by.empty()) one["state"] = slot_state_name(item.state), one["by"] = item.by.text;
    out["due"].push_back(std::move(one));
  }
  return out;
}
}  // namespace

Result<int> show_due(const Call& call) {
  TRY(auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  auto& office = *opened.office;
  app::DueRequest request;
  request.on = office.today();
  if (const auto text = call.get("--on")) {
    const auto day = Date::parse(*text);
    if (!day) return fail(Code::invalid, "cli.bad_date", {{"date", *text}});
    request.on = *day;
  }
  TRY(const auto within, number_asked(call, "--within", 0, 3660, request.within));
  request.within = static_cast<int>(within);
  TRY(const auto asked, read_asked(call, office));
  request.unit = asked.unit;
  TRY(const auto items, app::find_due(office, opened.who, request));
  if (call.json) {
    call.print_json(due_json(call, items, asked, request.on));
    return 0;
  }
  call.print(call.say("figures.due_head", {{"day", words::say_date(call.lang, request.on.iso())},
                                           {"n", std::to_string(items.size())}}));
  std::vector<std::vector<std::string>> rows;
  bool provisional = false;
  for (const auto& item : items) {
    provisional = provisional || item.provisional;
    rows.push_back({item.due.iso(), standing_text(call, item, request.on),
                    item.start_by.iso() + (item.provisional ? "*" : ""), asked.name(item.unit),
                    app::name_in(item.kind->names, lang_of(call)), what_text(call, item),
                    item.row ? title_of(call, *item.kind, *item.row) : source_of(item)});
  }
  for (const auto& line : table_lines({call.say("figures.column_due"), "", call.say("figures.column_start"),
                                       call.say("figures.column_unit"), call.say("cli.column_kind"),
                                       call.say("figures.column_what"), call.say("figures.column_which")},
                                      rows))
    call.print(line);
  if (provisional) call.print(call.say("figures.due_provisional"));
  return 0;
}
}  // namespace youju::cli
