// SPDX-License-Identifier: Apache-2.0
#include "app/keeping.h"


#include <algorithm>

#include "app/app_sql.h"
#include "app/settings.h"
#include "base/text.h"

namespace youju::app {
namespace {
using KeptWhat = Kept::What;
constexpr std::string_view kKeptNames[] = {"back_up", "rehearse", "nightly"};

UnitId whole_office(const people::UnitTree& tree) { return tree.all().empty() ? UnitId{"u1"} : tree.all().front().id; }
Result<void> may_keep(Office& office, const people::Who& who) {
  return office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto now, people::who_of(session, who.account));
    TRY(const auto tree, people::read_units(session));
    if (people::may(now, people::Right::back_up, whole_office(tree), tree, office.roles(), office.today())) return {};
    return fail(Code::denied, "people.no_right", {{"name", who.name}, {"right", "@people.right_back_up"}, {"unit", office.settings().name}});
  });
}

Json message_json(const Message& message) {
  Json args = Json::object();
  for (const auto& [key, value] : message.args) args[key] = value;
  return Json{{"word", message.word}, {"args", std::move(args)}};
}

Result<void> put_kept(Office& office, const Kept& kept) {
  return office.database().write([&](db::Tx& tx) -> Result<void> {
    const auto started = kept.started.iso(), ended = kept.ended ? kept.ended->iso() : std::string(), archive = kept.archive.string(), result = canonical(kept.result);
    TRY_OK(tx.run(sql::put_keeping, {kept.id, kept_name(kept.what), kept.by.text, started, ended, std::int64_t{kept.good ? 1 : 0}, archive, result}));
    return {};
  });
}

Json night_json(const Nightly& night) {
  Json steps = Json::array();
  for (const auto& step : night.steps) steps.push_back(Json{{"name", step.name}, {"good", step.good}, {"damage", step.damage}, {"message", message_json(step.message)}});
  return Json{{"steps", std::move(steps)}};
}

std::string archive_stamp(Instant now) {
  auto stamp = now.iso().substr(0, 19);
  std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
  return "youju-" + stamp + "Z.youju";
}

Result<std::string> passphrase_of(const KeepingPlace& place, std::string typed) {
  if (!typed.empty()) return typed;
  if (place.passphrase_file.empty()) return fail(Code::invalid, "backuppage.passphrase_needed");
  TRY(const auto text, read_file(place.passphrase_file, 4096));
  return text.substr(0, text.find_first_of("\r\n"));
}
}  // namespace

std::string_view kept_name(KeptWhat what) { return kKeptNames[static_cast<std::size_t>(what)]; }

Result<KeepingPlace> keeping_place(const Office& office) {
  TRY(const auto settings, read_settings(office.folder()));
  KeepingPlace out{settings.back_up.to, !settings.back_up.to.empty(), settings.back_up.passphrase_file, settings.back_up.at, settings.back_up.keep};
  if (out.folder.empty()) {
    const auto folder = std::filesystem::absolute(office.folder()).lexically_normal();
    const auto here = folder.filename().empty() ? folder.parent_path() : folder;
    out.folder = here.parent_path() / (here.filename().string() + "-backups");
  }
  return out;
}

Result<std::vector<Kept>> kept_lately(Office& office, int limit) {
  std::vector<Kept> out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    return session.each(sql::keepings, {std::int64_t{limit}}, [&](const db::Row& row) {
      Kept one;
      one.id = row.text(0);
      const auto what = std::find(std::begin(kKeptNames), std::end(kKeptNames), row.text(1));
      one.what = what == std::end(kKeptNames) ? KeptWhat::back_up : static_cast<KeptWhat>(what - std::begin(kKeptNames));
      one.by = AccountId{std::string(row.text(2))};
      one.started = Instant::parse(row.text(3)).value_or(Instant{});
      one.ended = Instant::parse(row.text(4));
      one.good = row.integer(5) != 0;
      one.archive = std::string(row.text(6));
      if (auto result = parse_json(row.text(7))) one.result = std::move(*result);
      out.push_back(std::move(one));
      return true;
    });
  }));
  return out;
}

Result<std::vector<ArchiveFile>> archives(const Office& office) {
  TRY(const auto place, keeping_place(office));
  std::vector<ArchiveFile> out;
  std::error_code wrong;
  for (const auto& item : std::filesystem::directory_iterator(place.folder, wrong)) {
    if (item.path().extension() != ".youju" || !item.is_regular_file(wrong)) continue;
    const auto when = std::chrono::file_clock::to_sys(item.last_write_time(wrong)).time_since_epoch();
    out.push_back({item.path(), static_cast<std::int64_t>(item.file_size(wrong)), Instant{std::chrono::duration_cast<std::chrono::milliseconds>(when).count()}});
  }
  std::sort(out.begin(), out.end(), [](const ArchiveFile& a, const ArchiveFile& b) { return a.file.filename() > b.file.filename(); });
  return out;
}

Result<void> remember_night(Office& office, const people::Who& who, Instant started, const Result<Nightly>& done) {
  Kept kept;
  kept.id = make_uuid4(office.world());
  kept.what = KeptWhat::nightly, kept.by = who.account, kept.started = started, kept.ended = office.world().clock->now();
  kept.good = done && done->good();
  if (done) kept.archive = done->archive, kept.result = night_json(*done);
  else kept.result = Json{{"message", message_json(done.error().message)}};
  return put_kept(office, kept);
}

Keeper::~Keeper() { wait(); }

void Keeper::wait() {
  std::thread ends;
  {
    const std::lock_guard hold(lock_);
    ends = std::move(thread_);
  }
  if (ends.joinable()) ends.join();
}

std::optional<Keeper::Doing> Keeper::doing() const {
  const std::lock_guard hold(lock_);
  return doing_;
}

Result<void> Keeper::start(const people::Who& who, KeptWhat what, std::string passphrase, const std::string& archive) {
  TRY_OK(may_keep(office_, who));
  TRY(const auto place, keeping_place(office_));
  TRY(passphrase, passphrase_of(place, std::move(passphrase)));
  if (code_point_count(passphrase) < 12) return fail(Code::invalid, "backup.passphrase_short", {{"least", "12"}});
  Kept kept;
  kept.id = make_uuid4(office_.world());
  kept.what = what, kept.by = who.account, kept.started = office_.world().clock->now();
  if (what == KeptWhat::rehearse) {
    TRY(const auto there, archives(office_));
    const auto found = std::find_if(there.begin(), there.end(), [&](const ArchiveFile& one) { return one.file.filename() == archive; });
    if (found == there.end()) return fail(Code::absent, "backuppage.no_archive", {{"file", archive}});
    kept.archive = found->file;
  } else if (what == KeptWhat::back_up) {
    kept.archive = place.folder / archive_stamp(kept.started);
  }
  const std::lock_guard hold(lock_);
  if (doing_) return fail(Code::conflict, "backuppage.busy");
  if (thread_.joinable()) thread_.join();  // it has ended
  std::error_code wrong;
  std::filesystem::create_directories(place.folder, wrong);
  if (wrong) return fail(io_error("create", place.folder, wrong.value()));
  TRY_OK(put_kept(office_, kept));
  doing_ = Doing{what, kept.started, 0, 0};
  thread_ = std::thread([this, kept, who, passphrase = std::move(passphrase)]() mutable { run(std::move(kept), who, std::move(passphrase)); });
  return {};
}

void Keeper::run(Kept kept, people::Who who, std::string passphrase) {
  const OnProgress progress = [this](std::int64_t done, std::int64_t of) {
    const std::lock_guard hold(lock_);
    if (doing_) doing_->done = done, doing_->of = of;
  };
  const auto work = [&]() -> Result<void> {
    if (kept.what == KeptWhat::back_up) {
      TRY(const auto done, back_up(office_, who, kept.archive, passphrase, progress));
      kept.result = Json{{"entries", done.log_size}, {"files", done.files}, {"bytes", done.bytes}};
      kept.good = true;
    } else if (kept.what == KeptWhat::rehearse) {
      Rehearsed done;
      TRY_OK(rehearse_archive(office_, kept.archive, passphrase, -1, done, progress));
      kept.result = Json{{"entries", done.restored.entries}, {"figures", done.figures}, {"differing", done.differing.size()}, {"ms", done.restore_ms}};
      kept.good = done.differing.empty();
    } else {
      TRY(const auto place, keeping_place(office_));
      TRY(const auto night, run_nightly(office_, who, {place.folder, passphrase, place.keep}, progress));
      kept.archive = night.archive, kept.result = night_json(night), kept.good = night.good();
    }
    return {};
  };
  const auto done = work();
  if (!done) kept.good = false, kept.result = Json{{"message", message_json(done.error().message)}};
  kept.ended = office_.world().clock->now();
  const auto put = put_kept(office_, kept);
  if (!put) fmt::print(stderr, "youju: back-up: {}\n", put.error().detail);
  const std::lock_guard hold(lock_);
  doing_.reset();
}

void Keeper::tick() {
  const auto place = keeping_place(office_);
  if (!place || place->at.empty() || place->passphrase_file.empty()) return;
  constexpr std::int64_t kChina = 8LL * 3'600'000, kDay = 86'400'000;
  const auto now = office_.world().clock->now();
  const auto minute = (now.ms + kChina) % kDay / 60'000;
  const auto wanted = std::atoi(place->at.substr(0, 2).c_str()) * 60 + std::atoi(place->at.substr(3).c_str());
  const auto today = now.shanghai_date().iso();
  if (minute < wanted || minute >= wanted + 60) return;
  {
    const std::lock_guard hold(lock_);
    if (doing_ || last_night_ == today) return;
    last_night_ = today;
  }
  // As who serves the office, like a timer of the system would.
  people::Who who;
  const auto found = office_.read([&](db::Session& session) -> Result<void> {
    TRY(who, people::sign_in_os_user(session, os_user(), office_.today()));
    return {};
  });
  const auto started = found ? start(who, KeptWhat::nightly, {}) : found;
  if (started) return;
  fmt::print(stderr, "youju: nightly: {}\n", started.error().message.word);
  const auto told = remember_night(office_, who, now, Result<Nightly>(tl::unexpected<Error>(started.error())));
  static_cast<void>(told);
}
}  // namespace youju::app
