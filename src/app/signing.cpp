// SPDX-License-Identifier: Apache-2.0
#include "app/signing.h"
#include "app/routing.h"

#include "app/app_sql.h"
#include "base/media_types.h"
#include "base/text.h"
#include "crypto/crypto.h"
#include "flow/flow.h"
#include "paper/paper.h"
#include "words/words.h"

namespace youju::app {
namespace {

const char* media_type(const std::string& form) {
  if (form == "docx") return kDocxType;
  return form == "pdf" ? kPdfType : form == "html" ? "text/html" : "application/json";
}

// A file of the store, which must still be what its name says.
Result<std::string> kept_bytes(Office& office, const std::string& digest) {
  TRY(auto bytes, read_file(office.evidence().path_of(digest)));
  if (crypto::hex(crypto::sha256(bytes)) != digest) return fail(Code::corrupt, "ledger.evidence_differs", {{"digest", digest}});
  return bytes;
}

// The bytes to be signed: made again, or the adopted DOCX as it came.
Result<ReportFiles> files_to_sign(Office& office, const MadeReport& made) {
  TRY(auto files, remake_report(office, made));
  if (made.adopted.empty()) return files;
  TRY(auto bytes, kept_bytes(office, made.adopted));
  files.bytes = {{"docx", std::move(bytes)}};
  return files;
}

Result<Json> keep_files(Office& office, const ReportFiles& files) {
  Json out = Json::array();
  for (const auto& [form, bytes] : files.bytes) {
    TRY(const auto kept, office.evidence().keep(bytes, "report." + form, media_type(form)));
    out.push_back(Json{{"role", form}, {"digest", kept.digest}, {"size", kept.size}, {"media_type", kept.media_type}});
  }
  return out;
}
}  // namespace

Result<Signed> sign_report(Office& office, const people::Who& who, const std::string& id, std::string_view shown, const AtTheAct& how) {
  TRY(const auto made, find_report(office, id));
  if (shown.empty()) return fail(Code::invalid, "flow.shown_needed");
  if (shown != made.shown) return fail(Code::conflict, "flow.changed_since_shown");
  TRY_OK(before_act(office, who, how));
  TRY(const auto files, files_to_sign(office, made));
  TRY_OK(office.ledger().seal(true));  // nothing is signed on a log that does not add up; tiles reach as far as the figures stand
  TRY(const auto kept, keep_files(office, files));
  Signed out{id, 0, 0, {}, {}, {}};
  TRY_OK(office.write_once(who, [&](Office::Writer& writer) -> Result<Json> {
    TRY_OK(at_act(writer.tx, office, who, how));
    TRY(const auto history, office.ledger().history(writer.tx, id, true));
    TRY_OK(route_lets_sign(office, writer.tx, who, route_of(history)));
    out.number = 1 + std::count_if(history.begin(), history.end(), [](const ledger::Entry& e) { return e.head.type == ledger::EntryType::signoff; });
    const report::SnapshotFacts facts{id, out.number, made.at, made.made_at, office.settings().name, UnitId{made.unit}, office.settings().go_live, kept};
    TRY(const auto snapshot, report::make_snapshot(writer.tx, office.ledger(), files.filled, facts, office.catalogue()));
    TRY(const auto stored, office.evidence().keep(canonical(snapshot), "snapshot.json", media_type("json")));
    out.snapshot = stored.digest;
    const flow::Request request{who, office.roles(), office.today(), std::string(shown), {}};
    const auto append = [&](const ledger::NewEntry& entry) { return writer.append(entry); };
    TRY(const auto approvals, flow::approve(writer.tx, {id, out.number, "sign", UnitId{made.unit}, "sign", {made.made_by}}, request, append));
    ledger::NewEntry entry;
    entry.type = ledger::EntryType::signoff;
    entry.actor = who.account;
    entry.unit = UnitId{made.unit};
    entry.object = id;
    entry.number = out.number;
    entry.more = Json{{"template", made.template_id}, {"year", made.request.year}, {"size", made.at}, {"approvals", approvals}};
    auto all = kept;
    all.push_back(Json{{"role", "snapshot"}, {"digest", stored.digest}, {"size", stored.size}, {"media_type", stored.media_type}});
    entry.open = Json{{"title", made.title}, {"snapshot", stored.digest}, {"files", all}};
    TRY(const auto written, writer.append(entry));
    out.entry = written.index;
    return Json{{"entry", written.index}};
  }));
  // From here on it is signed, whatever happens.
  auto sealed = office.ledger().seal();
  if (sealed) out.checkpoint = *sealed;
  else out.unsealed = std::move(sealed).error();
  return out;
}

Result<SignedReport> signed_report(Office& office, const std::string& id) {
  SignedReport out;
  bool found = false;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto history, office.ledger().history(session, id, true));
    for (const auto& entry : history) {
      if (entry.head.type != ledger::EntryType::signoff) continue;
      out.signoff = entry;
      found = true;
    }
    return {};
  }));
  if (!found) return fail(Code::absent, "app.not_signed", {{"report", id}});
  const auto digest = out.signoff.head.open.value("snapshot", std::string{});
  TRY(const auto bytes, read_file(office.evidence().path_of(digest)));
  if (crypto::hex(crypto::sha256(bytes)) != digest) return fail(Code::corrupt, "app.snapshot_damaged", {{"report", id}});
  TRY(out.snapshot, parse_json(bytes));
  return out;
}

Result<std::map<std::string, std::string>> report_bytes(Office& office, const people::Who& who, const std::string& id, std::optional<std::int64_t> notice) {
  TRY(const auto made, find_report(office, id));
  Json files;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    if (!people::may(who, people::Right::read, UnitId{made.unit}, tree, office.roles(), office.today())) return fail(Code::absent, "app.no_report", {{"report", id}});
    TRY(const auto history, office.ledger().history(session, id, true));
    for (const auto& entry : history) {
      const bool wanted = notice ? entry.head.type == ledger::EntryType::notice && entry.head.number == *notice : entry.head.type == ledger::EntryType::signoff;
      if (wanted && entry.head.open.is_object()) files = entry.head.open.value("files", Json::array());
    }
    return {};
  }));
  if (notice && files.is_null()) return fail(Code::absent, "app.no_notice", {{"report", id}, {"no", std::to_string(*notice)}});
  if (files.is_null()) {
    TRY(auto again, files_to_sign(office, made));
    return std::move(again.bytes);
  }
  std::map<std::string, std::string> out;
  for (const auto& file : files) {
    const auto role = file["role"].get<std::string>(), digest = file["digest"].get<std::string>();
    if (role == "snapshot") continue;
    TRY(out[role], kept_bytes(office, digest));
  }
  return out;
}

Result<std::vector<SignedRow>> signed_reports(Office& office) {
  std::vector<SignedRow> out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto size, office.ledger().size(session));
    return office.ledger().each(session, 0, size, true, [&](const ledger::Entry& entry) -> Result<void> {
      if (entry.head.type != ledger::EntryType::signoff) return {};
      const auto title = entry.head.open.is_object() ? entry.head.open.value("title", std::string{}) : std::string{};
      out.push_back({entry.head.object, title, entry.head.number, entry.index, entry.at});
      return {};
    });
  }));
  return out;
}

Result<std::vector<report::Drift>> report_drift(Office& office, const std::string& id) {
  TRY(const auto signed_now, signed_report(office, id));
  std::vector<report::Drift> out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    figures::Context context;
    context.catalogue = &office.catalogue();
    context.units = &tree;
    context.unit = UnitId{signed_now.snapshot["report"].value("unit", std::string{})};
    context.period = Period::year(signed_now.snapshot["report"].value("year", 2000));
    context.today = office.today();
    TRY(context.at, office.ledger().size(session));
    TRY(out, report::drift(session, office.ledger(), signed_now.snapshot, context));
    return {};
  }));
  return out;
}

namespace {
paper::Document notice_document(const Office& office, const SignedReport& signed_now, const std::vector<report::Drift>& drifted, std::int64_t no, Date day) {
  const auto& about = signed_now.snapshot["report"];
  const auto title = about.value("title", std::string{});
  paper::Document document;
  document.title = fmt::format("更正通知（第{}号）", no);
  document.author = office.settings().name;
  document.made_at = start_of_day(day).iso();
  document.figure_appendix = false;
  const auto paragraph = [&](paper::ParagraphStyle style, std::string text) { document.blocks.emplace_back(paper::Paragraph{style, {{std::move(text), false, {}, {}}}}); };
  paragraph(paper::ParagraphStyle::title, document.title);
  paragraph(paper::ParagraphStyle::body, fmt::format("《{}》（第{}次签发，日志第 {} 条）签发后，台账有下列变化，现予更正。原件不改动，与本通知一并保存。", title, signed_now.signoff.head.number, signed_now.signoff.index));
  paper::Table table;
  table.title = "更正的数据";
  table.widths = {30, 12, 12, 46};
  const auto cell = [](std::string text, bool head = false, paper::Align align = paper::Align::left) { return paper::Cell{{{std::move(text), false, {}, {}}}, align, head, 1}; };
  table.rows.push_back({cell("数据项", true), cell("原为", true), cell("现为", true), cell("原因", true)});
  for (const auto& d : drifted) {
    std::string causes;
    for (const auto& cause : d.causes) {
      if (causes.size() > 600) break;
      causes += (causes.empty() ? "" : "；") + words::say(words::Lang::zh, cause);
    }
    table.rows.push_back({cell(d.title), cell(d.was, false, paper::Align::right), cell(d.is, false, paper::Align::right), cell(causes)});
  }
  document.blocks.emplace_back(std::move(table));
  paragraph(paper::ParagraphStyle::signature, office.settings().name);
  paragraph(paper::ParagraphStyle::date, fmt::format("{}年{}月{}日", day.year(), day.month(), day.day()));
  return document;
}
}  // namespace

Result<Notice> correct_report(Office& office, const people::Who& who, const std::string& id, const AtTheAct& how) {
  TRY(const auto signed_now, signed_report(office, id));
  TRY(const auto drifted, report_drift(office, id));
  if (drifted.empty()) return fail(Code::conflict, "app.nothing_drifted");
  TRY_OK(before_act(office, who, how));
  Notice out;
  TRY_OK(office.write_once(who, [&](Office::Writer& writer) -> Result<Json> {
    const auto unit = signed_now.signoff.head.unit;
    TRY_OK(at_act(writer.tx, office, who, how));
    TRY_OK(people::require(writer.tx, who, people::Right::sign, unit, office.roles(), office.today()));
    TRY(const auto history, office.ledger().history(writer.tx, id, false));
    out.no = 1 + std::count_if(history.begin(), history.end(), [](const ledger::Entry& e) { return e.head.type == ledger::EntryType::notice; });
    const auto document = notice_document(office, signed_now, drifted, out.no, office.today());
    TRY(out.bytes["docx"], paper::write_docx(document));
    TRY(out.bytes["pdf"], paper::write_pdf(document));
    TRY(out.bytes["html"], paper::write_html(document));
    Json files = Json::array(), figures = Json::array();
    for (const auto& [form, bytes] : out.bytes) {
      TRY(const auto kept, office.evidence().keep(bytes, "notice." + form, media_type(form)));
      files.push_back(Json{{"role", form}, {"digest", kept.digest}, {"size", kept.size}, {"media_type", kept.media_type}});
    }
    for (const auto& d : drifted) figures.push_back(Json{{"key", d.key}, {"was", d.was}, {"is", d.is}});
    ledger::NewEntry entry;
    entry.type = ledger::EntryType::notice;
    entry.actor = who.account;
    entry.unit = unit;
    entry.object = id;
    entry.number = out.no;
    entry.more = Json{{"of", signed_now.signoff.index}, {"no", out.no}};
    entry.open = Json{{"title", document.title}, {"figures", figures}, {"files", files}};
    TRY(const auto written, writer.append(entry));
    out.entry = written.index;
    return Json{{"entry", written.index}};
  }));
  return out;
}
}  // namespace youju::app
