// SPDX-License-Identifier: Apache-2.0
// Snapshots: docs/format/snapshot.md. Every counting rule resolved, every record named with its version and entry.
#include "crypto/crypto.h"
#include "merkle/merkle.h"
#include "report/report.h"

namespace youju::report {
namespace {
constexpr std::size_t kMostRecords = 10'000;
constexpr int kRecordsAtOnce = 5'000;

// Which packs records of each kind were entered under, below the snapshot's size.
using PacksOfKind = std::map<std::string, std::set<std::string>>;

std::string_view aggregate_name(figures::Aggregate a) {
  using figures::Aggregate;
  switch (a) {
    case Aggregate::count: return "count";
    case Aggregate::sum: return "sum";
    case Aggregate::distinct: return "distinct";
    case Aggregate::average: return "average";
    case Aggregate::minimum: return "minimum";
    case Aggregate::maximum: return "maximum";
    case Aggregate::ratio: return "ratio";
    case Aggregate::growth: return "growth";
    case Aggregate::cadence_share: return "share";
    case Aggregate::required: return "required";
    case Aggregate::missing: return "missing";
    case Aggregate::on_time_share: return "on_time";
    case Aggregate::late_share: return "late";
  }
  return "count";
}
std::string_view measure_name(figures::Aggregate a) { return a == figures::Aggregate::count ? "records" : aggregate_name(a); }

class Maker {
 public:
  Maker(db::Session& session, const ledger::Ledger& ledger, const Filled& filled, const kinds::Catalogue& catalogue)
      : session_(session), ledger_(ledger), filled_(filled), catalogue_(catalogue) {}

  Result<void> scan(std::int64_t at) {
    return ledger_.each(session_, 0, at, false, [&](const ledger::Entry& entry) -> Result<void> {
      if (entry.head.type == ledger::EntryType::version) packs_[entry.head.kind.text].insert(entry.head.pack);
      if (entry.head.type == ledger::EntryType::pack) packs_in_force_[entry.head.object] = {entry.head.more.value("version", ""), entry.head.more.value("digest", "")};
      return {};
    });
  }

  Result<Json> figure(const FilledFigure& f) {
    TRY(const auto resolved, figures::resolve(session_, f.expression, f.context));
    Json out{{"key", f.key}, {"title", f.title}, {"text", f.text}, {"code", f.short_code}, {"expr", f.figure.expr},
             {"aggregate", aggregate_name(f.expression.aggregate)}, {"measure", f.figure.measure},
             {"rule", {{"zh", f.figure.rule.zh}, {"en", f.figure.rule.en}}}, {"provisional", f.figure.provisional},
             {"late", {{"late", f.figure.late.late}, {"on_time", f.figure.late.of - f.figure.late.late}, {"taken_over", f.figure.late.taken_over}}}};
    out["value"] = f.figure.value ? Json(f.figure.value->text()) : Json(nullptr);
    TRY(const auto timely, figures::by_deadline(session_, f.expression, f.context));
    TRY(out["of"], set(f, resolved.of, figures::Which::of, timely ? &*timely : nullptr));
    if (resolved.base) {
      TRY(out["base"], set(f, *resolved.base, figures::Which::base));
    }
    using figures::Aggregate;
    const auto a = f.expression.aggregate;
    if (a == Aggregate::required || a == Aggregate::missing || a == Aggregate::cadence_share) {
      TRY(out["slots"], slots(f, resolved.slots));
    }
    return out;
  }

  Json packs() const {
    Json out = Json::array();
    for (const auto& [id, about] : packs_in_force_) out.push_back(Json{{"id", id}, {"version", about.first}, {"digest", about.second}});
    return out;
  }
  Json units(const people::UnitTree& tree) const {
    Json out = Json::array();
    for (const auto& unit : tree.all()) {
      if (named_units_.contains(unit.id.text)) out.push_back(Json{{"id", unit.id.text}, {"parent", unit.parent.text}, {"name", unit.name}});
    }
    return out;
  }
  Json kinds() const {
    Json out = Json::array();
    for (const auto& id : named_kinds_) {
      const auto* kind = catalogue_.find(KindId{id});
      if (kind == nullptr) continue;
      Json states = Json::array(), fields = Json::array();
      for (const auto& state : kind->states) states.push_back(Json{{"id", state.id}, {"names", state.names}});
      for (const auto& field : kind->fields) {
        fields.push_back(Json{{"id", field.id}, {"names", field.names}, {"type", kinds::field_type_name(field.type)}, {"measure", field.measure}});
        Json choices = Json::array();
        for (const auto& choice : field.choices) choices.push_back(Json{{"id", choice.id}, {"names", choice.names}});
        if (!choices.empty()) fields.back()["choices"] = std::move(choices);
      }
      out.push_back(Json{{"id", id}, {"pack", kind->pack}, {"names", kind->names}, {"states", states}, {"fields", fields}});
    }
    return out;
  }

 private:
  std::vector<std::string> kinds_of(const KindId& kind) const {
    if (kind.empty()) {
      std::vector<std::string> all;
      for (const auto& [id, packs] : packs_) all.push_back(id);
      return all;
    }
    std::vector<std::string> out{kind.text};
    for (const auto* other : catalogue_.counted_under(kind)) out.push_back(other->id.text);
    return out;
  }

  Json states(const figures::ResolvedSet& set) {
    Json out = Json::array();
    for (const auto& id : kinds_of(set.kind)) {
      const auto packs = packs_.find(id);
      if (packs == packs_.end()) continue;
      named_kinds_.insert(id);
      for (const auto& pack : packs->second) {
        const auto* kind = catalogue_.find(KindId{id}, pack);
        if (kind == nullptr) kind = catalogue_.find(KindId{id});
        Json in = Json::array();
        for (const auto& state : kind->states) {
          const bool asked = std::find(set.states.begin(), set.states.end(), state.id) != set.states.end();
          if (set.states.empty() ? state.counts : asked) in.push_back(state.id);
        }
        out.push_back(Json{{"kind", id}, {"pack", pack}, {"in", in}, {"late_after", kind->late_after}});
      }
    }
    return out;
  }

  Json where(const figures::ResolvedSet& set) const {
    Json out = Json::array();
    const auto* kind = catalogue_.find(set.kind);
    for (const auto& filter : set.filters) {
      const auto* field = kind == nullptr ? nullptr : kind->field(filter.field);
      const bool number = field != nullptr && kinds::is_number(field->type);
      out.push_back(Json{{"field", filter.field}, {"op", filter.op}, {"as", number ? "number" : "text"}, {"values", filter.values}});
    }
    return out;
  }

  Result<Json> set(const FilledFigure& f, const figures::ResolvedSet& resolved, figures::Which which, const figures::ByDeadline* timely = nullptr) {
    Json units = Json::array();
    for (const auto& unit : resolved.units) {
      units.push_back(unit.text);
      named_units_.insert(unit.text);
    }
    if (!resolved.kind.empty()) named_kinds_.insert(resolved.kind.text);
    std::vector<std::pair<std::int64_t, index::RecordRow>> rows;
    std::optional<index::RecordRow> after;
    for (;;) {
      TRY(const auto page, figures::records_behind(session_, f.expression, f.context, which, kRecordsAtOnce, after));
      for (const auto& counted : page) rows.emplace_back(counted.row.entry, counted.row);
      if (page.size() < static_cast<std::size_t>(kRecordsAtOnce)) break;
      after = page.back().row;
    }
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    crypto::Hasher hasher;
    Json records = Json::array();
    const bool listed = rows.size() <= kMostRecords || timely != nullptr;
    expect_true(timely == nullptr || timely->records.size() == rows.size(), "every record of the set has its day due");
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto& [entry, row] = rows[i];
      hasher.add(fmt::format("{} {} {}\n", entry, row.record.text, row.number));
      if (!listed) continue;
      records.push_back(Json{{"entry", entry}, {"id", row.record.text}, {"version", row.number}});
      if (timely != nullptr) records.back()["due"] = timely->records[i].due ? Json(timely->records[i].due->iso()) : Json(nullptr);
    }
    Json out{{"kind", resolved.kind.text}, {"units", units}, {"from", resolved.period.from.iso()}, {"to", resolved.period.to.iso()},
             {"states", states(resolved)}, {"where", where(resolved)}, {"measure", measure_name(resolved.measure)},
             {"field", resolved.measure == figures::Aggregate::count ? "" : resolved.field},
             {"size", rows.size()}, {"digest", crypto::hex(hasher.finish())}};
    if (listed) out["records"] = std::move(records);
    if (timely != nullptr) out["by"] = "deadline", out["state"] = timely->state, out["on"] = timely->on.iso();
    return out;
  }

  // What a verifier will make of the slots has to be what was printed.
  Result<Json> slots(const FilledFigure& f, const std::vector<figures::ResolvedSlot>& resolved) const {
    Json out = Json::array();
    std::int64_t required = 0, missing = 0, met = 0;
    for (const auto& slot : resolved) {
      out.push_back(Json{{"unit", slot.unit.text}, {"from", slot.period.from.iso()}, {"to", slot.period.to.iso()}, {"required", slot.required}, {"held", slot.held}, {"why", slot.why}});
      required += slot.required;
      missing += std::max(0, slot.required - slot.held);
      met += std::min(slot.required, slot.held);
    }
    using figures::Aggregate;
    std::optional<Decimal> value;
    if (f.expression.aggregate == Aggregate::required) value = Decimal::of(required);
    else if (f.expression.aggregate == Aggregate::missing) value = Decimal::of(missing);
    else if (required > 0) value = divide(Decimal::of(100 * met), Decimal::of(required));
    if (f.figure.value && value != f.figure.value) {
      return fail(Code::conflict, "report.period_open", {{"title", f.title}});
    }
    return out;
  }

  db::Session& session_;
  const ledger::Ledger& ledger_;
  const Filled& filled_;
  const kinds::Catalogue& catalogue_;
  PacksOfKind packs_;
  std::map<std::string, std::pair<std::string, std::string>> packs_in_force_;
  std::set<std::string> named_units_, named_kinds_;
};
}  // namespace

Result<Json> make_snapshot(db::Session& session, const ledger::Ledger& ledger, const Filled& filled, const SnapshotFacts& facts,
                           const kinds::Catalogue& catalogue) {
  Maker maker(session, ledger, filled, catalogue);
  TRY_OK(maker.scan(facts.at));
  Json figures = Json::array();
  for (const auto& figure : filled.figures) {
    TRY(auto made, maker.figure(figure));
    figures.push_back(std::move(made));
  }
  TRY(const auto read, ledger.node_reader(session));
  TRY(const auto root, merkle::root_at(static_cast<std::uint64_t>(facts.at), read));
  TRY(const auto tree, people::read_units(session));
  Json snapshot{{"v", 1}, {"type", "youju.snapshot"}, {"origin", ledger.keys().note.name}, {"at", facts.at}, {"root", crypto::hex(root)},
                {"made_at", facts.made_at.iso()},
                {"report", {{"id", facts.report}, {"number", facts.number}, {"title", filled.document.title}, {"template", filled.template_id},
                            {"template_digest", filled.template_digest}, {"year", filled.year}, {"lang", filled.document.lang}, {"office", facts.office}, {"unit", facts.unit.text}}},
                {"go_live", facts.go_live ? Json(facts.go_live->iso()) : Json(nullptr)},
                {"files", facts.files}, {"figures", std::move(figures)}};
  snapshot["packs"] = maker.packs();
  snapshot["units"] = maker.units(tree);
  snapshot["kinds"] = maker.kinds();
  return snapshot;
}
}  // namespace youju::report
