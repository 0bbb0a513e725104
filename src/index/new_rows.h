// SPDX-License-Identifier: Apache-2.0
// Rows of versions on their way into the derived tables. They are kept until something has to see them and then written
// table by table in the order of each table's key: what lies side by side is written one after the other, so that a batch
// touches each page once.
#pragma once
#include <deque>
#include <vector>

#include "db/db.h"
#include "index/rows.h"
#include "index/tally.h"

namespace youju::index {

class NewRows {
 public:
  // Counts them, too.
  void add(VersionRows rows, TallyChange& tally);
  // Before anything reads or changes the tables, and at the end.
  Result<void> write(db::Tx& tx);

 private:
  struct Under {
    const VersionRows* version;
    std::string_view kind;
    bool own;
  };
  Result<void> write_versions(db::Tx& tx) const;
  Result<void> write_under(db::Tx& tx);
  Result<void> write_values(db::Tx& tx) const;
  Result<void> write_clocks(db::Tx& tx) const;
  std::deque<VersionRows> versions_;  // do not move: Under looks into them
  std::vector<Under> under_;
};
}  // namespace youju::index
