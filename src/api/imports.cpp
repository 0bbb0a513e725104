// SPDX-License-Identifier: Apache-2.0
// Import in three requests, as on screen: files are sent, what was understood is looked at, and only then it is written. An upload is kept an
// hour, for its sender alone; written twice it is answered with what was written the first time.
#include "app/import.h"

#include "api/handlers.h"
#include "app/records.h"

namespace youju::api {
namespace {
constexpr std::size_t kMostRowsTold = 1'000;

app::ImportRequest request_of(const web::Upload& upload, const Json& said, bool dry_run) {
  app::ImportRequest out;
  out.files = upload.files;
  out.kind = said.value("kind", std::string{});
  out.unit = said.value("unit", std::string{});
  if (said.contains("year")) out.year = said["year"].get<int>();
  out.allow_duplicates = said.value("allow_duplicates", false);
  out.reason = said.value("reason", std::string{});
  out.dry_run = dry_run;
  out.columns = web::columns_said(upload);
  return out;
}

Json problems_json(const Ask& ask, const Problems& problems) {
  Json out = Json::array();
  for (const auto& one : problems) out.push_back(Json{{"field", one.field}, {"detail", ask.here.say(one.message)}, {"code", one.message.word}});
  return out;
}

Json sheet_json(const app::SheetPlan& plan) {
  Json out{{"sheet", plan.sheet},
           {"kind", or_nothing(plan.kind)},
           {"year", plan.year ? Json(*plan.year) : Json()},
           {"unit", plan.unit.text},
           {"profile", plan.profile},
           {"header_row", plan.header_row},
           {"left_out", or_nothing(plan.left_out)},
           {"columns", Json::array()}};
  for (const auto& column : plan.columns)
    out["columns"].push_back(
        Json{{"column", column.column}, {"header", column.header}, {"field", or_nothing(column.field)}, {"sure", static_cast<int>(column.confidence * 100)}});
  return out;
}

Json file_json(const Ask& ask, const app::FileReport& report, bool written) {
  Json out{{"name", report.file.filename().string()},
           {"format", report.format},
           {"batch", or_nothing(report.batch)},
           {"error", nullptr},
           {"counts", Json::object()},
           {"sheets", Json::array()},
           {"rows", Json::array()},
           {"rows_left_out", 0}};
  if (report.error) out["error"] = ask.here.say(report.error->message);
  for (const auto& [fate, n] : report.counts) out["counts"][std::string(app::fate_name(fate))] = n;
  for (const auto& plan : report.sheets) out["sheets"].push_back(sheet_json(plan));
  std::size_t left = 0;
  for (const auto& row : report.rows) {
    if (out["rows"].size() == kMostRowsTold) {
      ++left;
      continue;
    }
    const bool is_there = written || row.fate != app::RowFate::accepted;  // of a dry run: not there yet
    out["rows"].push_back(Json{{"sheet", row.sheet},
                               {"row", row.row},
                               {"fate", std::string(app::fate_name(row.fate))},
                               {"title", row.title},
                               {"record", is_there && !row.record.empty() ? Json(row.record.text) : Json()},
                               {"problems", problems_json(ask, row.problems)},
                               {"remarks", problems_json(ask, row.remarks)}});
  }
  out["rows_left_out"] = left;
  return out;
}

Json upload_json(const web::Upload& upload) {
  Json out{{"id", upload.id}, {"files", Json::array()}, {"written", upload.done}, {"url", "/api/v1/imports/" + upload.id}};
  for (const auto& file : upload.files) out["files"].push_back(file.filename().string());
  return out;
}

const app::SheetPlan* sheet_of(const app::FileReport& report, const std::string& sheet) {
  const auto found = std::find_if(report.sheets.begin(), report.sheets.end(), [&](const auto& plan) { return plan.sheet == sheet; });
  return found == report.sheets.end() ? nullptr : &*found;
}
// A column of this sheet may be that: "-" is left out.
bool takes_field(const Ask& ask, const app::SheetPlan& plan, const std::string& field) {
  static constexpr std::string_view kOfRecords[] = {"-", "happened", "unit", "state", "kind", "id"}, kOfRoster[] = {"-", "name", "unit", "from", "to"};
  if (plan.kind == app::kRoster) return std::find(std::begin(kOfRoster), std::end(kOfRoster), field) != std::end(kOfRoster);
  if (std::find(std::begin(kOfRecords), std::end(kOfRecords), field) != std::end(kOfRecords)) return true;
  const auto* kind = ask.office.catalogue().find(KindId{plan.kind});
  const auto* known = kind == nullptr ? nullptr : kind->field(field);
  return known != nullptr && known->type != kinds::FieldType::file;
}

// What the page of the upload shows after the write.
Json page_record(const std::vector<app::FileReport>& reports, const web::Upload& upload) {
  Json out = Json::array();
  for (const auto& report : reports) {
    Json one{{"name", report.file.filename().string()}, {"format", report.format}, {"batch", report.batch}, {"counts", Json::object()}, {"unclear", Json::array()}};
    for (const auto& [fate, count] : report.counts) one["counts"][std::string(app::fate_name(fate))] = count;
    for (const auto& file : report.unclear_files) one["unclear"].push_back(std::filesystem::relative(file, upload.folder).string());
    if (report.error) one["error"] = Json{{"word", report.error->message.word}, {"args", report.error->message.args}};
    out.push_back(std::move(one));
  }
  return out;
}
}  // namespace

Result<Reply> take_files(Call& call) {
  auto& ask = call.ask;
  const auto& request = ask.request;
  http::Form form;
  if (request.header("content-type").starts_with("multipart/form-data")) {
    TRY(form, http::read_multipart(request.header("content-type"), request.body.view()));
  } else if (!call.query("name").empty() && !request.body.view().empty()) {
    form.files.push_back({"file", file_name_of(call.query("name")), "", request.body.view()});
  }
  if (form.files.empty()) return no_bytes(ask);
  TRY(const auto id, web::keep_upload(ask.office, ask.who.account, form.files));
  TRY(const auto upload, web::find_upload(ask.office, ask.who.account, id));
  return answer_at(upload_json(upload), 201, "/api/v1/imports/" + id);
}

Result<Reply> list_uploads(Call& call) {
  Json out{{"imports", Json::array()}};
  for (const auto& one : web::uploads_of(call.ask.office, call.ask.who.account)) out["imports"].push_back(upload_json(one));
  return json_answer(out);
}

Result<Reply> try_import(Call& call) {
  auto& ask = call.ask;
  TRY(const auto upload, web::find_upload(ask.office, ask.who.account, call.part()));
  auto out = upload_json(upload);
  out["files"] = Json::array();
  if (upload.done) {
    TRY(const auto kept, read_file(upload.folder / "answer", 64 << 20));
    return json_answer(kept);
  }
  Json said = Json::object();
  for (const auto* name : {"kind", "unit"})
    if (!call.query(name).empty()) said[name] = std::string(call.query(name));
  if (!call.query("year").empty()) said["year"] = call.number("year", 0);
  said["allow_duplicates"] = call.query("allow_duplicates") == "true";
  TRY(const auto reports, app::import_files(ask.office, ask.who, request_of(upload, said, true)));
  for (const auto& report : reports) out["files"].push_back(file_json(ask, report, false));
  return json_answer(out);
}

Result<Reply> commit_import(Call& call) {
  auto& ask = call.ask;
  TRY(const auto upload, web::find_upload(ask.office, ask.who.account, call.part()));
  if (upload.done) {  // sent twice
    TRY(const auto kept, read_file(upload.folder / "answer", 64 << 20));
    return json_answer(kept);
  }
  TRY(const auto reports, app::import_files(ask.office, ask.who, request_of(upload, call.body, false)));
  auto out = upload_json(upload);
  out["files"] = Json::array();
  out["written"] = true;
  for (const auto& report : reports) out["files"].push_back(file_json(ask, report, true));
  const auto text = out.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  TRY_OK(write_file(upload.folder / "answer", text, 0600));
  TRY_OK(write_file(upload.folder / "done", page_record(reports, upload).dump(-1, ' ', false, Json::error_handler_t::replace), 0600));
  return json_answer(text);
}

// What columns are, said by somebody who looked at the table; told again with the next try, and written with it.
Result<Reply> say_columns(Call& call) {
  auto& ask = call.ask;
  TRY(const auto upload, web::find_upload(ask.office, ask.who.account, call.part()));
  if (upload.done) return fail(Code::conflict, "api.import_written");
  TRY(const auto reports, app::import_files(ask.office, ask.who, request_of(upload, call.body, true)));
  auto said = web::columns_said(upload);
  Problems wrong;
  for (std::size_t n = 0; n < call.body["columns"].size(); ++n) {
    const auto& one = call.body["columns"][n];
    const auto file = one["file"].get<std::string>(), sheet = one["sheet"].get<std::string>(), field = one["field"].get<std::string>();
    const auto report = std::find_if(reports.begin(), reports.end(), [&](const auto& each) { return each.file.filename().string() == file; });
    const auto* plan = report == reports.end() ? nullptr : sheet_of(*report, sheet);
    if (plan == nullptr || !takes_field(ask, *plan, field)) wrong.push_back({"columns." + std::to_string(n), {"api.no_column", {{"sheet", sheet.substr(0, 60)}, {"field", field.substr(0, 60)}}}});
    else said[{report->file.string(), sheet}][one["column"].get<int>()] = field;
  }
  if (!wrong.empty()) return body_wrong(ask, wrong);
  TRY_OK(web::keep_columns_said(upload, said));
  return nothing_to_say();
}

Result<Reply> drop_import(Call& call) {
  TRY(const auto upload, web::find_upload(call.ask.office, call.ask.who.account, call.part()));
  web::drop_upload_files(upload);
  Reply out;
  out.status = 204;
  out.type.clear();
  return out;
}

namespace {
Result<Json> batch_json(Ask& ask, const std::string& batch) {
  if (ask.readable.empty()) return fail(Code::denied, "web.no_right", {{"right", "@web.right_read"}});  // none would mean all
  index::Filter filter;
  filter.batch = batch;
  filter.units = ask.readable;
  std::int64_t records = 0, voided = 0;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    std::optional<index::RecordRow> last;
    for (;;) {
      TRY(const auto page, index::list(session, filter, 1000, last));
      if (page.empty()) return {};
      last = page.back();
      records += static_cast<std::int64_t>(page.size());
      voided += std::count_if(page.begin(), page.end(), [](const auto& row) { return row.state == "void"; });
    }
  }));
  if (records == 0) return fail(Code::absent, "api.no_batch", {{"batch", batch.substr(0, 60)}});
  return Json{{"batch", batch}, {"records", records}, {"voided", voided}, {"url", "/api/v1/batches/" + view::percent_encoded(batch)}};
}
}  // namespace

Result<Reply> get_batch(Call& call) {
  TRY(const auto out, batch_json(call.ask, call.part()));
  return json_answer(out);
}

Result<Reply> void_batch(Call& call) {
  TRY(const auto before, batch_json(call.ask, call.part()));
  TRY_OK(app::void_batch(call.ask.office, call.ask.who, call.part(), call.body["reason"].get<std::string>()));
  TRY(const auto out, batch_json(call.ask, call.part()));
  return json_answer(out);
}
}  // namespace youju::api
