// SPDX-License-Identifier: Apache-2.0
// One opened folder: settings, packs, keys, database, and the one way to write.
#include "app/app.h"

#include <atomic>
#include <mutex>

#include "app/app_sql.h"
#include "app/comments.h"
#include "app/evidence_text.h"
#include "app/layouts.h"
#include "app/packs.h"
#include "app/packs_change.h"
#include "app/request_key.h"
#include "app/settings.h"
#include "flow/flow.h"

namespace youju::app {

struct Office::Inside {
  std::filesystem::path folder;
  OfficeSettings settings;
  World world;
  std::optional<FileLock> lock;
  // Packs and roles in force. A change is laid over what was: a request that began under the old rules ends under them, so what was in
  // force stays; there are few changes in the life of a program.
  struct Rules {
    PackShelf shelf;
    std::vector<people::Role> roles;
  };
  std::vector<std::unique_ptr<const Rules>> all_rules;
  std::atomic<const Rules*> rules{nullptr};
  std::mutex adopting;  // one change of packs at a time
  void take(PackShelf shelf, std::vector<people::Role> roles) {
    all_rules.push_back(std::make_unique<const Rules>(Rules{std::move(shelf), std::move(roles)}));
    rules = all_rules.back().get();
  }
  std::unique_ptr<db::Database> database;
  people::KeptStanding standing;
  std::int64_t forgets_at_ms = 0;  // answers to requests; inside writes, which come one after another
  std::unique_ptr<ledger::Ledger> ledger;
  std::unique_ptr<ledger::EvidenceStore> evidence;
  std::unique_ptr<ledger::SecurityLog> security;
};

Office::Office() : inside_(std::make_unique<Inside>()) {}
Office::~Office() = default;

const std::filesystem::path& Office::folder() const { return inside_->folder; }
const OfficeSettings& Office::settings() const { return inside_->settings; }
const kinds::Catalogue& Office::catalogue() const { return inside_->rules.load()->shelf.in_force(); }
const kinds::Calendar& Office::calendar() const { return inside_->rules.load()->shelf.in_force().calendar(); }
const std::vector<people::Role>& Office::roles() const { return inside_->rules.load()->roles; }
db::Database& Office::database() { return *inside_->database; }
ledger::Ledger& Office::ledger() { return *inside_->ledger; }
ledger::EvidenceStore& Office::evidence() { return *inside_->evidence; }
ledger::SecurityLog& Office::security() { return *inside_->security; }
const World& Office::world() const { return inside_->world; }
people::KeptStanding& Office::standing() { return inside_->standing; }
Date Office::today() const { return inside_->world.clock->now().shanghai_date(); }
const PackShelf& Office::shelf() const { return inside_->rules.load()->shelf; }

index::Context Office::index_context() const {
  index::Context context;
  context.catalogue = &inside_->rules.load()->shelf.in_force();
  context.go_live = inside_->settings.go_live;
  return context;
}

Result<std::unique_ptr<Office>> Office::open_folder(const std::filesystem::path& folder, Access access, const World& world, bool must_exist) {
  std::unique_ptr<Office> office(new Office());
  auto& in = *office->inside_;
  in.folder = folder;
  in.world = world;
  TRY(in.settings, read_settings(folder));
  const bool one_writer = in.settings.database.engine == db::Engine::sqlite;
  if (access == Access::write && one_writer) {
    auto lock = FileLock::take(folder / "lock");
    if (!lock) {
      if (lock.error().code == Code::busy) return fail(Code::busy, "app.office_busy", {{"folder", folder.string()}});
      return fail(std::move(lock).error());
    }
    in.lock.emplace(std::move(*lock));
  }
  TRY_OK(office->read_packs());
  TRY(auto keys, ledger::read_keys(folder / "keys"));
  if (in.settings.slow_ms) db::tell_slow_statements(*in.settings.slow_ms);
  in.settings.database.read_only = access == Access::read;
  in.settings.database.must_exist = must_exist;
  TRY(in.database, db::Database::open(in.settings.database));
  in.ledger = std::make_unique<ledger::Ledger>(*in.database, folder, std::move(keys), world);
  in.evidence = std::make_unique<ledger::EvidenceStore>(folder / "evidence");
  in.security = std::make_unique<ledger::SecurityLog>(folder / "security", in.ledger->keys(), world);
  if (access == Access::write) TRY_OK(office->migrate());
  return office;
}

Result<std::unique_ptr<Office>> Office::open_new(const std::filesystem::path& folder, const World& world) {
  return open_folder(folder, Access::write, world, false);
}

Result<std::unique_ptr<Office>> Office::open(const std::filesystem::path& folder, Access access, const World& world) {
  TRY(auto office, open_folder(folder, access, world, true));
  bool waits = false;  // reading changes nothing, so what an older program left is brought up to date before it
  TRY_OK(office->read([&](db::Session& session) -> Result<void> {
    TRY(waits, db::waits_for_migration(session));
    return {};
  }));
  if (waits) {
    office.reset();
    TRY_OK(open_folder(folder, Access::write, world, true));
    TRY(office, open_folder(folder, access, world, true));
  }
  auto& in = *office->inside_;
  TRY_OK(office->read([&](db::Session& session) -> Result<void> {
    TRY_OK(in.ledger->settle_rotation(session));
    TRY_OK(office->settle_packs(session));
    TRY_OK(office->shelf().compare_with_log(session, *in.ledger));
    TRY(const auto settings, in.ledger->history(session, "go_live", true));
    if (!settings.empty()) {
      const auto& more = settings.back().head.more;
      if (more.contains("value") && more["value"].is_string()) in.settings.go_live = Date::parse(more["value"].get<std::string>());
    }
    return {};
  }));
  return office;
}

Result<void> Office::read_packs() {
  auto& in = *inside_;
  TRY(const auto settings, read_settings(in.folder));
  TRY(auto shelf, PackShelf::open(in.folder / "packs", settings.packs));
  TRY(auto roles, shelf.roles());
  in.take(std::move(shelf), std::move(roles));
  return {};
}

// What the log adopted and the folder does not yet say: a cut between the two, or another node that adopted it.
Result<void> Office::settle_packs(db::Session& session) {
  const std::lock_guard hold(inside_->adopting);
  TRY(const bool changed, write_adopted_packs(*this, session));
  return changed ? read_packs() : Result<void>{};
}

Result<void> Office::migrate() {
  // The log says what the tables are. Only a change made by our own migration is logged: tables that did not fit before
  // it were changed by somebody else, and verify must go on saying so.
  bool waits = true, as_logged = false;
  auto before = read([&](db::Session& session) -> Result<void> {
    TRY(waits, db::waits_for_migration(session));
    if (!waits) return {};
    TRY(const auto size, ledger().size(session));
    TRY(const auto setting, ledger::schema_setting(session));
    as_logged = size > 0 && !setting;
    return {};
  });
  if (waits) TRY_OK(inside_->database->migrate());
  TRY_OK(index::fill_clocks(*inside_->database, ledger(), index_context(), [](db::Session& session) -> Result<std::vector<std::string>> {
    std::vector<std::string> made;
    TRY_OK(session.each(sql::ids_of_reports, {}, [&](const db::Row& row) {
      made.emplace_back(row.text(0));
      return true;
    }));
    return made;
  }));
  if (!before || !as_logged) return {};  // a database without tables yet, or one that is not as logged
  return write([&](Writer& writer) -> Result<void> {
    TRY(auto setting, ledger::schema_setting(writer.tx));
    if (setting) TRY_OK(writer.append(*setting));
    return {};
  });
}

Result<ledger::Entry> Office::Writer::append(const ledger::NewEntry& entry) {
  TRY(auto written, office.ledger().append(tx, entry));
  TRY_OK(office.follow(tx, written));
  return written;
}

Result<void> Office::follow(db::Tx& tx, const ledger::Entry& entry) {
  const auto& head = entry.head;
  TRY_OK(people::apply(tx, people::Event{ledger::type_name(head.type), head.object, head.unit, head.open, head.personal, entry.index}, inside_->standing));
  TRY_OK(index::apply(tx, entry, index_context()));
  TRY_OK(flow::apply(tx, entry));
  TRY_OK(follow_papers(*this, tx, entry));
  if (head.type == ledger::EntryType::erase) TRY_OK(follow_erasure(tx, entry));
  return {};
}

// People's tables take each entry as a whole: those whose personal payload is gone are followed once more, now without it.
Result<void> Office::follow_erasure(db::Tx& tx, const ledger::Entry& erasure) {
  std::set<std::string> objects;  // what was said about them goes, too
  for (const auto* key : {"targets", "open_targets"}) {
    for (const auto& target : erasure.head.more.value(key, Json::array())) {
      if (!target.is_number_integer()) continue;
      TRY(const auto entry, ledger().read(tx, target.get<std::int64_t>(), false));
      objects.insert(entry.head.object);
    }
  }
  for (const auto& object : objects) TRY_OK(empty_comments(tx, object, erasure.at));
  for (const auto& target : erasure.head.more.value("targets", Json::array())) {
    if (!target.is_number_integer()) continue;
    TRY(const auto entry, ledger().read(tx, target.get<std::int64_t>(), true));
    const auto& head = entry.head;
    TRY_OK(people::apply(tx, people::Event{ledger::type_name(head.type), head.object, head.unit, head.open, head.personal, entry.index}, inside_->standing));
  }
  return {};
}

Result<void> Office::read(const std::function<Result<void>(db::Session&)>& work) { return inside_->database->read(work); }

Result<void> Office::write(const std::function<Result<void>(Writer&)>& work) {
  return inside_->database->write([&](db::Tx& tx) -> Result<void> {
    Writer writer{tx, *this};
    return work(writer);
  });
}

Result<Json> Office::write_once(const people::Who& who, const std::function<Result<Json>(Writer&)>& work) {
  Json answer;
  TRY_OK(write([&](Writer& writer) -> Result<void> {
    const auto key = request_key(who).key;
    if (!key.empty()) {
      TRY(const auto stored, writer.tx.text(sql::answer_of_request, {std::string_view(who.account.text), key}));
      if (stored) {
        TRY(answer, answer_again(who, *stored));
        return {};
      }
    }
    TRY(answer, work(writer));
    return keep_answer(writer.tx, who, answer);
  }));
  return answer;
}

Result<void> Office::keep_answer(db::Tx& tx, const people::Who& who, const Json& answer) {
  constexpr std::int64_t kKeptMs = 30LL * 86'400'000, kForgotEveryMs = 3'600'000;
  if (who.idempotency_key.empty() || answer.empty()) return {};  // what was refused is judged again when it comes again
  const auto now = inside_->world.clock->now();
  // Looks at every answer, so it is not done with each.
  if (now.ms >= inside_->forgets_at_ms) {
    inside_->forgets_at_ms = now.ms + kForgotEveryMs;
    const auto old = Instant{now.ms - kKeptMs}.iso();
    TRY_OK(tx.queue(sql::forget_answers, {std::string_view(old)}));
  }
  const auto [key, asked] = request_key(who);
  auto kept = answer;
  if (!asked.empty()) kept["asked"] = std::string(asked);
  const auto at = now.iso(), text = canonical(kept);
  return tx.queue(sql::keep_answer, {std::string_view(who.account.text), key, std::string_view(at), std::string_view(text)});
}

Result<void> Office::catch_up() {
  for (;;) {
    TRY(const auto remaining, index::catch_up_search(*inside_->database, *inside_->ledger, index_context()));
    if (remaining == 0) return {};
  }
}

Result<std::int64_t> Office::rebuild(const std::function<void(std::int64_t, std::int64_t)>& progress) {
  std::int64_t size = 0;
  TRY_OK(write([&](Writer& writer) -> Result<void> {
    TRY_OK(drop_papers(writer.tx));
    TRY_OK(flow::drop_derived(writer.tx));
    TRY_OK(index::drop_derived(writer.tx));
    TRY_OK(people::drop_derived(writer.tx, inside_->standing));
    TRY(size, inside_->ledger->size(writer.tx));
    // In stretches, so that no statement stays open over the writes that follow from it.
    constexpr std::int64_t kStretch = 5'000;
    for (std::int64_t from = 0; from < size; from += kStretch) {
      const auto to = std::min(size, from + kStretch);
      std::vector<ledger::Entry> entries;
      entries.reserve(static_cast<std::size_t>(to - from));
      TRY_OK(inside_->ledger->each(writer.tx, from, to, true, [&](const ledger::Entry& entry) -> Result<void> {
        entries.push_back(entry);
        return {};
      }));
      for (const auto& entry : entries) TRY_OK(follow(writer.tx, entry));
      if (progress) progress(to, size);
    }
    return {};
  }));
  TRY_OK(catch_up());
  TRY_OK(index_all_evidence_text(*this));
  return size;
}
}  // namespace youju::app
