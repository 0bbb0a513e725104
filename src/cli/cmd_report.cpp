// SPDX-License-Identifier: Apache-2.0
// Commands about reports.
#include "app/layouts.h"
#include "app/reports.h"
#include "cli/command.h"

namespace youju::cli {
namespace {

Result<app::ReportRequest> request_of(const Call& call) {
  app::ReportRequest request;
  const auto templ = call.get("--template");
  if (!templ) return fail(Code::invalid, "cli.template_needed");
  request.templ = *templ;
  TRY(const auto year, year_asked(call));
  if (!year) return fail(Code::invalid, "cli.option_needed", {{"option", "--year"}});
  request.year = *year;
  TRY(const auto quarter, number_asked(call, "--quarter", 1, 4, 0));
  request.quarter = static_cast<int>(quarter);
  request.unit = call.get("--unit");
  request.revisions = call.has("--revisions");
  if (const auto day = call.get("--date")) {
    request.day = Date::parse(*day);
    if (!request.day) return fail(Code::invalid, "cli.bad_date", {{"date", *day}});
  }
  return request;
}

Json figures_json(const app::ReportFiles& files) {
  Json out = Json::array();
  for (const auto& f : files.filled.figures) {
    out.push_back(Json{{"key", f.key}, {"title", f.title}, {"text", f.text}, {"code", f.short_code}, {"expr", f.figure.expr}, {"records", f.figure.of_size}});
  }
  return out;
}

Result<int> make(const Call& call) {
  TRY(auto request, request_of(call));
  const auto outputs = call.all("--output");
  if (outputs.empty()) return fail(Code::invalid, "cli.output_needed");
  std::vector<std::pair<std::filesystem::path, std::string>> wanted;
  for (const auto& output : outputs) {
    const std::filesystem::path path(output);
    auto form = path.extension().string();
    form = form.empty() ? form : form.substr(1);
    if (form != "docx" && form != "pdf" && form != "html") return fail(Code::invalid, "cli.report_form", {{"file", output}});
    wanted.emplace_back(path, form);
  }
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  TRY_OK(opened.office->read([&](db::Session& session) -> Result<void> {
    TRY(request.at, size_asked(call, *opened.office, session));
    return {};
  }));
  TRY(const auto files, app::make_report(*opened.office, opened.who, request));
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto form = files.bytes.find(wanted[i].second);
    auto written = form == files.bytes.end() ? Result<void>(fail(Code::absent, "cli.report_only_as", {{"file", wanted[i].first.string()}, {"form", files.bytes.begin()->first}}))
                                             : write_file(wanted[i].first, form->second);
    if (written) continue;
    std::error_code ignored;  // all the files asked for, or none
    for (std::size_t k = 0; k < i; ++k) std::filesystem::remove(wanted[k].first, ignored);
    return fail(std::move(written).error());
  }
  if (call.json) {
    call.print_json(Json{{"report", files.made.id}, {"title", files.made.title}, {"at", files.made.at}, {"code", files.filled.document.short_code},
                         {"shown", files.made.shown}, {"files", files.made.files}, {"figures", figures_json(files)}});
    return 0;
  }
  call.print(call.say("cli.report_made", {{"title", files.made.title}, {"figures", std::to_string(files.filled.figures.size())}, {"at", std::to_string(files.made.at)}}));
  for (const auto& [path, form] : wanted) call.print("  " + path.string());
  call.print("  " + call.say("cli.report_shown", {{"report", files.made.id}, {"shown", files.made.shown}}));
  return 0;
}

Result<int> list(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  TRY(const auto reports, app::list_reports(*opened.office));
  Json out = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& made : reports) {
    out.push_back(Json{{"report", made.id}, {"title", made.title}, {"at", made.at}, {"made_at", made.made_at.iso()}, {"made_by", made.made_by.text}, {"shown", made.shown}, {"files", made.files}});
    rows.push_back({made.id, made.made_at.shanghai_text(), std::to_string(made.at), made.title});
  }
  if (call.json) call.print_json(Json{{"reports", out}});
  for (const auto& line : table_lines({call.say("cli.column_report"), call.say("cli.column_made"), call.say("cli.column_at"), call.say("cli.column_title")}, rows, {2})) {
    if (!call.json) call.print(line);
  }
  return 0;
}

Result<int> templates(const Call& call) {
  TRY(const auto office, app::Office::open(call.rest[0], app::Office::Access::read));
  Json out = Json::array();
  for (const auto& [id, file] : app::templates_of(*office)) {
    out.push_back(Json{{"id", id}, {"file", file.string()}});
    if (!call.json) call.print(id + "  " + file.string());
  }
  TRY(const auto own, app::layouts(*office, "docx"));
  for (const auto& layout : own) {
    out.push_back(Json{{"id", layout.id}, {"version", layout.version}, {"title", layout.facts.title}});
    if (!call.json) call.print(layout.id + "  " + call.say("cli.own_template", {{"title", layout.facts.title}, {"version", std::to_string(layout.version)}}));
  }
  if (call.json) call.print_json(Json{{"templates", out}});
  return 0;
}
}  // namespace

Commands signed_report_commands();  // cmd_signed_report.cpp

Commands report_commands() {
  Commands commands{
      {"report make", "DIR --template T --year Y [--quarter Q] [--unit U] [--at SIZE] [--date DAY] [--revisions] -o FILE.{docx,pdf,html}…", "cli.help_report_make",
       {{"--template", "T", "cli.option_template"}, {"--year", "Y", "cli.option_year"}, {"--quarter", "Q", "cli.option_quarter"}, {"--unit", "U", "cli.option_unit"},
        {"--at", "SIZE", "cli.option_at"}, {"--date", "DAY", "cli.option_date"}, {"--revisions", "", "cli.option_revisions"}, {"--output", "FILE", "cli.option_output"}}, 1, 1, make},
      {"report list", "DIR", "cli.help_report_list", {}, 1, 1, list},
      {"report templates", "DIR", "cli.help_report_templates", {}, 1, 1, templates},
  };
  for (auto& command : signed_report_commands()) commands.push_back(std::move(command));
  return commands;
}
}  // namespace youju::cli
