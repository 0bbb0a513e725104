// SPDX-License-Identifier: Apache-2.0
// Taking a back-up while others write, and rehearsing that it can be restored.
#include "app/backup.h"

#include <unistd.h>

#include <chrono>

#include "app/archive.h"
#include "app/leftovers.h"
#include "app/scratch.h"
#include "app/settings.h"
#include "base/text.h"
#include "figures/figures.h"

namespace youju::app {
namespace {
constexpr std::size_t kLeastPassphrase = 12;
constexpr int kAttempts = 3;
const UnitId kRoot{"u1"};

std::string engine_word(db::Engine engine) { return engine == db::Engine::sqlite ? "sqlite" : "postgresql"; }

Result<void> require_right(Office& office, const people::Who& who) {
  return office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    if (!people::may(who, people::Right::back_up, kRoot, tree, office.roles(), office.today())) return fail(Code::denied, "backup.denied");
    return {};
  });
}

bool lies_within(const std::filesystem::path& path, const std::filesystem::path& folder) {
  std::error_code ignored;
  const auto inner = std::filesystem::weakly_canonical(path, ignored), outer = std::filesystem::weakly_canonical(folder, ignored);
  return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

// The database comes as a copy of its own; locks and unfinished files are nobody's.
bool is_left_out(const std::string& name, const OfficeSettings& settings) {
  const auto database = settings.database.engine == db::Engine::sqlite ? settings.database.file.filename().string() : std::string{};
  const std::filesystem::path path(name);
  return name == "lock" || name == "high-water" || name.starts_with("evidence/incoming/") || path.extension() == ".part" ||
         path.filename().string().starts_with(".") || (!database.empty() && name.starts_with(database));
}

Result<std::vector<std::string>> files_of(const Office& office) {
  namespace fs = std::filesystem;
  std::vector<std::string> names;
  std::error_code wrong;
  auto it = fs::recursive_directory_iterator(office.folder(), fs::directory_options::follow_directory_symlink, wrong);
  for (; !wrong && it != fs::recursive_directory_iterator(); it.increment(wrong)) {
    std::error_code gone;
    if (!it->is_regular_file(gone)) continue;
    auto name = it->path().lexically_relative(office.folder()).generic_string();
    if (!is_left_out(name, office.settings())) names.push_back(std::move(name));
  }
  if (wrong) return fail(io_error("list", office.folder(), wrong.value()));
  std::sort(names.begin(), names.end());
  return names;
}

// One attempt: the high-water file before the database, which must contain it; evidence after, which entries name only once it is there.
class Attempt {
 public:
  Attempt(Office& office, std::filesystem::path copy, const OnProgress& progress) : office_(office), copy_(std::move(copy)), progress_(progress) {}

  Result<void> copy_database() {
    auto known = read_file(office_.folder() / "high-water", 1u << 20);
    if (!known && known.error().code != Code::absent) return fail(std::move(known).error());
    high_water_ = known ? *known : std::string{};
    TRY_OK(office_.read([&](db::Session& session) -> Result<void> {
      TRY(size_, office_.ledger().size(session));
      return {};
    }));
    std::error_code ignored;
    std::filesystem::remove(copy_, ignored);
    return office_.database().copy_to(copy_);
  }

  Result<void> write(MemberWriter& writer, Instant now) {
    TRY_OK(writer.add_file("database", copy_));
    if (!high_water_.empty()) TRY_OK(writer.add("office/high-water", high_water_, 0644));
    TRY(const auto names, files_of(office_));
    std::int64_t done = 0;
    for (const auto& name : names) {
      TRY_OK(writer.add_file("office/" + name, office_.folder() / name));
      if (progress_) progress_(++done, static_cast<std::int64_t>(names.size()));
    }
    done_.log_size = size_;
    done_.engine = engine_word(office_.settings().database.engine);
    const auto& settings = office_.settings();
    TRY_OK(writer.finish(Json{{"format", 1}, {"program", YOUJU_VERSION}, {"engine", done_.engine}, {"origin", settings.origin},
                              {"instance", settings.instance}, {"made_at", now.iso()}, {"log_size", size_}}));
    done_.files = writer.members();
    done_.bytes = writer.bytes();
    return {};
  }

  // An erasure meanwhile may have taken a file away that the copy of the database still names.
  Result<bool> erased_meanwhile() {
    bool erased = false;
    TRY_OK(office_.read([&](db::Session& session) -> Result<void> {
      TRY(const auto now, office_.ledger().size(session));
      return office_.ledger().each(session, size_, now, false, [&](const ledger::Entry& entry) -> Result<void> {
        erased = erased || entry.head.type == ledger::EntryType::erase;
        return {};
      });
    }));
    return erased;
  }
  const BackedUp& done() const { return done_; }

 private:
  Office& office_;
  std::filesystem::path copy_;
  const OnProgress& progress_;
  std::string high_water_;
  std::int64_t size_ = 0;
  BackedUp done_;
};
}  // namespace

Result<BackedUp> back_up(Office& office, const people::Who& who, const std::filesystem::path& out, std::string_view passphrase,
                         const OnProgress& progress) {
  TRY_OK(require_right(office, who));
  if (code_point_count(passphrase) < kLeastPassphrase) return fail(Code::invalid, "backup.passphrase_short", {{"least", std::to_string(kLeastPassphrase)}});
  if (lies_within(out, office.folder())) return fail(Code::invalid, "backup.inside", {{"file", out.string()}});
  std::error_code ignored;
  if (std::filesystem::exists(out, ignored)) return fail(Code::conflict, "backup.exists", {{"file", out.string()}});
  TRY(const auto scratch, Scratch::beside(out, office.world()));
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    Attempt once(office, scratch.folder() / "database", progress);
    TRY_OK(once.copy_database());
    const auto now = office.world().clock->now();
    const auto made = scratch.folder() / "archive";
    std::filesystem::remove(made, ignored);
    TRY_OK(write_archive(made, passphrase, office.world(), [&](MemberWriter& writer) { return once.write(writer, now); }));
    TRY(const bool again, once.erased_meanwhile());
    if (again) continue;
    // A link never replaces a file that somebody put there meanwhile.
    if (::link(made.c_str(), out.c_str()) != 0) {
      if (errno == EEXIST) return fail(Code::conflict, "backup.exists", {{"file", out.string()}});
      return fail(io_error("create", out, errno));
    }
    TRY_OK(sync_folder(out.has_parent_path() ? out.parent_path() : std::filesystem::path(".")));
    return once.done();
  }
  return fail(Code::busy, "backup.erasures");
}

std::vector<std::string> rehearsal_figures(const kinds::Catalogue& catalogue) {
  std::vector<std::string> out;
  for (const auto& kind : catalogue.kinds()) {
    out.push_back("count(" + kind.id.text + ")");
    out.push_back("late_share(" + kind.id.text + ")");
  }
  return out;
}

namespace {
Result<std::vector<std::string>> answers(Office& office, const std::vector<std::string>& expressions, std::int64_t at, Date today) {
  std::vector<std::string> out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto units, people::read_units(session));
    figures::Context context;
    context.catalogue = &office.catalogue();
    context.units = &units;
    context.unit = kRoot;
    context.period = Period{*Date::of(1900, 1, 1), *Date::of(2199, 12, 31)};
    context.at = at;
    context.log_size = at;
    context.today = today;
    for (const auto& text : expressions) {
      TRY(const auto expression, figures::parse(text, office.catalogue(), units, {}));
      TRY(const auto figure, figures::evaluate(session, expression, context));
      out.push_back(fmt::format("{} ({}, {} late of {})", figure.value ? figure.value->text() : "—", figure.of_size, figure.late.late, figure.late.of));
    }
    return {};
  }));
  return out;
}

std::int64_t ms_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start).count();
}
}  // namespace

Result<Rehearsed> rehearse(Office& office, const people::Who& who, std::string_view passphrase, const OnProgress& progress) {
  Rehearsed out;
  TRY(const auto scratch, Scratch::beside(std::filesystem::absolute(office.folder()), office.world()));
  const auto archive = scratch.folder() / "rehearsal.youju";
  auto start = std::chrono::steady_clock::now();
  TRY(out.backup, back_up(office, who, archive, passphrase, progress));
  out.backup_ms = ms_since(start);
  TRY_OK(rehearse_archive(office, archive, passphrase, out.backup.log_size, out, progress));
  return out;
}

Result<void> rehearse_archive(Office& office, const std::filesystem::path& archive, std::string_view passphrase, std::int64_t log_size, Rehearsed& out,
                              const OnProgress& progress) {
  TRY(const auto scratch, Scratch::beside(std::filesystem::absolute(office.folder()), office.world()));
  std::error_code ignored;
  out.archive_bytes = static_cast<std::int64_t>(std::filesystem::file_size(archive, ignored));
  const auto start = std::chrono::steady_clock::now();
  TRY(const auto unfinished, Unfinished::mark(scratch.folder()));  // the copy in it is nobody's office
  const RestoreRequest request{archive, scratch.folder() / "office", std::string(passphrase), "", false, {}, {}};
  TRY(out.restored, restore_office(request, office.world(), progress));
  out.restore_ms = ms_since(start);
  TRY(const auto copy, Office::open(request.folder, Office::Access::read, office.world()));
  const auto expressions = rehearsal_figures(office.catalogue());
  if (log_size < 0) log_size = out.restored.log_size;
  TRY(const auto here, answers(office, expressions, log_size, office.today()));
  TRY(const auto there, answers(*copy, expressions, log_size, office.today()));
  out.figures = static_cast<std::int64_t>(expressions.size());
  for (std::size_t i = 0; i < expressions.size(); ++i) {
    if (here[i] != there[i]) out.differing.push_back({expressions[i], here[i], there[i]});
  }
  return {};
}
}  // namespace youju::app
