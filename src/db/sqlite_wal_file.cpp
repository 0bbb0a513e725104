// SPDX-License-Identifier: Apache-2.0
#include "db/sqlite_wal_file.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <map>
#include <memory>
#include <mutex>
#include <new>

namespace youju::db {
namespace {
constexpr std::size_t kMostGathered = 120 << 10;  // bytes; the files below write less than 128 KB at a time

// The true file lies in memory behind this head, as SQLite wants it.
struct WalFile {
  sqlite3_file head{};
  sqlite3_int64 from = 0;  // place in the file of what is gathered
  std::string gathered;

  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  const sqlite3_io_methods& does() { return *real()->pMethods; }

  // What could not be written is not tried again: SQLite undoes the transaction it belongs to.
  int write_out() {
    if (gathered.empty()) return SQLITE_OK;
    const int code = does().xWrite(real(), gathered.data(), static_cast<int>(gathered.size()), from);
    gathered.clear();
    return code;
  }
  int write(const void* bytes, std::size_t size, sqlite3_int64 at) {
    const bool goes_on = at == from + static_cast<sqlite3_int64>(gathered.size());
    if (!goes_on || gathered.size() + size > kMostGathered) {
      if (const int code = write_out(); code != SQLITE_OK) return code;
    }
    if (gathered.empty()) from = at;
    gathered.append(static_cast<const char*>(bytes), size);
    return SQLITE_OK;
  }
  // Whatever looks at the file or promises anything of it sees all that was written.
  template <class Then>
  int after_writing(const Then& then) {
    const int code = write_out();
    return code == SQLITE_OK ? then() : code;
  }
};
WalFile& of(sqlite3_file* file) { return *reinterpret_cast<WalFile*>(file); }

int close_file(sqlite3_file* f) {
  auto& file = of(f);
  const int wrote = file.write_out();
  const int closed = file.does().xClose(file.real());
  file.~WalFile();
  return wrote != SQLITE_OK ? wrote : closed;
}

sqlite3_io_methods make_methods() {
  sqlite3_io_methods m{};
  m.iVersion = 1;  // shared memory and mapping belong to the database file
  m.xClose = close_file;
  m.xRead = [](sqlite3_file* f, void* to, int n, sqlite3_int64 at) {
    return of(f).after_writing([&] { return of(f).does().xRead(of(f).real(), to, n, at); });
  };
  m.xWrite = [](sqlite3_file* f, const void* bytes, int n, sqlite3_int64 at) {
    return of(f).write(bytes, static_cast<std::size_t>(n), at);
  };
  m.xTruncate = [](sqlite3_file* f, sqlite3_int64 size) {
    return of(f).after_writing([&] { return of(f).does().xTruncate(of(f).real(), size); });
  };
  m.xSync = [](sqlite3_file* f, int flags) {
    return of(f).after_writing([&] { return of(f).does().xSync(of(f).real(), flags); });
  };
  m.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) {
    return of(f).after_writing([&] { return of(f).does().xFileSize(of(f).real(), size); });
  };
  m.xLock = [](sqlite3_file* f, int kind) { return of(f).does().xLock(of(f).real(), kind); };
  m.xUnlock = [](sqlite3_file* f, int kind) { return of(f).does().xUnlock(of(f).real(), kind); };
  m.xCheckReservedLock = [](sqlite3_file* f, int* out) { return of(f).does().xCheckReservedLock(of(f).real(), out); };
  m.xFileControl = [](sqlite3_file* f, int what, void* with) {
    return of(f).after_writing([&] { return of(f).does().xFileControl(of(f).real(), what, with); });
  };
  m.xSectorSize = [](sqlite3_file* f) { return of(f).does().xSectorSize(of(f).real()); };
  m.xDeviceCharacteristics = [](sqlite3_file* f) { return of(f).does().xDeviceCharacteristics(of(f).real()); };
  return m;
}
const sqlite3_io_methods kMethods = make_methods();

// Passes everything to the files below it; they are those that are usual when a database is opened.
struct Files {
  sqlite3_vfs vfs;  // first: SQLite hands its address back
  sqlite3_vfs* below;
  std::string name;
};

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* place, int flags, int* out) {
  auto* below = reinterpret_cast<Files*>(vfs)->below;
  if ((flags & SQLITE_OPEN_WAL) == 0) return below->xOpen(below, name, place, flags, out);
  auto* file = new (place) WalFile;
  const int code = below->xOpen(below, name, file->real(), flags, out);
  if (code == SQLITE_OK) {
    file->head.pMethods = &kMethods;
  } else {
    file->~WalFile();
    place->pMethods = nullptr;
  }
  return code;
}

std::unique_ptr<Files> make_files(sqlite3_vfs* below) {
  auto made = std::make_unique<Files>(Files{*below, below, fmt::format("{}, WAL gathered", below->zName)});
  auto& vfs = made->vfs;
  vfs.pNext = nullptr;
  vfs.szOsFile = below->szOsFile + static_cast<int>(sizeof(WalFile));
  vfs.zName = made->name.c_str();
  vfs.xOpen = open_file;
  sqlite3_vfs_register(&vfs, 0);
  return made;
}
}  // namespace

const std::string& files_with_gathered_wal() {
  static std::mutex mutex;
  static auto& known = *new std::map<sqlite3_vfs*, std::unique_ptr<Files>>;  // SQLite may use them until the very end
  const std::lock_guard lock(mutex);
  auto& files = known[sqlite3_vfs_find(nullptr)];
  if (!files) files = make_files(sqlite3_vfs_find(nullptr));
  return files->name;
}
}  // namespace youju::db
