// SPDX-License-Identifier: Apache-2.0
// How a row of ix_version is asked for and read, once for lists and for search.
#pragma once
#include "index/index.h"

namespace youju::index {

// Columns of ix_version v, in the order record_row reads them. $1 must be the log size asked for.
inline constexpr const char* kRowColumns =
    "v.record, v.number, v.from_index, v.kind, v.unit, v.state, v.first_day, v.last_day, v.title, v.counts, "
    "v.timing, "
    "v.first_entered, v.batch, "
    "(select count(*) from ix_evidence e where e.record = v.record and e.from_index < $1 and e.to_index >= "
    "$1)";
RecordRow record_row(const db::Row& row);
}  // namespace youju::index
