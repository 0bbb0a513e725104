// SPDX-License-Identifier: Apache-2.0
// What a signed report says against what the ledger says now: figure by figure, with causes.
#include "report/fill.h"

namespace youju::report {
namespace {
constexpr int kComparedAtOnce = 5'000;

struct Pinned {
  std::int64_t version = 0, entry = 0;
};

class Comparison {
 public:
  Comparison(db::Session& session, const ledger::Ledger& ledger, std::int64_t signed_at, const figures::Context& context)
      : session_(session), ledger_(ledger), signed_at_(signed_at), context_(context) {}

  Result<std::optional<Drift>> figure(const Json& pinned) {
    const auto expr = pinned.value("expr", std::string{});
    TRY(const auto expression, figures::parse(expr, *context_.catalogue, *context_.units, std::nullopt));
    auto context = context_;
    context.bound_to = bound_when_signed(pinned);
    TRY(const auto now, figures::evaluate(session_, expression, context));
    Drift drift;
    drift.key = pinned.value("key", "");
    drift.title = pinned.value("title", "");
    drift.was = pinned["value"].is_null() ? "—" : pinned["value"].get<std::string>();
    drift.is = now.value ? now.value->text() : "—";
    if (pinned["of"].contains("records")) TRY_OK(compare_sets(pinned["of"]["records"], expression, drift));
    const bool same = drift.was == drift.is && drift.added.empty() && drift.removed.empty() && drift.changed.empty();
    if (same) return std::optional<Drift>{};
    return std::optional(std::move(drift));
  }

 private:
  // Whose cadence was counted is part of what was signed: a record entered for another unit later does not bind it afterwards.
  static std::vector<UnitId> bound_when_signed(const Json& pinned) {
    std::vector<UnitId> out;
    for (const auto& slot : pinned.value("slots", Json::array())) {
      const UnitId unit{slot.value("unit", std::string{})};
      if (std::find(out.begin(), out.end(), unit) == out.end()) out.push_back(unit);
    }
    return out;
  }

  Result<void> compare_sets(const Json& records, const figures::Expression& expression, Drift& drift) {
    std::map<std::string, Pinned> before;
    for (const auto& record : records) before[record["id"].get<std::string>()] = {record["version"].get<std::int64_t>(), record["entry"].get<std::int64_t>()};
    std::optional<index::RecordRow> after;
    for (;;) {
      TRY(const auto page, figures::records_behind(session_, expression, context_, figures::Which::of, kComparedAtOnce, after));
      for (const auto& counted : page) {
        const auto& row = counted.row;
        const auto at = before.find(row.record.text);
        if (at == before.end()) {
          drift.added.push_back(row.record.text);
          drift.causes.push_back(row.first_entered > sealed_at() ? cause("report.cause_entered", row, row.first_entered.shanghai_text()) : cause("report.cause_counts_now", row, row.state));
        } else {
          if (at->second.version != row.number) {
            drift.changed.push_back(row.record.text);
            drift.causes.push_back(cause("report.cause_changed", row, std::to_string(row.number)));
          }
          before.erase(at);
        }
      }
      if (page.size() < static_cast<std::size_t>(kComparedAtOnce)) break;
      after = page.back().row;
    }
    for (const auto& [id, pin] : before) {
      drift.removed.push_back(id);
      TRY(const auto row, index::current(session_, RecordId{id}));
      if (row) drift.causes.push_back(cause("report.cause_gone", *row, row->state));
    }
    return {};
  }

  static Message cause(const char* word, const index::RecordRow& row, const std::string& what) {
    return {word, {{"record", row.record.text}, {"title", row.title}, {"date", row.happened ? row.happened->from.iso() : "—"}, {"what", what}}};
  }
  // When the last entry under the signature was written: what came later was entered after it.
  Instant sealed_at() {
    if (!sealed_at_) {
      auto last = ledger_.read(session_, signed_at_ - 1, false);
      sealed_at_ = last ? last->at : Instant{};
    }
    return *sealed_at_;
  }

  db::Session& session_;
  const ledger::Ledger& ledger_;
  std::int64_t signed_at_;
  const figures::Context& context_;
  std::optional<Instant> sealed_at_;
};
}  // namespace

Result<std::vector<Drift>> drift(db::Session& session, const ledger::Ledger& ledger, const Json& snapshot, const figures::Context& context) {
  Comparison comparison(session, ledger, snapshot.value("at", std::int64_t{0}), context);
  std::vector<Drift> out;
  for (const auto& figure : snapshot["figures"]) {
    TRY(auto found, comparison.figure(figure));
    if (found) out.push_back(std::move(*found));
  }
  return out;
}
}  // namespace youju::report
