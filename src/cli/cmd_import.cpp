// SPDX-License-Identifier: Apache-2.0
// import, add, batch void, export.
#include <charconv>

#include "app/export.h"
#include "app/import.h"
#include "app/quick_add.h"
#include "app/records.h"
#include "base/text.h"
#include "cli/command.h"

namespace youju::cli {
namespace {
constexpr std::size_t kRowsShown = 20;  // of a file, unless --all

std::string kind_name(const app::Office& office, const Call& call, const std::string& id) {
  if (id == app::kRoster) return call.say("import.roster");
  const auto* kind = office.catalogue().find(KindId{id});
  return kind ? app::name_in(kind->names, lang_of(call)) : id;
}

// Columns that are no field of the kind: those of every record, and those of the roster.
std::string column_name(const Call& call, const std::string& id) {
  if (id == "unit") return call.say("figures.column_unit");
  if (id == "state") return call.say("cli.column_state");
  if (id == "id") return call.say("cli.column_record");
  if (id == "name") return call.say("cli.column_name");
  if (id == "from") return call.say("import.roster_from");
  if (id == "to") return call.say("import.roster_to");
  return id;
}

std::string field_name(const app::Office& office, const Call& call, const std::string& kind_id,
                       const std::string& field_id) {
  const auto* kind = office.catalogue().find(KindId{kind_id});
  if (field_id == "kind") return call.say("cli.column_kind");
  if (!kind) return column_name(call, field_id);
  if (field_id == "happened")
    return kind->happened_names.empty() ? "happened" : app::name_in(kind->happened_names, lang_of(call));
  const auto* field = kind->field(field_id);
  return field ? app::name_in(field->names, lang_of(call)) : column_name(call, field_id);
}

Result<std::optional<int>> year_option(const Call& call) {
  const auto text = call.get("--year");
  if (!text) return std::optional<int>();
  const auto period = Date::parse(*text + "-01-01");
  if (!period) return fail(Code::invalid, "import.no_date", {{"read", *text}});
  return std::optional(period->year());
}

// ---- import ----
Json problems_json(const Call& call, const Problems& problems) {
  Json out = Json::array();
  for (const auto& p : problems)
    out.push_back(
        Json{{"field", p.field}, {"word", p.message.word}, {"message", words::say(call.lang, p.message)}});
  return out;
}

Json report_json(const Call& call, const app::FileReport& report) {
  Json out{{"file", report.file.string()}, {"format", report.format}, {"encoding", report.encoding},
           {"batch", report.batch},        {"sheets", Json::array()}, {"rows", Json::array()}};
  for (const auto& plan : report.sheets) {
    Json sheet{{"sheet", plan.sheet},     {"title", plan.title},
               {"kind", plan.kind},       {"confidence", static_cast<int>(plan.confidence * 100)},
               {"profile", plan.profile}, {"header_row", plan.header_row},
               {"columns", Json::array()}};
    if (plan.year) sheet["year"] = *plan.year;
    if (!plan.left_out.empty()) sheet["left_out"] = words::say(call.lang, plan.left_out);
    for (const auto& column : plan.columns)
      sheet["columns"].push_back(Json{{"header", column.header},
                                      {"field", column.field},
                                      {"confidence", static_cast<int>(column.confidence * 100)}});
    out["sheets"].push_back(sheet);
  }
  for (const auto& [fate, count] : report.counts) out["counts"][std::string(app::fate_name(fate))] = count;
  for (const auto& row : report.rows)
    out["rows"].push_back(Json{{"sheet", row.sheet},
                               {"row", row.row},
                               {"result", app::fate_name(row.fate)},
                               {"record", row.record.text},
                               {"title", row.title},
                               {"problems", problems_json(call, row.problems)},
                               {"remarks", problems_json(call, row.remarks)}});
  for (const auto& file : report.unclear_files) out["unclear_files"].push_back(file.string());
  if (report.error)
    out["error"] = Json{{"code", code_name(report.error->code)},
                        {"message", words::say(call.lang, report.error->message)}};
  return out;
}

// A CSV is one table without a name.
std::string sheet_name(const Call& call, const app::SheetPlan& plan) {
  return plan.sheet.empty() ? call.say("import.the_table") : call.say("import.the_sheet", {{"sheet", plan.sheet}});
}

void print_plan(const Call& call, const app::Office& office, const app::SheetPlan& plan) {
  if (!plan.left_out.empty()) {
    if (plan.left_out != "import.empty_sheet")
      call.print(
          call.say("import.sheet_left_out", {{"sheet", sheet_name(call, plan)}, {"why", call.say(plan.left_out)}}));
    return;
  }
  call.print(
      call.say("import.sheet_head", {{"sheet", sheet_name(call, plan)},
                                     {"kind", kind_name(office, call, plan.kind)},
                                     {"confidence", std::to_string(static_cast<int>(plan.confidence * 100))},
                                     {"row", std::to_string(plan.header_row)},
                                     {"year", plan.year ? std::to_string(*plan.year) : "—"}}));
  if (!plan.profile.empty()) call.print(call.say("import.profile_used", {{"profile", plan.profile}}));
  for (const auto& column : plan.columns) {
    const Args args = {{"header", column.header},
                       {"field", field_name(office, call, plan.kind, column.field)},
                       {"confidence", std::to_string(static_cast<int>(column.confidence * 100))}};
    call.print(call.say(column.field.empty() ? "import.column_none" : "import.column_guess", args));
  }
}

// Every unclear or duplicate row is told; the good ones only with --all.
void print_rows(const Call& call, const app::Office& office, const app::FileReport& report) {
  std::size_t shown = 0, hidden = 0;
  for (const auto& row : report.rows) {
    const bool telling = row.fate == app::RowFate::unclear || row.fate == app::RowFate::duplicate ||
                         row.fate == app::RowFate::changed ||
                         (!row.remarks.empty() && row.fate == app::RowFate::accepted);
    if (!call.has("--all") && (!telling || shown >= kRowsShown)) {
      hidden += telling;
      continue;
    }
    ++shown;
    call.print(call.say("import.row_line",
                        {{"sheet", row.sheet},
                         {"row", std::to_string(row.row)},
                         {"fate", call.say("import.fate_" + std::string(app::fate_name(row.fate)))},
                         {"title", row.title}}));
    std::string kind;
    for (const auto& plan : report.sheets)
      if (plan.sheet == row.sheet) kind = plan.kind;
    for (const auto* list : {&row.problems, &row.remarks})
      for (const auto& p : *list)
        call.print("      " + (p.field.empty() ? "" : field_name(office, call, kind, p.field) + ": ") +
                   words::say(call.lang, p.message));
  }
  if (hidden > 0) call.print(call.say("import.more_rows", {{"count", std::to_string(hidden)}}));
}

void print_report(const Call& call, const app::Office& office, const app::FileReport& report,
                  const std::string& dir) {
  const auto format = report.format + (report.encoding.empty() ? "" : " ") + report.encoding;
  const auto name = report.file.filename().string();
  call.print(format.empty() ? name : call.say("import.file_head", {{"file", name}, {"format", format}}));
  if (report.error) return call.print("  " + words::say(call.lang, report.error->message));
  if (report.sheets.empty()) return call.print("  " + call.say("import.no_sheet"));
  for (const auto& plan : report.sheets) print_plan(call, office, plan);
  print_rows(call, office, report);
  Args counts;
  for (const auto fate : {app::RowFate::accepted, app::RowFate::changed, app::RowFate::unchanged,
                          app::RowFate::unclear, app::RowFate::duplicate, app::RowFate::skipped}) {
    const auto found = report.counts.find(fate);
    counts[std::string(app::fate_name(fate))] =
        std::to_string(found == report.counts.end() ? 0 : found->second);
  }
  call.print(call.say("import.counts", counts));
  for (const auto& file : report.unclear_files)
    call.print(call.say("import.unclear_file", {{"file", file.string()}}));
  if (report.batch.empty()) return;
  call.print(call.say("import.batch_written", {{"batch", report.batch}}));
  call.print("  " + call.say("import.batches_hint", {{"dir", dir}, {"batch", report.batch}}));
}

Result<int> import_command(const Call& call) {
  app::ImportRequest request;
  request.files.assign(call.rest.begin() + 1, call.rest.end());
  request.kind = call.get("--kind").value_or("");
  request.profile = call.get("--profile").value_or("");
  request.unit = call.get("--unit").value_or("");
  request.sheet = call.get("--sheet").value_or("");
  request.reason = call.get("--reason").value_or("");
  TRY(request.year, year_option(call));
  request.hidden = call.has("--hidden");
  request.allow_duplicates = call.has("--allow-duplicates");
  request.dry_run = call.has("--dry-run");
  TRY(const auto opened,
      open_office(call, call.rest[0],
                  request.dry_run ? app::Office::Access::read : app::Office::Access::write));
  Progress progress(call, call.say("import.cmd_import"));
  request.progress = [&](std::int64_t rows) { progress.at(rows, 0); };
  TRY(const auto reports, app::import_files(*opened.office, opened.who, request));
  if (!request.dry_run) {
    TRY_OK(settle(call, *opened.office));
  }
  int code = 0;
  Json all = Json::array();
  for (const auto& report : reports) {
    if (call.json)
      all.push_back(report_json(call, report));
    else
      print_report(call, *opened.office, report, call.rest[0]);
    if (report.error && code <= 1) code = exit_code(report.error->code);
    const auto unclear = report.counts.find(app::RowFate::unclear);
    if (code == 0 && unclear != report.counts.end() && unclear->second > 0) code = 1;
    // A file without any table is a finding; a page of explanations beside one is not.
    const bool left_out = std::none_of(report.sheets.begin(), report.sheets.end(),
                                       [](const app::SheetPlan& plan) { return plan.left_out.empty(); });
    if (code == 0 && left_out) code = 1;
  }
  if (call.json)
    call.print_json(Json{{"dry_run", request.dry_run}, {"files", all}});
  else if (request.dry_run)
    call.print(call.say("import.dry_run"));
  return code;
}

// ---- add ----
Result<UnitId> unit_option(const Call& call, app::Office& office, const people::Who& who) {
  UnitId unit;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    const auto wanted = call.get("--unit");
    const people::Unit* found = nullptr;
    if (wanted)
      found = tree.find(UnitId{*wanted}) ? tree.find(UnitId{*wanted}) : tree.by_name(*wanted);
    else
      for (const auto& candidate : tree.all())  // the first unit in which this person may write
        if (!found &&
            people::may(who, people::Right::write, candidate.id, tree, office.roles(), office.today()))
          found = &candidate;
    if (!found)
      return fail(wanted ? Code::absent : Code::denied, wanted ? "app.no_unit" : "import.no_right",
                  {{"unit", wanted.value_or("")}});
    unit = found->id;
    return {};
  }));
  return unit;
}

Result<int> add_command(const Call& call) {
  const bool dry = call.has("--dry-run");
  TRY(const auto opened,
      open_office(call, call.rest[0], dry ? app::Office::Access::read : app::Office::Access::write));
  auto& office = *opened.office;
  std::string line;
  for (std::size_t i = 1; i < call.rest.size(); ++i) line += (i > 1 ? " " : "") + call.rest[i];
  TRY(const auto unit, unit_option(call, office, opened.who));
  app::Understood understood;
  std::variant<kinds::Checked, Problems> judged = Problems{};
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    const auto lookups = app::lookups_in(session, office, unit);
    TRY(understood, app::understand_line(office.catalogue(), line, unit, lookups, office.today()));
    judged = kinds::validate(*office.catalogue().find(understood.draft.kind), understood.draft, lookups,
                             office.today());
    return {};
  }));
  const auto kind = understood.draft.kind.text;
  Json out{{"kind", kind}, {"understood", Json::array()}};
  if (!call.json) call.print(call.say("import.understood"));
  for (const auto& piece : understood.pieces) {
    out["understood"].push_back(Json{{"field", piece.field}, {"read", piece.read}});
    if (!call.json)
      call.print(call.say("import.understood_piece",
                          {{"field", field_name(office, call, kind, piece.field)},
                           {"read", piece.read}}));
  }
  for (const auto& remark : understood.remarks)
    if (!call.json) call.print("  " + words::say(call.lang, remark.message));
  if (const auto* problems = std::get_if<Problems>(&judged)) {
    out["problems"] = problems_json(call, *problems);
    for (const auto& p : *problems)
      if (!call.json)
        call.note("  " + field_name(office, call, kind, p.field) + ": " + words::say(call.lang, p.message));
    if (call.json) call.print_json(out);
    return exit_code(Code::invalid);
  }
  if (dry) {
    if (call.json)
      call.print_json(out);
    else
      call.print(call.say("import.dry_run"));
    return 0;
  }
  TRY(const auto answer, app::save_record(office, opened.who, understood.draft));
  if (const auto* refused = std::get_if<app::Refused>(&answer)) {
    for (const auto& p : refused->problems) call.note("  " + words::say(call.lang, p.message));
    return exit_code(Code::invalid);
  }
  TRY_OK(settle(call, office));
  const auto& saved = std::get<app::Saved>(answer);
  out.update(Json{
      {"record", saved.record.text}, {"title", saved.title}, {"state", saved.state}, {"entry", saved.entry}});
  if (saved.happened) out["happened"] = Json{saved.happened->from.iso(), saved.happened->to.iso()};
  if (call.json) return call.print_json(out), 0;
  const auto* state = office.catalogue().find(understood.draft.kind)->state(saved.state);
  call.print(
      call.say("import.saved",
               {{"title", saved.title},
                {"record", saved.record.text},
                {"state", state ? app::name_in(state->names, lang_of(call)) : saved.state},
                {"date", saved.happened ? words::say_date(call.lang, saved.happened->from.iso()) : "—"}}));
  std::string similar;
  for (const auto& record : saved.looks_like) similar += (similar.empty() ? "" : " ") + record.text;
  if (!similar.empty()) call.print(call.say("import.similar", {{"records", similar}}));
  return 0;
}

// ---- batch void ----
Result<int> void_command(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  TRY(const auto done,
      app::void_batch(*opened.office, opened.who, call.rest[1], call.get("--reason").value_or("")));
  TRY_OK(settle(call, *opened.office));
  if (call.json)
    call.print_json(Json{{"records", done.records}, {"already", done.already}});
  else
    call.print(call.say("import.voided", {{"records", std::to_string(done.records)},
                                          {"already", std::to_string(done.already)}}));
  return 0;
}

// ---- export ----
Result<int> export_command(const Call& call) {
  app::ExportRequest request;
  request.out = call.get("--output").value_or("");
  if (request.out.empty()) return fail(Code::invalid, "import.export_format", {{"file", ""}});
  request.kinds = call.all("--kind");
  request.unit = call.get("--unit").value_or("");
  TRY(const auto year, year_option(call));
  if (year) request.first_day = Period::year(*year);
  for (const auto* name : {"--from", "--to"})
    if (const auto text = call.get(name)) {
      const auto day = Date::parse(*text);
      if (!day) return fail(Code::invalid, "import.no_date", {{"read", *text}});
      if (!request.first_day) request.first_day = Period{*Date::of(1900, 1, 1), *Date::of(2199, 12, 31)};
      (std::string_view(name) == "--from" ? request.first_day->from : request.first_day->to) = *day;
    }
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  Progress progress(call, call.say("import.cmd_export"));
  request.progress = [&](std::int64_t records) { progress.at(records, 0); };
  request.how = app::at_the_machine();
  TRY(const auto answer, app::export_records(*opened.office, opened.who, request));
  Json out{{"files", Json::array()}, {"records", answer.records}};
  for (const auto& file : answer.files) out["files"].push_back(file.string());
  if (call.json) return call.print_json(out), 0;
  for (const auto& [kind, count] : answer.records)
    call.print(call.say("import.exported",
                        {{"kind", kind_name(*opened.office, call, kind)}, {"count", std::to_string(count)}}));
  for (const auto& file : answer.files)
    call.print(call.say("import.exported_file", {{"file", file.string()}}));
  return 0;
}
}  // namespace

Commands import_commands() {
  const Option unit{"--unit", "U", "import.opt_unit"}, year{"--year", "Y", "import.opt_year"},
      kind{"--kind", "K", "import.opt_kind"}, dry{"--dry-run", "", "import.opt_dry_run"},
      reason{"--reason", "TEXT", "import.opt_reason"};
  return {
      {"import",
       "DIR FILE… [--kind K] [--profile F] [--unit U] [--year Y] [--sheet S] [--dry-run] [--all]",
       "import.cmd_import",
       {kind,
        {"--profile", "F", "import.opt_profile"},
        unit,
        year,
        {"--sheet", "S", "import.opt_sheet"},
        {"--hidden", "", "import.opt_hidden"},
        {"--allow-duplicates", "", "import.opt_allow_duplicates"},
        reason,
        dry,
        {"--all", "", "import.opt_all"}},
       2,
       1000,
       import_command},
      {"add", "DIR TEXT [--unit U] [--dry-run]", "import.cmd_add", {unit, dry}, 2, 50, add_command},
      {"batch void", "DIR BATCH --reason TEXT", "import.cmd_batch_void", {reason}, 2, 2, void_command},
      {"export",
       "DIR -o FILE.{xlsx,csv,jsonl} [--kind K]… [--unit U] [--year Y] [--from DAY] [--to DAY]",
       "import.cmd_export",
       {{"--output", "FILE", "import.opt_out"},
        kind,
        unit,
        year,
        {"--from", "DAY", "import.opt_from"},
        {"--to", "DAY", "import.opt_to"}},
       1,
       1,
       export_command},
  };
}
}  // namespace youju::cli
