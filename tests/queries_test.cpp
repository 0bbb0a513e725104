// SPDX-License-Identifier: Apache-2.0
// Every query of every room against the tables that the migrations make, on both engines.
#include <set>

#include "tests/fresh_database.h"

using namespace youju;

TEST_CASE("every room's queries are taken by both engines once all migrations are applied") {
  youju::testing::for_each_engine([](db::Database& database) {
    const auto migrated = database.migrate();
    REQUIRE_MESSAGE(migrated.has_value(), (migrated ? "" : migrated.error().detail));
    const auto prepared = database.prepare_all();
    CHECK_MESSAGE(prepared.has_value(), (prepared ? "" : prepared.error().detail));
  });
}

TEST_CASE("the list of queries holds those of the rooms with a database, each name once, each id its place") {
  std::set<std::string_view> names, rooms;
  const auto& queries = db::all_queries();
  for (std::size_t i = 0; i < queries.size(); ++i) {
    INFO(queries[i]->name);
    CHECK(queries[i]->id == static_cast<int>(i));
    CHECK(names.insert(queries[i]->name).second);
    rooms.insert(queries[i]->name.substr(0, queries[i]->name.find('.')));
  }
  CHECK(rooms.contains("db"));
  CHECK(rooms.size() > 1);
}
