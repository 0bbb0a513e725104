// SPDX-License-Identifier: Apache-2.0
// An office made again from an archive: unpacked, loaded, brought up to date and verified in a scratch folder, then renamed.
#include "app/archive.h"
#include "app/backup.h"
#include "app/proof.h"
#include "app/scratch.h"
#include "app/settings.h"
#include "base/text.h"

namespace youju::app {
namespace {

Result<void> check_request(const RestoreRequest& request) {
  std::error_code ignored;
  if (std::filesystem::exists(request.folder, ignored) &&
      (!std::filesystem::is_directory(request.folder, ignored) || !std::filesystem::is_empty(request.folder, ignored))) {
    return fail(Code::conflict, "app.folder_in_use", {{"folder", request.folder.string()}});
  }
  const auto& address = request.database;
  if (address.empty()) return {};
  if (!address.starts_with("postgresql://") && !address.starts_with("postgres://")) {
    return fail(Code::invalid, "app.database_address", {{"address", address}});
  }
  const auto at = address.find('@'), colon = address.find(':', 13);
  if (at != std::string::npos && colon != std::string::npos && colon < at) return fail(Code::invalid, "app.database_password");
  return {};
}

// Where this office's database is from now on. youju.toml is rewritten only when that changes.
Result<OfficeSettings> settle_database(const std::filesystem::path& folder, const RestoreRequest& request) {
  TRY(auto settings, read_settings(folder));
  const auto before = settings.database;
  if (request.database.empty()) {
    settings.database.engine = db::Engine::sqlite;
    if (before.engine != db::Engine::sqlite) settings.database.file = folder / "office.sqlite";
  } else {
    settings.database.engine = db::Engine::postgres;
    settings.database.connection = request.database;
    if (before.engine != db::Engine::postgres) settings.database.schema = "youju_" + settings.instance.substr(0, 12);
  }
  const bool same = before.engine == settings.database.engine && before.connection == settings.database.connection;
  if (!same) TRY_OK(write_file(folder / kSettingsFile, settings_text(settings)));
  return settings;
}

// A schema that was empty before and was filled by a restore which then failed must not stay in the way of the next.
Result<void> drop_schema(const db::Settings& settings) {
  if (settings.engine != db::Engine::postgres) return {};
  TRY(const auto database, db::Database::open(settings));
  return database->write([&](db::Tx& tx) { return tx.each_text("drop schema \"" + settings.schema + "\" cascade", {}, {}); });
}

// Tables of another engine are other tables: the log says so from here on.
Result<void> record_tables(Office& office) {
  return office.write([&](Office::Writer& writer) -> Result<void> {
    TRY(auto setting, ledger::schema_setting(writer.tx));
    if (setting) TRY_OK(writer.append(*setting));
    return {};
  });
}

class Restoring {
 public:
  Restoring(const RestoreRequest& request, const World& world, const OnProgress& progress) : request_(request), world_(world), progress_(progress) {}

  Result<Restored> run(const std::filesystem::path& scratch) {
    TRY(const auto manifest, open_archive(request_.archive, request_.passphrase, scratch));
    out_.engine = manifest.value("engine", std::string{});
    out_.made_at = manifest.value("made_at", std::string{});
    out_.log_size = manifest.value("log_size", std::int64_t{0});
    const auto folder = scratch / "office";
    std::error_code wrong;
    std::filesystem::create_directories(folder / "evidence", wrong);
    if (wrong) return fail(io_error("create", folder, wrong.value()));
    TRY(const auto settings, settle_database(folder, request_));
    {
      TRY(const auto database, db::Database::open(settings.database));
      TRY_OK(database->load_from(scratch / "database"));
    }
    auto made = finish(folder, settings, manifest);
    if (!made) {
      if (auto dropped = drop_schema(settings.database); !dropped) made.error().detail += " (and schema " + settings.database.schema + " stays: " + dropped.error().detail + ")";
      return fail(std::move(made).error());
    }
    return out_;
  }

 private:
  Result<void> finish(const std::filesystem::path& folder, const OfficeSettings& settings, const Json& manifest) {
    {
      TRY(const auto office, Office::open(folder, Office::Access::write, world_));
      const bool other_engine = (out_.engine == "sqlite") != (settings.database.engine == db::Engine::sqlite);
      // A dump of PostgreSQL leaves derived tables out; a newer program may derive more.
      out_.rebuilt = other_engine || out_.engine != "sqlite" || manifest.value("program", std::string{}) != YOUJU_VERSION;
      if (other_engine) TRY_OK(record_tables(*office));
      if (out_.rebuilt) TRY_OK(office->rebuild(progress_));
      if (!request_.with_findings) TRY_OK(office->ledger().seal(out_.rebuilt));
      TRY_OK(verify(*office));
    }
    std::error_code wrong;
    std::filesystem::remove(request_.folder, wrong);  // an empty folder that was there already
    std::filesystem::rename(folder, request_.folder, wrong);
    if (wrong) return fail(io_error("rename", request_.folder, wrong.value()));
    return sync_folder(request_.folder.has_parent_path() ? request_.folder.parent_path() : std::filesystem::path("."));
  }

  Result<void> verify(Office& office) {
    TRY(const auto verified, verify_office(office, {}, progress_));
    out_.entries = verified.log.entries;
    out_.evidence_files = verified.log.evidence_files;
    if (out_.entries < out_.log_size) return fail(Code::corrupt, "backup.entries_missing", {{"entries", std::to_string(out_.entries)}, {"promised", std::to_string(out_.log_size)}});
    out_.findings = verified.log.findings;
    out_.findings.insert(out_.findings.end(), verified.tables.begin(), verified.tables.end());
    if (out_.findings.empty() || request_.with_findings) return {};
    std::string all;
    for (const auto& finding : out_.findings) all += finding.what + " " + finding.where + "; ";
    return fail(Code::corrupt, "backup.not_good", {{"n", std::to_string(out_.findings.size())}, {"first", out_.findings.front().where}}, all);
  }

  const RestoreRequest& request_;
  const World& world_;
  const OnProgress& progress_;
  Restored out_;
};
}  // namespace

Result<Restored> restore_office(const RestoreRequest& request, const World& world, const OnProgress& progress) {
  TRY_OK(check_request(request));
  TRY(const auto scratch, Scratch::beside(std::filesystem::absolute(request.folder), world));
  return Restoring(request, world, progress).run(scratch.folder());
}
}  // namespace youju::app
