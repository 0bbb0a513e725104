// SPDX-License-Identifier: Apache-2.0
// A random ledger of the fixture's bureau: written through the index as entries, and kept beside as plain
// values, so that answers can be compared with a count by hand.
#pragma once
#include "base/world.h"
#include "figures/fixture.h"

namespace youju::figures::fixture {

struct Version {  // one version of one record, as the log would hold it
  std::int64_t index = 0;
  std::string record;
  std::int64_t number = 1;
  std::string kind, unit, state;
  std::optional<Period> happened;
  std::vector<std::string> also;
  std::map<std::string, std::vector<std::string>> texts;  // field → values as the index unfolds them
  std::map<std::string, Decimal> numbers;
  bool counts = false;
  index::Timing timing = index::Timing::on_time;
};

class Book {
 public:
  // Writes `entries` entries made from the seed into the database.
  static Book random(db::Database& database, std::uint64_t seed, std::int64_t entries,
                     std::optional<Date> go_live);
  // Adds one version by hand; gives its record.
  std::string add(db::Database& database, Version version, Date entered);

  // The version of each record that holds at a log size.
  std::vector<const Version*> as_of(std::int64_t size) const;
  std::int64_t size() const { return next_; }
  std::optional<Date> go_live;

 private:
  Version made(SeededRandom& random);
  Version changed(const Version& before, SeededRandom& random);
  void judge(Version& version, Date entered) const;
  Result<void> write(db::Tx& tx, const Version& version, Date entered) const;

  std::vector<Version> versions_;
  std::map<std::string, Date> entered_;  // record → first entered
  std::int64_t next_ = 0;
  std::int64_t records_ = 0;
};
}  // namespace youju::figures::fixture
