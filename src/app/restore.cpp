// SPDX-License-Identifier: Apache-2.0
// An office made again from an archive: unpacked, loaded, brought up to date and verified in a scratch folder, then renamed. Where a
// newer log is known, two people say that it is given up, and an entry keeps what was lost.
#include <fcntl.h>
#include <stdio.h>

#include "app/archive.h"
#include "app/backup.h"
#include "app/leftovers.h"
#include "app/proof.h"
#include "app/scratch.h"
#include "app/settings.h"
#include "app/two_people.h"
#include "base/text.h"

namespace youju::app {
namespace {

constexpr std::size_t kMostLostNotes = 200;

bool is_in_use(const std::filesystem::path& folder) {
  std::error_code ignored;
  return std::filesystem::exists(folder, ignored) && (!std::filesystem::is_directory(folder, ignored) || !std::filesystem::is_empty(folder, ignored));
}

Result<void> check_request(const RestoreRequest& request) {
  if (is_in_use(request.folder) && !read_settings(request.folder)) {
    return fail(Code::conflict, "app.folder_in_use", {{"folder", request.folder.string()}});
  }
  if (request.loss) {
    const auto reason = clean(request.loss->reason);
    if (!reason || reason->empty() || code_point_count(*reason) > 1000) return fail(Code::invalid, "backup.reason_needed");
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
// Beside an office that is kept, the tables go into a schema of their own.
Result<OfficeSettings> settle_database(const std::filesystem::path& folder, const RestoreRequest& request, const World& world) {
  TRY(auto settings, read_settings(folder));
  const auto before = settings.database;
  const auto kept = read_settings(request.folder);
  const bool beside_tables = kept && kept->database.engine == db::Engine::postgres;
  if (request.database.empty() && beside_tables) {
    settings.database.engine = db::Engine::postgres;
    settings.database.connection = kept->database.connection;
    settings.database.schema = "youju_" + settings.instance.substr(0, 12) + "_" + random_hex(world, 4);
  } else if (request.database.empty()) {
    settings.database.engine = db::Engine::sqlite;
    if (before.engine != db::Engine::sqlite) settings.database.file = folder / "office.sqlite";
  } else {
    settings.database.engine = db::Engine::postgres;
    settings.database.connection = request.database;
    if (before.engine != db::Engine::postgres) settings.database.schema = "youju_" + settings.instance.substr(0, 12);
    if (beside_tables) settings.database.schema = "youju_" + settings.instance.substr(0, 12) + "_" + random_hex(world, 4);
  }
  const bool same = before.engine == settings.database.engine && before.connection == settings.database.connection && before.schema == settings.database.schema;
  if (!same) TRY_OK(write_file(folder / kSettingsFile, settings_text(settings)));
  return settings;
}

// Tables of another engine, or under another name, are other tables: the log says so from here on.
Result<void> record_tables(Office& office) {
  return office.write([&](Office::Writer& writer) -> Result<void> {
    TRY(auto setting, ledger::schema_setting(writer.tx));
    if (setting) TRY_OK(writer.append(*setting));
    return {};
  });
}

// What is known of a log beyond the copy that is put back.
struct Known {
  std::int64_t had = 0;             // size of the newest checkpoint
  std::vector<std::string> notes;   // those the copy does not contain, largest first
};

// Notes of the office that lies in the folder: its high-water file and, when its database can still be opened, its checkpoints. A
// folder too damaged to be opened still has its high-water file.
std::vector<std::string> notes_in(const std::filesystem::path& folder, std::int64_t above, const World& world) {
  std::vector<std::string> out;
  if (const auto note = read_file(folder / "high-water", 1u << 20)) out.push_back(*note);
  const auto office = Office::open(folder, Office::Access::read, world);
  if (!office) return out;
  const auto read = (*office)->read([&](db::Session& session) -> Result<void> {
    TRY(const auto notes, (*office)->ledger().checkpoints_above(session, above, kMostLostNotes));
    out.insert(out.end(), notes.begin(), notes.end());
    return {};
  });
  return out;  // what could be read before a damaged page counts as known
}

Result<Known> known_beyond(Office& copy, const RestoreRequest& request, const World& world) {
  Known out;
  std::map<std::int64_t, std::string, std::greater<>> lost;
  TRY_OK(copy.read([&](db::Session& session) -> Result<void> {
    TRY(const auto size, copy.ledger().size(session));
    TRY(const auto read_node, copy.ledger().node_reader(session));
    const auto look = [&](const std::string& note, const ledger::Keys& keys) -> Result<bool> {
      const auto checkpoint = keys.open(note);
      if (!checkpoint) return false;
      const auto known = static_cast<std::int64_t>(checkpoint->size);
      out.had = std::max(out.had, known);
      if (known <= size) {
        TRY(const auto root, merkle::root_at(checkpoint->size, read_node));
        if (root == checkpoint->root) return true;
      }
      lost.emplace(known, note);
      return true;
    };
    // Keys may have been changed since the back-up: the folder's own tell its notes apart too.
    const auto here = ledger::read_keys(request.folder / "keys");
    auto notes = is_in_use(request.folder) ? notes_in(request.folder, size, world) : std::vector<std::string>();
    const auto anchor = request.anchor;
    if (anchor) notes.push_back(*anchor);
    for (const auto& note : notes) {
      TRY(bool ours, look(note, copy.ledger().keys()));
      if (!ours && here) {
        TRY(ours, look(note, *here));
      }
      if (!ours && anchor && note == *anchor) return fail(Code::invalid, "backup.anchor_other");
    }
    return {};
  }));
  for (auto& [size, note] : lost) {
    if (out.notes.size() < kMostLostNotes) out.notes.push_back(std::move(note));
  }
  return out;
}

// The entry that says what was given up, by whom and why.
Result<std::int64_t> record_loss(Office& office, const RestoreRequest::Loss& loss, const Known& known) {
  TRY(const auto who, loss.who(office));
  TRY(const auto second, loss.second(office));
  std::int64_t index = 0;
  TRY_OK(office.write([&](Office::Writer& writer) -> Result<void> {
    TRY_OK(require_two(writer.tx, office, who, second, people::Right::back_up, UnitId{"u1"}));
    TRY(const auto size, office.ledger().size(writer.tx));
    ledger::NewEntry entry;
    entry.type = ledger::EntryType::restore;
    entry.actor = who.account;
    entry.unit = UnitId{"u1"};
    entry.object = "restore";
    entry.more = Json{{"size", size}, {"had", known.had}, {"second", second.account.text}};
    entry.open = Json{{"lost", known.notes}, {"reason", *clean(loss.reason)}};
    TRY(const auto written, writer.append(entry));
    index = written.index;
    return {};
  }));
  TRY_OK(office.ledger().seal());
  return index;
}

class Restoring {
 public:
  Restoring(const RestoreRequest& request, const World& world, const OnProgress& progress) : request_(request), world_(world), progress_(progress) {}

  Result<Restored> run(const std::filesystem::path& scratch) {
    TRY(auto unfinished, Unfinished::mark(scratch));
    TRY(const auto manifest, open_archive(request_.archive, request_.passphrase, scratch));
    out_.engine = manifest.value("engine", std::string{});
    out_.made_at = manifest.value("made_at", std::string{});
    out_.log_size = manifest.value("log_size", std::int64_t{0});
    const auto folder = scratch / "office";
    std::error_code wrong;
    std::filesystem::create_directories(folder / "evidence", wrong);
    if (wrong) return fail(io_error("create", folder, wrong.value()));
    TRY(const auto backed_up, read_settings(folder));
    backed_up_schema_ = backed_up.database.schema;
    TRY(const auto settings, settle_database(folder, request_, world_));
    TRY_OK(unfinished.fills(settings.database));
    {
      TRY(const auto database, db::Database::open(settings.database));
      TRY_OK(database->load_from(scratch / "database"));
    }
    auto made = finish(folder, settings, manifest);
    if (made) made = unfinished.done();  // from here on the folder holds an office, whichever name it has
    if (made) made = put_in_place(folder);
    if (!made && !placed_) {
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
      if (other_engine || settings.database.schema != backed_up_schema_) TRY_OK(record_tables(*office));
      if (out_.rebuilt) TRY_OK(office->rebuild(progress_));
      if (!request_.with_findings) TRY_OK(office->ledger().seal(out_.rebuilt));
      TRY_OK(give_up_newer(*office));
      TRY_OK(verify(*office));
    }
    return {};
  }

  Result<void> give_up_newer(Office& office) {
    TRY(const auto known, known_beyond(office, request_, world_));
    const bool replaces = is_in_use(request_.folder);
    if (known.notes.empty() && !replaces) return {};
    std::int64_t size = 0;
    TRY_OK(office.read([&](db::Session& session) -> Result<void> {
      TRY(size, office.ledger().size(session));
      return {};
    }));
    if (!request_.loss) {
      const Args args{{"folder", request_.folder.string()}, {"size", std::to_string(size)}, {"had", std::to_string(known.had)}};
      return fail(Code::conflict, known.notes.empty() ? "backup.office_there" : "backup.newer_known", args);
    }
    out_.had = known.had;
    TRY(out_.entry, record_loss(office, *request_.loss, known));
    return {};
  }

  // An office that is there changes places with the new one in one step, and is kept beside.
  Result<void> put_in_place(const std::filesystem::path& folder) {
    std::error_code wrong;
    const auto& target = request_.folder;
    const auto parent = target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");
    if (!is_in_use(target)) {
      std::filesystem::remove(target, wrong);  // an empty folder that was there already
      std::filesystem::rename(folder, target, wrong);
      if (wrong) return fail(io_error("rename", target, wrong.value()));
      placed_ = true;
      return sync_folder(parent);
    }
    auto lock = FileLock::take(target / "lock");
    if (!lock) return fail(Code::busy, "app.office_busy", {{"folder", target.string()}});
    auto stamp = world_.clock->now().iso();
    std::erase_if(stamp, [](char c) { return c == '-' || c == ':' || c == '.'; });
    out_.aside = parent / (target.filename().string() + ".before-" + stamp);
    const auto exchange = [&] { return ::renameat2(AT_FDCWD, folder.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) == 0; };
    if (!exchange()) return fail(io_error("rename", target, errno));
    std::filesystem::rename(folder, out_.aside, wrong);
    if (wrong) {  // back as it was: what lay there would go with the scratch folder
      placed_ = !exchange();
      return fail(io_error("rename", out_.aside, wrong.value()));
    }
    placed_ = true;
    return sync_folder(parent);
  }

  Result<void> verify(Office& office) {
    TRY(const auto verified, verify_office(office, {}, progress_));
    out_.entries = verified.log.entries;
    out_.evidence_files = verified.log.evidence_files;
    if (out_.entries < out_.log_size) return fail(Code::corrupt, "backup.entries_missing", {{"entries", std::to_string(out_.entries)}, {"promised", std::to_string(out_.log_size)}});
    out_.findings = verified.log.findings;
    out_.findings.insert(out_.findings.end(), verified.tables.begin(), verified.tables.end());
    out_.findings.insert(out_.findings.end(), verified.security.begin(), verified.security.end());
    if (out_.findings.empty() || request_.with_findings) return {};
    std::string all;
    for (const auto& finding : out_.findings) all += finding.what + " " + finding.where + "; ";
    return fail(Code::corrupt, "backup.not_good", {{"n", std::to_string(out_.findings.size())}, {"first", out_.findings.front().where}}, all);
  }

  const RestoreRequest& request_;
  const World& world_;
  const OnProgress& progress_;
  std::string backed_up_schema_;
  bool placed_ = false;  // the office has its name: nothing of it is taken back any more
  Restored out_;
};
}  // namespace

namespace {
// What an earlier restore into the same place left when it was killed. What cannot be cleared now (the server is away) is no
// reason to restore nothing; `selfcheck` names it.
std::vector<std::filesystem::path> clear_earlier(const std::filesystem::path& target) {
  std::vector<std::filesystem::path> out;
  const auto named = target.filename().empty() ? target.parent_path() : target;
  for (const auto& folder : left_scratch({named.parent_path()}, Instant{INT64_MAX})) {
    if (!folder.filename().string().starts_with("." + named.filename().string() + ".scratch-")) continue;
    std::error_code ignored;
    if (!std::filesystem::exists(folder / "office", ignored)) continue;  // a back-up's, perhaps one that is running
    const auto gone = clear_away(look_at(folder));
    if (gone && *gone) out.push_back(folder);
  }
  return out;
}
}  // namespace

Result<Restored> restore_office(const RestoreRequest& request, const World& world, const OnProgress& progress) {
  TRY_OK(check_request(request));
  const auto cleared = clear_earlier(std::filesystem::absolute(request.folder));
  TRY(const auto scratch, Scratch::beside(std::filesystem::absolute(request.folder), world));
  TRY(auto done, Restoring(request, world, progress).run(scratch.folder()));
  done.cleared = cleared;
  return done;
}
}  // namespace youju::app
