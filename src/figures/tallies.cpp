// SPDX-License-Identifier: Apache-2.0
// The roll-up over units, kinds and months, from tallies kept in the write that changes them.
#include "figures/evaluate.h"
#include "figures/figures_sql.h"
#include "figures/period_text.h"

namespace youju::figures {

Result<std::vector<TallyRow>> tallies(db::Session& session, Period whole_months,
                                      const std::vector<KindId>& kinds) {
  expect_true(is_whole_months(whole_months), "tallies are asked for whole months");
  const auto month = [](Date d) { return static_cast<std::int64_t>(d.year()) * 100 + d.month(); };
  std::vector<std::string> wanted;
  for (const auto& kind : kinds) wanted.push_back(kind.text);
  std::sort(wanted.begin(), wanted.end());
  std::vector<TallyRow> out;
  TRY_OK(session.each(sql::tallies_of_months, {month(whole_months.from), month(whole_months.to)},
                      [&](const db::Row& row) {
                        const std::string_view kind = row.text(1);
                        if (!wanted.empty() && !std::binary_search(wanted.begin(), wanted.end(), kind))
                          return true;
                        TallyRow tally;
                        tally.unit = UnitId(std::string(row.text(0)));
                        tally.kind = KindId(std::string(kind));
                        tally.month = static_cast<int>(row.integer(2));
                        tally.n = row.integer(3);
                        tally.late = row.integer(4);
                        tally.taken_over = row.integer(5);
                        out.push_back(std::move(tally));
                        return true;
                      }));
  return out;
}
}  // namespace youju::figures
