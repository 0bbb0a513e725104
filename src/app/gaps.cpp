// SPDX-License-Identifier: Apache-2.0
// Looks for what is missing, rule by rule and record by record.
#include "app/gaps.h"

#include "app/statements.h"

#include "figures/figures.h"

namespace youju::app {
namespace {

constexpr int kPage = 500;

bool has(const std::vector<UnitId>& units, const UnitId& unit) {
  return std::find(units.begin(), units.end(), unit) != units.end();
}

int rank(kinds::Severity severity) {
  return static_cast<int>(severity);
}

Result<void> add_cadence(db::Session& session, const kinds::Kind& kind, const GapsRequest& request,
                         const figures::Context& context, const std::vector<UnitId>& readable, Gaps& out) {
  TRY(const figures::Bound bound, figures::units_bound(session, kind, request.unit, context));
  for (const auto& unit : bound.units) {
    if (!has(readable, unit)) continue;
    TRY(const kinds::CadenceResult result, figures::cadence(session, kind, unit, request.period, context));
    if (result.rule == nullptr) continue;
    CadenceGap gap;
    gap.unit = unit;
    gap.kind = &kind;
    gap.rule = result.rule;
    gap.never_kept = !bound.kept;
    for (const auto& slot : result.slots) {
      using State = kinds::SlotState;
      const bool lacking = slot.held < slot.required;
      const bool open = slot.state == State::due || slot.state == State::not_yet;
      if (!slot.by.empty()) out.noted.push_back({unit, &kind, result.rule, slot});
      const bool excused = slot.state == State::exempt || slot.state == State::explained || slot.state == State::empty;
      if (excused || (open && lacking)) continue;
      if (lacking) gap.slots.push_back(slot);
      gap.missing += std::max(0, slot.required - slot.held);
      gap.required += slot.required;
      gap.held += slot.held;
    }
    if (gap.missing > 0) out.cadence.push_back(std::move(gap));
  }
  return {};
}

// Signed statements that nothing happened, held against what the register says now.
Result<void> add_contradictions(db::Session& session, Office& office, const GapsRequest& request,
                                const std::vector<UnitId>& readable, Gaps& out) {
  constexpr int kMost = 1000;
  for (const auto& kind : office.catalogue().kinds()) {
    index::Filter filter;
    filter.units = readable;
    filter.kinds = {kind.id};
    filter.first_day = request.period;
    for (const auto& state : kind.states)
      if (state.says == kinds::Says::empty) filter.states.push_back(state.id);
    if (filter.states.empty() || kind.about() == nullptr) continue;
    TRY(const auto rows, index::list(session, filter, kMost));
    for (const auto& row : rows) {
      TRY(const auto entry, office.ledger().read(session, row.entry, true));
      if (!entry.head.open.is_object() || !row.happened) continue;
      const auto values = entry.head.open.value("values", Json::object());
      const auto* about = office.catalogue().find(KindId{values.value(kind.about()->id, std::string{})});
      if (about == nullptr || (request.kind && about->id != *request.kind)) continue;
      TRY(const auto against, speaking_against(session, office, *about, row.unit, *row.happened));
      if (!against.empty())
        out.contradicted.push_back({row, about, static_cast<std::int64_t>(against.size()), against.back()});
    }
  }
  return {};
}

Result<void> add_checks(db::Session& session, Office& office, const std::vector<index::RecordRow>& rows,
                        Gaps& out) {
  for (const auto& row : rows) {
    ++out.looked_at;
    const auto* now = office.catalogue().find(row.kind);
    if (now == nullptr || row.state == "void") continue;
    TRY(const RecordFacts record, facts_of(session, office, row));
    const auto* kind = record.kind == nullptr ? now : record.kind;
    for (auto& finding : kinds::run_checks(*kind, record.facts, office.calendar(), office.today()))
      out.records.push_back({row, kind, std::move(finding)});
  }
  return {};
}

Result<std::int64_t> how_many(db::Session& session, const index::Filter& filter,
                              const std::function<Result<void>(const std::vector<index::RecordRow>&)>& each) {
  std::int64_t n = 0;
  std::optional<index::RecordRow> after;
  while (true) {
    TRY(const auto rows, index::list(session, filter, kPage, after));
    n += static_cast<std::int64_t>(rows.size());
    TRY_OK(each(rows));
    if (static_cast<int>(rows.size()) < kPage) return n;
    after = rows.back();
  }
}

std::string text_in(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

void sort_records(std::vector<RecordGap>& records) {
  std::stable_sort(records.begin(), records.end(), [](const RecordGap& a, const RecordGap& b) {
    const auto day = [](const RecordGap& g) { return g.row.happened ? g.row.happened->from : Date{}; };
    const int ra = rank(a.finding.check->severity), rb = rank(b.finding.check->severity);
    return std::tuple(ra, day(a), a.row.record) < std::tuple(rb, day(b), b.row.record);
  });
}
}  // namespace

kinds::Severity CadenceGap::severity() const {
  if (never_kept) return kinds::Severity::hint;
  return rule->general ? kinds::Severity::warning : kinds::Severity::error;
}

std::int64_t Gaps::count(kinds::Severity severity) const {
  std::int64_t n = severity == kinds::Severity::error ? static_cast<std::int64_t>(contradicted.size()) : 0;
  if (severity == kinds::Severity::warning) n += static_cast<std::int64_t>(left.size());
  for (const auto& gap : cadence) n += gap.severity() == severity ? 1 : 0;
  for (const auto& gap : records) n += gap.finding.check->severity == severity ? 1 : 0;
  return n;
}

std::vector<UnitId> readable_units(const Office& office, const people::UnitTree& tree, const people::Who& who,
                                   const UnitId& unit) {
  std::vector<UnitId> out;
  for (const auto& one : tree.all()) {
    if (!unit.empty() && !tree.is_within(one.id, unit)) continue;
    if (people::may(who, people::Right::read, one.id, tree, office.roles(), office.today()))
      out.push_back(one.id);
  }
  return out;
}

Result<RecordFacts> facts_of(db::Session& session, Office& office, const index::RecordRow& row) {
  RecordFacts out;
  out.facts.state = row.state;
  out.facts.counts = row.counts;
  out.facts.happened = row.happened;
  TRY(const auto history, office.ledger().history(session, row.record.text, true));
  std::map<std::string, std::optional<Date>> made_on;
  for (const auto& entry : history) {
    if (entry.head.type == ledger::EntryType::version) {
      out.kind = office.catalogue().find(entry.head.kind, entry.head.pack);
      out.facts.reached.emplace(entry.head.state, entry.at.shanghai_date());
      if (entry.head.number == 1 && entry.head.more.value("imported", false)) out.facts.came_in_as = entry.head.state;
      out.facts.open = ledger::values_of(entry.head.open);
      out.facts.personal = ledger::values_of(entry.head.personal);
    }
    if (entry.head.type == ledger::EntryType::evidence && entry.head.open.is_object()) {
      if (const auto made = Instant::parse(text_in(entry.head.open, "made_at")))
        made_on[text_in(entry.head.open, "digest")] = made->shanghai_date();
    }
  }
  TRY(const auto evidence, index::evidence_of(session, row.record));
  for (const auto& file : evidence) {
    if (!file.superseded_by.empty() || file.digest.empty()) continue;
    TRY(const auto others, index::records_with_evidence(session, file.digest));
    out.facts.files.push_back({file.role, made_on.contains(file.digest) ? made_on[file.digest] : std::nullopt,
                               static_cast<int>(others.size())});
  }
  return out;
}

namespace {
// Whoever may not manage people is not told who left.
Result<void> add_left(Office& office, const people::Who& who, const GapsRequest& request, Gaps& out) {
  auto held = left_holding(office, who, office.today());
  if (!held && held.error().code == Code::denied) return {};
  if (!held) return fail(std::move(held).error());
  return office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    for (auto& one : *held)
      if (request.unit.empty() || tree.is_within(one.person.unit, request.unit)) out.left.push_back(std::move(one));
    return {};
  });
}
}  // namespace

Result<Gaps> find_gaps(Office& office, const people::Who& who, const GapsRequest& request,
                       const std::function<void(std::int64_t, std::int64_t)>& progress) {
  Gaps out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    const auto readable = readable_units(office, tree, who, request.unit);
    const auto within = request.unit.empty() ? tree.all().size() : tree.with_sub_units(request.unit).size();
    if (readable.empty()) return fail(Code::denied, "figures.nothing_readable");
    out.closed = static_cast<std::int64_t>(within - readable.size());
    figures::Context context;
    context.catalogue = &office.catalogue();
    context.units = &tree;
    context.unit = request.unit;
    context.period = request.period;
    context.today = office.today();
    context.notes = figures::share_notes();
    std::vector<KindId> checked;
    for (const auto& kind : office.catalogue().kinds()) {
      if (request.kind && kind.id != *request.kind) continue;
      if (!kind.cadences.empty()) TRY_OK(add_cadence(session, kind, request, context, readable, out));
      if (!kind.checks.empty()) checked.push_back(kind.id);
    }
    TRY_OK(add_contradictions(session, office, request, readable, out));
    if (checked.empty()) return {};
    index::Filter filter;
    filter.units = readable;
    filter.kinds = checked;
    filter.first_day = request.period;
    std::int64_t of = 0;
    if (progress) {
      TRY(of, how_many(session, filter, [](const auto&) -> Result<void> { return {}; }));
    }
    TRY_OK(how_many(session, filter, [&](const std::vector<index::RecordRow>& rows) -> Result<void> {
      TRY_OK(add_checks(session, office, rows, out));
      if (progress) progress(out.looked_at, of);
      return {};
    }));
    return {};
  }));
  sort_records(out.records);
  if (!request.kind) TRY_OK(add_left(office, who, request, out));
  return out;
}
}  // namespace youju::app
