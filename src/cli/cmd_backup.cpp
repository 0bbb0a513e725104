// SPDX-License-Identifier: Apache-2.0
// Commands that keep an office: backup, restore, rehearse.
#include <charconv>

#include "app/keeping.h"
#include "app/nightly.h"
#include "base/io.h"
#include "cli/command.h"

namespace youju::cli {
namespace {

// The passphrase is the first line of a file: never in the arguments, where others could read it.
Result<std::string> read_passphrase(const Call& call) {
  const auto file = call.get("--passphrase-file");
  if (!file) return fail(Code::invalid, "backup.passphrase_needed");
  TRY(const auto text, read_file(*file, 4096));
  return text.substr(0, text.find_first_of("\r\n"));
}

std::string number(std::int64_t n) { return std::to_string(n); }

Result<int> backup(const Call& call) {
  const auto out = call.get("--output");
  if (!out) return fail(Code::invalid, "backup.output_needed");
  TRY(const auto passphrase, read_passphrase(call));
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  Progress progress(call, call.say("backup.backing_up"));
  TRY(const auto done, app::back_up(*opened.office, opened.who, *out, passphrase, [&](std::int64_t at, std::int64_t of) { progress.at(at, of); }));
  if (call.json) {
    call.print_json(Json{{"file", *out}, {"log_size", done.log_size}, {"files", done.files}, {"bytes", done.bytes}, {"engine", done.engine}});
    return 0;
  }
  call.print(call.say("backup.done", {{"file", *out}, {"entries", number(done.log_size)}, {"files", number(done.files)}, {"mib", number(done.bytes >> 20)}}));
  call.print("  " + call.say("backup.keep_passphrase"));
  return 0;
}

// Two people of the office that is put back, and why.
Result<app::RestoreRequest::Loss> read_loss(const Call& call) {
  const auto login = call.get("--second"), file = call.get("--second-password-file"), reason = call.get("--reason");
  if (!login || !file || !reason) return fail(Code::invalid, "backup.second_needed");
  TRY(const auto text, read_file(*file, 4096));
  const auto password = text.substr(0, text.find_first_of("\r\n"));
  app::RestoreRequest::Loss loss;
  loss.who = [&call](app::Office& office) { return sign_in(call, office); };
  loss.second = [login = *login, password](app::Office& office) {
    return people::sign_in_password(office.database(), login, password, "", office.world().clock->now());
  };
  loss.reason = *reason;
  return loss;
}

Result<int> restore(const Call& call) {
  app::RestoreRequest request;
  request.archive = call.rest[0];
  request.folder = call.rest[1];
  TRY(request.passphrase, read_passphrase(call));
  request.database = call.get("--database").value_or("");
  request.with_findings = call.has("--with-findings");
  if (const auto anchor = call.get("--anchor")) {
    TRY(request.anchor, read_file(*anchor, 1u << 20));
  }
  if (call.has("--give-up-newer")) {
    TRY(request.loss, read_loss(call));
  }
  Progress progress(call, call.say("backup.restoring"));
  TRY(const auto done, app::restore_office(request, World{}, [&](std::int64_t at, std::int64_t of) { progress.at(at, of); }));
  Json cleared = Json::array();
  for (const auto& folder : done.cleared) {
    cleared.push_back(folder.string());
    if (!call.json) call.print(call.say("backup.cleared", {{"folder", folder.string()}}));
  }
  if (call.json) {
    Json findings = Json::array();
    for (const auto& f : done.findings) findings.push_back(Json{{"what", f.what}, {"where", f.where}});
    call.print_json(Json{{"folder", request.folder.string()}, {"entries", done.entries}, {"log_size", done.log_size}, {"evidence_files", done.evidence_files},
                         {"made_at", done.made_at}, {"rebuilt", done.rebuilt}, {"findings", findings}, {"entry", done.entry}, {"had", done.had}, {"aside", done.aside.string()}, {"cleared", cleared}});
    return done.findings.empty() ? 0 : exit_code(Code::corrupt);
  }
  call.print(call.say("backup.restored", {{"folder", request.folder.string()}, {"entries", number(done.entries)}, {"files", number(done.evidence_files)}, {"made_at", done.made_at}}));
  for (const auto& f : done.findings) call.print("  ✗ " + f.where + ": " + words::say(call.lang, f.message));
  if (done.entry > 0) call.print("  " + call.say("backup.gave_up", {{"entry", number(done.entry)}, {"had", number(done.had)}}));
  if (!done.aside.empty()) call.print("  " + call.say("backup.kept_aside", {{"folder", done.aside.string()}}));
  call.print("  " + call.say("backup.one_office"));
  return done.findings.empty() ? 0 : exit_code(Code::corrupt);
}

Result<int> rehearse(const Call& call) {
  TRY(const auto passphrase, read_passphrase(call));
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  Progress progress(call, call.say("backup.rehearsing"));
  TRY(const auto done, app::rehearse(*opened.office, opened.who, passphrase, [&](std::int64_t at, std::int64_t of) { progress.at(at, of); }));
  if (call.json) {
    Json differing = Json::array();
    for (const auto& d : done.differing) differing.push_back(Json{{"expression", d.expression}, {"here", d.here}, {"restored", d.restored}});
    call.print_json(Json{{"good", done.differing.empty()}, {"log_size", done.backup.log_size}, {"entries", done.restored.entries}, {"evidence_files", done.restored.evidence_files},
                         {"archive_bytes", done.archive_bytes}, {"backup_ms", done.backup_ms}, {"restore_ms", done.restore_ms}, {"figures", done.figures}, {"differing", differing}});
    return done.differing.empty() ? 0 : exit_code(Code::corrupt);
  }
  call.print(call.say("backup.rehearsed", {{"entries", number(done.restored.entries)}, {"files", number(done.restored.evidence_files)},
                                           {"backup_s", fmt::format("{:.1f}", static_cast<double>(done.backup_ms) / 1000)},
                                           {"restore_s", fmt::format("{:.1f}", static_cast<double>(done.restore_ms) / 1000)}}));
  for (const auto& d : done.differing) call.print("  ✗ " + d.expression + ": " + d.here + " ≠ " + d.restored);
  if (done.differing.empty()) call.print(call.say("backup.rehearsal_good", {{"figures", number(done.figures)}}));
  else call.print(call.say("backup.rehearsal_bad", {{"n", number(static_cast<std::int64_t>(done.differing.size()))}}));
  return done.differing.empty() ? 0 : exit_code(Code::corrupt);
}

Result<int> nightly(const Call& call) {
  const auto out = call.get("--to");
  if (!out) return fail(Code::invalid, "nightly.to_needed");
  app::NightlyRequest request{*out, {}, 14};
  TRY(request.passphrase, read_passphrase(call));
  TRY(const auto keep, number_asked(call, "--keep", 1, 10'000, request.keep));
  request.keep = static_cast<int>(keep);
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  Progress progress(call, call.say("nightly.running"));
  const auto started = opened.office->world().clock->now();
  auto round = app::run_nightly(*opened.office, opened.who, request, [&](std::int64_t at, std::int64_t of) { progress.at(at, of); });
  TRY_OK(app::remember_night(*opened.office, opened.who, started, round));
  TRY(const auto done, std::move(round));
  if (call.json) {
    Json steps = Json::array();
    for (const auto& step : done.steps) steps.push_back(Json{{"name", step.name}, {"good", step.good}, {"message", words::say(call.lang, step.message)}});
    call.print_json(Json{{"good", done.good()}, {"archive", done.archive.string()}, {"steps", steps}});
  } else {
    for (const auto& step : done.steps) call.print((step.good ? "✓ " : "✗ ") + words::say(call.lang, step.message));
    call.print(call.say(done.good() ? "nightly.good" : "nightly.bad"));
  }
  return done.good() ? 0 : done.damage() ? exit_code(Code::corrupt) : 1;
}
}  // namespace

Commands backup_commands() {
  const Option passphrase{"--passphrase-file", "FILE", "backup.option_passphrase"};
  return {
      {"backup", "DIR -o FILE --passphrase-file F", "backup.help_backup", {{"--output", "FILE", "backup.option_output"}, passphrase}, 1, 1, backup},
      {"restore", "FILE DIR --passphrase-file F [--database ADDRESS] [--anchor FILE] [--give-up-newer --second LOGIN --second-password-file F --reason TEXT]", "backup.help_restore",
       {passphrase, {"--database", "ADDRESS", "cli.option_database"}, {"--with-findings", "", "backup.option_with_findings"}, {"--anchor", "FILE", "cli.option_anchor"},
        {"--give-up-newer", "", "backup.option_give_up"}, {"--second", "LOGIN", "backup.option_second"}, {"--second-password-file", "FILE", "erase.option_second_password"},
        {"--reason", "TEXT", "backup.option_reason"}}, 2, 2, restore},
      {"rehearse", "DIR --passphrase-file F", "backup.help_rehearse", {passphrase}, 1, 1, rehearse},
      {"nightly", "DIR --to FOLDER --passphrase-file F [--keep N]", "nightly.help", {{"--to", "FOLDER", "nightly.option_to"}, passphrase, {"--keep", "N", "nightly.option_keep"}}, 1, 1, nightly},
  };
}
}  // namespace youju::cli
