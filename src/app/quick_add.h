// SPDX-License-Identifier: Apache-2.0
// One line becomes a record: "3月5日 主题党日 参观纪念馆 23人". Asks nothing it can know, shows what it
// understood.
#pragma once
#include "app/app.h"

namespace youju::app {

struct UnderstoodPiece {
  std::string field;  // "kind", "happened", or a field's id
  std::string read;   // the piece of the line
};
struct Understood {
  kinds::Draft draft;
  std::vector<UnderstoodPiece> pieces;  // in the order of the line
  Problems remarks;                     // the year was taken from last year …
};
// The line as a draft in `unit`. invalid when no kind is named in it (with the nearest names) or nothing is
// left to record.
Result<Understood> understand_line(const kinds::Catalogue& catalogue, std::string_view line,
                                   const UnitId& unit, const kinds::Lookups& lookups, Date today);
}  // namespace youju::app
