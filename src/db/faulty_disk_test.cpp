// SPDX-License-Identifier: Apache-2.0
// Disks that fail: an fsync that is refused (by a layer under SQLite), and a file system without room.
#include <doctest/doctest.h>
#include <sqlite3.h>
#include <sys/mount.h>

#include <atomic>
#include <cstring>

#include "db/db.h"
#include "tests/fresh_database.h"

using namespace youju;
using namespace youju::db;
using youju::testing::TempFolder;

namespace {
// While true, every fsync of a WAL fails as a dying disk would.
std::atomic<bool> syncs_fail = false;

// A VFS that passes everything to the usual one; files carry the true file behind their own head.
struct File {
  sqlite3_file head;
  bool is_wal;
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};
File& of(sqlite3_file* file) {
  return *reinterpret_cast<File*>(file);
}
sqlite3_vfs* usual = nullptr;

sqlite3_io_methods make_methods() {
  sqlite3_io_methods m{};
  m.iVersion = 3;
  m.xClose = [](sqlite3_file* f) { return of(f).real()->pMethods->xClose(of(f).real()); };
  m.xRead = [](sqlite3_file* f, void* to, int n, sqlite3_int64 at) {
    return of(f).real()->pMethods->xRead(of(f).real(), to, n, at);
  };
  m.xWrite = [](sqlite3_file* f, const void* from, int n, sqlite3_int64 at) {
    return of(f).real()->pMethods->xWrite(of(f).real(), from, n, at);
  };
  m.xTruncate = [](sqlite3_file* f, sqlite3_int64 size) {
    return of(f).real()->pMethods->xTruncate(of(f).real(), size);
  };
  m.xSync = [](sqlite3_file* f, int flags) {
    if (of(f).is_wal && syncs_fail) return SQLITE_IOERR_FSYNC;
    return of(f).real()->pMethods->xSync(of(f).real(), flags);
  };
  m.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) {
    return of(f).real()->pMethods->xFileSize(of(f).real(), size);
  };
  m.xLock = [](sqlite3_file* f, int kind) { return of(f).real()->pMethods->xLock(of(f).real(), kind); };
  m.xUnlock = [](sqlite3_file* f, int kind) { return of(f).real()->pMethods->xUnlock(of(f).real(), kind); };
  m.xCheckReservedLock = [](sqlite3_file* f, int* out) {
    return of(f).real()->pMethods->xCheckReservedLock(of(f).real(), out);
  };
  m.xFileControl = [](sqlite3_file* f, int op, void* arg) {
    return of(f).real()->pMethods->xFileControl(of(f).real(), op, arg);
  };
  m.xSectorSize = [](sqlite3_file* f) { return of(f).real()->pMethods->xSectorSize(of(f).real()); };
  m.xDeviceCharacteristics = [](sqlite3_file* f) {
    return of(f).real()->pMethods->xDeviceCharacteristics(of(f).real());
  };
  m.xShmMap = [](sqlite3_file* f, int page, int size, int extend, void volatile** to) {
    return of(f).real()->pMethods->xShmMap(of(f).real(), page, size, extend, to);
  };
  m.xShmLock = [](sqlite3_file* f, int from, int n, int flags) {
    return of(f).real()->pMethods->xShmLock(of(f).real(), from, n, flags);
  };
  m.xShmBarrier = [](sqlite3_file* f) { of(f).real()->pMethods->xShmBarrier(of(f).real()); };
  m.xShmUnmap = [](sqlite3_file* f, int remove) {
    return of(f).real()->pMethods->xShmUnmap(of(f).real(), remove);
  };
  m.xFetch = [](sqlite3_file* f, sqlite3_int64 at, int n, void** to) {
    return of(f).real()->pMethods->xFetch(of(f).real(), at, n, to);
  };
  m.xUnfetch = [](sqlite3_file* f, sqlite3_int64 at, void* from) {
    return of(f).real()->pMethods->xUnfetch(of(f).real(), at, from);
  };
  return m;
}
const sqlite3_io_methods methods = make_methods();

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
  of(file).head.pMethods = nullptr;
  of(file).is_wal = (flags & SQLITE_OPEN_WAL) != 0;
  const int code = usual->xOpen(usual, name, of(file).real(), flags, out);
  if (code == SQLITE_OK) of(file).head.pMethods = &methods;
  return code;
}

// The faulty disk as the default one, for as long as this lives.
class FaultyDisk {
 public:
  FaultyDisk() {
    usual = sqlite3_vfs_find(nullptr);
    vfs_ = *usual;
    vfs_.zName = "faulty";
    vfs_.szOsFile = usual->szOsFile + static_cast<int>(sizeof(File));
    vfs_.xOpen = open_file;
    sqlite3_vfs_register(&vfs_, 1);
  }
  ~FaultyDisk() {
    syncs_fail = false;
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(usual, 1);
  }

 private:
  sqlite3_vfs vfs_;
};

std::unique_ptr<Database> open_at(const std::filesystem::path& file) {
  Settings settings;
  settings.file = file;
  auto database = Database::open(settings);
  REQUIRE(database);
  return std::move(*database);
}
Result<void> put(Database& database, std::int64_t id, std::size_t size = 10) {
  const std::string text(size, 'x');
  return database.write([&](Tx& tx) {
    return tx.each_text("insert into item (id, name) values ($1, $2)", {id, std::string_view(text)}, {});
  });
}
Result<void> make_table(Database& database) {
  return database.write(
      [](Tx& tx) { return tx.each_text("create table item (id integer primary key, name text)", {}, {}); });
}
std::int64_t rows_of(Database& database) {
  std::int64_t found = -1;
  CHECK(database
            .read([&](Session& session) {
              return session.each_text("select count(*) from item", {}, [&](const Row& row) {
                found = row.integer(0);
                return true;
              });
            })
            .has_value());
  return found;
}
}  // namespace

TEST_CASE(
    "a refused fsync leaves the outcome unknown, writing stops, reading goes on, and opening again shows "
    "what is there") {
  const FaultyDisk disk;
  const TempFolder folder;
  auto database = open_at(folder / "youju.db");
  REQUIRE(make_table(*database));
  REQUIRE(put(*database, 1));
  syncs_fail = true;
  const auto unknown = put(*database, 2);
  REQUIRE(!unknown);
  CHECK(unknown.error().code == Code::outside);
  CHECK(unknown.error().message.word == "db.outcome_unknown");
  syncs_fail = false;
  const auto stopped = put(*database, 3);
  REQUIRE(!stopped);
  CHECK(stopped.error().message.word == "db.stopped");
  CHECK(rows_of(*database) == 1);
  database.reset();
  database = open_at(folder / "youju.db");
  CHECK(database->check_storage().has_value());
  const auto rows = rows_of(*database);
  CHECK(rows >= 1);
  CHECK(rows <= 2);
  CHECK(put(*database, 3).has_value());
}

TEST_CASE(
    "on a file system without room a write is refused as full, what was there stays, and room lets writing "
    "go on") {
  const TempFolder folder;
  if (::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=1m") != 0) {
    MESSAGE("not run: a small file system cannot be mounted here");
    return;
  }
  {
    auto database = open_at(folder / "youju.db");
    REQUIRE(make_table(*database));
    std::int64_t good = 0;
    Result<void> written;
    while ((written = put(*database, good, 20000))) ++good;
    CHECK(good > 0);
    CHECK(written.error().code == Code::full);
    CHECK(rows_of(*database) == good);
    CHECK(::mount("tmpfs", folder.path().c_str(), "tmpfs", MS_REMOUNT, "size=16m") == 0);
    CHECK(put(*database, good, 20000).has_value());
    CHECK(rows_of(*database) == good + 1);
    CHECK(database->check_storage().has_value());
  }
  CHECK(::umount(folder.path().c_str()) == 0);
}
