// SPDX-License-Identifier: Apache-2.0
// What only a database in a file can meet: another process, damage, a full disk.
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "db/db.h"
#include "db/sqlite_connection.h"
#include "tests/fresh_database.h"

using namespace youju;
using namespace youju::db;
using youju::testing::TempFolder;

namespace {
Settings at(const std::filesystem::path& file) {
  Settings settings;
  settings.file = file;
  return settings;
}
Result<void> put(Database& database, std::int64_t id, const std::string& text) {
  return database.write([&](Tx& tx) {
    return tx.each_text("insert into item (id, name) values ($1, $2)", {id, std::string_view(text)}, {});
  });
}
std::unique_ptr<Database> with_items(const std::filesystem::path& file, int rows) {
  auto database = Database::open(at(file));
  REQUIRE(database);
  REQUIRE((*database)->write(
      [](Tx& tx) { return tx.each_text("create table item (id integer primary key, name text)", {}, {}); }));
  for (int i = 0; i < rows; ++i) REQUIRE(put(**database, i, std::string(500, 'x')));
  return std::move(*database);
}
std::int64_t rows_of(Database& database) {
  std::int64_t found = -1;
  const auto read = database.read([&](Session& session) {
    return session.each_text("select count(*) from item", {}, [&](const Row& row) {
      found = row.integer(0);
      return true;
    });
  });
  CHECK(read.has_value());
  return found;
}
void overwrite(const std::filesystem::path& file, std::streamoff from, const std::string& bytes) {
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekp(from);
  stream << bytes;
  REQUIRE(stream.good());
}
// Runs `what` in a child process and gives its exit status.
int in_child(const std::function<int()>& what) {
  const auto child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) ::_exit(what());
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
}  // namespace

TEST_CASE("a second process is locked out while the first has the file open, and let in afterwards") {
  const TempFolder folder;
  const auto open_elsewhere = [&] {
    return in_child([&] {
      const auto database = Database::open(at(folder / "youju.db"));
      if (database) return 0;
      return database.error().code == Code::busy && database.error().message.word == "db.locked" ? 7 : 1;
    });
  };
  auto database = with_items(folder / "youju.db", 1);
  CHECK(open_elsewhere() == 7);
  auto reading = at(folder / "youju.db");
  reading.read_only = true;
  CHECK(Database::open(reading).has_value());
  database.reset();
  CHECK(open_elsewhere() == 0);
}

TEST_CASE("a process that is killed leaves neither its lock nor half a write") {
  const TempFolder folder;
  const int status = in_child([&] {
    auto database = with_items(folder / "youju.db", 5);
    const auto died = database->write([](Tx& tx) -> Result<void> {
      TRY_OK(tx.each_text("insert into item (id, name) values (100, 'half')", {}, {}));
      ::kill(::getpid(), SIGKILL);
      return {};
    });
    return died ? 0 : 1;
  });
  CHECK(status == 128 + SIGKILL);
  auto database = Database::open(at(folder / "youju.db"));
  REQUIRE(database);
  CHECK(rows_of(**database) == 5);
  CHECK((*database)->check_storage().has_value());
}

TEST_CASE("what was acknowledged lies in the file and its WAL, however many pages the commit had") {
  const TempFolder folder;
  auto database = with_items(folder / "youju.db", 0);
  // A copy of both files as they lie is what a power cut leaves.
  const auto rows_after_power_cut = [&] {
    for (const auto* tail : {"", "-wal"}) {
      std::filesystem::copy_file(folder / (std::string("youju.db") + tail), folder / (std::string("cut.db") + tail),
                                 std::filesystem::copy_options::overwrite_existing);
    }
    std::filesystem::remove(folder / "cut.db-shm");
    auto again = Database::open(at(folder / "cut.db"));
    REQUIRE(again);
    return rows_of(**again);
  };
  std::int64_t id = 0;
  for (const std::size_t size : {10U, 4'000U, 60'000U, 120'000U, 130'000U, 270'000U, 1'000'000U, 10U}) {
    CAPTURE(size);
    REQUIRE(put(*database, ++id, std::string(size, 'x')));
    CHECK(rows_of(*database) == id);
    CHECK(rows_after_power_cut() == id);
  }
  // More than the cache holds: pages go to the WAL and are read and written again before the commit.
  REQUIRE(database->write([&](Tx& tx) -> Result<void> {
    const std::string text(1'000'000, 'y');
    for (int i = 0; i < 80; ++i) TRY_OK(tx.each_text("insert into item (id, name) values ($1, $2)", {++id, std::string_view(text)}, {}));
    TRY_OK(tx.each_text("update item set name = 'z' || substr(name, 2) where id % 7 = 0", {}, {}));
    std::int64_t changed = 0;
    TRY_OK(tx.each_text("select count(*) from item where name like 'z%'", {}, [&](const Row& row) {
      changed = row.integer(0);
      return true;
    }));
    CHECK(changed == id / 7);
    return {};
  }));
  CHECK(rows_after_power_cut() == id);
  CHECK(database->check_storage().has_value());
}

TEST_CASE("a file that must exist and does not is absent, and is not made") {
  const TempFolder folder;
  auto settings = at(folder / "youju.db");
  settings.must_exist = true;
  const auto opened = Database::open(settings);
  REQUIRE(!opened);
  CHECK(opened.error().code == Code::absent);
  CHECK(opened.error().message.args.at("file") == (folder / "youju.db").string());
  CHECK(!std::filesystem::exists(folder / "youju.db"));
  CHECK(!Database::open(at(folder.path() / "no-folder" / "youju.db")).has_value());
}

TEST_CASE("the file, its WAL and its copies are readable by their owner alone") {
  const TempFolder folder;
  auto database = with_items(folder / "youju.db", 1);
  REQUIRE(database->copy_to(folder / "copy.db"));
  for (const std::string name : {"youju.db", "youju.db-wal", "copy.db"}) {
    INFO(name);
    CHECK(std::filesystem::status(folder / name).permissions() ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  }
}

TEST_CASE("a damaged header is corrupt and names the file") {
  struct Case {
    const char* what;
    std::streamoff from;
    std::string bytes;
  };
  for (const auto& c :
       {Case{"magic", 0, "not a database!!"}, Case{"page size", 16, std::string("\x07\x07", 2)},
        Case{"whole first page", 0, std::string(4096, '\xa5')},
        Case{"root of the schema", 100, std::string(12, '\xff')}}) {
    INFO(c.what);
    const TempFolder folder;
    with_items(folder / "youju.db", 20).reset();
    overwrite(folder / "youju.db", c.from, c.bytes);
    const auto opened = Database::open(at(folder / "youju.db"));
    REQUIRE(!opened);
    CHECK(opened.error().code == Code::corrupt);
    CHECK(opened.error().message.args.at("file") == (folder / "youju.db").string());
    auto reading = at(folder / "youju.db");
    reading.read_only = true;
    const auto read = Database::open(reading);
    REQUIRE(!read);
    CHECK(read.error().code == Code::corrupt);
  }
}

TEST_CASE("damage in the middle of the file is found by the check of the storage") {
  const TempFolder folder;
  with_items(folder / "youju.db", 200).reset();
  overwrite(folder / "youju.db", 4096 * 5, std::string(64, '\xff'));
  auto database = Database::open(at(folder / "youju.db"));
  REQUIRE(database);
  const auto checked = (*database)->check_storage();
  REQUIRE(!checked);
  CHECK(checked.error().code == Code::corrupt);
  CHECK(checked.error().message.args.at("file") == (folder / "youju.db").string());
}

TEST_CASE(
    "a full disk refuses the write as full, loses nothing, and writing goes on when there is room again") {
  const TempFolder folder;
  auto database = with_items(folder / "youju.db", 10);
  const auto allow_pages = [&](const std::string& pages) {
    return database->write([&](Tx& tx) { return tx.each_text("pragma max_page_count=" + pages, {}, {}); });
  };
  REQUIRE(allow_pages("1"));  // SQLite takes the present size when asked for less
  int before = 10;
  Result<void> written;
  while ((written = put(*database, before, std::string(500, 'y')))) ++before;
  CHECK(written.error().code == Code::full);
  CHECK(written.error().message.args.at("file") == (folder / "youju.db").string());
  CHECK(rows_of(*database) == before);
  CHECK(!put(*database, before, std::string(500, 'y')).has_value());
  REQUIRE(allow_pages("100000"));
  CHECK(put(*database, before, "there is room again").has_value());
  CHECK(rows_of(*database) == before + 1);
  CHECK(database->check_storage().has_value());
}

TEST_CASE("every setting that guards the file is in force") {
  const TempFolder folder;
  auto database = with_items(folder / "youju.db", 1);
  std::map<std::string, std::string> found;
  for (const auto& [name, value] : database->settings_in_force()) found[name] = value;
  CHECK(found["journal_mode"] == "wal");
  CHECK(found["synchronous"] == "2");
  CHECK(found["foreign_keys"] == "1");
  CHECK(found["trusted_schema"] == "0");
  CHECK(found["secure_delete"] == "1");
  CHECK(found["cell_size_check"] == "1");
  CHECK(found["defensive"] == "1");
  CHECK(found["limit_attached"] == "0");
  const auto attached = database->write(
      [](Tx& tx) { return tx.each_text("attach database '/tmp/other.db' as other", {}, {}); });
  CHECK(!attached.has_value());
  const auto schema = database->write([](Tx& tx) -> Result<void> {
    TRY_OK(tx.each_text("pragma writable_schema=on", {}, {}));
    return tx.each_text("update sqlite_schema set sql = 'nonsense'", {}, {});
  });
  CHECK(!schema.has_value());
}

TEST_CASE("a copy taken while others write is whole, and is never written over a file that is there") {
  const TempFolder folder;
  auto database = with_items(folder / "youju.db", 300);
  REQUIRE(database->read([&](Session&) { return database->copy_to(folder / "copy.db"); }));
  REQUIRE(put(*database, 1000, "later"));
  const auto again = database->copy_to(folder / "copy.db");
  REQUIRE(!again);
  CHECK(again.error().code == Code::conflict);
  auto reading = at(folder / "copy.db");
  reading.read_only = true;
  auto copy = Database::open(reading);
  REQUIRE(copy);
  CHECK(rows_of(**copy) == 300);
  CHECK((*copy)->check_storage().has_value());
  CHECK(!std::filesystem::exists(folder / "copy.db.part"));
}
