// SPDX-License-Identifier: Apache-2.0
#include "app/import.h"

#include "app/import_rows.h"
#include "app/request_key.h"
#include "base/text.h"
#include "crypto/crypto.h"

namespace youju::app {
namespace {

Result<UnitId> default_unit(const people::UnitTree& units, const std::string& wanted) {
  if (wanted.empty()) return units.all().empty() ? UnitId{} : units.all().front().id;
  if (const auto* unit = units.find(UnitId{wanted})) return unit->id;
  if (const auto* unit = units.by_name(wanted)) return unit->id;
  return fail(Code::absent, "app.no_unit", {{"unit", wanted}});
}

Result<std::string> kind_id(const Office& office, const std::string& wanted) {
  if (wanted.empty()) return std::string();
  for (std::string_view word : {"roster", "人员", "花名册", "名册"})
    if (fold(wanted) == word) return std::string(kRoster);
  if (const auto* kind = office.catalogue().find_by_name(wanted)) return kind->id.text;
  std::string near;
  for (const auto& name : office.catalogue().nearest(wanted)) near += (near.empty() ? "" : "、") + name;
  return fail(Code::absent, near.empty() ? "app.no_kind" : "import.no_kind_near",
              {{"kind", wanted}, {"near", near}});
}

// A profile given by name or path is tried before the saved ones.
Result<void> add_wanted_profile(const Office& office, ImportRequest& request,
                                std::vector<Profile>& profiles) {
  if (request.profile.empty()) return {};
  std::filesystem::path file = request.profile;
  if (!std::filesystem::exists(file)) file = office.folder() / "profiles" / (request.profile + ".json");
  auto read = read_profile(file);
  if (!read && read.error().code == Code::absent)
    return fail(Code::absent, "import.no_profile", {{"profile", request.profile}});
  if (!read) return fail(std::move(read).error());
  TRY(const auto kind, kind_id(office, read->kind));
  read->kind = kind;
  if (request.kind.empty()) request.kind = kind;
  profiles.insert(profiles.begin(), std::move(*read));
  return {};
}

void add_file_error(FileReport& report, Error error) {
  error.message.args.emplace("file", report.file.filename().string());
  report.error = std::move(error);
}

// Whether the file holds nothing but rosters: these go first, so that the names in the ledgers are known.
bool holds_roster(ImportShared& shared, const std::filesystem::path& file) {
  FileReport report;
  report.file = file;
  (void)shared.office.read([&](db::Session& session) -> Result<void> {
    ImportRun run(shared, session, nullptr, report);
    run.rosters_only = true;
    return run.run();
  });
  return std::any_of(report.sheets.begin(), report.sheets.end(),
                     [](const SheetPlan& plan) { return plan.kind == kRoster; });
}

void start_over(FileReport& report) {
  FileReport fresh;
  fresh.file = report.file;
  fresh.digest = report.digest;
  report = std::move(fresh);
}

// A request sent twice brings its file in once: the second time the batch of the first is told.
Result<void> write_file_once(ImportShared& shared, FileReport& report, const std::function<Result<void>(Office::Writer&)>& work) {
  auto who = shared.who;
  if (!who.idempotency_key.empty()) {
    const auto ends = std::min(who.idempotency_key.find(kKeyEnds), who.idempotency_key.size());
    who.idempotency_key.insert(ends, "-" + report.digest.substr(0, 16));
  }
  TRY(const auto answer, shared.office.write_once(who, [&](Office::Writer& writer) -> Result<Json> {
    TRY_OK(work(writer));
    return report.batch.empty() ? Json::object() : Json{{"batch", report.batch}};
  }));
  report.batch = answer.value("batch", std::string{});
  return {};
}

void import_file(ImportShared& shared, FileReport& report) {
  const auto digest = crypto::sha256_file(report.file);
  if (!digest) return add_file_error(report, digest.error());
  report.digest = crypto::hex(*digest);
  const auto seen_before = shared.seen;
  const auto attempt = [&](db::Session& session, Office::Writer* writer) {
    start_over(report);  // a write may be tried again
    shared.seen = seen_before;
    return ImportRun(shared, session, writer, report).run();
  };
  Result<void> done =
      shared.request.dry_run
          ? shared.office.read([&](db::Session& session) { return attempt(session, nullptr); })
          : write_file_once(shared, report, [&](Office::Writer& writer) { return attempt(writer.tx, &writer); });
  if (!done) {
    for (const auto& file : report.unclear_files) std::filesystem::remove(file);
    start_over(report);
    shared.seen = seen_before;
    return add_file_error(report, std::move(done).error());
  }
  if (shared.request.dry_run || report.batch.empty() || !shared.request.keeps_profile) return;
  for (auto& plan : report.sheets) {
    if (!plan.left_out.empty() || !plan.profile.empty() || plan.columns.empty()) continue;
    auto profile = profile_of(plan);
    if (save_profile(shared.office.folder() / "profiles", profile)) plan.profile = profile.name;
  }
}
}  // namespace

std::string_view fate_name(RowFate fate) {
  switch (fate) {
    case RowFate::accepted:
      return "accepted";
    case RowFate::changed:
      return "changed";
    case RowFate::unchanged:
      return "unchanged";
    case RowFate::unclear:
      return "unclear";
    case RowFate::duplicate:
      return "duplicate";
    case RowFate::skipped:
      return "skipped";
  }
  return "";
}

Result<std::vector<FileReport>> import_files(Office& office, const people::Who& who,
                                             const ImportRequest& wanted) {
  ImportRequest request = wanted;
  TRY(request.kind, kind_id(office, wanted.kind));
  auto profiles = all_profiles(office);
  TRY_OK(add_wanted_profile(office, request, profiles));
  UnitId unit;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto units, people::read_units(session));
    TRY(unit, default_unit(units, request.unit));
    return {};
  }));
  ImportShared shared{office, who, request, std::move(profiles), KnownHeaders(office.catalogue()), unit, {}};
  std::vector<std::filesystem::path> files = request.files;
  if (files.size() > 1)
    std::stable_partition(files.begin(), files.end(), [&](const auto& file) {
      return request.kind == kRoster || holds_roster(shared, file);
    });
  std::vector<FileReport> out;
  for (const auto& file : files) {
    out.push_back({});
    out.back().file = file;
    import_file(shared, out.back());
    if (!request.dry_run) shared.profiles = all_profiles(office);
  }
  return out;
}

namespace {

Result<std::vector<index::RecordRow>> rows_of_batch(db::Session& session, const std::string& batch) {
  index::Filter filter;
  filter.batch = batch;
  std::vector<index::RecordRow> all;
  std::optional<index::RecordRow> last;
  for (;;) {
    TRY(auto page, index::list(session, filter, 1000, last));
    if (page.empty()) return all;
    last = page.back();
    std::move(page.begin(), page.end(), std::back_inserter(all));
  }
}

// Whoever imported a file may take it back while nothing has been done with its records: they came in by one
// person and go by the same one. Everything else needs the right to void, through flow (docs/decisions/0073).
Result<bool> may_take_back(Office::Writer& writer, const people::Who& who, const ledger::Entry& opened,
                           const std::vector<index::RecordRow>& rows) {
  if (opened.head.actor != who.account) return false;
  if (!people::require(writer.tx, who, people::Right::import, opened.head.unit, writer.office.roles(),
                       writer.office.today()))
    return false;
  return std::all_of(rows.begin(), rows.end(), [&](const index::RecordRow& row) {
    return row.number == 1 && row.entry < opened.index && row.files == 0;
  });
}

Result<void> take_back(Office::Writer& writer, const people::Who& who, const index::RecordRow& row,
                       const std::string& reason) {
  TRY(auto entry, writer.office.ledger().read(writer.tx, row.entry, true));
  auto next = std::move(entry.head);
  next.actor = who.account;
  next.number = row.number + 1;
  next.state = "void";
  next.more["transition"] = "void";
  next.more.erase("imported");
  next.open["reason"] = reason;
  TRY_OK(writer.append(next));
  return {};
}

Result<bool> void_one(Office::Writer& writer, const people::Who& who, const index::RecordRow& row,
                      const std::string& reason) {
  const flow::Request request{who, writer.office.roles(), writer.office.today(), {}, reason};
  const auto taken =
      flow::take(writer.tx, writer.office.ledger(), writer.office.catalogue(), row.record, "void", request,
                 [&](const ledger::NewEntry& entry) { return writer.append(entry); });
  if (taken) return taken->moved;
  const auto code = taken.error().code;
  if (code == Code::conflict || code == Code::denied || code == Code::invalid) return false;
  return fail(taken.error());
}

Result<VoidedBatch> void_all(Office::Writer& writer, const people::Who& who, const std::string& batch,
                             const std::string& reason) {
  auto& office = writer.office;
  TRY(const auto history, office.ledger().history(writer.tx, batch, false));
  if (history.empty() || history.front().head.type != ledger::EntryType::batch)
    return fail(Code::absent, "import.no_batch", {{"batch", batch}});
  if (history.size() > 1) return fail(Code::conflict, "import.batch_void_already", {{"batch", batch}});
  TRY(auto rows, rows_of_batch(writer.tx, batch));
  VoidedBatch out;
  out.already = std::erase_if(rows, [](const index::RecordRow& row) { return row.state == "void"; });
  TRY(const auto own, may_take_back(writer, who, history.front(), rows));
  if (!own)
    TRY_OK(people::require(writer.tx, who, people::Right::void_records, history.front().head.unit,
                           office.roles(), office.today()));
  std::string stuck;
  for (const auto& row : rows) {
    const auto* kind = office.catalogue().find(row.kind);
    if (own && kind && kind->state("void")) {
      TRY_OK(take_back(writer, who, row, reason));
    } else {
      TRY(const auto moved, void_one(writer, who, row, reason));
      if (!moved) stuck += (stuck.empty() ? "" : "、") + row.record.text;
    }
    if (stuck.size() > 400) break;
    ++out.records;
  }
  if (!stuck.empty()) return fail(Code::conflict, "import.batch_stuck", {{"records", stuck}});
  ledger::NewEntry entry;
  entry.type = ledger::EntryType::batch;
  entry.actor = who.account;
  entry.unit = history.front().head.unit;
  entry.object = batch;
  entry.number = 2;
  entry.more = Json{{"state", "voided"}};
  entry.open = Json{{"reason", reason}};
  TRY_OK(writer.append(entry));
  return out;
}
}  // namespace

Result<VoidedBatch> void_batch(Office& office, const people::Who& who, const std::string& batch,
                               const std::string& reason) {
  if (reason.empty()) return fail(Code::invalid, "import.void_reason");
  VoidedBatch out;
  TRY_OK(office.write([&](Office::Writer& writer) -> Result<void> {
    TRY(out, void_all(writer, who, batch, reason));
    return {};
  }));
  return out;
}
}  // namespace youju::app
