// SPDX-License-Identifier: Apache-2.0
#include "db/sqlite_page_cache.h"

#include <sqlite3.h>

#include <algorithm>
#include <new>

namespace youju::db {
namespace {
constexpr unsigned kLockByte = 0x40000000;  // the page it lies in holds no content (SQLite file format, 1.5)

sqlite3_pcache_methods2& usual() {
  static sqlite3_pcache_methods2 methods{};
  return methods;
}

// One cache. No page in it has a number above `highest`, but for the one that bears the lock page's number while SQLite brings pages into a
// new order. The usual cache takes that number for a sign of many pages to drop and looks at every one of them when the commit ends.
struct Cache {
  sqlite3_pcache* pages;
  const unsigned lock_page;
  unsigned highest = 0;
  bool lock_page_borne = false;
};
Cache& of(sqlite3_pcache* cache) { return *reinterpret_cast<Cache*>(cache); }

sqlite3_pcache* create(int page_size, int extra, int purgeable) {
  auto* pages = usual().xCreate(page_size, extra, purgeable);
  if (pages == nullptr) return nullptr;
  auto* made = new (std::nothrow) Cache{pages, kLockByte / static_cast<unsigned>(page_size) + 1};
  if (made == nullptr) usual().xDestroy(pages);
  return reinterpret_cast<sqlite3_pcache*>(made);
}

sqlite3_pcache_page* fetch(sqlite3_pcache* cache, unsigned number, int make) {
  auto& c = of(cache);
  auto* page = usual().xFetch(c.pages, number, make);
  if (page != nullptr) c.highest = std::max(c.highest, number);
  return page;
}

void renumber(sqlite3_pcache* cache, sqlite3_pcache_page* page, unsigned from, unsigned to) {
  auto& c = of(cache);
  usual().xRekey(c.pages, page, from, to);
  if (from == c.lock_page) c.lock_page_borne = false;
  if (to == c.lock_page) c.lock_page_borne = true;
  else c.highest = std::max(c.highest, to);
}

void drop_from(sqlite3_pcache* cache, unsigned number) {
  auto& c = of(cache);
  if (c.highest < number && !c.lock_page_borne) return;  // there are none
  usual().xTruncate(c.pages, number);
  c.highest = std::min(c.highest, number == 0 ? 0 : number - 1);
  c.lock_page_borne = c.lock_page_borne && c.lock_page < number;
}

void drop_page(sqlite3_pcache* cache, sqlite3_pcache_page* page, int for_good) { usual().xUnpin(of(cache).pages, page, for_good); }
void end(sqlite3_pcache* cache) {
  usual().xDestroy(of(cache).pages);
  delete &of(cache);
}
}  // namespace

void use_page_cache_without_walks() {
  sqlite3_config(SQLITE_CONFIG_GETPCACHE2, &usual());
  if (usual().xCreate == nullptr) return;
  auto methods = usual();
  methods.xCreate = create;
  methods.xCachesize = [](sqlite3_pcache* cache, int pages) { usual().xCachesize(of(cache).pages, pages); };
  methods.xPagecount = [](sqlite3_pcache* cache) { return usual().xPagecount(of(cache).pages); };
  methods.xFetch = fetch;
  methods.xUnpin = drop_page;
  methods.xRekey = renumber;
  methods.xTruncate = drop_from;
  methods.xDestroy = end;
  methods.xShrink = [](sqlite3_pcache* cache) { usual().xShrink(of(cache).pages); };
  sqlite3_config(SQLITE_CONFIG_PCACHE2, &methods);
}
}  // namespace youju::db
