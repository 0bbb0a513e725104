// SPDX-License-Identifier: Apache-2.0
// Commands that make and keep an office: init, search, rebuild, selfcheck.

#include "app/app.h"
#include "app/leftovers.h"
#include "app/records.h"
#include "base/text.h"
#include "cli/command.h"

namespace youju::cli {
namespace {

Result<int> init(const Call& call) {
  app::InitRequest request;
  request.folder = call.rest[0];
  request.packs = call.all("--pack");
  if (request.packs.empty()) return fail(Code::invalid, "cli.pack_needed");
  request.unit = call.get("--unit").value_or(call.say("cli.default_unit"));
  request.database = call.get("--database").value_or("");
  request.os_user = os_user();
  if (const auto day = call.get("--go-live")) {
    request.go_live = Date::parse(*day);
    if (!request.go_live) return fail(Code::invalid, "cli.bad_date", {{"date", *day}});
  }
  TRY(const auto made, app::init_office(request, World{}));
  if (call.json) {
    Json codes = Json::array();
    for (const auto& code : made.codes) codes.push_back(Json{{"login", code.login}, {"role", code.role}, {"code", code.code}});
    call.print_json(Json{{"folder", made.folder.string()}, {"codes", codes}});
    return 0;
  }
  call.print(call.say("cli.init_done", {{"folder", made.folder.string()}, {"unit", request.unit}}));
  for (const auto& code : made.codes) call.print("  " + call.say("cli.init_code", {{"login", code.login}, {"role", code.role}, {"code", code.code}}));
  call.print(call.say("cli.init_next", {{"folder", made.folder.string()}}));
  return 0;
}

Result<int> search(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  auto& office = *opened.office;
  TRY(const auto limit, number_asked(call, "--count", 1, 1000, 50));
  if (trim(call.rest[1]).empty()) return fail(Code::invalid, "cli.nothing_to_find");
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    std::vector<UnitId> units;
    for (const auto& unit : tree.all()) {
      if (people::may(opened.who, people::Right::read, unit.id, tree, office.roles(), office.today())) units.push_back(unit.id);
    }
    if (units.empty()) return fail(Code::denied, "cli.nothing_readable");
    if (units.size() == tree.all().size()) units.clear();
    TRY(const auto answer, index::search(session, call.rest[1], units, static_cast<int>(limit)));
    if (call.json) {
      Json found = Json::array();
      for (const auto& hit : answer.found) {
        found.push_back(Json{{"id", hit.row.record.text}, {"kind", hit.row.kind.text}, {"date", hit.row.happened ? hit.row.happened->from.iso() : ""}, {"title", hit.row.title}, {"snippet", hit.snippet}});
      }
      call.print_json(Json{{"found", found}, {"trailing", answer.trailing}});
      return {};
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& hit : answer.found) {
      const auto* kind = office.catalogue().find(hit.row.kind);
      rows.push_back({hit.row.happened ? hit.row.happened->from.iso() : "—", kind ? app::name_in(kind->names, call.lang == words::Lang::zh ? "zh" : "en") : hit.row.kind.text, hit.row.record.text, hit.snippet.empty() ? hit.row.title : hit.snippet});
    }
    for (const auto& line : table_lines({call.say("cli.column_date"), call.say("cli.column_kind"), call.say("cli.column_record"), call.say("cli.column_title")}, rows)) call.print(line);
    if (rows.empty()) call.print(call.say("cli.nothing_found", {{"text", call.rest[1]}}));
    if (answer.trailing > 0) call.note(call.say("cli.search_trailing", {{"n", std::to_string(answer.trailing)}}));
    return {};
  }));
  return 0;
}

Result<int> rebuild(const Call& call) {
  TRY(const auto office, app::Office::open(call.rest[0], app::Office::Access::write));
  Progress progress(call, call.say("cli.rebuilding"));
  TRY(const auto entries, office->rebuild([&](std::int64_t done, std::int64_t of) { progress.at(done, of); }));
  if (call.json) call.print_json(Json{{"entries", entries}});
  else call.print(call.say("cli.rebuilt", {{"entries", std::to_string(entries)}}));
  return 0;
}

Result<int> selfcheck(const Call& call) {
  TRY(const auto office, app::Office::open(call.rest[0], app::Office::Access::read));
  TRY_OK(office->database().check_storage());
  Json out = Json::object();
  std::vector<std::vector<std::string>> rows;
  for (const auto& [name, value] : office->database().settings_in_force()) {
    out[name] = value;
    rows.push_back({name, value});
  }
  Json scratch = Json::array();
  for (const auto& folder : app::left_scratch(app::scratch_places(*office), office->world().clock->now())) {
    const auto left = app::look_at(folder);
    if (left.in_use) continue;  // a back-up or restore is running
    scratch.push_back(Json{{"folder", folder.string()}, {"schema", left.schema}, {"office", left.an_office}});
    call.note("youju: " + call.say(left.an_office ? "cli.office_left" : left.schema.empty() ? "cli.scratch_left" : "cli.schema_left",
                                   {{"folder", folder.string()}, {"schema", left.schema}}));
  }
  if (call.json) call.print_json(Json{{"settings", out}, {"scratch", scratch}});
  for (const auto& line : table_lines({}, rows)) {
    if (!call.json) call.print(line);
  }
  return 0;
}
}  // namespace

Commands upkeep_commands() {
  return {
      {"init", "DIR --pack P [--unit NAME] [--go-live DATE] [--database ADDRESS]", "cli.help_init",
       {{"--pack", "P", "cli.option_pack"}, {"--unit", "NAME", "cli.option_unit_name"}, {"--go-live", "DATE", "cli.option_go_live"}, {"--database", "ADDRESS", "cli.option_database"}}, 1, 1, init},
      {"search", "DIR TEXT [-n N]", "cli.help_search", {{"--count", "N", "cli.option_count"}}, 2, 2, search},
      {"rebuild", "DIR", "cli.help_rebuild", {}, 1, 1, rebuild},
      {"selfcheck", "DIR", "cli.help_selfcheck", {}, 1, 1, selfcheck},
  };
}
}  // namespace youju::cli
