// SPDX-License-Identifier: Apache-2.0
// Commands about records and their evidence.
#include "app/records.h"
#include "base/text.h"
#include "cli/command.h"

namespace youju::cli {
namespace {

std::string days_text(const Call& call, const std::optional<Period>& days) {
  if (!days) return "—";
  const auto from = words::say_date(call.lang, days->from.iso());
  return days->from == days->to ? from : from + (call.lang == words::Lang::zh ? "至" : " – ") + words::say_date(call.lang, days->to.iso());
}

Json row_json(const index::RecordRow& row) {
  Json out{{"id", row.record.text}, {"version", row.number}, {"kind", row.kind.text}, {"unit", row.unit.text}, {"state", row.state},
           {"title", row.title}, {"counts", row.counts}, {"files", row.files}, {"entered_at", row.first_entered.iso()}};
  if (row.happened) out["date"] = row.happened->from.iso(), out["until"] = row.happened->to.iso();
  if (!row.batch.empty()) out["batch"] = row.batch;
  out["timing"] = row.timing == index::Timing::late ? "late" : row.timing == index::Timing::taken_over ? "taken_over" : "on_time";
  return out;
}

// A state by id or name; kinds call theirs differently, so a name may stand for several.
Result<std::vector<std::string>> states_named(app::Office& office, const std::string& name) {
  std::set<std::string> found;
  for (const auto& kind : office.catalogue().kinds())
    if (const auto* state = kind.state(name)) found.insert(state->id);
  if (found.empty()) return fail(Code::invalid, "app.no_state", {{"state", name}});
  return std::vector<std::string>(found.begin(), found.end());
}

Result<index::Filter> filter_of(const Call& call, app::Office& office, const people::UnitTree& tree) {
  index::Filter filter;
  for (const auto& name : call.all("--kind")) {
    const auto* kind = office.catalogue().find_by_name(name);
    if (kind == nullptr) return fail(Code::invalid, "app.no_kind", {{"kind", name}});
    filter.kinds.push_back(kind->id);
  }
  for (const auto& name : call.all("--state")) {
    TRY(const auto states, states_named(office, name));
    filter.states.insert(filter.states.end(), states.begin(), states.end());
  }
  if (const auto unit = call.get("--unit")) {
    const auto* found = tree.by_name(*unit);
    if (found == nullptr) return fail(Code::invalid, "app.no_unit", {{"unit", *unit}});
    filter.units = tree.with_sub_units(found->id);
  }
  TRY(const auto year, year_asked(call));
  if (year) filter.first_day = Period::year(*year);
  filter.batch = call.get("--batch");
  return filter;
}

Result<int> list_records(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  auto& office = *opened.office;
  TRY(const auto limit, number_asked(call, "--count", 1, 100'000, 50));
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    TRY(auto filter, filter_of(call, office, tree));
    std::vector<UnitId> seen;
    for (const auto& unit : tree.all()) {
      const bool wanted = filter.units.empty() || std::find(filter.units.begin(), filter.units.end(), unit.id) != filter.units.end();
      if (wanted && people::may(opened.who, people::Right::read, unit.id, tree, office.roles(), office.today())) seen.push_back(unit.id);
    }
    if (seen.empty()) return fail(Code::denied, "cli.nothing_readable");
    filter.units = seen.size() == tree.all().size() ? std::vector<UnitId>{} : seen;
    TRY(const auto rows, index::list(session, filter, static_cast<int>(limit)));
    if (call.json) {
      Json out = Json::array();
      for (const auto& row : rows) out.push_back(row_json(row));
      call.print_json(Json{{"records", std::move(out)}});
      return {};
    }
    std::vector<std::vector<std::string>> lines;
    for (const auto& row : rows) {
      const auto* kind = office.catalogue().find(row.kind);
      const auto* state = kind == nullptr ? nullptr : kind->state(row.state);
      lines.push_back({row.happened ? row.happened->from.iso() : "—", kind ? app::name_in(kind->names, lang_of(call)) : row.kind.text,
                       state ? app::name_in(state->names, lang_of(call)) : row.state, std::to_string(row.files), row.record.text, row.title});
    }
    for (const auto& line : table_lines({call.say("cli.column_date"), call.say("cli.column_kind"), call.say("cli.column_state"),
                                         call.say("cli.column_files"), call.say("cli.column_record"), call.say("cli.column_title")}, lines, {3})) {
      call.print(line);
    }
    return {};
  }));
  return 0;
}

Json history_json(const std::vector<ledger::Entry>& history) {
  Json out = Json::array();
  for (const auto& entry : history) {
    out.push_back(Json{{"index", entry.index}, {"type", ledger::type_name(entry.head.type)}, {"at", entry.at.iso()}, {"actor", entry.head.actor.text},
                       {"version", entry.head.number}, {"state", entry.head.state}, {"more", entry.head.more}});
  }
  return out;
}

void print_view(const Call& call, const app::View& view) {
  const auto lang = lang_of(call);
  const auto* state = view.kind->state(view.row.state);
  call.print(fmt::format("{} · {} · {}", app::name_in(view.kind->names, lang), days_text(call, view.row.happened), view.row.title));
  call.print("  " + call.say("cli.record_line", {{"record", view.row.record.text}, {"version", std::to_string(view.row.number)},
                                                 {"state", state ? app::name_in(state->names, lang) : view.row.state},
                                                 {"entered", view.row.first_entered.shanghai_text()}}));
  std::vector<std::vector<std::string>> fields;
  for (const auto& [name, value] : view.fields) fields.push_back({name, value});
  for (const auto& line : table_lines({}, fields)) call.print(line);
  for (const auto& file : view.evidence) {
    call.print("  " + call.say("cli.evidence_line", {{"name", file.name}, {"type", file.media_type}, {"size", std::to_string(file.size)}, {"digest", file.digest.substr(0, 16)}}));
  }
  call.print(call.say("cli.history_head"));
  for (const auto& entry : view.history) {
    call.print(fmt::format("  #{}  {}  {}  {}", entry.index, entry.at.shanghai_text(), call.say("cli.entry_" + std::string(ledger::type_name(entry.head.type))), entry.head.actor.text));
  }
  for (const auto& step : view.steps) {
    const auto why = step.standing.allowed ? call.say("cli.step_possible") : words::say(call.lang, step.standing.why_not);
    call.print("  → " + step.name + " (" + step.id + "): " + why + (step.shown.empty() ? "" : "  --shown " + step.shown));
  }
}

Result<int> show_record(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  std::int64_t at = index::kOpen;
  TRY_OK(opened.office->read([&](db::Session& session) -> Result<void> {
    TRY(at, size_asked(call, *opened.office, session));
    return {};
  }));
  TRY(const auto view, app::view_record(*opened.office, opened.who, RecordId{call.rest[1]}, lang_of(call), at));
  if (!call.json) {
    print_view(call, view);
    return 0;
  }
  auto out = row_json(view.row);
  for (const auto& [name, value] : view.fields) out["fields"][name] = value;
  for (const auto& file : view.evidence) out["evidence"].push_back(Json{{"entry", file.entry}, {"name", file.name}, {"media_type", file.media_type}, {"role", file.role}, {"digest", file.digest}, {"size", file.size}});
  out["history"] = history_json(view.history);
  for (const auto& step : view.steps) {
    out["steps"].push_back(Json{{"id", step.id}, {"name", step.name}, {"allowed", step.standing.allowed}, {"shown", step.shown},
                                {"why_not", step.standing.allowed ? "" : words::say(call.lang, step.standing.why_not)},
                                {"approvals", step.standing.approvals_have}, {"needed", step.standing.approvals_needed}, {"fallen", step.standing.fallen}});
  }
  call.print_json(out);
  return 0;
}

Result<int> move(const Call& call, std::string_view verb, std::size_t id_at = 1) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  TRY(const auto outcome, app::move_record(*opened.office, opened.who, RecordId{call.rest[id_at]}, verb, call.get("--shown").value_or(""), call.get("--reason").value_or(""), app::at_the_machine()));
  TRY_OK(settle(call, *opened.office));
  if (call.json) {
    call.print_json(Json{{"moved", outcome.moved}, {"state", outcome.state}, {"approvals_missing", outcome.approvals_missing}, {"entry", outcome.entry}});
  } else if (outcome.moved) {
    std::string name = outcome.state;
    TRY_OK(opened.office->read([&](db::Session& session) -> Result<void> {
      TRY(const auto row, index::current(session, RecordId{call.rest[id_at]}));
      const auto* kind = row ? opened.office->catalogue().find(row->kind) : nullptr;
      const auto* state = kind == nullptr ? nullptr : kind->state(outcome.state);
      if (state != nullptr) name = app::name_in(state->names, lang_of(call));
      return {};
    }));
    call.print(call.say("cli.moved", {{"state", name}, {"entry", std::to_string(outcome.entry)}}));
  } else {
    call.print(call.say("cli.approval_kept", {{"missing", std::to_string(outcome.approvals_missing)}}));
  }
  return 0;
}
Result<int> submit_record(const Call& call) { return move(call, "submit"); }
Result<int> approve_record(const Call& call) { return move(call, "approve"); }
Result<int> return_record(const Call& call) { return move(call, "return"); }
Result<int> void_record(const Call& call) { return move(call, "void"); }
Result<int> take_step(const Call& call) { return move(call, call.rest[2]); }

Result<int> edit_record(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  const RecordId record{call.rest[1]};
  std::map<std::string, std::string> changes;
  const kinds::Kind* kind = nullptr;
  TRY_OK(opened.office->read([&](db::Session& session) -> Result<void> {
    TRY(const auto row, index::current(session, record));
    if (!row) return fail(Code::absent, "app.no_record", {{"record", record.text}});
    kind = opened.office->catalogue().find(row->kind);
    return {};
  }));
  for (std::size_t i = 2; i < call.rest.size(); ++i) {
    const auto equals = call.rest[i].find('=');
    const auto name = kind == nullptr || equals == std::string::npos ? std::string{} : kind->column(call.rest[i].substr(0, equals));
    if (name.empty()) return fail(Code::invalid, "cli.bad_change", {{"text", call.rest[i]}});
    changes[name] = call.rest[i].substr(equals + 1);
  }
  TRY(const auto done, app::edit_record(*opened.office, opened.who, record, changes, call.get("--reason").value_or("")));
  if (const auto* refused = std::get_if<app::Refused>(&done)) {
    for (const auto& problem : refused->problems) {
      const auto* field = kind == nullptr ? nullptr : kind->field(problem.field);
      const auto& names = field != nullptr ? field->names : kind != nullptr && problem.field == "happened" ? kind->happened_names : kinds::Names{};
      call.note((names.empty() ? problem.field : app::name_in(names, lang_of(call))) + ": " + words::say(call.lang, problem.message));
    }
    return exit_code(Code::invalid);
  }
  TRY_OK(settle(call, *opened.office));
  const auto& saved = std::get<app::Saved>(done);
  if (call.json) call.print_json(Json{{"id", saved.record.text}, {"version", saved.number}, {"entry", saved.entry}});
  for (const auto& remark : saved.remarks) call.note(words::say(call.lang, remark.message));
  if (!call.json) call.print(call.say("cli.edited", {{"version", std::to_string(saved.number)}, {"entry", std::to_string(saved.entry)}}));
  return 0;
}

Result<int> add_evidence(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  std::optional<std::int64_t> supersedes;
  if (call.has("--supersedes")) {
    TRY(supersedes, number_asked(call, "--supersedes", 0, 1'000'000'000, 0));
  }
  Json out = Json::array();
  for (std::size_t i = 2; i < call.rest.size(); ++i) {
    TRY(const auto done, app::attach_evidence(*opened.office, opened.who, RecordId{call.rest[1]}, call.rest[i], call.get("--role").value_or(""), supersedes));
    out.push_back(Json{{"file", call.rest[i]}, {"digest", done.evidence.digest}, {"media_type", done.evidence.media_type}, {"entry", done.entry}, {"also_under", done.also_under.size()}});
    if (!call.json) call.print(call.say("cli.attached", {{"file", call.rest[i]}, {"type", done.evidence.media_type}, {"entry", std::to_string(done.entry)}}));
    if (!done.also_under.empty()) call.note(call.say("cli.file_elsewhere", {{"file", call.rest[i]}, {"record", done.also_under.front().text}}));
  }
  TRY_OK(settle(call, *opened.office));
  if (call.json) call.print_json(Json{{"attached", out}});
  return 0;
}
}  // namespace

Commands record_commands() {
  const Option shown{"--shown", "DIGEST", "cli.option_shown"}, reason{"--reason", "TEXT", "cli.option_reason"};
  return {
      {"record list", "DIR [--kind K] [--year Y] [--state S] [--unit U] [--batch B] [-n N]", "cli.help_record_list",
       {{"--kind", "K", "cli.option_kind"}, {"--year", "Y", "cli.option_year"}, {"--state", "S", "cli.option_state"}, {"--unit", "U", "cli.option_unit"},
        {"--batch", "B", "cli.option_batch"}, {"--count", "N", "cli.option_count"}}, 1, 1, list_records},
      {"record show", "DIR RECORD [--at SIZE]", "cli.help_record_show", {{"--at", "SIZE", "cli.option_at"}}, 2, 2, show_record},
      {"record edit", "DIR RECORD FIELD=TEXT… [--reason TEXT]", "cli.help_record_edit", {reason}, 3, 200, edit_record},
      {"record submit", "DIR RECORD", "cli.help_record_submit", {shown, reason}, 2, 2, submit_record},
      {"record approve", "DIR RECORD --shown DIGEST", "cli.help_record_approve", {shown, reason}, 2, 2, approve_record},
      {"record return", "DIR RECORD --reason TEXT", "cli.help_record_return", {shown, reason}, 2, 2, return_record},
      {"record void", "DIR RECORD --reason TEXT", "cli.help_record_void", {shown, reason}, 2, 2, void_record},
      {"record step", "DIR RECORD STEP [--shown DIGEST] [--reason TEXT]", "cli.help_record_step", {shown, reason}, 3, 3, take_step},
      {"evidence add", "DIR RECORD FILE… [--role R] [--supersedes ENTRY]", "cli.help_evidence_add",
       {{"--role", "R", "cli.option_role"}, {"--supersedes", "ENTRY", "cli.option_supersedes"}}, 3, 1000, add_evidence},
  };
}
}  // namespace youju::cli
