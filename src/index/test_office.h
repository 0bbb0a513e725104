// SPDX-License-Identifier: Apache-2.0
// For the tests of this room: an office with a small pack on either engine, its log followed as app does it.
#pragma once
#include <doctest/doctest.h>

#include <map>

#include "base/io.h"
#include "index/index.h"
#include "tests/fresh_database.h"

namespace youju::index {

inline Date day(const char* iso) {
  return Date::parse(iso).value();
}

class TestOffice {
 public:
  explicit TestOffice(const db::Settings& place);

  // One version of a record; the number follows from the ones before.
  struct Wish {
    std::string record, kind = "theme_day", unit = "u1", state = "held", day = "2023-03-05", last_day = {},
                        title = "参观纪念馆";
    std::vector<std::string> also = {};
    std::string batch = {};
    Json values = Json::object();
  };
  std::int64_t put(const Wish& wish);
  void put_all(const std::vector<Wish>& wishes);  // in one write
  std::int64_t append(ledger::NewEntry entry);
  std::int64_t attach(const std::string& record, const std::string& digest, const std::string& name,
                      std::optional<std::int64_t> supersedes = {});
  // Drops the payloads of entries as ledger does it and logs that it was done.
  std::int64_t erase(const std::vector<std::int64_t>& open_targets);
  void rebuild();
  std::int64_t catch_up(std::int64_t limit = 20'000);

  void read(const std::function<Result<void>(db::Session&)>& reader);
  void write(const std::function<Result<void>(db::Tx&)>& writer);
  std::vector<std::string> rows(const std::string& sql, const std::vector<db::Value>& values = {});
  void sql(const std::string& text);
  std::string all_rows();  // of every derived table a rebuild must restore
  std::vector<ledger::Finding> verify();
  std::vector<std::string> wrong();  // where, sorted
  std::vector<std::string> found(const std::string& text, int limit = 1000,
                                 const std::vector<std::string>& units = {});
  std::int64_t size();
  std::string record();  // a new id

  ledger::NewEntry entry_of(const Wish& wish);
  Context context() const { return {&catalogue, go_live}; }
  World world() { return World{&clock, &random}; }

  testing::TempFolder folder;
  FixedClock clock{*Instant::parse("2023-02-01T01:00:00.000Z")};
  SeededRandom random{7};
  kinds::Catalogue catalogue;
  std::optional<Date> go_live;
  std::unique_ptr<db::Database> database;
  std::unique_ptr<ledger::Ledger> ledger;
  std::map<std::string, std::int64_t> numbers;
};

void for_each_office(const std::function<void(TestOffice&)>& test);
}  // namespace youju::index
