// SPDX-License-Identifier: Apache-2.0
// Rows of versions on their way into the derived tables. They are kept until something has to see them and then written
// table by table in the order of each table's key: what lies side by side is written one after the other, so that a batch
// touches each page once.
#pragma once
#include <deque>
#include <vector>

#include "base/aside.h"
#include "db/db.h"
#include "index/rows.h"
#include "index/tally.h"

namespace youju::index {

class NewRows {
 public:
  void add(VersionRows rows);
  // The rows whose keys rise with the log, as far as they were added: those of the next ones are made meanwhile.
  Result<void> write_rising(db::Tx& tx);
  // All of them: before anything reads or changes the tables, and at the end.
  Result<void> write(db::Tx& tx);

 private:
  struct Under {
    const VersionRows* version;
    std::string_view kind;
    bool own;
  };
  static Result<void> write_version(db::Tx& tx, const VersionRows& rows);
  static Result<void> write_values(db::Tx& tx, const VersionRows& rows);
  Result<void> write_under(db::Tx& tx);
  Result<void> write_clocks(db::Tx& tx) const;
  std::deque<VersionRows> versions_;  // do not move: Under looks into them
  std::size_t risen_ = 0;             // of these
  std::vector<Under> under_;
  Aside aside_;
};

// What the rows of a version add to tallies and sums.
void count(const VersionRows& rows, TallyChange& tally);
}  // namespace youju::index
