// SPDX-License-Identifier: Apache-2.0
// What was accepted becomes entries of the log, many at a time, and one batch.
#include "app/import_inside.h"

namespace youju::app {
namespace {
constexpr std::size_t kTogether =
    500;  // entries appended at once: the end of the log is read and moved once for all
}  // namespace

Result<void> ImportRun::Inside::append(ledger::NewEntry entry) {
  pending_ids.insert(entry.object);
  pending.push_back(std::move(entry));
  return pending.size() < kTogether ? Result<void>{} : flush();
}

Result<void> ImportRun::Inside::flush() {
  if (!writer || pending.empty()) return {};
  TRY(const auto written, office.ledger().append_all(writer->tx, std::exchange(pending, {})));
  pending_ids.clear();
  // Versions concern the index alone; people and flow follow other entries.
  return index::apply_all(writer->tx, written, office.index_context());
}

Result<void> ImportRun::Inside::close_batch() {
  TRY_OK(flush());
  const auto accepted = report.counts[RowFate::accepted], changed = report.counts[RowFate::changed];
  if (!writer || accepted + changed == 0) return {};
  if (batch.empty()) batch = make_uuid7(office.world());  // a roster
  ledger::NewEntry entry;
  entry.type = ledger::EntryType::batch;
  entry.actor = shared.who.account;
  entry.unit = shared.default_unit;
  entry.object = batch;
  entry.number = 1;
  entry.more = Json{{"state", "imported"},
                    {"accepted", accepted},
                    {"unclear", report.counts[RowFate::unclear]},
                    {"duplicates", report.counts[RowFate::duplicate]},
                    {"changed", changed}};
  entry.open = Json{{"digest", report.digest}, {"file", report.file.filename().string()}};
  TRY_OK(writer->append(entry));
  report.batch = batch;
  return {};
}
}  // namespace youju::app
