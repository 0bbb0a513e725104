// SPDX-License-Identifier: Apache-2.0
#include "app/reports.h"

#include "app/app_sql.h"
#include "app/layouts.h"
#include "app/packs.h"
#include "app/public_page.h"
#include "crypto/crypto.h"
#include "paper/paper.h"

namespace youju::app {
namespace {

Error template_error(const std::vector<report::TemplateProblem>& problems) {
  const auto& first = problems.front();
  Error error{Code::invalid, Message{"app.template_problem", first.message.args}, {}};
  error.message.args["template_file"] = first.file;
  error.message.args["template_line"] = std::to_string(first.line);
  error.message.args["others"] = std::to_string(problems.size() - 1);
  error.message.args["problem"] = "@" + first.message.word;
  return error;
}

Result<std::shared_ptr<const report::Template>> load(const std::filesystem::path& file) {
  auto loaded = report::load_template(file);
  if (auto* problems = std::get_if<std::vector<report::TemplateProblem>>(&loaded)) return fail(template_error(*problems));
  return std::get<std::shared_ptr<const report::Template>>(std::move(loaded));
}

// What a person signs: not the files' names or the time, but their bytes and every figure's value.
std::string shown_digest(const ReportFiles& files, const std::string& adopted) {
  Json figures = Json::array();
  for (const auto& figure : files.filled.figures) {
    figures.push_back(Json{{"expr", figure.figure.expr}, {"text", figure.text}, {"code", figure.short_code}});
  }
  Json shown{{"title", files.made.title}, {"files", files.made.files}, {"figures", std::move(figures)}, {"at", files.made.at}};
  if (!adopted.empty()) shown["adopted"] = adopted;
  return crypto::hex(crypto::sha256(canonical(shown)));
}

struct Job {
  std::shared_ptr<const report::Template> tmpl;
  std::optional<Layout> layout;  // a document of the office
  ReportRequest request;
};

// A document of the office by its name, else a template in a file. A document keeps its version in the request.
Result<Job> job_of(Office& office, const ReportRequest& request) {
  Job job{{}, {}, request};
  std::error_code ignored;
  if (is_layout_name(request.templ) && !std::filesystem::is_regular_file(request.templ, ignored)) {
    auto layout = find_layout(office, request.templ);
    if (layout && layout->form == "docx") {
      TRY(job.tmpl, template_of(office, *layout));
      job.request.templ = layout->name();
      job.layout = std::move(*layout);
      return job;
    }
    if (!layout && layout.error().code != Code::absent) return fail(std::move(layout).error());
  }
  TRY(const auto file, find_template(office, request.templ));
  TRY(job.tmpl, load(file));
  return job;
}

// The files: of a template of ours all three forms, of a document of the office itself alone.
Result<void> write_forms(Office& office, const Job& job, const report::Setting& setting, ReportFiles& out) {
  if (job.layout) {
    TRY(out.bytes["docx"], write_layout(office, *job.layout, out.filled, setting, job.request.revisions));
  } else {
    TRY(out.bytes["docx"], paper::write_docx(out.filled.document));
    TRY(out.bytes["pdf"], paper::write_pdf(out.filled.document));
    TRY(out.bytes["html"], paper::write_html(out.filled.document));
  }
  for (const auto& [form, bytes] : out.bytes) out.made.files[form] = crypto::hex(crypto::sha256(bytes));
  return {};
}

Result<ReportFiles> fill_and_write(Office& office, const people::Who* who, const Job& job) {
  const auto& tmpl = job.tmpl;
  const auto facts = report::facts_of(*tmpl);
  const auto& request = job.request;
  if (facts.period == "quarter" && (request.quarter < 1 || request.quarter > 4)) return fail(Code::invalid, "app.quarter_needed");
  if (facts.period == "year" && request.quarter != 0) return fail(Code::invalid, "app.no_quarter_here", {{"template", facts.id}});
  ReportFiles out;
  report::Setting setting;
  out.made.request = request;
  out.made.template_id = facts.id;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(auto read, people::read_units(session));
    out.units = std::make_shared<const people::UnitTree>(std::move(read));
    const auto& tree = *out.units;
    const auto* unit = request.unit ? tree.by_name(*request.unit) : tree.all().empty() ? nullptr : &tree.all().front();
    if (unit == nullptr) return fail(Code::absent, "app.no_unit", {{"unit", request.unit.value_or("")}});
    if (who != nullptr && !people::may(*who, people::Right::read, unit->id, tree, office.roles(), office.today())) {
      return fail(Code::denied, "people.no_right", {{"name", who->name}, {"right", "@people.right_read"}, {"unit", unit->name}});
    }
    TRY(const auto size, office.ledger().size(session));
    setting.figures.catalogue = &office.catalogue();
    setting.figures.units = &tree;
    setting.figures.unit = unit->id;
    setting.figures.period = request.quarter == 0 ? Period::year(request.year) : Period::quarter(request.year, request.quarter);
    setting.figures.at = request.at == index::kOpen ? size : std::min(request.at, size);
    setting.figures.today = request.day.value_or(office.today());
    setting.ledger = &office.ledger();
    setting.year = request.year;
    setting.quarter = request.quarter;
    setting.office = unit->name;
    setting.origin = office.settings().origin;
    if (const auto address = public_address(office.folder()); !address.empty() && !request.without_address) setting.public_base = address + "/r/";
    setting.today = setting.figures.today;
    TRY(out.filled, report::fill(session, *tmpl, setting));
    out.made.at = setting.figures.at;
    out.made.day = setting.today;
    out.made.unit = unit->id.text;
    return {};
  }));
  out.made.template_digest = out.filled.template_digest;
  out.made.lang = out.filled.document.lang;
  out.made.title = out.filled.document.title;
  TRY_OK(write_forms(office, job, setting, out));
  out.made.shown = shown_digest(out, {});
  return out;
}

MadeReport made_of(const db::Row& row) {
  MadeReport made;
  made.id = row.text(0);
  made.template_id = row.text(1);
  made.template_digest = row.text(2);
  made.unit = row.text(3);
  made.request.templ = made.template_id;
  made.request.unit = made.unit;
  made.request.year = static_cast<int>(row.integer(4));
  made.request.quarter = static_cast<int>(row.integer(5));
  made.lang = row.text(6);
  made.at = row.integer(7);
  made.request.at = made.at;
  made.day = Date::parse(row.text(8)).value_or(Date{});
  made.request.day = made.day;
  made.made_by = AccountId{std::string(row.text(9))};
  made.made_at = Instant::parse(row.text(10)).value_or(Instant{});
  made.title = row.text(11);
  if (auto files = parse_json(row.text(12))) made.files = files->get<std::map<std::string, std::string>>();
  made.shown = row.text(13);
  made.adopted = row.text(14);
  made.request.revisions = row.text(15) == "revisions";
  return made;
}
}  // namespace

std::vector<std::pair<std::string, std::filesystem::path>> templates_of(const Office& office) {
  std::vector<std::filesystem::path> folders{office.folder() / "templates"};
  const auto& packs = office.catalogue().packs();
  for (auto pack = packs.rbegin(); pack != packs.rend(); ++pack) folders.push_back(office.shelf().folder_of(pack->id) / "templates");
  std::vector<std::pair<std::string, std::filesystem::path>> out;
  std::set<std::string> seen;
  for (const auto& folder : folders) {
    std::error_code ignored;
    std::vector<std::filesystem::path> files;
    for (const auto& item : std::filesystem::directory_iterator(folder, ignored)) {
      if (item.path().extension() == ".report") files.push_back(item.path());
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
      if (seen.insert(file.stem().string()).second) out.emplace_back(file.stem().string(), file);
    }
  }
  return out;
}

Result<std::filesystem::path> find_template(const Office& office, const std::string& id_or_path) {
  std::string known;
  for (const auto& [id, file] : templates_of(office)) {
    if (id == id_or_path) return file;
    known += (known.empty() ? "" : ", ") + id;
  }
  std::error_code ignored;
  if (std::filesystem::is_regular_file(id_or_path, ignored)) return std::filesystem::path(id_or_path);
  return fail(Code::absent, "app.no_template", {{"template", id_or_path}, {"known", known}});
}

std::string template_family(const std::string& id) { return id.substr(0, id.find('@')); }

Result<ReportFiles> preview_report(Office& office, const people::Who& who, const ReportRequest& request) {
  TRY(const auto job, job_of(office, request));
  return fill_and_write(office, &who, job);
}

Result<void> put_made(db::Tx& tx, const MadeReport& m) {
  const auto day = m.day.iso(), at = m.made_at.iso(), files = canonical(Json(m.files));
  const std::string marks = m.request.revisions ? "revisions" : "";
  TRY_OK(tx.run(sql::put_report, {m.id, m.request.templ, m.template_digest, m.unit, std::int64_t{m.request.year}, std::int64_t{m.request.quarter}, m.lang, m.at, day,
                                  m.made_by.text, at, m.title, files, m.shown, m.adopted, marks}));
  return {};
}

Result<ReportFiles> make_report(Office& office, const people::Who& who, const ReportRequest& request) {
  TRY(auto out, preview_report(office, who, request));
  out.made.id = make_uuid7(office.world());
  out.made.made_by = who.account;
  out.made.made_at = office.world().clock->now();
  TRY_OK(office.write([&](Office::Writer& writer) -> Result<void> {
    TRY_OK(people::require(writer.tx, who, people::Right::write, UnitId{out.made.unit}, office.roles(), office.today()));
    TRY_OK(put_made(writer.tx, out.made));
    return {};
  }));
  return out;
}

Result<MadeReport> find_report(Office& office, const std::string& id) {
  std::optional<MadeReport> found;
  TRY_OK(office.read([&](db::Session& session) {
    return session.each(sql::report_by_id, {id}, [&](const db::Row& row) {
      found = made_of(row);
      return false;
    });
  }));
  if (!found) return fail(Code::absent, "app.no_report", {{"report", id}});
  return *found;
}

std::string shown_with(const ReportFiles& ours, const std::string& adopted) { return shown_digest(ours, adopted); }

Result<std::vector<MadeReport>> list_reports(Office& office) {
  std::vector<MadeReport> out;
  TRY_OK(office.read([&](db::Session& session) {
    return session.each(sql::reports, {}, [&](const db::Row& row) {
      out.push_back(made_of(row));
      return true;
    });
  }));
  return out;
}

namespace {
Result<bool> is_signed(Office& office, const std::string& id) {
  bool out = false;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto history, office.ledger().history(session, id, false));
    out = std::any_of(history.begin(), history.end(), [](const ledger::Entry& e) { return e.head.type == ledger::EntryType::signoff; });
    return {};
  }));
  return out;
}
}  // namespace

Result<ReportFiles> remake_report(Office& office, const MadeReport& made) {
  TRY(const auto job, job_of(office, made.request));
  TRY(auto again, fill_and_write(office, nullptr, job));
  if (shown_digest(again, made.adopted) != made.shown && !made.request.without_address && !public_address(office.folder()).empty()) {
    auto before = made;  // made when the office had no public address yet
    before.request.without_address = true;
    return remake_report(office, before);
  }
  // What was shown covers the adopted file too, when there is one.
  if (shown_digest(again, made.adopted) != made.shown) {
    TRY(const bool signed_already, is_signed(office, made.id));
    return fail(Code::conflict, signed_already ? "app.signed_report_differs" : "app.report_differs", {{"report", made.id}, {"title", made.title}});
  }
  again.made = made;
  return again;
}
}  // namespace youju::app
