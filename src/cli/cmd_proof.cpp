// SPDX-License-Identifier: Apache-2.0
// Commands by which nobody needs to be trusted: verify, sample, proof, log.
#include "app/proof.h"
#include "app/records.h"
#include "cli/command.h"

namespace youju::cli {
Result<int> verify_bundle_file(const Call& call);  // cmd_bundle.cpp

namespace {
Json finding_json(const ledger::Finding& f) {
  return Json{{"what", f.what}, {"where", f.where}, {"message", {{"zh", words::say(words::Lang::zh, f.message)}, {"en", words::say(words::Lang::en, f.message)}}}};
}

Result<int> verify_folder(const Call& call) {
  TRY(const auto office, app::Office::open(call.rest[0], app::Office::Access::read));
  std::optional<std::string> anchor;
  if (const auto file = call.get("--anchor")) {
    TRY(anchor, read_file(*file, 1u << 20));
  }
  Progress progress(call, call.say("cli.verifying"));
  TRY(const auto done, app::verify_office(*office, anchor, [&](std::int64_t at, std::int64_t of) { progress.at(at, of); }));
  const auto& log = done.log;
  if (call.json) {
    Json findings = Json::array();
    for (const auto& f : log.findings) findings.push_back(finding_json(f));
    for (const auto& f : done.tables) findings.push_back(finding_json(f));
    for (const auto& f : done.security) findings.push_back(finding_json(f));
    Json restores = Json::array(), keys = Json::array();
    for (const auto& r : log.restores) restores.push_back(Json{{"entry", r.entry}, {"size", r.size}, {"had", r.had}, {"actor", r.actor}, {"second", r.second}, {"reason", r.reason}});
    for (const auto& k : log.key_changes) keys.push_back(Json{{"entry", k.entry}, {"vkey", k.vkey}, {"second", k.second}});
    call.print_json(Json{{"good", done.good()}, {"entries", log.entries}, {"payloads", log.payloads}, {"erased", log.erased}, {"evidence_files", log.evidence_files},
                         {"checkpoints", log.checkpoints}, {"unsealed", log.unsealed}, {"root", log.root_hex}, {"restores", restores}, {"key_changes", keys}, {"findings", findings}});
  } else {
    call.print(call.say("cli.verified", {{"entries", std::to_string(log.entries)}, {"payloads", std::to_string(log.payloads)}, {"erased", std::to_string(log.erased)},
                                         {"files", std::to_string(log.evidence_files)}, {"checkpoints", std::to_string(log.checkpoints)}}));
    if (log.unsealed > 0) call.print("  " + call.say("cli.unsealed", {{"n", std::to_string(log.unsealed)}}));
    for (const auto& r : log.restores) {
      call.print("  " + call.say("cli.verify_restored", {{"entry", std::to_string(r.entry)}, {"size", std::to_string(r.size)}, {"had", std::to_string(r.had)}, {"actor", r.actor}, {"second", r.second}, {"reason", r.reason}}));
    }
    for (const auto& k : log.key_changes) call.print("  " + call.say("cli.verify_key_changed", {{"entry", std::to_string(k.entry)}, {"second", k.second}}));
    for (const auto* list : {&log.findings, &done.tables, &done.security}) {
      for (const auto& f : *list) call.print("  ✗ " + f.where + ": " + words::say(call.lang, f.message));
    }
    call.print(call.say(done.good() ? "cli.verify_good" : "cli.verify_bad"));
    if (!anchor) call.print("  " + call.say("cli.verify_no_anchor"));
  }
  return done.good() ? 0 : exit_code(Code::corrupt);
}

Result<int> verify(const Call& call) {
  std::error_code ignored;
  if (std::filesystem::is_regular_file(call.rest[0], ignored)) return verify_bundle_file(call);
  if (!std::filesystem::exists(call.rest[0], ignored)) return fail(Code::absent, "base.file_absent", {{"file", call.rest[0]}});
  return verify_folder(call);
}

Result<int> sample(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  TRY(const auto n, number_asked(call, "--count", 1, 10'000, 10));
  TRY(const auto year, year_asked(call));
  TRY(const auto drawn, app::draw_sample(*opened.office, static_cast<int>(n), year ? std::optional(Period::year(*year)) : std::nullopt));
  if (call.json) {
    Json records = Json::array();
    for (std::size_t i = 0; i < drawn.drawn.size(); ++i) {
      const auto& row = drawn.drawn[i];
      records.push_back(Json{{"place", drawn.places[i]}, {"id", row.record.text}, {"kind", row.kind.text}, {"date", row.happened ? row.happened->from.iso() : ""}, {"title", row.title}, {"entry", row.entry}});
    }
    call.print_json(Json{{"seed", drawn.seed}, {"population", drawn.population}, {"checkpoint", drawn.checkpoint}, {"records", records}});
    return 0;
  }
  call.print(call.say("cli.sample_head", {{"n", std::to_string(drawn.drawn.size())}, {"population", std::to_string(drawn.population)}, {"seed", drawn.seed}}));
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < drawn.drawn.size(); ++i) {
    const auto& row = drawn.drawn[i];
    const auto* kind = opened.office->catalogue().find(row.kind);
    rows.push_back({std::to_string(drawn.places[i]), row.happened ? row.happened->from.iso() : "—", kind ? app::name_in(kind->names, lang_of(call)) : row.kind.text, row.record.text, row.title});
  }
  for (const auto& line : table_lines({call.say("cli.column_place"), call.say("cli.column_date"), call.say("cli.column_kind"), call.say("cli.column_record"), call.say("cli.column_title")}, rows, {0})) call.print(line);
  return 0;
}

Result<int> proof(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  TRY(const auto text, app::record_proof(*opened.office, RecordId{call.rest[1]}));
  if (const auto file = call.get("--output")) {
    TRY_OK(write_file(*file, text));
    call.note(*file);
  } else if (!call.json) {
    call.print(text.substr(0, text.size() - 1));
  }
  if (call.json) call.print_json(Json{{"record", call.rest[1]}, {"proof", text}});
  return 0;
}

Result<int> log_tiles(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  const auto out = call.get("--output");
  if (!out) return fail(Code::invalid, "cli.output_needed");
  TRY_OK(app::write_log(*opened.office, *out));
  if (call.json) call.print_json(Json{{"folder", *out}});
  else call.print(*out);
  return 0;
}

Result<int> seal(const Call& call) {
  TRY(const auto office, app::Office::open(call.rest[0], app::Office::Access::write));
  TRY(const auto note, office->ledger().seal(true));
  if (call.json) call.print_json(Json{{"checkpoint", note}});
  else call.print(note.substr(0, note.size() - 1));
  return 0;
}
}  // namespace

Commands proof_commands() {
  const Option output{"--output", "OUT", "cli.option_output"};
  return {
      {"verify", "DIR|BUNDLE.zip [--anchor FILE]", "cli.help_verify", {{"--anchor", "FILE", "cli.option_anchor"}, {"--vkey", "VKEY", "cli.option_vkey"}}, 1, 1, verify},
      {"sample", "DIR -n N [--year Y]", "cli.help_sample", {{"--count", "N", "cli.option_count"}, {"--year", "Y", "cli.option_year"}}, 1, 1, sample},
      {"proof", "DIR RECORD [-o FILE]", "cli.help_proof", {output}, 2, 2, proof},
      {"log", "DIR -o OUT", "cli.help_log", {output}, 1, 1, log_tiles},
      {"seal", "DIR", "cli.help_seal", {}, 1, 1, seal},
  };
}
}  // namespace youju::cli
