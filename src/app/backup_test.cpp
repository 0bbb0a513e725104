// SPDX-License-Identifier: Apache-2.0
#include "app/backup.h"

#include <doctest/doctest.h>

#include <fstream>
#include <thread>

#include "app/archive.h"
#include "app/proof.h"
#include "app/test_bureau.h"

using namespace youju;
using namespace youju::app;

namespace {
constexpr const char* kPassphrase = "四个词的口令 一二三四五六";

// A file of evidence and some records, sealed.
RecordId fill(Bureau& bureau) {
  const auto saved = bureau.save({{"happened", "3月5日"}, {"topic", "参观纪念馆"}, {"headcount", "23人"}});
  bureau.save({{"happened", "2月5日"}, {"topic", "植树"}, {"headcount", "9人"}});
  const auto file = bureau.base / "记录.txt";
  std::ofstream(file) << "活动记录：参观后座谈，十二人发言。\n";
  REQUIRE(attach_evidence(*bureau.office, bureau.clerk, saved.record, file, "", {}));
  REQUIRE(bureau.office->catch_up());
  REQUIRE(bureau.office->ledger().seal());
  return saved.record;
}

std::int64_t count_of_folder(const std::filesystem::path& folder) {
  return std::distance(std::filesystem::directory_iterator(folder), {});
}

Restored restored(const RestoreRequest& request, const World& world) {
  auto done = restore_office(request, world);
  if (!done) MESSAGE(done.error().message.word << " " << done.error().detail);
  REQUIRE(done);
  return *done;
}

void drop_schema_of(Office& office) {
  const auto schema = office.settings().database.schema;
  REQUIRE(office.database().write([&](db::Tx& tx) { return tx.each_text("drop schema \"" + schema + "\" cascade", {}, {}); }));
}
}  // namespace

TEST_CASE("an office comes back from its archive with every record, file, key and proof") {
  on_both([](Bureau& bureau) {
    const auto record = fill(bureau);
    const auto note = bureau.office->ledger().seal();
    const auto rows = bureau.rows();
    const auto made = back_up(*bureau.office, bureau.clerk, bureau.base / "one.youju", kPassphrase);
    if (!made) MESSAGE(made.error().message.word << " " << made.error().detail);
    REQUIRE(made);
    const auto here = count_of_folder(bureau.base);
    const auto done = restored({bureau.base / "one.youju", bureau.base / "back", kPassphrase, "", false, {}, {}}, bureau.world);
    CHECK(count_of_folder(bureau.base) == here + 1);  // nothing else stays
    CHECK(done.entries >= made->log_size);
    CHECK(done.evidence_files == 1);
    auto office = Office::open(bureau.base / "back", Office::Access::write, bureau.world);
    REQUIRE(office);
    CHECK(verify_office(**office, *note, {})->good());
    std::vector<index::RecordRow> again;
    std::vector<index::EvidenceRow> files;
    REQUIRE((*office)->read([&](db::Session& session) -> Result<void> {
      TRY(again, index::list(session, {}, 100));
      TRY(files, index::evidence_of(session, record));
      return {};
    }));
    REQUIRE(again.size() == rows.size());
    CHECK(again[0].title == rows[0].title);
    REQUIRE(files.size() == 1);
    CHECK(files[0].name == "记录.txt");
    CHECK((*office)->evidence().check(files[0].digest, files[0].size).has_value());
    // It goes on being written and sealed.
    REQUIRE((*office)->ledger().seal(true));
  });
}

TEST_CASE("an archive moves an office to the other engine; a schema in use is left alone") {
  const char* server = std::getenv("YOUJU_TEST_PG");
  if (server == nullptr) {
    MESSAGE("not run: PostgreSQL");
    return;
  }
  Bureau bureau;
  fill(bureau);
  REQUIRE(back_up(*bureau.office, bureau.clerk, bureau.base / "one.youju", kPassphrase));
  auto request = RestoreRequest{bureau.base / "one.youju", bureau.base / "back", kPassphrase, server, false, {}, {}};
  // Cleared of what a run that was cut short may have left.
  {
    db::Settings left;
    left.engine = db::Engine::postgres;
    left.connection = server;
    left.schema = "youju_" + bureau.office->settings().instance.substr(0, 12);
    auto database = db::Database::open(left);
    REQUIRE(database);
    REQUIRE((*database)->write([&](db::Tx& tx) { return tx.each_text("drop schema \"" + left.schema + "\" cascade", {}, {}); }));
  }
  CHECK(restored(request, bureau.world).rebuilt);
  auto office = Office::open(bureau.base / "back", Office::Access::write, bureau.world);
  REQUIRE(office);
  CHECK((*office)->database().engine() == db::Engine::postgres);
  CHECK(verify_office(**office, {}, {})->good());
  request.folder = bureau.base / "second";
  const auto second = restore_office(request, bureau.world);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == Code::conflict);
  CHECK_FALSE(std::filesystem::exists(request.folder));
  CHECK(verify_office(**office, {}, {})->good());  // and the one there is as it was
  drop_schema_of(**office);
}

TEST_CASE("a damaged, cut or foreign archive and a wrong passphrase are refused before anything is touched") {
  Bureau bureau;
  fill(bureau);
  const auto archive = bureau.base / "one.youju";
  REQUIRE(back_up(*bureau.office, bureau.clerk, archive, kPassphrase));
  const auto bytes = *read_file(archive);
  const auto here = count_of_folder(bureau.base);
  SeededRandom random(7);
  const auto refused = [&](const std::string& content, const char* what, const std::string& passphrase = kPassphrase) {
    std::ofstream(archive, std::ios::binary | std::ios::trunc) << content;
    const auto done = restore_office({archive, bureau.base / "back", passphrase, "", false, {}, {}}, bureau.world);
    CHECK_MESSAGE(!done.has_value(), what);
    if (!done) CHECK_MESSAGE((done.error().message.word == "backup.not_opened" || done.error().message.word == "backup.no_archive"), what << " " << done.error().message.word);
    CHECK(count_of_folder(bureau.base) == here);
  };
  for (int i = 0; i < 40; ++i) {
    auto changed = bytes;
    const auto at = i < 8 ? random.below(80) : i < 16 ? bytes.size() - 1 - random.below(40) : random.below(bytes.size());
    changed[at] = static_cast<char>(changed[at] ^ static_cast<char>(1 + random.below(255)));
    refused(changed, ("byte " + std::to_string(at)).c_str());
  }
  for (int i = 0; i < 12; ++i) refused(bytes.substr(0, random.below(bytes.size())), "cut");
  refused("", "empty");
  refused(bytes + "x", "longer");
  refused(bytes.substr(1), "without its first byte");
  refused(bytes, "wrong passphrase", "四个词的口令 一二三四五七");
  std::ofstream(archive, std::ios::binary | std::ios::trunc) << bytes;
  CHECK(restored({archive, bureau.base / "back", kPassphrase, "", false, {}, {}}, bureau.world).evidence_files == 1);
}

TEST_CASE("a back-up taken while others write holds every entry acknowledged before it began") {
  on_both([](Bureau& bureau) {
    fill(bureau);
    std::atomic<bool> stop = false;
    std::atomic<std::int64_t> acknowledged = 0;
    std::thread writer([&] {
      for (int i = 0; !stop && i < 400; ++i) {
        auto added = add_persons(*bureau.office, bureau.clerk, UnitId{"u1"}, {{"人员" + std::to_string(i), {}, {}}});
        if (added) ++acknowledged;
      }
    });
    while (acknowledged < 5) std::this_thread::yield();
    // A reader of its own, as the command has: SQLite's writer holds the folder's lock all the while.
    SeededRandom chance(3);
    const World world{&bureau.clock, &chance};
    auto reader = Office::open(bureau.folder, Office::Access::read, world);
    REQUIRE(reader);
    const auto before = acknowledged.load();
    const auto made = back_up(**reader, bureau.clerk, bureau.base / "busy.youju", kPassphrase);
    stop = true;
    writer.join();
    REQUIRE(made);
    restored({bureau.base / "busy.youju", bureau.base / "back", kPassphrase, "", false, {}, {}}, bureau.world);
    auto office = Office::open(bureau.base / "back", Office::Access::read, bureau.world);
    REQUIRE(office);
    std::int64_t persons = 0;
    REQUIRE((*office)->read([&](db::Session& session) -> Result<void> {
      TRY(const auto roster, people::read_roster(session, {UnitId{"u1"}}));
      persons = static_cast<std::int64_t>(roster.size());
      return {};
    }));
    CHECK(persons >= before);
  });
}

TEST_CASE("what was planted in an office stands nowhere in its archive, and only who may back up gets one") {
  on_both([](Bureau& bureau) {
    fill(bureau);
    const auto archive = bureau.base / "one.youju";
    const auto inside = back_up(*bureau.office, bureau.clerk, bureau.folder / "one.youju", kPassphrase);
    CHECK(inside.error().message.word == "backup.inside");
    CHECK(back_up(*bureau.office, bureau.clerk, archive, "short").error().message.word == "backup.passphrase_short");
    CHECK(back_up(*bureau.office, bureau.leader, archive, kPassphrase).error().code == Code::denied);
    CHECK_FALSE(std::filesystem::exists(archive));
    REQUIRE(back_up(*bureau.office, bureau.clerk, archive, kPassphrase));
    CHECK(back_up(*bureau.office, bureau.clerk, archive, kPassphrase).error().code == Code::conflict);
    const auto bytes = *read_file(archive);
    for (const char* planted : {"参观纪念馆", "记录.txt", "十二人发言", "youju.toml", "SQLite format 3", "evidence/", "示例局", "PRIVATE"}) {
      CAPTURE(planted);
      CHECK(bytes.find(planted) == std::string::npos);
    }
  });
}

TEST_CASE("an office that does not verify is restored only when that is asked for") {
  Bureau bureau;
  fill(bureau);
  for (const auto& file : std::filesystem::recursive_directory_iterator(bureau.folder / "evidence")) {
    if (file.is_regular_file()) std::ofstream(file.path(), std::ios::app) << "x";
  }
  REQUIRE(back_up(*bureau.office, bureau.clerk, bureau.base / "one.youju", kPassphrase));
  RestoreRequest request{bureau.base / "one.youju", bureau.base / "back", kPassphrase, "", false, {}, {}};
  const auto refused = restore_office(request, bureau.world);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.word == "backup.not_good");
  CHECK_FALSE(std::filesystem::exists(request.folder));
  request.with_findings = true;
  CHECK(restored(request, bureau.world).findings.size() == 1);
  const auto again = restore_office(request, bureau.world);
  CHECK(again.error().message.word == "backup.office_there");
}

TEST_CASE("a rehearsal compares the figures of the copy with the office's and leaves nothing behind") {
  on_both([](Bureau& bureau) {
    fill(bureau);
    const auto here = count_of_folder(bureau.base);
    const auto done = rehearse(*bureau.office, bureau.clerk, kPassphrase);
    if (!done) MESSAGE(done.error().message.word << " " << done.error().detail);
    REQUIRE(done);
    CHECK(done->differing.empty());
    CHECK(done->figures > 10);
    CHECK(done->restored.evidence_files == 1);
    CHECK(count_of_folder(bureau.base) == here);
  });
}
