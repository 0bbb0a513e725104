// SPDX-License-Identifier: Apache-2.0
#include "db/test_items.h"

#include <doctest/doctest.h>

namespace youju::testing {
const db::Query kInsert{"test.insert", "insert into item (id, name) values (?1, ?2)",
                    "insert into item (id, name) values ($1, $2)", db::RegisterQuery(&kInsert).id};
const db::Query kNameOf{"test.name_of", "select name from item where id = ?1",
                    "select name from item where id = $1", db::RegisterQuery(&kNameOf).id};
const db::Query kCount{"test.count", "select count(*) from item", "select count(*) from item",
                   db::RegisterQuery(&kCount).id};
const db::Query kSwapped{"test.swapped", "select cast(?2 as text), cast(?1 as text)",
                     "select cast($2 as text), cast($1 as text)", db::RegisterQuery(&kSwapped).id};
const db::Query kAll{"test.all", "select id, name from item order by id", "select id, name from item order by id",
                 db::RegisterQuery(&kAll).id};
const db::Query kRename{"test.rename", "update item set name = ?2 where id >= ?1",
                    "update item set name = $2 where id >= $1", db::RegisterQuery(&kRename).id};
const db::Query kAdd{"test.add",
                 "insert into item (id, name) values (?1, ?2)",
                 "insert into item (id, name) values ($1, $2)",
                 db::RegisterQuery(&kAdd).id,
                 "insert into item (id, name) select r.p1, r.p2 from unnest($1::bigint[], $2::text[]) as r(p1, p2)",
                 "bt"};
const db::Query kReplace{"test.replace",
                     "insert into item (id, name) values (?1, ?2) on conflict (id) do update set name = excluded.name",
                     "insert into item (id, name) values ($1, $2) on conflict (id) do update set name = excluded.name",
                     db::RegisterQuery(&kReplace).id,
                     "insert into item (id, name) select r.p1, r.p2 from unnest($1::bigint[], $2::text[]) as r(p1, p2)"
                     " on conflict (id) do update set name = excluded.name",
                     "bt",
                     1};
const db::Query kNamesOf{"test.names_of",
                     "select name from item where id = ?1",
                     "select name from item where id = $1",
                     db::RegisterQuery(&kNamesOf).id,
                     "select r.n, q.* from unnest($1::bigint[]) with ordinality as r(p1, n) cross join lateral (\n"
                     "select name from item where id = r.p1) as q",
                     "b"};

Result<void> make_items(db::Database& database) {
  return database.write(
      [&](db::Tx& tx) { return tx.each_text("create table item (id bigint primary key, name text)", {}, {}); });
}
Result<void> put_item(db::Database& database, std::int64_t id, std::string_view name) {
  return database.write([&](db::Tx& tx) -> Result<void> {
    TRY_OK(tx.run(kInsert, {id, name}));
    return {};
  });
}
std::int64_t count_items(db::Database& database) {
  std::int64_t found = -1;
  const auto read = database.read([&](db::Session& session) -> Result<void> {
    TRY(const auto n, session.integer(kCount, {}));
    found = n.value_or(-1);
    return {};
  });
  CHECK(read.has_value());
  return found;
}
}  // namespace youju::testing
