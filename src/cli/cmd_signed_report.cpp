// SPDX-License-Identifier: Apache-2.0
// Commands about signed reports: sign, drift, correct, bundle, adopt.
#include "app/signing.h"
#include "cli/command.h"

namespace youju::cli {
namespace {

// The forms asked for with -o, known before anything is done.
struct Output {
  std::string file, form;
};
Result<std::vector<Output>> outputs_of(const Call& call) {
  std::vector<Output> out;
  for (const auto& file : call.all("--output")) {
    const auto form = std::filesystem::path(file).extension().string();
    if (form != ".docx" && form != ".pdf" && form != ".html") return fail(Code::invalid, "cli.report_form", {{"file", file}});
    out.push_back({file, form.substr(1)});
  }
  return out;
}

Result<void> write_outputs(const std::vector<Output>& outputs, const std::map<std::string, std::string>& bytes) {
  for (const auto& [file, form] : outputs) {
    const auto found = bytes.find(form);
    if (found == bytes.end()) return fail(Code::absent, "cli.report_only_as", {{"file", file}, {"form", bytes.empty() ? "" : bytes.begin()->first}});
    TRY_OK(write_file(file, found->second));
  }
  return {};
}

// What was done stands; what could not follow it is said, with the command that makes up for it. Exit code 1: done, look.
int done_but(const Call& call, const Error& error, std::string_view word, const Args& args) {
  call.note("youju: " + words::say(call.lang, error.message));
  call.note("  " + call.say(word, args));
  return 1;
}

Result<int> sign(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  TRY(const auto done, app::sign_report(*opened.office, opened.who, call.rest[1], call.get("--shown").value_or(""), app::at_the_machine()));
  const Args args{{"number", std::to_string(done.number)}, {"entry", std::to_string(done.entry)}, {"folder", call.rest[0]}};
  if (call.json) {
    Json out{{"report", done.report}, {"number", done.number}, {"entry", done.entry}, {"snapshot", done.snapshot}, {"checkpoint", nullptr}};
    if (!done.unsealed) out["checkpoint"] = done.checkpoint;
    call.print_json(out);
  } else {
    call.print(call.say(done.unsealed ? "cli.signed_only" : "cli.signed", args));
    if (!done.unsealed) call.print(done.checkpoint.substr(0, done.checkpoint.size() - 1));
  }
  return done.unsealed ? done_but(call, *done.unsealed, "cli.signed_not_sealed", args) : 0;
}

Result<int> write_files(const Call& call) {
  TRY(const auto outputs, outputs_of(call));
  if (outputs.empty()) return fail(Code::invalid, "cli.output_needed");
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  std::optional<std::int64_t> notice;
  if (call.has("--notice")) {
    TRY(notice, number_asked(call, "--notice", 1, 1'000'000, 1));
  }
  TRY(const auto bytes, app::report_bytes(*opened.office, opened.who, call.rest[1], notice));
  TRY_OK(write_outputs(outputs, bytes));
  Json files = Json::array();
  for (const auto& [file, form] : outputs) {
    files.push_back(file);
    if (!call.json) call.print(file);
  }
  if (call.json) call.print_json(Json{{"report", call.rest[1]}, {"files", files}});
  return 0;
}

Result<int> drift(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  TRY(const auto found, app::report_drift(*opened.office, call.rest[1]));
  Json out = Json::array();
  for (const auto& d : found) {
    Json causes = Json::array();
    for (const auto& cause : d.causes) causes.push_back(words::say(call.lang, cause));
    out.push_back(Json{{"key", d.key}, {"title", d.title}, {"was", d.was}, {"is", d.is}, {"added", d.added}, {"removed", d.removed}, {"changed", d.changed}, {"causes", causes}});
    if (call.json) continue;
    call.print(call.say("cli.drift_line", {{"title", d.title}, {"was", d.was}, {"is", d.is}}));
    for (const auto& cause : d.causes) call.print("    " + words::say(call.lang, cause));
  }
  if (call.json) call.print_json(Json{{"drift", out}});
  else if (found.empty()) call.print(call.say("cli.no_drift"));
  return found.empty() ? 0 : 1;
}

Result<int> correct(const Call& call) {
  TRY(const auto outputs, outputs_of(call));
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  TRY(const auto notice, app::correct_report(*opened.office, opened.who, call.rest[1], app::at_the_machine()));
  TRY_OK(settle(call, *opened.office));
  const Args args{{"no", std::to_string(notice.no)}, {"entry", std::to_string(notice.entry)}, {"folder", call.rest[0]}, {"report", call.rest[1]}};
  if (call.json) call.print_json(Json{{"no", notice.no}, {"entry", notice.entry}});
  else call.print(call.say("cli.notice_issued", args));
  if (const auto written = write_outputs(outputs, notice.bytes); !written) return done_but(call, written.error(), "cli.notice_not_written", args);
  return 0;
}

Result<int> bundle(const Call& call) {
  const auto out = call.get("--output");
  if (!out) return fail(Code::invalid, "cli.output_needed");
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  TRY(const auto done, app::bundle_report(*opened.office, opened.who, call.rest[1], *out, app::at_the_machine()));
  if (call.json) call.print_json(Json{{"file", *out}, {"entries", done.entries}, {"evidence", done.evidence}, {"left_out", done.left_out}});
  else call.print(call.say("cli.bundled", {{"file", *out}, {"entries", std::to_string(done.entries)}, {"evidence", std::to_string(done.evidence)}}));
  return 0;
}

Result<int> adopt(const Call& call) {
  const auto report = call.get("--report");
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  std::string id = report.value_or("");
  if (id.empty()) {
    TRY(const auto made, app::list_reports(*opened.office));
    if (made.empty()) return fail(Code::absent, "app.no_report", {{"report", "-"}});
    id = made.front().id;
  }
  TRY(const auto done, app::adopt_report(*opened.office, opened.who, id, call.rest[1]));
  const auto figures = [](const std::vector<app::AdoptedFigure>& list) {
    Json out = Json::array();
    for (const auto& f : list) out.push_back(Json{{"key", f.key}, {"title", f.title}, {"was", f.was}, {"is", f.is}});
    return out;
  };
  if (call.json) {
    call.print_json(Json{{"report", done.made.id}, {"shown", done.made.shown}, {"digest", done.made.adopted}, {"found", figures(done.found)}, {"changed", figures(done.changed)}, {"missing", figures(done.missing)}, {"other_numbers", done.other_numbers}});
  } else {
    call.print(call.say("cli.adopted", {{"found", std::to_string(done.found.size())}, {"changed", std::to_string(done.changed.size())}, {"missing", std::to_string(done.missing.size())}}));
    for (const auto& f : done.changed) call.print("  " + call.say("cli.adopted_changed", {{"title", f.title}, {"was", f.was}, {"is", f.is}}));
    for (const auto& f : done.missing) call.print("  " + call.say("cli.adopted_missing", {{"title", f.title}, {"was", f.was}}));
    for (const auto& text : done.other_numbers) call.print("  " + call.say("cli.adopted_other", {{"text", text}}));
    call.print("  " + call.say("cli.report_shown", {{"report", done.made.id}, {"shown", done.made.shown}}));
  }
  return done.changed.empty() && done.missing.empty() && done.other_numbers.empty() ? 0 : 1;
}
}  // namespace

Commands signed_report_commands();
Commands signed_report_commands() {
  const Option output{"--output", "FILE", "cli.option_output"};
  return {
      {"report sign", "DIR REPORT --shown DIGEST", "cli.help_report_sign", {{"--shown", "DIGEST", "cli.option_shown"}}, 2, 2, sign},
      {"report file", "DIR REPORT [--notice NO] -o FILE.{docx,pdf,html}…", "cli.help_report_file", {{"--notice", "NO", "cli.option_notice"}, output}, 2, 2, write_files},
      {"report drift", "DIR REPORT", "cli.help_report_drift", {}, 2, 2, drift},
      {"report correct", "DIR REPORT [-o FILE]…", "cli.help_report_correct", {output}, 2, 2, correct},
      {"report bundle", "DIR REPORT -o FILE.zip", "cli.help_report_bundle", {output}, 2, 2, bundle},
      {"report adopt", "DIR FILE.docx [--report REPORT]", "cli.help_report_adopt", {{"--report", "REPORT", "cli.option_report"}}, 2, 2, adopt},
  };
}
}  // namespace youju::cli
