// SPDX-License-Identifier: Apache-2.0
// The second half of a comparison: what counts (ix_under, ix_tally) and what search finds (ix_search_doc).
#include <algorithm>

#include "index/comparison.h"
#include "index/index_sql.h"
#include "index/tally.h"
#include "index/texts_of_record.h"

namespace youju::index {

std::string under_key(std::string_view kind, std::string_view unit, std::string_view first_day,
                      std::int64_t index) {
  return std::string(kind) + " " + std::string(unit) + " " +
         std::string(first_day.empty() ? "-" : first_day) + " " + std::to_string(index);
}

std::string Comparison::Tally::text() const {
  return std::to_string(n) + "/" + std::to_string(late) + "/" + std::to_string(taken_over);
}

Result<void> Comparison::compare_under(const VersionRows& rows, std::int64_t end) {
  const auto& row = rows.row;
  const auto number = [](std::int64_t n) { return std::to_string(n); };
  for (std::size_t i = 0; i < rows.under.size(); ++i) {
    const auto& kind = rows.under[i];
    const auto key = under_key(kind, row.unit.text, rows.first_day, row.entry);
    bool stands = false;
    TRY_OK(session_.each(
        sql::stored_under,
        {std::string_view(kind), std::string_view(row.unit.text), std::string_view(rows.first_day),
         row.entry},
        [&](const db::Row& r) {
          stands = true;
          compare(findings_, "ix_under", key,
                  {{"to_index", end_text(r.integer(0)), end_text(end)},
                   {"own", number(r.integer(1)), i == 0 ? "1" : "0"},
                   {"counts", number(r.integer(2)), row.counts ? "1" : "0"},
                   {"timing", number(r.integer(3)), number(static_cast<std::int64_t>(row.timing))},
                   {"state", std::string(r.text(4)), row.state},
                   {"look", number(r.integer(5)), number(rows.look)}});
          return false;
        }));
    if (stands)
      ++under_;
    else
      findings_.missing("ix_under", key);
    if (end != kOpen) continue;
    for (const auto month : tally_months(rows.first_day)) {
      auto& tally = tallies_[{month, kind, row.unit.text, row.counts ? "" : row.state}];
      ++tally.n;
      tally.late += row.counts && row.timing == Timing::late ? 1 : 0;
      tally.taken_over += row.counts && row.timing == Timing::taken_over ? 1 : 0;
    }
  }
  return {};
}

// Every row that should be there was looked up by its key; only when there are more is each looked at.
Result<void> Comparison::check_under_count() {
  TRY(const auto count, session_.integer(sql::under_count, {}));
  if (count.value_or(0) == under_) return {};
  return session_.each(sql::all_under, {}, [&](const db::Row& r) {
    const auto kinds = kinds_under(r.text(5), r.text(6));
    const bool known = std::ranges::find(kinds, r.text(0)) != kinds.end();
    if (!known || r.text(1) != r.text(7) || r.text(2) != r.text(8)) {
      findings_.surplus("ix_under", under_key(r.text(0), r.text(1), r.text(2), r.integer(3)));
    }
    return !findings_.full();
  });
}

Result<void> Comparison::check_tallies() {
  const auto key_text = [](const TallyKey& key) {
    const auto& [month, kind, unit, state] = key;
    return std::to_string(month) + " " + kind + " " + unit + (state.empty() ? "" : " " + state);
  };
  TRY_OK(session_.each(sql::stored_tallies, {}, [&](const db::Row& r) {
    const TallyKey key{r.integer(0), std::string(r.text(1)), std::string(r.text(2)), std::string(r.text(3))};
    const Tally stored{r.integer(4), r.integer(5), r.integer(6)};
    const auto node = tallies_.extract(key);
    if (!node) {
      findings_.surplus("ix_tally", key_text(key));
    } else if (node.mapped() != stored) {
      findings_.differs("ix_tally", key_text(key), "n/late/taken_over", stored.text(), node.mapped().text());
    }
    return !findings_.full();
  }));
  for (const auto& [key, tally] : tallies_) findings_.missing("ix_tally", key_text(key));
  return {};
}

// The rows that sums stand on were each compared with the log by now; where one of them is wrong, it has been named, and
// nothing can be said of the sums.
Result<void> Comparison::check_sums() {
  if (!findings_.empty()) return {};
  return session_.each(sql::wrong_sums, {}, [&](const db::Row& r) {
    const auto unit = r.text(3);
    const auto key = std::string(r.text(0)) + "." + std::string(r.text(1)) + " " + std::to_string(r.integer(2)) + " " +
                     std::string(unit.empty() ? "*" : unit);
    if (r.integer(5) == 2) findings_.differs("ix_sum", key, "n/total/least/greatest", std::string(r.text(6)), std::string(r.text(7)));
    else if (r.integer(4) == 1) findings_.surplus("ix_sum", key);
    else findings_.missing("ix_sum", key);
    return !findings_.full();
  });
}

Result<void> Comparison::compare_text(const ledger::Entry& entry, const VersionRows& rows) {
  TRY(const auto wanted, texts_of_version(entry, context_));
  TRY(auto docs, docs_of_record(session_, entry.head.object));
  const auto source = source_of_version(entry.index);
  std::erase_if(docs, [&](const Doc& doc) { return doc.source != source; });
  for (std::size_t i = 0; i < std::max(docs.size(), wanted.size()); ++i) {
    if (i >= docs.size()) {
      findings_.missing("ix_search_doc", source);
      continue;
    }
    ++texts_;
    const auto key = std::to_string(docs[i].doc);
    if (i >= wanted.size()) {
      findings_.surplus("ix_search_doc", key);
    } else {
      compare(findings_, "ix_search_doc", key,
              {{"unit", docs[i].unit, rows.row.unit.text}, {"text", docs[i].text, wanted[i]}});
    }
  }
  return {};
}

Result<void> Comparison::check_texts_count() {
  TRY(const auto count, session_.integer(sql::version_texts_count, {}));
  if (count.value_or(0) == texts_) return {};
  return session_.each(sql::stray_texts, {cursor_.next}, [&](const db::Row& r) {
    findings_.surplus("ix_search_doc", std::to_string(r.integer(0)));
    return !findings_.full();
  });
}
}  // namespace youju::index
