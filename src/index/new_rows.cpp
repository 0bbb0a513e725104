// SPDX-License-Identifier: Apache-2.0
#include "index/new_rows.h"

#include <algorithm>
#include <utility>

#include "index/index_sql.h"

namespace youju::index {
namespace {
db::Value text_or_null(const std::string& text) {
  return text.empty() ? db::Value{} : db::Value{std::string_view(text)};
}
}  // namespace

void NewRows::add(VersionRows rows) {
  const auto& kept = versions_.emplace_back(std::move(rows));
  for (std::size_t i = 0; i < kept.under.size(); ++i) under_.push_back({&kept, kept.under[i], i == 0});
}

void count(const VersionRows& rows, TallyChange& tally) {
  const auto& row = rows.row;
  const Tallied what{rows.first_day, row.unit.text, row.state, &rows.under, row.counts, row.timing};
  tally.add(what, +1);
  std::vector<Number> numbers;
  for (const auto& value : rows.values) {
    if (value.num && value.ord == 0) numbers.emplace_back(value.field, *value.num);
  }
  tally.add_numbers(what, numbers, +1);
}

Result<void> NewRows::write_rising(db::Tx& tx) {
  for (auto i = risen_; i < versions_.size(); ++i) TRY_OK(write_version(tx, versions_[i]));
  for (; risen_ < versions_.size(); ++risen_) TRY_OK(write_values(tx, versions_[risen_]));
  return {};
}

Result<void> NewRows::write(db::Tx& tx) {
  TRY_OK(write_rising(tx));
  TRY_OK(write_under(tx));
  TRY_OK(write_clocks(tx));
  under_.clear();
  risen_ = 0;
  constexpr std::size_t kMany = 1000;
  if (versions_.size() > kMany) aside_.free(std::exchange(versions_, {}));
  versions_.clear();
  return {};
}

Result<void> NewRows::write_version(db::Tx& tx, const VersionRows& rows) {
  const auto& row = rows.row;
  const auto entered = row.first_entered.iso();
  return tx.queue(sql::put_version,
                  {row.entry, std::string_view(row.record.text), row.number, std::string_view(row.kind.text), std::string_view(rows.also),
                   std::string_view(row.unit.text), std::string_view(row.state), text_or_null(rows.first_day), text_or_null(rows.last_day),
                   std::int64_t{row.counts}, static_cast<std::int64_t>(row.timing), std::string_view(row.title), text_or_null(row.batch),
                   std::string_view(entered)});
}

Result<void> NewRows::write_under(db::Tx& tx) {
  const auto key = [](const Under& u) {
    return std::tuple(u.kind, std::string_view(u.version->row.unit.text), std::string_view(u.version->first_day), u.version->row.entry);
  };
  std::ranges::sort(under_, [&](const Under& a, const Under& b) { return key(a) < key(b); });
  for (const auto& under : under_) {
    const auto& [rows, kind, own] = under;
    const auto& row = rows->row;
    TRY_OK(tx.queue(sql::put_under, {kind, std::string_view(row.unit.text), std::string_view(rows->first_day), row.entry, std::int64_t{own},
                                     std::int64_t{row.counts}, static_cast<std::int64_t>(row.timing), std::string_view(row.state), rows->look}));
  }
  return {};
}

Result<void> NewRows::write_values(db::Tx& tx, const VersionRows& rows) {
  for (const auto& value : rows.values) {
    const db::Value num = value.num ? db::Value{*value.num} : db::Value{};
    const db::Value text = value.text ? db::Value{std::string_view(*value.text)} : db::Value{};
    TRY_OK(tx.queue(sql::put_value, {rows.row.entry, std::string_view(value.field), value.ord, num, text}));
  }
  return {};
}

Result<void> NewRows::write_clocks(db::Tx& tx) const {
  for (const auto& rows : versions_) {
    const auto& row = rows.row;
    for (const auto& clock : rows.clocks) {
      TRY_OK(tx.queue(sql::put_clock, {std::string_view(row.record.text), std::string_view(clock.clock), std::string_view(row.kind.text), std::string_view(row.unit.text),
                                       std::string_view(clock.day), std::int64_t{clock.of_field}, std::string_view(rows.pack)}));
    }
  }
  return {};
}
}  // namespace youju::index
