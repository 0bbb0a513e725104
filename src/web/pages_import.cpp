// SPDX-License-Identifier: Apache-2.0
// Import on screen: files are sent, what was understood is shown, and only then written.
#include "app/import.h"
#include "app/records.h"
#include "base/io.h"
#include "view/import.h"
#include "web/handlers_ledger.h"
#include "web/handlers_office.h"
#include "web/uploads.h"

namespace youju::web {
namespace {
constexpr std::size_t kImportRowsShown = 200;

std::string import_kind_name(const Ask& ask, const std::string& id) {
  if (id == app::kRoster) return ask.here.say("import.roster");
  return kind_name(ask, KindId{id});
}

std::string import_field_name(const Ask& ask, const std::string& kind_id, const std::string& field) {
  static constexpr std::pair<std::string_view, const char*> kColumns[] = {{"unit", "figures.column_unit"}, {"state", "cli.column_state"},
                                                                          {"id", "cli.column_record"},     {"name", "cli.column_name"},
                                                                          {"from", "import.roster_from"},  {"to", "import.roster_to"}};
  if (field.empty()) return {};
  if (field == "kind") return ask.here.say("cli.column_kind");
  if (const auto* kind = ask.office.catalogue().find(KindId{kind_id})) {
    if (field == "happened") return kind->happened_names.empty() ? ask.here.say("importpage.day") : app::name_in(kind->happened_names, ask.lang_id());
    if (const auto* known = kind->field(field)) return app::name_in(known->names, ask.lang_id());
  }
  for (const auto& [id, word] : kColumns)
    if (field == id) return ask.here.say(word);
  return field;
}

// What a column of a kind can be said to be.
std::vector<std::pair<std::string, std::string>> import_fields_of(const Ask& ask, const std::string& kind_id) {
  std::vector<std::pair<std::string, std::string>> out{{"-", ask.here.say("importpage.not_imported")}};
  const auto offer = [&](const std::string& id) { out.emplace_back(id, import_field_name(ask, kind_id, id)); };
  if (kind_id == app::kRoster) {
    for (const auto* id : {"name", "unit", "from", "to"}) offer(id);
    return out;
  }
  const auto* kind = ask.office.catalogue().find(KindId{kind_id});
  if (kind == nullptr) return {};
  offer("happened");
  for (const auto& field : kind->fields)
    if (field.type != kinds::FieldType::file) offer(field.id);
  for (const auto* id : {"unit", "state", "kind", "id"}) offer(id);
  return out;
}

view::ImportSheet import_sheet_of(const Ask& ask, const app::SheetPlan& plan, std::size_t file, std::size_t sheet) {
  view::ImportSheet out;
  out.name = plan.sheet.empty() ? ask.here.say("import.the_table") : plan.sheet;
  if (!plan.left_out.empty()) {
    out.left_out = ask.here.say(plan.left_out);
    if (plan.columns.empty()) return out;
  }
  out.fields = import_fields_of(ask, plan.kind);
  out.kind = import_kind_name(ask, plan.kind);
  out.year = plan.year ? std::to_string(*plan.year) : "";
  out.unit = ask.unit_name(plan.unit);
  out.profile = plan.profile;
  out.sure = static_cast<int>(plan.confidence * 100);
  out.header_row = plan.header_row;
  for (const auto& column : plan.columns) {
    const auto control = "m-" + std::to_string(file) + "-" + std::to_string(sheet) + "-" + std::to_string(column.column);
    out.columns.push_back({column.header, import_field_name(ask, plan.kind, column.field), static_cast<int>(column.confidence * 100), column.field, control});
  }
  return out;
}

view::ImportRow import_row_of(const Ask& ask, const app::FileReport& report, const app::RowResult& row) {
  const auto fate = std::string(app::fate_name(row.fate));
  view::ImportRow out{row.sheet, fate, ask.here.say("import.fate_" + fate), row.title, row.record.text, row.row, {}};
  if (row.fate == app::RowFate::accepted) out.record.clear();  // of a dry run: it is not there yet
  std::string kind;
  for (const auto& plan : report.sheets)
    if (plan.sheet == row.sheet) kind = plan.kind;
  for (const auto* list : {&row.problems, &row.remarks})
    for (const auto& problem : *list) {
      const auto field = import_field_name(ask, kind, problem.field);
      out.problems.push_back((field.empty() ? "" : field + (ask.here.chinese() ? "：" : ": ")) + ask.here.say(problem.message));
    }
  return out;
}

view::ImportFile import_file_of(const Ask& ask, const app::FileReport& report, std::size_t file) {
  view::ImportFile out;
  out.name = report.file.filename().string();
  out.format = report.format + (report.encoding.empty() ? "" : " " + report.encoding);
  out.batch = report.batch;
  if (report.error) out.error = ask.here.say(report.error->message);
  for (std::size_t n = 0; n < report.sheets.size(); ++n)
    if (report.sheets[n].left_out != "import.empty_sheet") out.sheets.push_back(import_sheet_of(ask, report.sheets[n], file, n));
  for (const auto& [fate, count] : report.counts)
    if (count > 0) out.counts.emplace_back(ask.here.say("import.fate_" + std::string(app::fate_name(fate))), count);
  for (const auto& row : report.rows) {
    const bool telling = row.fate == app::RowFate::unclear || row.fate == app::RowFate::duplicate || row.fate == app::RowFate::changed ||
                         (!row.remarks.empty() && row.fate == app::RowFate::accepted);
    if (!telling) continue;
    if (out.rows.size() < kImportRowsShown) out.rows.push_back(import_row_of(ask, report, row));
    else ++out.more_rows;
  }
  return out;
}

view::ImportChoices import_choices_of(const Ask& ask, const Form& form) {
  view::ImportChoices out;
  out.kind = std::string(form.get("kind"));
  out.unit = std::string(form.get("into"));
  out.year = std::string(form.get("for_year"));
  out.duplicates = form.get("duplicates") == "1";
  for (const auto& kind : ask.office.catalogue().kinds()) out.kinds.emplace_back(kind.id.text, app::name_in(kind.names, ask.lang_id()));
  out.kinds.emplace_back(std::string(app::kRoster), ask.here.say("import.roster"));
  for (const auto& unit : ask.units->all())
    if (ask.may(people::Right::import, unit.id)) out.units.emplace_back(unit.id.text, unit.name);
  return out;
}

// "m-0-2-5": file, sheet and column of a control.
std::optional<std::array<std::size_t, 3>> column_control(std::string_view name) {
  std::array<std::size_t, 3> out{};
  if (!name.starts_with("m-")) return {};
  name.remove_prefix(2);
  for (auto& part : out) {
    const auto end = std::min(name.find('-'), name.size());
    const auto digits = name.substr(0, end);
    if (digits.empty() || digits.size() > 4 || digits.find_first_not_of("0123456789") != digits.npos) return {};
    part = static_cast<std::size_t>(std::stoi(std::string(digits)));
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return out;
}

app::ImportRequest import_request_of(const Upload& upload, const view::ImportChoices& choices, bool dry_run) {
  app::ImportRequest out;
  out.files = upload.files;
  out.kind = choices.kind;
  out.unit = choices.unit;
  if (choices.year.size() == 4 && choices.year.find_first_not_of("0123456789") == std::string::npos) out.year = std::stoi(choices.year);
  out.allow_duplicates = choices.duplicates;
  out.dry_run = dry_run;
  out.columns = columns_said(upload);
  return out;
}

Result<Reply> upload_page(Ask& ask, const view::ImportUpload& content) {
  TRY(auto frame, frame_of(ask, "records", ask.here.say(content.done ? "importpage.result_title" : "importpage.look_title")));
  frame.path = {{"/records", ask.here.say("view.place_records")}, {"/import", ask.here.say("importpage.title")}};
  frame.wide = true;
  return html(view::page(frame, view::import_upload(frame, content)));
}

// What the result page shows after the write: kept beside the files, as the reports themselves are gone with the request.
Json done_json(const std::vector<app::FileReport>& reports, const Upload& upload) {
  Json out = Json::array();
  for (const auto& report : reports) {
    Json one{
        {"name", report.file.filename().string()}, {"format", report.format}, {"batch", report.batch}, {"counts", Json::object()}, {"unclear", Json::array()}};
    for (const auto& [fate, count] : report.counts) one["counts"][std::string(app::fate_name(fate))] = count;
    for (const auto& file : report.unclear_files) one["unclear"].push_back(std::filesystem::relative(file, upload.folder).string());
    if (report.error) one["error"] = Json{{"word", report.error->message.word}, {"args", report.error->message.args}};
    out.push_back(std::move(one));
  }
  return out;
}

Result<Json> read_done(const Upload& upload) {
  TRY(const auto text, read_file(upload.folder / "done", 1 << 20));
  auto read = Json::parse(text, nullptr, false);
  if (!read.is_array()) return fail(Code::absent, "importpage.upload_gone");
  return read;
}

Result<Reply> done_page(Ask& ask, const Upload& upload) {
  TRY(const auto done, read_done(upload));
  view::ImportUpload content;
  content.address = "/import/" + upload.id;
  content.done = true;
  std::size_t unclear = 0;
  for (const auto& one : done) {
    view::ImportFile file;
    file.name = one["name"].get<std::string>();
    file.format = one["format"].get<std::string>();
    file.batch = one["batch"].get<std::string>();
    if (one.contains("error")) file.error = ask.here.say(one["error"]["word"].get<std::string>(), one["error"]["args"].get<Args>());
    for (const auto& [fate, count] : one["counts"].items())
      if (count.get<std::int64_t>() > 0) file.counts.emplace_back(ask.here.say("import.fate_" + fate), count.get<std::int64_t>());
    for (const auto& path : one["unclear"]) {
      file.unclear.emplace_back(content.address + "/unclear/" + std::to_string(unclear++), std::filesystem::path(path.get<std::string>()).filename().string());
    }
    content.files.push_back(std::move(file));
  }
  return upload_page(ask, content);
}

Result<Reply> start_page(Ask& ask, std::vector<view::Wrong> wrong, int status) {
  view::ImportStart content;
  content.wrong = std::move(wrong);
  for (const auto& one : uploads_of(ask.office, ask.who.account)) {
    if (one.done || one.files.empty()) continue;
    std::string names;
    for (const auto& file : one.files) names += (names.empty() ? "" : ask.here.chinese() ? "、" : ", ") + file.filename().string();
    content.open.emplace_back(ask.here.to("/import/" + one.id), names);
  }
  TRY(auto frame, frame_of(ask, "records", ask.here.say("importpage.title")));
  frame.path = {{"/records", ask.here.say("view.place_records")}};
  return html(view::page(frame, view::import_start(frame, content)), status);
}
}  // namespace

Result<Reply> show_import(Ask& ask) { return start_page(ask, {}, 200); }

Result<Reply> take_upload(Ask& ask) {
  auto kept = keep_upload(ask.office, ask.who.account, ask.form.files);
  if (!kept && kept.error().code == Code::invalid) return start_page(ask, {{"files", ask.here.say(kept.error().message)}}, 422);
  if (!kept) return fail(std::move(kept).error());
  return see_other(ask.here.to("/import/" + *kept));
}

Result<Reply> show_upload(Ask& ask) {
  TRY(const auto upload, find_upload(ask.office, ask.who.account, ask.part()));
  if (upload.done) return done_page(ask, upload);
  view::ImportUpload content;
  content.address = "/import/" + upload.id;
  content.choices = import_choices_of(ask, ask.query);
  TRY(const auto reports, app::import_files(ask.office, ask.who, import_request_of(upload, content.choices, true)));
  for (const auto& report : reports) {
    const auto place = std::find(upload.files.begin(), upload.files.end(), report.file) - upload.files.begin();
    content.files.push_back(import_file_of(ask, report, static_cast<std::size_t>(place)));
    for (const auto fate : {app::RowFate::accepted, app::RowFate::changed})
      if (const auto found = report.counts.find(fate); found != report.counts.end() && !report.error) content.good += found->second;
  }
  return upload_page(ask, content);
}

// Columns corrected by hand: kept with the upload, then everything is looked at again.
Result<Reply> correct_columns(Ask& ask) {
  TRY(const auto upload, find_upload(ask.office, ask.who.account, ask.part()));
  const auto choices = import_choices_of(ask, ask.form);
  if (!upload.done) {
    TRY(const auto reports, app::import_files(ask.office, ask.who, import_request_of(upload, choices, true)));
    auto said = columns_said(upload);
    for (const auto& [name, field] : ask.form.fields) {
      const auto at = column_control(name);
      if (!at || (*at)[0] >= upload.files.size()) continue;
      for (const auto& report : reports) {
        if (report.file != upload.files[(*at)[0]] || (*at)[1] >= report.sheets.size()) continue;
        const auto known = import_fields_of(ask, report.sheets[(*at)[1]].kind);
        if (std::any_of(known.begin(), known.end(), [&field = field](const auto& one) { return one.first == field; }))
          said[{report.file.string(), report.sheets[(*at)[1]].sheet}][static_cast<int>((*at)[2])] = field;
      }
    }
    TRY_OK(keep_columns_said(upload, said));
  }
  return see_other(ask.here.to("/import/" + upload.id,
                               {{"kind", choices.kind}, {"into", choices.unit}, {"for_year", choices.year}, {"duplicates", choices.duplicates ? "1" : ""}}));
}

Result<Reply> confirm_upload(Ask& ask) {
  TRY(const auto upload, find_upload(ask.office, ask.who.account, ask.part()));
  if (upload.done) return see_other(ask.here.to("/import/" + upload.id));  // sent twice
  TRY(const auto reports, app::import_files(ask.office, asking_once(ask), import_request_of(upload, import_choices_of(ask, ask.form), false)));
  TRY_OK(write_file(upload.folder / "done", done_json(reports, upload).dump(), 0600));
  return see_other(ask.here.to("/import/" + upload.id));
}

Result<Reply> drop_upload(Ask& ask) {
  TRY(const auto upload, find_upload(ask.office, ask.who.account, ask.part()));
  drop_upload_files(upload);
  return see_other(ask.here.to("/import"));
}

Result<Reply> unclear_rows(Ask& ask) {
  TRY(const auto upload, find_upload(ask.office, ask.who.account, ask.part()));
  TRY(const auto done, read_done(upload));
  std::size_t n = 0;
  for (const auto& one : done)
    for (const auto& path : one["unclear"]) {
      if (std::to_string(n++) != ask.part(1)) continue;
      const auto file = upload.folder / path.get<std::string>();
      TRY(auto bytes, read_file(file));
      return download(std::move(bytes), "text/csv; charset=utf-8", file.filename().string());
    }
  return fail(Code::absent, "importpage.upload_gone");
}

namespace {
Result<Reply> batch_page(Ask& ask, const std::string& reason, std::vector<view::Wrong> wrong, int status) {
  view::ImportBatch content;
  content.batch = ask.part();
  content.reason = reason;
  content.wrong = std::move(wrong);
  index::Filter filter;
  filter.batch = content.batch;
  filter.units = ask.readable;
  if (filter.units.empty()) return fail(Code::denied, "web.no_right", {{"right", "@web.right_read"}});  // none would mean all
  std::vector<index::RecordRow> rows;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    std::optional<index::RecordRow> last;
    for (;;) {
      TRY(auto page, index::list(session, filter, 1000, last));
      if (page.empty()) return {};
      last = page.back();
      std::move(page.begin(), page.end(), std::back_inserter(rows));
    }
  }));
  if (rows.empty()) return fail(Code::absent, "web.no_page");  // as is said of those of another unit
  content.total = rows.size();
  for (const auto& row : rows) {
    content.voided += row.state == "void";
    if (content.rows.size() >= kImportRowsShown) continue;
    const auto* kind = ask.office.catalogue().find(row.kind);
    const auto* state = kind == nullptr ? nullptr : kind->state(row.state);
    content.rows.push_back({row.record.text, row.happened ? ask.here.days(row.happened->from.iso(), row.happened->to.iso()) : "",
                            import_kind_name(ask, row.kind.text), row.title.empty() ? row.record.text : row.title,
                            state == nullptr ? row.state : app::name_in(state->names, ask.lang_id()), row.state == "void"});
  }
  TRY(auto frame, frame_of(ask, "records", ask.here.say("importpage.batch_title", {{"batch", content.batch}})));
  frame.path = {{"/records", ask.here.say("view.place_records")}};
  if (ask.may(people::Right::import)) frame.path.emplace_back("/import", ask.here.say("importpage.title"));
  return html(view::page(frame, view::import_batch(frame, content)), status);
}
}  // namespace

Result<Reply> show_batch(Ask& ask) { return batch_page(ask, {}, {}, 200); }

Result<Reply> void_batch_asked(Ask& ask) {
  const auto reason = std::string(ask.form.get("reason"));
  if (reason.empty()) return batch_page(ask, reason, {{"reason", ask.here.say("importpage.reason_missing")}}, 422);
  auto voided = app::void_batch(ask.office, ask.who, ask.part(), reason);
  if (!voided && (voided.error().code == Code::conflict || voided.error().code == Code::denied))
    return batch_page(ask, reason, {{"reason", ask.here.say(voided.error().message)}}, http_status(voided.error().code));
  if (!voided) return fail(std::move(voided).error());
  return see_other(ask.here.to("/import/batches/" + view::percent_encoded(ask.part())));
}
}  // namespace youju::web
